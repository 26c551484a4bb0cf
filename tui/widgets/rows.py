"""A list of any length: only the rows around those on the screen are held, whoever shows it brings the others.

Columns fit the rows held; the cursor and the marks stay with their rows while rows come and go.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from tui.actions import bindings
from tui.columns import Column, cut, fitted, shown
from tui.widgets.roll import Roll
from tui.words import Tone

MARK = "*"
MARGIN = 2
HEADER = 1
AHEAD = 3  # screens of rows held above and below those shown
HELD = 600  # rows held at most, beside those just brought


@dataclass(frozen=True)
class Row:
    """One row: `cells` go with the columns, `toned` is the place of the cell that carries the tone.

    `subject` is what the row is about, for whoever shows it.
    """

    key: str
    cells: tuple[str, ...]
    subject: Any
    tone: Tone = "plain"
    toned: int = 0


class RowList(Roll, can_focus=True):
    """The list of every screen. Rows are brought by `replace` and `add`, when it asks for them with `Wanted`."""

    BINDINGS = bindings("row")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--header", "rows--cursor"}

    class Wanted(Message):
        """Rows are to be shown that are not held."""

        def __init__(self, offset: int, limit: int) -> None:
            """Say which: `limit` rows from `offset` on."""
            super().__init__()
            self.offset, self.limit = offset, limit

    def __init__(self, columns: Sequence[Column], moved: Callable[[], None], opened: Callable[[], None]) -> None:
        """Name the columns.

        `moved` is called when another row is under the cursor, or the same one in another state, `opened` when it is to
        be opened: at once and not by a message, so that what changes is painted together, and the next key finds it.
        """
        super().__init__()
        self._moved, self._opened = moved, opened
        self._columns = columns
        self._rows: dict[int, Row] = {}
        self._natural = [cell_len(column.title) for column in columns]
        self._fitted: list[tuple[int, int]] = []
        self._fitted_width = -1
        self._strips: dict[int, Strip] = {}
        self._marked: Collection[str] = ()
        self._wanted: tuple[int, int] | None = None
        self.total = 0
        self.cursor = 0

    # What is shown

    def replace(self, offset: int, rows: Sequence[Row], total: int, cursor: int) -> None:
        """Show a new reading: these rows from `offset` on, of `total`, the cursor on the row at place `cursor`."""
        self._rows, self._wanted = {}, None
        self._natural = [cell_len(column.title) for column in self._columns]
        self._hold(offset, rows)
        self._grow(total)
        self._refit()
        self.cursor = max(min(cursor, self.total - 1), 0)
        self._follow_cursor()
        self._changed()

    def add(self, offset: int, rows: Sequence[Row]) -> None:
        """Take in rows that were wanted; drawn anew is only what looks otherwise than before."""
        self._wanted = None
        if len(self._rows) > HELD:
            self._rows = {place: row for place, row in self._rows.items() if abs(place - self.cursor) < HELD // 2}
        before = self._fitted
        self._hold(offset, rows)
        self._refit()
        first = self.scroll_offset.y
        if self._fitted != before or (offset < first + self.page and offset + len(rows) > first):
            self._redraw()
        self._want()
        self._moved()

    def lengthen(self, total: int) -> None:
        """Learn how many rows there are, all told."""
        self._grow(total)
        self._want()

    def mark(self, keys: Collection[str]) -> None:
        """Show which rows are marked."""
        self._marked = set(keys)
        self._redraw()

    def redraw_all(self) -> None:
        """Show the same rows in other colours."""
        self._redraw()

    @property
    def current(self) -> Row | None:
        """Return the row under the cursor."""
        return self._rows.get(self.cursor)

    @property
    def held(self) -> list[Row] | None:
        """Return all rows when all are held, else None."""
        return [self._rows[place] for place in range(self.total)] if len(self._rows) == self.total else None

    @property
    def page(self) -> int:
        """Return how many rows there is room for."""
        return max(self.size.height - HEADER, 1)

    def _hold(self, offset: int, rows: Sequence[Row]) -> None:
        for place, row in enumerate(rows, start=offset):
            cells = tuple(unicodedata.normalize("NFC", cell) for cell in row.cells)
            self._rows[place] = replace(row, cells=cells)
            self._natural = [max(known, cell_len(cell)) for known, cell in zip(self._natural, cells, strict=True)]

    def _grow(self, total: int) -> None:
        self.total = total
        self.lengthen_to(total + HEADER)

    def _refit(self) -> None:
        total = max(self.scrollable_content_region.width - MARGIN, 0)
        places = shown(self._columns, self.app.size.width)
        widths = fitted([self._columns[i] for i in places], [self._natural[i] for i in places], total)
        self._fitted = list(zip(places, widths, strict=True))
        self._fitted_width = self.size.width

    def _changed(self) -> None:
        self._redraw()
        self._want()
        self._moved()

    def _redraw(self) -> None:
        self._strips.clear()
        self.refresh()

    # What is wanted

    def _want(self) -> None:
        """Ask for what is shown and not held; and for the next screens before they are shown."""
        first = self.scroll_offset.y
        near = self._missing(first - self.page, first + 2 * self.page)
        if near is None or self._wanted is not None:
            return
        far = AHEAD * self.page
        start, end = self._missing(first - far, first + self.page + far) or near
        self._wanted = (start, end)
        self.post_message(self.Wanted(start, end - start))

    def _missing(self, start: int, end: int) -> tuple[int, int] | None:
        places = [place for place in range(max(start, 0), min(end, self.total)) if place not in self._rows]
        return (places[0], places[-1] + 1) if places else None

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Ask for what comes into sight."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self._strips.clear()
            self._want()

    # Moving

    def go(self, place: int) -> None:
        """Move the cursor to a row."""
        before, self.cursor = self.cursor, max(min(place, self.total - 1), 0)
        if before == self.cursor:
            return
        for line in (before, self.cursor):
            self._strips.pop(line, None)
            self.refresh_line(line + HEADER)
        self._follow_cursor()
        self._moved()

    def _follow_cursor(self) -> None:
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + self.page:
            self.scroll_to(y=self.cursor - self.page + 1, animate=False)

    def action_up(self) -> None:
        """Go one row up."""
        self.go(self.cursor - 1)

    def action_down(self) -> None:
        """Go one row down."""
        self.go(self.cursor + 1)

    def action_page_up(self) -> None:
        """Go one screen up."""
        self.go(self.cursor - self.page)

    def action_page_down(self) -> None:
        """Go one screen down."""
        self.go(self.cursor + self.page)

    def action_first(self) -> None:
        """Go to the first row."""
        self.go(0)

    def action_last(self) -> None:
        """Go to the last row."""
        self.go(self.total - 1)

    def action_open(self) -> None:
        """Open the row under the cursor."""
        self._opened()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where there is something to open."""
        return action != "open" or self.total > 0

    def on_click(self, event: events.Click) -> None:
        """Go to the row clicked on; a click on the row under the cursor opens it."""
        place = self.scroll_offset.y + event.y - HEADER
        if event.y < HEADER or place >= self.total:
            return
        if place == self.cursor:
            self.action_open()
        self.go(place)

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns anew, and keep the cursor in sight."""
        if self.size.width != self._fitted_width:
            self._refit()
        self._follow_cursor()
        self._redraw()
        self._want()

    def on_focus(self) -> None:
        """Show the cursor in full colour."""
        self._strips.pop(self.cursor, None)

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self._strips.pop(self.cursor, None)

    # Drawing

    def notify_style_update(self) -> None:
        """Draw anew in other colours."""
        super().notify_style_update()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        if y < HEADER:
            return self._header()
        place = self.scroll_offset.y + y - HEADER
        if place not in self._strips:
            self._strips[place] = self._draw(place)
        return self._strips[place]

    def _header(self) -> Strip:
        style = self.get_component_rich_style("rows--header")
        titles = (set_cell_size(cut(self._columns[place].title, width), width) for place, width in self._fitted)
        return self._strip([Segment(" " * MARGIN + " ".join(titles), style)], style)

    def _draw(self, place: int) -> Strip:
        row, base = self._rows.get(place), self.rich_style
        if row is None:
            return self._strip([], base)
        on = self.get_component_rich_style("rows--cursor") if place == self.cursor else None
        sign = MARK if row.key in self._marked else ""
        warning = on or base + Style.parse(f"bold {self.app.theme_variables['tone-warning']}")
        segments = [Segment(sign.ljust(MARGIN), warning)]
        for column, width in self._fitted:
            toned = column == row.toned and row.tone != "plain"
            style = on or (base + Style.parse(self.app.theme_variables[f"tone-{row.tone}"]) if toned else base)
            segments.append(Segment(set_cell_size(cut(row.cells[column], width), width), style))
            segments.append(Segment(" ", on or base))
        return self._strip(segments, on or base)

    def _strip(self, segments: list[Segment], style: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, style)
