#!/usr/bin/env python3
"""Prints the keys of the JSON on stdin, one line an object: what the manual promises.

usage: keys.py [MANUAL]     with the manual's source: also which keys it does not name
"""

import json
import re
import sys


def walk(path, value, lines):
    if isinstance(value, dict):
        lines.append((path or "top", list(value)))
        for key, inner in value.items():
            walk("%s.%s" % (path, key) if path else key, inner, lines)
    elif isinstance(value, list) and value and isinstance(value[0], dict):
        walk(path + "[]", value[0], lines)


def main():
    lines = []
    walk("", json.load(sys.stdin), lines)
    for path, keys in lines:
        print("%s: %s" % (path, " ".join(keys)))
    if len(sys.argv) > 1:
        with open(sys.argv[1], encoding="utf-8") as f:
            text = f.read().split(".Ss JSON", 1)[1].split(".Sh ", 1)[0]
        named = set(re.findall(r"[a-z_]+", text))
        print("not in the manual: %s" % " ".join(key for key in lines[0][1] if key not in named))
    return 0


if __name__ == "__main__":
    sys.exit(main())
