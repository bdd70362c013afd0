#!/usr/bin/env python3
"""Random outages on every side of the real program while back-offices observe what passes through it.

    observed_rounds.py --laadboek PATH --home DIR --seed N [--rounds R]

Charge points, their back-office and two observers are PyPI `ocpp` with schema checks on, OCPP 1.6 and 2.0.1. In each
round a dozen charge points play a session each, while connections to observers, charge points and the back-office are
cut, an observer is away for moments or loses its answers, the program is killed with SIGKILL, and PostgreSQL is stopped.

Afterwards every observer has each session exactly once, whole, under its own number; a message came a second time, the
same frame, only where something ended before its answer was kept, and never a third time. What it got no answer to twice
is told again, as a person does it. Prints one line of JSON; exit 1 with the first difference, the round and the seed.
"""

import asyncio
import json
import time
from collections import Counter

from back_office import content, is_promised
from installation import Difference, check, on_own_cluster, rounds_command_line
from observed import Observer, observer_key, whole
from relay_outages import PATIENCE
from relay_rounds import Round, identities, play_rounds
from relayed import ENERGY, METER_START, RelayedInstallation, portfolio

SETTLING_SECONDS = 180


class ObservedRound(Round):
    def __init__(self, number, way, cluster, seed, observers):
        super().__init__(number, way, cluster, seed)
        for observer in observers:
            observer.delay = self.chance.uniform(0, 0.15)
        self.observers = observers
        self.decided = 0

    async def play(self):
        playing = [asyncio.ensure_future(peer.play()) for peer in self.chargers]
        try:
            await self.disturb(playing)
            await asyncio.wait_for(asyncio.gather(*playing), PATIENCE)
        finally:
            for peer in playing:
                peer.cancel()
        for observer in self.observers:
            if observer.server is None or not observer.server.is_serving():
                await observer.start()
        return await self.settle()

    async def disturb(self, playing):
        names = ["cut_observer", "lost_answers", "observer_away", "killed", "database_away", "cut_one", "cut_charger"]
        for _ in range(self.chance.randint(3, 6)):
            await asyncio.sleep(self.chance.uniform(0.1, 0.9))
            name = self.chance.choice(names)
            if name.startswith("cut_c") and all(peer.done() for peer in playing):
                continue
            self.faults[name] += 1
            await getattr(self, name)()

    async def cut_observer(self):
        """Some connections to an observer break."""
        for wire in list(self.chance.choice(self.observers).wires):
            if self.chance.random() < 0.5:
                wire.abort()

    async def lost_answers(self):
        """An observer does what it is told, but its answer never leaves it."""
        observer = self.chance.choice(self.observers)

        async def stall(place, wire):
            if place == "answered":
                observer.stalls.pop(wire.identity, None)
                wire.abort()

        for wire in list(observer.wires):
            if self.chance.random() < 0.4:
                observer.stalls[wire.identity] = stall

    async def observer_away(self):
        observer = self.chance.choice(self.observers)
        await observer.stop()
        await asyncio.sleep(self.chance.uniform(0.05, 2))
        await observer.start()

    async def settle(self):
        """Waits until the observers have everything; what was found."""
        end, problem = time.monotonic() + SETTLING_SECONDS, None
        while time.monotonic() < end:
            for office in [self.way.office, *self.observers]:
                if office.problems:
                    raise Difference(f"{office.port}: {office.problems[0]}")
            await asyncio.to_thread(self.hurry)
            try:
                return self.check()
            except Difference as difference:
                problem = difference
            await asyncio.sleep(0.5)
        raise problem

    def hurry(self):
        """Has what got no answer told again, and those dialled that are away, as a person does it."""
        again = self.way.rows(
            "UPDATE observer_transactions SET round = round + 1, "
            "again_node_id = CASE state WHEN 'untold' THEN node_id ELSE stop_node_id END, "
            "again_sequence = CASE state WHEN 'untold' THEN sequence ELSE stop_sequence END - 1, "
            "again_received_at = CASE state WHEN 'untold' THEN received_at ELSE stop_received_at END "
            "WHERE reason = 'no_answer' AND state IN ('untold', 'stop_untold') AND again_node_id IS NULL "
            "RETURNING 'again'"
        )
        self.decided += sum(row == ["again"] for row in again)
        self.way.rows("SELECT pg_notify('observers', observer_id::text) FROM observer_feeds")

    def check(self):
        found = Counter(sessions=len(self.chargers))
        lost = {
            (name, identity): (int(refused), int(rounds))
            for name, identity, refused, rounds in self.way.rows(
                "SELECT u.name, p.identity, sum(t.refused), sum(t.round) FROM observer_transactions t "
                "JOIN charge_point_observers o ON o.id = t.observer_id JOIN upstreams u ON u.id = o.upstream_id "
                "JOIN charge_points p ON p.id = o.charge_point_id GROUP BY 1, 2"
            )
        }
        for name, observer in zip(("First", "Second"), self.observers):
            for peer in self.chargers:
                refused, rounds = lost.get((name, peer.id), (0, 0))
                found += check_session(name, observer.client(peer.id), peer, refused, rounds)
        found["decided"] = self.decided
        return found


