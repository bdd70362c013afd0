#!/usr/bin/env python3
"""Reads a workbook with PyPI `openpyxl` and prints its cells as JSON.

    read_xlsx.py FILE

Prints {"sheets": [{"name", "rows": [[cell, …], …]}]}. Numbers come as text, the shortest decimal of what the
file holds, so that nothing is rounded on the way; dates as ISO 8601; formulas as their text; empty cells as null.
"""

import datetime
import json
import sys

import openpyxl


def plain(value):
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return repr(value)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__.splitlines()[2].strip())
    book = openpyxl.load_workbook(sys.argv[1], read_only=True)
    sheets = [
        {"name": sheet.title, "rows": [[plain(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]}
        for sheet in book.worksheets
    ]
    print(json.dumps({"sheets": sheets}, ensure_ascii=False))


if __name__ == "__main__":
    main()
