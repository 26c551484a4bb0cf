"""The head of the log, kept outside the database: who cuts the log's tail cannot cut this with it.

A file a ledger in PHANCONG_HOME/heads. It only ever moves forward, and never over a head that the log no longer
contains: such a file stays as the witness.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Callable
from pathlib import Path

from engine.ledger.chain import Head

UNREADABLE = 0


class HeadFile:
    """The last event this machine has seen of one ledger."""

    def __init__(self, home: Path, ledger_id: str) -> None:
        """Name the file; nothing is read or written yet."""
        self.path = home / "heads" / f"{ledger_id}.json"

    def read(self) -> Head | None:
        """Return the head, or None when none was ever written. An unreadable one matches nothing."""
        try:
            stored = json.loads(self.path.read_text("utf-8"))
            return Head(int(stored["seq"]), str(stored["hash"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError):
            return Head(UNREADABLE, "")

    def advance(self, head: Head, stands: Callable[[Head], bool], *, may_start: bool) -> None:
        """Move to `head` unless another process was faster or the present head no longer stands in the log.

        `may_start` allows a first head: a missing one is made for a new log, never for one that had a head before.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.path.parent / ".lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            seen = self.read()
            if may_start if seen is None else (seen.seq < head.seq and stands(seen)):
                self._replace(head)

    def _replace(self, head: Head) -> None:
        draft = self.path.with_suffix(f".{os.getpid()}")
        with draft.open("w") as file:
            json.dump({"seq": head.seq, "hash": head.hash}, file)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.path)
