"""A text to read and to copy, with one thing that can be done about it."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.actions import bindings


class Shown(ModalScreen[bool]):
    """Returns whether the person did what the first button says; the second only closes."""

    BINDINGS: ClassVar = bindings("dialog")

    def __init__(self, title: str, text: str, yes: str) -> None:
        """Take the title, the text, and the word of the first button."""
        super().__init__()
        self._title, self._text, self.yes = title, text, yes

    @property
    def words(self) -> str:
        """Return all of it as one text."""
        return f"{self._title}\n{self._text}"

    def compose(self) -> ComposeResult:
        """Lay out the text and both buttons."""
        with Vertical(classes="dialog -high"):
            yield Static(Content(self._title), classes="dialog-title")
            with VerticalScroll(classes="dialog-text", can_focus=False):
                yield Static(Content(self._text))
            with Horizontal(classes="dialog-buttons"):
                yield Button(self.yes, id="yes")
                yield Button("Đóng", id="no")
            yield Static("Enter: chọn · Tab: chuyển nút · Esc: đóng", classes="dialog-hint")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss(False)
