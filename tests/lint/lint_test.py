#!/usr/bin/env python3
"""Shows that each check of lint.py bites on bad source and lets good source pass."""

import os
import shlex
import sys
import tempfile
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lint  # noqa: E402
from lint import cases  # noqa: E402

C = "/* What it holds. */\n"
CC = shlex.split(os.environ.get("CC", "cc"))


def guarded(path, body):
    name = "LOCKSTEP_" + path.replace("/", "_").replace(".", "_").upper()
    return "%s#ifndef %s\n#define %s\n%s\n#endif\n" % (C, name, name, body)


# Check, path, text on which it must bite.
BAD = [
    ("layers", "src/model/a.c", C + '#include "store/commit.h"\n'),
    ("layers", "src/ui/a.c", C + '#include "app/session.h"\n'),
    ("layers", "src/ui/a.c", C + '#include "store/commit.h"\n'),
    ("layers", "src/ui/term/a.c", C + '#include "model/board.h"\n'),
    ("layers", "src/cli/a.c", C + '#include "ui/frame.h"\n'),
    ("layers", "src/store/a.c", C + '#include "journal/journal.h"\n'),
    ("layers", "src/store/a.c", C + '#include "lockstep/session.h"\n'),
    ("layers", "src/base/a.c", C + '#include "lockstep/board.h"\n'),
    ("layers", "src/helper/a.c", C + '#include "lockstep/board.h"\n'),
    ("layers", "src/store/a.c", C + '#include "../base/mem.h"\n'),
    ("layers", "src/store/a.c", C + '#include "commit.h"\n'),
    ("layers", "src/newroom/a.c", C),
    ("owned headers", "src/app/a.c", C + "#include <sqlite3.h>\n"),
    ("owned headers", "src/store/a.c", C + "#include <csv.h>\n"),
    ("owned headers", "src/ui/a.c", C + "#include <curses.h>\n"),
    ("owned headers", "src/cli/a.c", C + "#include <jansson.h>\n"),
    ("owned headers", "src/helper/a.c", C + "#include <pthread.h>\n"),
    ("owned calls", "src/store/a.c", C + "void *f(void)\n{\n    return malloc(3);\n}\n"),
    ("owned calls", "src/base/a.c", C + "char *f(void)\n{\n    return strdup(\"\");\n}\n"),
    ("owned calls", "src/app/a.c", C + "int f(void)\n{\n    return fork();\n}\n"),
    ("owned calls", "src/model/a.c", C + "long f(void)\n{\n    return time(0);\n}\n"),
    ("owned calls", "src/model/a.c", C + "void f(void)\n{\n    printf(\"x\");\n}\n"),
    ("owned calls", "src/app/a.c", C + "void f(void)\n{\n    exit(1);\n}\n"),
    ("owned calls", "src/ui/a.c", C + "int f(void)\n{\n    return wcwidth(65);\n}\n"),
    ("banned calls", "src/base/a.c", C + "void f(char *a)\n{\n    strcpy(a, \"\");\n}\n"),
    ("banned calls", "tests/unit/a.c", C + "int f(char *a)\n{\n    return atoi(a);\n}\n"),
    ("banned calls", "src/base/a.c", C + "void f(char *a)\n{\n    sprintf(a, \"\");\n}\n"),
    ("banned calls", "src/base/a.c", C + "char *f(char *a)\n{\n    return strtok(a, \" \");\n}\n"),
    ("user text", "src/ui/a.c", C + "struct a {\n    char title[80];\n};\n"),
    ("typedefs", "src/base/a.h", guarded("base/a.h", "typedef struct { int x; } a_t;")),
    ("function size", "src/base/a.c", C + "void f(void)\n{\n" + "    g();\n" * 80 + "}\n"),
    ("function size", "src/base/a.c", C + "void f(void) {\n}\n"),
    ("file size", "src/base/a.c", C + "int x;\n" * 900),
    ("white space", "src/base/a.c", C + "\tint x;\n"),
    ("white space", "src/base/a.c", C + "int x; \n"),
    ("white space", "src/base/a.c", C + "int x;"),
    ("opening comment", "src/base/a.c", "int x;\n"),
    ("guard", "src/base/a.h", C + "int x;\n"),
    ("guard", "src/base/a.h", guarded("base/b.h", "int x;")),
    ("hint commands", "src/app/a.c", C + 'void f(struct e *err)\n{\n    ls_error_hint(err, "see lockstep doctor");\n}\n'),
    ("foreign text", "README.md", "see issue" + " #12\n"),
    ("foreign text", "tests/a.py", "open('/wo" + "rk/x')\n"),
    ("foreign text", "src/base/a.c", C + "/* FIX" + "ME */\n"),
    ("sleep", "tests/unit/a.c", C + "void f(void)\n{\n    usleep(5);\n}\n"),
    ("sleep", "tests/cli/a.py", "import time\ntime.sleep(1)\n"),
    ("sleep", "tests/cli/run", "#!/bin/sh\nset -eu\nsleep 1\n"),
    ("shell", "script/x", "#!/bin/sh\necho\n"),
    ("setup", "meson.build", "dep_x = dependency('inih')\n"),
    ("setup", "meson.build", "dep_x = dependency('unheard-of')\n"),
    ("header alone", "src/base/a.h", guarded("base/a.h", "size_t f(void);")),
]

