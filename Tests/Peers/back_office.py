"""A back-office for OCPP 1.6 and 2.0.1 by PyPI `ocpp` with its schema checks on, which keeps what it saw.

Charge points that bring a message again get the answer of the first time, as sound back-offices do; a simple one begins
another transaction with every StartTransaction.
"""

import asyncio
import base64
import json
from collections import Counter
from datetime import datetime, timezone

import websockets
from ocpp.routing import on
from ocpp.v16 import ChargePoint as ChargePoint16
from ocpp.v16 import call_result as result16
from ocpp.v201 import ChargePoint as ChargePoint201
from ocpp.v201 import call_result as result201
from websockets.asyncio.server import serve

from ocpp_peer import Strict, stamp

# Charge points wait as long for an answer, whatever else this machine does.
PATIENCE = 300
# Transaction numbers begin far from ours.
FIRST_TRANSACTION = 7_000_000


def styled(message, number):
    """The same JSON as other libraries would write it: bytes must pass whatever they look like."""
    styles = [
        {"separators": (",", ":")}, {"separators": (", ", " : ")}, {"indent": 1}, {"ensure_ascii": False},
    ]
    return json.dumps(json.loads(message), **styles[number % len(styles)])


def content(message):
    """What a call says, whatever its id; None for answers."""
    frame = json.loads(message)
    return json.dumps(frame[2:]) if frame[0] == 2 else None


class Client:
    """A charge point as the back-office knows it: every frame in order, and its sessions."""

    def __init__(self):
        self.got = []
        self.gave = []
        self.connections = 0
        # By transaction: what it is about.
        self.sessions = {}

    def deliveries(self):
        """How often each transaction message was brought, by what it says."""
        return Counter(content(text) for text in self.got if is_promised(text))


def is_promised(text):
    """Whether it is a message that charge points queue until it is answered."""
    frame = json.loads(text)
    return frame[0] == 2 and frame[2] in {"StartTransaction", "StopTransaction", "MeterValues", "TransactionEvent"}


class Wire:
    """A connection of the back-office that keeps what passes; a play may stall it."""

    def __init__(self, office, connection, identity):
        self.office, self.connection, self.identity = office, connection, identity
        self.client = office.client(identity)

    async def recv(self):
        text = await self.connection.recv()
        self.client.got.append(text)
        await self.office.stall("asked", self)
        return text

    async def send(self, text):
        await self.office.stall("answered", self)
        text = styled(text, len(self.client.gave))
        # Even when sending fails it may have arrived.
        self.client.gave.append(text)
        await self.connection.send(text)

    def abort(self):
        self.connection.transport.abort()


class Desk16(Strict, ChargePoint16):
    """How the back-office answers a charge point of OCPP 1.6."""

    def __init__(self, wire):
        super().__init__(wire.identity, wire, PATIENCE)
        self.office, self.client = wire.office, wire.client

    @on("BootNotification")
    def boot(self, **_):
        return result16.BootNotification(stamp(datetime.now(timezone.utc)), 300, "Accepted")

    @on("Heartbeat")
    def heartbeat(self):
        return result16.Heartbeat(stamp(datetime.now(timezone.utc)))

    @on("StatusNotification")
    def status(self, **_):
        return result16.StatusNotification()

    @on("Authorize")
    def authorize(self, **_):
        return result16.Authorize({"status": "Accepted"})

    @on("DataTransfer")
    def data(self, **_):
        return result16.DataTransfer("UnknownVendorId")

    @on("StartTransaction")
    def start_transaction(self, connector_id, id_tag, meter_start, timestamp, **_):
        what = {"connector": connector_id, "tag": id_tag, "meter_start": meter_start, "started": timestamp}
        number = self.office.number(self.client, what)
        self.client.sessions.setdefault(number, {**what, "readings": {}, "stop": None})
        return result16.StartTransaction(number, {"status": "Accepted"})

    @on("MeterValues")
    def meter_values(self, meter_value, transaction_id=None, **_):
        session = self.client.sessions[transaction_id]
        for value in meter_value:
            session["readings"][value["timestamp"]] = value["sampled_value"][0]["value"]
        return result16.MeterValues()

    @on("StopTransaction")
    def stop_transaction(self, transaction_id, meter_stop, timestamp, **_):
        stop = {"meter_stop": meter_stop, "stopped": timestamp}
        session = self.client.sessions[transaction_id]
        if session["stop"] not in (None, stop):
            self.fail(f"{self.id}: another stop of {transaction_id}: {stop}, {session['stop']}")
        session["stop"] = stop
        return result16.StopTransaction({"status": "Accepted"})


