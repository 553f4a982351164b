#!/usr/bin/env python3
"""Compares the agenda on stdin with an expected one in all columns but the free words.

usage: columns.py EXPECTED.csv
"""

import csv
import sys

FREE = {"title", "why_on_agenda", "ask"}


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as f:
        wanted = list(csv.reader(f))
    found = list(csv.reader(sys.stdin))
    if found[0] != wanted[0]:
        print("header", found[0])
    if len(found) != len(wanted):
        print(len(found), "rows, wanted", len(wanted))
    for number, (left, right) in enumerate(zip(found[1:], wanted[1:]), 2):
        for column, a, b in zip(wanted[0], left, right):
            if column not in FREE and a != b:
                print("row %d %s: %r, wanted %r" % (number, column, a, b))
    return 0


if __name__ == "__main__":
    sys.exit(main())
