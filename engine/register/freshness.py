"""Whether the register was looked at lately enough to say that a report is missing.

No agency is blamed for a report it sent: before an urging leaves, the register of this working day must be imported;
for standing lists one of the last working day will do.
"""

from __future__ import annotations

import datetime as dt

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.words import moment_words

NEVER = "Chưa nhập sổ văn bản đến lần nào."


def is_fresh(imported_at: dt.datetime | None, at: dt.datetime, calendar: WorkingCalendar, *, days_ago: int = 0) -> bool:
    """Say that a register was imported on the present working day, or at most so many working days before it."""
    if imported_at is None:
        return False
    day = calendar.worked_on_or_before(at.date())
    return imported_at.date() >= (calendar.shift(day, -days_ago) if days_ago else day)


def age_words(imported_at: dt.datetime | None) -> str:
    """Return the sentence that stands above every list of what is missing."""
    return NEVER if imported_at is None else f"Lần nhập văn bản đến gần nhất: {moment_words(imported_at)}."


def ask_for_import(imported_at: dt.datetime | None) -> str:
    """Return what is said before an urging leaves while the register is old."""
    return f"{age_words(imported_at)} Đề nghị nhập sổ văn bản đến (phancong confirm --from TỆP) trước khi đôn đốc."
