#!/usr/bin/env python3
"""Checks a bank file against the ISO 20022 schema pain.001.001.09 and prints what it pays.

    check_pain001.py FILE

The schema is the one PyPI `sepaxml` ships; `xmllint` does the checking, without a network. Prints JSON:
message id, number and sum as stated and as counted, and the payments with their days. Exits 1 with xmllint's
findings when the file is invalid, when what it states is not what it holds, when two batches are of one day, or
when a payment is to be made on a day on which TARGET is closed.
"""

import datetime
import json
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

import sepaxml

NAMES = {"p": "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"}


def easter(year):
    """Easter Sunday by Gauss's rule with its two exceptions, for the years of this century."""
    golden, leap, week = year % 19, year % 4, year % 7
    moon = (19 * golden + 24) % 30
    sunday = (2 * leap + 4 * week + 6 * moon + 5) % 7
    if moon + sunday == 35 or (moon == 28 and sunday == 6 and golden > 10):
        sunday -= 7
    return datetime.date(year, 3, 22) + datetime.timedelta(days=moon + sunday)


def is_open(day):
    """Whether TARGET settles payments on a day."""
    movable = {easter(day.year) - datetime.timedelta(days=2), easter(day.year) + datetime.timedelta(days=1)}
    fixed = {(1, 1), (5, 1), (12, 25), (12, 26)}
    return day.weekday() < 5 and day not in movable and (day.month, day.day) not in fixed


def execution_day(batch):
    day = datetime.date.fromisoformat(text(batch, "p:ReqdExctnDt/p:Dt"))
    if not is_open(day):
        sys.exit(f"{text(batch, 'p:PmtInfId')}: TARGET is closed on {day}")
    return day


def validate(path):
    schema = pathlib.Path(sepaxml.__file__).parent / "schemas" / "pain.001.001.09.xsd"
    command = ["xmllint", "--nonet", "--noout", "--schema", str(schema), path]
    run = subprocess.run(command, capture_output=True, text=True)
    if run.returncode != 0:
        sys.exit(run.stderr.strip() or f"xmllint ended with {run.returncode}")


def text(node, path):
    return node.findtext(path, namespaces=NAMES)


def payment(node):
    amount = node.find("p:Amt/p:InstdAmt", NAMES)
    return {
        "end_to_end_id": text(node, "p:PmtId/p:EndToEndId"),
        "amount": amount.text,
        "currency": amount.get("Ccy"),
        "iban": text(node, "p:CdtrAcct/p:Id/p:IBAN"),
        "name": text(node, "p:Cdtr/p:Nm"),
        "town": text(node, "p:Cdtr/p:PstlAdr/p:TwnNm"),
        "country": text(node, "p:Cdtr/p:PstlAdr/p:Ctry"),
        "remittance": text(node, "p:RmtInf/p:Ustrd"),
    }


def check_totals(what, node, payments):
    """The stated number and sum of a level against its payments; both are optional on a batch."""
    number, total = text(node, "p:NbOfTxs"), text(node, "p:CtrlSum")
    counted = sum((Decimal(entry["amount"]) for entry in payments), Decimal(0))
    if number is not None and int(number) != len(payments):
        sys.exit(f"{what}: NbOfTxs is {number}, but there are {len(payments)} payments")
    if total is not None and Decimal(total) != counted:
        sys.exit(f"{what}: CtrlSum is {total}, but the payments sum to {counted}")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[2].strip())
    validate(sys.argv[1])
    message = ElementTree.parse(sys.argv[1]).getroot().find("p:CstmrCdtTrfInitn", NAMES)
    header, everything, days = message.find("p:GrpHdr", NAMES), [], []
    for batch in message.findall("p:PmtInf", NAMES):
        days.append(execution_day(batch))
        stamp = {"execution_day": days[-1].isoformat()}
        payments = [payment(node) | stamp for node in batch.findall("p:CdtTrfTxInf", NAMES)]
        check_totals(text(batch, "p:PmtInfId"), batch, payments)
        everything += payments
    check_totals("GrpHdr", header, everything)
    if len(set(days)) != len(days):
        sys.exit(f"two batches are of one day: {sorted(days)}")
    result = {
        "message_id": text(header, "p:MsgId"),
        "created_at": text(header, "p:CreDtTm"),
        "number_of_transactions": int(text(header, "p:NbOfTxs")),
        "control_sum": text(header, "p:CtrlSum"),
        "debtor_iban": text(message, "p:PmtInf/p:DbtrAcct/p:Id/p:IBAN"),
        "payments": everything,
    }
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
