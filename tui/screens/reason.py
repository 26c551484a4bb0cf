"""A line of text that an act cannot do without."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.actions import bindings


class AskReason(ModalScreen[str | None]):
    """Returns what was typed, or None when nothing is to be done."""

    BINDINGS = bindings("dialog")

    def __init__(self, title: str, body: str) -> None:
        """Take the title and what it is about."""
        super().__init__()
        self._title, self._body = title, body

    def compose(self) -> ComposeResult:
        """Lay out the line to fill in."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="dialog-title")
            yield Static(Content(self._body), classes="dialog-body")
            yield Static("Nội dung cần bổ sung, hoàn thiện:", classes="dialog-label")
            yield Input(id="reason")
            yield Static("Enter: ghi · Esc: không", classes="dialog-hint")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        reason = event.value.strip()
        if reason:
            self.dismiss(reason)
        else:
            self.query_one(".dialog-hint", Static).update("Hãy ghi lý do để cơ quan biết cần bổ sung gì.")

    def action_cancel(self) -> None:
        """Do nothing."""
        self.dismiss(None)
