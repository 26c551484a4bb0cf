"""Dates as Vietnamese offices write them (Nghị định 30/2020/NĐ-CP: a leading 0 for days under 10 and months 1, 2)."""

from __future__ import annotations

import datetime as dt

from engine.deadlines.rules import Before, Between, By, Due, On, Ongoing, last_day

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ZERO_UP_TO_MONTH = 2


def date_words(day: dt.date) -> str:
    """Return `05/6/2024`, `02/01/2024`."""
    return f"{day_month(day)}/{day.year}"


def day_month(day: dt.date) -> str:
    """Return `05/6`, `02/01`."""
    month = f"{day.month:02d}" if day.month <= ZERO_UP_TO_MONTH else str(day.month)
    return f"{day.day:02d}/{month}"


def weekday_date(day: dt.date) -> str:
    """Return `thứ Hai, 09/12/2024`."""
    return f"{WEEKDAYS[day.weekday()]}, {date_words(day)}"


def time_words(time: dt.time) -> str:
    """Return `08 giờ 00`."""
    return f"{time.hour:02d} giờ {time.minute:02d}"


def moment_words(at: dt.datetime) -> str:
    """Return `08 giờ 00 ngày 11/12/2024`."""
    return f"{time_words(at.timetz())} ngày {date_words(at.date())}"


def limit_words(due: Due) -> str:
    """Return the limit as a plan prints it: `trước ngày 10/12/2024`."""
    match due:
        case Before(date=day, time=None):
            return f"trước ngày {date_words(day)}"
        case Before(date=day, time=dt.time() as time):
            return f"trước {time_words(time)} ngày {date_words(day)}"
        case By(date=day):
            return f"chậm nhất ngày {date_words(day)}"
        case On(date=day, tentative=tentative):
            return f"{'dự kiến ' if tentative else ''}vào ngày {date_words(day)}"
        case Between(start=start, end=end):
            return f"từ ngày {date_words(start)} đến ngày {date_words(end)}"
        case Ongoing():
            return "không ấn định thời hạn"
    raise AssertionError(due)


def limit_in_full(due: Due) -> str:
    """Return the limit and the last day in time: `trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024)`."""
    last = last_day(due)
    if last is None:
        return limit_words(due)
    if isinstance(due, By | On) or (isinstance(due, Before) and due.time):
        return f"{limit_words(due)} ({WEEKDAYS[last.weekday()]})"
    return f"{limit_words(due)} (chậm nhất hết ngày {weekday_date(last)})"
