"""The calendar files agree with the `holidays` library, and where they do not, the difference is written here."""

from __future__ import annotations

import datetime as dt
import runpy
from pathlib import Path
from typing import Any

import holidays
import pytest
import yaml

from engine.deadlines.calendar import SpecialDay, WorkingCalendar

ROOT = Path(__file__).resolve().parents[2]
YEARS = list(range(2015, 2028))
# Công văn 12729/VPCP-KGVX ngày 25/12/2025 came after the library's table of swapped days for 2026.
OFF_UNKNOWN_TO_THE_LIBRARY = {dt.date(2026, 1, 2)}
WORKED_UNKNOWN_TO_THE_LIBRARY = {dt.date(2026, 1, 10)}
SWAPS = [
    (dt.date(2015, 2, 16), dt.date(2015, 2, 14), "cần bổ sung số văn bản"),
    (dt.date(2015, 4, 29), dt.date(2015, 4, 25), "cần bổ sung số văn bản"),
    (dt.date(2018, 12, 31), dt.date(2019, 1, 5), "6519/VPCP-KGVX"),
    (dt.date(2019, 4, 29), dt.date(2019, 5, 4), "6519/VPCP-KGVX"),
    (dt.date(2024, 4, 29), dt.date(2024, 5, 4), "2450/VPCP-KGVX"),
    (dt.date(2025, 5, 2), dt.date(2025, 4, 26), "8726/VPCP-KGVX"),
    (dt.date(2026, 1, 2), dt.date(2026, 1, 10), "12729/VPCP-KGVX"),
    (dt.date(2026, 8, 31), dt.date(2026, 8, 22), "9859/VPCP-KGVX"),
]


def table(year: int) -> dict[str, Any]:
    """Return a calendar file as data."""
    data: dict[str, Any] = yaml.safe_load((ROOT / f"plan_specs/calendars/{year}.yaml").read_text("utf-8"))
    return data


def special_days(year: int, key: str) -> dict[dt.date, SpecialDay]:
    """Return one list of a calendar file by date."""
    return {entry["date"]: SpecialDay(**entry) for entry in table(year)[key]}


def calendar(*years: int) -> WorkingCalendar:
    """Return the working calendar of several years."""
    off = {day: special for year in years for day, special in special_days(year, "days_off").items()}
    worked = {day: special for year in years for day, special in special_days(year, "days_worked").items()}
    return WorkingCalendar(frozenset(years), off, worked)


def differences(ours: set[dt.date], theirs: set[dt.date]) -> dict[str, list[str]]:
    """Return the dates that only one side has, for a failure that says which."""
    return {"only in the file": sorted(map(str, ours - theirs)), "only in holidays": sorted(map(str, theirs - ours))}


@pytest.mark.parametrize("year", YEARS)
def test_days_off_are_those_of_the_library(year: int) -> None:
    theirs = set(holidays.country_holidays("VN", years=year))
    ours = set(special_days(year, "days_off")) - OFF_UNKNOWN_TO_THE_LIBRARY
    assert differences(ours, theirs) == differences(set(), set())


@pytest.mark.parametrize("year", YEARS)
def test_days_worked_are_those_of_the_library(year: int) -> None:
    library = holidays.country_holidays("VN", years=year)
    theirs = {day for day in library.weekend_workdays if day.year == year}
    ours = set(special_days(year, "days_worked")) - WORKED_UNKNOWN_TO_THE_LIBRARY
    assert differences(ours, theirs) == differences(set(), set())


def test_working_days_agree_with_the_library_and_the_decrees_on_every_day_of_2015_to_2026() -> None:
    days = calendar(*YEARS)
    library = holidays.country_holidays("VN", years=range(2014, 2028))
    off = set(library) | OFF_UNKNOWN_TO_THE_LIBRARY
    worked = set(library.weekend_workdays) | WORKED_UNKNOWN_TO_THE_LIBRARY
    every = [dt.date(2015, 1, 1) + dt.timedelta(days=number) for number in range(4383)]
    ours = {day for day in every if days.is_working(day)}
    theirs = {day for day in every if day in worked or (day.weekday() < 5 and day not in off)}
    assert every[-1] == dt.date(2026, 12, 31)
    assert differences(ours, theirs) == differences(set(), set())


