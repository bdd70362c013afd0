#!/usr/bin/env python3
"""Runs two gateways of the real program on one database and checks that they act as one.

    two_gateways.py --laadboek PATH --database URL --home DIR

A command reaches the process that holds the charge point's connection, and only that one. The same identity connecting
to the other process closes the old connection, and commands follow it. A token that is blocked in the database is
refused by both within seconds. A new key or a retirement ends the live connection. A charge point that goes through to a
back-office which takes no second connection of it moves from process to process, and nobody else can have it moved.
Prints one line of JSON with what it took; exit 1 with the first difference.
"""

import asyncio
import base64
import hashlib
import json
import os
import signal
import socket
import subprocess
import time
from pathlib import Path

import websockets
from websockets.protocol import State

from installation import Difference, check, command_line, free_port

ROOT = Path(__file__).resolve().parent.parent.parent
KEY = "0123456789abcdef0123456789abcdef01234567"
RELAYED = "CP-RELAYED"
# A notification takes milliseconds; the live state is told once a second.
PATIENCE = 60
# Seconds that processes wait for each other before one dials all the same: RelayLimits and NodeRooms.
GOING_ALONE = 2
# What only the back-office says.
OFFICE_TIME = "2025-01-01T00:00:00Z"


def portfolio():
    address = {"street": "Kade", "house_number": "1", "postcode": "1011 AA", "town": "Amsterdam", "country": "NL"}
    host = {"reference": "H", "name": "Host", "kind": "private", "address": address, "iban": "NL91ABNA0417164300"}
    site = {"reference": "S", "host": "H", "name": "Site", "address": address, "bidding_zone": "NL"}
    return {
        "operator": {"reference": "two", "name": "Two", "number_prefix": "TWO", "address": address,
                     "iban": "NL91ABNA0417164300"},
        "hosts": [host], "sites": [{**site, "time_zone": "Europe/Amsterdam"}],
        "charge_points": [{"identity": name, "site": "S", "connectors": 1, "key": KEY} for name in ("CP-1", RELAYED)],
        "tokens": [{"uid": "CARD"}],
    }


class Node:
    def __init__(self, options, name):
        self.options, self.name, self.port = options, name, free_port()
        self.environment = {
            **os.environ, "DATABASE_URL": options.database, "LAADBOEK_HOME": str(Path(options.home) / name),
            "LAADBOEK_NODE": name, "PORT": str(self.port), "LAADBOEK_SHARE": str(ROOT),
        }
        self.process = None

    def laadboek(self, *words):
        done = subprocess.run([self.options.laadboek, *words], env=self.environment, capture_output=True, text=True)
        check(done.returncode == 0, f"laadboek {' '.join(words)}: {done.stderr[-3000:]}")

    @property
    def log(self):
        return Path(self.options.home) / f"{self.name}.log"

    def serve(self, roles):
        command = [self.options.laadboek, "serve", "--roles", roles]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        for _ in range(1200):
            check(self.process.poll() is None, f"{self.name} ended by itself")
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        raise Difference(f"{self.name} does not get ready")

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=300)
        if self.process:
            with open(self.log, "a") as log:
                print(f"(play: {self.name} ended with status {self.process.returncode})", file=log)

    async def connect(self, key=KEY, identity="CP-1"):
        token = base64.b64encode(f"{identity}:{key}".encode()).decode()
        return await websockets.connect(
            f"ws://127.0.0.1:{self.port}/ocpp/{identity}", subprotocols=["ocpp1.6"],
            additional_headers={"Authorization": f"Basic {token}"}, open_timeout=PATIENCE, ping_interval=None,
        )


class Office:
    """A back-office that knows one key, and refuses a charge point that is connected already.

    One whose Close it has answered is gone, though its socket may end a moment later.
    """

    def __init__(self):
        self.port, self.connections, self.twice = free_port(), [], 0

    @property
    def is_taken(self):
        return any(connection.state is State.OPEN for connection in self.connections)

    def check(self, connection, request):
        token = base64.b64encode(f"{RELAYED}:{KEY}".encode()).decode()
        if request.headers.get("Authorization") != f"Basic {token}":
            return connection.respond(401, "who?\n")
        if self.is_taken:
            self.twice += 1
            return connection.respond(403, "you are here already\n")
        return None

    async def run(self, connection):
        self.connections.append(connection)
        try:
            async for message in connection:
                await connection.send(json.dumps([3, json.loads(message)[1], {"currentTime": OFFICE_TIME}]))
        except websockets.ConnectionClosed:
            pass


