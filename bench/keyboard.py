"""A program behind a pseudo-terminal: keys go in, what it paints comes out, and the time between is measured."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

QUIET = 0.06  # seconds without output after which a paint is over
PATIENCE = 120.0
SIZE = (40, 120)
CHUNK = 1 << 16
MEGABYTE = 1024


class NeverShownError(RuntimeError):
    """The program did not show what was waited for."""


class Keyboard:
    """A running program, and the hands on its keys."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start the program."""
        self.started = time.monotonic()
        self._pid, self._terminal = pty.fork()
        if self._pid == 0:
            os.execvpe(command[0], list(command), dict(environment))
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", *SIZE, 0, 0))

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the program."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._terminal)

    def wait_for(self, words: str) -> float:
        """Return after how many seconds from the start the program has painted these words."""
        seen = b""
        while words.encode() not in seen:
            if time.monotonic() - self.started > PATIENCE:
                raise NeverShownError(words)
            seen = seen[-CHUNK:] + self._read(1.0)
        return time.monotonic() - self.started

    def press(self, keys: str, shows: str = "") -> float:
        """Send keys; return after how many seconds the program had painted what they ask for: anything, or these words."""
        self.rest()
        pressed = time.monotonic()
        os.write(self._terminal, keys.encode())
        painted = b""
        while not painted or shows.encode() not in painted:
            if time.monotonic() - pressed > PATIENCE:
                raise NeverShownError(shows)
            painted += self._read(1.0)
        return time.monotonic() - pressed

    def rest(self) -> None:
        """Wait until nothing is painted any more."""
        while self._read(QUIET):
            pass

    @property
    def megabytes(self) -> float:
        """Return the most memory that the program has had, in MB."""
        status = Path(f"/proc/{self._pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / MEGABYTE

    def _read(self, seconds: float) -> bytes:
        ready, _, _ = select.select([self._terminal], [], [], seconds)
        return os.read(self._terminal, CHUNK) if ready else b""
