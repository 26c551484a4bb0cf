"""Limits and states as the agency itself reads them: "đã hết thời hạn", never the office's word for it.

Whoever is only asked (Đảng, Mặt trận, đoàn thể, and those invited) reads of no limit at all.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import Ongoing, last_day
from engine.deadlines.words import WEEKDAYS, date_words, limit_in_full
from engine.directory.models import Contact, Relation
from engine.letters.voice import Tone
from engine.obligations.states import STATE_WORDS, State
from engine.standing import Line

ASKED_ONLY: dict[State, str] = {
    "done_on_time": "đã ghi nhận kết quả",
    "done_late": "đã ghi nhận kết quả",
    "before_tracking": "chưa ghi nhận kết quả",
    "overdue": "chưa ghi nhận kết quả",
    "due_soon": "chưa ghi nhận kết quả",
    "not_due": "chưa ghi nhận kết quả",
}
_WEEKEND = ("thứ bảy", "chủ nhật")


@dataclass(frozen=True)
class Call:
    """Whom to call."""

    who: str
    phone: str = ""
    email: str = ""


def tone_of(relation: Relation, *, invited: bool) -> Tone:
    """Return how one obligation is spoken of to its agency."""
    if relation == "front" or invited:
        return "request"
    return "direct" if relation in ("lower", "affiliated") else "colleague"


def state_words(line: Line, tone: Tone) -> str:
    """Return the state in words."""
    state = line.state
    if state == "withdrawn":
        return "đã dừng theo dõi, không cần phản hồi"
    if isinstance(line.tracked.facts.due, Ongoing) and state in ("ongoing", "done_on_time"):
        return "thực hiện thường xuyên" if state == "ongoing" else "đã hoàn thành"
    if state == "ongoing":
        return ASKED_ONLY["overdue"]
    return _asked_only(state) if tone == "request" else _owed(line)


def _asked_only(state: State) -> str:
    return ASKED_ONLY.get(state, STATE_WORDS[state])


def _owed(line: Line) -> str:
    if line.state == "overdue":
        thing = "báo cáo" if line.tracked.obligation.kind == "report" else "kết quả"
        return f"đã hết thời hạn, chưa ghi nhận được {thing}"
    return "hoàn thành sau thời hạn" if line.state == "done_late" else STATE_WORDS[line.state]


def limit_name(line: Line, tone: Tone, today: dt.date) -> str:
    """Return what stands before the limit; nobody is asked to send by a day that has passed."""
    facts = line.tracked.facts
    if tone != "request":
        return "Thời hạn" if facts.first_due == facts.due else "Thời hạn điều chỉnh"
    asked = "Đã đề nghị" if (last_day(facts.due) or today) < today else "Xin"
    return f"{asked} gửi" if line.tracked.obligation.kind == "report" else f"{asked} hoàn thành"


def limit_words_of(line: Line) -> str:
    """Return the limit in full, empty for ongoing work."""
    due = line.tracked.facts.due
    return "" if isinstance(due, Ongoing) else limit_in_full(due)


def first_limit(line: Line, tone: Tone) -> str:
    """Return the limit as first given, when it is another than today's."""
    facts = line.tracked.facts
    changed = facts.first_due != facts.due and tone != "request" and not isinstance(facts.first_due, Ongoing)
    return limit_in_full(facts.first_due) if changed else ""


def day_off_note(line: Line, calendar: WorkingCalendar, tone: Tone) -> str:
    """Return the sentence for a last day on which offices do not work; empty otherwise."""
    last = last_day(line.tracked.facts.due)
    why = calendar.why_off(last) if last else None
    if last is None or why is None or line.tracked.facts.settled:
        return ""
    name = why if why.lower() in _WEEKEND else f"ngày nghỉ ({why})"
    stays = "" if tone == "request" else "; thời hạn không tự chuyển sang ngày làm việc tiếp theo"
    return f"Lưu ý: ngày {date_words(last)} là {name}{stays}."


def call_of(office: str, contact: Contact | None) -> Call:
    """Return whom to call: `đ/c Lan, chuyên viên Phòng ...` with telephone and address, as far as they are known."""
    if contact is None:
        return Call(office)
    named = f"đ/c {contact.name}, " if contact.name else ""
    placed = f"{contact.position} " if contact.name and contact.position else ""
    return Call(f"{named}{placed}{office}", contact.phone, contact.email)


def recorded_at(at: dt.datetime) -> str:
    """Return `15 giờ 20 phút, thứ Hai, ngày 09/12/2024`."""
    return f"{at.hour:02d} giờ {at.minute:02d} phút, {WEEKDAYS[at.weekday()]}, ngày {date_words(at.date())}"
