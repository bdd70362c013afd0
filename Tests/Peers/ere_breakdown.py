#!/usr/bin/env python3
"""Holds the file of what a run of payouts pays for against itself and against what banks are told to pay.

ere_breakdown.py FOLDER PAYMENT: reads breakdown.xlsx with PyPI `openpyxl` and breakdown.csv; PAYMENT is in euro. Looks
whether gross is fee, margin and net in every row, whether every column adds up to its total, whether rows come to the
payment to the cent, and whether both files say the same. Prints what it found as one line; ends with 1 and the first
difference otherwise.
"""
import csv
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import openpyxl

AMOUNTS = ("gross", "fee", "margin", "net", "adjustment", "vat", "payment")


def fail(text):
    print(text)
    sys.exit(1)


def cents(value, place):
    """An amount of a cell in cents; spreadsheets hold binary numbers, so the nearest cent has to be very near."""
    if value in (None, ""):
        return 0
    exact = Decimal(repr(value) if isinstance(value, float) else str(value)) * 100
    if abs(exact - round(exact)) > Decimal("0.000001"):
        fail(f"{place}: {value} is not in cents")
    return int(round(exact))


def check_row(row, place, partner_is_paid):
    own = {name: cents(row[name], place) for name in AMOUNTS}
    if row["what"] == "charger":
        if own["gross"] != own["fee"] + own["margin"] + own["net"] or own["adjustment"] or own["vat"]:
            fail(f"{place}: gross is not fee, margin and net")
        wanted = own["net"] + (own["margin"] if partner_is_paid else 0)
    else:
        if own["gross"] or own["net"]:
            fail(f"{place}: a correction with revenue")
        wanted = own["adjustment"] + own["vat"]
    if own["payment"] != wanted:
        fail(f"{place}: {own['payment']} is paid, not {wanted}")
    return own


def main(folder, payment):
    with open(Path(folder) / "breakdown.csv", newline="", encoding="utf-8-sig") as file:
        table = list(csv.DictReader(file))
    names = list(table[0])
    book = openpyxl.load_workbook(Path(folder) / "breakdown.xlsx", read_only=True)
    rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)][1:]
    totals = dict(zip(names, rows.pop()))
    if len(rows) != len(table):
        fail(f"{len(rows)} rows in the sheet, {len(table)} in the table")
    partner_is_paid = any(
        row["what"] == "charger" and cents(row["payment"], "") != cents(row["net"], "") for row in table)
    sums, energy, units = Counter(), Decimal(0), 0
    for number, (row, cells) in enumerate(zip(table, rows), 2):
        sheet = dict(zip(names, cells))
        place = f"row {number}"
        own = check_row(row, place, partner_is_paid)
        for name, minor in own.items():
            if cents(sheet[name], place) != minor:
                fail(f"{place}: {name} is {sheet[name]} in the sheet, {row[name]} in the table")
            sums[name] += minor
        for name in ("customer", "name", "ean", "charger", "quarter", "sale"):
            if (sheet[name] or "") != row[name]:
                fail(f"{place}: {name} is {sheet[name]} in the sheet, {row[name]} in the table")
        if (sheet["ere"] or 0) != int(row["ere"] or 0):
            fail(f"{place}: {sheet['ere']} units in the sheet, {row['ere']} in the table")
        energy, units = energy + Decimal(row["kwh"] or 0), units + int(row["ere"] or 0)
    for name in AMOUNTS:
        if cents(totals[name], name) != sums[name]:
            fail(f"{name}: rows come to {sums[name]}, the total says {totals[name]}")
    if totals["ere"] != units:
        fail(f"rows have {units} units, the total says {totals['ere']}")
    paid = [list(row) for row in book.worksheets[1].iter_rows(values_only=True)][1:]
    if sum(cents(row[1], "payment") for row in paid[:-1]) != cents(paid[-1][1], "payment"):
        fail("the sheet of the payment does not add up")
    if not sums["payment"] == cents(paid[-1][1], "payment") == cents(payment, "payment"):
        fail(f"rows come to {sums['payment']} cents, the sheet says {paid[-1][1]}, banks are told {payment}")
    print(f"{len(table)} rows, {energy.normalize():f} kWh, {units} units, {Decimal(sums['payment']) / 100:.2f} paid")


if __name__ == "__main__":
    main(*sys.argv[1:])
