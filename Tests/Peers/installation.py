"""What the peers share that play against the real program: an installation of it, and worlds to play."""

import argparse
import asyncio
import atexit
import csv
import hashlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

PEERS = Path(__file__).resolve().parent


class Difference(Exception):
    pass


def check(condition, text):
    if not condition:
        raise Difference(text)


def iban(number):
    account = f"TEST{number:010d}"
    digits = "".join(str(int(character, 36)) for character in account + "NL00")
    return f"NL{98 - int(digits) % 97:02d}{account}"


def portfolio(contracts, sessions, name):
    """A portfolio in which every charge point has a site and a contract of its own."""
    hosts, sites, points, supplies, reimbursements = {}, [], [], [], []
    address = {"street": "Kade", "house_number": "1", "postcode": "1011 AA", "town": "Amsterdam", "country": "NL"}
    for index, (identity, terms) in enumerate(contracts["charge_points"].items()):
        host = terms["host"]
        hosts.setdefault(host, {
            "reference": host, "name": f"Host {host}", "kind": "private", "address": address,
            "iban": iban(len(hosts) + 1),
        })
        sites.append({"reference": terms["site"], "host": host, "name": terms["site"], "address": address,
                      "bidding_zone": "NL", "time_zone": contracts["zone"]})
        points.append({"identity": identity, "site": terms["site"], "connectors": 2, "key": key(identity)})
        supply = {"valid_from": "2024-01-01", "mode": terms["supply"]["mode"]}
        if supply["mode"] == "fixed":
            supply["price_per_kwh"] = terms["supply"]["price"]
        else:
            supply["zone"] = "NL"
        if supply["mode"] == "formula":
            supply.update(factor=terms["supply"]["factor"], addend_per_kwh=terms["supply"]["addend"])
        supplies.append({"reference": f"s{index}", "host": host, "versions": [supply]})
        reimbursements.append({
            "reference": f"r{index}", "host": host, "site": terms["site"],
            "versions": [{"valid_from": "2024-01-01", "supply_contract": f"s{index}", **terms["reimbursement"]}],
        })
    operator = {"reference": name, "name": name, "number_prefix": name.upper(), "address": address, "iban": iban(999)}
    tags = sorted({session.split(",")[5] for session in sessions[1:]})
    return {
        "operator": operator, "hosts": list(hosts.values()), "sites": sites, "charge_points": points,
        "tokens": [{"uid": tag} for tag in tags], "supply_contracts": supplies,
        "reimbursement_contracts": reimbursements,
        "users": [{"email": f"finance@{name}.example", "name": "Finance", "role": "operator_finance"}],
    }


def key(identity):
    return hashlib.sha1(identity.encode()).hexdigest()


def command_line(description, run):
    """The command line of a peer that needs only the program, a database and a folder."""
    tell(command_parser(description, "--database"), run)


