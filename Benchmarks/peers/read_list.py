"""Reads a list and does nothing with it: read_list.py csv|pandas|openpyxl LIST. Prints the number of rows."""

import sys

peer, path = sys.argv[1:3]
if peer == "csv":
    import csv

    with open(path, encoding="utf-8", newline="") as file:
        count = sum(1 for _ in csv.DictReader(file))
elif peer == "pandas":
    import pandas

    read = pandas.read_excel if path.endswith(".xlsx") else pandas.read_csv
    count = len(read(path, dtype=str))
else:
    import openpyxl

    book = openpyxl.load_workbook(path, read_only=True)
    count = sum(1 for _ in book.active.iter_rows(values_only=True)) - 1
print(count)
