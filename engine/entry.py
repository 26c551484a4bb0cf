"""Quick entry: which reports have not all been recorded, and where every agency stands with one of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import last_event_at, tracked_at
from engine.ledger.tables import moment_text, obligations
from engine.obligations.states import kept_of
from engine.obligations.values import Obligation
from engine.standing import Line, standing

NEAR = dt.timedelta(days=45)  # before its limit a report may come in already
MOST = 500
Which = tuple[str, str, str]
Row = tuple[str, str, str, dt.datetime | None, int]
_O = obligations.c


@dataclass(frozen=True)
class OneReport:
    """One report or task of a plan, at one time, whoever owes it."""

    plan: str
    task: str
    occurrence: str

    @staticmethod
    def of(obligation: Obligation) -> OneReport:
        """Return the report that an obligation is one agency's part of."""
        return OneReport(obligation.plan, obligation.task, obligation.occurrence)

    @property
    def key(self) -> str:
        """Return what it is known by."""
        return f"{self.plan}/{self.task}/{self.occurrence}"


@dataclass(frozen=True)
class Unrecorded:
    """A report that agencies still owe: what it is, until when, and by how many."""

    report: OneReport
    text: str
    plan_title: str
    missed_at: dt.datetime | None
    owing: int

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day on which it is in time, for the agency whose limit is first."""
        return (self.missed_at - dt.datetime.resolution).date() if self.missed_at else None


def unrecorded_reports(ledger: Ledger, at: dt.datetime, first: OneReport | None = None) -> tuple[Unrecorded, ...]:
    """Return the reports whose limit is near or past and that not all have sent, those nearest to their limit first.

    Before them stands the one asked for, whatever its limit.
    """
    if not ledger.exists:
        return ()
    with ledger.read() as connection:
        is_past = last_event_at(connection) > moment_text(at)
        wanted = (first.plan, first.task, first.occurrence) if first else None
        rows = _past(connection, at, wanted) if is_past else _present(connection, at, wanted)
        titles = {plan.id: plan.short_title for plan in read_address_book(connection, ()).plans.values()}
        rows = sorted(rows, key=lambda row: (row[:3] != wanted, abs(row[3] - at) if row[3] else NEAR, row[:3]))[:MOST]
        reports = [OneReport(*row[:3]) for row in rows]
        texts = _texts(connection, reports)
    return tuple(
        Unrecorded(report, texts[report.plan, report.task], titles[report.plan], row[3], row[4])
        for report, row in zip(reports, rows, strict=True)
    )


def _present(connection: sa.Connection, at: dt.datetime, wanted: Which | None) -> list[Row]:
    which = (_O.plan, _O.task, _O.occurrence)
    first = sa.func.min(_O.missed_at, type_=_O.missed_at.type)
    asked = sa.and_(*(column == value for column, value in zip(which, wanted, strict=True))) if wanted else sa.false()
    query = sa.select(*which, first, sa.func.count()).where(_O.standing == "open").group_by(*which)
    rows = connection.execute(query.having(sa.or_(first <= at + NEAR, asked)))
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def _past(connection: sa.Connection, at: dt.datetime, wanted: Which | None) -> list[Row]:
    limits: defaultdict[Which, list[dt.datetime | None]] = defaultdict(list)
    for one in tracked_at(connection, at):
        if kept_of(one.facts) == "open":
            what = one.obligation
            limits[what.plan, what.task, what.occurrence].append(one.facts.missed_at)
    rows = [(*which, min(filter(None, found), default=None), len(found)) for which, found in limits.items()]
    return [row for row in rows if row[:3] == wanted or (row[3] and row[3] <= at + NEAR)]


def _texts(connection: sa.Connection, reports: list[OneReport]) -> dict[tuple[str, str], str]:
    """Return what each report says; of a plan with many agencies one row tells."""
    found: dict[tuple[str, str], str] = {}
    for report in reports:
        if (asked := (report.plan, report.task)) not in found:
            query = sa.select(_O.text).where(_O.plan == report.plan, _O.task == report.task).limit(1)
            found[asked] = connection.execute(query).scalar_one()
    return found


def report_lines(ledger: Ledger, report: OneReport, at: dt.datetime) -> tuple[Line, ...]:
    """Return where every agency stands that ever owed a report, in the order of the plan."""
    if not ledger.exists:
        return ()
    with ledger.read() as connection:
        theirs = (_O.plan == report.plan) & (_O.task == report.task) & (_O.occurrence == report.occurrence)
        ids = connection.execute(sa.select(_O.id).where(theirs)).scalars().all()
        return standing(connection, ledger.calendar, at, report.plan, ids).lines
