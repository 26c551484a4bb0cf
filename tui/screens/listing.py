"""What every list has in common: a summary, a filter, rows, marks, and the details of the row under the cursor."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.theme import Theme
from textual.widgets import DataTable, Footer, Input, Static

from engine.matching import matches
from tui.actions import bindings
from tui.columns import Column
from tui.reading import Reading, Subject
from tui.screens.acting import ActingScreen
from tui.screens.letter import LetterScreen
from tui.screens.obligation import ObligationScreen
from tui.widgets.details import Details
from tui.widgets.filter import FilterInput
from tui.widgets.rows import Row, RowTable
from tui.widgets.topbar import TopBar
from tui.words import BEGIN


class ListScreen(ActingScreen):
    """One list. Subclasses say which rows, what stands above them, and what to say when there are none."""

    BINDINGS = bindings("list", "act")
    PLACE: ClassVar[str]
    COLUMNS: ClassVar[tuple[Column, ...]]
    NOTHING: ClassVar[str]

    def __init__(self) -> None:
        """Start without rows or marks."""
        super().__init__()
        self._rows: list[Row] = []
        self._marked: set[str] = set()
        self._reading: Reading | None = None

    def rows(self, reading: Reading) -> list[Row]:
        """Return all rows of this list."""
        raise NotImplementedError

    def summary(self, reading: Reading) -> str:
        """Return what stands above them."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay out a list."""
        yield TopBar()
        yield Static("", id="summary")
        yield FilterInput()
        yield RowTable(self.COLUMNS)
        yield Static("", id="nothing")
        yield Details("", id="details")
        yield Footer(show_command_palette=False, compact=True)

    def on_mount(self) -> None:
        """Start on the rows, and follow the colours of the theme."""
        self.query_one(RowTable).focus()
        self.app.theme_changed_signal.subscribe(self, self._recoloured)
        self.show(self.desk.reading)

    def on_screen_resume(self) -> None:
        """Show what was read while another screen was in front."""
        if self._reading is not self.desk.reading:
            self.show(self.desk.reading)

    def show(self, reading: Reading) -> None:
        """Show a new reading; marks of rows that are gone go with them."""
        self._reading = reading
        self._rows = [] if reading.tracks_nothing else self.rows(reading)
        self._marked &= {row.key for row in self._rows}
        self.query_one(TopBar).show(reading, self.PLACE, self.desk.office.agency)
        self._redraw()

    def subjects(self) -> list[Subject]:
        """Return the marked rows, or else the one under the cursor."""
        marked = [row.subject for row in self._rows if row.key in self._marked]
        current = self.query_one(RowTable).current
        return marked or ([current.subject] if current else [])

    def acted(self) -> None:
        """Take the marks away: what was to be done to them is done."""
        self._marked = set()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Esc only where it does something, and nothing that a filter would take as text."""
        if action == "back":
            return bool(self.query_one(FilterInput).display or self._marked)
        if action == "filter":
            return not self.query_one(FilterInput).has_focus
        if action in ("mark", "mark_all"):
            return self.query_one(RowTable).current is not None
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        table = self.query_one(RowTable)
        if table.current:
            self._marked ^= {table.current.key}
            self._redraw()
            table.action_cursor_down()

    def action_mark_all(self) -> None:
        """Mark all rows shown, or none when all are."""
        keys = {row.key for row in self._shown()}
        self._marked = self._marked - keys if keys <= self._marked else self._marked | keys
        self._redraw()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterInput).open()

    def action_back(self) -> None:
        """Clear the filter; with none, clear the marks."""
        if self.query_one(FilterInput).display:
            self.query_one(FilterInput).close()
            self.query_one(RowTable).focus()
        else:
            self._marked = set()
        self._redraw()

    @on(Input.Changed, "FilterInput")
    def _typed(self) -> None:
        self._redraw()

    @on(FilterInput.Left)
    def _filtered(self) -> None:
        self.query_one(RowTable).focus()

    @on(DataTable.RowHighlighted)
    def _moved(self) -> None:
        self._show_details()

    @on(DataTable.RowSelected)
    def _opened(self) -> None:
        current = self.query_one(RowTable).current
        if current and current.subject.line:
            self.app.push_screen(ObligationScreen(current.subject.line))
        elif current and current.subject.letter:
            self.app.push_screen(LetterScreen(current.subject.letter))

    def _recoloured(self, _theme: Theme) -> None:
        self.query_one(RowTable).refill()

    def _shown(self) -> list[Row]:
        typed = self.query_one(FilterInput).value
        return [row for row in self._rows if matches(typed, row.words)]

    def _redraw(self) -> None:
        rows = self._shown()
        table = self.query_one(RowTable)
        table.display = bool(rows)
        table.show(rows, self._marked)
        if rows and self.focused is None:
            table.focus()
        nothing = self.query_one("#nothing", Static)
        nothing.display = not rows
        nothing.update(Content(self._nothing()))
        self.query_one("#summary", Static).update(Content(self._above(len(rows))))
        self._show_details()

    def _nothing(self) -> str:
        if self.desk.reading.tracks_nothing:
            return self.desk.trouble or BEGIN
        if self._rows:
            return "Không có dòng nào khớp với nội dung lọc. Nhấn Esc để bỏ lọc."
        return self.NOTHING

    def _above(self, shown: int) -> str:
        if self.desk.reading.tracks_nothing:
            return ""
        marked = f"Đã đánh dấu {len(self._marked)} dòng. " if self._marked else ""
        if self.query_one(FilterInput).value:
            return f"{marked}Đang lọc: {shown}/{len(self._rows)} dòng."
        return f"{marked}{self.summary(self.desk.reading)}"

    def _show_details(self) -> None:
        current = self.query_one(RowTable).current
        self.query_one(Details).show(self.desk.reading, current.subject if current else None)
        self.offer()
