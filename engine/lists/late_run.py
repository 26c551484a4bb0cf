"""Whether the scheduled run is late: each working day must have had one by ten in the morning.

Runs are scheduled at seven or eight. One rule for `doctor` and for the red line on every screen of the terminal.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.words import date_words

DONE_BY = dt.time(10)
ONE_DAY = dt.timedelta(days=1)
LOOK = "Kiểm tra lịch chạy trên máy chủ."


def is_run_late(last: dt.datetime | None, at: dt.datetime, calendar: Callable[[], WorkingCalendar]) -> bool:
    """Say that a working day's run should have been by `at`, and none was that day or since.

    `last` is the last run, or where there was none when the first could have been. Most days need no calendar.
    """
    day = at.date() if at.time() >= DONE_BY else at.date() - ONE_DAY
    if last is None or last.date() >= day:
        return False
    return last.date() < calendar().worked_on_or_before(day)


def late_words(last: dt.datetime | None) -> str:
    """Return what is said of a late run to who cannot start it; `last` is None when there never was one."""
    if last is None:
        return f"Chưa có lượt chạy tự động nào. {LOOK}"
    return f"Lượt chạy tự động đã quá giờ: lần gần nhất {last:%H:%M} {date_words(last.date())}. {LOOK}"
