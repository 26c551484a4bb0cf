"""The state an obligation is in: the first rule that holds, in the words offices use."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from engine.obligations.history import Done, Facts

State = Literal[
    "withdrawn",
    "done_on_time",
    "done_late",
    "awaiting_review",
    "before_tracking",
    "overdue",
    "ongoing",
    "due_soon",
    "not_due",
]
Kept = Literal[
    "open",
    "suspended",
    "before_tracking",
    "awaiting_review",
    "done_on_time",
    "done_late",
    "withdrawn",
    "handed_on",
]
Flag = Literal["received", "extension_asked", "reassign_asked", "suspended", "provisional", "replied"]

STATE_WORDS: dict[State, str] = {
    "withdrawn": "dừng theo dõi",
    "done_on_time": "hoàn thành đúng hạn",
    "done_late": "hoàn thành quá hạn",
    "awaiting_review": "chờ xác nhận kết quả",
    "before_tracking": "trước khi theo dõi",
    "overdue": "quá hạn",
    "ongoing": "không hạn",
    "due_soon": "sắp đến hạn",
    "not_due": "chưa đến hạn",
}
SETTLED: dict[Kept, State] = {
    "before_tracking": "before_tracking",
    "awaiting_review": "awaiting_review",
    "done_on_time": "done_on_time",
    "done_late": "done_late",
    "withdrawn": "withdrawn",
    "handed_on": "withdrawn",
}
FLAG_WORDS: dict[Flag, str] = {
    "received": "đã tiếp nhận",
    "extension_asked": "đề nghị gia hạn",
    "reassign_asked": "đề nghị xem xét lại phân công",
    "suspended": "tạm dừng",
    "provisional": "thời hạn tạm, chờ văn bản",
    "replied": "có thư trả lời chờ xem",
}


def sent_in_time(sent: dt.date, missed_at: dt.datetime | None) -> bool:
    """Say whether a document sent on a day counts as in time; a limit at an hour leaves its own day in doubt, so in time."""
    if missed_at is None or sent < missed_at.date():
        return True
    return sent == missed_at.date() and missed_at.time() > dt.time()


def awaits_review(facts: Facts, done: Done, *, required: bool) -> bool:
    """Say whether the coordinator must look: always when required, else when said after the limit of a document sent before."""
    late = facts.missed_at is not None and done.said_at >= facts.missed_at
    return required or (late and sent_in_time(done.sent, facts.missed_at))


def state_of(facts: Facts, at: dt.datetime, soon_at: dt.datetime | None) -> State:
    """Return the state at `at`; `soon_at` is the first reminder before the limit (see the ladder)."""
    if (settled := SETTLED.get(kept_of(facts))) is not None:
        return settled
    if facts.missed_at is None:
        return "ongoing"
    if facts.missed_at <= at:
        return "overdue"
    return "due_soon" if soon_at is not None and soon_at <= at else "not_due"


def kept_of(facts: Facts) -> Kept:
    """Return what of the state follows from the facts alone, whatever the hour: the ledger keeps it beside them."""
    if facts.withdrawn_at:
        return "handed_on" if facts.successors else "withdrawn"
    if facts.done:
        return _done_state(facts, facts.done)
    if facts.before_tracking:
        return "before_tracking"
    return "suspended" if facts.suspended else "open"


def _done_state(facts: Facts, done: Done) -> Literal["awaiting_review", "done_on_time", "done_late"]:
    if facts.review == "awaiting":
        return "awaiting_review"
    return "done_on_time" if sent_in_time(done.sent, facts.missed_at) else "done_late"


def flags_of(facts: Facts) -> list[Flag]:
    """Return what stands beside the state."""
    stands: dict[Flag, object] = {
        "received": facts.received_at,
        "extension_asked": facts.extension_asked,
        "reassign_asked": facts.reassign_asked,
        "suspended": facts.suspended,
        "provisional": facts.provisional,
        "replied": facts.replies,
    }
    return [flag for flag, holds in stands.items() if holds]
