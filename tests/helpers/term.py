"""A program on a terminal of its own: keys in, the screen out.

The terminal is libvterm, a real emulator, so the screen is what a person would see. Nothing here sleeps:
every wait is for output of the program, up to a limit.

    with Term(["lockstep", "team.db"], size=(80, 24)) as term:
        term.wait_for("BACKLOG")
        term.send("jj")
"""

import ctypes
import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time

import cases


class Rect(ctypes.Structure):
    _fields_ = [(name, ctypes.c_int) for name in ("start_row", "end_row", "start_col", "end_col")]


def load_vterm():
    """libvterm, or None where it is not installed."""
    for name in ("libvterm.so.0", "libvterm.so"):
        try:
            lib = ctypes.CDLL(name)
            break
        except OSError:
            continue
    else:
        return None
    lib.vterm_new.restype = lib.vterm_obtain_screen.restype = ctypes.c_void_p
    lib.vterm_screen_get_text.restype = lib.vterm_output_read.restype = ctypes.c_size_t
    lib.vterm_screen_get_text.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, Rect]
    lib.vterm_output_read.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    lib.vterm_input_write.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    lib.vterm_set_size.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
    for function in (lib.vterm_set_utf8, lib.vterm_screen_reset, lib.vterm_screen_enable_altscreen):
        function.argtypes = [ctypes.c_void_p, ctypes.c_int]
    lib.vterm_obtain_screen.argtypes = lib.vterm_free.argtypes = [ctypes.c_void_p]
    return lib


VTERM = load_vterm()


def needed():
    """Leaves the program as skipped where there is no terminal emulator."""
    if VTERM is None:
        cases.skip("libvterm is not installed")


class Term:
    """One program, its terminal and its end. env: all of its environment but TERM; size: columns, rows."""

    def __init__(self, command, env=None, size=(120, 36)):
        self.columns, self.rows = size
        self.vterm = VTERM.vterm_new(self.rows, self.columns)
        VTERM.vterm_set_utf8(self.vterm, 1)
        self.screen_of = VTERM.vterm_obtain_screen(self.vterm)
        VTERM.vterm_screen_enable_altscreen(self.screen_of, 1)
        VTERM.vterm_screen_reset(self.screen_of, 1)
        self.raw = b""
        self.status = None
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            # A caller that ignores a signal (nohup) hands that on; a terminal's programs ignore none.
            for number in (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGPIPE, signal.SIGTSTP):
                signal.signal(number, signal.SIG_DFL)
            # The size must be there before the program asks.
            self._set_size(1)
            try:
                os.execvpe(command[0], command, {**(os.environ if env is None else env), "TERM": "xterm-256color"})
            finally:
                os._exit(127)
        os.set_blocking(self.fd, False)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def close(self):
        """Ends the program, if it still runs, without asking."""
        if self.status is None:
            self.signal(signal.SIGKILL)
            self.wait_end(10)
        if self.vterm:
            os.close(self.fd)
            VTERM.vterm_free(self.vterm)
            self.vterm = None

    def _set_size(self, fd):
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", self.rows, self.columns, 0, 0))

    def resize(self, columns, rows):
        self.columns, self.rows = columns, rows
        VTERM.vterm_set_size(self.vterm, rows, columns)
        self._set_size(self.fd)

    def signal(self, number):
        os.kill(self.pid, number)

    def send(self, keys):
        """Types text or bytes, all at once."""
        data = keys.encode() if isinstance(keys, str) else keys
        while data:
            select.select([], [self.fd], [], 10)
            data = data[os.write(self.fd, data):]

    def _read(self, seconds):
        """Takes in what the program prints within that time; False: nothing came, or its end is closed."""
        if not select.select([self.fd], [], [], max(seconds, 0))[0]:
            return False
        try:
            data = os.read(self.fd, 65536)
        except OSError:
            return False
        if not data:
            return False
        self.raw += data
        VTERM.vterm_input_write(self.vterm, data, len(data))
        answer = ctypes.create_string_buffer(4096)
        length = VTERM.vterm_output_read(self.vterm, answer, len(answer))
        if length:
            self.send(answer.raw[:length])
        return True

    def cells(self, row, first, end):
        """What stands in the columns from first to before end."""
        text = ctypes.create_string_buffer(self.columns * 24)
        length = VTERM.vterm_screen_get_text(self.screen_of, text, len(text), Rect(row, row + 1, first, end))
        return text.raw[:length].decode("utf-8", "replace")

    def line(self, row):
        return self.cells(row, 0, self.columns).rstrip()

    def screen(self):
        return "\n".join(self.line(row) for row in range(self.rows))

    def wait_until(self, holds, seconds=10):
        """Waits until holds(screen); returns the seconds that it took. Fails with the screen otherwise."""
        started = time.monotonic()
        while True:
            if holds(self.screen()):
                return time.monotonic() - started
            left = started + seconds - time.monotonic()
            if left <= 0 or (not self._read(left) and self.poll() is not None):
                raise AssertionError("not within %g s (status %s); the screen:\n%s" % (seconds, self.status, self.screen()))

    def wait_for(self, text, seconds=10):
        return self.wait_until(lambda screen: text in screen, seconds)

    def wait_gone(self, text, seconds=10):
        return self.wait_until(lambda screen: text not in screen, seconds)

    def bottom(self):
        """The last line, where lockstep prompts."""
        return self.line(self.rows - 1).strip()

    def wait_prompt(self, text, seconds=10):
        """Waits until the last line asks for that; "" until it asks for nothing but shows its hints."""
        if text:
            return self.wait_until(lambda screen: self.bottom().startswith(text), seconds)
        return self.wait_until(lambda screen: "? help" in self.bottom(), seconds)

    def settle(self, quiet=0.1):
        """Takes in what comes until nothing has come for that long: where what will come is not known."""
        while self._read(quiet):
            pass

    def poll(self):
        """The exit status as of subprocess (negative: signal), or None while it runs."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status

    def wait_end(self, seconds=10):
        """Waits for the end of the program; returns how long it took. Its output is taken in meanwhile."""
        started = time.monotonic()
        end = os.pidfd_open(self.pid) if self.poll() is None else os.dup(self.fd)
        try:
            while self.poll() is None:
                left = started + seconds - time.monotonic()
                if left <= 0:
                    raise AssertionError("still runs after %g s; the screen:\n%s" % (seconds, self.screen()))
                ready = select.select([self.fd, end], [], [], left)[0]
                if self.fd in ready and not self._read(0):
                    select.select([end], [], [], left)
        finally:
            os.close(end)
        while self._read(0):
            pass
        return time.monotonic() - started
