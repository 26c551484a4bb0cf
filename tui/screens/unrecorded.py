"""Key 3: whose report was not recorded when its limit had passed, with what one needs before calling.

The sign stands before those whose alert nobody has acknowledged or silenced yet.
"""

from __future__ import annotations

from typing import ClassVar

from engine.deadlines.short import short_day
from engine.deadlines.words import moment_words
from engine.matching import searchable
from engine.standing import Line
from tui.columns import Column
from tui.reading import Reading
from tui.screens.listing import ListScreen
from tui.widgets.rows import Row
from tui.words import ALERT_WORDS, notes, short_limit, state_words

CHECK_FIRST = "Tra văn bản đến trước khi đôn đốc."


class UnrecordedScreen(ListScreen):
    """Chưa ghi nhận."""

    PLACE = "unrecorded"
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

    def rows(self, reading: Reading) -> list[Row]:
        """Return every alert not resolved."""
        return [_row(reading, line) for line in reading.unrecorded]

    def summary(self, reading: Reading) -> str:
        """Return how many of those due were recorded."""
        due = [line for line in reading.standing.lines if _is_due(reading, line)]
        recorded = sum(line.tracked.facts.done is not None for line in due)
        counted = f"đã ghi nhận {recorded}/{len(due)}, {len(due) - recorded} đầu việc chưa ghi nhận"
        return f"Đến {moment_words(reading.at)}: {counted}.\n{CHECK_FIRST}"


def _is_due(reading: Reading, line: Line) -> bool:
    missed = line.tracked.facts.missed_at
    return missed is not None and missed <= reading.at and line.state not in ("withdrawn", "before_tracking")


def _row(reading: Reading, line: Line) -> Row:
    what, facts = line.tracked.obligation, line.tracked.facts
    contact, alert = reading.contact(what.agency), facts.alert
    is_open = alert is not None and alert.state == "open"
    cells = (
        f"{'!' if is_open else ' '} {line.agency_name}",
        what.text,
        short_limit(facts, reading.today),
        f"{line.reminders_sent} thư",
        short_day(facts.received_at.date(), reading.today) if facts.received_at else "chưa",
        (contact.phone if contact else "") or "chưa có",
        ALERT_WORDS[alert.state] if alert else "",
        " · ".join(notes(line, reading.today)),
    )
    words = searchable(*cells, what.section, state_words(line), reading.plan_title(line))
    return Row(line.id, cells, words, reading.subject(line), "danger" if is_open else "plain")
