"""What lists ask the ledger: a window of obligations in some order, counts, and the few distinct things words are found in.

Every question is one query that reads only the rows it returns, or only an index. A word is looked up in memory, among
agencies, wordings, limits and plans (`read_facets`), and becomes a condition on their keys (`Found`). How rare what is
asked for is, is known from the same counts: rare things are gathered by their index and put in order, of common ones
the order is walked until the window is full. A database that had to guess would read a million rows for ten.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import sqlalchemy as sa

from engine.deadlines.rules import Due
from engine.ledger.address_book import plan_heads
from engine.ledger.rows import facts_in, tracked_of
from engine.ledger.tables import agencies, contacts, events, letters, obligations, reminders, runs
from engine.obligations.states import SETTLED, STATE_WORDS, State
from engine.obligations.values import Tracked

Order = Literal["plan", "limit", "late", "owed", "place"]
Stands = State | Literal["handed_on", "suspended"]
Flagged = Literal["received", "extension", "reassign", "acknowledged", "invited"]
RARE = 2_000  # so many rows are sooner gathered and sorted than found on the way along an index
_O = obligations.c
_ASKED = {kind: (kind, "extension reassign") for kind in ("extension", "reassign")}
_DONE = ("awaiting_review", "done_on_time", "done_late")
ORDERS: dict[Order, tuple[sa.Column[Any], ...]] = {
    "plan": (_O.plan, _O.place),
    "limit": (_O.missed_at, _O.place),
    "late": (_O.late_since, _O.place),
    "owed": (_O.owed_at, _O.place),
    "place": (_O.place,),
}


@dataclass(frozen=True)
class Stamp:
    """How far the log and the list of runs had grown: when it is the same, nothing has changed."""

    event: int
    run: int


def read_stamp(connection: sa.Connection) -> Stamp:
    """Return the present stamp: two probes of an index."""
    newest = (sa.select(sa.func.max(column)).scalar_subquery() for column in (events.c.seq, runs.c.id))
    event, run = connection.execute(sa.select(*newest)).one()
    return Stamp(event or 0, run or 0)


# Conditions


def in_state(state: Stands, at: dt.datetime) -> sa.ColumnElement[bool]:
    """Return the condition under which an obligation is in a state at `at`; the same as `states.state_of`."""
    if state in ("handed_on", "suspended"):
        return _O.standing == state
    if state in SETTLED.values():
        return _O.standing.in_([kept for kept, settled in SETTLED.items() if settled == state])
    if state == "ongoing":
        return _O.standing.in_(["open", "suspended"]) & _O.missed_at.is_(None)
    is_open = _O.standing == "open"
    if state == "overdue":
        return is_open & (_O.missed_at <= at)
    soon = _O.soon_at <= at
    return is_open & (_O.missed_at > at) & (soon if state == "due_soon" else sa.or_(~soon, _O.soon_at.is_(None)))


def _stands(stands: Stands, at: dt.datetime) -> sa.ColumnElement[bool]:
    """Return the condition under which a list says this of an obligation: of some states it says more."""
    if stands == "withdrawn":
        return _O.standing == stands
    return in_state(stands, at) & (_O.standing != "suspended") if stands == "ongoing" else in_state(stands, at)


def state_at(at: dt.datetime) -> sa.ColumnElement[str]:
    """Return the state at `at` as an expression: the same as `states.state_of`."""
    return sa.case(
        *((_O.standing == kept, settled) for kept, settled in SETTLED.items()),
        (_O.missed_at.is_(None), "ongoing"),
        (_O.missed_at <= at, "overdue"),
        (_O.soon_at <= at, "due_soon"),
        else_="not_due",
    )


def _stands_at(at: dt.datetime) -> sa.ColumnElement[str]:
    """Return what a list says at `at` as an expression: the same as `_stands`."""
    rests = (_O.standing == "suspended") & _O.missed_at.is_(None)
    return sa.case((_O.standing == "handed_on", "handed_on"), (rests, "suspended"), else_=state_at(at))


def is_late(*, unseen: bool = False) -> sa.ColumnElement[bool]:
    """Return the condition for an alert that is not resolved, or one that nobody has acknowledged or silenced."""
    late = _O.late_since.is_not(None)
    return late & (_O.alert == "open") if unseen else late


def is_owed(at: dt.datetime) -> sa.ColumnElement[bool]:
    """Return the condition for what our own office owes whose limit is near or past, beside those with a new alert."""
    near = _O.owed_at.is_not(None) & (_O.soon_at <= at)
    return near & (_O.alert.is_(None) | (_O.alert != "open"))


def asks_for(kind: Literal["extension", "reassign"]) -> sa.ColumnElement[bool]:
    """Return the condition for an open obligation of which an agency has asked something the coordinator decides."""
    return unled(_O.standing == "open") & _O.asks.in_(_ASKED[kind])


def _flagged(flag: Flagged) -> sa.ColumnElement[bool]:
    match flag:
        case "received":
            return _O.received
        case "extension" | "reassign":
            return _O.asks.in_(_ASKED[flag])
        case "acknowledged":
            return _O.alert == "acknowledged"
        case "invited":
            return _O.basis == "invited"


# Words


@dataclass(frozen=True)
class Facets:
    """All that differs among the obligations, and how often it occurs; of limits and wordings by their numbers."""

    names: dict[str, str]
    phones: dict[str, str]
    titles: dict[str, str]
    wordings: dict[int, tuple[str, str]]
    limits: dict[int, tuple[Due, dt.date | None]]
    occurring: dict[str, Counter[Any]]

    @cached_property
    def total(self) -> int:
        """Return how many obligations there are."""
        return self.occurring["plan"].total()


def read_facets(connection: sa.Connection) -> Facets:
    """Read the distinct things; four walks along an index."""
    listed = ("agency", "plan", "wording_key", "limit_key")
    return Facets(
        names=_pairs(connection, sa.select(agencies.c.id, agencies.c.name)),
        phones=_pairs(connection, sa.select(contacts.c.agency, contacts.c.phone)),
        titles={plan: head.short_title for plan, head in plan_heads(connection).items()},
        wordings={
            key: (section, text) for key, section, text in _examples(connection, "wording_key", "section", "text")
        },
        limits={key: _limit(facts) for key, facts in _examples(connection, "limit_key", "facts")},
        occurring={name: Counter(_pairs(connection, _counted(name))) for name in listed},
    )


def _pairs(connection: sa.Connection, query: sa.Select[Any]) -> dict[Any, Any]:
    return {key: value for key, value in connection.execute(query)}  # noqa: C416 - dict() takes no rows


def _counted(name: str) -> sa.Select[Any]:
    return sa.select(_O[name], sa.func.count()).group_by(_O[name])


def _examples(connection: sa.Connection, key: str, *names: str) -> Sequence[sa.Row[Any]]:
    """Return some columns of one obligation for each value of `key`."""
    distinct = sa.select(_O[key]).distinct().subquery()
    other = obligations.alias()
    like_it = (sa.select(other.c[name]).where(other.c[key] == distinct.c[key]).limit(1) for name in names)
    return connection.execute(sa.select(distinct.c[key], *(query.scalar_subquery() for query in like_it))).all()


def _limit(facts: str) -> tuple[Due, dt.date | None]:
    known = facts_in(facts)
    return known.due, known.moved_to


@dataclass(frozen=True)
class Found:
    """Where one word was found; an obligation has the word when any of these holds. `share` is that of all which have."""

    agencies: Collection[str] = ()
    plans: Collection[str] = ()
    wordings: Collection[int] = ()
    limits: Collection[int] = ()
    states: Collection[Stands] = ()
    flags: Collection[Flagged] = ()
    share: float = 1.0

    @property
    def is_indexed(self) -> bool:
        """Say whether an index leads to what has this word."""
        return not self.flags

    def condition(self, at: dt.datetime) -> sa.ColumnElement[bool]:
        """Return the condition."""
        listed = {"agency": self.agencies, "plan": self.plans, "wording_key": self.wordings, "limit_key": self.limits}
        parts: list[sa.ColumnElement[bool]] = [_O[name].in_(found) for name, found in listed.items() if found]
        parts += [_stands(state, at) for state in self.states]
        return sa.or_(sa.false(), *parts, *map(_flagged, self.flags))


def unled(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return the same condition in a form that no index serves, lest the database is led by it."""
    return sa.case((condition, 1), else_=0) == 1


