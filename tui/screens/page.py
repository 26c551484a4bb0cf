"""What one obligation and one letter have in common: a page to read, with labels on the left, and Esc to leave."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.theme import Theme
from textual.widgets import Footer, Static

from tui.actions import bindings
from tui.reading import Reading
from tui.screens.acting import ActingScreen
from tui.widgets.topbar import TopBar
from tui.words import Tone

Field = tuple[str, str, Tone]
LABEL_WIDTH = 13


class PageScreen(ActingScreen):
    """A page over a list."""

    BINDINGS = bindings("page", "act")

    def compose(self) -> ComposeResult:
        """Lay out a page."""
        yield TopBar()
        with VerticalScroll(id="page"):
            yield Static("", id="page-text")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Follow the colours of the theme, and show what there is."""
        self.query_one("#page").focus()
        self.app.theme_changed_signal.subscribe(self, self._recoloured)
        self.show(self.desk.reading)

    def show(self, reading: Reading) -> None:
        """Show a new reading."""
        self.query_one(TopBar).show(reading, self.desk.here, self.desk.office.agency)
        self.query_one("#page-text", Static).update(self.content(reading))
        self.offer()

    def content(self, reading: Reading) -> RenderableType:
        """Return the page."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Return to the list."""
        self.dismiss()

    def _recoloured(self, _theme: Theme) -> None:
        self.show(self.desk.reading)

    def style(self, tone: Tone) -> str:
        """Return the colour of a tone."""
        return self.app.theme_variables[f"tone-{tone}"]

    def fields(self, fields: Sequence[Field]) -> Table:
        """Return labels and what they say, those with nothing to say left out."""
        grid = Table.grid(padding=(0, 1), expand=True)
        grid.add_column(width=LABEL_WIDTH, no_wrap=True)
        grid.add_column(ratio=1)
        for label, words, tone in fields:
            if words:
                grid.add_row(Text(label, self.style("quiet")), Text(words, self.style(tone)))
        return grid

    def section(self, heading: str, rows: Sequence[tuple[str, str]], nothing: str) -> Group:
        """Return a heading with what stands under it."""
        title = Text(f"\n{heading}", f"bold {self.app.theme_variables['accent']}")
        grid = Table.grid(padding=(0, 2), expand=True)
        grid.add_column(no_wrap=True)
        grid.add_column(ratio=1)
        for when, words in rows:
            grid.add_row(Text(when, self.style("quiet")), Text(words))
        return Group(title, grid if rows else Text(nothing, self.style("quiet")))
