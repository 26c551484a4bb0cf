"""The head of the log, kept outside the database: who cuts the log's tail cannot cut this with it.

A file a ledger in PHANCONG_HOME/heads, made before the ledger has its first event. It only ever moves forward, and never
over a head that the log no longer contains: such a file stays as the witness.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from engine.errors import OutsideError
from engine.ledger.chain import START, Head

FIRST = Head(0, START)
UNREADABLE = Head(-1, "")


class HeadNotKeptError(OutsideError):
    """Chưa ghi được dấu lưu nhật ký trong PHANCONG_HOME/heads. Dữ liệu đã ghi không mất; hãy kiểm tra quyền ghi."""


class HeadFile:
    """The last event this machine has seen of one ledger."""

    def __init__(self, home: Path, ledger_id: str) -> None:
        """Name the file; nothing is read or written yet."""
        self.path = home / "heads" / f"{ledger_id}.json"

    def read(self) -> Head | None:
        """Return the head, or None when none was ever written. An unreadable one matches nothing."""
        try:
            stored = json.loads(self.path.read_text("utf-8"))
            head = Head(int(stored["seq"]), str(stored["hash"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return UNREADABLE
        return head if head.seq > 0 or head == FIRST else UNREADABLE

    def start(self) -> None:
        """Write the head of a log without events; from then on a missing file means that somebody took it away."""
        with self._locked():
            self._replace(FIRST)

    def advance(self, newest: Callable[[], Head], stands: Callable[[Head], bool], *, may_start: bool) -> None:
        """Move to the newest head unless another process was faster or the present one no longer stands in the log.

        It is asked for once this file is ours: writers that queue for it are served by the first of them.
        `may_start` allows a first head: on a shared database this machine may meet the log for the first time.
        """
        with self._locked():
            head, seen = newest(), self.read()
            if may_start if seen is None else (seen.seq < head.seq and stands(seen)):
                self._replace(head)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with self._lock_file() as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
        except OSError as error:
            raise HeadNotKeptError from error

    def _lock_file(self) -> TextIO:
        path = self.path.parent / ".lock"
        try:
            return path.open("a")
        except FileNotFoundError:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return path.open("a")

    def _replace(self, head: Head) -> None:
        draft = self.path.with_suffix(f".{os.getpid()}")
        with draft.open("w") as file:
            json.dump({"seq": head.seq, "hash": head.hash}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)
