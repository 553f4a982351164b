#!/usr/bin/env python3
"""Completions: what the program offers from the team file, and that bash, zsh and fish hand it on.

usage: complete.py LOCKSTEP SOURCE_ROOT
"""

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment, path_to  # noqa: E402

# Words of a command line, the last one being typed; offers that must be there; offers that must not.
OFFERS = [
    (["item", "assign", "LS-20", "d"], ["dana"], ["LS-20", "ines"]),
    (["item", "assign", "ls-2"], ["LS-2", "LS-20", "LS-29"], ["LS-30", "B-2"]),
    (["item", "status", "LS-20", "st"], ["started"], ["done"]),
    (["item", "priority", "LS-20", ""], ["urgent", "none"], []),
    (["item", "due", "LS-20", "t"], ["today", "tomorrow", "tue", "thu"], ["fri"]),
    (["item", "set", "LS-20", "own"], ["owner="], ["backup="]),
    (["item", "set", "LS-20", "owner=d"], ["owner=dana"], ["owner=ines"]),
    (["item", "set", "LS-20", "release="], ["release=LS-11"], []),
    (["item", "set", "LS-20", "track=m"], ["track=market"], ["track=product"]),
    (["item", "set", "LS-20", "tags=eta;la"], ["tags=eta;launch"], ["tags=eta;legal"]),
    (["item", "set", "LS-20", "due=", ""], ["owner="], ["LS-21"]),
    (["item", "add", "Ship", "@pr"], ["@priya"], ["@dana"]),
    (["blocker", "resolve", "B-"], ["B-1", "B-2"], ["LS-1"]),
    (["person", "set", ""], ["ines", "dana"], ["activation"]),
    (["metric", "show", "act"], ["activation"], ["arr"]),
    (["option", "set", "D-9", ""], ["1", "2", "3"], ["4"]),
    (["option", "delete", "D-9", "1", ""], ["D-9", "D-5"], ["1"]),
    (["metric_point", "show", "activation", "2026-W0"], ["2026-W01", "2026-W09"], ["2025-W52"]),
    (["link", "add", "LS-20", "LS-44", ""], ["blocks", "counterpart", "relates"], []),
    (["signal", "add", "Quote", "kind="], ["kind=interview", "kind=churn"], []),
    (["signal", "add", "Quote", "segment="], ["segment=20-80 vans"], []),
    (["setting", "show", ""], ["time_zone"], []),
    (["agenda", ""], ["put", "M-12"], []),
    (["sync", "lead", "in"], ["ines"], []),
    (["item", "list", "owner:d"], ["owner:dana"], ["owner:ines"]),
    (["item", "list", ""], ["owner:", "is:", "sort:"], []),
    (["item", "list", "is:bl"], ["is:blocked"], ["is:late"]),
    (["item", "list", "--sort", "du"], ["due", "duplicate_of"], ["rice"]),
    (["item", "list", "p:1", "--sort", "due,-r"], ["due,-rice", "due,-reach"], ["due,-due"]),
    (["owner", "list", "--sort", "l"], ["load", "late"], ["name"]),
    (["item", "list", "-tag:la"], ["-tag:launch"], []),
    (["decision", "list", "status:"], ["status:proposed"], []),
    (["export", "metr"], ["metric", "metric_point", "metric_item"], ["item"]),
    (["-f", ""], [":files"], ["item"]),
    (["import", ""], [":files"], []),
]


def run(args, env, **more):
    return subprocess.run(args, capture_output=True, text=True, timeout=60, check=False, env=env, **more)


def check_program(told, program, env):
    for words, wanted, unwanted in OFFERS:
        done = run([program, "complete", "--", *words], env)
        found = [line.split("\t")[0] for line in done.stdout.splitlines()]
        told.hold("status of %s" % words, done.returncode == 0 and not done.stderr, done)
        told.hold("offers for %s" % words, set(wanted) <= set(found) and not set(unwanted) & set(found), found)
        told.hold("each once for %s" % words, len(found) == len(set(found)), found)


