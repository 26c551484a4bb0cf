"""Calendars: take a year's table of working days into force, and say which open limits it moves.

The project's own tables stand under plan_specs/calendars; an office that knows of a newer document keeps its own years in
its home, which go before them. Adding a decree (hoán đổi ngày làm việc) recomputes what is open, in the same moment.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.files import CALENDARS, calendar_in, load_calendar
from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from engine.settings import Settings
from engine.steps.recalculate import Recalculation, recalculate, recalculations


class WrongCalendarFileError(PhancongError):
    """Tệp lịch cần mang tên của năm, ví dụ 2024.yaml."""


@dataclass(frozen=True)
class Calendars:
    """The years a file or folder brings, and the open obligations whose limit they move."""

    years: tuple[int, ...]
    moved: tuple[Recalculation, ...]


def office_calendar(settings: Settings) -> WorkingCalendar:
    """Return the calendar in force for an office: the project's own years, and before them those in its home."""
    return calendar_in(settings.calendars)


def compare_calendars(ledger: Ledger, files: Sequence[Path], at: dt.datetime) -> Calendars:
    """Return what taking these years into force at `at` would move; nothing is written."""
    years = _years(files)
    if not ledger.exists:
        return Calendars(years, ())
    folders = [
        CALENDARS,
        *(f for f in (ledger.settings.calendars,) if f.is_dir()),
        *dict.fromkeys(f.parent for f in files),
    ]
    calendar, _ = load_calendar(folders)
    with ledger.read() as connection:
        return Calendars(years, tuple(recalculations(connection, calendar, at)))


def adopt_calendars(ledger: Ledger, files: Sequence[Path], at: dt.datetime) -> Calendars:
    """Keep these years in the office's home, and recompute what is open; letters of correction go with the next run."""
    years = _years(files)
    ledger.prepare()
    folder = ledger.settings.calendars
    folder.mkdir(exist_ok=True)
    for file in files:
        if file.parent.resolve() != folder.resolve():
            shutil.copyfile(file, folder / file.name)
    calendar_in.cache_clear()
    ledger.calendar = office_calendar(ledger.settings)
    return Calendars(years, tuple(recalculate(ledger, at)))


def _years(files: Sequence[Path]) -> tuple[int, ...]:
    if any(not file.stem.isdigit() for file in files):
        raise WrongCalendarFileError
    return tuple(int(file.stem) for file in files)
