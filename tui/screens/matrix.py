"""Key 5: one plan as the spreadsheet that coordinators keep: agencies down, reports across, a state in each cell."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.ledger.address_book import PlanHead
from engine.ledger.view import Stands
from engine.lists.matrix import Key, Matrix
from engine.lists.values import Overview, Subject, View
from engine.matching import matches, searchable
from engine.obligations.periods import period_words
from tui.actions import Place, bindings
from tui.dialogs.pick import Choice, Pick
from tui.reader import AT_ONCE
from tui.screens.obligation import ObligationScreen
from tui.screens.place import PlaceScreen
from tui.widgets.details import Details
from tui.widgets.filter import FilterInput
from tui.widgets.grid import CELL_WIDTH, Grid, GridCell, GridContent
from tui.words import BEGIN, STATE_SIGNS, STATE_TONES, grouped, plan_words, short_due, state_said

SHORT: dict[Stands, str] = {
    "overdue": "quá hạn",
    "awaiting_review": "chờ xác nhận",
    "due_soon": "sắp đến hạn",
    "not_due": "chưa đến hạn",
    "ongoing": "không hạn",
    "done_on_time": "đúng hạn",
    "done_late": "xong, trễ hạn",
    "before_tracking": "trước theo dõi",
    "withdrawn": "dừng",
    "handed_on": "đã chuyển",
    "suspended": "tạm dừng",
}
NOTHING = "Kế hoạch này không có báo cáo hoặc nhiệm vụ có thời hạn. Nhấn U để xem cả nhiệm vụ thường xuyên."
NO_MATCH = "Không có cơ quan nào khớp với nội dung lọc. Nhấn Esc để bỏ lọc."


class MatrixScreen(PlaceScreen):
    """Bảng theo dõi."""

    PLACE = "matrix"
    PLACES: ClassVar[tuple[Place, ...]] = ("row", "grid", "matrix", "act")
    BINDINGS = bindings("matrix", "act")
    AWAITED = ("matrix", "cell")

    def __init__(self) -> None:
        """Start without a plan."""
        super().__init__()
        self._plans: tuple[PlanHead, ...] = ()
        self._plan: str | None = None
        self._undated = False
        self._matrix: Matrix | None = None
        self._agencies: tuple[str, ...] = ()
        self._subject: Subject | None = None
        self._marked: dict[str, Subject] = {}

    def body(self) -> ComposeResult:
        """Lay out the grid."""
        yield Static("", id="summary")
        yield FilterInput(self._typed, self._filtered)
        yield Grid("Cơ quan", self._moved, self._opened)
        yield Static(BEGIN, id="nothing")
        yield Details("", id="details")

    def on_mount(self) -> None:
        """Start on the grid."""
        self.set_focus(self.query_one(Grid))
        super().on_mount()

    def on_read(self, overview: Overview) -> None:
        """Read the plans, then the matrix of the one shown."""
        self.fetch("plans", self.desk.office.lists.plans, self._planned)

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where the keys that now do something stand: while a filter is typed, those of the filter."""
        return ("filter", "app") if self.query_one(FilterInput).has_focus else super().places

    def _planned(self, plans: tuple[PlanHead, ...]) -> None:
        self._plans = plans
        if self._plan not in {plan.id for plan in plans}:
            self._plan = plans[0].id if plans else None
        self._reread()

    def _reread(self) -> None:
        if (plan := self._plan) is not None:
            at, undated, lists = self.desk.office.now(), self._undated, self.desk.office.lists
            self.fetch("matrix", lambda: lists.matrix(at, plan, undated=undated), self._found)
        self._say_whether_empty()

    def _found(self, matrix: Matrix) -> None:
        """Show a new reading, the cursor on the same agency and column wherever they stand now."""
        before, grid = self._matrix, self.query_one(Grid)
        agency, column = self._here
        self._matrix = matrix
        same = before is not None and before.plan == matrix.plan
        self._arrange(agency if same else "", column if same else ("", ""))
        if not same:
            self._marked = {}
        grid.mark(self._marked)

    @property
    def _here(self) -> tuple[str, Key]:
        grid, matrix = self.query_one(Grid), self._matrix
        agency = self._agencies[grid.row] if grid.row < len(self._agencies) else ""
        columns = matrix.columns if matrix else ()
        return agency, columns[grid.column].key if grid.column < len(columns) else ("", "")

    def _arrange(self, agency: str, column: Key) -> None:
        matrix = self._matrix
        assert matrix is not None
        typed = self.query_one(FilterInput).value
        self._agencies = tuple(one for one in matrix.agencies if matches(typed, searchable(matrix.names[one])))
        keys = [one.key for one in matrix.columns]
        row = self._agencies.index(agency) if agency in self._agencies else 0
        place = keys.index(column) if column in keys else _next_due(matrix)
        self.query_one(Grid).show(self._content(matrix), row, place)
        self._say_whether_empty()
        self._say_above()
        self._moved()

    def _content(self, matrix: Matrix) -> GridContent:
        today = self.desk.office.now().date()

        def heading(place: int) -> tuple[str, ...]:
            column = matrix.columns[place]
            head = column.heading
            title = _two_lines(head.text)
            period = period_words(head.occurrence)
            limit = short_due(head.due, head.moved_to, today)
            return (*title, period, limit, _count(column.recorded, column.owed))

        def cell(row: int, place: int) -> GridCell:
            found = matrix.cells.get((self._agencies[row], matrix.columns[place].key))
            if found is None:
                return GridCell("", "")
            state = state_said(found.stands)
            return GridCell(found.id, f"{STATE_SIGNS[state]} {SHORT[found.stands]}", STATE_TONES[state])

        return GridContent(
            names=tuple(matrix.names[agency] for agency in self._agencies),
            counts=tuple(_count(*matrix.counts[agency]) for agency in self._agencies),
            headings=_without_empty_lines([heading(place) for place in range(len(matrix.columns))]),
            cell=cell,
        )

    def _say_whether_empty(self) -> None:
        matrix, grid, nothing = self._matrix, self.query_one(Grid), self.query_one("#nothing", Static)
        grid.display = bool(self._plans and (matrix is None or (self._agencies and matrix.columns)))
        nothing.display = not grid.display
        if nothing.display:
            filtered = matrix is not None and matrix.agencies
            nothing.update(Content(BEGIN if not self._plans else NO_MATCH if filtered else NOTHING))
        elif self.focused is None:  # it was away, and the keys with it
            self.set_focus(grid)

    def _say_above(self) -> None:
        plan = next((one for one in self._plans if one.id == self._plan), None)
        if plan is None or self._matrix is None:
            return
        place = f" ({self._plans.index(plan) + 1}/{len(self._plans)})" if len(self._plans) > 1 else ""
        marked = f"Đã đánh dấu {grouped(len(self._marked))} ô. " if self._marked else ""
        size = f"{len(self._agencies)} cơ quan, {len(self._matrix.columns)} cột"
        self.query_one("#summary", Static).update(Content(f"{marked}{plan_words(plan)}{place} · {size}"))

    # The cell under the cursor

    def _moved(self) -> None:
        key = self.query_one(Grid).current
        if not key:
            self._shown(None)
        elif self._subject is None or self._subject.key != key or self._pending.get("matrix"):
            at, lists = self.desk.office.now(), self.desk.office.lists
            one = partial(lists.page, at, View(only=frozenset([key])), 0, 1)
            self.fetch("cell", one, lambda found: self._shown(found[0] if found else None))
            self._pending["cell"].settle(AT_ONCE)

    def _shown(self, subject: Subject | None) -> None:
        self._subject = subject
        self.query_one(Details).show(subject, self.desk.office.now().date())
        self.offer()

    def subjects(self) -> list[Subject]:
        """Return the marked cells, or else the one under the cursor."""
        return list(self._marked.values()) or ([self._subject] if self._subject else [])

    def acted(self) -> None:
        """Take the marks away."""
        self._marked = {}
        self.query_one(Grid).mark(())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something."""
        if action == "back":
            return bool(self.query_one(FilterInput).display or self._marked)
        if action == "filter":
            return not self.query_one(FilterInput).has_focus
        if action in ("open", "mark"):
            return bool(self.query_one(Grid).current)
        if action in ("next_plan", "previous_plan", "pick_plan"):
            return len(self._plans) > 1
        return super().check_action(action, parameters)

    def _opened(self) -> None:
        self.settle()
        if self._subject is not None:
            self.desk.turn_to(ObligationScreen, self._subject)

    def action_mark(self) -> None:
        """Mark the cell under the cursor, or take its mark away, and go on to the one below."""
        self.settle()
        if (subject := self._subject) is not None:
            if self._marked.pop(subject.key, None) is None:
                self._marked[subject.key] = subject
            self.query_one(Grid).mark(self._marked)
            self.query_one(Grid).action_down()
            self._say_above()

    # Which plan, which agencies

    def action_next_plan(self) -> None:
        """Go to the next plan."""
        self._go_on(1)

    def action_previous_plan(self) -> None:
        """Go to the plan before."""
        self._go_on(-1)

    def _go_on(self, by: int) -> None:
        ids = [plan.id for plan in self._plans]
        self._turn_to_plan(ids[(ids.index(self._plan or ids[0]) + by) % len(ids)])

    def action_pick_plan(self) -> None:
        """Choose a plan by its name."""
        choices = [Choice(plan.id, plan_words(plan), found_by=plan.title) for plan in self._plans]
        self.app.push_screen(Pick("Xem bảng của kế hoạch nào?", choices), self._turn_to_plan)

    def _turn_to_plan(self, plan: str | None) -> None:
        if plan is not None:
            self._plan = plan
            self._reread()

    def action_undated(self) -> None:
        """Show what has no limit too, or leave it out again."""
        self._undated = not self._undated
        self._reread()

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterInput).open()

    def action_back(self) -> None:
        """Clear the filter; with none, clear the marks."""
        if self.query_one(FilterInput).display:
            self.query_one(FilterInput).close()
            self.set_focus(self.query_one(Grid))
        else:
            self._marked = {}
            self.query_one(Grid).mark(())
        self._say_above()

    def _typed(self, _words: str) -> None:
        if self._matrix is not None:
            self._arrange(*self._here)

    def _filtered(self) -> None:
        self.set_focus(self.query_one(Grid))


def _next_due(matrix: Matrix) -> int:
    """Return the first column of which something is still missing: that is what one comes for."""
    return next((place for place, one in enumerate(matrix.columns) if one.recorded < one.owed), 0)


def _count(recorded: int, owed: int) -> str:
    return f"{recorded}/{owed}" if owed else "–"


def _two_lines(text: str) -> tuple[str, str]:
    """Return a title in two lines as wide as a cell; what is left over is cut."""
    words, first = text.split(), ""
    while words and len(first) + len(words[0]) + bool(first) <= CELL_WIDTH:
        first = f"{first} {words.pop(0)}".strip()
    return first or text[:CELL_WIDTH], " ".join(words)


def _without_empty_lines(headings: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Leave out the lines that no column says anything in."""
    kept = [line for line in range(len(headings[0])) if any(heading[line] for heading in headings)] if headings else []
    return tuple(tuple(heading[line] for line in kept) for heading in headings)
