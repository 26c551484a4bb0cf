"""One agency whole: what it owes, whom to write to and call, who is away, its letters; and its contacts to correct."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text
from textual.app import ComposeResult

from engine.lists.agencies import AgencyPage
from engine.lists.values import Overview
from tui import agency_rows as rows
from tui.actions import Place, bindings
from tui.acts.act import confirmed
from tui.acts.contacts import ask_absence, ask_contact
from tui.agency_rows import Told
from tui.dialogs.confirm import Confirm
from tui.office_agencies import Agencies
from tui.screens.acting import ActingScreen
from tui.widgets.keys import KeysLine
from tui.widgets.paper import Paper
from tui.widgets.topbar import TopBar
from tui.words import grouped

REVOKED = "các liên kết trong thư đã gửi không còn mở được. Việc này không rút lại được."
RENEWED = "gửi thư có liên kết mới về những đầu việc chưa có kết quả, đến địa chỉ trong danh bạ."
MOST_PLANS = 20


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
            paper.show(Group(Text(page.row.name, "bold"), *self._sections(page)))
        self.offer()

    # The page

    def _sections(self, page: AgencyPage) -> Iterator[RenderableType]:
        today, quiet = self.desk.office.now().date(), self.app.theme_variables["tone-quiet"]
        yield self._table(list(rows.head(page)))
        yield self._section("Đầu mối", rows.contacts(page), "! Chưa có đầu mối: nhấn e để ghi.")
        yield self._section("Vắng mặt", rows.absences(page, today), "Không.")
        yield self._section("Đầu việc", [], "" if page.plans else "Chưa có đầu việc.")
        for part in page.plans[:MOST_PLANS]:
            yield Text(rows.plan_title(part))
            yield self._table(rows.lines(part, today))
            if rest := part.total - len(part.lines):
                yield Text(f"… và {grouped(rest)} đầu việc khác: nhấn o.", quiet)
        if (more := len(page.plans) - MOST_PLANS) > 0:
            yield Text(f"… và {grouped(more)} kế hoạch khác: nhấn o.", quiet)
        yield self._section("Tiếp nhận, chuyển giao", rows.handed(page), "Không.")
        yield Text(rows.SUCCESSION, quiet)
        yield self._section("Thư gần đây", rows.letters(page), "Chưa có thư nào.")
        yield self._section("Đã gọi, đã nhắn", rows.calls(page), "Chưa ghi cuộc gọi nào.")

    def _section(self, heading: str, told: Sequence[Told], nothing: str) -> RenderableType:
        title = Text(f"\n{heading}", f"bold {self.app.theme_variables['accent']}")
        if not (told or nothing):
            return title
        return Group(title, self._table(told) if told else Text(nothing, self.app.theme_variables["tone-quiet"]))

    def _table(self, told: Sequence[Told]) -> RenderableType:
        grid = Table.grid(padding=(0, 2))
        for row in told:
            grid.add_row(Text(row.cells[0], self.app.theme_variables[f"tone-{row.tone}"]), *row.cells[1:])
        return grid

    # Acts

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what needs contacts only where there are any."""
        if action == "absence":
            return bool(self._known and self._known.posts)
        return super().check_action(action, parameters)

    @property
    def _verbs(self) -> Agencies:
        return Agencies(self.desk.office, self._agency, self._called)

    def action_contact(self) -> None:
        """Correct a contact, or add one of another post."""
        if self._known is not None:
            ask_contact(self.desk, self._verbs, self._known)

    def action_absence(self) -> None:
        """Record that a contact is away and who stands in, or correct what was recorded."""
        if self._known is not None:
            ask_absence(self.desk, self._verbs, self._known)

    def action_revoke(self) -> None:
        """Take back the links in the letters to this agency, after a question."""
        question = Confirm("Thu hồi liên kết?", f"{self._called}: {REVOKED}", "Thu hồi")
        confirmed(self.desk, question, self._verbs.revoke)

    def action_renew(self) -> None:
        """Send fresh links, after a question."""
        question = Confirm("Gửi lại liên kết?", f"{self._called}: {RENEWED}", "Gửi")
        confirmed(self.desk, question, self._verbs.renew)

    def action_obligations(self) -> None:
        """Go to the list of all that this agency owes."""
        self.desk.find_in_list("obligations", self._called)

    def action_back(self) -> None:
        """Return to the list."""
        self.dismiss()
