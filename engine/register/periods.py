"""For when a report is: the periods a summary names, and whether they are those of an obligation.

What is yet to come does not count ("và phương hướng, nhiệm vụ năm 2025"), nor does a day ("tính đến ngày 30/11/2024").
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from engine.register.wording import plain

Unit = Literal["year", "half", "quarter", "month", "months", "week", "round", "stage"]
Fits = Literal["yes", "perhaps", "no"]
Name = tuple[Unit, int]
Names = tuple[set[Name], set[Name]]

YEAR: Name = ("year", 0)
_EARLY = 2  # a report due by the end of February may be the last year's

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEAR = r"(?:\s*(?:nam|/|\.|-|cua nam)?\s*(?P<y>20\d\d))?"
_FORMS: tuple[tuple[Unit | None, str], ...] = (
    (
        None,
        r"(?:tinh |tu |den )*(?:het )?ngay \d{1,2}(?:\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{4})?| thang \d{1,2}(?: nam \d{4})?)",
    ),
    (None, r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b"),
    ("stage", r"(?:giai doan|nhiem ky|nam hoc|thoi ky)\s*(?P<n>20\d\d)(?:\s*(?:-|–|den)\s*(?P<e>20\d\d))?"),
    ("stage", r"(?<![/\d-])\b(?P<n>20\d\d)\s*(?:-|–|den)\s*(?P<e>20\d\d)\b(?![/-])"),
    ("stage", r"\b(?P<n>giua ky|\d{1,2} nam)\b(?! 20)"),
    ("half", r"\b(?:0?6|sau) thang (?P<n>dau|cuoi)(?: nam)?" + _YEAR),
    ("months", r"\b(?P<n>\d{1,2}) thang(?: dau nam)?" + _YEAR),
    ("months", r"\b(?P<n>\d{1,2})t\b" + _YEAR),
    ("round", r"\b(?:dot|lan|ky)(?: thu| bao cao)? (?P<n>iv|i{1,3}|\d)\b" + _YEAR),
    ("month", r"\bthang (?P<n>\d{1,2})\b" + _YEAR),
    ("month", r"\bt\.?\s?(?P<n>\d{1,2})\s*[/.-]\s*(?P<y>20\d\d)\b"),
    ("quarter", r"\bquy (?P<n>iv|i{1,3}|[1-4])\b" + _YEAR),
    ("week", r"\btuan(?: thu)? (?P<n>\d{1,2})\b" + _YEAR),
    ("half", r"\bnua (?P<n>dau|cuoi) nam" + _YEAR),
    ("month", r"\b(?P<n>\d{1,2})\s*[/-]\s*(?P<y>20\d\d)\b"),
    ("year", r"\b(?:va ca|va|ca|tong ket(?: cong tac)?) nam (?P<y>20\d\d)\b(?P<n>)"),
    ("year", r"\bnam (?P<n>20\d\d)\b"),
    ("year", r"(?<![/\d-])\b(?P<n>20\d\d)\b(?![/-])"),
)


def _numbered(number: int, form: str) -> str:
    """Return a form whose groups carry its number, so that all forms are looked for at once."""
    return f"(?P<f{number}>" + re.sub(r"\(\?P<(\w)>", rf"(?P<\g<1>{number}>", form) + ")"


_FORM = re.compile("|".join(_numbered(number, form) for number, (_, form) in enumerate(_FORMS)))
_COMING = re.compile(
    r"[,;]?\s*(?:va\s+|,\s*)?(?:mot so\s+)?(?:phuong huong|dinh huong|du kien)\b|"
    r"[,;]?\s*(?:va\s+)?(?:xay dung |trien khai )?(?:ke hoach|nhiem vu|giai phap|muc tieu)\b"
    r"(?=(?: trong tam| cong tac| chu yeu| thuc hien| giai phap|,| va)*(?: cua| trong)? (?:nam|quy|thang|0?6 thang cuoi))"
)


@dataclass(frozen=True)
class Period:
    """A period by name: the fourth quarter of 2024, the first half of a year not said, the years 2021 to 2025."""

    unit: Unit
    number: int
    year: int | None = None

    @property
    def name(self) -> Name:
        """Return what it is called whatever the year."""
        return YEAR if self.unit == "year" else (self.unit, self.number)


@dataclass(frozen=True)
class Slot:
    """The period an obligation reports on: by which `names` it goes, by which perhaps, of which years.

    `turn` is which of its fellows it is, from 1. `stages` are the years at which the plan's own stage begins.
    """

    names: frozenset[Name]
    perhaps: frozenset[Name]
    years: frozenset[int]
    turn: int = 0
    of_stage: bool = False
    stages: frozenset[int] = frozenset()


def slot_of(occurrence: str, text: str, ends: dt.date, turn: int, stages: frozenset[int]) -> Slot:
    """Return the period of an obligation from its label, the words of its text (prepared) and its last day in time."""
    for form, named in _LABELS:
        if found := re.match(form, occurrence):
            names, perhaps = named(int(found[2]) if found.lastindex == 2 else 0)  # noqa: PLR2004 - year and number
            return Slot(frozenset(names), frozenset(perhaps) | {YEAR}, frozenset({int(found[1])}), turn, stages=stages)
    said, _ = periods_in(text)
    years = {one.year for one in said if one.year} or {ends.year, *([ends.year - 1] if ends.month <= _EARLY else [])}
    if any(one.unit == "stage" for one in said):
        return Slot(frozenset(), frozenset(), frozenset(years), turn, of_stage=True, stages=stages)
    names = {one.name for one in said} | _by_month(ends.month)
    loose: set[Name] = {YEAR, ("months", 11)} if YEAR in names else {YEAR}
    if not said:
        loose |= {("quarter", (ends.month - 1) // 3 + 1), ("month", ends.month)}
    return Slot(frozenset(names), frozenset(loose), frozenset(years), turn, stages=stages)


def _by_month(month: int) -> set[Name]:
    """Return the names that a report due once in a month goes by: one of December is the year's."""
    if month in (11, 12, 1):
        return {YEAR, ("half", 2), ("months", 12)}
    return {("half", 1), ("months", 6)} if month in (5, 6, 7) else set()


