"""The working calendar: which days are worked, and by what document. Yearly files under plan_specs/calendars/ say so.

A year without a file knows weekends only, and says that it does not know (`knows`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

SATURDAY = 5


@dataclass(frozen=True)
class SpecialDay:
    """A day off, or a day worked in exchange, with the document that says so."""

    date: dt.date
    name: str
    source: str


@dataclass(frozen=True)
class WorkingCalendar:
    """Days off and days worked that weekdays alone do not tell."""

    years: frozenset[int] = frozenset()
    days_off: Mapping[dt.date, SpecialDay] = field(default_factory=dict)
    days_worked: Mapping[dt.date, SpecialDay] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """Return a short name of what the tables say: another one when any of it changed."""
        days = [*(("off", *vars(day).values()) for day in self.days_off.values())]
        days += [("worked", *vars(day).values()) for day in self.days_worked.values()]
        return hashlib.sha256(repr((sorted(self.years), sorted(map(str, days)))).encode()).hexdigest()[:16]

    def knows(self, year: int) -> bool:
        """Say whether a table for `year` was read."""
        return year in self.years

    def is_working(self, day: dt.date) -> bool:
        """Say whether offices work on `day`."""
        if day in self.days_worked:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def why_off(self, day: dt.date) -> str | None:
        """Return why `day` is not worked (`Thứ Bảy`, the holiday's name), or None when it is."""
        if self.is_working(day):
            return None
        if day in self.days_off:
            return self.days_off[day].name
        return "thứ Bảy" if day.weekday() == SATURDAY else "Chủ nhật"

    def shift(self, day: dt.date, working_days: int) -> dt.date:
        """Count working days on (or back) from `day`, which itself is not counted (Bộ luật Dân sự 2015, Điều 147)."""
        step = dt.timedelta(days=1 if working_days > 0 else -1)
        left = abs(working_days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def worked_on_or_before(self, day: dt.date) -> dt.date:
        """Return `day`, or the last working day before it."""
        return day if self.is_working(day) else self.shift(day, -1)

    def worked_on_or_after(self, day: dt.date) -> dt.date:
        """Return `day`, or the first working day after it."""
        return day if self.is_working(day) else self.shift(day, 1)
