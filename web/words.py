"""Limits and states as the agency itself reads them: "đã hết thời hạn", never the office's word for it.

Whoever is only asked (Đảng, Mặt trận, đoàn thể, and those invited) reads of no limit at all.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import After, Ahead, Ongoing, counted_to, last_day
from engine.deadlines.words import WEEKDAYS, limit_in_full, limit_words
from engine.directory.models import Contact, Relation
from engine.history_words import by_document
from engine.letters.voice import Tone
from engine.obligations.periods import period_words
from engine.obligations.states import STATE_WORDS, State
from engine.obligations.values import Event
from engine.standing import Line
from web.language import day, in_english, say

ASKED_ONLY: dict[State, str] = {
    "done_on_time": "đã ghi nhận kết quả",
    "done_late": "đã ghi nhận kết quả",
    "before_tracking": "chưa ghi nhận kết quả",
    "overdue": "chưa ghi nhận kết quả",
    "due_soon": "chưa ghi nhận kết quả",
    "not_due": "chưa ghi nhận kết quả",
}
WITHOUT_DAY = {
    "ongoing": "thực hiện thường xuyên",
    "every": "thực hiện định kỳ",
    "on-request": "thực hiện khi có yêu cầu",
    "after": "chưa xác định ngày",
    "ahead": "chưa xác định ngày",
}
WITHOUT_DATE = {  # how an English page says what the plan's own words say on the Vietnamese one
    "ongoing": "continuous, no fixed date",
    "every": "recurring",
    "on-request": "on request",
    "after": "counted from an event whose date is not known yet",
    "ahead": "counted back from an event whose date is not known yet",
}
SUSPENDED = "đang tạm dừng, chưa cần phản hồi"
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
    state, facts = line.state, line.tracked.facts
    if state == "withdrawn":
        return say("đã dừng theo dõi, không cần phản hồi")
    if facts.suspended and facts.done is None:
        return say(SUSPENDED)
    if facts.last_day is None and state in ("ongoing", "done_on_time"):
        return (
            say(WITHOUT_DAY.get(facts.due.kind, WITHOUT_DAY["ongoing"])) if state == "ongoing" else say("đã hoàn thành")
        )
    if state == "ongoing":
        return say(ASKED_ONLY["overdue"])
    return _asked_only(state) if tone == "request" else _owed(line)


def _asked_only(state: State) -> str:
    return say(ASKED_ONLY.get(state, STATE_WORDS[state]))


def _owed(line: Line) -> str:
    if line.state == "overdue":
        if line.tracked.obligation.kind == "report":
            return say("đã hết thời hạn, chưa ghi nhận được báo cáo")
        return say("đã hết thời hạn, chưa ghi nhận được kết quả")
    return say("hoàn thành sau thời hạn") if line.state == "done_late" else say(STATE_WORDS[line.state])


def handed_on_words(event: Event, now: Sequence[str]) -> str:
    """Return who does what was handed on, from which day and by what document, for who did it before."""
    to = say(" và ").join(filter(None, (", ".join(now[:-1]), now[-1])))
    sentence = "Từ ngày {since} nhiệm vụ này do {to} thực hiện{ground}, không cần phản hồi."
    return say(sentence, since=day(event.at.date()), to=to, ground=by_document(event))


def limit_name(line: Line, tone: Tone, today: dt.date) -> str:
    """Return what stands before the limit; nobody is asked to send by a day that has passed."""
    facts = line.tracked.facts
    if facts.last_day is None:
        return say("Thời gian thực hiện")
    if tone != "request":
        changed = say("Thời hạn điều chỉnh") if _has_changed(line) else say("Thời hạn")
        return f"{changed} {say('(chờ văn bản)')}" if facts.provisional else changed
    if line.tracked.obligation.kind == "report":
        return say("Đã đề nghị gửi") if facts.last_day < today else say("Xin gửi")
    return say("Đã đề nghị hoàn thành") if facts.last_day < today else say("Xin hoàn thành")


def limit_words_of(line: Line) -> str:
    """Return the limit in full: a day, or a term that waits for its event; empty for what has none."""
    facts = line.tracked.facts
    if in_english():
        return _until(facts.limit_at) if facts.limit_at else ""
    has_limit = facts.last_day is not None or isinstance(facts.due, After | Ahead)
    return limit_in_full(facts.due, facts.moved_to).replace("trong thời hạn", "trong") if has_limit else ""


def _until(end: dt.datetime) -> str:
    """Return the end of a limit, the first instant after it, in English."""
    if end.time() > dt.time():
        return f"before {end:%H:%M} on {end:%A}, {day(end.date())}"
    last = end.date() - dt.timedelta(days=1)
    return f"by the end of {last:%A}, {day(last)}"


def when_words(line: Line) -> str:
    """Return the limit in full, or in its place what the plan says of the time; empty where it says nothing of it."""
    if in_english():
        return limit_words_of(line) or WITHOUT_DATE.get(line.tracked.facts.due.kind, "")
    words = limit_words_of(line) or limit_words(line.tracked.facts.due)
    return words.removesuffix(limit_words(Ongoing())).removesuffix(", ")


def recurs_words(line: Line) -> str:
    """Return the rule and the period of what recurs: `trước ngày 25 hằng tháng; kỳ này: tháng 12/2024`."""
    obligation = line.tracked.obligation
    period = period_words(obligation.occurrence)
    if not period:
        return ""
    return "; ".join(filter(None, (obligation.due.printed, say("kỳ này: {period}", period=period))))


def first_limit(line: Line, tone: Tone) -> str:
    """Return the limit as first given, when it is another than today's."""
    facts = line.tracked.facts
    told = _has_changed(line) and tone != "request" and last_day(facts.first_due) is not None
    if told and in_english():
        return _until(facts.first_missed_at) if facts.first_missed_at else ""
    return limit_in_full(facts.first_due, facts.first_moved_to) if told else ""


def _has_changed(line: Line) -> bool:
    facts = line.tracked.facts
    return (facts.first_due, facts.first_moved_to) != (facts.due, facts.moved_to)


def day_off_note(line: Line, calendar: WorkingCalendar, tone: Tone) -> str:
    """Return the sentence for a last day on which offices do not work; empty otherwise."""
    facts = line.tracked.facts
    last = facts.moved_to or counted_to(facts.due)
    why = calendar.why_off(last) if last else None
    if last is None or why is None or facts.settled:
        return ""
    name = say(why) if why.lower() in _WEEKEND else say("ngày nghỉ ({name})", name=why)
    if tone == "request":
        return say("Lưu ý: ngày {day} là {name}.", day=day(last), name=name)
    sentence = "Lưu ý: ngày {day} là {name}; thời hạn không tự chuyển sang ngày làm việc tiếp theo."
    return say(sentence, day=day(last), name=name)


def call_of(office: str, contact: Contact | None) -> Call:
    """Return whom to call: `đ/c Lan, chuyên viên Phòng ...` with telephone and address, as far as they are known."""
    if contact is None:
        return Call(office)
    named = f"đ/c {contact.name}, " if contact.name else ""
    placed = f"{contact.position} " if contact.name and contact.position else ""
    return Call(f"{named}{placed}{office}", contact.phone, contact.email)


def recorded_at(at: dt.datetime) -> str:
    """Return `15 giờ 20 phút, thứ Hai, ngày 09/12/2024`."""
    if in_english():
        return f"{at:%H:%M}, {at:%A}, {day(at.date())}"
    return f"{at.hour:02d} giờ {at.minute:02d} phút, {WEEKDAYS[at.weekday()]}, ngày {day(at.date())}"
