"""Key 3: whose report was not recorded when its limit had passed, with what one needs before calling.

The sign stands before those whose alert nobody has acknowledged or silenced yet.
"""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from engine.deadlines.short import short_day
from engine.deadlines.words import moment_words
from engine.lists.values import Overview, Subject
from engine.view import Lists
from tui.columns import Column
from tui.screens.listing import ListScreen
from tui.widgets.rows import Row
from tui.words import ALERT_WORDS, grouped, notes, register_words, short_limit

CHECK_FIRST = "Tra văn bản đến trước khi đôn đốc."


class UnrecordedScreen(ListScreen):
    """Chưa ghi nhận."""

    PLACE = "unrecorded"
    KIND = "unrecorded"
    NOTHING = "Không có báo cáo, kết quả nào chưa ghi nhận khi hết hạn."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Cơ quan", share=3),
        Column("Nội dung", share=3),
        Column("Thời hạn"),
        Column("Đã gửi"),
        Column("Tiếp nhận"),
        Column("Điện thoại"),
        Column("Cảnh báo", wide_from=110),
        Column("Ghi chú", share=2, wide_from=130),
    )

    @staticmethod
    def row(subject: Subject, today: dt.date) -> Row:
        """Return one alert not resolved."""
        assert subject.line is not None
        line, facts, alert = subject.line, subject.line.tracked.facts, subject.line.tracked.facts.alert
        is_open = alert is not None and alert.state == "open"
        cells = (
            f"{'!' if is_open else ' '} {line.agency_name}",
            line.tracked.obligation.text,
            short_limit(facts, today),
            f"{line.reminders_sent} thư",
            short_day(facts.received_at.date(), today) if facts.received_at else "chưa",
            (subject.contact.phone if subject.contact else "") or "chưa có",
            ALERT_WORDS[alert.state] if alert else "",
            " · ".join(notes(line, today)),
        )
        return Row(subject.key, cells, subject, "danger" if is_open else "plain")

    @staticmethod
    def summary(lists: Lists, overview: Overview) -> str:
        """Return how many of those due were recorded."""
        counts = lists.states(overview.at)
        counted = f"đã ghi nhận {grouped(counts.recorded)}/{grouped(counts.due)}"
        missing = f"{grouped(counts.due - counts.recorded)} đầu việc chưa ghi nhận"
        return f"Đến {moment_words(overview.at)}: {counted}, {missing}.\n{register_words(overview)} {CHECK_FIRST}"