@dataclass(frozen=True)
class Part:
    """A list, or a stretch of one: the obligations for which all conditions hold and that have all words, in an order."""

    order: Order
    conditions: tuple[sa.ColumnElement[bool], ...] = ()
    words: tuple[Found, ...] = ()
    total: int = field(default=0, compare=False)

    @cached_property
    def leader(self) -> Found | None:
        """Return the word by whose index all is gathered, when what is asked for is rare; else None."""
        expected = float(self.total)
        for word in self.words:
            expected *= word.share
        able = [word for word in self.words if word.is_indexed]
        return min(able, key=lambda word: word.share) if able and expected <= RARE else None

    def where(self, at: dt.datetime) -> Iterator[sa.ColumnElement[bool]]:
        """Yield the conditions."""
        yield from self.conditions
        for word in self.words:
            condition = word.condition(at)
            yield condition if word is self.leader else unled(condition)


@dataclass(frozen=True)
class Listed:
    """An obligation, and from when its limit is near: kept beside it, so that no list reads the calendar."""

    tracked: Tracked
    soon_at: dt.datetime | None


def window(connection: sa.Connection, at: dt.datetime, part: Part, offset: int, limit: int) -> list[Listed]:
    """Return a stretch of a list. What is far down is counted up from the end by the caller, see `from_end`."""
    query = _of(part, at, sa.select(obligations)).order_by(*_order(part)).offset(offset).limit(limit)
    return [listed(row) for row in connection.execute(query).mappings()]


