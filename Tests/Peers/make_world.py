#!/usr/bin/env python3
"""Makes sessions, prices and contracts by a seed, in the formats that expected_credits.py reads.

    make_world.py --seed N --out DIR [--sessions 400] [--charge-points 24] [--year 2025]

Writes DIR/sessions.csv, DIR/prices.csv and DIR/contracts.json. The same seed gives the same bytes.
Whatever the seed, the world holds what goes wrong in real data: negative prices, days of 92 and 100
quarters, an hour without prices, sessions before the first price, over midnight, over a month end and
over the clock changes, cars that stay connected long after they stopped drawing power, sessions
without energy, and charging times longer than the time connected.
"""

import argparse
import csv
import json
import math
import os
import random
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Amsterdam")
QUARTER = timedelta(minutes=15)
SESSION_FIELDS = (
    "transaction_id charge_point connector start_utc stop_utc id_tag energy_wh max_power_w "
    "connected_hours charging_hours"
).split()
PRICINGS = ("at_start", "per_interval")
SUPPLIES = (
    {"mode": "fixed", "price": "0.2315"},
    {"mode": "spot"},
    {"mode": "formula", "factor": "1.0590", "addend": "0.0125"},
    {"mode": "spot"},
    {"mode": "formula", "factor": "0.85", "addend": "-0.003"},
)
EXTRAS = (
    {"fixed_per_kwh": "0", "percent": "0"},
    {"fixed_per_kwh": "0.0175", "percent": "0"},
    {"fixed_per_kwh": "0", "percent": "7.5"},
    {"fixed_per_kwh": "0.01", "percent": "3"},
)


def stamp(moment):
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%MZ")


def local_midnight(year, month, day):
    return datetime(year, month, day, tzinfo=ZONE).astimezone(timezone.utc)


def last_sunday(year, month):
    day = datetime(year, month, 31)
    return day - timedelta(days=(day.weekday() + 1) % 7)


def clock_change(year, month):
    """Clocks in the European Union change at 01:00 UTC on the last Sunday of March and October."""
    day = last_sunday(year, month)
    return datetime(day.year, day.month, day.day, 1, tzinfo=timezone.utc)


def make_prices(source, year):
    """A year of delivery days: hourly values until October, quarter hours from then, one hour missing."""
    moment, end = local_midnight(year, 1, 1), local_midnight(year + 1, 1, 1)
    gap, quarters_from = clock_change(year, 10), local_midnight(year, 10, 1)
    level, rows = 80.0, []
    while moment < end:
        hour = moment.astimezone(ZONE).hour
        if moment.minute == 0 or moment >= quarters_from:
            summer = math.sin(math.pi * (moment - local_midnight(year, 1, 1)) / (end - local_midnight(year, 1, 1)))
            noon = math.exp(-((hour - 13.5) ** 2) / 8)
            evening = math.exp(-((hour - 19) ** 2) / 5)
            level = 90 - 30 * summer - 95 * summer * noon + 45 * evening + source.gauss(0, 14)
        if not gap <= moment < gap + timedelta(hours=1):
            rows.append((stamp(moment), 15, f"{level:.3f}"))
        moment += QUARTER
    return rows


