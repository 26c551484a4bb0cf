"""Key 1: all that waits for the coordinator, the most urgent first, and when the last run was."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from engine.deadlines.words import date_words, day_month
from engine.ledger.reader import LetterRow
from engine.matching import searchable
from engine.standing import Line
from tui.columns import Column
from tui.reading import Reading, Urgency, Urgent, urgent
from tui.screens.listing import ListScreen
from tui.widgets.rows import Row
from tui.words import Tone, age_words, notes, short_limit

URGENCY_WORDS: dict[Urgency, str] = {
    "alert": "chưa ghi nhận",
    "review": "chờ xác nhận",
    "extension": "đề nghị gia hạn",
    "reassign": "xem lại phân công",
    "letter": "chờ phát hành",
}
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
    NOTHING = "Không có việc nào chờ xử lý."
    COLUMNS: ClassVar[tuple[Column, ...]] = (
        Column("Việc"),
        Column("Cơ quan", share=1),
        Column("Nội dung", share=1),
        Column("Thời hạn"),
        Column("Ghi chú", share=1, wide_from=110),
    )

    def rows(self, reading: Reading) -> list[Row]:
        """Return what waits."""
        return [_row(reading, one) for one in urgent(reading)]

    def summary(self, reading: Reading) -> str:
        """Return how much of what, and when the last run was."""
        counts = Counter(one.urgency for one in urgent(reading))
        said = " · ".join(f"{counts[kind]} {words}" for kind, words in COUNTED.items() if counts[kind])
        return f"{said or 'Không có việc chờ xử lý'}\n{_last_run(reading)}"


def _row(reading: Reading, one: Urgent) -> Row:
    word = f"{URGENCY_SIGNS[one.urgency]} {URGENCY_WORDS[one.urgency]}"
    line, letter = one.subject.line, one.subject.letter
    cells = _line_cells(reading, line) if line else _letter_cells(reading, letter)
    key = f"{one.urgency}:{line.id if line else letter.uid if letter else ''}"
    plan = reading.plan_title(line) if line else ""
    return Row(key, (word, *cells), searchable(word, *cells, plan), one.subject, URGENCY_TONES[one.urgency])


def _line_cells(reading: Reading, line: Line) -> tuple[str, ...]:
    limit = short_limit(line.tracked.facts, reading.today)
    return line.agency_name, line.tracked.obligation.text, limit, " · ".join(notes(line, reading.today))


def _letter_cells(reading: Reading, letter: LetterRow | None) -> tuple[str, ...]:
    if letter is None:
        return "", "", "", ""
    return reading.addressed(letter), letter.subject, "–", f"soạn ngày {day_month(letter.drafted_at.date())}"


def _last_run(reading: Reading) -> str:
    last = reading.last_run
    if last is None:
        return "Chưa có lần chạy nào. Chạy: phancong run"
    sent, raised = last.result.get("delivered", 0), last.result.get("alerts_raised", 0)
    when = f"{last.at:%H:%M} {date_words(last.at.date())} ({age_words(reading.at - last.at)})"
    return f"Lần chạy gần nhất {when}: gửi {sent} thư, {raised} cảnh báo mới."