def _year(_: int) -> Names:
    return {YEAR, ("months", 12)}, {("months", 11)}


def _half(number: int) -> Names:
    names: set[Name] = {("half", number), ("months", 6 * number)}
    return names | ({YEAR} if number > 1 else set()), set()


def _quarter(number: int) -> Names:
    more: tuple[set[Name], ...] = (set(), {("half", 1), ("months", 6)}, {("months", 9)}, {("months", 12)})
    return {("quarter", number)}, more[number - 1]


_LABELS: tuple[tuple[str, Callable[[int], Names]], ...] = (
    (r"(\d{4})(?:-d\d+)?$", _year),
    (r"(\d{4})-H(\d)", _half),
    (r"(\d{4})-Q(\d)", _quarter),
    (r"(\d{4})-W(\d\d)", lambda number: ({("week", number)}, {("month", 0)})),
    (r"(\d{4})-\d\d-\d\d", lambda _: (set(), set())),
    (r"(\d{4})-(\d\d)", lambda number: ({("month", number)}, set())),
)


def periods_in(text: str) -> tuple[tuple[Period, ...], str]:
    """Return the periods that a prepared text names, and the text without them and without what is yet to come."""
    text = _without_coming(text)
    found = [period for match in _FORM.finditer(text) if (period := _period(match))]
    years = {period.year for period in found if period.year}
    if len(years) == 1 and any(period.unit != "stage" for period in found):
        year = next(iter(years))
        found = [Period(one.unit, one.number, one.year or year) for one in found]
    return tuple(_finest(found)), " ".join(_FORM.sub(" ", text).split())


def without_periods(text: str) -> str:
    """Return a title as printed without the periods it names."""
    text = unicodedata.normalize("NFC", text)
    small = plain(text)
    if len(small) != len(text):
        return text
    for found in reversed([*_FORM.finditer(small)]):
        text = f"{text[: found.start()]} {text[found.end() :]}"
    return text


def _without_coming(text: str) -> str:
    """Take out plans for the next period, from their first word to the period they name."""
    while found := next((m for m in _COMING.finditer(text) if _comes_after(text, m)), None):
        period = _FORM.search(text, found.end())
        text = f"{text[: found.start()]} {text[period.end() if period else found.end() :]}"
    return text


def _comes_after(text: str, found: re.Match[str]) -> bool:
    return "huong" in found[0] or "du kien" in found[0] or _FORM.search(text, 0, found.start()) is not None


def _period(match: re.Match[str]) -> Period | None:
    number = next(i for i in range(len(_FORMS)) if match[f"f{i}"] is not None)
    unit = _FORMS[number][0]
    if unit is None:
        return None
    said = match.groupdict()
    text, year = said[f"n{number}"], said.get(f"y{number}")
    if unit == "year":
        return Period("year", int(not text), int(text or year or 0))
    if unit == "stage":
        return Period("stage", int(text) if text.isdigit() and len(text) == 4 else 0)  # noqa: PLR2004 - a year
    value = {"dau": 1, "cuoi": 2}.get(text) or _ROMAN.get(text) or int(text)
    return Period(unit, value, int(year) if year else None)


def _finest(found: list[Period]) -> Iterator[Period]:
    """Yield periods; a year that only dates a finer one is no period of its own, "và cả năm 2024" is."""
    finer = any(period.unit not in ("year", "stage") for period in found)
    yield from (period for period in found if period.unit != "year" or period.number or not finer)


def fits(period: Period, slot: Slot) -> Fits:
    """Say whether a period named is that of an obligation: yes, as well as any, or no."""
    if period.unit == "stage":
        if slot.of_stage:
            return "yes" if period.number in slot.stages or not period.number else "no"
        return "perhaps" if period.number in slot.stages else "no"
    if period.year is not None and period.year not in slot.years:
        return "no"
    if period.name in slot.names or (period.unit == "round" and period.number == slot.turn):
        return "yes"
    return "perhaps" if period.name in slot.perhaps else "no"


def all_fit(periods: Iterable[Period], slot: Slot) -> Fits:
    """Say the same of all the periods a summary names: one that is meant is enough, one that is not stands against."""
    found = {fits(period, slot) for period in periods}
    return "yes" if "yes" in found else "no" if "no" in found else "perhaps"
