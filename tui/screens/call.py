"""One call to make: whom, at what number, why, and about what."""

from __future__ import annotations

import datetime as dt

from rich.console import Group, RenderableType
from rich.text import Text

from engine.deadlines.short import short_day
from engine.lists.values import Subject, View
from engine.obligations.values import Tracked
from tui.screens.page import PageScreen
from tui.widgets.details import NO_PHONE
from tui.words import short_limit

NO_CONTACT = "chưa có tên và số điện thoại đầu mối"


class CallScreen(PageScreen[tuple[Subject, ...]]):
    """Một cơ quan cần gọi."""

    def subjects(self) -> list[Subject]:
        """Return this call while it is to be made."""
        return [self._subject] if self._known is None else list(self._known)

    def head(self) -> RenderableType:
        """Return whom to call."""
        return Text(f"{self._subject.addressed}\n", "bold")

    def fetch(self, at: dt.datetime) -> tuple[Subject, ...]:
        """Read the call; nothing when nobody need be called any more."""
        return self.desk.office.lists.page(at, View("waiting", only=frozenset([self._subject.key])), 0, 1)

    def content(self, known: tuple[Subject, ...]) -> RenderableType:
        """Return the page, as it was last when nobody need be called any more."""
        self._subject = known[0] if known else self._subject
        call, today = self._subject.call, self.desk.office.now().date()
        assert call is not None
        contact = call.contact
        who = " · ".join(filter(None, (contact.name, contact.position))) if contact else NO_CONTACT
        fields = self.fields(
            [
                ("Tình trạng", "cần gọi" if known else "không còn cần gọi", "warning" if known else "plain"),
                ("Lý do", call.said, "plain"),
                ("Gọi", who or (contact.email if contact else NO_CONTACT), "plain"),
                ("Điện thoại", (contact.phone or NO_PHONE) if contact else "", "plain"),
                ("Thư điện tử", contact.email if contact else "", "plain"),
            ]
        )
        rows = [_about(one, today) for one in call.obligations]
        rows += [("…", "và những đầu việc khác")] if call.more else []
        return Group(self.head(), fields, self.section("Nội dung cần trao đổi", rows, "Không còn."))


def _about(tracked: Tracked, today: dt.date) -> tuple[str, str]:
    what, facts = tracked.obligation, tracked.facts
    called = f" · đã gọi {short_day(facts.called_at.date(), today)}" if facts.called_at else ""
    noticed = f" · thông báo {short_day(facts.noticed_at.date(), today)}" if facts.noticed_at else ""
    return short_limit(facts, today), f"{what.text} (mục {what.section}){noticed}{called}"
