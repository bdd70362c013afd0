#!/usr/bin/env python3
"""Plays outages of a back-office, of the real program and of PostgreSQL around an outbox, and checks what was told.

    outbox_rounds.py --laadboek PATH --home DIR --seed N [--rounds R]

One charge point goes through to a back-office and is answered here while that is away. Each round is a session: a
start, some readings, a stop. In between, by chance, the back-office dies or comes back, the program is killed with
SIGKILL and started again, PostgreSQL is stopped or started; the charge point comes back and brings what was not
answered. In the end everything is there, and:

- the back-office was told every start, reading and stop, in the order of the session;
- a second time only where the answer to the first may not have been heard: something died between the two, soon after
  the first;
- readings and stops bear the number that the back-office gave to their start;
- our side has each session once, completed; nothing waits and nothing is parked in the end: what was sent twice in
  vain is tried again, as a person does.

Prints one line of JSON; exit 1 with the first difference.
"""

import asyncio
import base64
import json
import random
import signal
import time

from websockets.asyncio.client import connect
from websockets.asyncio.server import serve
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage

from installation import Difference, Installation, check, free_port, on_own_cluster, rounds_command_line
from two_gateways import KEY, portfolio

# How long before something died an answer may have been on its way, in seconds; a busy machine is slow to read it.
NEAR = 10.0
PATIENCE = 240
NAMED = ("StartTransaction", "MeterValues", "StopTransaction")


class BackOffice:
    def __init__(self):
        self.port, self.server, self.sockets = free_port(), None, set()
        # What dies is noted before and after: it may still speak in between, and be heard after that.
        self.told, self.deaths, self.number = [], [], 500

    async def start(self):
        self.server = await serve(
            self.run, "127.0.0.1", self.port, subprotocols=["ocpp1.6"], compression=None, ping_interval=None
        )

    async def stop(self):
        self.deaths.append(time.monotonic())
        for ws in list(self.sockets):
            ws.transport.abort()
        self.server.close(close_connections=False)
        await self.server.wait_closed()
        self.deaths.append(time.monotonic())
        self.server = None

    async def run(self, ws):
        self.sockets.add(ws)
        try:
            async for message in ws:
                _, id_, action, payload = json.loads(message)
                answer = {}
                if action == "BootNotification":
                    answer = {"status": "Accepted", "currentTime": "2025-01-01T00:00:00Z", "interval": 600}
                elif action in ("Authorize", "StartTransaction"):
                    answer = {"idTagInfo": {"status": "Accepted"}}
                if action == "StartTransaction":
                    self.number += 1
                    answer["transactionId"] = self.number
                if action in NAMED:
                    self.told.append((time.monotonic(), action, payload, answer.get("transactionId")))
                await ws.send(json.dumps([3, id_, answer]))
        except ConnectionClosed:
            pass
        finally:
            self.sockets.discard(ws)


class ChargePoint:
    """Brings every call until it is answered, over as many connections as it takes."""

    def __init__(self, way):
        self.way, self.ws, self.calls = way, None, 0
        token = base64.b64encode(f"CP-1:{KEY}".encode()).decode()
        self.headers = {"Authorization": f"Basic {token}"}

    async def connect(self):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                self.ws = await connect(
                    f"ws://127.0.0.1:{self.way.port}/ocpp/CP-1", subprotocols=["ocpp1.6"], ping_interval=None,
                    additional_headers=self.headers, compression=None, proxy=None,
                )
                return
            except (OSError, InvalidHandshake, InvalidMessage, EOFError, asyncio.TimeoutError):
                await asyncio.sleep(0.2)
        raise Difference("the charge point is not let in")

    async def leave(self):
        if self.ws:
            self.ws.transport.abort()
            self.ws = None

    async def ask(self, action, payload):
        end = time.monotonic() + PATIENCE
        self.calls += 1
        while time.monotonic() < end:
            try:
                if self.ws is None:
                    await self.connect()
                id_ = f"{action[:2]}-{time.monotonic_ns()}"
                await self.ws.send(json.dumps([2, id_, action, payload]))
                while True:
                    frame = json.loads(await asyncio.wait_for(self.ws.recv(), 20))
                    check(frame[0] != 4, f"{action} was answered with an error: {frame}")
                    if frame[0] == 3 and frame[1] == id_:
                        return frame[2]
            except (ConnectionClosed, asyncio.TimeoutError):
                self.ws = None
        raise Difference(f"{action} is not answered")


