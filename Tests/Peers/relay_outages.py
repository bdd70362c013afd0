#!/usr/bin/env python3
"""Takes away the back-office, the relay and PostgreSQL at every moment of sessions that pass through the real program.

    relay_outages.py --laadboek PATH --home DIR

Charge points and back-office are PyPI `ocpp` with schema checks on, OCPP 1.6 and 2.0.1. Of every kind there is a charge
point that is met before it sends the start, a reading or the stop, one whose message has reached the back-office, one
whose answer is ready, and one that has just been answered. Then everything happens at once to all of them:

- the back-office's connections are cut, and it is back before the grace time is over, or long after it;
- the relay is killed with SIGKILL and started again;
- PostgreSQL is away until all sessions are over.

Afterwards each session is there exactly once on both sides, every frame is a peer's own byte for byte and in order, and
what was answered is in our copy. A message comes to the back-office a second time exactly where its answer was cut.
Prints one line of JSON; exit 1 with the first difference.
"""

import asyncio
import signal
import sys
import time
from collections import Counter

from installation import Difference, check, command_parser, on_own_cluster, tell
from relayed import STAGES, RelayedInstallation, charger, check_all, stage_of

PLACES = ("before", "asked", "answered", "after")
SCENES = ("cut", "gone", "killed", "database")
# Both languages of each moment: even numbers speak 1.6, odd ones 2.0.1.
MOMENTS = [(stage, place) for stage in STAGES for place in PLACES for _ in range(2)]
PATIENCE = 240
# Seconds of absence after which the relay, which dials ever more rarely and gives up after ten, need not be in time.
LATE = 3


class Moment:
    """Holds one charge point at one moment of its session until everything has happened."""

    def __init__(self, stage, place, office, release):
        self.stage, self.place, self.office, self.release = stage, place, office, release
        self.reached = asyncio.Event()
        self.readings = 0

    def is_now(self, request):
        """Whether a call is the one that matters: the start, the second reading, the stop."""
        return stage_of(request) == self.stage and (self.stage != "charge" or self.readings == 2)

    async def hold(self):
        self.reached.set()
        await self.release.wait()

    async def before(self, peer, request):
        self.readings += stage_of(request) == "charge"
        if not self.is_now(request):
            return
        if self.place == "before":
            await self.hold()
        elif self.place in ("asked", "answered"):
            self.office.stalls[peer.id] = self.stall

    async def stall(self, place, wire):
        if place == self.place:
            del self.office.stalls[wire.identity]
            await self.hold()

    async def after(self, _, request):
        if self.place == "after" and self.is_now(request) and not self.reached.is_set():
            await self.hold()


async def until(condition, what):
    for _ in range(PATIENCE * 10):
        if condition():
            return
        await asyncio.sleep(0.1)
    raise Difference(f"not within {PATIENCE} s: {what}")


class Scene:
    def __init__(self, name, way, cluster):
        self.name, self.way, self.cluster = name, way, cluster
        self.release, self.is_late = asyncio.Event(), False
        self.moments = [Moment(stage, place, way.office, self.release) for stage, place in MOMENTS]
        self.chargers = [
            charger(f"{name}-{number}", way.port, 1, moment) for number, moment in enumerate(self.moments)
        ]

    async def play(self):
        playing = [asyncio.ensure_future(peer.play()) for peer in self.chargers]
        try:
            reached = asyncio.gather(*(moment.reached.wait() for moment in self.moments))
            await asyncio.wait([reached, *playing], timeout=PATIENCE, return_when=asyncio.FIRST_COMPLETED)
            for peer in playing:
                if peer.done():
                    peer.result()
            check(reached.done(), "not every charge point came to its moment")
            await getattr(self, self.name)()
            await asyncio.wait_for(asyncio.gather(*playing), PATIENCE)
            if self.name == "database":
                await asyncio.to_thread(self.cluster.do, "start")
        finally:
            for peer in playing:
                peer.cancel()
        found = await check_all(self.way, f"{self.name}-", self.chargers, self.name == "killed")
        for peer, moment in zip(self.chargers, self.moments):
            self.check_moment(peer, moment)
        return found

    # What happens.

    async def cut(self):
        began = time.monotonic()
        await self.way.office.stop()
        # The relay has noticed once it sent those away whose calls are on their way; the others it keeps for a while.
        cut = [peer for peer, moment in zip(self.chargers, self.moments) if moment.place in ("asked", "answered")]
        await until(lambda: all(peer.closes for peer in cut), "those with a call on its way are sent away")
        await self.way.office.start()
        self.is_late = time.monotonic() - began > LATE
        self.release.set()

    async def gone(self):
        await self.way.office.stop()
        self.release.set()
        await until(lambda: all(peer.closes for peer in self.chargers), "every charge point is sent away")
        await self.way.office.start()

    async def killed(self):
        await asyncio.to_thread(self.way.stop, signal.SIGKILL)
        self.release.set()
        await asyncio.to_thread(self.way.serve)

    async def database(self):
        await asyncio.to_thread(self.cluster.do, "stop")
        self.release.set()

    # What it may lead to.

    def check_moment(self, peer, moment):
        text = f"{peer.id}, {moment.place} the {moment.stage} of {peer.protocol}"
        is_open = moment.place in ("asked", "answered")
        sent_away = {"cut": is_open, "gone": True, "killed": True, "database": False}[self.name]
        # The last end is the charge point's own, which closes when everything is over.
        lost = peer.closes[:-1]
        check(bool(lost) == sent_away or self.is_late and not is_open, f"{text}: connections ended with {peer.closes}")
        if self.name in ("cut", "gone"):
            check(set(lost) <= {1001}, f"{text}: sent away with {lost}")
        again = sum(self.way.office.client(peer.id).deliveries().values()) - len(
            self.way.office.client(peer.id).deliveries()
        )
        wanted = int(is_open and self.name != "database")
        check(again == wanted, f"{text}: {again} messages came again to the back-office")


async def run(arguments):
    identities = [f"{name}-{number}" for name in SCENES for number in range(len(MOMENTS))]
    total = Counter()
    with on_own_cluster(arguments, RelayedInstallation, identities) as (way, cluster):
        way.move_in()
        await way.office.start()
        await asyncio.to_thread(way.serve)
        for name in SCENES:
            try:
                found = await Scene(name, way, cluster).play()
            except Difference as difference:
                raise Difference(f"scene {name}: {difference}") from difference
            print(f"{name}: {dict(found)}", file=sys.stderr, flush=True)
            total += found
        await asyncio.to_thread(way.end)
        way.laadboek("verify")
        return {"scenes": len(SCENES), **total}


if __name__ == "__main__":
    tell(command_parser(__doc__), lambda arguments: asyncio.run(run(arguments)))