class Desk201(Strict, ChargePoint201):
    """How it answers a charging station of OCPP 2.0.1."""

    def __init__(self, wire):
        super().__init__(wire.identity, wire, PATIENCE)
        self.office, self.client = wire.office, wire.client

    @on("BootNotification")
    def boot(self, **_):
        return result201.BootNotification(stamp(datetime.now(timezone.utc)), 300, "Accepted")

    @on("Heartbeat")
    def heartbeat(self):
        return result201.Heartbeat(stamp(datetime.now(timezone.utc)))

    @on("StatusNotification")
    def status(self, **_):
        return result201.StatusNotification()

    @on("Authorize")
    def authorize(self, **_):
        return result201.Authorize({"status": "Accepted"})

    @on("MeterValues")
    def meter_values(self, **_):
        return result201.MeterValues()

    @on("SecurityEventNotification")
    def security_event(self, **_):
        return result201.SecurityEventNotification()

    @on("TransactionEvent")
    def event(self, event_type, timestamp, seq_no, transaction_info, meter_value, id_token=None, **_):
        session = self.client.sessions.setdefault(
            transaction_info["transaction_id"], {"readings": {}, "events": {}, "stop": None}
        )
        value = meter_value[0]["sampled_value"][0]["value"]
        told = {"type": event_type, "at": timestamp, "register": value}
        if session["events"].setdefault(seq_no, told) != told:
            self.fail(f"{self.id}: another event {seq_no}: {told}")
        session["readings"][timestamp] = value
        if event_type == "Started":
            session["meter_start"] = value
        if event_type == "Ended":
            session["stop"] = {"meter_stop": value, "stopped": timestamp}
        return result201.TransactionEvent(id_token_info={"status": "Accepted"} if id_token else None)


class BackOffice:
    """Listens on a port, which may be closed and opened again in between."""

    desk16, desk201 = Desk16, Desk201

    def __init__(self, port, key):
        self.port, self.key = port, key
        # Whether every StartTransaction begins a transaction, also one that came before.
        self.is_simple = False
        self.clients = {}
        self.wires = set()
        self.problems = []
        self.last_number = FIRST_TRANSACTION
        self.server = None
        # By identity: an async function of a place and a wire that is called before a message is read or answered.
        self.stalls = {}

    def client(self, identity):
        return self.clients.setdefault(identity, Client())

    def number(self, client, what):
        for number, session in client.sessions.items():
            if not self.is_simple and all(session[name] == value for name, value in what.items()):
                return number
        self.last_number += 1
        return self.last_number

    async def stall(self, place, wire):
        if stall := self.stalls.get(wire.identity):
            await stall(place, wire)

    async def start(self):
        self.server = await serve(
            self.run, "127.0.0.1", self.port, subprotocols=["ocpp2.0.1", "ocpp1.6"], compression=None, max_size=None,
            ping_interval=None, open_timeout=PATIENCE, process_request=self.admit,
        )

    async def stop(self):
        """Closes the port and cuts every connection, as a power cut does."""
        self.server.close(close_connections=False)
        self.cut()
        # Its own waiting would be for stalled answers too.
        while self.server.is_serving():
            await asyncio.sleep(0.01)

    def cut(self):
        for wire in list(self.wires):
            wire.abort()

    def admit(self, connection, request):
        identity = request.path.rsplit("/", 1)[-1]
        wanted = "Basic " + base64.b64encode(f"{identity}:{self.key(identity)}".encode()).decode()
        if request.headers.get("Authorization") != wanted or not request.path.startswith("/base/"):
            self.problems.append(f"{identity} came with {request.path} and {request.headers.get('Authorization')}")
        return None

    async def run(self, connection):
        wire = Wire(self, connection, connection.request.path.rsplit("/", 1)[-1])
        wire.client.connections += 1
        self.wires.add(wire)
        desk = (self.desk201 if connection.subprotocol == "ocpp2.0.1" else self.desk16)(wire)
        try:
            await desk.start()
        except websockets.ConnectionClosed:
            pass
        except Exception as error:  # whatever it is, the play must hear of it
            self.problems.append(f"{wire.identity}: {error!r}")
        finally:
            self.wires.discard(wire)
            if desk.problem.done():
                self.problems.append(str(desk.problem.exception()))
