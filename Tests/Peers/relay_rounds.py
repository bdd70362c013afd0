#!/usr/bin/env python3
"""Random outages on every side of the relay of the real program while sessions pass through it.

    relay_rounds.py --laadboek PATH --home DIR --seed N [--rounds R]

Charge points and back-office are PyPI `ocpp` with schema checks on, OCPP 1.6 and 2.0.1. In each round a dozen charge
points play a session each, while connections are cut on either side, answers of the back-office get lost, the
back-office is away for moments and now and then for longer than the grace time, the relay is killed with SIGKILL, and
PostgreSQL is stopped. Every other round has a back-office that does not look whether it has a start already.

Afterwards nothing is lost on either side: each session is there once, every byte is a peer's own, and what was answered
is in our copy. A message reaches the back-office again only when its answer did not reach the charge point, and is
flagged. Prints one line of JSON; exit 1 with the first difference, the round and the seed.
"""

import asyncio
import random
import signal
import sys
from collections import Counter

from installation import Difference, check, on_own_cluster, rounds_command_line
from relay_outages import PATIENCE
from relayed import RelayedInstallation, charger, check_all

CHARGERS = 12
# Longer than the relay keeps charge points while it dials a lost back-office again.
BEYOND_GRACE = 11


class Pace:
    """Charge points take their time, so that outages meet them anywhere."""

    def __init__(self, chance):
        self.chance = chance

    async def before(self, *_):
        await asyncio.sleep(self.chance.uniform(0, 0.4))

    async def after(self, *_):
        pass


class Round:
    def __init__(self, number, way, cluster, seed):
        self.way, self.cluster, self.prefix = way, cluster, f"{number}-"
        self.chance = random.Random(f"{seed}/{number}")
        self.chargers = [
            charger(f"{number}-{index}", way.port, seed, Pace(random.Random(f"{seed}/{number}/{index}")))
            for index in range(CHARGERS)
        ]
        self.faults = Counter()

    async def play(self):
        self.way.office.is_simple = self.chance.random() < 0.5
        playing = [asyncio.ensure_future(peer.play()) for peer in self.chargers]
        try:
            await self.disturb(playing)
            await asyncio.wait_for(asyncio.gather(*playing), PATIENCE)
        finally:
            for peer in playing:
                peer.cancel()
        return await check_all(self.way, self.prefix, self.chargers, self.faults["killed"] > 0)

    async def disturb(self, playing):
        names = ["cut_one", "cut_charger", "lost_answers", "office_away", "killed", "database_away"]
        for _ in range(self.chance.randint(3, 5)):
            await asyncio.sleep(self.chance.uniform(0.1, 0.9))
            if all(peer.done() for peer in playing):
                return
            name = self.chance.choice(names)
            self.faults[name] += 1
            await getattr(self, name)()

    async def cut_one(self):
        """One connection to the back-office breaks."""
        if self.way.office.wires:
            self.chance.choice(sorted(self.way.office.wires, key=lambda wire: wire.identity)).abort()

    async def cut_charger(self):
        """A charge point's connection breaks."""
        peer = self.chance.choice(self.chargers)
        if peer.gone and not peer.gone.done():
            peer._connection.abort()

    async def lost_answers(self):
        """The back-office does what it is told, but its answer never leaves it."""
        unlucky = self.chance.sample(self.chargers, 4)

        async def stall(place, wire):
            if place == "answered":
                del self.way.office.stalls[wire.identity]
                wire.abort()

        for peer in unlucky:
            self.way.office.stalls[peer.id] = stall

    async def office_away(self):
        await self.way.office.stop()
        is_long = self.chance.random() < 0.1
        await asyncio.sleep(BEYOND_GRACE if is_long else self.chance.uniform(0.05, 2))
        await self.way.office.start()

    async def killed(self):
        await asyncio.to_thread(self.way.stop, signal.SIGKILL)
        if self.chance.random() < 0.25:
            self.way.launch()
            await asyncio.sleep(self.chance.uniform(0.05, 0.7))
            await asyncio.to_thread(self.way.stop, signal.SIGKILL)
        await asyncio.to_thread(self.way.serve)

    async def database_away(self):
        await asyncio.to_thread(self.cluster.do, "stop")
        await asyncio.sleep(self.chance.uniform(0.2, 1.5))
        await asyncio.to_thread(self.cluster.do, "start")


async def run(arguments):
    with on_own_cluster(arguments, RelayedInstallation, identities(arguments)) as (way, cluster):
        way.move_in()
        await way.office.start()
        return await play_rounds(arguments, way, lambda number: Round(number, way, cluster, arguments.seed))


def identities(arguments):
    return [f"{number}-{index}" for number in range(arguments.rounds) for index in range(CHARGERS)]


async def play_rounds(arguments, way, make):
    """Serves, plays the rounds that `make` makes of their numbers, ends and verifies; what came of them."""
    total, faults = Counter(), Counter()
    await asyncio.to_thread(way.serve)
    for number in range(arguments.rounds):
        played = make(number)
        try:
            total += await played.play()
        except Difference as difference:
            told = f"round {number} of seed {arguments.seed}, {dict(played.faults)}"
            raise Difference(f"{told}: {difference}") from difference
        faults += played.faults
        print(f"round {number}: {dict(total)} {dict(faults)}", file=sys.stderr, flush=True)
    await asyncio.to_thread(way.end)
    way.laadboek("verify")
    check(faults, f"nothing happened with seed {arguments.seed}")
    return {"seed": arguments.seed, "rounds": arguments.rounds, "lost": 0, **total, **faults}


if __name__ == "__main__":
    rounds_command_line(__doc__, 100, run)
