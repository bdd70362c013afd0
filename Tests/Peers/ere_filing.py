#!/usr/bin/env python3
"""Reads the documents and the evidence pack of a filing as somebody else would, and works everything out again.

ere_filing.py FOLDER: energy from the sessions, units by the formula, registers, totals, hashes. Prints what it found as
one line; ends with 1 and the first difference otherwise. Knows nothing of the product but the format.
"""
import csv
import hashlib
import io
import sys
import xml.etree.ElementTree as ET
import zipfile
from fractions import Fraction
from pathlib import Path

NS = "{urn:laadboek:ere:filing:1.2}"


def fail(text):
    print(text)
    sys.exit(1)


def expect(condition, text):
    if not condition:
        fail(text)


def ean_is_right(ean):
    digits = [int(c) for c in ean]
    total = sum(d * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits[:-1])))
    return len(digits) == 18 and (10 - total % 10) % 10 == digits[-1]


def floor_to(value, decimals):
    scale = 10**decimals
    return Fraction(value * scale // 1, scale)


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def check_sent(rows, bookings):
    """What others told of has its batch named in the booking, and a register of its delivery point around it."""
    for row in rows:
        booking = next(b for b in bookings if b.get("bookingRef") == row["booking"])
        named = {(s.get("batch"), s.get("sha256")) for s in booking.findall(NS + "Source")}
        expect((row["batch"], row["batch_sha256"]) in named, f"{row['what']}: batch {row['batch']} is not named")
        points = {r.get("deliveryPoint") for r in booking.findall(NS + "Readings") if r.get("source")}
        expect(Fraction(row["energy_kwh"]) == 0 or row["delivery_point"] in points, f"{row['what']}: no register")


def check_bookings(root, sessions):
    energy = units = corrections = 0
    for booking in root:
        ref, kwh = booking.get("bookingRef"), Fraction(booking.get("energyKWh"))
        expect(ean_is_right(booking.get("ean")), f"{ref}: EAN")
        own = [s for s in sessions if s["booking"] == ref and Fraction(s["energy_kwh"]) > 0]
        expect(floor_to(sum(Fraction(s["energy_kwh"]) for s in own), 3) == kwh, f"{ref}: sessions do not give {kwh}")
        readings = booking.findall(NS + "Readings")
        metered = sum(Fraction(r.get("endKWh")) - Fraction(r.get("beginKWh")) - Fraction(r.get("excludedKWh")) for r in readings)
        expect(floor_to(metered, 3) == kwh, f"{ref}: registers do not give {kwh}")
        expected = kwh * Fraction("0.505") * 183 * Fraction("3.6") / 1000 // 1
        expect(int(booking.get("expectedEre")) == expected, f"{ref}: {booking.get('expectedEre')} units, not {expected}")
        known = booking.get("backfeed")
        expect((booking.get("backfeedKWh") is None) == (known != "measured"), f"{ref}: energy given back, and {known}")
        expect(known != "not-measured" or kwh == 0, f"{ref}: feeds back, and {kwh} kWh are booked")
        period = booking.find(NS + "Period")
        expect(period.get("from")[:4] == booking.find(NS + "Mandate").get("fromYear"), f"{ref}: year of the mandate")
        corrections += booking.get("correctionOf") is not None
        energy, units = energy + kwh, units + expected
    return energy, units, corrections


def main(folder):
    names = ["ConnectionRegister.xml", "DeliveryBookings.xml", "Manifest.xml"]
    files = {name: (folder / name).read_bytes() for name in names}
    pack = zipfile.ZipFile(next(folder.glob("*.zip")))
    expect(pack.testzip() is None, "the archive is damaged")
    inside = {name: pack.read(name) for name in pack.namelist()}
    for name in names:
        expect(inside[name] == files[name], f"{name} in the pack is another one")
    sums = dict(line.split("  ", 1)[::-1] for line in inside["SHA256SUMS"].decode().splitlines())
    expect(set(sums) == set(inside) - {"SHA256SUMS"}, "the list of hashes has other files than the pack")
    for name, digest in sums.items():
        expect(hashlib.sha256(inside[name]).hexdigest() == digest, f"{name} was tampered with")
    for row in table(inside["index.csv"].decode()):
        expect(sums[row["name"]] == row["sha256"] and len(inside[row["name"]]) == int(row["bytes"]), "index.csv")
    register, bookings, manifest = (ET.fromstring(files[name]) for name in names)
    eans = [c.get("ean") for c in register]
    expect(eans == [b.get("ean") for b in bookings] == sorted(set(eans)), "connections and bookings differ")
    sent = table(inside["sent.csv"].decode()) if "sent.csv" in inside else []
    check_sent(sent, bookings)
    energy, units, corrections = check_bookings(bookings, table(inside["sessions.csv"].decode()) + sent)
    totals = manifest.find(NS + "Totals")
    told = (Fraction(totals.get("energyKWh")), int(totals.get("expectedEre")), int(totals.get("corrections")))
    expect(told == (energy, units, corrections), f"totals {told}, worked out {(energy, units, corrections)}")
    for document in manifest.findall(NS + "Document"):
        content = files[document.get("name")]
        expect(hashlib.sha256(content).hexdigest() == document.get("sha256"), document.get("name"))
        expect(len(content) == int(document.get("bytes")), document.get("name"))
    print(f"{len(eans)} bookings, {corrections} corrections, {float(energy):.3f} kWh, {units} units, {len(inside)} files")


main(Path(sys.argv[1]))
