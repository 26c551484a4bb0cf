"""Simulate: every letter and alert of a period, with one run each morning and nobody answering. Nothing is recorded.

The period is lived by the real verbs in a ledger of its own, thrown away afterwards, so that what is foretold is what a
run would do. Contacts are those of the real ledger, where there is one; other plans, with which letters would merge, and
answers are left out.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa

from engine.apply import apply
from engine.deadlines.rules import VIETNAM
from engine.errors import UsageError
from engine.ledger.address_book import Posts, read_address_book, save_contacts
from engine.ledger.ledger import EXACT, Ledger
from engine.ledger.reader import LetterRow, letter_rows, plan_spec
from engine.ledger.tables import alerts
from engine.mail.carriers import Meanwhile, nothing
from engine.mail.message import Mail
from engine.run import run
from engine.spec.plan import Plan
from engine.steps.changes import PlanFile

RUNS_AT = dt.time(8)
LONGEST = 1_100  # days: three years, more than a plan's obligations are opened for
TOLD: tuple[str, ...] = ("agency", "head", "leader")  # of alerts the coordinator reads below, not as letters
ONE_DAY = dt.timedelta(days=1)


class WrongPeriodError(UsageError):
    """Khoảng thời gian chưa đúng: ngày đầu không sau ngày cuối, không quá ba năm."""


@dataclass(frozen=True)
class Foretold:
    """One letter as it would be written. `held` waits for a person to release it."""

    at: dt.datetime
    to: str
    letter: str
    subject: str
    obligations: tuple[str, ...]
    held: bool


@dataclass(frozen=True)
class Simulated:
    """What would happen, in order; an alert is a moment and an obligation."""

    letters: tuple[Foretold, ...]
    alerts: tuple[tuple[dt.datetime, str], ...]


class Nowhere:
    """A carrier that takes every message and keeps none."""

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        """Take a message."""

    def close(self) -> None:
        """Nothing to do."""


def known_plan(ledger: Ledger, plan: str) -> Plan | None:
    """Return a plan that the ledger tracks, as last applied, or None."""
    if not ledger.exists:
        return None
    with ledger.read() as connection:
        stored = plan_spec(connection, plan)
    if stored is None:
        return None
    file = PlanFile.of(stored)
    return Plan(file.spec, file.directory, plan, None)


def simulate(ledger: Ledger, plan: Plan, first: dt.date, last: dt.date) -> Simulated:
    """Live a plan from its adoption on the morning of `first` to `last`, both included. Raises WrongPeriodError."""
    if not first <= last <= first + LONGEST * ONE_DAY:
        raise WrongPeriodError
    with tempfile.TemporaryDirectory() as folder:
        scratch = _scratch(ledger, Path(folder))
        try:
            _live(scratch, plan, _posts(ledger), first, last)
            with scratch.read() as connection:
                return _told(connection)
        finally:
            scratch.engine.dispose()


def _scratch(ledger: Ledger, home: Path) -> Ledger:
    """Return an empty ledger with this office's ways, from which nothing leaves."""
    apart = {"database_url": "", "secret": None, "smtp_url": None, "imap_url": None, "alert_urls": ()}
    settings = replace(ledger.settings, home=home, **apart)  # type: ignore[arg-type]  # names and values go together
    return Ledger(settings, lambda: ledger.calendar, EXACT)


def _posts(ledger: Ledger) -> Posts:
    if not ledger.exists:
        return {}
    with ledger.read() as connection:
        return read_address_book(connection).posts


def _live(scratch: Ledger, plan: Plan, posts: Posts, first: dt.date, last: dt.date) -> None:
    adopted_at = dt.datetime.combine(first, dt.time(), VIETNAM)
    apply(scratch, plan, adopted_at)
    with scratch.write(adopted_at) as unit:
        known = {agency.id for agency in plan.directory.agencies}
        save_contacts(unit.connection, {agency: some.values() for agency, some in posts.items() if agency in known})
        scratch.commit(unit)
    day = first
    while day <= last:
        run(scratch, Nowhere(), dt.datetime.combine(day, RUNS_AT, VIETNAM))
        day += ONE_DAY


def _told(connection: sa.Connection) -> Simulated:
    raised = connection.execute(sa.select(alerts.c.raised_at, alerts.c.obligation).order_by(alerts.c.id))
    return Simulated(
        tuple(_foretold(letter_rows(connection))), tuple((row.raised_at, row.obligation) for row in raised)
    )


def _foretold(rows: list[LetterRow]) -> Iterator[Foretold]:
    for row in sorted(rows, key=lambda row: (row.drafted_at, row.email)):
        if row.audience in TOLD:
            yield Foretold(row.drafted_at, row.email, row.kind, row.subject, row.obligations, row.mode == "hold")
