"""Dates as Vietnamese offices write them (Nghị định 30/2020/NĐ-CP: a leading 0 for days under 10 and months 1, 2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from engine.deadlines.dates import LAST, DateForm, DayOf, Later, Month, MonthDay, Point, SameDay, Weekday, parse_date
from engine.deadlines.rules import (
    After,
    Ahead,
    Before,
    Between,
    By,
    Due,
    Every,
    On,
    Ongoing,
    OnRequest,
    counted_to,
    last_day,
)

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
ZERO_UP_TO_MONTH = 2
_LIMITS = {"before": "trước", "by": "chậm nhất"}
_EACH = {
    "day": "hằng ngày",
    "week": "hằng tuần",
    "month": "hằng tháng",
    "quarter": "hằng quý",
    "half-year": "06 tháng một lần",
    "year": "hằng năm",
}
_PERIOD = {"day": "ngày", "week": "tuần", "month": "tháng", "quarter": "quý", "half-year": "kỳ 06 tháng", "year": "năm"}
_OF_MONTH = {
    "first": "của tháng đầu {}",
    "last": "của tháng cuối {}",
    "next": "của tháng đầu {} tiếp theo",
    "previous": "của tháng cuối {} liền trước",
}
_OF_MONTH_BESIDE: dict[Month | None, str] = {"next": "của tháng tiếp theo", "previous": "của tháng liền trước"}
_YEAR = {-1: "của năm liền trước", 0: "hằng năm", 1: "của năm tiếp theo"}
_TIMES = ("ngày ", "khi ", "lúc ", "thời điểm ", "hết ")


def date_words(day: dt.date) -> str:
    """Return `05/6/2024`, `02/01/2024`."""
    return f"{day_month(day)}/{day.year}"


def day_month(day: dt.date) -> str:
    """Return `05/6`, `02/01`."""
    return _day_month(day.day, day.month)


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
    """Return the limit as a plan prints it: `trước ngày 10/12/2024`, `trước ngày 25 hằng tháng`.

    Raises ValueError for a recurrence that `check_rule` refuses.
    """
    match due:
        case Before(date=day, time=time) | By(date=day, time=time):
            return f"{_LIMITS[due.kind]} {_at(time)}ngày {date_words(day)}"
        case On(date=day, tentative=tentative):
            return f"{'dự kiến ' if tentative else ''}vào ngày {date_words(day)}"
        case Between(start=start, end=end):
            return f"từ ngày {date_words(start)} đến ngày {date_words(end)}"
        case _:
            return _without_date(due)


def limit_in_full(due: Due, moved_to: dt.date | None = None) -> str:
    """Return the limit and the last day in time: `trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024)`.

    `moved_to` is the day to which a last day that is a day off has moved (see `engine.deadlines.resolution.moved`).
    """
    last = last_day(due)
    if last is None:
        return limit_words(due)
    return f"{limit_words(due)} ({_reading(due, last, moved_to)})"


def _reading(due: Due, last: dt.date, moved_to: dt.date | None) -> str:
    """Return what stands in brackets after a limit: until when that is, and why where it is not as printed."""
    time = due.time if isinstance(due, Before | By) else None
    if moved_to is not None:
        until = f"{time_words(time)} ngày" if time and time != dt.time.min else "hết ngày"
        return f"chậm nhất {until} {weekday_date(moved_to)}, do ngày cuối rơi vào ngày nghỉ"
    if isinstance(due, Before) and due.missed_from == "lenient" and due.time is None:
        return f"tính đến hết ngày {weekday_date(counted_to(due) or last)}"
    if isinstance(due, Before | By | On) and last == due.date:
        return WEEKDAYS[last.weekday()]
    return f"chậm nhất hết ngày {weekday_date(last)}"


def _without_date(due: Every | After | Ahead | Ongoing | OnRequest) -> str:
    match due:
        case Every():
            return _every(due)
        case After() | Ahead():
            return _from_event(due)
        case Ongoing():
            return _ongoing(due)
        case OnRequest():
            return due.printed or "khi có yêu cầu"


def _at(time: dt.time | None) -> str:
    return f"{time_words(time)} " if time else ""


def _day_month(day: int, month: int) -> str:
    return f"{day:02d}/{month:02d}" if month <= ZERO_UP_TO_MONTH else f"{day:02d}/{month}"


def _every(rule: Every) -> str:
    """Return a recurrence: `trước ngày 05/6 và ngày 05/12 hằng năm`, `chậm nhất ngày 25 của tháng cuối quý`."""
    if rule.rrule is not None and rule.starts is not None:
        return rule.printed or f"định kỳ theo lịch riêng của kế hoạch, từ ngày {date_words(rule.starts)}"
    if not rule.dates:
        unit = "giờ" if rule.period == "day" else "ngày"
        return f"định kỳ {_EACH[rule.period]}, không ấn định {unit}"
    said = [_dated(parse_date(text), rule) for text in rule.dates]
    alike = groupby(said, lambda one: (one[0], one[2]))
    return _joined([f"{way} {_joined([day for _, day, _ in days])} {when}" for (way, when), days in alike])


def _dated(form: DateForm, rule: Every) -> tuple[str, str, str]:
    """Return a date in three parts, so that dates alike in the first and the last are said once: `trước`, `ngày 05/6`, `hằng năm`."""
    day, when = _point(form.day, rule)
    if form.start is None:
        return _LIMITS[rule.limit or "by"], (_at(form.time) + day).strip(), when
    start, since = _point(form.start, rule)
    return "từ", f"{start}{'' if since == when else ' ' + since} đến {day}", when


def _point(point: Point, rule: Every) -> tuple[str, str]:
    match point:
        case MonthDay(month=month, day=day, year=year):
            return f"ngày {_day_month(day, month)}", _YEAR[year]
        case DayOf(number=number, working=working):
            return _nth(number, working=working), _of_month(point, rule)
        case Weekday(number=number):
            return WEEKDAYS[number], _EACH[rule.period]
        case Later(days=days, working=working):
            kind = "ngày làm việc" if working else "ngày"
            term = f"{kind} thứ {days}" if rule.limit == "before" else f"{days:02d} {kind}"
            return term, f"kể từ ngày kết thúc {_PERIOD[rule.period]}"
        case SameDay():
            return "", _EACH[rule.period]


def _nth(number: int, *, working: bool) -> str:
    if number == LAST:
        return "ngày làm việc cuối cùng" if working else "ngày cuối cùng"
    if not working:
        return f"ngày {number:02d}"
    return "ngày làm việc đầu tiên" if number == 1 else f"ngày làm việc thứ {number}"


def _of_month(point: DayOf, rule: Every) -> str:
    """Return which month: `hằng tháng`, `của tháng cuối quý`, `của tháng đầu năm tiếp theo`."""
    if rule.period == "month":
        return _OF_MONTH_BESIDE.get(point.month, _EACH["month"])
    if point.month is not None:
        return _OF_MONTH[point.month].format(_PERIOD[rule.period])
    return f"của {_PERIOD[rule.period]}" if rule.period == "half-year" else _EACH[rule.period]


def _from_event(rule: After | Ahead) -> str:
    """Return a term: `trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản`, `chậm nhất 95 ngày trước ngày bầu cử`."""
    event = rule.event if rule.event.startswith(_TIMES) else f"khi {rule.event}"
    length = _length(rule)
    if length is None:
        return _on_event(rule.event)
    if isinstance(rule, After):
        return f"trong thời hạn {length} kể từ {event}"
    return f"chậm nhất {length} trước {event}"


def _on_event(event: str) -> str:
    if event.startswith("ngày "):
        return f"trong {event}"
    return event if event.startswith(_TIMES) else f"vào dịp {event}"


def _length(rule: After | Ahead) -> str | None:
    """Return `05 ngày làm việc`, or None where the limit is the day of the event itself."""
    if rule.hours is not None:
        return f"{rule.hours:02d} giờ"
    if rule.months is not None:
        return f"{rule.months:02d} tháng"
    kind = "ngày làm việc" if rule.working else "ngày"
    return f"{rule.days:02d} {kind}" if rule.days else None


def _ongoing(rule: Ongoing) -> str:
    since = f"từ ngày {date_words(rule.start)}" if rule.start else ""
    if rule.until is None:
        return f"{since}, không ấn định thời hạn" if since else "không ấn định thời hạn"
    until = rule.until if rule.until.startswith(_TIMES) else f"khi {rule.until}"
    return f"{since} đến {until}".lstrip()


def _joined(words: Sequence[str]) -> str:
    """Return `a`, `a và b`, `a, b và c`."""
    *others, last = words
    return f"{', '.join(others)} và {last}" if others else last
