"""What one obligation and one letter have in common: a page to read, with labels on the left, and Esc to leave."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult
from textual.theme import Theme

from engine.errors import PhancongError
from engine.lists.values import Overview, Subject
from tui.actions import Place, bindings
from tui.reader import AT_ONCE, Pending
from tui.screens.acting import ActingScreen
from tui.widgets.keys import KeysLine
from tui.widgets.paper import Paper
from tui.widgets.topbar import TopBar
from tui.words import Tone

Field = tuple[str, str, Tone]
LABEL_WIDTH = 13
T = TypeVar("T")


class PageScreen(ActingScreen, Generic[T]):
    """A page over a list, of what is read beside the screen while its head stands there already.

    One is kept of each kind, and opened again on another subject: to lay out a new one takes longer than to read it.
    """

    PLACES: ClassVar[tuple[Place, ...]] = ("page", "act")
    BINDINGS = bindings("page", "act")

    def __init__(self) -> None:
        """Start on nothing."""
        super().__init__()
        self._subject = Subject()
        self._pending: Pending[T] | None = None
        self._known: T | None = None
        self._is_new = True

    def turn_to(self, subject: Subject) -> None:
        """Take a subject as the list had it, and read the rest: where that is quick, before the page is shown."""
        self._subject, self._known, self._is_new = subject, None, True
        for paper in self.query(Paper):
            paper.scroll_to(y=0, animate=False, immediate=True)
        self._read().settle(AT_ONCE)
        if self._known is None:
            self._say(self.head())

    def compose(self) -> ComposeResult:
        """Lay out a page."""
        yield TopBar()
        yield Paper(id="page")
        yield KeysLine("")

    def on_mount(self) -> None:
        """Follow the colours of the theme."""
        self.app.theme_changed_signal.subscribe(self, self._recoloured)
        self._say(self.head() if self._known is None else self.content(self._known))

    def on_screen_resume(self) -> None:
        """Show what there is, another subject from its first line on."""
        self.query_one(Paper).focus()
        if self._is_new:
            self._is_new = False
            self.query_one(TopBar).show(self.desk.overview, self.desk.here)
        else:
            self.show(self.desk.overview)

    def show(self, overview: Overview | None) -> None:
        """Show a new reading."""
        self.query_one(TopBar).show(overview, self.desk.here)
        self._read()

    def _read(self) -> Pending[T]:
        if self._pending is not None:
            self._pending.drop()
        at = self.desk.office.now()
        self._pending = self.desk.reader.ask(lambda: self.fetch(at), self._fetched, self._refused)
        return self._pending

    def _fetched(self, known: T) -> None:
        self._known = known
        self._say(self.content(known))

    def _refused(self, error: PhancongError) -> None:
        self._say(Text(error.message))

    def _say(self, page: RenderableType) -> None:
        for paper in self.query(Paper):  # there is none before the page is laid out
            paper.show(page)
            self.offer()

    @property
    def is_reading(self) -> bool:
        """Say whether the page is still on its way."""
        return self._pending is not None and not self._pending.is_over

    def settle(self, patience: float | None = None) -> None:
        """Wait for what was asked for: nobody acts on what stood there before."""
        if self._pending is not None:
            self._pending.settle(patience)

    def head(self) -> RenderableType:
        """Return what stands there before the rest is read."""
        return ""

    @abstractmethod
    def fetch(self, at: dt.datetime) -> T:
        """Return what the page is made of; called beside the screen."""

    @abstractmethod
    def content(self, known: T) -> RenderableType:
        """Return the page."""

    def action_back(self) -> None:
        """Return to the list."""
        self.dismiss()

    def _recoloured(self, _theme: Theme) -> None:
        if self._known is not None:
            self._say(self.content(self._known))

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
