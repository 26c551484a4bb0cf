"""The yearly files under plan_specs/calendars/: days not worked, days worked instead, and what document says so."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from engine.deadlines.calendar import SpecialDay, WorkingCalendar
from engine.deadlines.rules import EARLIEST, LATEST, Day
from engine.deadlines.words import date_words
from engine.errors import PhancongError
from engine.reading.problems import Problem
from engine.reading.validation import Repaired, repaired
from engine.reading.yaml import Document, read_yaml

CALENDARS = Path(__file__).parents[2] / "plan_specs" / "calendars"
_LISTS = ("days_off", "days_worked")


class BrokenCalendarError(PhancongError):
    """Tệp lịch làm việc có lỗi. Chạy `phancong check` với thư mục lịch để xem và sửa."""


class CalendarDay(BaseModel):
    """A day off, or a day worked in exchange, with the document that says so."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: Day
    name: str = Field(min_length=1)
    source: str = Field(min_length=1)


class CalendarFile(BaseModel):
    """One year."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: int = Field(ge=EARLIEST, le=LATEST)
    days_off: tuple[CalendarDay, ...] = ()
    days_worked: tuple[CalendarDay, ...] = ()


def load_calendar(folders: Sequence[Path]) -> tuple[WorkingCalendar, list[Problem]]:
    """Read every YYYY.yaml of the folders; a year in a later folder replaces that year of an earlier one."""
    years: dict[int, CalendarFile] = {}
    problems: list[Problem] = []
    for path in (path for folder in folders for path in _files(folder)):
        found, told = calendar_of(read_yaml(path))
        problems += told
        if found is not None:
            years[found.year] = found
    problems += [_no_folder(folder) for folder in folders if not folder.is_dir()]
    return _calendar(years), sorted(problems)


def default_calendar() -> WorkingCalendar:
    """Return the calendar of the project's own files. Raises BrokenCalendarError when one has a mistake."""
    return calendar_in()


@cache
def calendar_in(*folders: Path) -> WorkingCalendar:
    """Return the project's own calendar, years in `folders` going before it. Raises BrokenCalendarError."""
    calendar, problems = load_calendar([CALENDARS, *(folder for folder in folders if folder.is_dir())])
    if problems:
        raise BrokenCalendarError("\n".join(map(str, problems)))
    return calendar


def calendar_of(document: Document) -> tuple[CalendarFile | None, list[Problem]]:
    """Make one year of a file that was read; None when it has a mistake."""
    found = repaired(CalendarFile, document)
    problems = [*found.problems, *_wrong_days(document, found)]
    return None if problems else found.model, problems


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*.yaml") if re.fullmatch(r"\d{4}", path.stem))


def _no_folder(folder: Path) -> Problem:
    return Problem(str(folder), 1, 1, "folder-missing", "Không tìm thấy thư mục lịch", "Kiểm tra lại đường dẫn")


def _wrong_days(document: Document, found: Repaired[CalendarFile]) -> Iterator[Problem]:
    """Days of another year, days listed twice, and a file named for another year."""
    if found.model is None or found.made_up.touch(("year",)):
        return
    year = found.model.year
    stem = Path(document.file).stem
    if re.fullmatch(r"\d{4}", stem) and stem != str(year):
        hint = f"Ghi “year: {stem}”, hoặc đổi tên tệp thành {year}.yaml"
        yield Problem(document.file, *document.place(("year",)), "wrong-year", f"Tệp {stem} ghi năm {year}", hint)
    seen: dict[dt.date, int] = {}
    for key, index, day in _days(found.model):
        place = document.place((key, index, "date"))
        if found.made_up.touch((key, index, "date")):
            continue
        if day.year != year:
            message = f"Ngày {date_words(day)} không thuộc năm {year}"
            yield Problem(document.file, *place, "wrong-year", message, "Chuyển sang tệp của năm đó, hoặc sửa ngày")
        if day in seen:
            message = f"Ngày {date_words(day)} đã có ở dòng {seen[day]}"
            yield Problem(document.file, *place, "duplicate-day", message, "Mỗi ngày chỉ ghi một lần")
        seen.setdefault(day, place[0])


def _days(file: CalendarFile) -> Iterator[tuple[str, int, dt.date]]:
    for key, days in zip(_LISTS, (file.days_off, file.days_worked), strict=True):
        for index, day in enumerate(days):
            yield key, index, day.date


def _calendar(years: dict[int, CalendarFile]) -> WorkingCalendar:
    off = [day for file in years.values() for day in file.days_off]
    worked = [day for file in years.values() for day in file.days_worked]
    return WorkingCalendar(frozenset(years), _by_date(off), _by_date(worked))


def _by_date(days: list[CalendarDay]) -> dict[dt.date, SpecialDay]:
    return {day.date: SpecialDay(day.date, day.name, day.source) for day in days}