def check_session(name, client, peer, refused, rounds):
    """An observer has the session of a charge point once; what it got no answer to twice may be missing."""
    is_16 = peer.protocol == "ocpp1.6"
    who = f"{peer.id} at {name}"
    numbers = whole(client)
    check(len(numbers) == 1, f"{who}: whole sessions {numbers} of {list(client.sessions)}")
    session = client.sessions[numbers[0]]
    check(len(client.sessions) == 1, f"{who}: sessions {list(client.sessions)}")
    readings, wanted = len(session["readings"]), 3 if is_16 else 5
    check(readings <= wanted and readings >= wanted - refused, f"{who}: {readings} readings, {refused} lost")
    scale = 1 if is_16 else 1000
    check(round(float(session["meter_start"]) * scale) == METER_START, f"{who}: {session['meter_start']}")
    stop = round(float(session["stop"]["meter_stop"]) * scale)
    check(stop == METER_START + ENERGY, f"{who}: stops at {stop}")
    # A message under one id is one frame; it came twice at most.
    texts = Counter(text for text in client.got if is_promised(text))
    often = {text: count for text, count in texts.items() if count > 2}
    check(not often, f"{who}: {often}")
    ids = Counter(json.loads(text)[1] for text in texts)
    check(not ids or max(ids.values()) == 1, f"{who}: one id for two messages")
    said = Counter(content(text) for text in client.got if is_promised(text))
    # Charge points of 2.0.1 may bring an event again, and the journal has it twice then.
    again = sum(count - 1 for count in said.values())
    if is_16 and rounds == 0:
        brought = sum(count - 1 for count in texts.values())
        check(again == brought, f"{who}: a message came again under another id: {said}")
    return Counter(told_twice=again, connections=client.connections)


def move_in(way, observers):
    world = portfolio(way.identities)
    world["upstreams"] = [
        {"name": name, "url": f"ws://127.0.0.1:{office.port}/base/"}
        for name, office in zip(("First", "Second"), observers)
    ]
    for point in world["charge_points"]:
        key = observer_key(point["identity"])
        point["observers"] = [{"upstream": name, "key": key} for name in ("First", "Second")]
    path = way.home / "observers.json"
    path.write_text(json.dumps(world))
    way.laadboek("portfolio", "import", str(path))


async def run(arguments):
    observers = [Observer(8_000_000, observer_key), Observer(9_000_000, observer_key)]
    with on_own_cluster(arguments, RelayedInstallation, identities(arguments)) as (way, cluster):
        way.move_in()
        move_in(way, observers)
        for office in [way.office, *observers]:
            await office.start()
        return await play_rounds(
            arguments, way, lambda number: ObservedRound(number, way, cluster, arguments.seed, observers)
        )


if __name__ == "__main__":
    rounds_command_line(__doc__, 3, run)
