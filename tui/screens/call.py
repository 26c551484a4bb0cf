"""One call to make: whom, at what number, why, and about what."""

from __future__ import annotations

import datetime as dt

from rich.console import Group, RenderableType
from rich.text import Text

from engine.deadlines.short import short_day
from engine.lists.calls import Call
from engine.lists.values import Subject
from engine.obligations.values import Tracked
from tui.office_calls import look_at
from tui.screens.page import PageScreen
from tui.widgets.details import NO_PHONE
from tui.words import short_limit

NO_CONTACT = "chưa có tên và số điện thoại đầu mối"


class CallScreen(PageScreen[tuple[Call, ...]]):
    """Một cơ quan cần gọi."""

    def subjects(self) -> list[Subject]:
        """Return this call while it is to be made."""
        return [self._subject] if self._known is None or self._known else []

    def head(self) -> RenderableType:
        """Return whom to call."""
        return Text(f"{self._subject.addressed}\n", "bold")

    @property
    def _call(self) -> Call:
        assert self._subject.call is not None
        return self._subject.call

    def fetch(self, at: dt.datetime) -> tuple[Call, ...]:
        """Read the call; nothing when nobody need be called any more."""
        found = look_at(self.desk.office, self._call, at)
        return (found,) if found else ()

    def content(self, known: tuple[Call, ...]) -> RenderableType:
        """Return the page, as the list had it when nobody need be called any more."""
        call, today = known[0] if known else self._call, self.desk.office.now().date()
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
