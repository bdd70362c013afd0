#!/usr/bin/env python3
"""Computes journal amounts and monthly credits from plain files: a second implementation for the tests.

It shares nothing with the product. All numbers are exact: energy in whole Wh, money in Decimal with
inexact results forbidden, and one rounding per document line.

    expected_credits.py --sessions sessions.csv --prices prices.csv --contracts contracts.json [--shift-days N]

sessions  transaction_id,charge_point,connector,start_utc,stop_utc,id_tag,energy_wh,max_power_w,
          connected_hours,charging_hours
prices    start_utc,minutes,eur_per_mwh
contracts {"zone": "Europe/Amsterdam",
           "charge_points": {IDENTITY: {
               "host": …, "site": …, "tariff": optional name of the document line,
               "supply": {"mode": "fixed", "price": EUR/kWh}
                       | {"mode": "spot"}
                       | {"mode": "formula", "factor": a, "addend": EUR/kWh},
               "reimbursement": {"fixed_per_kwh": EUR/kWh, "percent": p,
                                 "pricing": "at_start" | "per_interval"}}}}
          Every number is decimal text. Sessions of charge points that are not listed are left out.

Rules
- The register of a session at t is energy_wh × min(1, (t − start) / charging time), rounded half up to
  whole Wh; it is read at the start, at every quarter hour of the clock in between, and at the stop.
- The energy price of a quarter is the fixed price, the spot price, or a × spot + b, all per kWh.
- A kWh earns the energy price, plus the fixed part, plus percent of the energy price; the percent part of
  a negative energy price is 0.
- at_start: the price of the quarter in which the session starts holds for all its energy. per_interval:
  each interval's energy has the price of its quarter.
- An interval needs its price even when no energy flowed in it, and a session with a price missing waits: it has
  no amount and is in no credit.
- A session belongs to the month of the local date of its stop. A document has one line per site and
  tariff, the exact sum of its sessions rounded half away from zero to cents; the credit is their sum.
"""

import argparse
import csv
import json
import sys
from datetime import datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, setcontext
from fractions import Fraction
from zoneinfo import ZoneInfo

QUARTER = timedelta(minutes=15)
CENT = Decimal("0.01")


def instant(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=timezone.utc)


def stamp(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def quarter_of(moment):
    return moment - timedelta(minutes=moment.minute % 15, seconds=moment.second)


def read_prices(path):
    """Price per kWh by the start of its quarter; longer intervals hold for each of their quarters."""
    prices = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            start, price = instant(row["start_utc"]), Decimal(row["eur_per_mwh"]) / 1000
            for index in range(int(row["minutes"]) // 15):
                prices[start + index * QUARTER] = price
    return prices


def read_sessions(path, shift_days):
    shift = timedelta(days=shift_days)
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            row["start"] = instant(row["start_utc"]) + shift
            row["stop"] = instant(row["stop_utc"]) + shift
            yield row


def half_up(value):
    """A non-negative fraction, rounded half up to a whole number."""
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def register_at(row, moment):
    hours = Fraction(row["charging_hours"]) or Fraction(row["connected_hours"])
    passed = Fraction((moment - row["start"]).total_seconds()) / 3600
    share = min(Fraction(1), passed / hours) if hours else Fraction(moment > row["start"])
    return half_up(int(row["energy_wh"]) * share)


def intervals(row):
    """(start, energy in Wh) of each stretch between two readings."""
    readings = [row["start"]]
    tick = quarter_of(row["start"]) + QUARTER
    while tick < row["stop"]:
        readings.append(tick)
        tick += QUARTER
    readings.append(row["stop"])
    values = [register_at(row, moment) for moment in readings]
    return [(start, after - before) for start, before, after in zip(readings, values, values[1:])]


def energy_price(supply, spot):
    """Price per kWh, or None when the spot price it needs is missing."""
    if supply["mode"] == "fixed":
        return Decimal(supply["price"])
    if spot is None:
        return None
    if supply["mode"] == "spot":
        return spot
    return Decimal(supply["factor"]) * spot + Decimal(supply["addend"])


def earned_per_kwh(contract, spot):
    price = energy_price(contract["supply"], spot)
    if price is None:
        return None
    extra = contract["reimbursement"]
    margin = max(price, Decimal(0)) * Decimal(extra.get("percent", "0")) / 100
    return price + Decimal(extra.get("fixed_per_kwh", "0")) + margin


def amount(row, contract, prices, pricing):
    if pricing == "at_start":
        parts = [(row["start"], sum(energy for _, energy in intervals(row)))]
    else:
        parts = intervals(row)
    total = Decimal(0)
    for start, energy in parts:
        rate = earned_per_kwh(contract, prices.get(quarter_of(start)))
        if rate is None:
            return None
        total += rate * energy / 1000
    return total


def plain(value):
    """Decimal text without exponent and without trailing zeros."""
    if value is None:
        return None
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def journal_line(row, contract, prices):
    pricing = contract["reimbursement"]["pricing"]
    other = {"at_start": "per_interval", "per_interval": "at_start"}[pricing]
    value = amount(row, contract, prices, pricing)
    return {
        "session": row["transaction_id"],
        "charge_point": row["charge_point"],
        "connector": int(row["connector"]),
        "start_utc": stamp(row["start"]),
        "stop_utc": stamp(row["stop"]),
        "energy_wh": sum(energy for _, energy in intervals(row)),
        "state": "waiting" if value is None else "priced",
        "mode": pricing,
        "amount": plain(value),
        "amount_other_mode": plain(amount(row, contract, prices, other)),
    }


def tariff_of(contract):
    terms = [contract["supply"], contract["reimbursement"]]
    return contract.get("tariff") or json.dumps(terms, sort_keys=True)


def credits(lines, contracts, zone):
    exact = {}
    for line in lines:
        if line["state"] != "priced":
            continue
        contract = contracts[line["charge_point"]]
        stop = datetime.strptime(line["stop_utc"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
        key = (contract["host"], stop.astimezone(zone).strftime("%Y-%m"))
        document = exact.setdefault(key, {})
        place = (contract["site"], tariff_of(contract))
        document[place] = document.get(place, Decimal(0)) + Decimal(line["amount"])
    return [
        {"host": host, "month": month, "total": str(sum(map(rounded, document.values()), Decimal("0.00")))}
        for (host, month), document in sorted(exact.items())
    ]


def rounded(value):
    """To cents, half away from zero: Decimal's ROUND_HALF_UP looks at the magnitude."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP, context=Context(prec=60))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sessions", required=True)
    parser.add_argument("--prices", required=True)
    parser.add_argument("--contracts", required=True)
    parser.add_argument("--shift-days", type=int, default=0)
    options = parser.parse_args()

    setcontext(Context(prec=60, traps=[Inexact, InvalidOperation, DivisionByZero]))
    with open(options.contracts) as file:
        book = json.load(file)
    contracts, zone = book["charge_points"], ZoneInfo(book.get("zone", "Europe/Amsterdam"))
    prices = read_prices(options.prices)
    lines = [
        journal_line(row, contracts[row["charge_point"]], prices)
        for row in read_sessions(options.sessions, options.shift_days)
        if row["charge_point"] in contracts
    ]
    json.dump({"lines": lines, "credits": credits(lines, contracts, zone)}, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