class Play:
    def __init__(self, way, cluster, chance):
        self.way, self.cluster, self.chance = way, cluster, chance
        self.office, self.point = BackOffice(), ChargePoint(way)
        self.kills = self.outages = self.without_database = self.decided = 0
        self.has_database = True
        # The messages of all sessions in order.
        self.expected = []

    async def maybe(self):
        """By chance, something dies or comes back."""
        what = self.chance.random()
        if what < 0.22:
            await self.office_goes() if self.office.server else await self.office.start()
        elif what < 0.34 and self.has_database:
            await self.kill()
        elif what < 0.44:
            await self.database(not self.has_database)
        elif what < 0.55:
            await self.point.leave()
        await asyncio.sleep(self.chance.uniform(0, 0.15))

    async def office_goes(self):
        self.outages += 1
        await self.office.stop()
        # A new connection is answered at once, without the grace time of ten seconds.
        await self.point.leave()

    async def kill(self):
        self.kills += 1
        self.office.deaths.append(time.monotonic())
        await asyncio.to_thread(self.way.stop, signal.SIGKILL)
        self.office.deaths.append(time.monotonic())
        await asyncio.to_thread(self.way.serve)

    async def database(self, shall_be):
        self.without_database += not shall_be
        await asyncio.to_thread(self.cluster.do, "start" if shall_be else "stop")
        self.has_database = shall_be

    async def session(self, number):
        start = {"connectorId": 1, "idTag": "CARD", "meterStart": number * 1000, "timestamp": moment(number, 0)}
        await self.maybe()
        transaction = (await self.say("StartTransaction", start))["transactionId"]
        for step in range(1, self.chance.randint(1, 4)):
            await self.maybe()
            value = {"timestamp": moment(number, step), "sampledValue": [{"value": str(number * 1000 + step)}]}
            await self.say(
                "MeterValues", {"connectorId": 1, "transactionId": transaction, "meterValue": [value]}
            )
        await self.maybe()
        await self.say(
            "StopTransaction",
            {"transactionId": transaction, "meterStop": number * 1000 + 900, "timestamp": moment(number, 59)},
        )

    async def say(self, action, payload):
        self.expected.append(name(action, payload))
        return await self.point.ask(action, payload)

    async def learned(self):
        """Waits until it is stored that the back-office took the charge point and the card."""
        question = ("SELECT (SELECT count(*) FROM upstream_acceptances WHERE boot_interval IS NOT NULL), "
                    "(SELECT count(*) FROM upstream_verdicts)")
        end = time.monotonic() + PATIENCE
        while (await asyncio.to_thread(self.way.rows, question))[0] != ["1", "1"]:
            check(time.monotonic() < end, "it is not stored what the back-office said")
            await asyncio.sleep(0.1)

    async def settle(self):
        """Everything comes back; waits until nothing waits."""
        if not self.has_database:
            await self.database(True)
        if not self.office.server:
            await self.office.start()
        await self.point.leave()
        question = "SELECT count(*) FROM relay_outbox WHERE state IN ('pending', 'sent', 'parked')"
        end, quiet = time.monotonic() + PATIENCE, 0
        while quiet < 3:
            check(time.monotonic() < end, f"messages wait: {[row for row in self.rows() if row[5] != 'acked']}")
            await self.point.ask("Heartbeat", {})
            waiting = (await asyncio.to_thread(self.way.rows, question))[0][0]
            is_stored = await asyncio.to_thread(self.way.is_stored)
            quiet = quiet + 1 if waiting == "0" and is_stored else 0
            self.decided += await asyncio.to_thread(self.decide)
            await asyncio.sleep(0.3)

    async def completed(self, wanted):
        """Waits until there are so many completed sessions: whoever makes them of stored frames may lag behind."""
        end, question = time.monotonic() + PATIENCE, "SELECT count(*) FROM sessions WHERE state = 'completed'"
        while (found := (await asyncio.to_thread(self.way.rows, question))[0][0]) != str(wanted):
            check(time.monotonic() < end, f"{found} sessions, {wanted} were played")
            await asyncio.sleep(0.1)

    def decide(self):
        """Has what is parked tried again, as the page does; how much that was."""
        tried = self.way.rows(
            "UPDATE relay_outbox SET state = 'pending', round = round + 1, attempts = 0, changed_at = now() "
            "WHERE state = 'parked' OR state = 'sent' AND attempts >= 2 AND changed_at < now() - interval '5 s' "
            "RETURNING charge_point_id"
        )
        for (point,) in tried:
            self.way.rows(f"SELECT pg_notify('relay_outbox', '{point}')")
        return len(tried)

    def rows(self):
        return self.way.rows("SELECT action, transaction_id, upstream_transaction_id, round, attempts, state, reason "
                             "FROM relay_outbox ORDER BY received_at")


