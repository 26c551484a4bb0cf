"""Key 1: all that waits for the coordinator, the most urgent first, and when the last run was."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from engine.deadlines.words import date_words, day_month
from engine.lists.values import URGENCY_WORDS, Overview, Subject, Urgency
from engine.standing import Line
from engine.view import Lists
from tui.columns import Column
from tui.screens.listing import ListScreen
from tui.widgets.rows import Row
from tui.words import Tone, age_words, grouped, notes, short_limit

URGENCY_SIGNS: dict[Urgency, str] = {"alert": "!", "review": "?", "extension": "+", "reassign": "~", "letter": "@"}
URGENCY_TONES: dict[Urgency, Tone] = {
    "alert": "danger",
    "review": "warning",
    "extension": "warning",
    "reassign": "warning",
    "letter": "plain",
}
COUNTED: dict[Urgency, str] = {
    "alert": "chưa ghi nhận",
    "review": "chờ xác nhận",
    "extension": "đề nghị gia hạn",
    "reassign": "đề nghị xem xét lại phân công",
    "letter": "thư chờ phát hành",
}


class TodayScreen(ListScreen):
    """Hôm nay."""

    PLACE = "today"
    KIND = "waiting"
    NOTHING = "Không có việc nào chờ xử lý."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Việc"),
        Column("Cơ quan", share=1),
        Column("Nội dung", share=1),
        Column("Thời hạn"),
        Column("Ghi chú", share=1, wide_from=110),
    )

    @staticmethod
    def row(subject: Subject, today: dt.date) -> Row:
        """Return one thing that waits."""
        assert subject.urgency is not None
        word = f"{URGENCY_SIGNS[subject.urgency]} {URGENCY_WORDS[subject.urgency]}"
        cells = _line_cells(subject.line, today) if subject.line else _letter_cells(subject)
        return Row(subject.key, (word, *cells), subject, URGENCY_TONES[subject.urgency])

    @staticmethod
    def summary(lists: Lists, overview: Overview) -> str:
        """Return how much of what, and when the last run was."""
        counts = overview.urgencies
        said = " · ".join(f"{grouped(counts[kind])} {words}" for kind, words in COUNTED.items() if counts.get(kind))
        return f"{said or 'Không có việc chờ xử lý'}\n{_last_run(overview)}"


def _line_cells(line: Line, today: dt.date) -> tuple[str, ...]:
    limit = short_limit(line.tracked.facts, today)
    return line.agency_name, line.tracked.obligation.text, limit, " · ".join(notes(line, today))


def _letter_cells(subject: Subject) -> tuple[str, ...]:
    assert subject.letter is not None
    drafted = day_month(subject.letter.drafted_at.date())
    return subject.addressed, subject.letter.subject, "–", f"soạn ngày {drafted}"


def _last_run(overview: Overview) -> str:
    last = overview.last_run
    if last is None:
        return "Chưa có lần chạy nào. Chạy: phancong run"
    sent, raised = last.result.get("delivered", 0), last.result.get("alerts_raised", 0)
    when = f"{last.at:%H:%M} {date_words(last.at.date())} ({age_words(overview.at - last.at)})"
    return f"Lần chạy gần nhất {when}: gửi {sent} thư, {raised} cảnh báo mới."
