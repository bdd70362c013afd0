#!/usr/bin/env python3
"""Kills the real server with SIGKILL at random moments of replays, and checks that nothing is lost and nothing doubled.

    crash_rounds.py --laadboek PATH --database URL --home DIR --seed N [--rounds R] [--sessions S]

Each round plays a new world over OCPP, kills the server one to three times while it plays, starts it again (sometimes
killing it even before it is ready), and lets the charge points bring what was not answered. Then:

- every call that was answered is kept raw, byte for byte;
- every session is there once, completed, with exactly the readings that were sent, and no flag but those of repetition;
- every journal amount, and what the other way of pricing would give, equals expected_credits.py to the last digit;
- `verify` finds nothing.

All rounds share one installation, so later rounds also prove earlier ones. Prints one line of JSON; exit 1 with the
first difference, the round and the seed.
"""

import argparse
import json
import random
import re
import signal
import sys
import time
from collections import Counter

from evidence import check_answered, check_sessions
from installation import Difference, Installation, World, check

# What charge points that repeat themselves leave on a session.
FLAGS_OF_REPETITION = {"repeated_start", "repeated_reading", "repeated_stop"}
# Milliseconds between an answer and the next call: without a pause most replays would end before the first kill.
PAUSE = 5


def kill_while_playing(way, player, chance):
    """Kills the server one to three times; how often it died, and how often while charge points were playing."""
    deaths = in_play = 0
    for _ in range(chance.randint(1, 3)):
        time.sleep(chance.uniform(0.05, 0.9))
        in_play += player.poll() is None
        way.stop(signal.SIGKILL)
        deaths += 1
        if chance.random() < 0.25:
            way.launch()
            time.sleep(chance.uniform(0.05, 0.7))
            way.stop(signal.SIGKILL)
            deaths += 1
        way.serve()
    return deaths, in_play


def play_round(way, number, arguments, total):
    chance = random.Random(f"{arguments.seed}/{number}")
    prices = str(way.home / "world-0" / "prices.csv") if number else None
    world = World(
        way.home / f"world-{number}", arguments.seed * 1000 + number, arguments.sessions, f"way{number}", prices
    )
    world.move_in(way)
    answered = way.home / f"answered-{number}.txt"
    player = way.player(world.sessions, world.portfolio, "--answered", str(answered), "--pause-ms", str(PAUSE))
    deaths, in_play = kill_while_playing(way, player, chance)
    output, errors = player.communicate(timeout=600)
    check(player.returncode == 0, f"replay: {player.returncode}\n{output}{errors[-2000:]}")
    total["sessions"] += len(world.expected["lines"])
    way.settle(total["sessions"])
    total["answered"] += check_answered(way, answered)
    found = check_sessions(way, world, FLAGS_OF_REPETITION)
    check(len(found) == total["sessions"], f"{len(found)} sessions, {total['sessions']} were played")
    way.laadboek("verify")
    total["deaths"] += deaths
    total["deaths_in_play"] += in_play
    total["reconnects"] += int(re.search(r"reconnects: (\d+)", output).group(1))


def run(arguments):
    way = Installation(arguments.laadboek, arguments.database, arguments.home)
    total = Counter()
    way.serve()
    try:
        for number in range(arguments.rounds):
            try:
                play_round(way, number, arguments, total)
            except Difference as difference:
                raise Difference(f"round {number} of seed {arguments.seed}: {difference}") from difference
            print(f"round {number}: {dict(total)}", file=sys.stderr, flush=True)
        way.end()
        check(total["deaths_in_play"] > 0, f"no kill of seed {arguments.seed} fell into a replay")
    finally:
        if way.server.poll() is None:
            way.stop(signal.SIGKILL)
    return {"seed": arguments.seed, "rounds": arguments.rounds, **total}


def main():
    parser = argparse.ArgumentParser()
    for name in ("--laadboek", "--database", "--home"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--sessions", type=int, default=100)
    try:
        print(json.dumps(run(parser.parse_args())))
    except Difference as difference:
        sys.exit(f"{difference}")


if __name__ == "__main__":
    main()
