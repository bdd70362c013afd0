"""What the peers share that play around the relay of the real program: the installation, charge points that do not give
up, and what must be true of both sides and of our copy afterwards."""

import asyncio
import json
import random
import uuid
from argparse import Namespace
from collections import Counter
from datetime import datetime

import websockets

import charge_point_16
import charge_point_201
from back_office import PATIENCE, BackOffice, content, is_promised, styled
from installation import Difference, Installation, check, free_port, key
from ocpp_peer import Failure, dial

# Where the answer to a message may be when something happens.
STAGES = ("start", "charge", "stop")
METER_START, ENERGY = 120_000, 8_000
SETTLING_SECONDS = 120


class RelayedInstallation(Installation):
    """The program with charge points that all belong to one back-office."""

    def __init__(self, laadboek, database, home, identities, base="/base/"):
        super().__init__(laadboek, database, home)
        self.office = BackOffice(free_port(), key)
        self.identities, self.base = identities, base

    def move_in(self, relayed="%"):
        """Imports the charge points; those whose identity is like the text go through to the back-office."""
        path = self.home / "portfolio.json"
        path.write_text(json.dumps(portfolio(self.identities)))
        self.laadboek("portfolio", "import", str(path))
        self.rows(
            "INSERT INTO upstreams (operator_id, name, url) "
            f"SELECT id, 'Office', 'ws://127.0.0.1:{self.office.port}{self.base}' FROM operators RETURNING 1"
        )
        self.rows(
            "INSERT INTO charge_point_relays (operator_id, charge_point_id, upstream_id, authorization_mode) "
            "SELECT c.operator_id, c.id, u.id, 'pass' FROM charge_points c JOIN upstreams u USING (operator_id) "
            f"WHERE c.identity LIKE '{relayed}' RETURNING 1"
        )


def portfolio(identities):
    address = {"street": "Kade", "house_number": "1", "postcode": "1011 AA", "town": "Amsterdam", "country": "NL"}
    return {
        "operator": {"reference": "relay", "name": "Relay", "number_prefix": "RELAY", "address": address,
                     "iban": "NL91ABNA0417164300"},
        "hosts": [{"reference": "H", "name": "Host", "kind": "private", "address": address,
                   "iban": "NL91ABNA0417164300"}],
        "sites": [{"reference": "S", "host": "H", "name": "Site", "address": address, "bidding_zone": "NL",
                   "time_zone": "Europe/Amsterdam"}],
        "charge_points": [{"identity": identity, "site": "S", "connectors": 1, "key": key(identity)}
                          for identity in identities],
    }


class Line:
    """One connection of a charge point."""

    def __init__(self, charger, connection):
        self.charger, self.connection = charger, connection

    async def send(self, text):
        text = styled(text, len(self.charger.sent))
        # Even when sending fails it may have arrived.
        self.charger.sent.append(text)
        await self.connection.send(text)

    async def recv(self):
        text = await self.connection.recv()
        self.charger.received.append(text)
        return text

    def abort(self):
        self.connection.transport.abort()


