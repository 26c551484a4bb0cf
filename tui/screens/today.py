"""Key 1: all that waits for the coordinator, the most urgent first, and when the last run was."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from engine.deadlines.words import date_words, day_month
from engine.lists.calls import Call
from engine.lists.values import URGENCY_WORDS, Overview, Subject, Urgency
from engine.standing import Line
from engine.view import Lists
from tui.columns import Column
from tui.screens.listing import ListScreen
from tui.widgets.details import NO_PHONE
from tui.widgets.rows import Row
from tui.words import MAIL_WORDS, STATE_TONES, Tone, age_words, grouped, mail_words, notes, register_words, short_limit

URGENCY_SIGNS: dict[Urgency, str] = {
    "alert": "!",
    "own": "^",
    "review": "?",
    "extension": "+",
    "reassign": "~",
    "reply": "<",
    "letter": "@",
    "bounce": "x",
    "call": "#",
}
URGENCY_TONES: dict[Urgency, Tone] = {
    "alert": "danger",
    "own": "danger",
    "review": "warning",
    "extension": "warning",
    "reassign": "warning",
    "reply": "warning",
    "letter": "plain",
    "bounce": "plain",
    "call": "plain",
}
COUNTED: dict[Urgency, str] = {
    **URGENCY_WORDS,
    "own": "việc cấp trên giao",
    "reassign": "đề nghị xem xét lại phân công",
    "letter": "thư chờ phát hành",
    "bounce": "thư bị trả lại, báo vắng",
    "call": "cơ quan cần gọi",
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
        word = MAIL_WORDS[subject.mail.kind] if subject.mail else URGENCY_WORDS[subject.urgency]
        cells = (f"{URGENCY_SIGNS[subject.urgency]} {word}", *_cells(subject, today))
        is_ours = subject.urgency == "own" and subject.line
        return Row(
            subject.key, cells, subject, STATE_TONES[is_ours.state] if is_ours else URGENCY_TONES[subject.urgency]
        )

    @staticmethod
    def summary(lists: Lists, overview: Overview) -> str:
        """Return how much of what, how old the register is, and when the last run was."""
        counts = overview.urgencies
        said = " · ".join(f"{grouped(counts[kind])} {words}" for kind, words in COUNTED.items() if counts.get(kind))
        return f"{said or 'Không có việc chờ xử lý'}\n{register_words(overview)}\n{_last_run(overview)}"


def _cells(subject: Subject, today: dt.date) -> tuple[str, ...]:
    """Return whom it is about, what, by when, and what else is worth knowing."""
    if subject.line:
        return _line_cells(subject.line, today)
    if subject.letter:
        return subject.addressed, subject.letter.subject, "–", f"soạn ngày {_day(subject.letter.drafted_at)}"
    if subject.mail:
        return subject.addressed, mail_words(subject.mail), "–", f"nhận ngày {_day(subject.mail.at)}"
    assert subject.call is not None
    phone = subject.contact.phone if subject.contact else ""
    return subject.addressed, subject.call.said, _first_limit(subject.call, today), f"ĐT {phone}" if phone else NO_PHONE


def _day(at: dt.datetime) -> str:
    return day_month(at.date())


def _first_limit(call: Call, today: dt.date) -> str:
    """Return the first limit of what an agency is called about, where all of it is known."""
    if call.more:
        return "–"
    dated = [one.facts for one in call.obligations if one.facts.missed_at]
    first = min(dated, key=lambda facts: str(facts.missed_at), default=None)
    return short_limit(first, today) if first else "–"


def _line_cells(line: Line, today: dt.date) -> tuple[str, ...]:
    limit = short_limit(line.tracked.facts, today)
    return line.agency_name, line.tracked.obligation.text, limit, " · ".join(notes(line, today))


def _last_run(overview: Overview) -> str:
    last = overview.last_run
    if last is None:
        return "Chưa có lần chạy nào. Chạy: phancong run"
    sent, raised = last.result.get("delivered", 0), last.result.get("alerts_raised", 0)
    when = f"{last.at:%H:%M} {date_words(last.at.date())} ({age_words(overview.at - last.at)})"
    return f"Lần chạy gần nhất {when}: gửi {sent} thư, {raised} cảnh báo mới."
