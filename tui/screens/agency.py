"""One agency whole: what it owes, whom to write to and call, who is away, its letters; and its contacts to correct."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult

from engine.deadlines.words import date_words
from engine.directory.models import Absence, Contact
from engine.ledger.reader import LetterRow
from engine.lists.agencies import AgencyPage
from engine.lists.values import Overview
from engine.obligations.states import STATE_WORDS
from engine.standing import Line
from tui.actions import Place, bindings
from tui.acts.act import filled
from tui.dialogs.confirm import Confirm
from tui.dialogs.form import ChoiceField, DateField, Field, Form, TextField
from tui.office_agencies import Agencies
from tui.screens.acting import ActingScreen
from tui.screens.obligation import moment
from tui.widgets.keys import KeysLine
from tui.widgets.paper import Paper
from tui.widgets.topbar import TopBar
from tui.words import LETTER_WORDS, POST_WORDS, STATE_SIGNS, STATE_TONES, grouped, short_limit, state_words

POSTS = tuple(POST_WORDS.items())
SUCCESSION = (
    "Sáp nhập, chia tách, đổi tên: ghi văn bản vào tệp danh bạ, rồi so sánh và áp dụng (màn hình 6, phím f); "
    "riêng một đầu việc thì giao lại bằng phím c."
)
MOST = 30


class AgencyScreen(ActingScreen):
    """Một cơ quan."""

    PLACES: ClassVar[tuple[Place, ...]] = ("page", "agency")
    BINDINGS = bindings("page", "agency")

    def __init__(self, agency: str, name: str) -> None:
        """Take the agency; the rest is read when shown."""
        super().__init__()
        self._agency, self._called = agency, name
        self._known: AgencyPage | None = None

    def compose(self) -> ComposeResult:
        """Lay out the page."""
        yield TopBar()
        yield Paper()
        yield KeysLine("")

    def on_mount(self) -> None:
        """Read the agency."""
        self.query_one(Paper).focus()
        self.query_one(Paper).show(Text(self._called, "bold"))
        self.show(self.desk.overview)

    def show(self, overview: Overview | None) -> None:
        """Show a new reading."""
        self.query_one(TopBar).show(overview, "agencies")
        at, lists = self.desk.office.now(), self.desk.office.lists
        self.desk.reader.ask(lambda: lists.agency_page(at, self._agency), self._found, self.desk.unread)
        self.offer()

    def _found(self, page: AgencyPage) -> None:
        self._known = page
        for paper in self.query(Paper):
            paper.show(self._page(page))
        self.offer()

    # The page

    def _page(self, page: AgencyPage) -> RenderableType:
        row, today = page.row, self.desk.office.now().date()
        counts = [
            f"{STATE_SIGNS[state]} {grouped(number)} {STATE_WORDS[state]}" for state, number in page.states.items()
        ]
        late = f"Đã chậm {grouped(row.was_late)} trong {grouped(row.passed)} thời hạn đã qua."
        return Group(
            Text(f"{row.name}\n", "bold"),
            Text(" · ".join(counts)),
            Text(late),
            self._section("Đầu mối", [self._contact(one, page) for one in page.posts.values()], "! Chưa có đầu mối."),
            self._section(
                "Vắng mặt", [_absence(one) for post in page.posts.values() for one in post.absences], "Không."
            ),
            self._section("Tiếp nhận, chuyển giao", _handed(page.lines), SUCCESSION),
            self._section("Đầu việc", [self._line(one, today) for one in page.lines[:MOST]], "Chưa có đầu việc."),
            Text(f"… và {grouped(len(page.lines) - MOST)} đầu việc khác: nhấn o." if len(page.lines) > MOST else ""),
            self._section("Thư gần đây", [_letter(one) for one in page.letters], "Chưa có thư nào."),
        )

    def _section(self, heading: str, rows: Sequence[tuple[str | Text, ...]], nothing: str) -> RenderableType:
        title = Text(f"\n{heading}", f"bold {self.app.theme_variables['accent']}")
        grid = Table.grid(padding=(0, 2))
        for row in rows:
            grid.add_row(*row)
        return Group(title, grid if rows else Text(nothing, self.app.theme_variables["tone-quiet"]))

    def _contact(self, contact: Contact, page: AgencyPage) -> tuple[str | Text, ...]:
        returned = "! thư bị trả lại" if page.row.returns and contact == page.row.contact else ""
        who = ", ".join(filter(None, (contact.name, contact.position)))
        phone = f"ĐT {contact.phone}" if contact.phone else "chưa có số điện thoại"
        danger = self.app.theme_variables["tone-danger"]
        return POST_WORDS[contact.post], who, phone, contact.email, Text(returned, danger)

    def _line(self, line: Line, today: dt.date) -> tuple[str | Text, ...]:
        tone = self.app.theme_variables[f"tone-{STATE_TONES[line.state]}"]
        limit = short_limit(line.tracked.facts, today)
        return Text(state_words(line), tone), limit, line.tracked.obligation.text

    # Acts

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs contacts only where there are any."""
        if action in ("absence", "revoke"):
            return bool(self._known and self._known.posts)
        return super().check_action(action, parameters)

    @property
    def _verbs(self) -> Agencies:
        return Agencies(self.desk.office, self._agency, self._called)

    def action_contact(self) -> None:
        """Correct a contact, or add one of another post."""
        if (page := self._known) is None:
            return
        usual = page.row.contact

        def typed(found: dict[str, str]) -> Contact | None:
            return next((one for post, one in page.posts.items() if post == found["post"]), None)

        fields: list[Field] = [
            ChoiceField("post", "Vai trò:", POSTS, usual.post if usual else "official"),
            TextField("email", "Địa chỉ thư điện tử:", "Hãy ghi địa chỉ thư.", usual.email if usual else ""),
            TextField("name", "Họ tên:", value=usual.name if usual else ""),
            TextField("position", "Chức vụ:", value=usual.position if usual else ""),
            TextField("phone", "Điện thoại:", value=usual.phone if usual else ""),
        ]
        form = Form("Đầu mối", self._called, fields, "Ghi")
        filled(self.desk, form, lambda found: self._verbs.save(typed(dict(found)), dict(found)))

    def action_absence(self) -> None:
        """Record that the usual contact is away, and who stands in."""
        page = self._known
        if page is None or (contact := page.row.contact) is None:
            return
        today = self.desk.office.now().date()
        fields: list[Field] = [
            DateField("start", "Vắng từ ngày:", today, "Hãy ghi ngày.", today),
            DateField("end", "đến hết ngày:", today, "Hãy ghi ngày."),
            TextField("substitute", "Địa chỉ thư của người thay (để trống nếu không có):"),
            TextField("name", "Họ tên người thay:"),
            TextField("phone", "Điện thoại người thay:"),
        ]
        form = Form("Vắng mặt", f"{self._called}: {contact.name or contact.email}", fields, "Ghi")
        filled(self.desk, form, lambda found: self._verbs.away(contact, dict(found)))

    def action_revoke(self) -> None:
        """Take back the links in the letters to this agency, after a question."""
        body = f"{self._called}: các liên kết trong thư đã gửi không còn mở được. Việc này không rút lại được."

        def answered(yes: bool | None) -> None:
            if yes:
                self.desk.act(self._verbs.revoke)

        self.desk.push_screen(Confirm("Thu hồi liên kết?", body, "Thu hồi"), answered)

    def action_obligations(self) -> None:
        """Go to the list of all that this agency owes."""
        self.desk.find_in_list("obligations", self._called)

    def action_back(self) -> None:
        """Return to the list."""
        self.dismiss()


def _absence(one: Absence) -> tuple[str, ...]:
    stands_in = ", ".join(filter(None, (one.name, one.phone, one.substitute or ""))) or "không có người thay"
    return f"{date_words(one.start)} - {date_words(one.end)}", f"người thay: {stands_in}"


def _handed(lines: tuple[Line, ...]) -> Sequence[tuple[str, ...]]:
    came = sorted({name for line in lines for name in line.from_agencies})
    went = sorted({name for line in lines for name in line.to_agencies})
    return [("Tiếp nhận từ", ", ".join(came))] * bool(came) + [("Chuyển cho", ", ".join(went))] * bool(went)


def _letter(letter: LetterRow) -> tuple[str, ...]:
    return moment(letter.sent_at or letter.drafted_at), LETTER_WORDS[letter.status], letter.subject
