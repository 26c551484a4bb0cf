"""A text to read over a list, with Esc to go back: a letter on its way, one of a rehearsal, what a run did."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult

from engine.lists.values import Overview
from tui.actions import Place, bindings
from tui.screens.acting import ActingScreen
from tui.widgets.keys import KeysLine
from tui.widgets.paper import Paper
from tui.widgets.topbar import TopBar


class ReadingScreen(ActingScreen):
    """Một văn bản để đọc."""

    PLACES: ClassVar[tuple[Place, ...]] = ("page",)
    BINDINGS = bindings("page")

    def __init__(self, text: str) -> None:
        """Take the text."""
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TopBar()
        yield Paper()
        yield KeysLine("")

    def on_mount(self) -> None:
        """Show it."""
        self.query_one(Paper).show(Text(self._text))
        self.query_one(Paper).focus()
        self.show(self.desk.overview)

    def show(self, overview: Overview | None) -> None:
        """Show a new reading: the text stays as it is."""
        self.query_one(TopBar).show(overview, self.desk.here)
        self.offer()

    def action_back(self) -> None:
        """Return to the list."""
        self.dismiss()