class Persistent:
    """For charge point peers: connects again, and brings what was not answered again with the same content.

    Source: OCPP 1.6 §3.7, OCPP 2.0.1 E04.
    """

    def __init__(self, identity, port, chance, hook):
        options = Namespace(
            identity=identity, url=f"ws://127.0.0.1:{port}/ocpp", key=key(identity), id_tag="CARD", connector=1,
            meter_start=METER_START, energy=ENERGY, timeout=PATIENCE, wait_for=None, lose=-1,
        )
        super().__init__(options, None)
        self.chance, self.hook = chance, hook
        self.sent, self.received = [], []
        # The code of every connection's end, and how often it was not let in.
        self.closes, self.refusals = [], 0
        self.gone = None

    async def connected(self):
        while self.gone is None or self.gone.done():
            try:
                connection = await dial(self.options, [self.protocol])
            except (OSError, TimeoutError, websockets.WebSocketException) as error:
                self.refused(error)
                await asyncio.sleep(self.chance.uniform(0.1, 0.4))
                continue
            if connection.subprotocol != self.protocol:
                raise Failure(f"subprotocol {connection.subprotocol!r}")
            self._connection = Line(self, connection)
            self.gone = asyncio.ensure_future(self.listen())

    def refused(self, error):
        self.refusals += 1
        status = error.response.status_code if isinstance(error, websockets.InvalidStatus) else 503
        if status not in (429, 503):
            raise Failure(f"refused with {status}")

    async def listen(self):
        try:
            await self.start()
        except websockets.ConnectionClosed as closed:
            self.closes.append(closed.rcvd.code if closed.rcvd else 1006)
        except Exception as error:  # whatever it is, the play must hear of it
            self.fail(f"{error!r}")

    async def ask(self, request):
        await self.hook.before(self, request)
        name = str(uuid.uuid4())
        while (answer := await self.bring(request, name)) is None:
            # Some firmware keeps the id of a message, other makes a new one each time.
            name = name if self.chance.random() < 0.5 else str(uuid.uuid4())
        await self.hook.after(self, request)
        return answer

    async def bring(self, request, name):
        """Sends the call; its answer, or None when the connection was lost without one."""
        await self.connected()
        mark = len(self.received)
        answer = asyncio.ensure_future(self.call(request, suppress=False, unique_id=name))
        await asyncio.wait([answer, self.gone, self.problem], return_when=asyncio.FIRST_COMPLETED)
        if not answer.done() and not any(json.loads(text)[1] == name for text in self.received[mark:]):
            answer.cancel()
        try:
            return await answer
        except (asyncio.CancelledError, websockets.ConnectionClosed):
            if self.problem.done():
                self.problem.result()
            return None
        except Exception as error:
            raise Failure(f"{self.id}: {type(request).__name__}: {error!r}") from error

    async def play(self):
        try:
            self.result = await self.session()
        except Failure as failure:
            raise Difference(f"{self.id}: {failure}") from failure
        await self._connection.connection.close()
        # Its end is noted by then.
        await self.gone


class Persistent16(Persistent, charge_point_16.ChargePoint):
    protocol = "ocpp1.6"


class Persistent201(Persistent, charge_point_201.Station):
    protocol = "ocpp2.0.1"


def charger(identity, port, seed, hook):
    """The charge point of an identity; every other one speaks 2.0.1."""
    make = Persistent201 if int(identity.rsplit("-", 1)[-1]) % 2 else Persistent16
    return make(identity, port, random.Random(f"{seed}/{identity}"), hook)


def stage_of(request):
    """The part of a session that a call belongs to; None for what charge points do not queue."""
    name = type(request).__name__
    if name == "TransactionEvent":
        return {"Started": "start", "Ended": "stop"}.get(request.event_type, "charge")
    if name == "MeterValues" and getattr(request, "transaction_id", None) is None:
        return None
    return {"StartTransaction": "start", "MeterValues": "charge", "StopTransaction": "stop"}.get(name)


