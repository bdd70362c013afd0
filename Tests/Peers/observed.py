#!/usr/bin/env python3
"""Charge points of the real program that further back-offices observe.

    observed.py --laadboek PATH --database URL --home DIR

Charge points, their back-office and the observers are PyPI `ocpp` with schema checks on, OCPP 1.6 and 2.0.1. Some
charge points go through to the back-office, one is ours. One observer knows them by a key of its own, another one under
identities of its own and without credentials. Checked is that

- every observer has each session exactly once, whole, under its own number, and the charge points notice nothing;
- an observer that is added in the middle of a session hears nothing of that one and all of the next, and we say why;
- one that is away while sessions pass is told all of them later, and of states only the last;
- one that refuses a start hears nothing more of it until somebody has it told again, then all of it;
- one that does not accept the card and gives a number is told the session, and we say so;
- its commands are refused and never reach the charge point.

Prints one line of JSON; exit 1 with the first difference.
"""

import asyncio
import json
import random
import time

from ocpp.exceptions import InternalError
from ocpp.routing import on
from ocpp.v16 import call_result as result16

from back_office import BackOffice, Desk16
from installation import Difference, check, command_line, free_port
from relayed import ENERGY, METER_START, RelayedInstallation, charger, portfolio
from relayed import key as own_key

PATIENCE = 120
IDENTITIES = ["WAY-0", "WAY-1", "WAY-2", "OWN-4"]
# What we say of a session in the middle of which an observer was added.
UNTOLD = ["untold", "start_unknown", "0", "1"]


def observer_key(identity):
    return f"observing {identity}"


class ObservingDesk(Desk16):
    """A desk that refuses what it is told to refuse."""

    @on("StartTransaction")
    def start_transaction(self, **start):
        how = self.office.refusals.get(self.id)
        if how == "error":
            self.office.refused += 1
            raise InternalError("not today")
        answer = super().start_transaction(**start)
        if how == "card":
            return result16.StartTransaction(answer.transaction_id, {"status": "Invalid"})
        return answer


class Observer(BackOffice):
    """A back-office that observes: it keeps what it hears, begins its numbers elsewhere, and gives commands."""

    desk16 = ObservingDesk

    def __init__(self, first, key=None):
        super().__init__(free_port(), key)
        self.last_number = first
        # By identity: "error", or "card" for a number and no welcome.
        self.refusals, self.refused = {}, 0
        self.commands = []
        # The longest that it takes to read a message, and to answer it, in seconds.
        self.delay = 0

    async def stall(self, place, wire):
        if self.delay:
            await asyncio.sleep(random.uniform(0, self.delay))
        await super().stall(place, wire)

    def admit(self, connection, request):
        if self.key:
            return super().admit(connection, request)
        if "Authorization" in request.headers:
            self.problems.append(f"{request.path} came with credentials")
        return None

    async def command(self, identity):
        """Sends a command past the library, which would wait for its answer."""
        wire = next(wire for wire in self.wires if wire.identity == identity)
        name = f"command-{time.monotonic_ns()}"
        reset = {"type": "Immediate"} if wire.connection.subprotocol == "ocpp2.0.1" else {"type": "Hard"}
        self.commands.append((identity, name))
        await wire.connection.send(json.dumps([2, name, "Reset", reset]))

    def refusals_heard(self):
        """What came in answer to commands."""
        heard = {}
        for identity, client in self.clients.items():
            for text in client.got:
                frame = json.loads(text)
                if frame[0] == 4:
                    heard[(identity, frame[1])] = frame[2]
        return heard


class Pace:
    """Charge points wait at a place of their session until they may go on."""

    def __init__(self):
        self.gates = {}
        self.reached = {}

    def gate(self, identity, action):
        self.gates[(identity, action)] = asyncio.Event()
        self.reached[(identity, action)] = asyncio.Event()

    async def before(self, peer, request):
        place = (peer.id, type(request).__name__)
        if place in self.gates:
            self.reached[place].set()
            await self.gates[place].wait()

    async def after(self, *_):
        pass


