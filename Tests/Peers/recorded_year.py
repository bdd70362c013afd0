#!/usr/bin/env python3
"""Plays recorded sessions of a whole year from an empty system, closes it month by month and compares everything.

    recorded_year.py --laadboek PATH --database URL --home DIR --sessions CSV --prices CSV [--shift-days 2191] [--per-interval]

Seventeen charge points make a host; contracts go round the ways of supply, margins and pricing of make_world.py. Then
the checks of whole_way.py: every journal amount and credit equals expected_credits.py to the last digit, sessions
without a price wait and are told by reason, a second close changes nothing, files can be read, `verify` finds nothing.
--per-interval has every contract follow the market quarter hour by quarter hour instead, so that every gap in the prices
shows. Prints JSON; exit 1 with the first difference.
"""

import argparse
import csv
import json
import subprocess
import sys
import time

from installation import PEERS, Difference, Installation, check, portfolio
from make_world import EXTRAS, PRICINGS, SUPPLIES
from whole_way import MONTHS, compare, compare_credits

CHARGE_POINTS_PER_HOST = 17


def contracts(rows, per_interval):
    points = {}
    for index, identity in enumerate(sorted({row["charge_point"] for row in rows})):
        points[identity] = {
            "host": f"host-{index // CHARGE_POINTS_PER_HOST:02d}", "site": f"site-{identity}",
            "supply": SUPPLIES[index % len(SUPPLIES)],
            "reimbursement": {
                **EXTRAS[index // len(SUPPLIES) % len(EXTRAS)],
                "pricing": PRICINGS[index // (len(SUPPLIES) * len(EXTRAS)) % len(PRICINGS)],
            },
        }
    if per_interval:
        for terms in points.values():
            terms["supply"], terms["reimbursement"]["pricing"] = {"mode": "spot"}, "per_interval"
    return {"zone": "Europe/Amsterdam", "charge_points": points}


def expect(arguments, folder):
    """Writes the portfolio, and works out what every line and credit must come to."""
    text = open(arguments.sessions).read().splitlines()
    terms = contracts(list(csv.DictReader(text)), arguments.per_interval)
    (folder / "contracts.json").write_text(json.dumps(terms))
    (folder / "portfolio.json").write_text(json.dumps(portfolio(terms, text, "year"), indent=1))
    done = subprocess.run(
        [sys.executable, PEERS / "expected_credits.py", "--sessions", arguments.sessions, "--prices", arguments.prices,
         "--contracts", folder / "contracts.json", "--shift-days", str(arguments.shift_days)],
        check=True, capture_output=True, text=True,
    )
    return json.loads(done.stdout)


def missing(way):
    """How many waiting sessions lack which prices, by the first of them that is missing."""
    found = way.rows(
        "SELECT left(l.detail -> 'missing' ->> 0, 13), count(*) FROM journal_heads h"
        " JOIN priced_lines l ON l.operator_id = h.operator_id AND l.id = h.line_id"
        " WHERE h.state = 'waiting' GROUP BY 1 ORDER BY 1"
    )
    return {hour: int(count) for hour, count in found}


def run(arguments):
    way = Installation(arguments.laadboek, arguments.database, arguments.home)
    expected = expect(arguments, way.home)
    way.laadboek("portfolio", "import", str(way.home / "portfolio.json"))
    way.laadboek("prices", "import", arguments.prices, "--zone", "NL")
    way.serve()
    began = time.monotonic()
    try:
        player = way.player(
            arguments.sessions, str(way.home / "portfolio.json"), "--shift-days", str(arguments.shift_days)
        )
        output, errors = player.communicate(timeout=1800)
        check(player.returncode == 0, f"replay: {player.returncode}\n{output}{errors}")
        played = time.monotonic() - began
        way.settle(len(expected["lines"]), 600)
    finally:
        way.end()
    for month in MONTHS:
        way.laadboek("close", "--month", month)
    waiting = compare(way, expected, way.home)
    credits = compare_credits(way, expected)
    again = "".join(way.laadboek("close", "--month", month, "--without-files") for month in MONTHS)
    check(again.count(" 0 documents made") == len(MONTHS), f"a second close made documents:\n{again}")
    (files,) = way.rows("SELECT count(*) FROM credit_files")
    (calls,) = way.rows("SELECT count(*) FROM ocpp_frames WHERE NOT is_outgoing")
    verified = way.laadboek("verify")
    return {
        "sessions": len(expected["lines"]), "calls": int(calls[0]), "seconds_of_replay": round(played),
        "waiting": waiting, "missing": missing(way), "credits": credits, "files": int(files[0]),
        "verify": verified.strip().splitlines(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--laadboek", "--database", "--home", "--sessions", "--prices"):
        parser.add_argument(name, required=True)
    parser.add_argument("--shift-days", type=int, default=2191)
    parser.add_argument("--per-interval", action="store_true")
    try:
        print(json.dumps(run(parser.parse_args()), indent=1))
    except Difference as difference:
        sys.exit(f"{difference}")


if __name__ == "__main__":
    main()
