"""Where in each period a limit lies: the grammar of `Every.dates`, and the day that each form means.

    --06-15 [of next year | of previous year]                  a day of the period's year
    day 25 [of first | last | next | previous month]           first and last: of the period itself; next, previous: beside it
    last day | last working day | first working day | working day 7 [of ... month]
    Friday                                                     weeks only
    30 days after | 7 working days after                       counted from the period's last day
    day 16 to day 20                                           a window, both days in it
    ... 16:00                                                  any single day may end with an hour; for days the hour alone

"Day 31" of a month with 30 days is its last day, 29/02 in a common year is 28/02 (Bộ luật Dân sự 2015, Điều 148), and
a term after a period does not count the period's last day itself (Điều 147).
"""

from __future__ import annotations

import calendar as gregorian
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import ONE_DAY, Periodicity

Month = Literal["first", "last", "next", "previous"]
LAST = 999  # the number of the last day, above every other
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LEAP = 2000
_MONTHS, _MOST_WORKED = 12, 23  # months in a year, working days in a month
_YEARS = {"previous": -1, "": 0, "next": 1}
_FORMS_SHOWN = "“--06-15”, “day 25 of last month”, “last working day”, “Friday 16:00”, “30 days after”"


@dataclass(frozen=True)
class Span:
    """One period: its label and its first and last day."""

    label: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True)
class MonthDay:
    """`--06-15`; `year` is counted from the period's own."""

    month: int
    day: int
    year: int = 0

    def on(self, span: Span, calendar: WorkingCalendar) -> dt.date:
        """Return the day meant."""
        return _clamped(span.first.year + self.year, self.month, self.day)

    def lies_in(self, span: Span) -> bool:
        """Say whether it is this half-year's or quarter's; next year's is the last one's, previous year's the first one's."""
        month = {-1: 1, 0: self.month, 1: _MONTHS}[self.year]
        return span.first.month <= month <= span.last.month


@dataclass(frozen=True)
class DayOf:
    """`day 25`, `last working day of last month`: the nth day, or worked day, of the period or of one month."""

    number: int
    working: bool = False
    month: Month | None = None

    def on(self, span: Span, calendar: WorkingCalendar) -> dt.date | None:
        """Return the day meant, the last one where there are fewer; None where no day is worked at all."""
        first, last = _stretch(span, self.month)
        if not self.working:
            return last if self.number == LAST else min(last, first + dt.timedelta(days=self.number - 1))
        day = calendar.worked_on_or_before(last)
        if self.number != LAST:
            day = min(day, calendar.shift(first - ONE_DAY, self.number))
        return day if day >= first else None


@dataclass(frozen=True)
class Weekday:
    """`Friday`, as a number from Monday, 0."""

    number: int

    def on(self, span: Span, calendar: WorkingCalendar) -> dt.date:
        """Return the day meant; a week begins on Monday."""
        return span.first + dt.timedelta(days=self.number)


@dataclass(frozen=True)
class Later:
    """`7 working days after` the period's last day."""

    days: int
    working: bool = False

    def on(self, span: Span, calendar: WorkingCalendar) -> dt.date:
        """Return the day meant."""
        return calendar.shift(span.last, self.days) if self.working else span.last + dt.timedelta(days=self.days)


@dataclass(frozen=True)
class SameDay:
    """The day itself, where the period is a day and only an hour is written."""

    def on(self, span: Span, calendar: WorkingCalendar) -> dt.date:
        """Return the day meant."""
        return span.last


Point = MonthDay | DayOf | Weekday | Later | SameDay


@dataclass(frozen=True)
class DateForm:
    """One entry of `Every.dates`: a day, perhaps with an hour, or a window from `start` to it."""

    day: Point
    start: Point | None = None
    time: dt.time | None = None

    def lies_in(self, span: Span) -> bool:
        """Say whether this period has such a day: `--06-15` lies in one half-year of two."""
        return not isinstance(self.day, MonthDay) or self.day.lies_in(span)


@cache
def parse_date(text: str) -> DateForm:
    """Read one entry of `Every.dates`. Raises ValueError with a Vietnamese sentence that says what to write instead."""
    rest, time = _hour(" ".join(text.split()))
    first, joined, last = rest.partition(" to ")
    if not joined:
        return DateForm(SameDay() if time and not rest else _point(rest, text), None, time)
    if time is not None:
        raise ValueError(f"“{text}” là một khoảng ngày nên không kèm giờ")
    return _window(_point(first, text), _point(last, text))


def misfit(form: DateForm, period: Periodicity) -> str | None:
    """Return why a date makes no sense in such a period and what to write instead; None when it does."""
    return (form.start and _misfit(form.start, period)) or _misfit(form.day, period)


def _hour(text: str) -> tuple[str, dt.time | None]:
    """Split `Friday 16:00` into its day and its hour."""
    found = re.search(r"(?:^| )(\d{1,2}):(\d{2})$", text, re.ASCII)
    if found is None:
        return text, None
    try:
        return text[: found.start()], dt.time(int(found[1]), int(found[2]))
    except ValueError:
        raise ValueError(f"Không có giờ “{found[0].strip()}”; ghi giờ:phút, ví dụ 16:00") from None