class Copies:
    """What our database holds of the charge points whose identity begins with a text."""

    def __init__(self, way, prefix):
        self.frames, self.sessions = {}, {}
        for identity, is_outgoing, route, connection, payload in way.rows(
            "SELECT c.identity, f.is_outgoing, f.route, f.connection_id, encode(f.payload, 'hex') FROM ocpp_frames f "
            "JOIN charge_points c ON c.operator_id = f.operator_id AND c.id = f.charge_point_id "
            f"WHERE c.identity LIKE '{prefix}%' ORDER BY f.node_id, f.sequence"
        ):
            check(route == "1", f"{identity}: a frame is not marked as relayed")
            frame = (bytes.fromhex(payload).decode(), connection)
            self.frames.setdefault((identity, is_outgoing == "t"), []).append(frame)
        for identity, transaction, state, flags, start, stop, stopped, readings in way.rows(
            "SELECT c.identity, s.natural_key, s.state, array_to_string(s.flags, ' '), s.meter_start_thousandths_wh, "
            "s.meter_stop_thousandths_wh, to_char(s.stopped_at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), "
            "string_agg(extract(epoch FROM r.sampled_at)::bigint || ':' || r.register_thousandths_wh, ' ') "
            "FROM sessions s JOIN charge_points c ON c.operator_id = s.operator_id AND c.id = s.charge_point_id "
            "LEFT JOIN meter_readings r ON r.operator_id = s.operator_id AND r.session_id = s.id "
            f"WHERE c.identity LIKE '{prefix}%' GROUP BY c.identity, s.operator_id, s.id"
        ):
            self.sessions.setdefault(identity, []).append({
                "key": transaction, "state": state, "flags": set(flags.split()), "meter_start": start,
                "meter_stop": stop, "stopped": stopped, "readings": Counter(readings.split()),
            })


def is_part(part, whole):
    """Whether all of the part is in the whole, in this order."""
    rest = iter(whole)
    return all(item in rest for item in part)


def check_wire(charger, client, copies, was_killed):
    """Every byte on both sides and in the copy is a peer's own, in its order, and what was answered is kept."""
    name = charger.id
    up, down = (copies.frames.get((name, outgoing), []) for outgoing in (False, True))
    kept_up, kept_down = [text for text, _ in up], [text for text, _ in down]
    check(is_part(client.got, charger.sent), f"{name}: the back-office got what was not sent, or in another order")
    check(is_part(charger.received, client.gave), f"{name}: the charge point got what was not given")
    check(is_part(kept_up, charger.sent), f"{name}: the copy holds what the charge point did not send")
    check(is_part(kept_down, client.gave), f"{name}: the copy holds what the back-office did not give")
    # Only answers to transaction messages wait for the disk; a kill may take the last milliseconds of the rest.
    if not was_killed:
        check(is_part(client.got, kept_up), f"{name}: a frame that passed upwards is not in the copy")
        check(is_part(charger.received, kept_down), f"{name}: a frame that passed downwards is not in the copy")
    calls = {json.loads(text)[1]: text for text in charger.sent if is_promised(text)}
    for answer in charger.received:
        call = calls.get(json.loads(answer)[1])
        if call is None:
            continue
        places = {place for text, place in up if text == call} & {place for text, place in down if text == answer}
        check(places, f"{name}: an answered pair is not in the copy: {call} {answer}")
    return len([text for text in charger.received if json.loads(text)[1] in calls])


def check_office(charger, client):
    """The back-office has the session whole; a simple one may have begun it more often. Gives the transaction."""
    whole = [number for number, session in client.sessions.items() if session["stop"]]
    check(len(whole) == 1, f"{charger.id}: the back-office has {len(whole)} whole sessions")
    session = client.sessions[whole[0]]
    is_16 = charger.protocol == "ocpp1.6"
    check(whole[0] == charger.result["transaction_id"], f"{charger.id}: {whole[0]} is another transaction")
    readings = list(session["readings"].values())
    check(len(readings) == (3 if is_16 else 5), f"{charger.id}: the back-office has {len(readings)} readings")
    scale = 1 if is_16 else 1000
    check(round(float(session["meter_start"]) * scale) == METER_START, f"{charger.id}: {session['meter_start']}")
    stop = round(float(session["stop"]["meter_stop"]) * scale)
    check(stop == METER_START + ENERGY, f"{charger.id}: the back-office has the stop {stop}")
    return whole[0], session


