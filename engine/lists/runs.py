"""Letters and runs: what is on its way, what did not arrive and why, the runs that were and those that come."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.ledger import posted
from engine.ledger.address_book import read_address_book
from engine.ledger.posted import Posted
from engine.ledger.runs import RunRow, last_runs, limits_ahead, looks_ahead

RUNS_AT = dt.time(8)
ONE_DAY = dt.timedelta(days=1)
AHEAD = 30 * ONE_DAY
NEXT, LAST = 7, 30  # runs
MOST = 200  # letters of each kind


@dataclass(frozen=True)
class NextRun:
    """A run that comes: at how many obligations it looks, and how many limits have ended since the one before."""

    at: dt.datetime
    looked_at: int
    limits: int


@dataclass(frozen=True)
class RunsPage:
    """All of it; `waiting` is how many letters are on their way, of which the first are shown."""

    refused: tuple[Posted, ...]
    returned: tuple[Posted, ...]
    on_their_way: tuple[Posted, ...]
    waiting: int
    coming: tuple[NextRun, ...]
    past: tuple[RunRow, ...]
    names: Mapping[str, str]


def runs_page(connection: sa.Connection, at: dt.datetime) -> RunsPage:
    """Read it; no more than is shown, and what comes from indexes."""
    refused, returned = posted.refused(connection, MOST), posted.returned(connection, MOST)
    waiting = posted.on_their_way(connection, MOST)
    agencies = {agency for one in (*refused, *returned, *waiting) for agency in one.letter.agencies}
    past = tuple(last_runs(connection, at, LAST))
    return RunsPage(
        refused=tuple(refused),
        returned=tuple(returned),
        on_their_way=tuple(waiting),
        waiting=posted.counted(connection),
        coming=tuple(_coming(connection, past[0].at if past else at, at)),
        past=past,
        names=read_address_book(connection, agencies).names,
    )


def _coming(connection: sa.Connection, last: dt.datetime, at: dt.datetime) -> list[NextRun]:
    until = at + AHEAD
    looks = _by_run(looks_ahead(connection, until), at)
    limits = _by_run(limits_ahead(connection, last, until), at)
    runs = sorted({run_at(at), *looks, *limits})[:NEXT]
    return [NextRun(run, looks[run], limits[run]) for run in runs]


def _by_run(moments: Counter[dt.datetime], at: dt.datetime) -> Counter[dt.datetime]:
    found: Counter[dt.datetime] = Counter()
    for moment, number in moments.items():
        found[run_at(max(moment, at))] += number
    return found


def run_at(moment: dt.datetime) -> dt.datetime:
    """Return the first morning's run at or after a moment."""
    today = dt.datetime.combine(moment.date(), RUNS_AT, moment.tzinfo)
    return today if moment <= today else today + ONE_DAY


def next_working_run(at: dt.datetime, calendar: WorkingCalendar) -> dt.datetime:
    """Return the first run of a working day after `at`."""
    coming = run_at(at)
    return dt.datetime.combine(calendar.worked_on_or_after(coming.date()), RUNS_AT, at.tzinfo)
