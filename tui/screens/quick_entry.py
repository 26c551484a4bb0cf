"""Quick entry: the results of many agencies for one report, typed or pasted like a spreadsheet, recorded all or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.deadlines.words import date_words
from engine.entry import OneReport, Unrecorded, report_lines, unrecorded_reports
from engine.entry_cells import CELLS, TITLES, tidy
from engine.entry_paste import read_paste
from engine.lists.values import Overview, Subject
from engine.obligations.periods import period_words
from engine.standing import Line
from tui.actions import Place as Where
from tui.actions import bindings
from tui.columns import Column
from tui.dialogs.confirm import Confirm
from tui.dialogs.pick import Choice, Pick
from tui.office import Outcome
from tui.office_entry import LATE, Entry, read_entry, record_entries
from tui.screens.acting import ActingScreen
from tui.screens.help import HelpScreen
from tui.widgets.keys import KeysLine
from tui.widgets.sheet import Place, Sheet
from tui.widgets.topbar import TopBar
from tui.words import done_words, listed, period_limit

if TYPE_CHECKING:
    from tui.app import PhancongApp

COLUMNS = (
    Column("Cơ quan", 1),
    Column(TITLES["number"], 1),
    Column(TITLES["document_date"]),
    Column(TITLES["sent"]),
    Column("Hình thức"),
)
HINT = (
    "Gõ vào ô, Enter sang ô sau; 9/12 là đủ ngày; 0 là không phát sinh; q, g, t: QLVB, bản giấy, thư điện tử. "
    "Dán được từ Excel."
)
ASK = "Nhập nhanh cho báo cáo, nhiệm vụ nào?"
NONE_OWED = "Không có báo cáo, nhiệm vụ nào gần hạn hoặc quá hạn mà chưa ghi nhận đủ."
ALL_RECORDED = "Báo cáo này đã được ghi nhận đủ."
READING = "Đang đọc sổ theo dõi …"
NAMED = 6


def start_entry(desk: PhancongApp, subjects: Sequence[Subject]) -> None:
    """Ask for which report results have come, that of the subjects first, and open its sheet."""
    office = desk.office
    lines = [one.line for one in subjects if one.line and not one.line.tracked.facts.settled]
    at_hand = OneReport.of(lines[0].tracked.obligation) if lines else None

    def found(reports: tuple[Unrecorded, ...]) -> None:
        ordered = sorted(reports, key=lambda one: one.report != at_hand)
        choices = {one.report.key: one for one in ordered}
        if not choices:
            desk.notify(NONE_OWED)
            return

        def chosen(key: str | None) -> None:
            if key is not None:
                desk.push_screen(QuickEntryScreen(choices[key]))

        desk.push_screen(Pick(ASK, [Choice(key, *_offered(one)) for key, one in choices.items()]), chosen)

    work = partial(unrecorded_reports, office.ledger, office.now(), at_hand)
    desk.reader.ask(work, found, desk.unread, slow=True)


def _offered(one: Unrecorded) -> tuple[str, str]:
    period = period_words(one.report.occurrence)
    last = f"hết ngày {date_words(one.last_day)}" if one.last_day else "không hạn"
    said = f"{one.text}{f', kỳ {period}' if period else ''}"
    return said, f"{last}, còn {one.owing} cơ quan; {one.plan_title}"


class QuickEntryScreen(ActingScreen):
    """Nhập nhanh."""

    PLACES: ClassVar[tuple[Where, ...]] = ("sheet", "cells")
    BINDINGS = bindings("sheet")

    def __init__(self, about: Unrecorded) -> None:
        """Take the report whose results have come."""
        super().__init__()
        self._about = about
        self._lines: dict[str, Line] = {}
        self._gone: dict[str, str] = {}  # what others have recorded while it was typed

    @property
    def places(self) -> tuple[Where, ...]:
        """Return where the keys stand: those of other screens are letters here."""
        return self.PLACES

    @property
    def today(self) -> dt.date:
        """Return the day by which typed dates are completed."""
        return self.desk.office.now().date()

    def compose(self) -> ComposeResult:
        """Lay out the sheet."""
        yield TopBar()
        yield Static(Content(READING), id="entry-title")
        yield Sheet(COLUMNS, lambda i, text: tidy(CELLS[i], text, self.today), self._judge, self._pasted)
        yield Static("", id="entry-said")
        yield KeysLine("")

    def on_mount(self) -> None:
        """Start in the first cell."""
        self.query_one(Sheet).focus()
        self.show(self.desk.overview)

    def show(self, overview: Overview | None) -> None:
        """Read who still owes it: others may have recorded something."""
        self.query_one(TopBar).show(overview, self.desk.here)
        office, report = self.desk.office, self._about.report
        self.desk.reader.ask(lambda: report_lines(office.ledger, report, office.now()), self._found, self.desk.unread)
        self.offer()

    def _found(self, lines: Sequence[Line]) -> None:
        if self.is_mounted:
            self._take({line.id: line for line in lines})

    def _take(self, every: Mapping[str, Line]) -> None:
        sheet = self.query_one(Sheet)
        known = {line.id: cells for line, cells in zip(self._lines.values(), sheet.cells, strict=True)}
        kept = {line.id for line in self._lines.values() if any(known[line.id]) or self._is_typed(line)}
        now = {one: line for one, line in every.items() if not line.tracked.facts.settled}
        changed = {one for one in kept & now.keys() if now[one].tracked.facts != self._lines[one].tracked.facts}
        self._gone = {one: _news(every.get(one)) for one in kept - now.keys()}
        before = list(self._lines)
        self._lines = {one: now.get(one) or self._lines[one] for one in _merged(before, list(now), kept)}
        self._show_rows({one: known.get(one, [""] * len(CELLS)) for one in self._lines}, before)
        if changed:
            names = listed([self._lines[one].agency_name for one in changed])
            self.notify(f"Vừa có diễn biến mới, xin xem lại trước khi ghi:\n{names}", severity="warning", markup=False)

    def _show_rows(self, cells: Mapping[str, list[str]], before: Sequence[str]) -> None:
        """Show the cells of the lines; the cursor stays with its agency while that is there."""
        sheet, order = self.query_one(Sheet), list(self._lines)
        here = before[sheet.row] if sheet.row < len(before) else None
        row = order.index(here) if here in self._lines else sheet.row
        sheet.show_rows([line.agency_name for line in self._lines.values()], list(cells.values()), row)
        self._head()

    def _is_typed(self, line: Line) -> bool:
        sheet = self.query_one(Sheet)
        return sheet.is_typing and list(self._lines).index(line.id) == sheet.row

    def _head(self) -> None:
        about, lines = self._about, list(self._lines.values())
        if not lines:
            self.query_one("#entry-title", Static).update(Content(f"{about.text}\n{ALL_RECORDED}"))
            return
        limit = period_limit(lines[0])
        words = f"{about.text} ({about.plan_title})\n{limit[:1].upper()}{limit[1:]} · còn {len(lines)} cơ quan"
        self.query_one("#entry-title", Static).update(Content(words))

    # Judging

    def _entries(self) -> list[tuple[int, Entry]]:
        cells = self.query_one(Sheet).cells
        read = [read_entry(line, row, self.today) for line, row in zip(self._lines.values(), cells, strict=True)]
        return [(row, entry) for row, entry in enumerate(read) if entry is not None]

    def _wrong(self) -> dict[Place, str]:
        found: dict[Place, str] = {}
        for row, entry in self._entries():
            found |= {(row, CELLS.index(cell)): said for cell, said in entry.wrong.items()}
            if entry.line.id in self._gone:
                found[row, 0] = self._gone[entry.line.id]
        return found

    def _judge(self) -> None:
        """Mark what is wrong, and say under the sheet what is wrong with the cell under the cursor, else with the first."""
        sheet = self.query_one(Sheet)
        wrong = self._wrong()
        sheet.mark(wrong)
        self.query_one("#entry-said", Static).update(Content(self._said(wrong, sheet)))

    def _said(self, wrong: Mapping[Place, str], sheet: Sheet) -> str:
        here = (sheet.row, sheet.column)
        place = here if here in wrong else next(iter(sorted(wrong)), None)
        if place is not None:
            return f"! {sheet.names[place[0]]}: {wrong[place]}"
        entries = [entry for _, entry in self._entries()]
        if not entries:
            return HINT
        late = sum(entry.typed.sent is not None and not entry.in_time for entry in entries)
        said = f"Đã nhập {len(entries)} cơ quan, chưa ghi"
        return f"{said}{f'; {late} {LATE}' if late else ''}. Ctrl+S: ghi.\n{HINT}"

    def _pasted(self, text: str) -> Mapping[Place, str]:
        sheet = self.query_one(Sheet)
        found = read_paste(text, sheet.names, len(CELLS), (sheet.row, sheet.column))
        if found.unknown:
            names = listed(found.unknown)
            self.notify(f"Không có trong bảng, đã bỏ qua:\n{names}", severity="warning", markup=False)
        return found.cells

    # Recording, leaving

    def action_save(self) -> None:
        """Say what will be recorded, and record it when the answer is yes; first of all what is wrong or missing."""
        sheet = self.query_one(Sheet)
        sheet.keep()
        entries, wrong = self._entries(), self._wrong()
        missing = {(row, CELLS.index(cell)): said for row, one in entries for cell, said in one.typed.missing.items()}
        if problems := wrong or missing:
            place = min(problems)
            sheet.go(*place)
            self.query_one("#entry-said", Static).update(Content(f"! {sheet.names[place[0]]}: {problems[place]}"))
            return
        if not entries:
            self.notify("Chưa nhập dòng nào.")
            return
        self._ask([entry for _, entry in entries])

    def _ask(self, entries: list[Entry]) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.desk.act(partial(self._record, entries))

        title = f"Ghi nhận kết quả của {len(entries)} cơ quan?"
        self.app.push_screen(Confirm(title, effects(entries), "Ghi nhận"), answered)

    def _record(self, entries: list[Entry]) -> Outcome:
        outcome = record_entries(self.desk.office, entries)
        self.app.call_from_thread(self._recorded, {entry.line.id for entry in entries})
        return outcome

    def _recorded(self, done: set[str]) -> None:
        sheet = self.query_one(Sheet)
        rest = {one: row for one, row in zip(self._lines, sheet.cells, strict=True) if one not in done}
        before, self._lines = list(self._lines), {one: self._lines[one] for one in rest}
        self._show_rows(rest, before)
        if not self._lines:
            self.dismiss()

    def may_leave(self) -> bool:
        """Ask before what was typed is lost."""
        sheet = self.query_one(Sheet)
        typed = sum(map(any, sheet.cells)) or int(sheet.is_typing)
        if not typed:
            return True

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss()

        body = f"{typed} dòng đã nhập chưa được ghi. Rời bảng thì các dòng này mất."
        self.app.push_screen(Confirm("Bỏ nội dung chưa ghi?", body, "Bỏ, rời bảng"), answered)
        return False

    def action_back(self) -> None:
        """Forget what is being typed; else leave."""
        if not self.query_one(Sheet).stop_typing() and self.may_leave():
            self.dismiss()

    def action_help(self) -> None:
        """Show every key of the sheet."""
        self.app.push_screen(HelpScreen(self.PLACES))


def effects(entries: Sequence[Entry]) -> str:
    """Return what recording comes to: how many in time, whose after the limit."""
    late = [entry.line.agency_name for entry in entries if not entry.in_time]
    nothing = sum(entry.typed.nothing for entry in entries)
    said = [f"✓ {len(entries) - len(late)} cơ quan gửi trong thời hạn."] if len(late) < len(entries) else []
    if late:
        said.append(f"! {len(late)} cơ quan: {LATE}:\n{listed(late, NAMED)}")
    if nothing:
        said.append(f"Trong đó {nothing} cơ quan báo không phát sinh.")
    return "\n".join([*said, "", "Ghi tất cả trong một lần; không ghi được một dòng thì không ghi dòng nào."])


def _merged(known: list[str], now: list[str], kept: set[str]) -> list[str]:
    """Return the rows to show: those owed now in their order, those typed in that are owed no more where they stood."""
    order = list(now)
    for place, one in enumerate(known):
        if one in kept and one not in order:
            order.insert(min(place, len(order)), one)
    return order


def _news(now: Line | None) -> str:
    done = now.tracked.facts.done if now else None
    said = f": {done_words(done)}" if done else ""
    return f"vừa được ghi nhận hoặc thay đổi ở nơi khác{said}; dòng này không ghi được nữa, xin xóa các ô."
