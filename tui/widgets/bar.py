"""Drawings in letters: a bar of progress, and a line of time with its marks. A number stands beside each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from engine.lists.plans import Mark

FULL, EMPTY = "█", "░"
TODAY, NOTHING = "│", "·"
MONTH_NAMES = 12


def bar(done: int, total: int, width: int) -> str:
    """Return a bar as full as `done` of `total`: not full before all is done, not empty once anything is."""
    if not total:
        return EMPTY * width
    filled = done * width // total
    filled = max(filled, 1) if done else filled
    return FULL * filled + EMPTY * (width - filled)


def timeline(marks: Sequence[Mark], start: dt.date, end: dt.date, today: dt.date, width: int) -> list[str]:
    """Return a line of months, one with the marks, and one with today's place.

    A mark is `!` when something is late, `✓` when all is recorded, `○` otherwise; several that fall together show the
    most urgent.
    """
    days = max((end - start).days, 1)

    def place(day: dt.date) -> int:
        return min(max((day - start).days * (width - 1) // days, 0), width - 1)

    months, line, now = [" "] * width, [NOTHING] * width, [" "] * width
    _write_months(months, start, end, place)
    for mark in sorted(marks, key=lambda one: (one.late > 0, one.recorded < one.owed)):
        line[place(mark.last_day)] = _sign(mark)
    if start <= today <= end:
        now[place(today)] = "▲"
        _write(now, place(today) + 2, "hôm nay") if place(today) + 10 < width else _write(
            now, place(today) - 9, "hôm nay"
        )
    return ["".join(months), "".join(line), "".join(now)]


def _sign(mark: Mark) -> str:
    return "!" if mark.late else "✓" if mark.recorded == mark.owed else "○"


def _write_months(line: list[str], start: dt.date, end: dt.date, place: object) -> None:
    assert callable(place)
    month, free_from = start.replace(day=1), 0
    while month <= end:
        at = place(max(month, start))
        if at >= free_from:
            words = f"{month.month}/{month.year}" if month.month == 1 or not free_from else f"{month.month}"
            _write(line, at, words)
            free_from = at + len(words) + 1
        month = (month + dt.timedelta(days=32)).replace(day=1)


def _write(line: list[str], at: int, words: str) -> None:
    for offset, letter in enumerate(words):
        if 0 <= at + offset < len(line):
            line[at + offset] = letter