def check_ours(charger, client, copies, number, session):
    """We have the same session once. Gives its flags."""
    name = charger.id
    ours = copies.sessions.get(name, [])
    whole = [mine for mine in ours if mine["state"] == "completed"]
    check(len(whole) == 1, f"{name}: we have {len(whole)} whole sessions of {len(ours)}")
    mine = whole[0]
    # What a simple back-office began twice stays open, and says so.
    for other in ours:
        begun = any(str(known) in other["key"] for known in client.sessions if known != number)
        check(other is mine or (begun and "missing_stop" in other["flags"]), f"{name}: {other} is ours alone")
    check(str(number) in mine["key"], f"{name}: {mine['key']} is not {number}")
    wanted = (str(METER_START * 1000), str((METER_START + ENERGY) * 1000), session["stop"]["stopped"])
    check((mine["meter_start"], mine["meter_stop"], mine["stopped"]) == wanted, f"{name}: {mine}, {wanted} is right")
    scale = 1_000 if charger.protocol == "ocpp1.6" else 1_000_000
    readings = Counter(
        f"{round(datetime.fromisoformat(at).timestamp())}:{round(float(value) * scale)}"
        for at, value in session["readings"].items()
    )
    check(mine["readings"] == readings, f"{name}: readings {mine['readings']}, the back-office has {readings}")
    return set().union(*(each["flags"] for each in ours))


FLAGS = {"start": "repeated_start", "charge": "repeated_reading", "stop": "repeated_stop"}


def stage_of_content(text):
    action, payload = json.loads(text)
    if action == "TransactionEvent":
        return {"Started": "start", "Ended": "stop"}.get(payload["eventType"], "charge")
    # MeterValues of 2.0.1 belong to no transaction.
    return {"StartTransaction": "start", "StopTransaction": "stop"}.get(action, None if "evseId" in payload else "charge")


def check_repetitions(charger, client, copies, flags):
    """Whatever the back-office got twice came on several connections and is flagged.

    Gives how often it got a message again, and how often we cannot know, since we were killed before the first of them
    was written down.
    """
    answered = Counter(json.loads(text)[1] for text in charger.received)
    sent = Counter(charger.sent)
    kept = Counter(content(text) for text, _ in copies.frames.get((charger.id, False), []))
    check(not flags - set(FLAGS.values()) - {"missing_stop"}, f"{charger.id}: flags {flags}")
    again = unknown = 0
    for text, count in Counter(client.got).items():
        check(count <= sent[text], f"{charger.id}: the back-office got {count} of {sent[text]}: {text}")
    for said, count in client.deliveries().items():
        answers = [json.loads(text)[1] for text in charger.sent if content(text) == said]
        check(any(answered[name] for name in answers), f"{charger.id}: never answered: {said}")
        if count == 1:
            continue
        again += count - 1
        stage = stage_of_content(said)
        if kept[said] < 2:
            unknown += 1
        elif stage:
            flag = FLAGS[stage]
            check(flag in flags, f"{charger.id}: brought {count} times and not flagged {flag}: {said}")
    return again, unknown


async def check_all(way, prefix, chargers, was_killed):
    """Waits until our side is complete, and checks everything; what was found, in numbers."""
    for problem in way.office.problems:
        raise Difference(f"the back-office: {problem}")
    for attempt in range(SETTLING_SECONDS * 2):
        try:
            return check_once(way, Copies(way, prefix), chargers, was_killed)
        except Difference:
            if attempt == SETTLING_SECONDS * 2 - 1:
                raise
        await asyncio.sleep(0.5)


def check_once(way, copies, chargers, was_killed):
    found = Counter(sessions=len(chargers))
    for charger in chargers:
        client = way.office.client(charger.id)
        found["answered"] += check_wire(charger, client, copies, was_killed)
        number, session = check_office(charger, client)
        flags = check_ours(charger, client, copies, number, session)
        again, unknown = check_repetitions(charger, client, copies, flags)
        found["brought_again"] += again
        found["unknown"] += unknown
        found["connections"] += len(charger.closes)
        found["transactions_twice"] += len(client.sessions) - 1
    return found
