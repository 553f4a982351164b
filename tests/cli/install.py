#!/usr/bin/env python3
"""Installs into an empty folder (DESTDIR) and looks whether everything is where the system expects it, and works there.

usage: install.py MESON SOURCE_ROOT BUILD_ROOT PREFIX
"""

import glob
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "helpers"))
import cases  # noqa: E402
from world import environment  # noqa: E402

WANTED = [
    "bin/lockstep",
    "share/man/man1/lockstep.1",
    "share/man/man5/lockstep-csv.5",
    "share/man/man7/lockstep-keys.7",
    "share/bash-completion/completions/lockstep",
    "share/zsh/site-functions/_lockstep",
    "share/fish/vendor_completions.d/lockstep.fish",
]


def main():
    meson, source, build, prefix = sys.argv[1:5]
    told = cases.Cases()
    with tempfile.TemporaryDirectory() as dest:
        done = subprocess.run([meson, "install", "-C", build, "--no-rebuild", "--quiet", "--destdir", dest],
                              capture_output=True, text=True, timeout=120, check=False)
        told.hold("meson install", done.returncode == 0, done.stdout + done.stderr)
        root = dest + prefix
        wanted = WANTED + ["share/lockstep/sample/" + os.path.basename(p) for p in glob.glob(source + "/data/sample/*")]
        found = [os.path.relpath(p, root) for p in glob.glob(root + "/**", recursive=True) if os.path.isfile(p)]
        for path in wanted:
            told.hold("installed", path in found, path + " is not there")
        for path in found:
            known = path in wanted or path.startswith(("share/man/", "share/lockstep/", "share/doc/lockstep/"))
            told.hold("known", known, path + " does not belong there")
        for path in found:
            if path.startswith("share/man/"):
                with open(os.path.join(root, path), encoding="utf-8") as page:
                    told.hold("a whole page", not any(line.startswith("@") for line in page), path)
        program = os.path.join(root, "bin/lockstep")
        env = environment(dest, PATH="/usr/bin:/bin")
        # The sample team comes from where the program was installed, not from the sources.
        with open(os.path.join(root, "share/lockstep/sample/term.csv"), "a", encoding="utf-8") as terms:
            terms.write("G-900,term,as installed,,,\n")
        done = subprocess.run([program, "init", dest + "/team.db", "--sample"], capture_output=True, text=True, timeout=60,
                              check=False, env=env)
        told.hold("init --sample as installed", done.returncode == 0, done.stderr)
        done = subprocess.run([program, "-f", dest + "/team.db", "term", "show", "G-900"], capture_output=True, text=True,
                              timeout=60, check=False, env=env)
        told.hold("the installed sample", "as installed" in done.stdout, done.stdout + done.stderr)
    told.end()


if __name__ == "__main__":
    main()
