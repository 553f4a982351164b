#!/usr/bin/env python3
"""Holds what CONTRIBUTING.md and src/README.md promise about the source.

usage: lint.py [--root DIR] [--cc COMMAND]

Each check is a function that yields (line, message) for one file; CHECKS names the files it reads.
lint_test.py shows that each of them bites. Prints one line a finding and, last, "N passed, N failed",
counting checks. What a file may do that others may not stands in the tables below, with its reason.
"""

import argparse
import os
import re
import shlex
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402

FUNCTION_LINES = 80
FILE_LINES = 900

# Which folders of src/ a folder may include from. Itself is always allowed.
CORE = {"base", "model"}
LAYERS = {
    "base": set(),
    "model": {"base"},
    "store": CORE,
    "journal": CORE,
    "exchange": CORE,
    "helper": {"base"},
    "app": CORE | {"store", "journal", "exchange", "helper"},
    "ui": CORE,
    "ui/term": {"ui", "base"},
    "cli": CORE,
    "tools": CORE,
}

# include/lockstep/: the layer that each header belongs to; those not named here belong to model.
PUBLIC = {
    "types.h": "base",
    "error.h": "base",
    "exchange.h": "exchange",
    "agenda_out.h": "exchange",
    "recap.h": "exchange",
    "command.h": "app",
    "commands.h": "app",
    "session.h": "app",
    "editor.h": "helper",
    "textedit.h": "app",
}
# Front ends see everything public; so does app.
SEES_ALL_PUBLIC = {"app", "ui", "ui/term", "cli", "tools"}

# Who alone may include a library's header.
OWNED_HEADERS = [
    (r"sqlite3\.h", {"store", "journal"}),
    (r"csv\.h", {"exchange"}),
    (r"jansson\.h", {"exchange"}),
    (r"libical/.*", {"exchange"}),
    (r"(ncursesw?/)?n?curses\.h|term\.h", {"ui/term"}),
    (r"utf8proc\.h", {"base"}),
    (r"sha2\.h|md5\.h|wctype\.h", {"base"}),
    (r"pthread\.h|threads\.h", set()),
]

# Who alone may call a function: a folder, or one file.
OWNED_CALLS = [
    (r"malloc|calloc|realloc|reallocarray|strdup|strndup|asprintf|vasprintf", {"base/mem.c"},
     "allocate with base/mem.h"),
    (r"fork|vfork|daemon|popen|system", {"helper"}, "processes are started by helper"),
    (r"clock_gettime|gettimeofday|time|localtime_r|gmtime_r|mktime", {"base/clock.c"},
     "the one clock is base/clock.h"),
    (r"wcwidth|wcswidth|mbstowcs|mbrtowc", {"base", "ui/term"}, "width comes from ls_text_*"),
    (r"printf|vprintf|puts|putchar|perror|dprintf", {"cli", "tools"}, "only cli prints"),
    (r"exit|_exit|quick_exit", {"cli", "tools", "helper", "ui/term"}, "core code never exits"),
]

BANNED_CALLS = {
    "strcpy": "ls_buf_str", "strcat": "ls_buf_str", "strncat": "ls_buf_add", "stpcpy": "ls_buf_str",
    "sprintf": "ls_buf_printf", "vsprintf": "ls_buf_vprintf", "gets": "getline", "strtok": "strchr",
    "atoi": "strtol", "atol": "strtol", "atof": "strtod", "localtime": "base/clock.h",
    "gmtime": "base/clock.h", "ctime": "base/clock.h", "asctime": "base/clock.h", "tmpnam": "mkstemp",
    "mktemp": "mkstemp", "alloca": "base/mem.h", "setjmp": "error codes", "longjmp": "error codes",
    "sqlite3_mprintf": "bound values", "sqlite3_enable_load_extension": "nothing",
}

# Text that speaks of where and how it was written, not of the project. Split, so as not to find itself.
FOREIGN_TEXT = [
    ("issue" + r" #\d", "an issue number"),
    (r"(?<![\w.])/(root|wo" + r"rk)/", "a path of one machine"),
    (r"\b(FIX" + r"ME|XX" + r"X|TO" + r"DO)\b", "an unfinished thought"),
]

