#!/usr/bin/env python3
"""Plays the whole way of a session against the real program and compares with a second implementation.

    whole_way.py --laadboek PATH --database URL --home DIR --seed N [--kills K] [--sessions S]

Makes a world (make_world.py), imports it, serves, replays the sessions over OCPP while the server is killed with
SIGKILL K times, closes the months, and checks: every journal amount and credit equals expected_credits.py to the
last digit, `verify` finds nothing, a second close changes nothing, bank files come only after approval and are valid,
PDF and XLSX can be read. Prints one line of JSON; exit 1 with the first difference.
"""

import argparse
import hashlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from decimal import Decimal
from pathlib import Path

PEERS = Path(__file__).resolve().parent
MONTHS = ["2024-12", *(f"2025-{month:02d}" for month in range(1, 13)), "2026-01"]


class Difference(Exception):
    pass


def check(condition, text):
    if not condition:
        raise Difference(text)


def iban(number):
    account = f"TEST{number:010d}"
    digits = "".join(str(int(character, 36)) for character in account + "NL00")
    return f"NL{98 - int(digits) % 97:02d}{account}"


def portfolio(contracts, sessions):
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
    operator = {"reference": "way", "name": "Way", "number_prefix": "WAY", "address": address, "iban": iban(999)}
    tags = sorted({session.split(",")[5] for session in sessions[1:]})
    return {
        "operator": operator, "hosts": list(hosts.values()), "sites": sites, "charge_points": points,
        "tokens": [{"uid": tag} for tag in tags], "supply_contracts": supplies,
        "reimbursement_contracts": reimbursements,
        "users": [{"email": "finance@way.example", "name": "Finance", "role": "operator_finance"}],
    }


def key(identity):
    return hashlib.sha1(identity.encode()).hexdigest()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Way:
    def __init__(self, arguments):
        self.arguments = arguments
        self.home = Path(arguments.home)
        self.port = free_port()
        self.environment = {
            **os.environ, "DATABASE_URL": arguments.database, "LAADBOEK_HOME": str(self.home / "data"),
            "PORT": str(self.port), "LAADBOEK_SHARE": str(PEERS.parent.parent),
        }
        self.server = None

    def laadboek(self, *words, expect=0):
        done = subprocess.run(
            [self.arguments.laadboek, *words], env=self.environment, capture_output=True, text=True, check=False
        )
        check(done.returncode == expect, f"laadboek {' '.join(words)}: {done.returncode}\n{done.stderr[-3000:]}")
        return done.stdout

    def serve(self):
        log = open(self.home / "server.log", "ab")
        self.server = subprocess.Popen(
            [self.arguments.laadboek, "serve"], env=self.environment, stdout=log, stderr=log
        )
        for _ in range(600):
            check(self.server.poll() is None, "the server ended by itself; see server.log")
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=1)
                return
            except OSError:
                time.sleep(0.1)
        raise Difference("the server does not get ready")

    def stop(self, how):
        self.server.send_signal(how)
        self.server.wait(timeout=60)

    def replay(self, sessions, keys, kills, chance):
        player = subprocess.Popen(
            [self.arguments.laadboek, "simulate", "replay", "--sessions", sessions, "--url",
             f"ws://127.0.0.1:{self.port}/ocpp", "--connections", "40", "--keys", keys],
            env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )
        done = 0
        while done < kills and player.poll() is None:
            time.sleep(chance.uniform(0.05, 0.6))
            if player.poll() is not None:
                break
            self.stop(signal.SIGKILL)
            self.serve()
            done += 1
        output, _ = player.communicate(timeout=600)
        check(player.returncode == 0, f"replay: {player.returncode}\n{output}")
        return done


def compare(way, expected, out):
    lines = {}
    for month in MONTHS:
        name = out / f"lines-{month}.json"
        way.laadboek("lines", "export", "--month", month, "--format", "json", "--out", str(name))
        for line in json.loads(name.read_text()):
            identity = (line["charge_point"], line["connector"], line["start_utc"], line["stop_utc"])
            check(identity not in lines, f"{identity} has two lines")
            lines[identity] = line
    check(len(lines) == len(expected["lines"]), f"{len(lines)} lines, {len(expected['lines'])} expected")
    for line in expected["lines"]:
        identity = (line["charge_point"], line["connector"], line["start_utc"], line["stop_utc"])
        found = lines.get(identity)
        check(found is not None, f"{identity} has no line")
        for name in ("amount", "amount_other_mode"):
            wanted, got = line[name], found[name]
            same = (wanted is None) == (got is None) and (wanted is None or Decimal(wanted) == Decimal(got))
            check(same, f"{identity}: {name} is {got}, expected {wanted}")
    return sum(line["amount"] is None for line in expected["lines"])