def check_traces(told, program, env, folder):
    """Whoever only looks leaves nothing behind: no folder for edits."""
    state = folder + "/untouched"
    done = run([program, "complete", "--", "item", "show", "LS-2"], {**env, "XDG_STATE_HOME": state})
    told.hold("offers without a state folder", "LS-20" in done.stdout, done)
    told.hold("nothing is left behind", not os.path.exists(state), os.path.exists(state))


def check_silent_drive(told, program, env, file):
    """Somebody holds the whole file: what needs no file is offered, and the key does not hang."""
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    start = time.monotonic()
    done = run([program, "complete", "--", "item", "set", "LS-20", ""], env)
    spent = time.monotonic() - start
    holder.execute("ROLLBACK")
    told.hold("offers while the file is held", done.returncode == 0 and "owner=" in done.stdout, done)
    told.hold("no long wait while the file is held", spent < 5, spent)


def bash(script, line, env):
    """What bash puts into COMPREPLY for a line; its words are split as readline does."""
    program = (r"""source "$1"; COMP_LINE=$2; COMP_POINT=${#COMP_LINE}; shift 2; COMP_WORDS=("$@"); """
               r"""COMP_CWORD=$(($# - 1)); _lockstep lockstep 2>/dev/null; printf '%s\n' "${COMPREPLY[@]}" """)
    words = []
    for word in line.split(" "):
        part = ""
        for letter in word:
            if letter in "=:@":
                words += [part] * bool(part) + [letter]
                part = ""
            else:
                part += letter
        words += [part] * bool(part or not word)
    return set(run(["bash", "-c", program, "bash", script, line, *words], env).stdout.split("\n"))


def zsh(script, line, env):
    program = (r"""_describe() { local n a; for n in "$@"; do [[ $n == (offers|open) ]] && print -l -- "${(@P)n}"; done }; """
               r"""_files() { print :files }; words=("${(@s: :)2}"); CURRENT=${#words}; PREFIX=${words[-1]}; source "$1" """)
    done = run(["zsh", "-f", "-c", program, "zsh", script, line], env)
    return {text.split(":")[0] for text in done.stdout.split("\n")}


def fish(script, line, env):
    done = run(["fish", "--no-config", "-c", 'source $argv[1]; complete -C "$argv[2]"', script, line], env)
    return {text.split("\t")[0] for text in done.stdout.split("\n")}


def check_shells(told, root, env):
    lines = [("lockstep ite", "item"), ("lockstep item assign LS-20 da", "dana"), ("lockstep -f team.db item sh", "show"),
             ("lockstep signal list --js", "--json")]
    for shell, name, ask in (("bash", "lockstep.bash", bash), ("zsh", "_lockstep", zsh), ("fish", "lockstep.fish", fish)):
        script = os.path.join(root, "completions", name)
        if not shutil.which(shell):
            print("%s is not on this machine: its completion is not tried" % shell)
            continue
        for line, wanted in lines:
            found = ask(script, line, env)
            told.hold("%s: %s" % (shell, line), wanted in found, found)
        found = ask(script, "lockstep item add Ship @pri", env)
        told.hold("%s: a mention" % shell, "@priya" in found, found)
        told.hold("%s: a field" % shell, {"bash": "dana", "zsh": "owner=dana", "fish": "owner=dana"}[shell] in
                  ask(script, "lockstep item set LS-20 owner=d", env), ask(script, "lockstep item set LS-20 owner=d", env))


def main():
    program, root = (os.path.abspath(path) for path in sys.argv[1:3])
    told = cases.Cases()
    with tempfile.TemporaryDirectory() as folder:
        env = environment(folder, PATH=path_to(program, folder), LOCKSTEP_FILE=folder + "/team.db", TERM="dumb")
        os.chdir(folder)
        done = run([program, "init", "team.db", "--sample"], env)
        told.hold("a sample team", done.returncode == 0, done)
        check_program(told, program, env)
        check_traces(told, program, env, folder)
        check_shells(told, root, env)
        check_silent_drive(told, program, env, folder + "/team.db")
    told.end()


if __name__ == "__main__":
    main()
