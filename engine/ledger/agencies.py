"""What the ledger knows of each agency: how much it owes and how late it is, its letters, its calls, whose heir it is.

All agencies together are counted along one index; of one agency only the first lines are read, whatever it owes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from engine.directory.models import Succession
from engine.ledger.tables import events, letters, moment_text, obligations, plans, reminders
from engine.ledger.view import Listed, listed
from engine.obligations.states import SETTLED, Kept, State

_O = obligations.c
NOT_COUNTED: tuple[State, ...] = ("withdrawn", "before_tracking", "ongoing")
LATEST_FIRST: tuple[Kept, ...] = ("done_late", "done_on_time", "handed_on", "withdrawn", "before_tracking")
CALLS_READ = 200
NO_SUCCESSIONS = '"successions": []'  # as `apply` writes it: most plans have none, and need not be parsed


@dataclass(frozen=True)
class Tally:
    """How many obligations are in each state, and how many limits are behind that count."""

    states: dict[State, int]
    passed: int


def tally_agencies(connection: sa.Connection, at: dt.datetime) -> dict[str, Tally]:
    """Count what each agency owes or owed: one walk along an index."""
    return _tallied(connection, _O.agency, at)


def tally_plans(connection: sa.Connection, at: dt.datetime, agency: str) -> dict[str, Tally]:
    """Count what one agency owes or owed in each plan: a stretch of the same index."""
    return _tallied(connection, _O.plan, at, _O.agency == agency)


def _tallied(
    connection: sa.Connection, by: sa.Column[str], at: dt.datetime, *where: sa.ColumnElement[bool]
) -> dict[str, Tally]:
    behind, soon = _O.missed_at <= at, sa.and_(_O.missed_at > at, _O.soon_at <= at)
    counts = (_number_with(condition) for condition in (_O.missed_at.is_(None), behind, soon))
    query = sa.select(by, _O.standing, sa.func.count(), *counts).where(*where).group_by(by, _O.standing)
    found: dict[str, Tally] = {}
    for key, standing, *numbers in connection.execute(query):
        known = found.get(key, Tally({}, 0))
        found[key] = _added(known, standing, *numbers)
    return found


def _number_with(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.count(sa.case((condition, 1)))


def _added(known: Tally, standing: Kept, number: int, unlimited: int, behind: int, soon: int) -> Tally:
    """Return a tally with the obligations of one more standing; the same states as `states.state_of`."""
    settled = SETTLED.get(standing)
    more: dict[State, int] = {settled: number} if settled else {"ongoing": unlimited, "overdue": behind}
    if settled is None:
        more |= {"due_soon": soon, "not_due": number - unlimited - behind - soon}
    states = known.states | {state: known.states.get(state, 0) + count for state, count in more.items() if count}
    return Tally(states, known.passed + (0 if settled in NOT_COUNTED else behind))


def urgings(connection: sa.Connection, at: dt.datetime, agency: str | None = None) -> dict[str, int]:
    """Return how many letters of urging had left for each agency by `at`, or for one."""
    query = (
        sa.select(_O.agency, sa.func.count(sa.distinct(reminders.c.letter)))
        .select_from(letters)
        .join(reminders, reminders.c.letter == letters.c.uid)
        .join(obligations, _O.id == reminders.c.obligation)
        .where(letters.c.kind == "urging", letters.c.audience == "agency", letters.c.sent_at <= at)
        .group_by(_O.agency)
    )
    if agency is not None:
        query = query.where(_O.agency == agency)
    return dict(connection.execute(query).tuples().all())


# One agency


def first_lines(connection: sa.Connection, agency: str, limit: int) -> list[Listed]:
    """Return the first obligations of an agency: what waits for us, what it owes by its limits, then the newest done."""
    found: list[Listed] = []
    for where, order in _stretches():
        if len(found) < limit:
            query = sa.select(obligations).where(_O.agency == agency, where).order_by(*order, _O.plan, _O.place)
            rows = connection.execute(query.limit(limit - len(found))).mappings()
            found += (listed(row) for row in rows)
    return found


def _stretches() -> Iterator[tuple[sa.ColumnElement[bool], tuple[sa.ColumnElement[Any], ...]]]:
    yield _O.standing == "awaiting_review", (_O.missed_at.nulls_last(),)
    yield (_O.standing == "open") & _O.missed_at.is_not(None), (_O.missed_at,)
    for standing in ("open", "suspended"):
        yield (_O.standing == standing) & _O.missed_at.is_(None), ()
    for kept in LATEST_FIRST:
        yield _O.standing == kept, (_O.missed_at.desc().nulls_last(),)


def letters_of(connection: sa.Connection, agency: str, at: dt.datetime, limit: int) -> list[str]:
    """Return the newest letters about what an agency owes, written by `at`."""
    theirs = sa.select(reminders.c.letter).join(obligations, _O.id == reminders.c.obligation).where(_O.agency == agency)
    query = sa.select(letters.c.uid).where(letters.c.uid.in_(theirs), letters.c.audience == "agency")
    query = query.where(letters.c.drafted_at <= at).order_by(letters.c.drafted_at.desc(), letters.c.uid)
    return list(connection.execute(query.limit(limit)).scalars())


@dataclass(frozen=True)
class Called:
    """That somebody spoke or wrote to an agency: when, who, how, and what came of it."""

    at: dt.datetime
    by: str
    way: str
    note: str


def calls_of(connection: sa.Connection, agency: str, at: dt.datetime, limit: int) -> list[Called]:
    """Return the newest calls to an agency by `at`, a call about several obligations once."""
    called = sa.select(_O.id).where(_O.agency == agency, _O.called_at.is_not(None)).order_by(_O.called_at.desc())
    ids = list(connection.execute(called.limit(CALLS_READ)).scalars())
    query = sa.select(events.c.at, events.c.actor, events.c.data).where(events.c.kind == "called")
    query = query.where(events.c.obligation.in_(ids), events.c.at <= moment_text(at)).order_by(events.c.seq.desc())
    found = (_called(*row) for row in connection.execute(query))
    return list(dict.fromkeys(found))[:limit]


def _called(at: str, actor: str, data: str) -> Called:
    said = json.loads(data)
    return Called(dt.datetime.fromisoformat(at), actor, said["by"], said.get("note", ""))


def successions_of(connection: sa.Connection, agency: str) -> list[Succession]:
    """Return who carries on for an agency and for whom it does, as the plans' directories say, the oldest first."""
    names_it = plans.c.spec.contains(f'"{agency}"', autoescape=True)
    query = sa.select(plans.c.spec).where(names_it, ~plans.c.spec.contains(NO_SUCCESSIONS, autoescape=True))
    found: dict[str, Succession] = {}
    for spec in connection.execute(query.order_by(plans.c.id)).scalars():
        for told in json.loads(spec)["directory"]["successions"]:
            if agency in (told["from"], *told["to"]):
                found[json.dumps(told, sort_keys=True)] = Succession.model_validate(told)
    return sorted(found.values(), key=lambda one: (one.date, one.source))
