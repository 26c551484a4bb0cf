"""Short words and signs that only a screen needs; states, flags, events and dates have theirs in the engine.

A sign stands beside every word so that nothing is said by colour alone. Signs are of one cell in any font.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Literal

from engine.deadlines import short
from engine.deadlines.rules import Due
from engine.deadlines.short import short_day
from engine.deadlines.words import date_words, limit_in_full, weekday_date
from engine.directory.models import Post
from engine.ledger.address_book import PlanHead
from engine.ledger.mails import MailRow
from engine.ledger.view import Stands
from engine.lists.values import Overview
from engine.mail.gist import gist
from engine.obligations.history import AlertState, Done, Facts
from engine.obligations.periods import period_words
from engine.obligations.states import FLAG_WORDS, STATE_WORDS, State
from engine.obligations.ways import WAY_WORDS
from engine.register import freshness
from engine.register.freshness import NEVER
from engine.spec.models import Basis, Role
from engine.standing import Line

Tone = Literal["danger", "warning", "good", "quiet", "plain"]

STATE_SIGNS: dict[State, str] = {
    "overdue": "!",
    "awaiting_review": "?",
    "due_soon": "»",
    "not_due": "·",
    "ongoing": "–",
    "done_on_time": "✓",
    "done_late": "✓",
    "before_tracking": "…",
    "withdrawn": "×",
}
STATE_TONES: dict[State, Tone] = {
    "overdue": "danger",
    "awaiting_review": "warning",
    "due_soon": "warning",
    "not_due": "plain",
    "ongoing": "quiet",
    "done_on_time": "good",
    "done_late": "good",
    "before_tracking": "quiet",
    "withdrawn": "quiet",
}
ALERT_WORDS: dict[AlertState, str] = {
    "open": "đang mở",
    "acknowledged": "đã nắm thông tin",
    "silenced": "tạm ngừng nhắc",
    "resolved": "đã đóng",
}
BASIS_WORDS: dict[Basis, str] = {
    "explicit": "văn bản giao đích danh",
    "inferred": "suy ra từ văn bản",
    "invited": "đề nghị phối hợp",
}
ROLE_WORDS: dict[Role, str] = {"lead": "chủ trì", "support": "phối hợp", "assigned": "thực hiện"}
LETTER_WORDS: dict[str, str] = {
    "held": "chờ phát hành",
    "pending": "chờ gửi",
    "sending": "đang gửi",
    "handed": "đang gửi",
    "sent": "đã gửi",
    "failed": "máy chủ thư từ chối",
    "returned": "bị trả lại",
    "dropped": "không cần gửi nữa",
}
POST_WORDS: dict[Post, str] = {"official": "Cán bộ đầu mối", "office": "Văn thư", "leader": "Lãnh đạo"}
MAIL_WORDS: dict[str, str] = {
    "reply": "thư trả lời",
    "hard": "thư bị trả lại",
    "soft": "thư tạm bị trả lại",
    "away": "báo vắng mặt",
    "auto": "trả lời tự động",
    "loop": "thư của ta quay lại",
    "unread": "thư không đọc được",
}
HANDED_ON = "đã chuyển"
MINUTE, HOUR, DAY = dt.timedelta(minutes=1), dt.timedelta(hours=1), dt.timedelta(days=1)
BEGIN = "Chưa theo dõi kế hoạch nào. Chạy: phancong apply TỆP-KẾ-HOẠCH"


def state_words(line: Line) -> str:
    """Return the state with its sign."""
    if line.to_agencies and line.state == "withdrawn":
        return f"{STATE_SIGNS[line.state]} {HANDED_ON}"
    rests = "suspended" in line.flags and line.state == "ongoing"
    return f"{STATE_SIGNS[line.state]} {FLAG_WORDS['suspended'] if rests else STATE_WORDS[line.state]}"


def state_said(stands: Stands) -> State:
    """Return the state whose sign and tone belong to what is said of an obligation."""
    match stands:
        case "handed_on":
            return "withdrawn"
        case "suspended":
            return "ongoing"
        case _:
            return stands


def short_limit(facts: Facts, today: dt.date) -> str:
    """Return the present limit for a narrow column: `trước 10/12`, with the year only when it is another one."""
    return short.short_limit(facts.due, facts.moved_to, today)


def short_due(due: Due, moved_to: dt.date | None, today: dt.date) -> str:
    """Return a limit for a narrow column, whatever has become of it since."""
    return short.short_limit(due, moved_to, today)


def period_limit(line: Line) -> str:
    """Return the limit in full, of what recurs with its period: `kỳ tháng 12/2024: trước ngày 25/12/2024 (...)`."""
    facts, period = line.tracked.facts, period_words(line.tracked.obligation.occurrence)
    return (f"kỳ {period}: " if period else "") + limit_in_full(facts.due, facts.moved_to)


def plan_words(plan: PlanHead) -> str:
    """Return what a list calls a plan: its number, where it has one, and what it is about."""
    number = f"Kế hoạch số {plan.number}" if plan.number else "Kế hoạch"
    return f"{number} {plan.short_title}"


def clock_words(at: dt.datetime) -> str:
    """Return `08:30 thứ Tư, 11/12/2024`."""
    return f"{at:%H:%M} {weekday_date(at.date())}"


def grouped(number: int) -> str:
    """Return a number as offices write it: `1.234.567`."""
    return f"{number:,}".replace(",", ".")


def age_words(age: dt.timedelta) -> str:
    """Return how long ago something was, roughly."""
    if age < MINUTE:
        return "vừa xong"
    if age < HOUR:
        return f"{age // MINUTE} phút trước"
    return f"{age // HOUR} giờ trước" if age < 2 * DAY else f"{age // DAY} ngày trước"


def mail_words(mail: MailRow) -> str:
    """Return what a mail says, in a line: of one that a machine has written, what it means."""
    if mail.kind in ("hard", "soft"):
        return f"thư gửi {mail.to} không đến nơi" if mail.to else "thư gửi đi không đến nơi"
    return gist(mail.text) if mail.kind == "reply" and mail.text else mail.subject


def register_words(overview: Overview) -> str:
    """Return how old what is known of incoming documents is, with a sign where that is too old to call anybody late."""
    imported, sign = overview.imported_at, "! " if overview.register_is_old else ""
    if imported is None:
        return f"{sign}{NEVER}"
    return f"{sign}{freshness.age_words(imported).removesuffix('.')} ({age_words(overview.at - imported)})."


def notes(line: Line, today: dt.date) -> list[str]:
    """Return what is worth knowing beside the state, the most telling first."""
    facts = line.tracked.facts
    said = [FLAG_WORDS["replied"]] if facts.replies else []
    said += [FLAG_WORDS["reassign_asked"]] if facts.reassign_asked else []
    if facts.extension_asked:
        said.append(f"{FLAG_WORDS['extension_asked']} đến {short_day(facts.extension_asked, today)}")
    said += [FLAG_WORDS[flag] for flag in ("provisional", "suspended") if flag in line.flags]
    said += [f"chuyển cho {', '.join(line.to_agencies)}"] if line.to_agencies else []
    said += _alert_notes(facts, today)
    if facts.received_at:
        said.append(f"{FLAG_WORDS['received']} {short_day(facts.received_at.date(), today)}")
    if line.tracked.obligation.basis == "invited":
        said.append(BASIS_WORDS["invited"])
    return said


def _alert_notes(facts: Facts, today: dt.date) -> list[str]:
    said = [ALERT_WORDS["acknowledged"]] if facts.alert and facts.alert.state == "acknowledged" else []
    if facts.silenced_until and facts.silenced_until > today:
        said.append(f"{ALERT_WORDS['silenced']} đến {short_day(facts.silenced_until, today)}")
    return said


def done_words(done: Done) -> str:
    """Return what an agency says it has done."""
    who = ", ".join(filter(None, (done.name, done.position)))
    by = f" ({who})" if who else ""
    by = f", hình thức nhận: {WAY_WORDS[done.way]}{by}" if done.way else by
    if done.nothing:
        return f"báo không phát sinh ngày {date_words(done.sent)}{by}"
    dated = f" ngày {date_words(done.document_date)}" if done.document_date else ""
    return f"văn bản số {done.number or '(chưa rõ)'}{dated}, gửi ngày {date_words(done.sent)}{by}"


def listed(names: Sequence[str], most: int = 6) -> str:
    """Return names one a line, the rest as a number."""
    rest = [f"… và {len(names) - most} cơ quan khác"] if len(names) > most else []
    return "\n".join([f"· {name}" for name in names[:most]] + rest)