class Play:
    def __init__(self, way):
        self.way = way
        self.keyed, self.bare = Observer(8_000_000, observer_key), Observer(9_000_000)
        self.pace = Pace()
        self.sessions = 0

    @property
    def observers(self):
        return [self.keyed, self.bare]

    def import_observers(self, wanted):
        """Says by a portfolio who observes which charge point."""
        world = portfolio(IDENTITIES)
        upstreams = [("Keyed", self.keyed), ("Bare", self.bare)]
        world["upstreams"] = [
            {"name": name, "url": f"ws://127.0.0.1:{office.port}/base/"} for name, office in upstreams
        ]
        for point in world["charge_points"]:
            identity = point["identity"]
            point["observers"] = [
                {"upstream": "Keyed", "authorization": "key", "key": observer_key(identity)},
                {"upstream": "Bare", "identity": f"COPY-{identity}"},
            ] if wanted is None or identity in wanted else []
        path = self.way.home / "observers.json"
        path.write_text(json.dumps(world))
        self.way.laadboek("portfolio", "import", str(path))

    async def play(self, identity, number):
        """A whole session of a charge point; the meter goes on from session to session."""
        peer = charger(identity, self.way.port, number, self.pace)
        peer.register = peer.options.meter_start = METER_START + number * ENERGY
        await peer.play()
        self.sessions += 1
        return peer

    def known(self, observer, identity):
        return observer.client(identity if observer is self.keyed else f"COPY-{identity}")

    def rows(self, office, identity):
        """What we say of the transactions that an observer was told of, the oldest first."""
        return self.way.rows(
            "SELECT t.state, t.reason, t.told, t.skipped, t.refused, t.transaction_id, t.observer_transaction_id "
            "FROM observer_transactions t JOIN charge_point_observers o ON o.id = t.observer_id "
            "JOIN upstreams u ON u.id = o.upstream_id JOIN charge_points p ON p.id = o.charge_point_id "
            f"WHERE u.name = '{office}' AND p.identity = '{identity}' ORDER BY t.received_at"
        )

    async def recorded(self, office, identity, are_right, what):
        """Waits until we say what is right: what an observer heard is only written down when its answer has come."""
        rows = []

        async def condition():
            rows[:] = [row[:4] for row in await asyncio.to_thread(self.rows, office, identity)]
            return are_right(rows)

        try:
            await self.until(condition, what)
        except Difference as difference:
            raise Difference(f"{difference}; at {office} in the end: {rows}") from difference

    async def until(self, condition, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for office in [self.way.office, *self.observers]:
                if office.problems:
                    raise Difference(f"{office.port}: {office.problems[0]}")
            found = condition()
            if asyncio.iscoroutine(found):
                found = await found
            if found:
                return found
            await asyncio.sleep(0.05)
        raise Difference(f"not within {PATIENCE} s: {what}")

    async def is_stored(self):
        return await asyncio.to_thread(self.way.is_stored)

    async def ask(self, sql):
        return (await asyncio.to_thread(self.way.rows, sql))[0][0]


def whole(client):
    """The numbers of the sessions that a back-office has whole."""
    return [number for number, session in client.sessions.items() if session["stop"]]


def check_session(client, number, is_16, step, refused=0):
    """An observer has the session like the charge point told it, but for messages that it refused the first time."""
    session = client.sessions[number]
    readings = len(session["readings"])
    check(readings == (3 if is_16 else 5), f"{number}: {readings} readings")
    scale = 1 if is_16 else 1000
    begin = METER_START + step * ENERGY
    check(round(float(session["meter_start"]) * scale) == begin, f"{number}: starts at {session['meter_start']}")
    stop = round(float(session["stop"]["meter_stop"]) * scale)
    check(stop == begin + ENERGY, f"{number}: stops at {session['stop']}, {begin + ENERGY} is right")
    twice = {what: count for what, count in client.deliveries().items() if count > 1}
    check(len(twice) == refused, f"{number}: told twice: {twice}")


async def all_at_once(play):
    """Every charge point plays a session; both observers see each once."""
    peers = await asyncio.gather(*(play.play(identity, 0) for identity in IDENTITIES))
    for peer in peers:
        is_16 = peer.protocol == "ocpp1.6"
        for observer in play.observers:
            client = play.known(observer, peer.id)
            await play.until(lambda client=client: whole(client), f"{peer.id} at {observer.port}")
            numbers = list(client.sessions)
            check(len(numbers) == 1, f"{peer.id}: sessions {numbers} at an observer")
            check_session(client, numbers[0], is_16, 0)
            given = peer.result["transaction_id"]
            check((numbers[0] == given) is not is_16, f"{peer.id}: {numbers[0]} for {given}")
            said = [json.loads(text)[2] for text in client.got if json.loads(text)[0] == 2]
            check(said[0] == "BootNotification", f"{peer.id}: began with {said[0]}")


async def commands(play):
    """What observers want of the charge points is refused and goes no further."""
    for observer in play.observers:
        for identity in {wire.identity for wire in observer.wires}:
            await observer.command(identity)
        wanted = len(observer.commands)
        check(wanted == len(IDENTITIES), f"{wanted} charge points are connected to an observer")
        await play.until(lambda: len(observer.refusals_heard()) == wanted, "commands are refused")
        codes = set(observer.refusals_heard().values())
        check(codes == {"NotSupported"}, f"commands are refused by {codes}")
    count = "SELECT count(*) FROM ocpp_frames WHERE position('Reset'::bytea IN payload) > 0"
    check(await play.ask(count) == "0", "a command of an observer reached the journal")
    total = "SELECT sum(commands) FROM observer_feeds"
    await play.until(lambda: ask_is(play, total, str(2 * len(IDENTITIES))), "commands are counted")


async def ask_is(play, sql, wanted):
    return await play.ask(sql) == wanted


async def added_later(play):
    """Observers that are added while a session is under way."""
    identity, place = "WAY-2", ("WAY-2", "StopTransaction")
    await asyncio.to_thread(play.import_observers, ["WAY-0", "WAY-1", "OWN-4"])
    playing = asyncio.ensure_future(play.play(identity, 1))
    play.pace.gate(*place)
    await play.until(lambda: play.pace.reached[place].is_set() or playing.done(), "the session is under way")
    await play.until(lambda: play.is_stored(), "what was said so far is stored")
    heard = {observer: len(play.known(observer, identity).got) for observer in play.observers}
    await asyncio.to_thread(play.import_observers, None)
    claimed = ("SELECT count(*) FROM observer_feeds f JOIN charge_point_observers o ON o.id = f.observer_id "
               "JOIN charge_points p ON p.id = o.charge_point_id "
               f"WHERE p.identity = '{identity}' AND o.until_at IS NULL AND f.node_id IS NOT NULL")
    await play.until(lambda: ask_is(play, claimed, "2"), "the new observers are looked after")
    play.pace.gates[place].set()
    await playing
    play.pace.gates.clear()
    await play.play(identity, 2)
    for name, observer in (("Keyed", play.keyed), ("Bare", play.bare)):
        client = play.known(observer, identity)
        await play.until(lambda client=client: len(whole(client)) == 2, f"the next session at {name}")
        check(len(client.sessions) == 2, f"{name} has {len(client.sessions)} sessions")
        check_session(client, max(client.sessions), True, 2)
        new = [json.loads(text) for text in client.got[heard[observer]:]]
        check(new[0][2] == "BootNotification", f"{name} was introduced by {new[0][2]}")
        await play.recorded(
            name, identity, lambda rows: UNTOLD in rows and rows[-1] == ["stopped", "", "5", "0"],
            f"it is on record what {name} was told",
        )


async def away(play):
    """An observer that is away hears of it later: sessions whole, of states the last."""
    identity = "WAY-0"
    client = play.known(play.keyed, identity)
    await play.keyed.stop()
    heard = len(client.got)
    await play.play(identity, 1)
    stand = ("SELECT f.state || ' ' || split_part(f.reason, ':', 1) FROM observer_feeds f JOIN charge_point_observers o "
             "ON o.id = f.observer_id JOIN charge_points p ON p.id = o.charge_point_id JOIN upstreams u "
             f"ON u.id = o.upstream_id WHERE p.identity = '{identity}' AND u.name = 'Keyed'")
    await play.until(lambda: ask_is(play, stand, "away unreachable"), "the observer is away")
    other = play.known(play.bare, identity)
    await play.until(lambda: len(whole(other)) == 2, "the other observer hears all the same")
    await play.keyed.start()
    await play.until(lambda: len(whole(client)) == 2, "the session is told later")
    check_session(client, max(client.sessions), True, 1)
    check(client.got[heard:], "nothing was told")


async def refused(play):
    """An observer that refuses a start, and somebody who has it told again; one that does not welcome the card."""
    identity = "WAY-0"
    client = play.known(play.keyed, identity)
    before = set(client.sessions)
    play.keyed.refusals[identity] = "error"
    await play.play(identity, 2)
    refusal = ["untold", "refused: InternalError", "0", "4"]
    await play.recorded("Keyed", identity, lambda rows: rows[-1] == refusal, "the refusal is on record")
    check(set(client.sessions) == before, "a refused session is there")
    play.keyed.refusals[identity] = "card"
    # As the page does it.
    again = play.way.rows(
        "UPDATE observer_transactions SET round = round + 1, again_node_id = node_id, again_sequence = sequence - 1, "
        "again_received_at = received_at WHERE state = 'untold' AND reason LIKE 'refused%' RETURNING observer_id"
    )
    play.way.rows(f"SELECT pg_notify('observers', '{again[0][0]}')")
    await play.until(lambda: len(whole(client)) == len(before) + 1, "the session is told again")
    check_session(client, max(client.sessions), True, 2, refused=1)
    told = ["stopped", "not_accepted: Invalid", "5", "0"]
    await play.recorded("Keyed", identity, lambda rows: rows[-1] == told, "it is on record that it was told again")
    other = play.known(play.bare, identity)
    await play.until(lambda: len(whole(other)) == 3, "the other observer hears all the same")


async def scenes(play):
    for scene in (all_at_once, commands, added_later, away, refused):
        try:
            await scene(play)
        except Difference as difference:
            raise Difference(f"{scene.__name__}: {difference}") from difference
    told = await play.ask("SELECT sum(told) FROM observer_feeds")
    # Observers read the journal themselves, and may be ahead of whoever makes sessions of it.
    completed = "SELECT count(*) FROM sessions WHERE state = 'completed'"
    await play.until(lambda: ask_is(play, completed, str(play.sessions)), f"{play.sessions} sessions are completed")
    return {"scenes": 5, "sessions": play.sessions, "told": int(told)}


def run(options):
    way = RelayedInstallation(options.laadboek, options.database, options.home, IDENTITIES)
    check(own_key("x") != observer_key("x"), "the keys are the same")

    async def whole_play():
        play = Play(way)
        await way.office.start()
        for observer in play.observers:
            await observer.start()
        way.move_in(relayed="WAY-%")
        play.import_observers(None)
        await asyncio.to_thread(way.serve)
        found = await scenes(play)
        await asyncio.to_thread(way.end)
        way.laadboek("verify")
        return found

    try:
        return asyncio.run(whole_play())
    finally:
        if way.server and way.server.poll() is None:
            way.server.kill()


if __name__ == "__main__":
    command_line(__doc__, run)
