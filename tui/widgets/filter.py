"""The line a filter is typed in; hidden until somebody filters."""

from __future__ import annotations

from collections.abc import Callable

from textual.message import Message
from textual.widgets import Input

from tui.actions import bindings


class FilterInput(Input):
    """Filters as one types; Enter or ↓ goes back to the rows and keeps what was typed."""

    BINDINGS = bindings("filter")

    class Left(Message):
        """The person wants to go on to the rows."""

    def __init__(self, typed: Callable[[str], None]) -> None:
        """Start hidden and empty; `typed` is called at once, so that rows and letters are painted together."""
        self._typed = typed
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

    def action_leave(self) -> None:
        """Keep the filter, go to the rows."""
        self.post_message(self.Left())
