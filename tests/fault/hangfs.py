"""Drives hangfs, the file system that misbehaves on command.

    with HangFS(program) as drive:
        make_team_file(drive.path("team.db"))
        drive.hang()
        ...
        drive.wait_stuck()
        drive.release()

The folder behind the mount is drive.folder: what stands there can be looked at past the file system.
"""

import os
import select
import shutil
import subprocess
import tempfile

import cases


class Unusable(Exception):
    """FUSE does not work here; the text says why. Tests skip with it."""


def needed(program):
    """Leaves the program as skipped where no such drive can be mounted."""
    try:
        HangFS(program).close()
    except Unusable as why:
        cases.skip(why)


class HangFS:
    def __init__(self, program, folder=None, locks=False, cached=False):
        """folder: of another mount, as a second machine has it; None: one of its own. locks: shared between such mounts.
        cached: names and attributes are good for a second."""
        self.root = tempfile.mkdtemp(prefix="hangfs-")
        self.folder = folder or os.path.join(self.root, "folder")
        self.mount = os.path.join(self.root, "mount")
        if not folder:
            os.mkdir(self.folder)
        os.mkdir(self.mount)
        self.process = subprocess.Popen([program, self.folder, self.mount] + ["locks"] * locks + ["cached"] * cached, stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0)
        # The first call is what makes the kernel and the program meet; until then "ready" may not come.
        said = self._line(10)
        if said != "ready":
            said = self.process.stderr.read().decode().strip() if self.process.poll() is not None else "no answer"
            self.close()
            raise Unusable("FUSE is not usable here: " + said)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def close(self):
        """Waiting calls fail with EIO, the mount and its folder go away."""
        if self.process.stdout.closed:
            return
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()
        subprocess.run(["umount", "-l", self.mount], stderr=subprocess.DEVNULL, check=False)
        shutil.rmtree(self.root, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.mount, name)

    def behind(self, name):
        return os.path.join(self.folder, name)

    def hang(self, after=0):
        return self._ask("hang %d" % after)

    def release(self):
        return self._ask("release")

    def delay(self, milliseconds):
        return self._ask("delay %d" % milliseconds)

    def fail(self, nth, code, times=1):
        return self._ask("fail %d %d %d" % (nth, code, times))

    def refuse(self, code):
        """What would change something fails with that errno: ENOSPC, EROFS; 0: nothing does."""
        return self._ask("refuse %d" % code)

    def stale(self):
        """From now on this mount sees for good what it sees first, and what it writes itself."""
        return self._ask("stale")

    def count(self):
        return self._ask("count")

    def wait_stuck(self, seconds=10):
        """Returns when a call is waiting."""
        return self._ask("stuck", seconds)

    def _ask(self, command, seconds=5):
        self.process.stdin.write(command.encode() + b"\n")
        said = self._line(seconds).split()
        if len(said) != 2 or said[0] != "ok":
            raise RuntimeError("hangfs: %s: %s" % (command, " ".join(said) or "no answer"))
        return int(said[1])

    def _line(self, seconds):
        line = b""
        while not line.endswith(b"\n"):
            if not select.select([self.process.stdout], [], [], seconds)[0]:
                return ""
            byte = self.process.stdout.read(1)
            if not byte:
                return ""
            line += byte
        return line.decode().strip()
