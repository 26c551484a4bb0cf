"""The way out for what no period says: a recurrence rule of RFC 5545, read by dateutil and held to whole days.

dateutil goes on until the year 9999 to find the next day of a rule that has none, refuses some rules only when it
meets them and never ends on others, so a rule is looked at part by part before dateutil sees it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from dateutil.rrule import rrulestr

from engine.deadlines.rules import Every
from engine.reading.sayings import nearest

_DAY = "(?:MO|TU|WE|TH|FR|SA|SU)"
_MONTH, _MONTH_DAY, _ORDINAL = "(?:[1-9]|1[0-2])", "-?(?:[1-9]|[12][0-9]|3[01])", "[+-]?[1-5]"


def _listed(item: str) -> str:
    return f"{item}(?:,{item}){{0,39}}"


_PARTS = {
    "FREQ": "DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": "[1-9][0-9]{0,2}",
    "COUNT": "[1-9][0-9]{0,3}",
    "UNTIL": "[12][0-9]{7}",
    "BYMONTH": _listed(_MONTH),
    "BYMONTHDAY": _listed(_MONTH_DAY),
    "BYDAY": _listed(f"(?:{_ORDINAL})?{_DAY}"),
    "BYSETPOS": _listed("-?[1-9][0-9]{0,2}"),
    "WKST": _DAY,
}
_EXAMPLE = "ví dụ FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15"
_CYCLE, _LAST_CYCLES = 400, 9200


def rrule_days(rule: Every) -> Iterator[dt.date]:
    """Yield the days of a rule, without an end when it has none. Raises ValueError when a part of it is wrong."""
    assert rule.rrule is not None
    assert rule.starts is not None
    if mistakes := _part_mistakes(rule.rrule):
        raise ValueError(mistakes[0])
    return _days(rule.rrule, rule.starts)


def rrule_mistakes(text: str, starts: dt.date) -> list[str]:
    """Return everything wrong with the text of a rule, as Vietnamese sentences."""
    if mistakes := _part_mistakes(text):
        return mistakes
    return [] if _occurs(text, starts) else [f"Quy tắc “{text}” không rơi vào ngày nào; kiểm tra lại các phần"]


def _part_mistakes(text: str) -> list[str]:
    parts = _parts(text)
    names = [name for name, _ in parts]
    mistakes = [said for name, value in parts if (said := _mistake(name, value))]
    mistakes += [f"“{name}” ghi hai lần trong “rrule”" for name in dict.fromkeys(names) if names.count(name) > 1]
    if {"COUNT", "UNTIL"} <= set(names):
        mistakes.append("COUNT và UNTIL không ghi cùng nhau trong “rrule”; giữ lại một phần")
    return mistakes if "FREQ" in names else [*mistakes, f"“rrule” thiếu FREQ; {_EXAMPLE}"]


def _parts(text: str) -> list[tuple[str, str]]:
    pairs = [part.partition("=") for part in text.split(";")]
    return [(name, value) for name, _, value in pairs]


def _mistake(name: str, value: str) -> str | None:
    if not name:
        return f"“rrule” có phần để trống; {_EXAMPLE}"
    if name not in _PARTS:
        near = nearest(name, _PARTS)
        guess = f"ý bạn là “{near}”? " if near else ""
        return f"“rrule” không dùng phần “{name}”; {guess}các phần dùng được: {', '.join(_PARTS)}"
    if re.fullmatch(_PARTS[name], value, re.ASCII) and (name != "UNTIL" or _date(value)):
        return None
    if name == "FREQ":
        return f"Tần suất “{value}” không dùng được; ghi DAILY, WEEKLY, MONTHLY hoặc YEARLY, không nhỏ hơn ngày"
    if name == "UNTIL":
        return f"UNTIL “{value}” chưa đúng; ghi năm, tháng, ngày liền nhau, ví dụ 20301231"
    return f"Phần “{name}={value}” của “rrule” chưa đúng; {_EXAMPLE}"


def _occurs(text: str, starts: dt.date) -> bool:
    """Say whether a rule has any day at all.

    The Gregorian calendar repeats itself every 400 years, to the weekday: the rule is looked at in the last cycles
    before the year 9999, at which dateutil stops, so that a rule without a day is known after 800 years, not 8,000.
    """
    parts = dict(_parts(text))
    endless = ";".join(f"{name}={value}" for name, value in parts.items() if name not in ("COUNT", "UNTIL"))
    later = starts.year % _CYCLE + _LAST_CYCLES - starts.year
    first = next(_days(endless, starts.replace(year=starts.year + later)), None)
    last = _date(parts.get("UNTIL", ""))
    return first is not None and (last is None or first.replace(year=first.year - later) <= last)


def _days(text: str, starts: dt.date) -> Iterator[dt.date]:
    return (at.date() for at in rrulestr(text, dtstart=dt.datetime.combine(starts, dt.time())))


def _date(text: str) -> dt.date | None:
    try:
        return dt.datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        return None
