"""The only module that reads the clock. Everything else takes `at`."""

from __future__ import annotations

import datetime as dt

from engine.deadlines.rules import EARLIEST, LATEST, VIETNAM
from engine.errors import UsageError

MORNING = dt.time(8)


class WrongMomentError(UsageError):
    """Thời điểm chưa đúng dạng. Ghi theo mẫu 2024-12-10 hoặc 2024-12-10T08:00."""


def now() -> dt.datetime:
    """Return the present moment in Asia/Ho_Chi_Minh."""
    return dt.datetime.now(VIETNAM)


def moment(text: str) -> dt.datetime:
    """Read ISO 8601, with or without offset (then Asia/Ho_Chi_Minh); a bare date means 08:00."""
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise WrongMomentError from error
    if not EARLIEST <= at.year <= LATEST:
        raise WrongMomentError(f"Thời điểm phải trong khoảng năm {EARLIEST} đến {LATEST}.")
    if len(text) <= len("2024-12-10"):
        at = dt.datetime.combine(at.date(), MORNING)
    return at.replace(tzinfo=VIETNAM) if at.tzinfo is None else at.astimezone(VIETNAM)


def day(text: str) -> dt.date:
    """Read an ISO date."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise WrongMomentError(f"Ngày “{text}” chưa đúng. Ghi theo mẫu 2024-12-09.") from error
