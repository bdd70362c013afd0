#!/usr/bin/env python3
"""Works the shares of all sales of units out again, from figures of the register and trades alone, and what was paid out.

ere_sales.py FOLDER: reads credits.csv, trades.csv, shares.csv and payouts.csv. Prints what it found as one line; ends with 1 and the
first difference otherwise. Knows nothing of the product but the files.
"""
import csv
import sys
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path


def fail(text):
    print(text)
    sys.exit(1)


def table(folder, name):
    with open(Path(folder) / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def apportion(total, parts):
    """Shares a whole number out over (key, weight); whole shares, the rest to the largest remainders."""
    weight = sum(w for _, w in parts)
    exact = {key: Fraction(total * w, weight) for key, w in parts} if weight else {}
    shares = {key: int(value) for key, value in exact.items()}
    rest = total - sum(shares.values())
    for key in sorted(exact, key=lambda k: (shares[k] - exact[k], k))[:rest]:
        shares[key] += 1
    return shares


def stock(trade, credits, trades, shares):
    """What there was to sell when a trade was written down, by (quarter, ean): (booking, left)."""
    known = {}
    for row in credits:
        if int(row["id"]) <= int(trade["credits_through"]) and row["quarter"][:4] == trade["year"]:
            place = (row["quarter"], row["ean"])
            if place not in known or int(row["revision"]) >= known[place][0]:
                known[place] = (int(row["revision"]), int(row["booking"]), int(row["units"]))
    left = {place: [booking, units] for place, (_, booking, units) in known.items()}
    for other in trades:
        if int(other["id"]) >= int(trade["id"]):
            continue
        if other["cancellation"] and int(other["cancellation"]) <= int(trade["cancellations_through"]):
            continue
        for share in shares.get(other["id"], []):
            place = (share["quarter"], share["ean"])
            if place in left:
                left[place][1] -= int(share["units"])
    return left


def check(trade, left, own):
    name = trade["number"]
    cents = (Decimal(trade["price"]) * int(trade["units"]) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    if Decimal(trade["gross"]) * 100 != cents:
        fail(f"{name}: {trade['gross']} is not units times price")
    net = int(cents - Decimal(trade["fee"]) * 100)
    if Decimal(trade["net"]) * 100 != net:
        fail(f"{name}: {trade['net']} is not what is left of it")
    wanted, taken = int(trade["units"]), {}
    for quarter in sorted({place[0] for place in left}):
        parts = [((place, row[0]), row[1]) for place, row in left.items() if place[0] == quarter and row[1] > 0]
        part = min(wanted, sum(w for _, w in parts))
        for (place, booking), units in apportion(part, parts).items():
            if units:
                taken[(place, booking)] = units
        wanted -= part
    if wanted:
        fail(f"{name}: {wanted} units more than were credited")
    money = apportion(net, list(taken.items()))
    expected = [(b, p[1], p[0], u, money[(p, b)]) for (p, b), u in sorted(taken.items())]
    found = [
        (int(s["booking"]), s["ean"], s["quarter"], int(s["units"]), int(Decimal(s["amount"]) * 100))
        for s in sorted(own, key=lambda s: int(s["position"]))
    ]
    for want, have in zip(expected, found):
        if want != have:
            fail(f"{name}: {have}, not {want}")
    if len(expected) != len(found):
        fail(f"{name}: {len(found)} shares, not {len(expected)}")
    return int(trade["units"]), net


def percent_of(cents, percent):
    """So many percent, rounded once to the cent."""
    return int((Decimal(cents) * Decimal(percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))


def cents(row, name):
    value = Decimal(row[name]) * 100
    if value != int(value):
        fail(f"{row['document']}: {name} {row[name]} is not in cents")
    return int(value)


def check_quarter(rows):
    """What is kept of a customer's shares of one quarter of delivery, by one run."""
    first, name = rows[0], f"run {rows[0]['run']}, customer {rows[0]['customer']}"
    agreed = Decimal(first["agreed_percent"])
    lowered = agreed - int(first["referrals"]) * Decimal(first["step_percent"])
    rate = Decimal(first["own_percent"]) if first["own_percent"] else max(
        lowered, min(agreed, Decimal(first["floor_percent"])))
    gross = sum(cents(row, "gross") for row in rows)
    fee = min(percent_of(gross, rate), gross)
    margin = min(percent_of(gross, first["margin_percent"]), gross - fee)
    keys = [(row["ean"], int(row["trade"]), int(row["position"])) for row in rows]
    fees = apportion(fee, list(zip(keys, (cents(row, "gross") for row in rows))))
    left = [(key, cents(row, "gross") - fees.get(key, 0)) for key, row in zip(keys, rows)]
    margins = apportion(margin, left)
    for key, row in zip(keys, rows):
        want = (fees.get(key, 0), margins.get(key, 0))
        if want != (cents(row, "fee"), cents(row, "margin")):
            fail(f"{name}: {row['fee']} and {row['margin']} are kept of share {key}, not {want}")
    return gross - fee - margin


def check_payouts(rows, trades, shares):
    """Each share is paid at most once, whole; what is kept and what is paid follow from it."""
    amounts = {(s["trade"], s["position"]): cents(dict(s, document="share"), "amount")
               for own in shares.values() for s in own}
    cancelled = {t["id"] for t in trades if t["cancellation"]}
    payouts, seen = {}, set()
    for row in rows:
        place = (row["trade"], row["position"])
        if place in seen or row["trade"] in cancelled:
            fail(f"share {place} is paid twice, or of a cancelled sale")
        seen.add(place)
        if amounts.get(place) != cents(row, "gross"):
            fail(f"share {place} is paid as {row['gross']}")
        payouts.setdefault((int(row["run"]), int(row["customer"])), {}).setdefault(row["quarter"], []).append(row)
    paid = 0
    for (run, customer), quarters in sorted(payouts.items()):
        net = sum(check_quarter(quarter) for quarter in quarters.values())
        first = next(iter(quarters.values()))[0]
        net += cents(first, "adjustment")
        if net + cents(first, "vat") != cents(first, "payable"):
            fail(f"run {run}, customer {customer}: {first['payable']}, not {Decimal(net) / 100} and VAT")
        if first["model"] == "A" and net < max(cents(first, "minimum"), 1):
            fail(f"run {run}, customer {customer}: {Decimal(net) / 100} is less than is paid")
        paid += cents(first, "payable")
    return len(payouts), paid


def main(folder):
    credits, trades = table(folder, "credits.csv"), table(folder, "trades.csv")
    shares = {}
    for share in table(folder, "shares.csv"):
        shares.setdefault(share["trade"], []).append(share)
    trades.sort(key=lambda t: int(t["id"]))
    units = net = 0
    for trade in trades:
        u, n = check(trade, stock(trade, credits, trades, shares), shares.get(trade["id"], []))
        if not trade["cancellation"]:
            units, net = units + u, net + n
    count = sum(len(s) for s in shares.values())
    print(f"{len(trades)} trades, {count} shares, {units} units sold, {Decimal(net) / 100:.2f} shared out")
    payouts = table(folder, "payouts.csv")
    if payouts:
        made, paid = check_payouts(payouts, trades, shares)
        print(f"{made} payouts, {Decimal(paid) / 100:.2f} to pay")


if __name__ == "__main__":
    main(sys.argv[1])