class Database:
    def __init__(self, url):
        self.url = url

    def ask(self, sql):
        done = subprocess.run(["psql", "-AtqX", "-v", "ON_ERROR_STOP=1", self.url, "-c", sql], capture_output=True,
                              text=True)
        check(done.returncode == 0, f"{sql}: {done.stderr}")
        return done.stdout.strip()

    async def until(self, sql, wanted):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = await asyncio.to_thread(self.ask, sql)
            if found == wanted:
                return
            await asyncio.sleep(0.05)
        raise Difference(f"{sql}: {found!r} instead of {wanted!r}")

    def command(self):
        return self.ask(
            "INSERT INTO commands (operator_id, charge_point_id, action, payload) "
            "SELECT operator_id, id, 'ClearCache', '{}' FROM charge_points WHERE identity = 'CP-1' RETURNING id; "
            "NOTIFY commands"
        )


async def call(connection, action, payload):
    name = f"{action}-{time.monotonic_ns()}"
    await connection.send(json.dumps([2, name, action, payload]))
    while True:
        message = json.loads(await asyncio.wait_for(connection.recv(), PATIENCE))
        if message[0] == 3 and message[1] == name:
            return message[2]


async def obey(connection):
    """Waits for the command, answers it, and gives the seconds it took."""
    began = time.monotonic()
    message = json.loads(await asyncio.wait_for(connection.recv(), PATIENCE))
    check(message[2] == "ClearCache", f"{message} is not the command")
    await connection.send(json.dumps([3, message[1], {"status": "Accepted"}]))
    return time.monotonic() - began


async def sent_away(connection):
    """Waits until the gateway closes the connection, and checks why; gives the seconds it took."""
    began = time.monotonic()
    try:
        await asyncio.wait_for(connection.recv(), PATIENCE)
    except websockets.ConnectionClosed as closed:
        check(closed.rcvd and closed.rcvd.code == 1008, f"closed by {closed.rcvd}")
        return time.monotonic() - began
    raise Difference("the connection still gets messages")


async def refused(node, key, status):
    """Waits until a new connection is refused: the other process hears of the change by itself."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            await (await node.connect(key)).close()
        except websockets.InvalidStatus as answer:
            check(answer.response.status_code == status, f"{answer.response.status_code} instead of {status}")
            return
        await asyncio.sleep(0.05)
    raise Difference(f"{node.name} still lets the charge point in")


async def revoke(connection, first, database):
    """A key that is replaced and a charge point that is retired, by a process that holds no connection."""
    changed = hashlib.sha256(b"changed").hexdigest()
    database.ask(f"UPDATE charge_points SET key_sha256 = decode('{changed}', 'hex') WHERE identity = 'CP-1'")
    took = await sent_away(connection)
    await refused(first, KEY, 401)
    back = await first.connect("changed")
    database.ask("UPDATE charge_points SET retired_at = now(), key_sha256 = NULL WHERE identity = 'CP-1'")
    await sent_away(back)
    await refused(first, "changed", 404)
    return took


async def relayed(node, office):
    """Waits until a process passes the charge point on: each hears of the back-office by itself."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            async with await node.connect(identity=RELAYED) as connection:
                through = (await call(connection, "Heartbeat", {}))["currentTime"] == OFFICE_TIME
        except websockets.ConnectionClosed:
            # It was connected before the process heard of the back-office.
            through = False
        except websockets.InvalidStatus as answer:
            # A busy machine may be too slow for the process that dials.
            check(answer.response.status_code == 503, f"{node.name} refuses with {answer.response.status_code}")
            through = False
        while office.is_taken:
            check(time.monotonic() < end, "the back-office is not told that the charge point is gone")
            await asyncio.sleep(0.01)
        if through:
            return
    raise Difference(f"{node.name} does not pass the charge point on")


async def moved(node, office):
    """The charge point's connection over another process, a later one where a busy machine moved it too late.

    Who lets go late is not waited for, and then the back-office may see it twice.
    """
    while True:
        began, before = time.monotonic(), office.twice
        try:
            return await node.connect(identity=RELAYED)
        except websockets.InvalidStatus as answer:
            told = f"{node.name} refuses with {answer.response.status_code}"
            check(time.monotonic() - began >= GOING_ALONE, f"{told}, seen twice {office.twice - before} times")
            office.twice = before
        await asyncio.sleep(0.5)


