"""The register of incoming documents: which file, what its columns are, what it proposes, and what a person must look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from engine.deadlines.words import date_words
from engine.errors import PhancongError
from engine.lists.values import Overview, Subject
from engine.obligations.states import sent_in_time
from engine.register.freshness import age_words
from tui.actions import Place, bindings
from tui.columns import Column
from tui.dialogs.file import ChooseFile
from tui.dialogs.pick import Choice, Pick
from tui.office_entry import LATE, import_file, look_at_register
from tui.screens.acting import ActingScreen
from tui.screens.obligation import ObligationScreen
from tui.widgets.keys import KeysLine
from tui.widgets.rows import Row, RowList
from tui.widgets.topbar import TopBar
from tui.words import Tone, done_words, period_limit

if TYPE_CHECKING:
    from engine.ledger.registers import DocumentRow
    from engine.register.matching import Doubt
    from engine.register_import import Imported, Waiting
    from engine.standing import Line

KINDS = (".xlsx", ".csv")
COLUMNS = (
    Column("Tình trạng"),
    Column("Nơi gửi", 3),
    Column("Số, ký hiệu"),
    Column("Ngày", wide_from=70),
    Column("Đầu việc, hoặc vì sao chưa rõ", 3),
)
PROPOSED, DOUBTFUL, LEFT = "» đề xuất", "? cần xem", "! bỏ qua"
TITLE = "Nhập sổ văn bản đến"
BODY = "Tệp xuất từ QLVB, iOffice (.xlsx, .csv). Không nhập văn bản mật."
NOTHING = "Không có đề xuất nào chờ xác nhận. Nhấn f để chọn tệp sổ văn bản đến."
NOT_THERE = "(sổ không có cột này)"


class RegisterScreen(ActingScreen):
    """Sổ văn bản đến."""

    PLACES: ClassVar[tuple[Place, ...]] = ("row", "register", "act")
    BINDINGS = bindings("register", "act")

    def __init__(self) -> None:
        """Start with nothing read."""
        super().__init__()
        self._marked: dict[str, Subject] = {}
        self._details: dict[str, str] = {}
        self._imported: Imported | None = None
        self._waiting: Waiting | None = None
        self._folder = ""

    def compose(self) -> ComposeResult:
        """Lay out the list."""
        yield TopBar()
        yield Static("", id="register-title")
        yield RowList(COLUMNS, self._show_details, self.action_open)
        yield Static(Content(""), id="nothing")
        yield Static("", id="register-said")
        yield KeysLine("")

    def on_mount(self) -> None:
        """Show what waits from before, and ask for the file."""
        self.query_one("#nothing").display = False
        self.query_one(RowList).focus()
        self.show(self.desk.overview)
        self.action_choose()

    def show(self, overview: Overview | None) -> None:
        """Read what waits: some may have been accepted elsewhere."""
        self.query_one(TopBar).show(overview, self.desk.here)
        self.desk.reader.ask(partial(look_at_register, self.desk.office), self._found, self.desk.unread, slow=True)
        self.offer()

    # The file

    def action_choose(self) -> None:
        """Ask for the file, and read it."""

        def chosen(path: Path | None) -> None:
            if path is not None:
                self._folder = str(path.parent) + "/"
                self._import(path, {})

        self.app.push_screen(ChooseFile(TITLE, BODY, KINDS, self._folder), chosen)

    def _import(self, path: Path, columns: Mapping[str, str]) -> None:
        self.query_one("#register-title", Static).update(Content(f"… Đang đọc {path.name}, đối chiếu với đầu việc …"))
        work = partial(import_file, self.desk.office, path, columns)
        self.desk.reader.ask(work, partial(self._read, path, columns), self._refused, slow=True)

    def _refused(self, error: PhancongError) -> None:
        self.desk.refused(error)
        self._found(self._waiting)

    def _read(self, path: Path, columns: Mapping[str, str], imported: Imported) -> None:
        if not self.is_mounted:
            return
        if imported.lacking and not columns:
            self._ask_columns(path, imported, list(imported.lacking), {})
            return
        self._imported = imported
        self.desk.read()
        self.show(self.desk.overview)

    def _ask_columns(self, path: Path, imported: Imported, lacking: list[str], told: dict[str, str]) -> None:
        """Ask, one after the other, which column of the file is what; the answers are remembered with its head."""
        from engine.register.columns import TITLES

        if not lacking:
            self._import(path, told)
            return
        key, rest = lacking[0], lacking[1:]

        def chosen(place: str | None) -> None:
            if place is None:
                self._imported = imported
                self._found(self._waiting)
            else:
                more = {} if place == NOT_THERE else {key: imported.head[int(place)]}
                self._ask_columns(path, imported, rest, told | more)

        free = [Choice(str(i), head) for i, head in enumerate(imported.head) if head not in told.values()]
        choices = [*free, Choice(NOT_THERE, NOT_THERE)]
        self.app.push_screen(Pick(f"Cột nào của sổ là “{TITLES[key]}”?", choices), chosen)

    # The list

    def _found(self, waiting: Waiting | None) -> None:
        self._waiting = waiting
        if not self.is_mounted or waiting is None:
            return
        table = self.query_one(RowList)
        rows = list(self._rows(waiting))
        self._marked = {row.key: row.subject for row in rows if row.key in self._marked}
        table.mark(self._marked)
        table.replace(0, rows, len(rows), table.cursor)
        table.display = bool(rows)
        nothing = self.query_one("#nothing", Static)
        nothing.display = not rows
        nothing.update(Content(NOTHING))
        if rows and self.focused is None:
            table.focus()
        self._say_above()
        self._show_details()

    def _rows(self, waiting: Waiting) -> Iterator[Row]:
        self._details = {}
        for line, document in waiting.lines:
            subject = Subject(line)
            self._details[subject.key] = _about(line, document)
            yield _proposal(line, document, subject)
        if self._imported is None:
            return
        for place, doubt in enumerate(self._imported.doubtful):
            key = f"doubt-{place}"
            self._details[key] = _about_doubt(doubt)
            yield _doubtful(doubt, key)
        for place, problem in enumerate(self._imported.problems):
            key = f"problem-{place}"
            self._details[key] = f"! Dòng {problem.line}. {problem.message}. {_for_here(problem.hint)}"
            yield Row(key, (LEFT, f"dòng {problem.line}", "", "", problem.message), Subject(), "danger")

    def _say_above(self) -> None:
        assert self._waiting is not None
        marked = f"Đã đánh dấu {len(self._marked)} dòng. " if self._marked else ""
        said = [f"{marked}{age_words(self._waiting.imported_at)}"]
        said.append(_sums(self._imported, len(self._waiting.lines)))
        self.query_one("#register-title", Static).update(Content("\n".join(filter(None, said))))

    def _show_details(self) -> None:
        current = self.query_one(RowList).current
        said = self._details.get(current.key, "") if current else ""
        self.query_one("#register-said", Static).update(Content(said))
        self.offer()

    # Acting

    def subjects(self) -> list[Subject]:
        """Return the marked proposals, or else the one under the cursor."""
        current = self.query_one(RowList).current
        return list(self._marked.values()) or ([current.subject] if current else [])

    def acted(self) -> None:
        """Take the marks away: what was to be done to them is done."""
        self._marked = {}

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer marks only where there is a proposal."""
        if action in ("mark", "mark_all", "open"):
            return bool(self._waiting and self._waiting.lines)
        return super().check_action(action, parameters)

    def action_mark(self) -> None:
        """Mark the proposal under the cursor, or take its mark away, and go on to the next."""
        table = self.query_one(RowList)
        if table.current and table.current.subject.line:
            key = table.current.key
            others = {one: subject for one, subject in self._marked.items() if one != key}
            self._marked = others if key in self._marked else others | {key: table.current.subject}
        table.action_down()
        self._remarked()

    def action_mark_all(self) -> None:
        """Mark all proposals, or none when all are."""
        rows = self.query_one(RowList).held or []
        proposals = {row.key: row.subject for row in rows if row.subject.line}
        self._marked = {} if proposals.keys() == self._marked.keys() else proposals
        self._remarked()

    def _remarked(self) -> None:
        self.query_one(RowList).mark(self._marked)
        self._say_above()
        self.offer()

    def action_open(self) -> None:
        """Open the obligation that a document answers."""
        current = self.query_one(RowList).current
        if current and current.subject.line:
            self.desk.turn_to(ObligationScreen, current.subject)

    def action_back(self) -> None:
        """Take the marks away; without any, go back."""
        if self._marked:
            self._marked = {}
            self._remarked()
        else:
            self.dismiss()


