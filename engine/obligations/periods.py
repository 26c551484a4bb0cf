"""The period of an occurrence as offices call it: what tells twelve reports of one name apart.

The labels are those of `engine.deadlines.recurrence`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from engine.deadlines.words import date_words
from engine.obligations.values import ONCE

_QUARTERS = ("I", "II", "III", "IV")
_HALVES = ("06 tháng đầu năm", "06 tháng cuối năm")
_NTH = re.compile(r"(.+)-d(\d+)")


def period_words(occurrence: str) -> str:
    """Return `tháng 12/2024`, `quý IV/2024`, `06 tháng đầu năm 2024`; empty for what is owed once."""
    if occurrence == ONCE:
        return ""
    nth = _NTH.fullmatch(occurrence)
    if nth:
        return f"{period_words(nth[1])}, lần {int(nth[2]):02d}"
    return next((words(found) for form, words in _FORMS if (found := re.fullmatch(form, occurrence))), occurrence)


def _month(found: re.Match[str]) -> str:
    return "tháng " + date_words(dt.date(int(found[1]), int(found[2]), 1)).removeprefix("01/")


_FORMS: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"\d{4}", lambda found: f"năm {found[0]}"),
    (r"(\d{4})-(0[1-9]|1[0-2])", _month),
    (r"(\d{4})-Q([1-4])", lambda found: f"quý {_QUARTERS[int(found[2]) - 1]}/{found[1]}"),
    (r"(\d{4})-H([12])", lambda found: f"{_HALVES[int(found[2]) - 1]} {found[1]}"),
    (r"(\d{4})-W(\d\d)", lambda found: f"tuần {found[2]} năm {found[1]}"),
    (r"\d{4}-\d\d-\d\d", lambda found: f"ngày {date_words(dt.date.fromisoformat(found[0]))}"),
    (r"n(\d+)", lambda found: f"lần {int(found[1]):02d}"),
)
