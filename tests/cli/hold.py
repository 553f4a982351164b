#!/usr/bin/env python3
"""Runs a command while another program holds the team file.

usage: hold.py read|write|cut TEAM.db COMMAND...

read: nobody can read it; write: nobody else can write it; cut: as write, and when the command has ended its helper
processes are killed before the file is let go, so that what it kept is surely not saved.
"""

import ctypes
import os
import signal
import sqlite3
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36


def children():
    with open("/proc/self/task/%d/children" % os.getpid(), encoding="ascii") as listed:
        return [int(pid) for pid in listed.read().split()]


def kill_left():
    """What the command left behind has become our children."""
    for pid in children():
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def main():
    kind, path, *command = sys.argv[1:]
    if kind == "cut":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE" if kind == "read" else "BEGIN IMMEDIATE")
    status = subprocess.run(command, check=False).returncode
    if kind == "cut":
        kill_left()
    connection.execute("ROLLBACK")
    return status


if __name__ == "__main__":
    sys.exit(main())
