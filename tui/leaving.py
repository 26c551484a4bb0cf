"""Letters let go that can still be taken back: a minute is counted, shown, and then they leave.

The minute is kept in the ledger too: should this terminal end before it is over, the next run lets them go.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence

UNDO = dt.timedelta(minutes=1)
TICK_SECONDS = 1.0


class Leaving:
    """The letters on their way out, all together: letters let go meanwhile start the minute anew for all."""

    def __init__(self, leave: Callable[[Sequence[str]], None]) -> None:
        """Take what sends them."""
        self._leave = leave
        self._uids: list[str] = []
        self._until = 0.0

    def add(self, uids: Sequence[str]) -> None:
        """Start counting."""
        self._uids += uids
        self._until = time.monotonic() + UNDO.total_seconds()

    @property
    def waits(self) -> bool:
        """Say whether any letter can still be taken back."""
        return bool(self._uids)

    @property
    def words(self) -> str:
        """Return what stands on the screen meanwhile."""
        left = max(round(self._until - time.monotonic()), 0)
        return f"@ Gửi {len(self._uids)} thư sau {left} giây · u: hoàn tác" if self._uids else ""

    def tick(self) -> None:
        """Let them leave when the minute is over."""
        if self._uids and time.monotonic() >= self._until:
            self.leave_now()

    def leave_now(self) -> None:
        """Let them leave without waiting any longer."""
        if uids := self.take_back():
            self._leave(uids)

    def take_back(self) -> list[str]:
        """Return the letters, which leave no more."""
        uids, self._uids = self._uids, []
        return uids