def compare_credits(way, expected):
    totals = {}
    for month in MONTHS:
        for credit in json.loads(way.laadboek("credits", "list", "--month", month, "--format", "json")):
            place = (credit["host"], month)
            totals[place] = totals.get(place, Decimal(0)) + Decimal(credit["net"])
    wanted = {(credit["host"], credit["month"]): Decimal(credit["total"]) for credit in expected["credits"]}
    for place in sorted(totals.keys() | wanted.keys()):
        found, right = totals.get(place, Decimal(0)), wanted.get(place, Decimal(0))
        check(found == right, f"credit of {place}: {found}, expected {right}")
    return len(wanted)


def check_files(way, out):
    """Approves the months that have something to pay and looks at every file of the first of them."""
    files = out / "files"
    month = "2025-05"
    way.laadboek("credits", "files", "--month", month, "--out", str(files), expect=1)
    check(not list(files.glob("*.xml")), "a bank file before the approval")
    for closed in MONTHS[: MONTHS.index(month) + 1]:
        if json.loads(way.laadboek("credits", "list", "--month", closed, "--format", "json")):
            way.laadboek("credits", "approve", "--month", closed, "--as", "finance@way.example")
    way.laadboek("credits", "files", "--month", month, "--out", str(files))
    (bank_file,) = files.glob("*.xml")
    first = bank_file.read_bytes()
    way.laadboek("credits", "files", "--month", month, "--out", str(files))
    check(bank_file.read_bytes() == first and len(list(files.glob("*.xml"))) == 1, "a second bank file differs")
    run = subprocess.run([sys.executable, PEERS / "check_pain001.py", bank_file], capture_output=True, text=True)
    check(run.returncode == 0, f"pain.001: {run.stdout}{run.stderr}")
    credits = json.loads(way.laadboek("credits", "list", "--month", month, "--format", "json"))
    for credit in credits:
        text = subprocess.run(
            ["pdftotext", "-layout", files / f"{credit['number']}.pdf", "-"], capture_output=True, text=True, check=True
        ).stdout
        check(credit["number"] in text, f"{credit['number']} is not in its PDF")
        sheet = subprocess.run(
            [sys.executable, PEERS / "read_xlsx.py", files / f"{credit['number']}.xlsx"],
            capture_output=True, text=True, check=True,
        ).stdout
        rows = json.loads(sheet)["sheets"][0]["rows"]
        check(len(rows) == credit["sessions"] + 2, f"{credit['number']}: {len(rows)} rows in the spreadsheet")
    return len(credits)


def run(arguments):
    way = Way(arguments)
    world = way.home / "world"
    world.mkdir(parents=True, exist_ok=True)
    chance = random.Random(arguments.seed)
    subprocess.run(
        [sys.executable, PEERS / "make_world.py", "--seed", str(arguments.seed), "--out", world, "--sessions",
         str(arguments.sessions)],
        check=True, stdout=subprocess.DEVNULL,
    )
    contracts = json.loads((world / "contracts.json").read_text())
    for identity, terms in contracts["charge_points"].items():
        terms["site"] = f"site-{identity}"
    (world / "own.json").write_text(json.dumps(contracts))
    sessions = (world / "sessions.csv").read_text().splitlines()
    (world / "portfolio.json").write_text(json.dumps(portfolio(contracts, sessions), indent=1))
    expected = json.loads(subprocess.run(
        [sys.executable, PEERS / "expected_credits.py", "--sessions", world / "sessions.csv", "--prices",
         world / "prices.csv", "--contracts", world / "own.json", "--idle-intervals", "skip"],
        check=True, capture_output=True, text=True,
    ).stdout)
    way.laadboek("portfolio", "import", str(world / "portfolio.json"))
    way.laadboek("prices", "import", str(world / "prices.csv"), "--zone", "NL")
    way.serve()
    try:
        kills = way.replay(str(world / "sessions.csv"), str(world / "portfolio.json"), arguments.kills, chance)
    finally:
        if way.server.poll() is None:
            way.stop(signal.SIGTERM)
    check(way.server.returncode == 0, f"the server ended with {way.server.returncode}")
    way.serve()
    time.sleep(2)
    way.stop(signal.SIGTERM)
    for month in MONTHS:
        way.laadboek("close", "--month", month, "--without-files")
    waiting = compare(way, expected, way.home)
    credits = compare_credits(way, expected)
    again = "".join(way.laadboek("close", "--month", month, "--without-files") for month in MONTHS)
    check(again.count(" 0 documents made") == len(MONTHS), f"a second close made documents:\n{again}")
    documents = check_files(way, way.home)
    way.laadboek("verify")
    return {"sessions": len(expected["lines"]), "waiting": waiting, "credits": credits, "kills": kills,
            "documents": documents}


def main():
    parser = argparse.ArgumentParser()
    for name in ("--laadboek", "--database", "--home"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--sessions", type=int, default=400)
    try:
        print(json.dumps(run(parser.parse_args())))
    except Difference as difference:
        sys.exit(f"{difference}")


if __name__ == "__main__":
    main()
