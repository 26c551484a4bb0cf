"""A day as people type it, in a form, a cell or a field of a page."""

from __future__ import annotations

import datetime as dt
import re

from engine.deadlines.rules import EARLIEST, LATEST

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_FULL = re.compile(r"(\d{1,2})(?: ?[/.-] ?| )(\d{1,2})(?: ?[/.-] ?| )(\d{4})|(\d\d)(\d\d)(\d{4})", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d{1,2}) ?[/.-] ?(\d{1,2}) ?[/.-] ?(\d\d)", re.ASCII)
_NO_YEAR = re.compile(r"(\d{1,2})(?: ?[/.-] ?| )(\d{1,2})", re.ASCII)
CENTURY = 2000


def day_typed(text: str, near: dt.date | None = None) -> dt.date | None:
    """Read 2024-12-09, 09/12/2024 or 09122024; None for anything else.

    Given a day that is `near`, read 9/12 and 9/12/24 too: without a year it is the one closest to that day.
    """
    text = text.strip()
    if iso := _ISO.fullmatch(text):
        return _day(*iso.groups())
    if full := _FULL.fullmatch(text):
        return _day(*[part for part in full.groups() if part][::-1])
    if near is None:
        return None
    if short := _SHORT_YEAR.fullmatch(text):
        return _day(CENTURY + int(short[3]), short[2], short[1])
    return _closest(near, short[2], short[1]) if (short := _NO_YEAR.fullmatch(text)) else None


def _closest(near: dt.date, month: str, day: str) -> dt.date | None:
    found = (_day(near.year + years, month, day) for years in (0, -1, 1))
    return min(filter(None, found), key=lambda one: abs(one - near), default=None)


def _day(year: int | str, month: int | str, day: int | str) -> dt.date | None:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:  # a day that no month has
        return None
    return found if EARLIEST <= found.year <= LATEST else None
