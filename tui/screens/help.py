"""Every key of the present screen, from the one table of actions, and what the signs mean."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from engine.obligations.states import STATE_WORDS
from tui.actions import Place, bindings, groups
from tui.words import STATE_SIGNS


class HelpScreen(ModalScreen[None]):
    """Trợ giúp."""

    BINDINGS = bindings("dialog")

    def __init__(self, places: Sequence[Place] = ()) -> None:
        """Take what is below: of the keys of other screens nothing is said, nor where they are letters."""
        super().__init__()
        others: tuple[Place, ...] = ("dialog",) if "sheet" in places else ("filter", "app", "dialog")
        self._places: tuple[Place, ...] = (*places, *others)

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        with Vertical(classes="dialog -high"):
            yield Static("Trợ giúp", classes="dialog-title")
            with VerticalScroll(id="help-scroll"):
                yield Static(self._text(), id="help")
            yield Static("Mũi tên lên, xuống: xem tiếp · Esc: đóng", classes="dialog-hint")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one("#help-scroll").focus()

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss()

    def _text(self) -> Group:
        parts = [self._part(heading, [(a.shown, a.help) for a in found]) for heading, found in groups(*self._places)]
        signs = [(sign, STATE_WORDS[state]) for state, sign in STATE_SIGNS.items()]
        return Group(*parts, self._part("Dấu hiệu tình trạng", signs))

    def _part(self, heading: str, rows: list[tuple[str, str]]) -> Group:
        accent = self.app.theme_variables["accent"]
        grid = Table.grid(padding=(0, 2))
        grid.add_column(width=7)
        grid.add_column(ratio=1)
        for key, words in rows:
            grid.add_row(Text(key, f"bold {accent}"), Text(words))
        return Group(Text(heading, "bold"), grid, Text(""))
