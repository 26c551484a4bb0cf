"""A question before something that cannot be taken back."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tui.actions import bindings

HINT = "Enter: chọn · Tab: chuyển nút · Esc: không"


class Confirm(ModalScreen[bool]):
    """Returns whether the person said yes."""

    BINDINGS = bindings("dialog")

    def __init__(self, question: str, body: str, yes: str) -> None:
        """Take the question, what it is about, and the word that does it."""
        super().__init__()
        self._question, self._body, self.yes = question, body, yes

    @property
    def words(self) -> str:
        """Return the question and what it is about, as one text."""
        return f"{self._question}\n{self._body}"

    def compose(self) -> ComposeResult:
        """Lay out the question and both buttons."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._question), classes="dialog-title")
            yield Static(Content(self._body), classes="dialog-body")
            with Horizontal(classes="dialog-buttons"):
                yield Button(self.yes, id="yes")
                yield Button("Không", id="no")
            yield Static(HINT, classes="dialog-hint")

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_cancel(self) -> None:
        """Say no."""
        self.dismiss(False)
