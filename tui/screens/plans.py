"""Key 6: the plans followed, how far each has come; Enter opens one, `f` compares a changed spec with what is followed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.deadlines.short import short_day
from engine.lists.plans import PlanRow, last_day_of
from engine.lists.values import Overview
from tui.actions import Place, bindings
from tui.columns import Column
from tui.screens.amend import ask_for_spec
from tui.screens.place import PlaceScreen
from tui.screens.plan import PlanScreen
from tui.widgets.bar import bar
from tui.widgets.rows import Row, RowList
from tui.words import BEGIN, grouped, plan_words

BAR_WIDTH = 12


class PlansScreen(PlaceScreen):
    """Kế hoạch."""

    PLACE = "plans"
    PLACES: ClassVar[tuple[Place, ...]] = ("row", "plans")
    BINDINGS = bindings("plans")
    AWAITED = ("plans",)
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Kế hoạch", share=1),
        Column("Tiến độ"),
        Column("Đã ghi nhận"),
        Column("Quá hạn"),
        Column("Hạn kế tiếp"),
    )

    def body(self) -> ComposeResult:
        """Lay out the list."""
        yield Static("", id="summary")
        yield RowList(self.COLUMNS, self.offer, self._opened)
        yield Static("", id="nothing")

    def on_mount(self) -> None:
        """Start on the rows."""
        self.query_one(RowList).focus()
        super().on_mount()

    def on_read(self, overview: Overview) -> None:
        """Read how far each plan has come."""
        at, lists = self.desk.office.now(), self.desk.office.lists
        self.fetch("plans", lambda: lists.plan_rows(at), self._found)

    def on_unread(self) -> None:
        """Say that there is none, or why not."""
        self._say_nothing(self.desk.trouble or "")

    def _found(self, rows: tuple[PlanRow, ...]) -> None:
        table = self.query_one(RowList)
        key = table.current.key if table.current else None
        shown = [self._row(row) for row in rows]
        cursor = next((place for place, row in enumerate(shown) if row.key == key), table.cursor)
        table.replace(0, shown, len(shown), cursor)
        self._say_nothing("" if rows else BEGIN)
        late = sum(row.late for row in rows)
        recorded, owed = sum(row.recorded for row in rows), sum(row.owed for row in rows)
        counts = f"đã ghi nhận {grouped(recorded)}/{grouped(owed)} đầu việc có thời hạn, {grouped(late)} quá hạn"
        self.query_one("#summary", Static).update(Content(f"{len(rows)} kế hoạch: {counts}." if rows else ""))

    def _row(self, row: PlanRow) -> Row:
        today = self.desk.office.now().date()
        following = short_day(last_day_of(row.next_limit), today) if row.next_limit else "–"
        cells = (
            plan_words(row.head),
            bar(row.recorded, row.owed, BAR_WIDTH),
            f"{grouped(row.recorded)}/{grouped(row.owed)}",
            f"! {grouped(row.late)}" if row.late else "0",
            following,
        )
        return Row(row.head.id, cells, row, "danger" if row.late else "plain", toned=3)

    def _say_nothing(self, words: str) -> None:
        nothing = self.query_one("#nothing", Static)
        nothing.display = bool(words)
        self.query_one(RowList).display = not words
        nothing.update(Content(words))

    def _opened(self) -> None:
        self.settle()
        if (current := self.query_one(RowList).current) is not None:
            self.desk.push_screen(PlanScreen(current.subject.head))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer Enter only where there is something to open."""
        if action == "open":
            return self.query_one(RowList).total > 0
        return super().check_action(action, parameters)

    def action_amend(self) -> None:
        """Compare a changed spec with what is followed, and apply it when it is right."""
        ask_for_spec(self.desk)
