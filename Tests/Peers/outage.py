#!/usr/bin/env python3
"""Takes PostgreSQL away from the real server under load, and checks that no charge point notices.

    outage.py --laadboek PATH --home DIR --seed N [--seconds 30] [--sessions S]

Makes a PostgreSQL cluster of its own below the home, plays a world over OCPP, and stops PostgreSQL in the middle of it
for so many seconds. Every call must be answered, no connection may break, and no charge point may get an error; the
server stays alive and says that it is not ready. When PostgreSQL is back, the frames drain by themselves, and:

- every call that was answered is kept raw, byte for byte;
- every session is there once with exactly the readings that were sent, without any flag;
- every journal amount equals expected_credits.py to the last digit;
- `verify` finds nothing.

Prints one line of JSON; exit 1 with the first difference.
"""

import re
import threading
import time

from evidence import check_answered, check_sessions, quarters
from installation import Installation, World, check, command_parser, on_own_cluster, tell

CHARGE_POINTS = 24
# Seconds of playing before and after the outage.
AROUND = 4
# Seconds more of playing, for a PostgreSQL server that is slow to stop.
SPARE = 15
# Seconds within which calls are answered, however busy the machine is; PostgreSQL stays away until they are.
PATIENCE = 60
SLOWEST_MS = 1000 * PATIENCE


class Progress:
    """How many calls a player has had answered, as it tells."""

    def __init__(self, player):
        self.calls = 0
        self.words = []
        threading.Thread(target=self.read, args=(player.stderr,), daemon=True).start()

    def read(self, lines):
        for line in lines:
            self.words.append(line)
            told = re.search(r"\bcalls (\d+)", line)
            self.calls = int(told.group(1)) if told else self.calls

    def wait(self, before):
        """Waits until more calls than before have been answered."""
        ends = time.monotonic() + PATIENCE
        while self.calls <= before:
            check(time.monotonic() < ends, f"no call was answered for {PATIENCE} s, after {before}")
            time.sleep(0.05)


def pause_for(world, seconds):
    """Milliseconds between an answer and the next call with which the world takes about so long."""
    lines = world.expected["lines"]
    calls = sum(quarters(line["start_utc"], line["stop_utc"]) + 2 for line in lines)
    return max(1, int(seconds * 1000 * CHARGE_POINTS / calls) - 2)


def watch_outage(way, progress, seconds):
    """Charge points go on being answered all the time; the server lives and says that it is not ready."""
    ends = time.monotonic() + seconds
    unready = False
    while time.monotonic() < ends:
        before = progress.calls
        time.sleep(min(2.5, seconds))
        progress.wait(before)
        check(way.server.poll() is None, "the server ended without its database")
        check(way.get("/healthz")[0] == 200, "the server does not say that it lives")
        unready = unready or way.get("/readyz")[0] == 503
    check(unready, "the server said all the time that it is ready")


def report(output):
    """What the player tells at its end."""
    check("error " not in output and "unfinished C" not in output, f"charge points noticed something:\n{output}")
    reconnects = int(re.search(r"reconnects: (\d+)", output).group(1))
    slowest = int(re.search(r"slowest answer: (\d+) ms", output).group(1))
    calls = int(re.search(r"calls: (\d+)", output).group(1))
    check(reconnects == 0, f"{reconnects} connections broke")
    check(slowest < SLOWEST_MS, f"an answer took {slowest} ms")
    return {"calls": calls, "slowest_answer_ms": slowest}


def play(way, cluster, world, arguments):
    answered = way.home / "answered.txt"
    pause = pause_for(world, arguments.seconds + 2 * AROUND + SPARE)
    player = way.player(world.sessions, world.portfolio, "--answered", str(answered), "--pause-ms", str(pause))
    progress = Progress(player)
    progress.wait(0)
    time.sleep(AROUND)
    cluster.do("stop")
    at_stop = progress.calls
    watch_outage(way, progress, arguments.seconds)
    check(player.poll() is None, "the replay was over before PostgreSQL came back; give it more sessions")
    during = progress.calls - at_stop
    cluster.do("start")
    output = player.stdout.read()
    check(player.wait(timeout=600) == 0, f"replay: {output}{''.join(progress.words[-5:])}")
    figures = report(output)
    back = time.monotonic()
    way.settle(len(world.expected["lines"]))
    settled = time.monotonic() - back
    check_answered(way, answered)
    found = check_sessions(way, world)
    check(len(found) == len(world.expected["lines"]), f"{len(found)} sessions, {len(world.expected['lines'])} played")
    way.laadboek("verify")
    return {"calls_during_outage": during, **figures, "settled_after_s": round(settled, 1)}


def run(arguments):
    with on_own_cluster(arguments, Installation) as (way, cluster):
        world = World(way.home / "world", arguments.seed, arguments.sessions or 60 * arguments.seconds + 200)
        world.move_in(way)
        way.serve()
        figures = play(way, cluster, world, arguments)
        way.end()
        return {"seed": arguments.seed, "seconds": arguments.seconds, **figures}


def main():
    parser = command_parser(__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--sessions", type=int, help="more make more load; by default as many as the time needs")
    tell(parser, run)


if __name__ == "__main__":
    main()