def _sums(imported: Imported | None, waiting: int) -> str:
    if imported is None:
        return f"{waiting} đề xuất chờ xác nhận." if waiting else ""
    if not imported.ok:
        return "! Chưa nhập dòng nào; xem các chỗ cần sửa bên dưới."
    said = f"Đọc {imported.rows} dòng: {len(imported.proposed)} đề xuất mới, {len(imported.doubtful)} cần xem"
    return f"{said}, {imported.already} đã có, {imported.unread} bỏ qua. Chờ xác nhận: {waiting}."


def _proposal(line: Line, document: DocumentRow, subject: Subject) -> Row:
    day = document.dated or document.arrived
    text = line.tracked.obligation.text
    what = text if document.sender == line.agency_name else f"{line.agency_name}: {text}"
    cells = (PROPOSED, document.sender, document.number or "–", date_words(day) if day else "", what)
    return Row(subject.key, cells, subject, "warning")


def _doubtful(doubt: Doubt, key: str) -> Row:
    document = doubt.document
    tone: Tone = "quiet"
    cells = (DOUBTFUL, document.sender, document.number or "–", date_words(document.day), doubt.lacks)
    return Row(key, cells, Subject(), tone)


def _about(line: Line, document: DocumentRow) -> str:
    done, facts = line.tracked.facts.done, line.tracked.facts
    late = done is not None and not sent_in_time(done.sent, facts.missed_at)
    came = f", đến ngày {date_words(document.arrived)}" if document.arrived else ""
    said = f"{done_words(done)}{came}{f'; {LATE}' if late else ''}" if done else ""
    heading = f"{document.sender}: {document.summary}" if document.summary else document.sender
    whose = "" if document.sender == line.agency_name else f"{line.agency_name}, "
    answers = f"Trả lời: {whose}{line.tracked.obligation.text}; {period_limit(line)}"
    return "\n".join([heading, said[:1].upper() + said[1:], answers])


def _about_doubt(doubt: Doubt) -> str:
    document = doubt.document
    head = f"Dòng {document.row}. {document.sender}: {document.summary}"
    return f"{head}\nCó thể là: {doubt.agency_name}, {doubt.what}\nChưa đề xuất vì {doubt.lacks}."


def _for_here(hint: str) -> str:
    """Return what to do, of those hints that speak of the command only that the columns can be named here."""
    return "Nhấn f, chọn lại tệp và cho biết các cột" if "phancong" in hint else hint
