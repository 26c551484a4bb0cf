"""A list of rows: columns fitted to the terminal, marks kept while rows come and go, the cursor kept on its row."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from rich.text import Text
from textual import events
from textual.widgets import DataTable

from tui.actions import bindings
from tui.columns import GAP, Column, cut, shown, widths
from tui.reading import Subject
from tui.words import Tone

MARK = "*"
MARGIN = 2


@dataclass(frozen=True)
class Row:
    """One row: `cells` go with the columns, `toned` is the place of the cell that carries the tone.

    `words` is what a filter looks in, see `matching.searchable`.
    """

    key: str
    cells: tuple[str, ...]
    words: str
    subject: Subject
    tone: Tone = "plain"
    toned: int = 0


class RowTable(DataTable[Text]):
    """The table of every list."""

    BINDINGS = bindings("row")

    def __init__(self, columns: Sequence[Column]) -> None:
        """Name the columns."""
        super().__init__(cursor_type="row", cell_padding=0, cursor_foreground_priority="css", show_header=True)
        self._all_columns = columns
        self._rows: Sequence[Row] = ()
        self._marked: set[str] = set()
        self._filled_width = 0

    def show(self, rows: Sequence[Row], marked: Collection[str]) -> None:
        """Show these rows; the cursor stays with its row where that is still there."""
        if rows == self._rows and self.size.width == self._filled_width:
            self._mark(set(marked))
            return
        self._rows, self._marked = rows, set(marked)
        self._fill()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where there is something to open."""
        return action != "select_cursor" or bool(self._rows)

    @property
    def current(self) -> Row | None:
        """Return the row under the cursor."""
        return self._rows[self.cursor_row] if 0 <= self.cursor_row < len(self._rows) else None

    def _fill(self) -> None:
        kept, place, scrolled = self.current_key, self.cursor_row, self.scroll_y
        self.clear(columns=True)
        total = max(self.scrollable_content_region.width - MARGIN, 0)
        columns = shown(self._all_columns, self.app.size.width)
        cells = [[unicodedata.normalize("NFC", row.cells[i]) for i in columns] for row in self._rows]
        fitted = widths([self._all_columns[i] for i in columns], cells, total)
        self._add_columns([self._all_columns[i].title for i in columns], fitted)
        for row, texts in zip(self._rows, cells, strict=True):
            self._add(row, texts, fitted, columns)
        self._filled_width = self.size.width
        self.call_after_refresh(self.scroll_to, y=scrolled, animate=False)
        self._return_to(kept, place)

    @property
    def current_key(self) -> str | None:
        """Return the key of the row under the cursor."""
        if not self.row_count or not self.is_valid_row_index(self.cursor_row):
            return None
        return self.coordinate_to_cell_key(self.cursor_coordinate).row_key.value

    def _add_columns(self, titles: list[str], fitted: list[int]) -> None:
        self.add_column("", width=MARGIN, key=MARK)
        for title, width in zip(titles, fitted, strict=True):
            self.add_column(Text(title, no_wrap=True, overflow="ellipsis"), width=width + GAP)

    def _add(self, row: Row, texts: list[str], fitted: list[int], columns: list[int]) -> None:
        tones = self.app.theme_variables
        cells = [self._sign(row.key)]
        for place, text, width in zip(columns, texts, fitted, strict=True):
            style = tones[f"tone-{row.tone}"] if place == row.toned else ""
            cells.append(Text(cut(text, width), style))
        self.add_row(*cells, key=row.key)

    def _sign(self, key: str) -> Text:
        return Text(MARK if key in self._marked else "", style=f"bold {self.app.theme_variables['tone-warning']}")

    def _mark(self, marked: set[str]) -> None:
        changed, self._marked = self._marked ^ marked, marked
        for row in self._rows:
            if row.key in changed:
                self.update_cell(row.key, MARK, self._sign(row.key))

    def _return_to(self, key: str | None, place: int) -> None:
        keys = [row.key for row in self._rows]
        if keys:
            self.move_cursor(row=keys.index(key) if key in keys else min(place, len(keys) - 1), animate=False)

    def refill(self) -> None:
        """Show the same rows again, in other colours or another width."""
        self._fill()

    def on_resize(self, event: events.Resize) -> None:
        """Fit the columns anew."""
        if event.size.width != self._filled_width:
            self.refill()
