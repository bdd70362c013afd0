#!/usr/bin/env python3
"""Works the shares of all sales of units out again, from figures of the register and trades alone, and what was paid out.

ere_sales.py FOLDER: reads the files of an export: credits, trades, shares, payouts and their runs, adjustments and the
verifications behind them. Prints what it found as one line; ends with 1 and the
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
    """Each share is paid at most once, whole, and what is kept of it follows; the rows by run and customer, and by quarter."""
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
    for quarters in payouts.values():
        for quarter in quarters.values():
            check_quarter(quarter)
    return payouts


class Customer:
    """What a customer was paid, what is held back of it and what it gave back, by year of delivery."""

    def __init__(self):
        self.held, self.given, self.paid = {}, {}, []

    def adjust(self, nets, percent, verified, lost):
        expected, left = {}, sum(nets.values())
        for year, net in sorted(nets.items()):
            part = 0 if year in verified else min(percent_of(net, percent), net)
            if part:
                expected[("held", year)] = (-part, "")
                self.held[year] = self.held.get(year, 0) + part
                left -= part
        for year, minor in sorted(self.held.items()):
            if minor and year in verified:
                expected[("released", year)] = (minor, verified[year])
                self.held[year] = 0
                left += minor
        due = {}
        for place, year, net, units in self.paid:
            gone = lost.get(place, 0)
            # Rounded per share, half a cent up.
            due[year] = due.get(year, 0) + (2 * net * gone + units) // (2 * units)
        for year, minor in sorted(due.items()):
            part = min(minor - self.given.get(year, 0), left)
            if part > 0:
                expected[("clawed_back", year)] = (-part, verified[year])
                self.given[year] = self.given.get(year, 0) + part
                left -= part
        return expected, left


def check_adjustments(folder, payouts, shares):
    """What is held back, let go and given back, run by run; and that with it payouts are what is paid."""
    runs = {int(row["run"]): row for row in table(folder, "runs.csv")}
    rows, found = {}, {}
    for row in table(folder, "adjustments.csv"):
        place = (int(row["run"]), int(row["customer"]))
        rows[place] = row
        amount = cents(dict(row, document=f"run {row['run']}"), "amount")
        found.setdefault(place, {})[(row["kind"], int(row["year"]))] = (amount, row["statement"])
    statements, losses = table(folder, "verifications.csv"), table(folder, "lost.csv")
    units = {(s["trade"], s["position"]): int(s["units"]) for own in shares.values() for s in own}
    customers, paid = {}, 0
    for run, customer in sorted(set(payouts) | set(found)):
        name, mark = f"run {run}, customer {customer}", int(runs[run]["verifications_through"])
        verified = {int(v["year"]): v["statement"] for v in statements if int(v["decision"]) <= mark}
        lost = {}
        for row in losses:
            if int(row["decision"]) <= mark:
                place = (row["trade"], row["position"])
                lost[place] = lost.get(place, 0) + int(row["units"])
        known, nets = customers.setdefault(customer, Customer()), {}
        lines = [row for quarter in payouts.get((run, customer), {}).values() for row in quarter]
        for row in lines:
            year, place = int(row["quarter"][:4]), (row["trade"], row["position"])
            net = cents(row, "gross") - cents(row, "fee") - cents(row, "margin")
            nets[year] = nets.get(year, 0) + net
            known.paid.append((place, year, net, units[place]))
        expected, net = known.adjust(nets, runs[run]["reserve_percent"], verified, lost)
        if expected != found.get((run, customer), {}):
            fail(f"{name}: adjusted by {found.get((run, customer), {})}, not {expected}")
        row = dict(lines[0] if lines else rows[(run, customer)], document=name)
        if net + cents(row, "vat") != cents(row, "payable"):
            fail(f"{name}: {row['payable']}, not {Decimal(net) / 100} and VAT")
        given = -sum(amount for (kind, _), (amount, _) in expected.items() if kind == "clawed_back")
        if row["model"] == "A" and net + given < max(cents(row, "minimum"), 1):
            fail(f"{name}: {Decimal(net) / 100} is less than is paid")
        paid += cents(row, "payable")
    return len(set(payouts) | set(found)), paid


def check_lost(folder, trades, shares):
    """Of a connection that failed no more stays sold than is right; the newest sales lost their units first."""
    lost = {}
    for row in table(folder, "lost.csv"):
        place = (row["trade"], row["position"])
        lost[place] = lost.get(place, 0) + int(row["units"])
    cancelled = {t["id"] for t in trades if t["cancellation"]}
    right = {(row["ean"], row["quarter"]): int(row["units"]) for row in table(folder, "failed.csv")}
    for (ean, quarter), units in right.items():
        sold = sorted(((int(s["trade"]), int(s["position"]), int(s["units"]))
                       for trade, own in shares.items() if trade not in cancelled
                       for s in own if (s["ean"], s["quarter"]) == (ean, quarter)), reverse=True)
        left, whole = 0, True
        for trade, position, count in sold:
            gone = lost.get((str(trade), str(position)), 0)
            if gone > count or (gone and not whole):
                fail(f"{ean}, {quarter}: share {position} of sale {trade} lost {gone}")
            left, whole = left + count - gone, gone == count
        if left > units:
            fail(f"{ean}, {quarter}: {left} units stay sold, {units} are right")


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
    check_lost(folder, trades, shares)
    payouts = check_payouts(table(folder, "payouts.csv"), trades, shares)
    if payouts:
        made, paid = check_adjustments(folder, payouts, shares)
        print(f"{made} payouts, {Decimal(paid) / 100:.2f} to pay")


if __name__ == "__main__":
    main(sys.argv[1])