def make_contracts(charge_points):
    """Two sites per host; terms go round so that every supply meets every pricing and margin."""
    terms = {}
    for index, identity in enumerate(charge_points):
        site = index // 2
        terms[identity] = {
            "host": f"host-{site // 2 + 1:02}",
            "site": f"site-{site + 1:02}",
            "supply": SUPPLIES[site % len(SUPPLIES)],
            "reimbursement": {**EXTRAS[site % len(EXTRAS)], "pricing": PRICINGS[(site // 5 + index) % 2]},
        }
    return {"zone": ZONE.key, "charge_points": terms}


def traps(year):
    """(start, connected minutes, charging minutes, energy in Wh) of the sessions every world has."""
    spring, autumn = clock_change(year, 3), clock_change(year, 10)
    first, hour, minute = local_midnight(year, 1, 1), timedelta(hours=1), timedelta(minutes=1)
    return [
        (first - 3 * hour, 90, 60, 7350),  # over before the first price
        (first - hour, 180, 170, 11005),  # the first price comes on the way
        (first - 7 * minute, 20, 20, 1501),  # over the year's end
        (spring - hour, 200, 190, 14001),  # over the hour that is not
        (autumn - hour, 240, 230, 19999),  # charging over the hour without prices
        (autumn - hour, 300, 30, 4100),  # only connected over it
        (autumn + 20 * minute, 15, 15, 900),  # within it
        (local_midnight(year, 5, 1) - 2 * hour, 300, 280, 22222),  # over a month end
        (local_midnight(year, 7, 1), 45, 45, 5001),  # starts on the first second of a month
        (local_midnight(year, 8, 1) - hour, 60, 60, 3333),  # stops on it
        (local_midnight(year, 6, 15) - hour, 400, 350, 31000),  # over midnight
        (local_midnight(year, 6, 10), 161 * 60, 200, 40000),  # connected for a week
        (local_midnight(year, 6, 5) + 12 * hour, 90, 130, 8800),  # charging longer than connected
        (local_midnight(year, 6, 6) + 12 * hour, 60, 0, 2500),  # charging time unknown
        (local_midnight(year, 6, 7) + 12 * hour, 30, 10, 0),  # no energy
        (local_midnight(year, 6, 8) + 12 * hour + 7 * minute, 5, 5, 1),  # one Wh
        (local_midnight(year + 1, 1, 1) - 2 * hour, 180, 150, 12000),  # over the last price
    ]


def ordinary(source, year):
    day = local_midnight(year, 1, 1) + timedelta(days=source.randrange(1, 360))
    start = day + timedelta(minutes=int(min(max(source.gauss(14, 4.5), 0), 23.9) * 60))
    connected = int(min(max(source.lognormvariate(5.3, 0.9), 4), 3000))
    charging = max(1, int(connected * min(1, source.uniform(0.2, 1.4))))
    watts = source.choice((3600, 3700, 7400, 11000, 11040, 22000))
    return start, connected, charging, int(watts * charging / 60 * source.uniform(0.6, 0.98))


def free_connector(source, busy, start, stop):
    """A random connector without another session in that time."""
    connectors = list(busy)
    source.shuffle(connectors)
    for connector in connectors:
        if all(stop < other_start or other_stop < start for other_start, other_stop in busy[connector]):
            busy[connector].append((start, stop))
            return connector
    return None


def session_row(source, connector, session):
    start, connected, charging, energy = session
    return {
        "charge_point": connector[0],
        "connector": connector[1],
        "start_utc": stamp(start),
        "stop_utc": stamp(start + timedelta(minutes=connected)),
        "id_tag": f"{source.randrange(30):020x}",
        "energy_wh": energy,
        "max_power_w": round(energy * 60 / max(charging, 1)),
        "connected_hours": f"{connected / 60:.2f}",
        "charging_hours": f"{charging / 60:.2f}",
    }


def make_sessions(source, year, charge_points, count):
    busy = {(identity, connector): [] for identity in charge_points for connector in (1, 2)}
    rows = []
    # Each trap stands on several connectors, so that it meets different terms.
    planned = [trap for trap in traps(year) for _ in range(3)]
    while len(planned) < count:
        planned.append(ordinary(source, year))
    for session in planned:
        connector = free_connector(source, busy, session[0], session[0] + timedelta(minutes=session[1]))
        if connector:
            rows.append(session_row(source, connector, session))
    rows.sort(key=lambda row: (row["start_utc"], row["charge_point"], row["connector"]))
    for index, row in enumerate(rows):
        row["transaction_id"] = 100001 + index
    return rows


def write_csv(path, fields, rows):
    with open(path, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(fields)
        writer.writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--sessions", type=int, default=400)
    parser.add_argument("--charge-points", type=int, default=24)
    parser.add_argument("--year", type=int, default=2025)
    options = parser.parse_args()

    source = random.Random(options.seed)
    charge_points = [f"CP-{source.getrandbits(32):08X}" for _ in range(options.charge_points)]
    os.makedirs(options.out, exist_ok=True)
    sessions = make_sessions(source, options.year, charge_points, options.sessions)
    write_csv(
        os.path.join(options.out, "sessions.csv"),
        SESSION_FIELDS,
        [[row[field] for field in SESSION_FIELDS] for row in sessions],
    )
    prices = make_prices(source, options.year)
    write_csv(os.path.join(options.out, "prices.csv"), ["start_utc", "minutes", "eur_per_mwh"], prices)
    with open(os.path.join(options.out, "contracts.json"), "w") as file:
        json.dump(make_contracts(charge_points), file, indent=1)
        file.write("\n")
    print(json.dumps({"sessions": len(sessions), "prices": len(prices), "charge_points": len(charge_points)}))


if __name__ == "__main__":
    main()