async def move(first, second, database):
    """A relayed charge point moves from process to process; its back-office never sees it twice."""
    office = Office()
    database.ask(
        f"WITH u AS (INSERT INTO upstreams (operator_id, name, url) SELECT id, 'Office', 'ws://127.0.0.1:{office.port}/' "
        "FROM operators RETURNING operator_id, id) INSERT INTO charge_point_relays (operator_id, charge_point_id, "
        "upstream_id, authorization_mode) SELECT u.operator_id, c.id, u.id, 'pass' FROM u JOIN charge_points c "
        f"USING (operator_id) WHERE c.identity = '{RELAYED}'"
    )
    state = ("SELECT n.name || ' ' || (s.disconnected_at IS NULL) FROM charge_point_status s JOIN ocpp_nodes n ON "
             f"n.id = s.node_id JOIN charge_points c ON c.id = s.charge_point_id WHERE c.identity = '{RELAYED}'")
    async with websockets.serve(office.run, "127.0.0.1", office.port, process_request=office.check,
                                subprotocols=["ocpp1.6"], open_timeout=PATIENCE, ping_interval=None):
        for node in (first, second):
            await relayed(node, office)
        before, moves = None, 0
        for node, other in [(first, second), (second, first)] * 3:
            connection = await moved(node, office)
            await call(connection, "Heartbeat", {})
            if before:
                try:
                    await asyncio.wait_for(before.recv(), PATIENCE)
                    raise Difference("the old connection still gets messages")
                except websockets.ConnectionClosed as closed:
                    check(closed.rcvd and closed.rcvd.code == 1000, f"closed by {closed.rcvd}")
            await database.until(state, f"{node.name} true")
            try:
                await other.connect("a guess", RELAYED)
                raise Difference("a guess was let in")
            except websockets.InvalidStatus as refusal:
                check(refusal.response.status_code == 401, f"a guess got {refusal.response.status_code}")
            await call(connection, "Heartbeat", {})
            before, moves = connection, moves + 1
        check(office.twice == 0, f"the back-office saw it twice {office.twice} times")
        await before.close()
    return moves


async def play(first, second, database):
    moves = await move(first, second, database)
    at_first = await first.connect()
    boot = await call(at_first, "BootNotification", {"chargePointVendor": "V", "chargePointModel": "M"})
    check(boot["status"] == "Accepted", f"boot: {boot}")
    answered = "SELECT state FROM commands ORDER BY id DESC LIMIT 1"
    database.command()
    reached = await obey(at_first)
    await database.until(answered, "answered")

    began = time.monotonic()
    at_second = await second.connect()
    try:
        await asyncio.wait_for(at_first.recv(), PATIENCE)
        raise Difference("the old connection still gets messages")
    except websockets.ConnectionClosed:
        evicted = time.monotonic() - began
    state = ("SELECT n.name || ' ' || (s.disconnected_at IS NULL) FROM charge_point_status s JOIN ocpp_nodes n "
             "ON n.id = s.node_id JOIN charge_points c ON c.id = s.charge_point_id WHERE c.identity = 'CP-1'")
    await database.until(state, "second true")
    await asyncio.sleep(2)
    await database.until(state, "second true")
    database.command()
    await obey(at_second)
    await database.until(answered, "answered")

    check((await call(at_second, "Authorize", {"idTag": "card"}))["idTagInfo"]["status"] == "Accepted", "not accepted")
    began = time.monotonic()
    database.ask("UPDATE tokens SET is_blocked = true")
    while (await call(at_second, "Authorize", {"idTag": "CARD"}))["idTagInfo"]["status"] != "Blocked":
        check(time.monotonic() - began < PATIENCE, "a blocked token is still accepted")
    blocked = time.monotonic() - began
    await at_second.close()
    back = await first.connect()
    # Each process hears of the change by itself; which one first is open.
    while (await call(back, "Authorize", {"idTag": "CARD"}))["idTagInfo"]["status"] != "Blocked":
        check(time.monotonic() - began < PATIENCE, "a blocked token is still accepted by the first gateway")
    revoked = await revoke(back, first, database)
    times = {"reached": reached, "evicted": evicted, "blocked": blocked, "revoked": revoked}
    return {"moves": moves, **{name: round(seconds, 3) for name, seconds in times.items()}}


def run(options):
    first, second = Node(options, "first"), Node(options, "second")
    Path(options.home).mkdir(parents=True, exist_ok=True)
    world = Path(options.home) / "portfolio.json"
    world.write_text(json.dumps(portfolio()))
    first.laadboek("portfolio", "import", str(world))
    try:
        first.serve("ocpp")
        second.serve("ocpp")
        return asyncio.run(play(first, second, Database(options.database)))
    finally:
        first.stop()
        second.stop()


if __name__ == "__main__":
    command_line(__doc__, run)