def from_end(connection: sa.Connection, at: dt.datetime, part: Part, offset: int, limit: int) -> list[Listed]:
    """Return a stretch of a list that ends `offset` before its end, in the list's order."""
    backwards = [column.desc() for column in _order(part)]
    query = _of(part, at, sa.select(obligations)).order_by(*backwards).offset(offset).limit(limit)
    return [listed(row) for row in connection.execute(query).mappings()][::-1]


def listed(row: sa.RowMapping) -> Listed:
    """Return an obligation as lists hold it."""
    return Listed(tracked_of(row), row["soon_at"])


def size(connection: sa.Connection, at: dt.datetime, part: Part) -> int:
    """Return how long a list is."""
    return int(connection.execute(_of(part, at, sa.select(sa.func.count()).select_from(obligations))).scalar_one())


def sizes_by_agency(connection: sa.Connection, at: dt.datetime, part: Part) -> dict[str, int]:
    """Return how long a list is for each agency in it."""
    return _pairs(connection, _of(part, at, _counted("agency")))


def place_in(connection: sa.Connection, at: dt.datetime, part: Part, obligation: str) -> int | None:
    """Return how many come before an obligation in a list, or None when it is not in it."""
    order = ORDERS[part.order]
    own = connection.execute(_of(part, at, sa.select(*order).where(_O.id == obligation))).first()
    if own is None or own[0] is None:
        return None
    its_own = (sa.literal(value, column.type) for column, value in zip(order, own, strict=True))
    before = sa.tuple_(*order) < sa.tuple_(*its_own)
    return size(connection, at, dataclasses.replace(part, conditions=(*part.conditions, before)))


def _of(part: Part, at: dt.datetime, query: sa.Select[Any]) -> sa.Select[Any]:
    return query.where(*part.where(at))


def _order(part: Part) -> list[sa.ColumnElement[Any]]:
    """Return the order; of what is gathered in a form that no index serves, lest the index is walked instead."""
    columns = ORDERS[part.order]
    return [*columns[:-1], sa.func.coalesce(columns[-1], 0)] if part.leader else list(columns)


def cells(connection: sa.Connection, at: dt.datetime, plan: str) -> Sequence[sa.Row[Any]]:
    """Return id, agency, task, occurrence, limit and what a list says of each obligation of a plan, in its order."""
    query = sa.select(_O.id, _O.agency, _O.task, _O.occurrence, _stands_at(at).label("stands"), _O.missed_at)
    return connection.execute(query.where(_O.plan == plan).order_by(_O.place)).all()


# Counts


@dataclass(frozen=True)
class StateCounts:
    """How many obligations are in each state, how many of the limits have passed, and of those how many were answered."""

    states: dict[State, int]
    due: int
    recorded: int


def count_states(connection: sa.Connection, at: dt.datetime) -> StateCounts:
    """Count all obligations: a stretch of one index for each state."""
    conditions = {state: in_state(state, at) for state in STATE_WORDS}
    answered = _O.standing.in_(_DONE) & (_O.missed_at <= at)
    numbers = connection.execute(sa.select(*map(_number_of, (*conditions.values(), answered)))).one()
    states = {state: number for state, number in zip(conditions, numbers, strict=False) if number}
    recorded = int(numbers[-1])
    return StateCounts(states, states.get("overdue", 0) + recorded, recorded)


def _number_of(condition: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    return sa.select(sa.func.count()).select_from(obligations).where(condition).scalar_subquery()


def plan_states(connection: sa.Connection, at: dt.datetime) -> dict[str, dict[State, int]]:
    """Return how many obligations of each plan are in each state."""
    state = state_at(at).label("state")
    query = sa.select(_O.plan, state, sa.func.count()).group_by(_O.plan, state)
    found: dict[str, dict[State, int]] = {}
    for plan, known, number in connection.execute(query):
        found.setdefault(plan, {})[known] = number
    return found


def next_limits(connection: sa.Connection, at: dt.datetime) -> dict[str, dt.datetime]:
    """Return the next limit of each plan that is not past, of what is still open."""
    query = sa.select(_O.plan, sa.func.min(_O.missed_at).label("next")).group_by(_O.plan)
    query = query.where(_O.standing == "open", _O.missed_at > at)
    return {plan: limit for plan, limit in connection.execute(query)}  # noqa: C416 - dict() takes no rows


# Letters


def held_uids(connection: sa.Connection) -> list[str]:
    """Return the letters that wait for a person, the newest first."""
    query = sa.select(letters.c.uid).where(letters.c.status == "held")
    return list(connection.execute(query.order_by(letters.c.drafted_at.desc(), letters.c.email)).scalars())


def held_for(connection: sa.Connection, ids: Collection[str]) -> dict[str, str]:
    """Return the letter that waits for each of some obligations, where there is one."""
    query = (
        sa.select(reminders.c.obligation, reminders.c.letter)
        .join(letters, letters.c.uid == reminders.c.letter)
        .where(reminders.c.obligation.in_(ids), letters.c.status == "held")
        .order_by(letters.c.drafted_at.desc(), letters.c.email)
    )
    return _pairs(connection, query)