def _window(start: Point, day: Point) -> DateForm:
    """Let `day 16 to day 20 of next month` mean next month twice, and `day 25 to day 5 of next month` only once."""
    if isinstance(start, DayOf) and isinstance(day, DayOf) and start.month is None and start.number <= day.number:
        start = replace(start, month=day.month)
    if isinstance(start, MonthDay) and isinstance(day, MonthDay) and start.year == 0 != day.year:
        over_new_year = (start.month, start.day) > (day.month, day.day)
        start = replace(start, year=day.year - over_new_year)
    return DateForm(day, start)


def _point(text: str, whole: str) -> Point:
    for pattern, meaning in _FORMS:
        if found := re.fullmatch(pattern, text, re.ASCII):
            return meaning(found)
    raise ValueError(f"Không hiểu ngày “{whole}”; ghi theo một trong các mẫu: {_FORMS_SHOWN}")


def _month_day(found: re.Match[str]) -> MonthDay:
    month, day = int(found[1]), int(found[2])
    if not 1 <= month <= _MONTHS:
        raise ValueError(f"Không có ngày “{found[0]}”: một năm có 12 tháng; ghi --tháng-ngày, ví dụ --06-15")
    longest = gregorian.monthrange(_LEAP, month)[1]
    if not 1 <= day <= longest:
        raise ValueError(f"Không có ngày “{found[0]}”: tháng {month:02d} có nhiều nhất {longest} ngày")
    return MonthDay(month, day, _YEARS[found[3] or ""])


def _day_of(found: re.Match[str]) -> DayOf:
    number, working = int(found[2]), bool(found[1])
    most = _MOST_WORKED if working else gregorian.monthrange(_LEAP, 1)[1]
    if not 1 <= number <= most:
        kind = "ngày làm việc" if working else "ngày"
        raise ValueError(f"Không có “{found[0]}”: một tháng có nhiều nhất {most} {kind}")
    return DayOf(number, working, _month(found[3]))


def _end_of(found: re.Match[str]) -> DayOf:
    return DayOf(LAST, bool(found[1]), _month(found[2]))


def _later(found: re.Match[str]) -> Later:
    if int(found[1]) == 0:
        raise ValueError("“0 days after” là chính ngày cuối kỳ; ghi “last day”")
    return Later(int(found[1]), bool(found[2]))


def _month(word: str | None) -> Month | None:
    return next((month for month in _MONTH_WORDS if month == word), None)


_MONTH_WORDS: tuple[Month, ...] = ("first", "last", "next", "previous")
_OF_MONTH = rf"(?: of ({'|'.join(_MONTH_WORDS)}) month)?"
_FORMS: tuple[tuple[str, Callable[[re.Match[str]], Point]], ...] = (
    (r"--(\d\d)-(\d\d)(?: of (next|previous) year)?", _month_day),
    (rf"(working )?day (\d{{1,2}}){_OF_MONTH}", _day_of),
    (rf"last (working )?day{_OF_MONTH}", _end_of),
    (rf"first working day{_OF_MONTH}", lambda found: DayOf(1, working=True, month=_month(found[1]))),
    ("|".join(WEEKDAYS), lambda found: Weekday(WEEKDAYS.index(found[0]))),
    (r"(\d{1,3}) (working )?days? after", _later),
)


_INSTEAD = {
    "week": "kỳ “week” ghi thứ trong tuần, ví dụ “Friday”, hoặc “last working day”",
    "month": "kỳ “month” ghi ngày của tháng, ví dụ “day 15”",
}


def _misfit(point: Point, period: Periodicity) -> str | None:
    if period == "day":
        return None if isinstance(point, SameDay) else "kỳ “day” chỉ ghi giờ, ví dụ “19:00”"
    if isinstance(point, SameDay):
        return "mới có giờ, chưa có ngày; ghi cả ngày, ví dụ “Friday 16:00”, “day 25 16:00”"
    if isinstance(point, Weekday):
        return None if period == "week" else "thứ trong tuần chỉ dùng với kỳ “week”"
    if isinstance(point, MonthDay):
        return _INSTEAD.get(period)
    return _misfit_day(point, period) if isinstance(point, DayOf) else None


def _misfit_day(point: DayOf, period: Periodicity) -> str | None:
    counted = point.working or point.number == LAST
    if period == "week":
        return None if counted and point.month is None else _INSTEAD["week"]
    if counted or point.month or period == "month":
        return None
    day = f"day {point.number}"
    return f"chưa rõ ngày {point.number} của tháng nào; ghi “{day} of last month” hoặc “{day} of first month”"


def _stretch(span: Span, month: Month | None) -> tuple[dt.date, dt.date]:
    """Return the first and last day of a month of the period or beside it, or of the whole period."""
    if month is None:
        return span.first, span.last
    inside = {
        "first": span.first,
        "last": span.last,
        "next": span.last + ONE_DAY,
        "previous": span.first - ONE_DAY,
    }[month]
    return inside.replace(day=1), _clamped(inside.year, inside.month, 31)


def _clamped(year: int, month: int, day: int) -> dt.date:
    """Return the day of a month, or its last where the month is shorter (Bộ luật Dân sự 2015, Điều 148)."""
    return dt.date(year, month, min(day, gregorian.monthrange(year, month)[1]))