def moment(number, minute):
    return f"2025-0{1 + number // 250}-{1 + number // 10 % 25:02d}T{10 + number % 10}:{minute:02d}:00Z"


def name(action, payload):
    return action, payload.get("timestamp") or payload["meterValue"][0]["timestamp"]


def check_told(play):
    """What the back-office was told against what the charge point was answered for."""
    told = {}
    for at, action, payload, given in play.office.told:
        told.setdefault(name(action, payload), []).append((at, payload, given))
    twice = 0
    for wanted in play.expected:
        check(wanted in told, f"{wanted} was never told")
        times = told[wanted]
        for (at, _, _), (later, _, _) in zip(times, times[1:]):
            near = any(at - 1 <= death <= min(later, at + NEAR) for death in play.office.deaths)
            check(near, f"{wanted} was told again though nothing died near: {times}, {play.office.deaths}")
        twice += max(0, len(times) - 1)
    firsts = [told[wanted][0][0] for wanted in play.expected]
    # What nobody heard twice is told late, when it is tried again.
    check(play.decided or firsts == sorted(firsts), "the back-office was told in another order")
    numbers = set()
    for at, action, payload, given in play.office.told:
        if action == "StartTransaction":
            numbers.add(given)
        else:
            check(payload["transactionId"] in numbers, f"{action} bears a number that was never given: {payload}")
    return twice


async def run(arguments):
    with on_own_cluster(arguments, Installation) as (way, cluster):
        play = Play(way, cluster, random.Random(arguments.seed))
        (way.home / "portfolio.json").write_text(json.dumps(portfolio()))
        way.laadboek("portfolio", "import", str(way.home / "portfolio.json"))
        way.rows(
            "WITH office AS (INSERT INTO upstreams (operator_id, name, url) SELECT id, 'Office', "
            f"'ws://127.0.0.1:{play.office.port}/' FROM operators RETURNING operator_id, id) "
            "INSERT INTO charge_point_relays (operator_id, charge_point_id, upstream_id, authorization_mode, "
            "absence_mode, since_at) SELECT office.operator_id, p.id, office.id, 'pass', 'outbox', now() "
            "FROM office JOIN charge_points p USING (operator_id) WHERE p.identity = 'CP-1' RETURNING 1"
        )
        await play.office.start()
        way.serve()
        boot = {"chargePointVendor": "V", "chargePointModel": "M"}
        check((await play.point.ask("BootNotification", boot))["status"] == "Accepted", "no boot")
        await play.point.ask("Authorize", {"idTag": "CARD"})
        await play.learned()
        for number in range(arguments.rounds):
            await play.session(number)
        await play.settle()
        twice = check_told(play)
        await play.completed(arguments.rounds)
        later = sum(row[5] == "acked" for row in play.rows())
        way.end()
        return {"seed": arguments.seed, "rounds": arguments.rounds, "kills": play.kills, "outages": play.outages,
                "without_database": play.without_database, "told_later": later, "told_twice": twice,
                "decided": play.decided}


if __name__ == "__main__":
    rounds_command_line(__doc__, 6, run)
