"""Key 7: the agencies, how often each is late, and whom to call; Enter opens one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.lists.agencies import AgencyRow
from engine.lists.values import Overview
from engine.matching import matches, searchable
from tui.actions import Place, bindings
from tui.columns import Column
from tui.screens.agency import AgencyScreen
from tui.screens.place import PlaceScreen
from tui.widgets.filter import FilterInput
from tui.widgets.rows import Row, RowList
from tui.words import BEGIN, POST_WORDS, grouped

NO_MATCH = "Không có cơ quan nào khớp với nội dung lọc. Nhấn Esc để bỏ lọc."


class AgenciesScreen(PlaceScreen):
    """Cơ quan."""

    PLACE = "agencies"
    PLACES: ClassVar[tuple[Place, ...]] = ("row", "agencies")
    BINDINGS = bindings("agencies")
    AWAITED = ("agencies",)
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Cơ quan", share=3),
        Column("Còn lại"),
        Column("Quá hạn"),
        Column("Đã chậm"),
        Column("Đôn đốc", wide_from=100),
        Column("Đầu mối", share=2),
        Column("Điện thoại"),
        Column("Ghi chú", share=3, wide_from=110),
    )

    def __init__(self) -> None:
        """Start with nothing read, in the order of names."""
        super().__init__()
        self._rows: tuple[AgencyRow, ...] = ()
        self._latest_first = False

    def body(self) -> ComposeResult:
        """Lay out the list."""
        yield Static("", id="summary")
        yield FilterInput(lambda _: self._arrange(), self._filtered)
        yield RowList(self.COLUMNS, self.offer, self._opened)
        yield Static("", id="nothing")

    def on_mount(self) -> None:
        """Start on the rows."""
        self.query_one(RowList).focus()
        super().on_mount()

    def on_read(self, overview: Overview) -> None:
        """Read where each agency stands."""
        at, lists, latest = self.desk.office.now(), self.desk.office.lists, self._latest_first
        self.fetch("agencies", lambda: lists.agency_rows(at, latest_first=latest), self._found, slow=True)

    @property
    def places(self) -> tuple[Place, ...]:
        """Return where the keys that now do something stand: while a filter is typed, those of the filter."""
        return ("filter", "app") if self.query_one(FilterInput).has_focus else super().places

    def _found(self, rows: tuple[AgencyRow, ...]) -> None:
        self._rows = rows
        self._arrange()

    def _arrange(self) -> None:
        table, typed = self.query_one(RowList), self.query_one(FilterInput).value
        key = table.current.key if table.current else None
        shown = [_row(one) for one in self._rows if matches(typed, searchable(*_words(one)))]
        table.replace(0, shown, len(shown), next((place for place, row in enumerate(shown) if row.key == key), 0))
        nothing = self.query_one("#nothing", Static)
        nothing.display = not shown
        table.display = bool(shown)
        nothing.update(Content(NO_MATCH if self._rows else BEGIN))
        self._say_above(len(shown))

    def _say_above(self, shown: int) -> None:
        late = sum(row.late > 0 for row in self._rows)
        unreached = sum(not row.reached for row in self._rows)
        order = "hay chậm đứng trước" if self._latest_first else "theo tên"
        said = f"{grouped(shown)} cơ quan, {order} · {late} đang có việc quá hạn · {unreached} chưa gửi được thư"
        self.query_one("#summary", Static).update(Content(said if self._rows else ""))

    def _opened(self) -> None:
        self.settle()
        if (current := self.query_one(RowList).current) is not None:
            self.desk.push_screen(AgencyScreen(current.subject.id, current.subject.name))

    def _filtered(self) -> None:
        self.set_focus(self.query_one(RowList))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what does something."""
        if action == "open":
            return self.query_one(RowList).total > 0
        if action == "back":
            return self.query_one(FilterInput).display
        return super().check_action(action, parameters)

    def action_filter(self) -> None:
        """Open the filter."""
        self.query_one(FilterInput).open()

    def action_back(self) -> None:
        """Clear the filter."""
        self.query_one(FilterInput).close()
        self._filtered()
        self._arrange()

    def action_sort(self) -> None:
        """Change between the order of names and those first that are late most."""
        self._latest_first = not self._latest_first
        if self.overview is not None:
            self.on_read(self.overview)


def _words(row: AgencyRow) -> Iterator[str]:
    """Yield by what an agency is found."""
    yield row.name
    if row.contact:
        yield from (row.contact.name, row.contact.phone, row.contact.email)


def _row(row: AgencyRow) -> Row:
    cells = (
        row.name,
        grouped(row.open),
        f"! {grouped(row.late)}" if row.late else "0",
        f"{grouped(row.was_late)}/{grouped(row.passed)}",
        grouped(row.urged),
        _whom(row),
        (row.contact.phone if row.contact else "") or "chưa có",
        " · ".join(_notes(row)),
    )
    return Row(row.id, cells, row, "danger" if row.late else "plain", toned=2)


def _whom(row: AgencyRow) -> str:
    """Return whom to call, with a sign where no letter arrives and a word where they are away."""
    if row.contact is None:
        return "! chưa có"
    sign = "! " if row.returned or not row.reached else ""
    away = " (vắng)" if any(one.contact.post == row.contact.post for one in row.away) else ""
    return f"{sign}{row.contact.name or row.contact.email}{away}"


def _notes(row: AgencyRow) -> Iterator[str]:
    if row.returned:
        yield "! thư bị trả lại"
    if row.contact is None:
        yield "! chưa có địa chỉ thư"
    for one in row.away:
        instead = f", {one.absence.name or one.absence.substitute} thay" if one.absence.substitute else ""
        yield f"{one.contact.name or POST_WORDS[one.contact.post]} vắng{instead}"