# The Debian package of each library that meson asks for: script/setup must install it.
PACKAGES = {
    "libutf8proc": "libutf8proc-dev", "libmd": "libmd-dev", "sqlite3": "libsqlite3-dev", "ncursesw": "libncurses-dev",
    "csv": "libcsv-dev", "jansson": "libjansson-dev", "inih": "libinih-dev", "libical": "libical-dev",
    "cmocka": "libcmocka-dev", "vterm": "libvterm-dev", "fuse3": "libfuse3-dev", "tinfo": "libncurses-dev",
    "m": "libc6-dev", "threads": "libc6-dev", "util": "libc6-dev", "dl": "libc6-dev",
}

# Waiting by time instead of for an event.
SLEEPS = r"(?<![\w.])(?:sleep|usleep|nanosleep)\s*\(|\btime\.sleep\s*\(|^\s*sleep\s"
MAY_SLEEP = {"tests/fault/hangfs.c"}  # a delay is what it is for


class Source:
    """One file: its path from the root, its text, and its text without comments and literals."""

    def __init__(self, root, path):
        self.root = root
        self.path = path
        with open(os.path.join(root, path), encoding="utf-8", errors="replace", newline="") as f:
            self.text = f.read()
        self.lines = self.text.split("\n")
        self._code = None

    @property
    def code(self):
        if self._code is None:
            self._code = strip_c(self.text).split("\n")
        return self._code

    @property
    def layer(self):
        """The folder of src/ that the file belongs to; "" outside."""
        parts = self.path.split("/")
        if parts[0] != "src" or len(parts) < 3:
            return ""
        return "ui/term" if parts[1:3] == ["ui", "term"] else parts[1]


TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)
INCLUDE = re.compile(r'^\s*#\s*include\s+(["<])([^">]+)[">]')


def strip_c(text):
    """Blanks comments and literals, keeps line numbers and include names."""

    def blank(match):
        token = match.group(0)
        if token[0] == "/":
            return re.sub(r"[^\n]", " ", token)
        line = text[text.rfind("\n", 0, match.start()) + 1:match.start()]
        if re.match(r"\s*#\s*include\s*$", line):
            return token
        return token[0] + token[0]

    return TOKEN.sub(blank, text)


def includes(source):
    for number, line in enumerate(source.code, 1):
        match = INCLUDE.match(line)
        if match:
            yield number, match.group(1) == "<", match.group(2)


def calls(source, names):
    """Lines on which one of names (an alternation) is called, not declared as a member or a longer name."""
    pattern = re.compile(r"(?<![\w.>])(" + names + r")\s*\(")
    for number, line in enumerate(source.code, 1):
        for match in pattern.finditer(line):
            yield number, match.group(1)


def check_layers(source):
    allowed = LAYERS.get(source.layer)
    if allowed is None:
        if source.path.startswith("src/") and source.path.count("/") > 1:
            yield 1, "folder %s is not in the layer table" % source.layer
        return
    for number, system, name in includes(source):
        if system:
            continue
        folder = os.path.dirname(name)
        if folder == "lockstep":
            owner = PUBLIC.get(os.path.basename(name), "model")
            if source.layer not in SEES_ALL_PUBLIC and owner != source.layer and owner not in allowed:
                yield number, "%s may not see <%s>, which belongs to %s" % (source.layer, name, owner)
        elif not folder or folder.startswith("."):
            if folder or not name.endswith((".def", ".inc")):
                yield number, 'include by path from src/ ("store/commit.h"), not "%s"' % name
        elif folder.split("/")[0] in LAYERS:
            target = "ui/term" if folder.startswith("ui/term") else folder.split("/")[0]
            if target not in allowed | {source.layer} and not is_ui_door(source, name):
                yield number, "%s may not use %s" % (source.layer, name)


def is_ui_door(source, name):
    """cli starts ui through one function; ui uses the interface of its terminal."""
    return (source.layer == "cli" and name == "ui/ui.h") or (source.layer == "ui" and name == "ui/term/term.h")


def check_owned_headers(source):
    for number, system, name in includes(source):
        for pattern, owners in OWNED_HEADERS:
            if system and re.fullmatch(pattern, name) and source.layer not in owners:
                yield number, "<%s> belongs to %s alone" % (name, " and ".join(sorted(owners)) or "nobody")