@pytest.mark.parametrize("year", YEARS)
def test_a_file_is_what_the_tool_prints(year: int) -> None:
    tool = runpy.run_path(str(ROOT / "tools/calendars.py"))
    assert table(year) == yaml.safe_load(tool["calendar"](year))


@pytest.mark.parametrize("year", YEARS)
def test_every_day_is_of_its_year_listed_once_and_says_by_what_document(year: int) -> None:
    entries = [entry for key in ("days_off", "days_worked") for entry in table(year)[key]]
    assert table(year)["year"] == year
    assert {entry["date"].year for entry in entries} == {year}
    assert len({entry["date"] for entry in entries}) == len(entries)
    assert all(entry["name"] and entry["source"] for entry in entries)


@pytest.mark.parametrize(("off", "worked", "document"), SWAPS)
def test_a_swapped_day_is_off_and_its_saturday_is_worked(off: dt.date, worked: dt.date, document: str) -> None:
    days = calendar(off.year, worked.year)
    assert off.weekday() < 5 <= worked.weekday()
    assert (days.is_working(off), days.is_working(worked)) == (False, True)
    assert document in days.days_off[off].source
    assert document in days.days_worked[worked].source


def test_no_other_day_is_swapped() -> None:
    worked = {day for year in YEARS for day in special_days(year, "days_worked")}
    assert worked == {saturday for _, saturday, _ in SWAPS}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (dt.date(2017, 1, 26), dt.date(2017, 2, 1)),
        (dt.date(2019, 2, 2), dt.date(2019, 2, 10)),
        (dt.date(2021, 2, 10), dt.date(2021, 2, 16)),
        (dt.date(2021, 9, 2), dt.date(2021, 9, 5)),
        (dt.date(2023, 1, 20), dt.date(2023, 1, 26)),
        (dt.date(2024, 2, 8), dt.date(2024, 2, 14)),
        (dt.date(2025, 1, 25), dt.date(2025, 2, 2)),
        (dt.date(2026, 2, 14), dt.date(2026, 2, 22)),
        (dt.date(2023, 9, 1), dt.date(2023, 9, 4)),
        (dt.date(2024, 8, 31), dt.date(2024, 9, 3)),
        (dt.date(2025, 8, 30), dt.date(2025, 9, 2)),
        (dt.date(2026, 8, 29), dt.date(2026, 9, 2)),
    ],
)
def test_tet_and_national_day_last_as_the_letter_of_the_year_says(first: dt.date, last: dt.date) -> None:
    days = calendar(first.year)
    run = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    assert [day for day in run if days.is_working(day)] == []
    assert days.is_working(first - dt.timedelta(days=1))
    assert days.is_working(last + dt.timedelta(days=1))


def test_the_culture_day_says_that_its_basis_is_to_be_verified() -> None:
    for year in (2026, 2027):
        assert "cần kiểm chứng" in special_days(year, "days_off")[dt.date(year, 11, 24)].source
    assert dt.date(2025, 11, 24) not in special_days(2025, "days_off")


@pytest.mark.parametrize(("year", "code"), [(2015, "2012"), (2020, "2012"), (2021, "2019"), (2027, "2019")])
def test_a_holiday_cites_the_labour_code_of_its_time(year: int, code: str) -> None:
    sources = {day.source for day in special_days(year, "days_off").values() if "Bộ luật" in day.source}
    assert {source.split(",")[0] for source in sources} == {f"Bộ luật Lao động {code}"}


def test_2027_says_that_its_letter_is_not_known() -> None:
    entries = special_days(2027, "days_off").values()
    unconfirmed = [day.date for day in entries if "cần đối chiếu" in day.source]
    assert {day.month for day in unconfirmed} == {2, 9}
