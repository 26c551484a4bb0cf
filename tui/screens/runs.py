"""Key 8: letters on their way and those that did not arrive, the runs that were and those that come, and a rehearsal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.lists.runs import RUNS_AT, RunsPage
from engine.lists.values import Overview
from tui.actions import Place, bindings
from tui.columns import Column
from tui.dialogs.confirm import Confirm
from tui.dialogs.form import DateField, Filled, Form
from tui.office_runs import Runs
from tui.runs_rows import Item, rows_of, summary
from tui.screens.place import PlaceScreen
from tui.screens.reading import ReadingScreen
from tui.screens.rehearsal import RehearsalScreen
from tui.widgets.rows import RowList
from tui.words import BEGIN

ASK = "Cho biết lượt chạy lúc 08 giờ của ngày này sẽ soạn, gửi những thư nào. Không ghi, không gửi gì."
HEAD = 3  # lines above a letter
SET_ASIDE = "Thư không được gửi nữa. Hãy báo cho đơn vị bằng cách khác."


class RunsScreen(PlaceScreen):
    """Lượt chạy."""

    PLACE = "runs"
    PLACES: ClassVar[tuple[Place, ...]] = ("row", "runs")
    BINDINGS = bindings("runs")
    AWAITED = ("runs",)
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Tình trạng"),
        Column("Lúc"),
        Column("Nội dung", share=3),
        Column("Ghi chú", share=2, wide_from=110),
    )

    def body(self) -> ComposeResult:
        """Lay out the list."""
        yield Static("", id="summary")
        yield RowList(self.COLUMNS, self._moved, self._opened)
        yield Static("", id="nothing")
        yield Static("", id="details")

    def on_mount(self) -> None:
        """Start on the rows."""
        self.query_one(RowList).focus()
        super().on_mount()

    def on_read(self, overview: Overview) -> None:
        """Read what is on its way, what was and what comes."""
        at, lists = self.desk.office.now(), self.desk.office.lists
        self.fetch("runs", lambda: lists.runs(at), lambda page: self._found(page, at))

    def on_unread(self) -> None:
        """Say that there is none, or why not."""
        self._say_nothing(self.desk.trouble or "")

    def _found(self, page: RunsPage | None, at: dt.datetime) -> None:
        self._say_nothing("" if page else BEGIN)
        if page is None:
            return
        table, rows = self.query_one(RowList), list(rows_of(page, at))
        key = table.current.key if table.current else None
        cursor = next((place for place, row in enumerate(rows) if row.key == key), table.cursor if key else 0)
        table.replace(0, rows, len(rows), cursor)
        self.query_one("#summary", Static).update(Content(summary(page, at)))

    def _say_nothing(self, words: str) -> None:
        nothing = self.query_one("#nothing", Static)
        nothing.display = bool(words)
        self.query_one(RowList).display = not words
        nothing.update(Content(words))

    @property
    def _item(self) -> Item | None:
        row = self.query_one(RowList).current
        return row.subject if row else None

    def _moved(self) -> None:
        words = self._item.words if self._item else ""
        self.query_one("#details", Static).update(Content(words), layout=False)
        self.offer()

    def _opened(self) -> None:
        self.settle()
        item = self._item
        if item is not None and item.run_at is not None:
            self.desk.push_screen(RehearsalScreen(item.run_at))
        elif item is not None:
            self.desk.push_screen(ReadingScreen(item.words))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a letter's keys only for one that has not left as it should."""
        if action == "open":
            return self._item is not None
        letter = self._item.letter if self._item else None
        if action == "send_again":
            return self.is_reading or (letter is not None and self._item is not None and self._item.can_go_again)
        if action == "set_aside":
            return self.is_reading or (letter is not None and letter.status == "failed")
        return super().check_action(action, parameters)

    def action_rehearse(self) -> None:
        """Ask for a day, and show what its run would do."""
        coming = Runs(self.desk.office).next_working_run()
        day = DateField("day", "Ngày:", coming.date(), "Hãy ghi ngày.", value=coming.date())

        def filled(found: Filled | None) -> None:
            if found is not None:
                morning = dt.datetime.combine(found["day"], RUNS_AT, coming.tzinfo)
                now = self.desk.office.now()
                self.desk.push_screen(RehearsalScreen(now if morning.date() == now.date() < coming.date() else morning))

        self.desk.push_screen(Form("Chạy thử một ngày", ASK, [day], "Chạy thử"), filled)

    def action_send_again(self) -> None:
        """Ask, then send once more."""
        self.settle()
        if (item := self._item) is not None and (letter := item.letter) is not None and item.can_go_again:
            runs, question = Runs(self.desk.office), Confirm("Gửi lại thư này?", _about(item), "Gửi lại")
            self._ask(question, lambda: self.desk.act(lambda: runs.send_again(letter)))

    def action_set_aside(self) -> None:
        """Ask, then give the letter up."""
        self.settle()
        if (item := self._item) is not None and (letter := item.letter) is not None and letter.status == "failed":
            question = Confirm("Bỏ qua thư này?", f"{_about(item)}\n\n{SET_ASIDE}", "Bỏ qua")
            self._ask(question, lambda: self.desk.act(lambda: Runs(self.desk.office).set_aside(letter)))

    def _ask(self, question: Confirm, work: Callable[[], None]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                work()

        self.desk.push_screen(question, answered)


def _about(item: Item) -> str:
    """Return to whom a letter goes, what it is about, and how it stands."""
    return "\n".join(item.words.split("\n", HEAD)[:HEAD])
