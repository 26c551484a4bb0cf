"""Recurrence once more, by walking through the days one by one: slow, plain, and sharing no code with the engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import holidays

DAY = dt.timedelta(days=1)
FIRST, LAST = dt.date(2013, 1, 1), dt.date(2031, 12, 31)
EVERY_DAY = [FIRST + dt.timedelta(days=number) for number in range((LAST - FIRST).days + 1)]
LIBRARY = holidays.country_holidays("VN", years=range(2014, 2028))
# Công văn 12729/VPCP-KGVX ngày 25/12/2025 is younger than the library's table; our own tables begin with 2015 and
# end with 2027, and other years know weekends only.
OFF = {day for day in LIBRARY if 2015 <= day.year <= 2027} | {dt.date(2026, 1, 2)}
SATURDAYS = {day for day in LIBRARY.weekend_workdays if 2015 <= day.year <= 2027} | {dt.date(2026, 1, 10)}
WORKED = {day for day in EVERY_DAY if day in SATURDAYS or (day.isoweekday() <= 5 and day not in OFF)}
NAMES = {"day": "%Y-%m-%d", "week": "%G-W%V", "month": "%Y-%m", "year": "%Y"}
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
CODES = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

Found = tuple[str, dt.date, dt.date | None, dt.date, dt.time | None]


@dataclass(frozen=True)
class Meant:
    """A date of a rule: how it is written, and what is meant by it."""

    text: str
    form: str
    number: int = 0
    month: str | int | None = None
    year: int = 0
    until: int | None = None
    time: dt.time | None = None


def name(period: str, day: dt.date) -> str:
    """Return the label of the period that a day lies in."""
    if period == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if period == "half-year":
        return f"{day.year}-{'H1' if day.month <= 6 else 'H2'}"
    return day.strftime(NAMES[period])


def _periods(period: str) -> dict[str, list[dt.date]]:
    return {label: list(days) for label, days in groupby(EVERY_DAY, lambda day: name(period, day))}


PERIODS = {period: _periods(period) for period in ("day", "week", "month", "quarter", "half-year", "year")}
LABELS = {period: {day: label for label, days in found.items() for day in days} for period, found in PERIODS.items()}


def in_period(meant: list[Meant], period: str, start: dt.date, end: dt.date | None, last: dt.date) -> list[Found]:
    """Return label, first day, window's start, limit and hour of everything that recurs from `start` on."""
    walked = EVERY_DAY[(start - FIRST).days : (last - FIRST).days + 1]
    found = []
    for label in dict.fromkeys(LABELS[period][day] for day in walked):
        days = PERIODS[period][label]
        here = [one for one in meant if one.form != "month-day" or _is_of(one, days)]
        for number, one in enumerate(here, 1):
            since = None if one.until is None else _limit(one, one.number, days)
            limit = _limit(one, one.until or one.number, days)
            if limit and limit >= start and (end is None or limit <= end or limit > days[-1]):
                found.append((label if len(here) == 1 else f"{label}-d{number}", days[0], since, limit, one.time))
    return found


def in_order(found: list[Found]) -> list[Found]:
    """Return what was found in order of time."""
    return sorted(found, key=lambda one: (one[3], one[4] or dt.time()))


def _is_of(one: Meant, days: list[dt.date]) -> bool:
    """Say whether a day of the year is this half's: of next year the last half's, of the previous the first half's."""
    if one.year:
        return days[-1].month == 12 if one.year > 0 else days[0].month == 1
    return any(day.month == one.month for day in days)


def _limit(one: Meant, number: int, days: list[dt.date]) -> dt.date | None:
    if one.form == "month-day":
        return [day for day in PERIODS["month"][f"{days[0].year + one.year}-{one.month:02d}"] if day.day <= number][-1]
    if one.form == "weekday":
        return next(day for day in days if day.isoweekday() == number)
    if one.form in ("after", "worked after"):
        following = (day for day in _from(days[-1] + DAY) if one.form == "after" or day in WORKED)
        return [day for day, _ in zip(following, range(number), strict=False)][-1]
    pool = [day for day in _pool(one, days) if one.form != "worked" or day in WORKED]
    return pool[min(number, len(pool)) - 1] if pool else None


def _pool(one: Meant, days: list[dt.date]) -> list[dt.date]:
    inside = {
        "first": days[0],
        "last": days[-1],
        "next": days[-1] + DAY,
        "previous": days[0] - DAY,
    }
    return days if one.month is None else PERIODS["month"][LABELS["month"][inside[str(one.month)]]]


def _from(day: dt.date) -> Iterator[dt.date]:
    while True:
        yield day
        day += DAY


@dataclass(frozen=True)
class Repeated:
    """A recurrence rule: its parts, as far as random rules have them."""

    freq: str
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int | None = None
    day: int | None = None
    month: int | None = None
    count: int | None = None
    until: dt.date | None = None

    @property
    def text(self) -> str:
        """Return the rule as RFC 5545 writes it."""
        ordinal = "" if self.nth is None else str(self.nth)
        parts = {
            "FREQ": self.freq,
            "INTERVAL": self.interval,
            "BYDAY": ",".join(ordinal + CODES[number] for number in self.weekdays),
            "BYMONTHDAY": self.day,
            "BYMONTH": self.month,
            "COUNT": self.count,
            "UNTIL": self.until and self.until.strftime("%Y%m%d"),
        }
        return ";".join(f"{key}={value}" for key, value in parts.items() if value)


def repeated(rule: Repeated, since: dt.date, start: dt.date, last: dt.date) -> list[Found]:
    """Return the days of a rule that lie from `start` to `last`, each numbered from `since` on."""
    found: list[Found] = []
    number, day = 0, since
    while day <= last:
        stopped = number == rule.count or (rule.until is not None and day > rule.until)
        if not stopped and _in_step(rule, since, day) and _matches(rule, day):
            number += 1
            if day >= start:
                found.append((f"n{number}", day, None, day, None))
        day += DAY
    return found


def _in_step(rule: Repeated, since: dt.date, day: dt.date) -> bool:
    monday = since - dt.timedelta(days=since.weekday())
    steps = {
        "DAILY": (day - since).days,
        "WEEKLY": (day - monday).days // 7,
        "MONTHLY": (day.year - since.year) * 12 + day.month - since.month,
        "YEARLY": day.year - since.year,
    }
    return steps[rule.freq] % rule.interval == 0


def _matches(rule: Repeated, day: dt.date) -> bool:
    if rule.weekdays and day.weekday() not in rule.weekdays:
        return False
    if rule.nth is not None and not _is_nth(rule.nth, day):
        return False
    return rule.day in (None, day.day) and rule.month in (None, day.month)


def _is_nth(nth: int, day: dt.date) -> bool:
    alike = [other for other in PERIODS["month"][LABELS["month"][day]] if other.weekday() == day.weekday()]
    return alike[nth : nth + 1 or None] == [day] if nth < 0 else alike[nth - 1 : nth] == [day]
