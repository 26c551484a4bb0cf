"""What every list has in common: a summary, a filter, rows, marks, and the details of the row under the cursor.

Only a window of a list is ever read, beside the screen (tui/reader.py). What is shown meanwhile is what was; a key that
acts on a row waits for it.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.theme import Theme
from textual.widgets import Static

from engine.lists.values import Kind, Overview, Subject, View
from engine.view import Lists
from tui.actions import Place, bindings
from tui.columns import Column
from tui.reader import AT_ONCE
from tui.screens.call import CallScreen
from tui.screens.letter import LetterScreen
from tui.screens.mail import MailScreen
from tui.screens.obligation import ObligationScreen
from tui.screens.page import PageScreen
from tui.screens.place import PlaceScreen
from tui.widgets.details import Details
from tui.widgets.filter import FilterInput
from tui.widgets.rows import Row, RowList
from tui.window import Asked, Window, read_window
from tui.words import BEGIN, grouped

BARELY = 0.01  # seconds for which a window waits to learn how long the list is
FEW = 20  # rows read at least before anything is shown
MOST_MARKED = 1_000
READING = "Đang đọc sổ theo dõi …"
NO_MATCH = "Không có dòng nào khớp với nội dung lọc. Nhấn Esc để bỏ lọc."


def page_of(subject: Subject) -> type[PageScreen[Any]] | None:
    """Return the page that says all about a line."""
    pages: tuple[tuple[object, type[PageScreen[Any]]], ...] = (
        (subject.line, ObligationScreen),
        (subject.letter, LetterScreen),
        (subject.mail, MailScreen),
        (subject.call, CallScreen),
    )
    return next((page for what, page in pages if what is not None), None)


class ListScreen(PlaceScreen):
    """One list. Subclasses say which, how a row looks, what stands above, and what to say when there are none."""

    PLACES: ClassVar[tuple[Place, ...]] = ("row", "list", "act")
    BINDINGS = bindings("list", "act")
    AWAITED = ("window", "rows")
    KIND: ClassVar[Kind]
    COLUMNS: ClassVar[tuple[Column, ...]]
    NOTHING: ClassVar[str]

    def __init__(self) -> None:
        """Start without rows or marks."""
        super().__init__()
        self._window: Window | None = None
        self._marked: dict[str, Subject] = {}
        self._summary = ""

    @staticmethod
    def row(subject: Subject, today: dt.date) -> Row:
        """Return how a line looks."""
        raise NotImplementedError

    @staticmethod
    def summary(lists: Lists, overview: Overview) -> str:
        """Return what stands above the list; called beside the screen, it may read."""
        raise NotImplementedError

    def view(self) -> View:
        """Return what is asked for."""
        return View(self.KIND, self.query_one(FilterInput).value.strip())

    def narrowed(self) -> str:
        """Return what the list is narrowed to or how it is ordered, beside what is typed; empty for the whole of it."""
        return ""

    def body(self) -> ComposeResult:
        """Lay out a list."""
        yield Static("", id="summary")
        yield FilterInput(self._typed, self._filtered)
        yield RowList(self.COLUMNS, self._show_details, self._opened)
        yield Static(READING, id="nothing")
        yield Details("", id="details")

    def on_mount(self) -> None:
        """Start on the rows, and follow the colours of the theme."""
        self.query_one(RowList).display = False
        self.set_focus(self.query_one(RowList))
        self.app.theme_changed_signal.subscribe(self, self._recoloured)
        super().on_mount()

    def on_read(self, overview: Overview) -> None:
        """Read the list anew."""
        self.fetch("summary", lambda: self.summary(self.desk.office.lists, overview), self._summarised, slow=True)
        self.reread()

    def on_unread(self) -> None:
        """Say that nothing is read yet."""
        self._redraw()

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where the keys that now do something stand: while a filter is typed, those of the filter."""
        return ("filter", "app") if self.query_one(FilterInput).has_focus else super().places

    # Reading

    def reread(self, *, follow: bool = True) -> None:
        """Read the window anew; with `follow` around the row under the cursor, wherever that stands now."""
        table = self.query_one(RowList)
        asked = Asked(
            at=self.desk.office.now(),
            view=self.view(),
            key=table.current.key if table.current else None,
            place=table.cursor if follow else 0,
            limit=max(table.page, FEW) * (2 if follow else 1) + 1,
            known=self._known_total(self.view()),
            marked=frozenset(self._marked),
            follows=follow,
        )
        self.drop("rows", "count")
        self.fetch("window", partial(read_window, self.desk.office.lists, asked), self._show_window)

    def _known_total(self, view: View) -> int | None:
        """Return how long the list is where the overview has counted it."""
        return self.overview.counts.get(view.kind) if self.overview and view == View(view.kind) else None

    def _show_window(self, window: Window) -> None:
        table = self.query_one(RowList)
        if window.asked.follows and table.cursor != window.asked.place:  # somebody has moved meanwhile
            places = {one.key: place for place, one in enumerate(window.subjects, start=window.offset)}
            if table.current is None or (cursor := places.get(table.current.key)) is None:
                self.reread()
                return
            window = dataclasses.replace(window, cursor=cursor)
        self._window = window
        self._marked = {one.key: one for one in window.marked if one.key in self._marked}
        table.mark(self._marked)
        if window.total is None:
            count = partial(self.desk.office.lists.count, window.asked.at, window.asked.view)
            self.fetch("count", count, self._counted, slow=True)
            self._pending["count"].settle(BARELY)
        table.replace(window.offset, self._rows(window.subjects), self._total, window.cursor)
        self._redraw()

    @property
    def _total(self) -> int:
        """Return how long the list is, as far as is known."""
        window = self._window
        return max(window.total or 0, window.offset + len(window.subjects)) if window else 0

    def _rows(self, subjects: Sequence[Subject]) -> list[Row]:
        assert self._window is not None
        return [self.row(subject, self._window.asked.at.date()) for subject in subjects]

    def _counted(self, total: int) -> None:
        assert self._window is not None
        self._window = dataclasses.replace(self._window, total=total)
        self.query_one(RowList).lengthen(self._total)
        self._redraw()

    def _summarised(self, summary: str) -> None:
        self._summary = summary
        self._say_above()

    @on(RowList.Wanted)
    def _bring(self, event: RowList.Wanted) -> None:
        if (window := self._window) is not None:
            work = partial(self.desk.office.lists.page, window.asked.at, window.asked.view, event.offset, event.limit)
            self.fetch("rows", work, lambda found: self.query_one(RowList).add(event.offset, self._rows(found)))

    # Acting

    def subjects(self) -> list[Subject]:
        """Return the marked rows, or else the one under the cursor."""
        current = self.query_one(RowList).current
        return list(self._marked.values()) or ([current.subject] if current else [])

    def acted(self) -> None:
        """Take the marks away: what was to be done to them is done."""
        self._marked = {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Esc only where it does something, and nothing that a filter would take as text."""
        if action == "back":
            return bool(self.query_one(FilterInput).display or self._marked)
        if action == "filter":
            return not self.query_one(FilterInput).has_focus
        if action in ("mark", "mark_all", "open"):
            return self.is_reading or self.query_one(RowList).total > 0
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the row under the cursor, or take its mark away, and go on to the next."""
        self.settle()
        table = self.query_one(RowList)
        if table.current:
            self._toggle([table.current.subject], on=table.current.key not in self._marked)
            table.action_down()

    def action_mark_all(self) -> None:
        """Mark all rows shown, or none when all are."""
        self.settle()
        if (rows := self.query_one(RowList).held) is not None:
            self._toggle_all([row.subject for row in rows])
        elif (window := self._window) is not None:
            work = partial(self.desk.office.lists.page, window.asked.at, window.asked.view, 0, MOST_MARKED)
            self.fetch("marks", work, self._toggle_all)

    def _toggle_all(self, found: Sequence[Subject]) -> None:
        self._toggle(found, on=not {one.key for one in found} <= self._marked.keys())
        if len(found) < self.query_one(RowList).total:
            self.notify(f"Đánh dấu được {grouped(len(found))} dòng đầu; hãy lọc bớt.", severity="warning")

    def _toggle(self, found: Sequence[Subject], *, on: bool) -> None:
        others = {key: one for key, one in self._marked.items() if key not in {one.key for one in found}}
        self._marked = others | {one.key: one for one in found} if on else others
        self._remarked()

    def _remarked(self) -> None:
        self.query_one(RowList).mark(self._marked)
        self._say_above()
        self.offer()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterInput).open()

    def step(self, by: int) -> Subject | None:
        """Move the cursor under an open page; return the obligation it is on then, if it is one that was read."""
        table = self.query_one(RowList)
        table.go(table.cursor + by)
        return table.current.subject if table.current and table.current.subject.line else None

    def filter_by(self, words: str) -> None:
        """Show only what has these words."""

        def typed() -> None:
            self.query_one(FilterInput).display = True
            self.query_one(FilterInput).value = words
            self.set_focus(self.query_one(RowList))

        self.call_after_refresh(typed)

    def action_back(self) -> None:
        """Clear the filter; with none, clear the marks."""
        if self.query_one(FilterInput).display:
            self.query_one(FilterInput).close()
            self.set_focus(self.query_one(RowList))
            self.reread()
        else:
            self._marked = {}
        self._remarked()

    def _typed(self, words: str) -> None:
        if words:
            self.reread(follow=False)
            self.settle(AT_ONCE)
        elif self._window and self._window.asked.view.typed:
            self.reread()

    def _filtered(self) -> None:
        self.settle()
        self.set_focus(self.query_one(RowList))

    def _opened(self) -> None:
        self.settle()
        current = self.query_one(RowList).current
        if current and (page := page_of(current.subject)):
            self.desk.turn_to(page, current.subject)

    # Drawing

    def _recoloured(self, _theme: Theme) -> None:
        self.query_one(RowList).redraw_all()

    def _redraw(self) -> None:
        table = self.query_one(RowList)
        table.display = table.total > 0
        if table.display and self.focused is None:
            table.focus()
        nothing = self.query_one("#nothing", Static)
        nothing.display = not table.display
        if nothing.display:
            nothing.update(Content(self._nothing()))
        self._say_above()
        self._show_details()

    def _nothing(self) -> str:
        if self.overview is None or self.overview.tracks_nothing:
            return self.desk.trouble or (BEGIN if self.overview else READING)
        typed = self._window is not None and self._window.asked.view.typed
        return NO_MATCH if typed or self.narrowed() else self.NOTHING

    def _say_above(self) -> None:
        said = self._above()
        if said != self._said:
            self._said = said
            self.query_one("#summary", Static).update(Content(said))

    _said = ""

    def _above(self) -> str:
        if self.overview is None or self.overview.tracks_nothing:
            return ""
        marked = f"Đã đánh dấu {grouped(len(self._marked))} dòng. " if self._marked else ""
        narrowed = self.narrowed()
        if self._window and (narrowed or self._window.asked.view.typed):
            total, all_of_it = self._window.total, self.overview.counts.get(self.KIND, 0)
            found = "…" if total is None else grouped(total)
            by = f" ({narrowed})" if narrowed else ""
            return f"{marked}Đang lọc{by}: {found}/{grouped(all_of_it)} dòng."
        return f"{marked}{self._summary}"

    def _show_details(self) -> None:
        current = self.query_one(RowList).current
        today = self._window.asked.at.date() if self._window else None
        self.query_one(Details).show(current.subject if current else None, today)
        self.offer()
