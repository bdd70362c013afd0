#!/usr/bin/env python3
"""Measures how fast PyPI reportlab, XlsxWriter and sepaxml write what `laadboek bench` writes; prints JSON."""

import datetime
import io
import json
import time

import xlsxwriter
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table
from reportlab.lib.styles import getSampleStyleSheet
from sepaxml import SepaTransfer


def documents(count=100):
    style = getSampleStyleSheet()["Title"]
    rows = [["Site", "kWh", "Amount"]] + [[f"Site {n}", f"{n}.125", f"€ {n}.00"] for n in range(1, 31)]
    begin = time.perf_counter()
    for _ in range(count):
        SimpleDocTemplate(io.BytesIO()).build([Paragraph("Bench", style), Table(rows)])
    return count / (time.perf_counter() - begin)


def rows(count=50_000):
    begin = time.perf_counter()
    book = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True})
    sheet = book.add_worksheet()
    for row in range(count):
        for column in range(5):
            sheet.write_string(row, column, f"cell {row} {column}")
        for column in range(5):
            sheet.write_number(row, 5 + column, row + column)
    book.close()
    return count / (time.perf_counter() - begin)


def payments(count=10_000):
    iban, bic = "NL91ABNA0417164300", "ABNANL2A"
    begin = time.perf_counter()
    transfer = SepaTransfer(
        {"name": "Bench", "IBAN": iban, "BIC": bic, "batch": True, "currency": "EUR"}, schema="pain.001.001.09"
    )
    for number in range(1, count + 1):
        transfer.add_payment({
            "name": "Bench", "IBAN": iban, "BIC": bic, "amount": number, "endtoend_id": f"E{number}",
            "execution_date": datetime.date.today() + datetime.timedelta(days=2), "description": f"Credit {number}",
        })
    transfer.export(validate=False)
    return count / (time.perf_counter() - begin)


def main():
    print(json.dumps({
        "pdf_30_lines": {"peer": "reportlab platypus", "per_second": int(documents())},
        "xlsx_10_columns": {"peer": "XlsxWriter, constant memory", "per_second": int(rows())},
        "pain001": {"peer": "sepaxml, not validated", "per_second": int(payments())},
    }))


if __name__ == "__main__":
    main()
