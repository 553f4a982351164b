#!/usr/bin/env python3
"""Runs a key script against the program, in a folder of its own with a team file of its own.

  run_keys.py LOCKSTEP SCRIPT.keys [WRITTEN=EXPECTED]...

The head of the script says what is there before the first key: "open sample", "open empty" or "open none"
(no team file), "user HANDLE" (none: nobody), "now STAMP", "needs VERSION" (it may only be read: writing it needs that
version). "before STAMP HANDLE WORDS" runs a command in that
person's name before the screen starts, on a machine of their own unless it is the user; "held STAMP HANDLE WORDS" the
same while the team file is held, so that it is kept and not saved; the step "other STAMP HANDLE WORDS" runs it while
the screen is open. "after WORDS" runs a command when the keys are done; what such commands print is the file
after.txt. Each WRITTEN is a file that the keys must have
made in the working folder, equal to EXPECTED. LOCKSTEP_TEST_UPDATE=1 takes over screens and files.
"""
import filecmp
import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "helpers"))
from world import NOW, environment  # noqa: E402

HOLD = os.path.join(HERE, "..", "cli", "hold.py")


def settings(path):
    found = {"open": "sample", "user": "", "now": NOW, "editor": "false", "needs": "", "before": [], "after": []}
    with open(path, encoding="utf-8") as script:
        for line in script:
            word, _, rest = line.rstrip("\n").partition(" ")
            if word in ("before", "held"):
                found["before"].append((word, *rest.split(" ", 2)))
            elif word == "after":
                found["after"].append(rest)
            elif word in found:
                found[word] = rest
    return found


def run_before(program, folder, user, step):
    word, now, who, words = step
    env = environment(folder, LOCKSTEP_USER=who or None, LOCKSTEP_NOW=now, LOCKSTEP_FILE="team.db")
    if who != user:
        env["XDG_STATE_HOME"] = os.path.join(folder, "state-" + who)
    argv = [program] + shlex.split(words)
    if word == "held":
        env["LOCKSTEP_WAIT"] = "1"
        argv = [sys.executable, HOLD, "cut", "team.db"] + argv
    status = subprocess.run(argv, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                            stderr=subprocess.DEVNULL).returncode
    if status != (5 if word == "held" else 0):
        sys.exit("%s ended with status %d" % (" ".join(step), status))


def serve_others(program, folder, head, asked, done):
    """Does what the script asks of others, line by line, until the program ends."""
    with os.fdopen(asked, encoding="utf-8") as lines:
        for line in lines:
            try:
                run_before(program, folder, head["user"], ("before", *line.rstrip("\n").split(" ", 2)))
                os.write(done, b"0")
            except SystemExit as why:
                print(why, file=sys.stderr)
                os.write(done, b"1")


def run_screen(program, words, folder, env, head):
    """Runs the program on the script; others act beside it in a thread, for the screen goes on meanwhile."""
    asked, ask = os.pipe()
    told, tell = os.pipe()
    env["LOCKSTEP_SCRIPT_OTHER"] = "%d,%d" % (told, ask)
    process = subprocess.Popen(words, cwd=folder, env=env, stdin=subprocess.DEVNULL, pass_fds=(told, ask))
    os.close(ask)
    os.close(told)
    others = threading.Thread(target=serve_others, args=(program, folder, head, asked, tell))
    others.start()
    try:
        return process.wait(timeout=100)
    finally:
        process.kill()
        others.join()
        os.close(tell)


def only_read(path, version):
    db = sqlite3.connect(path)
    db.create_function("lockstep_guard", 0, lambda: 0)
    db.execute("UPDATE meta SET write_min = 99, needs = ?", (version,))
    db.commit()
    db.close()


def compare(folder, pair, update):
    written, expected = pair.split("=", 1)
    written = os.path.join(folder, written)
    if not os.path.exists(written):
        print("was not written: %s" % written, file=sys.stderr)
        return False
    if update:
        shutil.copyfile(written, expected)
    if filecmp.cmp(written, expected, shallow=False):
        return True
    subprocess.run(["diff", "-u", expected, written])
    return False


def main():
    program, script = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    update = bool(os.environ.get("LOCKSTEP_TEST_UPDATE"))
    head = settings(script)
    with tempfile.TemporaryDirectory(prefix="lockstep-keys-") as folder:
        env = environment(folder, LOCKSTEP_USER=head["user"] or None, LOCKSTEP_NOW=head["now"])
        words = [program]
        if head["open"] != "none":
            sample = ["--sample"] if head["open"] == "sample" else ["--name", "Test team"]
            subprocess.run([program, "init", "team.db"] + sample, cwd=folder, env=env, check=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            words.append("team.db")
        if head["needs"]:
            only_read(os.path.join(folder, "team.db"), head["needs"])
        for step in head["before"]:
            run_before(program, folder, head["user"], step)
        env["LOCKSTEP_SCRIPT"] = script
        env.update(EDITOR=head["editor"], PROGRAM=program)
        if update:
            env["LOCKSTEP_UPDATE"] = "1"
        status = run_screen(program, words, folder, env, head)
        for words in head["after"]:
            env.pop("LOCKSTEP_SCRIPT", None)
            done = subprocess.run([program, "-f", "team.db"] + shlex.split(words), cwd=folder, env=env, text=True,
                                  stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
            with open(os.path.join(folder, "after.txt"), "a", encoding="utf-8") as out:
                out.write("$ lockstep %s\n%s" % (words, done.stdout))
        same = [compare(folder, pair, update) for pair in sys.argv[3:]]
    if status:
        print("%s ended with status %d" % (os.path.basename(script), status), file=sys.stderr)
    return 1 if status or not all(same) else 0


if __name__ == "__main__":
    sys.exit(main())
