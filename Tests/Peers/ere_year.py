#!/usr/bin/env python3
"""Works the energy and the units of a year out from what chargers told, and compares them with the lines of a book.

ere_year.py FOLDER: reads told.csv (each session with its door and whether it was taken back), lines.csv (the line that
holds of each connection and quarter) and failed.csv (what a verifier found right of some). Prints what it found as one line; ends with 1 and the first difference otherwise.
Knows nothing of the product but the rules: a session counts whole in the quarter in which it stopped by the clock of the
Netherlands, in none when it ran over New Year; monthly readings count what the register gained; units are rounded down;
what was credited is verified, whole or with what is right of it, and never more is credited than that comes to.
"""
import collections
import csv
import sys
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from zoneinfo import ZoneInfo

HOME = ZoneInfo("Europe/Amsterdam")
PER_KWH = Fraction("0.505") * 183 * Fraction("3.6") / 1000


def fail(text):
    print(text)
    sys.exit(1)


def table(folder, name):
    with open(Path(folder) / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def at(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).astimezone(HOME)


def quarter(moment):
    return f"{moment.year}-Q{(moment.month - 1) // 3 + 1}"


def by_reading(rows):
    """Registers are read at midnight when a month begins; what stopped until then is in the reading."""
    for row in rows:
        stop = at(row["stop"])
        # A session that stops at the very midnight is in that reading, which ends the day before.
        is_midnight = (stop.day, stop.hour, stop.minute, stop.second) == (1, 0, 0, 0)
        month = stop.month - 1 if is_midnight else stop.month
        year = stop.year
        if month == 0:
            month, year = 12, year - 1
        if year == 2026:
            yield f"2026-Q{(month - 1) // 3 + 1}", int(row["energy_wh"])


def by_session(rows):
    for row in rows:
        start, stop = at(row["start"]), at(row["stop"])
        if start.year == stop.year == 2026 and row["withdrawn"] == "0":
            yield quarter(stop), int(row["energy_wh"])


def expected(told):
    energy = collections.Counter()
    rows = collections.defaultdict(list)
    for row in told:
        rows[row["ean"], row["door"]].append(row)
    for (ean, door), own in rows.items():
        for place, wh in by_reading(own) if door == "readings" else by_session(own):
            energy[ean, place] += wh
    return energy


def check_verified(place, line, wanted, right):
    """What was credited of a line is verified; of one that failed with what is right, and with its units at most."""
    if not line["credited"]:
        if line["verified_wh"] or place in right:
            fail(f"{place}: verified, though nothing was credited")
        return
    energy = right.get(place, wanted)
    if line["verified_wh"] != str(energy):
        fail(f"{place}: verified {line['verified_wh'] or 'nothing'} Wh, not {energy}")
    most = Fraction(energy, 1000) * PER_KWH // 1
    if int(line["credited"]) > most:
        fail(f"{place}: {line['credited']} units stay credited, {most} are verified")


def main(folder):
    right = {(row["ean"], row["quarter"]): int(row["right_wh"]) for row in table(folder, "failed.csv")}
    energy, total, credited = expected(table(folder, "told.csv")), 0, 0
    lines = {(row["ean"], row["quarter"]): row for row in table(folder, "lines.csv")}
    for place in sorted(set(energy) | set(lines)):
        wanted, line = energy[place], lines.get(place)
        if line is None:
            fail(f"{place}: {wanted} Wh and no line")
        if int(line["energy_wh"]) != wanted:
            fail(f"{place}: {line['energy_wh']} Wh, not {wanted}")
        units = Fraction(wanted, 1000) * PER_KWH // 1
        if int(line["units"]) != units:
            fail(f"{place}: {line['units']} units, not {units}")
        check_verified(place, line, wanted, right)
        total += units
        credited += int(line["credited"] or 0)
    unknown = sorted(set(right) - set(lines))
    if unknown:
        fail(f"{unknown[0]} failed and has no line")
    print(
        f"{len(lines)} lines, {sum(energy.values()) / 1000:.3f} kWh, {total} units, {credited} credited, {len(right)} failed"
    )


if __name__ == "__main__":
    main(sys.argv[1])
