"""The line a filter is typed in; hidden until somebody filters."""

from __future__ import annotations

from collections.abc import Callable

from textual import events
from textual.widgets import Input

from tui.actions import bindings
from tui.widgets.in_turn import InTurn

LEAVING = ("enter", "down")


class FilterInput(Input, InTurn):
    """Filters as one types; Enter or ↓ goes back to the rows and keeps what was typed."""

    BINDINGS = bindings("filter")

    def __init__(self, typed: Callable[[str], None], left: Callable[[], None]) -> None:
        """Start hidden and empty.

        `typed` is called at once, so that rows and letters are painted together; `left` when the person goes on to the
        rows, at once too, so that the next key finds them.
        """
        self._typed, self._left = typed, left
        super().__init__(placeholder="Gõ để lọc, không cần dấu: phong y te qua han", compact=True)
        self.display = False

    def watch_value(self, value: str) -> None:
        """Tell what is typed now."""
        if self.is_mounted:
            self._typed(value)

    def open(self) -> None:
        """Show the line and take the keys."""
        self.display = True
        self.focus()

    def close(self) -> None:
        """Filter no more."""
        self.value = ""
        self.display = False

    def on_key(self, event: events.Key) -> None:
        """Leave at once: a binding is looked at only when the letters typed after it have been taken in here."""
        if event.key in LEAVING:
            event.stop()
            event.prevent_default()
            self.action_leave()

    def action_leave(self) -> None:
        """Keep the filter, go to the rows."""
        self._left()
