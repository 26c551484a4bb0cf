"""One plan whole: its progress, its dates on a line of time, and the scoreboard for the first and the present limits."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult

from engine.deadlines.words import date_words
from engine.ledger.address_book import PlanHead
from engine.lists.plans import Mark, PlanPage, Score
from engine.lists.values import Overview
from engine.obligations.states import STATE_WORDS, State
from tui.actions import Place, bindings
from tui.screens.acting import ActingScreen
from tui.screens.amend import ask_for_spec
from tui.widgets.bar import bar, timeline
from tui.widgets.keys import KeysLine
from tui.widgets.paper import MARGIN, WIDEST, Paper
from tui.widgets.topbar import TopBar
from tui.words import STATE_SIGNS, STATE_TONES, grouped, plan_words

BAR_WIDTH = 30
SHOWN: tuple[State, ...] = (
    *("overdue", "awaiting_review", "due_soon", "not_due"),
    *("done_on_time", "done_late", "ongoing", "before_tracking", "withdrawn"),
)
LEGEND = "! có đầu việc quá hạn   ✓ đã ghi nhận đủ   ○ còn trong hạn   ▲ hôm nay"
NOT_FOLLOWED = "Chưa có đầu việc nào của kế hoạch này vào thời điểm đang xem."


class PlanScreen(ActingScreen):
    """Một kế hoạch."""

    PLACES: ClassVar[tuple[Place, ...]] = ("page", "plans")
    BINDINGS = bindings("page", "plans")

    def __init__(self, head: PlanHead) -> None:
        """Take the plan; the rest is read when shown."""
        super().__init__()
        self._head = head

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TopBar()
        yield Paper()
        yield KeysLine("")

    def on_mount(self) -> None:
        """Read the plan."""
        self.query_one(Paper).focus()
        self.query_one(Paper).show(Text(plan_words(self._head), "bold"))
        self.show(self.desk.overview)

    def show(self, overview: Overview | None) -> None:
        """Show a new reading."""
        self.query_one(TopBar).show(overview, "plans")
        at, lists = self.desk.office.now(), self.desk.office.lists
        self.desk.reader.ask(lambda: lists.plan_page(at, self._head.id), self._found, self.desk.unread)
        self.offer()

    def action_back(self) -> None:
        """Return to the list."""
        self.dismiss()

    def action_amend(self) -> None:
        """Compare a changed spec with what is followed, and apply it when it is right."""
        ask_for_spec(self.desk)

    def _found(self, page: PlanPage | None) -> None:
        for paper in self.query(Paper):
            width = max(min(paper.size.width - 2 * MARGIN - 1, WIDEST), 20)
            today = self.desk.office.now().date()
            paper.show(self._page(page, today, width) if page else Text(NOT_FOLLOWED))

    def _page(self, page: PlanPage, today: dt.date, width: int) -> RenderableType:
        head = page.row.head
        dated = f" ngày {date_words(head.date)}" if head.date else ""
        title = Text(f"{plan_words(head)}{dated}\n", "bold")
        return Group(
            title,
            self._heading("Tiến độ"),
            self._progress(page),
            self._heading("Mốc thời gian"),
            *(Text(line) for line in _timeline(page.marks, today, width)),
            Text(LEGEND, self._style("quiet")),
            self._marks(page.marks),
            self._heading("Bảng tổng hợp"),
            self._scores(page),
            Text(_left_out(page), self._style("quiet")),
        )

    def _style(self, tone: str) -> str:
        return self.app.theme_variables[f"tone-{tone}"]

    def _heading(self, words: str) -> Text:
        return Text(f"\n{words}", f"bold {self.app.theme_variables['accent']}")

    def _progress(self, page: PlanPage) -> RenderableType:
        total = sum(page.row.states.values())
        grid = Table.grid(padding=(0, 1))
        for state in SHOWN:
            if number := page.row.states.get(state, 0):
                words = f"{STATE_SIGNS[state]} {STATE_WORDS[state]}"
                grid.add_row(
                    Text(words, self._style(STATE_TONES[state])),
                    Text(grouped(number), justify="right"),
                    Text(bar(number, total, BAR_WIDTH), self._style(STATE_TONES[state])),
                )
        said = f"Đã ghi nhận {grouped(page.row.recorded)}/{grouped(page.row.owed)} đầu việc có thời hạn."
        return Group(Text(said), grid)

    def _marks(self, marks: tuple[Mark, ...]) -> RenderableType:
        grid = Table.grid(padding=(0, 2))
        for mark in marks:
            late = f"! {grouped(mark.late)} quá hạn" if mark.late else ""
            recorded = f"đã ghi nhận {grouped(mark.recorded)}/{grouped(mark.owed)}"
            grid.add_row(f"hết ngày {date_words(mark.last_day)}", recorded, Text(late, self._style("danger")))
        return grid if marks else Text("Kế hoạch không có đầu việc nào có thời hạn.")

    def _scores(self, page: PlanPage) -> RenderableType:
        grid = Table.grid(padding=(0, 3))
        grid.add_row("", Text("Theo thời hạn giao ban đầu", "bold"), Text("Theo thời hạn điều chỉnh", "bold"))
        for words, first, present in _score_rows(page.first, page.present):
            grid.add_row(words, first, present)
        return grid


def _score_rows(first: Score, present: Score) -> list[tuple[str, str, str]]:
    names = {
        "done_in_time": "Hoàn thành đúng hạn",
        "done_late": "Hoàn thành quá hạn",
        "open_in_time": "Chưa hoàn thành, trong hạn",
        "open_late": "Chưa hoàn thành, quá hạn",
        "total": "Cộng",
    }
    return [(words, _share(first, name), _share(present, name)) for name, words in names.items()]


def _share(score: Score, name: str) -> str:
    number: int = getattr(score, name)
    percent = f" ({number * 100 / score.total:.1f}%)".replace(".", ",") if score.total else ""
    return f"{grouped(number)}{percent}"


def _left_out(page: PlanPage) -> str:
    said = [f"{grouped(number)} {STATE_WORDS[state]}" for state, number in page.left_out.items()]
    return f"\nKhông tính vào bảng: {', '.join(said)}." if said else ""


def _timeline(marks: tuple[Mark, ...], today: dt.date, width: int) -> list[str]:
    if not marks:
        return []
    start = min(marks[0].last_day, today).replace(day=1)
    end = max(marks[-1].last_day, today)
    end = (end.replace(day=1) + dt.timedelta(days=32)).replace(day=1) - dt.timedelta(days=1)
    return timeline(marks, start, end, today, width)
