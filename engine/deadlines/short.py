"""Limits and days for a narrow column: `trước 10/12`, with the year only when it is another one than today's."""

from __future__ import annotations

import datetime as dt

from engine.deadlines.rules import After, Ahead, Before, Between, By, Due, Every, On, Ongoing, OnRequest
from engine.deadlines.words import date_words, day_month

WITHOUT_DAY = {
    "every": "định kỳ",
    "after": "theo sự kiện",
    "ahead": "theo sự kiện",
    "ongoing": "–",
    "on-request": "khi có yêu cầu",
}


def short_limit(due: Due, moved_to: dt.date | None, today: dt.date) -> str:
    """Return a limit; the day to which one on a day off has moved follows it: `trước 09/12 → 09/12`."""
    return _short(due, today) + (f" → {short_day(moved_to, today)}" if moved_to else "")


def _short(due: Due, today: dt.date) -> str:
    match due:
        case Before(date=day, time=time):
            return f"trước {_hour(time)}{short_day(day, today)}"
        case By(date=day, time=time):
            return f"chậm nhất {_hour(time)}{short_day(day, today)}"
        case On(date=day, tentative=tentative):
            return f"{'dự kiến ' if tentative else 'ngày '}{short_day(day, today)}"
        case Between(start=start, end=end):
            return f"{short_day(start, today)} - {short_day(end, today)}"
        case Every() | After() | Ahead() | Ongoing() | OnRequest():
            return WITHOUT_DAY[due.kind]


def _hour(time: dt.time | None) -> str:
    return f"{time:%H:%M} " if time else ""


def short_day(day: dt.date, today: dt.date) -> str:
    """Return `10/12`, with the year when it is not this one."""
    return day_month(day) if day.year == today.year else date_words(day)
