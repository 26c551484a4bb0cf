"""A run rehearsed: each letter and alert of it, to be read before there is any; nothing is written and nothing sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.deadlines.words import limit_in_full
from engine.errors import PhancongError
from engine.lists.values import Overview
from tui.actions import Place, bindings
from tui.columns import Column
from tui.office_runs import Runs
from tui.runs_rows import letter_text
from tui.screens.acting import ActingScreen
from tui.screens.reading import ReadingScreen
from tui.widgets.keys import KeysLine
from tui.widgets.rows import Row, RowList
from tui.widgets.topbar import TopBar
from tui.words import clock_words, grouped

if TYPE_CHECKING:
    from engine.rehearse import Missed, Rehearsal, Told
    from tui.reader import Pending

WORKING = "Đang chạy thử … Không ghi, không gửi gì."
NOTHING = "Lượt chạy này không soạn thư nào và không có cảnh báo mới."


class RehearsalScreen(ActingScreen):
    """Chạy thử."""

    PLACES: ClassVar[tuple[Place, ...]] = ("row", "page")
    BINDINGS = bindings("page")
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Việc"),
        Column("Cơ quan", share=1),
        Column("Nội dung", share=1),
        Column("Gửi tới", wide_from=110),
    )

    def __init__(self, at: dt.datetime) -> None:
        """Take the moment of the run."""
        super().__init__()
        self._at = at
        self._pending: Pending[Rehearsal] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield TopBar()
        yield Static("", id="summary")
        yield RowList(self.COLUMNS, self.offer, self._opened)
        yield Static(WORKING, id="nothing")
        yield KeysLine("")

    def on_mount(self) -> None:
        """Have the run rehearsed beside the screen."""
        self.query_one(RowList).display = False
        self.query_one("#summary", Static).update(Content(f"Chạy thử {self._when}"))
        self.show(self.desk.overview)
        runs, at = Runs(self.desk.office), self._at
        self._pending = self.desk.reader.ask(lambda: runs.rehearse(at), self._found, self._refused, slow=True)

    def on_unmount(self) -> None:
        """Wait for nothing any more."""
        if self._pending is not None:
            self._pending.drop()

    def show(self, overview: Overview | None) -> None:
        """Show a new reading: the rehearsal stays as it was."""
        self.query_one(TopBar).show(overview, self.desk.here)
        self.offer()

    @property
    def _when(self) -> str:
        return clock_words(self._at)

    def _found(self, found: Rehearsal) -> None:
        table, rows = self.query_one(RowList), list(_rows(found))
        table.replace(0, rows, len(rows), 0)
        table.display = bool(rows)
        self.query_one("#nothing", Static).display = not rows
        self.query_one("#nothing", Static).update(Content(NOTHING))
        self.query_one("#summary", Static).update(Content(f"Chạy thử {self._when}: {_counts(found)}"))
        if rows:
            table.focus()
        self.offer()

    def _refused(self, error: PhancongError) -> None:
        self.query_one("#nothing", Static).update(Content(error.message))

    def _opened(self) -> None:
        if (row := self.query_one(RowList).current) is not None:
            self.desk.push_screen(ReadingScreen(row.subject))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where there is something to open."""
        if action == "open":
            return self.query_one(RowList).total > 0
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        """Return to the list."""
        self.dismiss()


def _counts(found: Rehearsal) -> str:
    counted = found.counted
    assert counted is not None
    sent = max(counted.letters - counted.held, len(found.letters) - found.held)
    said = f"{grouped(sent)} thư gửi đi, {grouped(counted.held)} thư chờ phát hành, "
    missing = len(counted.without_contact)
    unknown = f" {grouped(missing)} đơn vị chưa có địa chỉ thư." if missing else ""
    return f"{said}{grouped(counted.alerts_raised)} cảnh báo mới.{unknown} Chưa ghi, chưa gửi gì."


def _rows(found: Rehearsal) -> Iterator[Row]:
    for number, missed in enumerate(found.alerts):
        yield _alert_row(missed, number)
    for told in sorted(found.letters, key=lambda one: one.letter.mode != "hold"):
        yield _letter_row(told)


def _alert_row(missed: Missed, number: int) -> Row:
    owed, facts = missed.tracked.obligation, missed.tracked.facts
    limit = limit_in_full(facts.due, facts.moved_to)
    words = f"Cảnh báo mới: chưa ghi nhận báo cáo, kết quả khi hết thời hạn.\n\n{missed.name}\n{owed.text}\nThời hạn: {limit}"
    return Row(f"alert:{number}", ("! cảnh báo", missed.name, owed.text, ""), words, "danger")


def _letter_row(told: Told) -> Row:
    letter, held = told.letter, told.letter.mode == "hold"
    names = ", ".join(told.names) if letter.audience == "agency" else "Cơ quan theo dõi"
    stands = "chờ phát hành" if held else "gửi đi"
    words = letter_text(letter, names, f"chạy thử, {stands}")
    cells = (f"{'@' if held else '»'} {stands}", names, letter.subject, letter.email)
    return Row(letter.uid, cells, words, "warning" if held else "plain")