GOOD = {
    "src/base/mem.c": C + "void *f(void)\n{\n    return malloc(3);\n}\n",
    "src/base/a.h": guarded("base/a.h", "int ls_a(void);"),
    "src/base/a.c": C + '#include "base/a.h"\n\n#include <stdlib.h>\n\n#include "lockstep/types.h"\n\n'
                        'static const char *said = "strcpy(a) /* sqlite3_open( */";\n/* strcpy(a, b) */\n'
                        "int f(struct s *s)\n{\n    return s->time(said) + ls_time(1);\n}\n",
    "src/store/a.c": C + '#include <sqlite3.h>\n\n#include "lockstep/board.h"\n#include "model/x.h"\n',
    "src/app/a.c": C + '#include "journal/a.h"\n#include "lockstep/session.h"\n#include "store/a.h"\n\n'
                       'void f(struct e *err)\n{\n    ls_error_hint(err, "see lockstep log");\n}\n',
    "include/lockstep/commands.def": C + 'COMMAND(LOG, log, "log", CLI, "", ITEM, NONE, "", "[REF]", "what changed")\n',
    "src/cli/a.c": C + '#include "lockstep/session.h"\n#include "ui/ui.h"\n',
    "src/ui/a.c": C + '#include "lockstep/session.h"\n#include "ui/term/term.h"\n',
    "src/ui/term/a.c": C + '#include <curses.h>\n\n#include "ui/frame.h"\n',
    "src/model/entity.def": C + "X(a)\n" * 1000,
    "src/base/long.c": C + "void f(void)\n{\n" + "    g();\n" * 78 + "}\n",
    "include/lockstep/types.h": guarded("types.h", "#include <stddef.h>\nsize_t ls_f(void);"),
    "script/setup": "#!/bin/sh\nset -eu\nlibinih-dev\n",
    "meson.build": "dep_x = dependency('inih')\n",
    "script/x": "#!/bin/sh\n# x\nset -eu\necho\n",
    "build/x.c": "strcpy(a, b);\n",
}


def lint_of(files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            os.makedirs(os.path.dirname(os.path.join(root, path)) or root, exist_ok=True)
            with open(os.path.join(root, path), "w", encoding="utf-8") as f:
                f.write(text)
        return lint.run(root, CC)


class LintTest(unittest.TestCase):
    def test_good_source_passes(self):
        self.assertEqual(lint_of(GOOD), [])

    def test_every_check_has_a_bad_example(self):
        self.assertEqual({name for name, _, _ in lint.CHECKS}, {name for name, _, _ in BAD})


def bite(name, path, text):
    def test(self):
        found = lint_of({path: text})
        self.assertIn((name, path), [(f[0], f[1]) for f in found])

    return test


for number, example in enumerate(BAD):
    setattr(LintTest, "test_bites_%02d_%s" % (number, example[0].replace(" ", "_")), bite(*example))


if __name__ == "__main__":
    cases.run()