def check_owned_calls(source):
    for names, owners, advice in OWNED_CALLS:
        if source.layer in owners or source.path[len("src/"):] in owners:
            continue
        for number, name in calls(source, names):
            yield number, "%s(): %s" % (name, advice)


def check_banned_calls(source):
    for number, name in calls(source, "|".join(BANNED_CALLS)):
        yield number, "%s() is banned: use %s" % (name, BANNED_CALLS[name])


def check_user_text(source):
    pattern = re.compile(r"\bchar\s+(\w*(?:name|title|text|path|line|label|quote|word|handle|what|why)\w*)\[\w+\]\s*[;,=]")
    for number, line in enumerate(source.code, 1):
        match = pattern.search(line)
        if match and "const char" not in line:
            yield number, "fixed array %s: user text has no length, use struct ls_buf" % match.group(1)


def check_typedefs(source):
    for number, line in enumerate(source.code, 1):
        if re.match(r"\s*typedef\s+(struct|enum|union)\b", line):
            yield number, "tag structs and enums, no typedef"


def check_function_size(source):
    start = 0
    for number, line in enumerate(source.code, 1):
        if line.rstrip() == "{":
            start = number
        elif line.startswith("}") and start:
            if number - start + 1 > FUNCTION_LINES:
                yield start, "function of %d lines (limit %d)" % (number - start + 1, FUNCTION_LINES)
            start = 0
        elif re.match(r"[A-Za-z_][^=;]*\)\s*\{\s*$", line) and not re.match(r"(struct|enum|union|extern)\b[^()]*\{", line):
            yield number, "the brace of a function stands on a line of its own"


def check_file_size(source):
    if source.path.endswith(".def"):
        return
    count = source.text.count("\n")
    if count > FILE_LINES:
        yield 1, "file of %d lines (limit %d)" % (count, FILE_LINES)


def check_white_space(source):
    for number, line in enumerate(source.lines, 1):
        if "\t" in line:
            yield number, "tab"
        if line != line.rstrip():
            yield number, "white space at the end"
    if source.text and not source.text.endswith("\n"):
        yield len(source.lines), "no newline at the end"


def check_opening_comment(source):
    if not source.text.startswith("/*"):
        yield 1, "opens with no comment that says what it holds"


def check_guard(source):
    path = re.sub(r"^(src|include/lockstep)/", "", source.path)
    want = "LOCKSTEP_" + re.sub(r"\W", "_", path).upper()
    directives = [line.split() for line in source.code if line.lstrip().startswith("#")]
    if directives[:2] != [["#ifndef", want], ["#define", want]]:
        yield 1, "needs the guard %s" % want


def check_foreign_text(source):
    for number, line in enumerate(source.lines, 1):
        for pattern, what in FOREIGN_TEXT:
            if re.search(pattern, line):
                yield number, "names %s" % what


def check_sleep(source):
    if source.path in MAY_SLEEP:
        return
    lines = source.code if source.path.endswith((".c", ".h")) else source.lines
    for number, line in enumerate(lines, 1):
        if re.search(SLEEPS, line):
            yield number, "sleeps: wait for an event"


def check_shell(source):
    if re.match(r"#!.*\b(ba)?sh\b", source.lines[0]) and not re.search(r"^set -[a-z]*e[a-z]*u|^set -[a-z]*u[a-z]*e",
                                                                      source.text, re.M):
        yield 1, "a shell script needs set -eu"


def check_hint_commands(source):
    """A hint that names a command names one that there is. "lockstep runs" is a sentence."""
    if "ls_error_hint(" not in source.text:
        return
    table = os.path.join(source.root, "include/lockstep/commands.def")
    text = open(table, encoding="utf-8").read() if os.path.exists(table) else ""
    known = set(re.findall(r'^COMMAND\(\w+, \w+, "(\w+)', text, re.M) + re.findall(r"^RECORDS\(\w+, (\w+)", text, re.M))
    known |= {"runs"}
    for number, line in enumerate(source.lines, 1):
        for hint in re.findall(r'ls_error_hint\([^"]*"((?:\\.|[^"\\])*)"', line):
            for word in re.findall(r"\blockstep ([a-z_]+)", hint):
                if word not in known:
                    yield number, 'the hint names "lockstep %s", which is no command' % word


