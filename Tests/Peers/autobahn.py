#!/usr/bin/env python3
"""Plays the Autobahn Testsuite through the relay of the real program, at both of its ends.

    autobahn.py --laadboek PATH --database URL --home DIR --wstest COMMAND

The fuzzing client speaks through the relay to an echo server made of PyPI `websockets`, and an echo client of the same
speaks through the relay to the fuzzing server. Both are also played without the relay, and no case may fail with it that
passes without. Prints one line of JSON with the behaviours counted; exit 1 with the cases that fail.

The suite needs Python 2.7, which Debian 11 was the last to have; COMMAND starts its `wstest` in whatever way the machine
offers.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from collections import Counter

import websockets
from websockets.asyncio.client import connect
from websockets.asyncio.server import serve

from installation import Difference, check, free_port
from relayed import RelayedInstallation

# Framing, pings, reserved bits, opcodes, fragments, UTF-8, closing, and a message in many pieces. Larger messages than
# the relay takes are no case for it, and it agrees on no compression.
CASES = ["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "10.*"]
# What is no failure: the suite calls it non-strict when what came before a broken rule is not echoed any more.
PASSED = {"OK", "INFORMATIONAL", "NON-STRICT", "UNIMPLEMENTED"}
IDENTITIES = ["CP-1", "runCase", "getCaseCount", "updateReports"]


async def echo(connection):
    try:
        async for message in connection:
            await connection.send(message)
    except websockets.ConnectionClosed:
        pass


def behaviours(folder, agent):
    """The behaviour of every case, and of its closing."""
    report = json.loads((folder / "index.json").read_text())[agent]
    return {case: (found["behavior"], found["behaviorClose"]) for case, found in report.items()}


async def fuzz_server(way, name, url):
    """The fuzzing client against a server."""
    folder = way.home / f"client-{name}"
    spec = way.home / f"client-{name}.json"
    spec.write_text(json.dumps({
        "outdir": str(folder), "servers": [{"agent": name, "url": url}], "cases": CASES, "exclude-cases": [],
        "exclude-agent-cases": {},
    }))
    await wstest(way, "fuzzingclient", spec)
    return behaviours(folder, name)


async def wstest(way, mode, spec):
    process = await asyncio.create_subprocess_exec(
        way.wstest, "-m", mode, "-u", "0", "-s", str(spec), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        cwd=way.home,
    )
    try:
        await process.wait()
    finally:
        if process.returncode is None:
            process.kill()


async def fuzz_client(way, name, url, folder):
    """The echo client against the fuzzing server."""
    count = 0
    async with connect(f"{url}/getCaseCount", compression=None, proxy=None) as connection:
        count = int(await connection.recv())
    for case in range(1, count + 1):
        try:
            async with connect(
                f"{url}/runCase?case={case}&agent={name}", compression=None, max_size=None, ping_interval=None, proxy=None
            ) as connection:
                await echo(connection)
        except websockets.WebSocketException:
            pass
    async with connect(f"{url}/updateReports?agent={name}", compression=None, proxy=None):
        pass
    return behaviours(folder, name)


def compare(what, direct, relayed):
    worse = {
        case: f"{found} became {relayed.get(case)}" for case, found in direct.items()
        if set(relayed.get(case, ["missing"])) - PASSED - set(found)
    }
    check(not worse, f"{what}: {json.dumps(worse, indent=1)}")
    return {"direct": Counter(found[0] for found in direct.values()),
            "relayed": Counter(found[0] for found in relayed.values())}


async def play_client(way):
    server = await serve(
        echo, "127.0.0.1", way.office.port, compression=None, max_size=None, ping_interval=None
    )
    direct = await fuzz_server(way, "direct", f"ws://127.0.0.1:{way.office.port}/")
    relayed = await fuzz_server(way, "relayed", f"ws://127.0.0.1:{way.port}/ocpp/CP-1")
    server.close()
    await server.wait_closed()
    return compare("fuzzing client", direct, relayed)


async def play_server(way):
    folder, spec = way.home / "server", way.home / "server.json"
    spec.write_text(json.dumps({
        "url": f"ws://127.0.0.1:{way.office.port}", "outdir": str(folder), "cases": CASES, "exclude-cases": [],
        "exclude-agent-cases": {},
    }))
    playing = asyncio.ensure_future(wstest(way, "fuzzingserver", spec))
    for _ in range(600):
        try:
            async with connect(f"ws://127.0.0.1:{way.office.port}/getCaseCount", proxy=None):
                break
        except OSError:
            await asyncio.sleep(0.1)
    direct = await fuzz_client(way, "direct", f"ws://127.0.0.1:{way.office.port}", folder)
    relayed = await fuzz_client(way, "relayed", f"ws://127.0.0.1:{way.port}/ocpp", folder)
    playing.cancel()
    return compare("fuzzing server", direct, relayed)


async def run(arguments):
    way = RelayedInstallation(arguments.laadboek, arguments.database, arguments.home, IDENTITIES, base="/")
    way.wstest = arguments.wstest
    way.move_in()
    await asyncio.to_thread(way.serve)
    try:
        return {"fuzzing_client": await play_client(way), "fuzzing_server": await play_server(way)}
    finally:
        await asyncio.to_thread(way.end)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--laadboek", "--database", "--home", "--wstest"):
        parser.add_argument(name, required=True)
    try:
        print(json.dumps(asyncio.run(run(parser.parse_args()))))
    except Difference as difference:
        sys.exit(f"{difference}")


if __name__ == "__main__":
    main()