def command_parser(description, *further):
    """A parser of what every peer needs that plays against the program."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    for name in ("--laadboek", "--home", *further):
        parser.add_argument(name, required=True)
    return parser


def rounds_command_line(description, rounds, run):
    """The command line of a peer that plays so many rounds of a seed, by an async function."""
    parser = command_parser(description)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--rounds", type=int, default=rounds)
    tell(parser, lambda arguments: asyncio.run(run(arguments)))


def tell(parser, run):
    """Plays, and prints what came of it as JSON or the first difference."""
    try:
        print(json.dumps(run(parser.parse_args())))
    except Difference as difference:
        sys.exit(f"{difference}")


# Bound sockets that do not listen, one for each port that was given away.
HELD = []


def free_port():
    """A port of ours until this process ends, below those of outgoing connections: a server that was killed gets it back.

    A server that reuses addresses may listen where a held socket is bound; no other peer that runs now is given the port.
    """
    while True:
        port, holder = random.randint(20_000, 32_000), socket.socket()
        try:
            holder.bind(("127.0.0.1", port))
        except OSError:
            holder.close()
            continue
        # Only now: the bind itself must fail where anybody else is bound.
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        HELD.append(holder)
        return port


class Cluster:
    """A PostgreSQL server that may be stopped."""

    def __init__(self, folder):
        self.folder = str(folder)

    def do(self, *words):
        done = subprocess.run(
            [PEERS.parent.parent / "bin" / "cluster", *words, self.folder], capture_output=True, text=True, check=False
        )
        check(done.returncode == 0, f"bin/cluster {words[0]}: {done.stderr}")
        return done.stdout.strip()


@contextmanager
def on_own_cluster(arguments, make, *further):
    """An installation that `make` makes, on a migrated cluster of its own below the home; neither outlives the play."""
    home = Path(arguments.home)
    cluster = Cluster(home / "postgres")
    way = make(arguments.laadboek, cluster.do("start", "--fast"), home, *further)
    try:
        way.laadboek("migrate")
        yield way, cluster
    finally:
        if way.server and way.server.poll() is None:
            way.stop(signal.SIGKILL)
        cluster.do("remove")


class Installation:
    """The program with its own home and port, on a database that is given.

    What the server says, and how it ended, is in server.log below the home, where whoever runs the play finds it.
    """

    def __init__(self, laadboek, database, home):
        self.laadboek_path, self.database, self.home = laadboek, database, Path(home)
        self.port = free_port()
        self.environment = {
            **os.environ, "DATABASE_URL": database, "LAADBOEK_HOME": str(self.home / "data"),
            "PORT": str(self.port), "LAADBOEK_SHARE": str(PEERS.parent.parent),
        }
        self.server = None
        atexit.register(self.leave)

    def laadboek(self, *words, expect=0):
        done = subprocess.run(
            [self.laadboek_path, *words], env=self.environment, capture_output=True, text=True, check=False
        )
        check(done.returncode == expect, f"laadboek {' '.join(words)}: {done.returncode}\n{done.stderr[-3000:]}")
        return done.stdout

    def launch(self):
        with open(self.home / "server.log", "ab") as log:
            self.server = subprocess.Popen(
                [self.laadboek_path, "serve"], env=self.environment, stdout=log, stderr=log
            )

    def note(self, text):
        """Says in the log of the server what happened to it."""
        with open(self.home / "server.log", "a", encoding="utf-8") as log:
            log.write(f"(play: the server {text})\n")

    def leave(self):
        """Leaves no server behind, whatever the play ended with, and says how this one ended."""
        if self.server is None or not self.home.exists():
            return
        if self.server.poll() is None:
            self.note("still runs at the end of the play")
            self.server.kill()
            self.server.wait()
        self.note(f"ended with status {self.server.returncode}")

    def serve(self):
        """Starts the server and waits until it is ready."""
        self.launch()
        for _ in range(1200):
            check(self.server.poll() is None, "the server ended by itself")
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=10)
                return
            except OSError:
                time.sleep(0.1)
        raise Difference("the server does not get ready")

    def stop(self, how):
        self.server.send_signal(how)
        self.server.wait(timeout=300)
        self.note(f"got {signal.Signals(how).name} and ended with status {self.server.returncode}")

    def end(self):
        """Ends the server as an operator does, if it still runs."""
        if self.server.poll() is None:
            self.stop(signal.SIGTERM)
            check(self.server.returncode == 0, f"the server ended with {self.server.returncode}")

    def get(self, path):
        """The status and text of a page that needs no sign-in."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=60) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def player(self, sessions, keys, *options):
        """Charge points that play the sessions, in a process of their own."""
        return subprocess.Popen(
            [self.laadboek_path, "simulate", "replay", "--sessions", sessions, "--url",
             f"ws://127.0.0.1:{self.port}/ocpp", "--connections", "40", "--keys", keys, *options],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )

    def rows(self, sql):
        """The rows of a query by the owner of the database; every value is text, NULL is empty."""
        done = subprocess.run(
            ["psql", "--no-psqlrc", "--csv", "--tuples-only", "--set=ON_ERROR_STOP=1", "--command", sql, self.database],
            capture_output=True, text=True, check=False,
        )
        check(done.returncode == 0, f"psql: {done.stderr}")
        return list(csv.reader(done.stdout.splitlines()))

    def settle(self, sessions, seconds=180):
        """Waits until every one of so many sessions has its line and nothing is left to rate or to store.

        A message that was brought again comes behind what made its session whole.
        """
        question = "SELECT (SELECT count(*) FROM journal_heads), (SELECT count(*) FROM rating_work)"
        for _ in range(seconds * 5):
            is_stored = self.is_stored()
            (found,) = self.rows(question)
            if is_stored and found == [str(sessions), "0"]:
                return
            time.sleep(0.2)
        raise Difference(f"{found[0]} lines after {seconds} s, {sessions} expected; stored: {is_stored}")

    def is_stored(self):
        """Whether the database has every frame that is on the disk."""
        return "\nspool_frames 0\n" in self.get("/metrics")[1]


class World:
    """A world of make_world.py with the portfolio of one operator and what every line must come to.

    Worlds that share an installation share the prices of the first one: there is one market.
    """

    def __init__(self, folder, seed, sessions, name="way", prices=None):
        folder.mkdir(parents=True, exist_ok=True)
        self.sessions, self.prices = str(folder / "sessions.csv"), prices or str(folder / "prices.csv")
        self.portfolio = str(folder / "portfolio.json")
        subprocess.run(
            [sys.executable, PEERS / "make_world.py", "--seed", str(seed), "--out", folder, "--sessions",
             str(sessions)],
            check=True, stdout=subprocess.DEVNULL,
        )
        contracts = json.loads((folder / "contracts.json").read_text())
        for identity, terms in contracts["charge_points"].items():
            terms["site"] = f"site-{identity}"
        (folder / "own.json").write_text(json.dumps(contracts))
        rows = (folder / "sessions.csv").read_text().splitlines()
        (folder / "portfolio.json").write_text(json.dumps(portfolio(contracts, rows, name), indent=1))
        self.expected = json.loads(subprocess.run(
            [sys.executable, PEERS / "expected_credits.py", "--sessions", self.sessions, "--prices", self.prices,
             "--contracts", folder / "own.json"],
            check=True, capture_output=True, text=True,
        ).stdout)

    def move_in(self, installation):
        installation.laadboek("portfolio", "import", self.portfolio)
        installation.laadboek("prices", "import", self.prices, "--zone", "NL")
