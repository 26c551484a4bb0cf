"""Every deadline phrase that was collected has a form in the plan language that means it.

phrases.yaml holds these forms by the number of the phrase. The phrases themselves are no part of the project: where their
list stands beside it, each is compared with its forms; where it does not, only the forms are checked.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from engine.deadlines.dates import MonthDay, parse_date
from engine.deadlines.recurrence import check_rule
from engine.deadlines.rules import Before, Between, Due, Every, On, last_day, limit_dates
from engine.deadlines.words import limit_words
from engine.obligations.history import DUE

HERE = Path(__file__).resolve()
LIST = HERE.parents[3] / "shared" / "research" / "deadline_phrases.tsv"
ENTRIES: dict[int, Any] = {
    int(number): entry
    for number, entry in yaml.load((HERE.parent / "phrases.yaml").read_text("utf-8"), yaml.BaseLoader).items()
}
FORMS = {number: entry for number, entry in ENTRIES.items() if isinstance(entry, list)}
WITHOUT = {number: entry["none"] for number, entry in ENTRIES.items() if isinstance(entry, dict)}
FULL_DATE = r"\d{4}-\d{2}-\d{2}"
NAMED = re.compile(rf"\b(before|by|on|window)\(({FULL_DATE})(?:T(\d\d:\d\d))?(?:\.\.({FULL_DATE}))?\)")
MONTH_DAY = re.compile(r"(?<![\d-])(\d\d)-(\d\d)(?![\d-])")


def normal_forms() -> dict[int, str]:
    """Return the normal form of each phrase by its number; nothing where the list is not at hand."""
    lines = LIST.read_text("utf-8").splitlines() if LIST.is_file() else []
    return {number: line.split("\t")[1] for number, line in enumerate(lines) if number}


NORMAL = normal_forms()


def dues(number: int) -> list[Due]:
    """Return the limits that a phrase means; none where it has no form, which then says why."""
    return [DUE.validate_python(form) for form in FORMS.get(number, [])]


def month_days(due: Due) -> set[tuple[int, int]]:
    """Return the days of the year that a limit names."""
    days = {(day.month, day.day) for day in limit_dates(due)}
    for form in map(parse_date, due.dates if isinstance(due, Every) else ()):
        days |= {(point.month, point.day) for point in (form.start, form.day) if isinstance(point, MonthDay)}
    return days


def means(due: Due, kind: str, first: str, time: str | None, last: str | None) -> bool:
    """Say whether a limit is the one named: `before(2025-11-27T17:00)`, `window(2024-11-15..2024-12-15)`."""
    match due:
        case Before(date=day):
            return kind == "before" and str(day) == first and (due.time and f"{due.time:%H:%M}") == time
        case On(date=day):
            return kind == "on" and str(day) == first
        case Between(start=start, end=end) if kind == "window":
            return (str(start), str(end)) == (first, last)
        case _:
            return kind == "by" and str(last_day(due)) == first


def test_the_phrases_are_numbered_without_a_gap() -> None:
    assert list(ENTRIES) == list(range(1, len(ENTRIES) + 1))


@pytest.mark.parametrize("number", FORMS)
def test_every_form_is_a_limit_that_can_be_meant(number: int) -> None:
    for due in dues(number):
        assert limit_words(due)
        assert not isinstance(due, Every) or check_rule(due) == []


def test_a_phrase_without_a_form_says_why() -> None:
    assert {number: len(why) > 20 for number, why in WITHOUT.items()} == {127: True}


def differences(number: int, normal: str) -> list[str]:
    """Return what a normal form names and the forms of its phrase do not say, and dates that only these have."""
    found = dues(number)
    named = [match.groups() for match in NAMED.finditer(normal)]
    missing = [
        f"{kind} {first}"
        for kind, first, time, last in named
        if not any(means(due, kind, first, time, last) for due in found)
    ]
    said = set[tuple[int, int]]().union(*map(month_days, found))
    missing += [f"--{month}-{day}" for month, day in MONTH_DAY.findall(normal) if (int(month), int(day)) not in said]
    dates = {str(day) for due in found for day in limit_dates(due)} if named else set()
    return missing + sorted(dates - set(re.findall(FULL_DATE, normal)))


def test_every_phrase_of_the_list_has_an_entry() -> None:
    assert [number for number in NORMAL if number not in ENTRIES] == []


def test_the_dates_of_every_phrase_of_the_list_are_those_of_its_forms() -> None:
    found = {number: differences(number, normal) for number, normal in NORMAL.items()}
    assert {number: wrong for number, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize(
    ("number", "normal", "wrong"),
    [
        (1, "before(2024-06-05) AND before(2024-12-10)", []),
        (1, "before(2024-06-05) AND by(2024-12-10)", ["by 2024-12-10"]),
        (1, "before(2024-06-05)", ["2024-12-10"]),
        (2, "window(2024-11-15..2024-12-16)", ["window 2024-11-15", "2024-12-15"]),
        (18, "yearly before(11-29)", ["--11-29"]),
        (54, "before(2025-11-27T17:30)", ["before 2025-11-27"]),
    ],
)
def test_a_form_that_says_another_date_would_be_found(number: int, normal: str, wrong: list[str]) -> None:
    assert differences(number, normal) == wrong
