#!/usr/bin/env python3
"""Runs a command while another program holds the team file.

usage: hold.py read|write TEAM.db COMMAND...     read: nobody can read it; write: nobody else can write it
"""

import sqlite3
import subprocess
import sys


def main():
    kind, path, *command = sys.argv[1:]
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE" if kind == "read" else "BEGIN IMMEDIATE")
    status = subprocess.run(command, check=False).returncode
    connection.execute("ROLLBACK")
    return status


if __name__ == "__main__":
    sys.exit(main())
