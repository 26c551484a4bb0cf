"""The sentence of an obligation in its place in the plan's document."""

from __future__ import annotations

from typing import ClassVar

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult

from engine.lists.values import Overview
from engine.source import Placed
from tui.actions import Place, bindings
from tui.screens.acting import ActingScreen
from tui.widgets.keys import KeysLine
from tui.widgets.paper import Paper
from tui.widgets.topbar import TopBar

ABOVE = 3  # lines that stay in sight above the sentence
MARK = "▌"
NOT_KEPT = "Văn bản gốc không có kèm khi áp dụng kế hoạch, nên chỉ xem được câu trích:"
NOT_FOUND = "Không tìm thấy câu trích trong văn bản gốc; câu trích là:"


class SourceScreen(ActingScreen):
    """Nguyên văn."""

    PLACES: ClassVar[tuple[Place, ...]] = ("page",)
    BINDINGS = bindings("page")

    def __init__(self, placed: Placed | None, section: str, quote: str) -> None:
        """Take the document, and what is quoted from it."""
        super().__init__()
        self._placed, self._section, self._quote = placed, section, quote

    def compose(self) -> ComposeResult:
        """Lay out the document."""
        yield TopBar()
        yield Paper()
        yield KeysLine("")

    def on_mount(self) -> None:
        """Show the document, the sentence in sight."""
        paper = self.query_one(Paper)
        paper.focus()
        paper.show(self._page())
        self.show(self.desk.overview)
        self.call_after_refresh(self._go_there)

    def show(self, overview: Overview | None) -> None:
        """Show a new reading: the document stays as it was read."""
        self.query_one(TopBar).show(overview, self.desk.here)
        self.offer()

    def _go_there(self) -> None:
        paper = self.query_one(Paper)
        marked = (place for place, line in enumerate(paper.lines) if line.text.startswith(MARK))
        paper.scroll_to(y=max(next(marked, 0) - ABOVE, 0), animate=False, immediate=True)

    def _page(self) -> RenderableType:
        head = Text(f"Mục {self._section}\n", "bold")
        if self._placed is None or not self._placed.quoted:
            return Group(head, Text(NOT_KEPT if self._placed is None else NOT_FOUND), Text(f"\n“{self._quote}”"))
        return Group(head, *(self._line(place, line) for place, line in enumerate(self._placed.lines)))

    def _line(self, place: int, line: str) -> Text:
        quoted = self._placed is not None and place in self._placed.quoted
        style = f"bold {self.app.theme_variables['accent']}" if quoted else ""
        return Text(f"{MARK if quoted else ' '} {line}", style)

    def action_back(self) -> None:
        """Return to the obligation."""
        self.dismiss()
