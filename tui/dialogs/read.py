"""A text to read, over a screen."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tui.actions import bindings
from tui.widgets.paper import Paper


class Read(ModalScreen[None]):
    """Shows a text, with the arrows to scroll it."""

    BINDINGS: ClassVar = bindings("dialog")

    def __init__(self, title: str, text: str) -> None:
        """Take both."""
        super().__init__()
        self._title, self._text = title, text

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        with Vertical(classes="dialog -high -wide"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Paper()
            yield Static("Mũi tên lên, xuống: xem tiếp · Esc: đóng", classes="dialog-hint")

    def on_mount(self) -> None:
        """Show the text."""
        self.query_one(Paper).show(Text(self._text))
        self.query_one(Paper).focus()

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss()