def check_setup(source):
    setup = os.path.join(source.root, "script", "setup")
    words = set()
    if os.path.exists(setup):
        with open(setup, encoding="utf-8") as f:
            words = set(re.findall(r"[\w.+-]+", f.read()))
    for number, line in enumerate(source.lines, 1):
        for name in re.findall(r"\b(?:dependency|find_library)\('([^']+)'", line):
            if PACKAGES.get(name) not in words:
                yield number, "script/setup does not install %s" % PACKAGES.get(name, "the package of " + name)


def check_header_alone(source, cc):
    command = cc + ["-fsyntax-only", "-std=c17", "-D_GNU_SOURCE", "-Wall", "-Werror", "-Wno-unused-function",
                    "-Iinclude", "-Isrc", "-x", "c", source.path]
    done = subprocess.run(command, cwd=source.root, capture_output=True, text=True, check=False)
    if done.returncode:
        first = next((line for line in done.stderr.splitlines() if "error" in line), done.stderr[:200])
        yield 1, "does not compile alone: %s" % first


def in_c(path):
    return path.endswith((".c", ".h")) and path.startswith(("src/", "include/", "tests/"))


def in_src(path):
    return path.endswith((".c", ".h", ".def")) and path.startswith("src/")


def in_text(path):
    name = os.path.basename(path)
    return path.endswith((".c", ".h", ".def", ".py", ".sh", ".sql", ".md", ".1", ".5", ".7", ".keys", ".txt")) or (
        "." not in name and not path.startswith("data/") or name == "meson.build")


def in_program(path):
    return in_text(path) and not path.endswith((".md", ".keys", ".txt"))


CHECKS = [
    ("layers", check_layers, in_src),
    ("owned headers", check_owned_headers, in_src),
    ("owned calls", check_owned_calls, in_src),
    ("banned calls", check_banned_calls, in_c),
    ("user text", check_user_text, lambda p: in_c(p) and not p.startswith("tests/")),
    ("typedefs", check_typedefs, in_c),
    ("function size", check_function_size, in_c),
    ("file size", check_file_size, in_program),
    ("white space", check_white_space, in_program),
    ("opening comment", check_opening_comment, in_c),
    ("guard", check_guard, lambda p: in_c(p) and p.endswith(".h")),
    ("foreign text", check_foreign_text, in_text),
    ("sleep", check_sleep, lambda p: p.startswith("tests/") and in_program(p) and not p.startswith("tests/lint/")),
    ("shell", check_shell, lambda p: p.startswith(("script/", ".ci/", "tests/")) and in_program(p)),
    ("hint commands", check_hint_commands, in_src),
    ("setup", check_setup, lambda p: os.path.basename(p) == "meson.build"),
    ("header alone", check_header_alone, lambda p: p.endswith(".h") and p.startswith(("src/", "include/"))),
]


def project_files(root):
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f not in (".git", "__pycache__") and not f.startswith("build"))
        for name in sorted(names):
            path = os.path.relpath(os.path.join(folder, name), root)
            if name != ".git" and not os.path.islink(os.path.join(root, path)):
                yield path


def run(root, cc):
    """Returns a list of (check, path, line, message)."""
    sources = [Source(root, path) for path in project_files(root) if in_text(path)]
    found = []
    for name, check, wanted in CHECKS:
        for source in sources:
            if wanted(source.path):
                results = check(source, cc) if check is check_header_alone else check(source)
                found += [(name, source.path, line, message) for line, message in results]
    return found


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description="holds the rules of the source")
    parser.add_argument("--root", default=os.path.join(here, "..", ".."))
    parser.add_argument("--cc", default=os.environ.get("CC", "cc"))
    args = parser.parse_args()
    found = run(os.path.abspath(args.root), shlex.split(args.cc))
    for name, path, line, message in found:
        print("%s:%d: %s: %s" % (path, line, name, message))
    failed = len({name for name, _, _, _ in found})
    cases.end(len(CHECKS) - failed, failed)


if __name__ == "__main__":
    main()
