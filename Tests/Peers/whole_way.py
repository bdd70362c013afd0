#!/usr/bin/env python3
"""Plays the whole way of a session against the real program and compares with a second implementation.

    whole_way.py --laadboek PATH --database URL --home DIR --seed N [--sessions S]

Makes a world (make_world.py), imports it, serves, replays the sessions over OCPP, closes the months, and checks:
every journal amount and credit equals expected_credits.py to the last digit, `verify` finds nothing, a second close
changes nothing, bank files come only after approval and are valid, PDF and XLSX can be read. Prints one line of
JSON; exit 1 with the first difference. crash_rounds.py and outage.py do the same under worse conditions.
"""

import argparse
import datetime
import json
import signal
import subprocess
import sys
import zoneinfo
from decimal import Decimal

from check_pain001 import is_open
from installation import PEERS, Difference, Installation, World, check

MONTHS = ["2024-12", *(f"2025-{month:02d}" for month in range(1, 13)), "2026-01"]


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
        check(found["mode"] == line["mode"], f"{identity}: mode is {found['mode']}, expected {line['mode']}")
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


def check_blocked(way):
    """Hosts whose VAT data contradict each other get no credits, and the command says so by its exit code."""
    way.rows("UPDATE hosts SET kind = 'company', vat_status = 'taxable' RETURNING 1")
    said = way.laadboek("close", "--month", MONTHS[0], "--without-files", expect=1)
    check(" 0 documents made, 0 in all, 0 blocked" not in said and " blocked" in said, f"nothing is blocked:\n{said}")
    way.rows("UPDATE hosts SET kind = 'private', vat_status = 'not_taxable' RETURNING 1")


def check_days(paid, credits):
    """Every payment against the days its credits are due, by a calendar of our own."""
    made = datetime.datetime.fromisoformat(paid["created_at"]).astimezone(zoneinfo.ZoneInfo("Europe/Amsterdam")).date()
    step = datetime.timedelta(days=1)
    earliest = made + step
    while not is_open(earliest):
        earliest += step
    for payment in paid["payments"]:
        day = payment["execution_day"]
        if " + " in payment["remittance"]:
            # Too many numbers for the bank's line: which credits are in it is not told.
            check(day >= earliest.isoformat(), f"payment {payment['end_to_end_id']} is made on {day}, too early")
            continue
        numbers = payment["remittance"].split()
        last = datetime.date.fromisoformat(min(credits[n]["due_on"] for n in numbers if credits[n]["sign"] > 0))
        while not is_open(last):
            last -= step
        right = max(earliest, last).isoformat()
        check(day == right, f"payment {payment['end_to_end_id']} is made on {day}, expected {right}")


def check_files(way, out):
    """Approves the months that have something to pay and looks at every file of the first of them."""
    files = out / "files"
    month = "2025-05"
    way.laadboek("credits", "files", "--month", month, "--out", str(files), expect=1)
    check(not list(files.glob("*.xml")), "a bank file before the approval")
    due = {}
    for closed in MONTHS[: MONTHS.index(month) + 1]:
        credits = json.loads(way.laadboek("credits", "list", "--month", closed, "--format", "json"))
        due |= {c["number"]: {"due_on": c["due_on"], "sign": Decimal(c["total"])} for c in credits}
        if credits:
            way.laadboek("credits", "approve", "--month", closed, "--as", "finance@way.example")
    way.laadboek("credits", "files", "--month", month, "--out", str(files))
    (bank_file,) = files.glob("*.xml")
    first = bank_file.read_bytes()
    way.laadboek("credits", "files", "--month", month, "--out", str(files))
    check(bank_file.read_bytes() == first and len(list(files.glob("*.xml"))) == 1, "a second bank file differs")
    run = subprocess.run([sys.executable, PEERS / "check_pain001.py", bank_file], capture_output=True, text=True)
    check(run.returncode == 0, f"pain.001: {run.stdout}{run.stderr}")
    check_days(json.loads(run.stdout), due)
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
    way = Installation(arguments.laadboek, arguments.database, arguments.home)
    world = World(way.home / "world", arguments.seed, arguments.sessions)
    expected = world.expected
    world.move_in(way)
    way.serve()
    try:
        player = way.player(world.sessions, world.portfolio)
        output, _ = player.communicate(timeout=600)
        check(player.returncode == 0, f"replay: {player.returncode}\n{output}")
        way.settle(len(expected["lines"]))
    finally:
        way.end()
    check_blocked(way)
    for month in MONTHS:
        way.laadboek("close", "--month", month, "--without-files")
    waiting = compare(way, expected, way.home)
    credits = compare_credits(way, expected)
    again = "".join(way.laadboek("close", "--month", month, "--without-files") for month in MONTHS)
    check(again.count(" 0 documents made") == len(MONTHS), f"a second close made documents:\n{again}")
    documents = check_files(way, way.home)
    way.laadboek("verify")
    return {"sessions": len(expected["lines"]), "waiting": waiting, "credits": credits, "documents": documents}


def main():
    parser = argparse.ArgumentParser()
    for name in ("--laadboek", "--database", "--home"):
        parser.add_argument(name, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--sessions", type=int, default=400)
    try:
        print(json.dumps(run(parser.parse_args())))
    except Difference as difference:
        sys.exit(f"{difference}")


if __name__ == "__main__":
    main()
