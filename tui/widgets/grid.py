"""A grid that scrolls both ways under fixed headings: agencies down, reports across, one cell under the cursor.

Only what is on the screen is drawn; what stands in a cell is asked for when it is drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.strip import Strip

from tui.actions import bindings
from tui.columns import cut
from tui.widgets.roll import Roll
from tui.words import Tone

CELL_WIDTH = 15
NAME_WIDTH = 40
COUNT_WIDTH = 7
MARK = "*"


@dataclass(frozen=True)
class GridCell:
    """What stands in a cell, in what tone, and by what it is marked; `key` is empty where nothing is owed."""

    key: str
    words: str
    tone: Tone = "plain"


@dataclass(frozen=True)
class GridContent:
    """All that a grid shows: rows by name and count, columns by lines of heading, and the cell of a row and a column."""

    names: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    headings: tuple[tuple[str, ...], ...] = ()
    cell: Callable[[int, int], GridCell] = lambda row, column: GridCell("", "")

    @property
    def heading_lines(self) -> int:
        """Return how many lines the headings take."""
        return len(self.headings[0]) if self.headings else 1


class Grid(Roll, can_focus=True):
    """The grid. `moved` is called at once when another cell is under the cursor, `opened` when it is to be opened."""

    BINDINGS = bindings("row", "grid")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--header", "rows--cursor"}

    def __init__(self, corner: str, moved: Callable[[], None], opened: Callable[[], None]) -> None:
        """Take what stands in the corner above the names."""
        super().__init__()
        self._corner, self._moved, self._opened = corner, moved, opened
        self._content = GridContent()
        self._marked: Collection[str] = ()
        self.row = self.column = self._left = self._longest = 0

    def show(self, content: GridContent, row: int, column: int) -> None:
        """Show a new reading with the cursor on a cell."""
        self._content = content
        self._longest = max(map(cell_len, (self._corner, *content.names)))
        self.lengthen_to(len(content.names) + content.heading_lines)
        self.row = max(min(row, len(content.names) - 1), 0)
        self.column = max(min(column, len(content.headings) - 1), 0)
        self._follow_cursor()
        self.refresh()

    def mark(self, keys: Collection[str]) -> None:
        """Show which cells are marked."""
        self._marked = set(keys)
        self.refresh()

    @property
    def current(self) -> str:
        """Return the key of the cell under the cursor; empty where there is none."""
        content = self._content
        return content.cell(self.row, self.column).key if content.names and content.headings else ""

    @property
    def page(self) -> int:
        """Return how many rows there is room for."""
        return max(self.size.height - self._content.heading_lines, 1)

    @property
    def _name_width(self) -> int:
        """Return how wide the names are: no wider than they need, and at 80 columns three cells fit beside them."""
        return min(NAME_WIDTH, self._longest + 1, self.scrollable_content_region.width * 27 // 100)

    @property
    def shown_columns(self) -> int:
        """Return how many columns there is room for."""
        room = self.scrollable_content_region.width - self._name_width - COUNT_WIDTH - 2
        return max(room // (CELL_WIDTH + 1), 1)

    # Moving

    def go(self, row: int, column: int) -> None:
        """Move the cursor to a cell."""
        self.row = max(min(row, len(self._content.names) - 1), 0)
        self.column = max(min(column, len(self._content.headings) - 1), 0)
        self._follow_cursor()
        self.refresh()
        self._moved()

    def _follow_cursor(self) -> None:
        top, last = self.scroll_offset.y, max(len(self._content.headings) - self.shown_columns, 0)
        if not top <= self.row < top + self.page:
            wanted = self.row if self.row < top else self.row - self.page + 1
            self.scroll_to(y=wanted, animate=False, immediate=True)
        self._left = min(max(self._left, self.column - self.shown_columns + 1), self.column, last)

    def action_up(self) -> None:
        """Go one agency up."""
        self.go(self.row - 1, self.column)

    def action_down(self) -> None:
        """Go one agency down."""
        self.go(self.row + 1, self.column)

    def action_left(self) -> None:
        """Go one column to the left."""
        self.go(self.row, self.column - 1)

    def action_right(self) -> None:
        """Go one column to the right."""
        self.go(self.row, self.column + 1)

    def action_page_up(self) -> None:
        """Go one screen up."""
        self.go(self.row - self.page, self.column)

    def action_page_down(self) -> None:
        """Go one screen down."""
        self.go(self.row + self.page, self.column)

    def action_first(self) -> None:
        """Go to the first agency."""
        self.go(0, self.column)

    def action_last(self) -> None:
        """Go to the last agency."""
        self.go(len(self._content.names) - 1, self.column)

    def action_open(self) -> None:
        """Open the cell under the cursor."""
        self._opened()

    def on_click(self, event: events.Click) -> None:
        """Go to the cell clicked on; a click on the one under the cursor opens it."""
        row = self.scroll_offset.y + event.y - self._content.heading_lines
        column = self._left + (event.x - self._name_width - COUNT_WIDTH - 2) // (CELL_WIDTH + 1)
        if event.y < self._content.heading_lines or not (0 <= row < len(self._content.names) and column >= self._left):
            return
        if (row, column) == (self.row, self.column):
            self.action_open()
        self.go(row, column)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow_cursor()

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        row = self.scroll_offset.y + y - self._content.heading_lines
        if y < self._content.heading_lines:
            return self._heading(y)
        return self._drawn(row) if row < len(self._content.names) else self._strip([], self.rich_style)

    @property
    def _columns(self) -> range:
        return range(self._left, min(self._left + self.shown_columns, len(self._content.headings)))

    def _heading(self, line: int) -> Strip:
        style = self.get_component_rich_style("rows--header")
        last = line == self._content.heading_lines - 1
        texts = [self._content.headings[column][line] for column in self._columns]
        more = ("‹" if self._left else " ", "›" if self._columns.stop < len(self._content.headings) else " ")
        corner = set_cell_size(self._corner if last else "", self._name_width)
        count = set_cell_size("Đã có" if last else "", COUNT_WIDTH)
        cells = " ".join(set_cell_size(cut(text, CELL_WIDTH), CELL_WIDTH) for text in texts)
        marks = more if last else (" ", " ")
        return self._strip([Segment(f" {corner}{count}{marks[0]}{cells}{marks[1]}", style)], style)

    def _drawn(self, row: int) -> Strip:
        base, content = self.rich_style, self._content
        name = base + Style(bold=row == self.row)
        segments = [Segment(f" {set_cell_size(cut(content.names[row], self._name_width - 1), self._name_width)}", name)]
        segments.append(Segment(f"{set_cell_size(content.counts[row], COUNT_WIDTH)} ", base))
        for column in self._columns:
            segments += self._cell(row, column, base)
        return self._strip(segments, base)

    def _cell(self, row: int, column: int, base: Style) -> list[Segment]:
        cell = self._content.cell(row, column)
        style = base + Style.parse(self.app.theme_variables[f"tone-{cell.tone}"])
        if (row, column) == (self.row, self.column):
            style = self.get_component_rich_style("rows--cursor")
        sign = MARK if cell.key in self._marked and cell.key else ""
        words = set_cell_size(cut(f"{sign}{cell.words}", CELL_WIDTH), CELL_WIDTH)
        return [Segment(words, style), Segment(" ", base)]

    def _strip(self, segments: list[Segment], style: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, style)
