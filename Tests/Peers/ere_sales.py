#!/usr/bin/env python3
"""Works the shares of all sales of units out again, from figures of the register and trades alone.

ere_sales.py FOLDER: reads credits.csv, trades.csv and shares.csv. Prints what it found as one line; ends with 1 and the
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


if __name__ == "__main__":
    main(sys.argv[1])
