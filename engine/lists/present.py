"""The lists of now: each a few stretches of obligations, found by indexed queries, and the letters held."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from engine.ledger import view as ask
from engine.ledger.address_book import plan_heads, read_address_book
from engine.ledger.reader import LetterRow, letter_rows, letters_sent, tracked_all
from engine.ledger.tables import obligations
from engine.ledger.view import Listed, Part, Stamp, StateCounts
from engine.lists.agencies import AgencyPage, AgencyRow, page_now, rows_now
from engine.lists.beside import Calls, Letters, Mails, Source, words_beside
from engine.lists.calls import Call, CallsNow, Patience
from engine.lists.dictionary import Dictionary
from engine.lists.matrix import Cell, Heading, Matrix, matrix_of
from engine.lists.order import vietnamese_order
from engine.lists.past import heading_of
from engine.lists.plans import PlanRow
from engine.lists.values import URGENCIES, URGENCY_WORDS, Subject, Urgency, View
from engine.matching import matches, searchable
from engine.obligations.values import agency_of
from engine.standing import line_of

KEPT_SIZES = 32
_O = obligations.c
_URGENT: dict[Urgency, tuple[ask.Order, Callable[[dt.datetime], sa.ColumnElement[bool]]]] = {
    "alert": ("late", lambda _: ask.is_late(unseen=True)),
    "own": ("owed", ask.is_owed),
    "review": ("plan", lambda _: _O.standing == "awaiting_review"),
    "extension": ("plan", lambda _: ask.asks_for("extension")),
    "reassign": ("plan", lambda _: ask.asks_for("reassign")),
}


@dataclass(frozen=True)
class Stretch:
    """A list is one stretch of obligations after another; what is no obligation makes one without a part."""

    part: Part | None
    urgency: Urgency | None = None
    agency: str | None = None


@dataclass
class Memory:
    """What need not be read again while the log does not grow; threads may share it."""

    dictionary: tuple[object, Dictionary] | None = None
    sizes: dict[object, list[int]] = field(default_factory=dict)
    calls: tuple[object, list[Call]] | None = None


@dataclass(frozen=True)
class Present:
    """A look at the lists of now."""

    memory: Memory
    connection: sa.Connection
    stamp: Stamp
    at: dt.datetime
    patience: Patience

    def states(self) -> StateCounts:
        """Return how many obligations are in each state."""
        return ask.count_states(self.connection, self.at)

    def plan_rows(self) -> list[PlanRow]:
        """Return how far each plan has come."""
        states, limits = ask.plan_states(self.connection, self.at), ask.next_limits(self.connection, self.at)
        heads = sorted(plan_heads(self.connection).values(), key=lambda head: head.id)
        return [PlanRow(head, states.get(head.id, {}), limits.get(head.id)) for head in heads]

    def agency_rows(self) -> list[AgencyRow]:
        """Return where each agency stands that owes anything."""
        return rows_now(self.connection, self.at)

    def agency_page(self, agency: str) -> AgencyPage:
        """Return one agency whole."""
        return page_now(self.connection, self.at, agency)

    def matrix(self, plan: str, *, undated: bool) -> Matrix:
        """Return the matrix of a plan."""
        rows = ask.cells(self.connection, self.at, plan)
        found = [Cell(row.id, row.agency, (row.task, row.occurrence), row.stands, row.missed_at) for row in rows]
        names = read_address_book(self.connection, {one.agency for one in found}).names
        return matrix_of(plan, found, names, self._headings, undated=undated)

    def _headings(self, ids: Iterable[str]) -> dict[str, Heading]:
        return {one.id: heading_of(one) for one in tracked_all(self.connection, only=list(ids))}

    def dictionary(self) -> Dictionary:
        """Return where words are sought, read again only when the log has grown or the day has changed."""
        known, asked = self.memory.dictionary, (self.stamp.event, self.at.date())
        if known is None or known[0] != asked:
            made = Dictionary(ask.read_facets(self.connection), self.at.date(), self.states().states)
            known = self.memory.dictionary = (asked, made)
        return known[1]

    # What a list is made of

    def _stretches(self, view: View) -> Iterator[Stretch]:
        match view.kind:
            case "letters":
                yield Stretch(None)
            case "unrecorded":
                yield Stretch(self._part(view, "late", ask.is_late()))
            case "waiting":
                yield from (Stretch(self._urgent(view, urgency), urgency) for urgency in URGENCIES)
            case "obligations":
                yield from self._sorted(view)

    def _urgent(self, view: View, urgency: Urgency) -> Part | None:
        if urgency not in _URGENT:
            return None
        order, holds = _URGENT[urgency]
        return self._part(view, order, holds(self.at), urgency=urgency)

    def _sorted(self, view: View) -> Iterator[Stretch]:
        asked = list(self._asked(view))
        match view.sort:
            case "plan":
                yield Stretch(self._part(view, "plan", *asked))
            case "limit":
                yield Stretch(self._part(view, "limit", _O.missed_at.is_not(None), *asked))
                yield Stretch(self._part(view, "plan", _O.missed_at.is_(None), *asked))
            case "agency":
                names = self.dictionary().names
                for agency in sorted(names, key=lambda one: (vietnamese_order(names[one]), one)):
                    yield Stretch(self._part(view, "place", _O.agency == agency, *asked), agency=agency)

    def _asked(self, view: View) -> Iterator[sa.ColumnElement[bool]]:
        if view.states:
            yield sa.or_(*(ask.in_state(state, self.at) for state in view.states))
        if view.plan is not None:
            yield _O.plan == view.plan
        if view.agency is not None:
            yield _O.agency == view.agency

    def _part(
        self, view: View, order: ask.Order, *conditions: sa.ColumnElement[bool], urgency: Urgency | None = None
    ) -> Part:
        if view.only is not None:
            prefix = f"{urgency}:" if urgency else ""
            conditions += (_O.id.in_([key.removeprefix(prefix) for key in view.only if key.startswith(prefix)]),)
        if not view.typed.strip():
            return Part(order, conditions)
        dictionary = self.dictionary()
        spoken = searchable(URGENCY_WORDS[urgency]) if urgency else ""
        return Part(order, conditions, dictionary.find(view.typed, spoken), dictionary.total)

    # How long it is

    def sizes(self, view: View) -> list[int]:
        """Return the length of each stretch, remembered while nothing has happened."""
        asked, sizes = (self.stamp, self.at, view), self.memory.sizes
        if asked not in sizes:
            if len(sizes) >= KEPT_SIZES:
                sizes.clear()
            sizes[asked] = self._measure(view)
        return sizes[asked]

    def _measure(self, view: View) -> list[int]:
        stretches = list(self._stretches(view))
        if view.kind == "obligations" and view.sort == "agency":
            part = self._part(view, "place", *self._asked(view))
            by_agency = ask.sizes_by_agency(self.connection, self.at, part)
            return [by_agency.get(one.agency or "", 0) for one in stretches]
        return [self._size(view, one) for one in stretches]

    def _size(self, view: View, stretch: Stretch) -> int:
        if stretch.part is None:
            return len(self._keys(view, stretch))
        return ask.size(self.connection, self.at, stretch.part)

    def count(self, view: View) -> int:
        """Return how long a list is."""
        return sum(self.sizes(view))

    # A window of it

    def page(self, view: View, offset: int, limit: int) -> Iterator[Subject]:
        """Yield the lines of a window."""
        stretches = list(self._stretches(view))
        known = (self.stamp, self.at, view) in self.memory.sizes
        sizes = self.sizes(view) if known or len(stretches) > 1 else [offset + limit]
        for stretch, size in zip(stretches, sizes, strict=True):
            wanted = min(limit, size - offset)
            if wanted > 0:
                yield from self._stretch(view, stretch, offset, wanted, size if known else None)
                limit -= wanted
            offset = max(offset - size, 0)

    def _stretch(self, view: View, stretch: Stretch, offset: int, limit: int, size: int | None) -> list[Subject]:
        if stretch.part is None:
            return self._beside(stretch).whole(self._keys(view, stretch)[offset : offset + limit])
        if size is not None and offset > size // 2:
            found = ask.from_end(self.connection, self.at, stretch.part, size - offset - limit, limit)
        else:
            found = ask.window(self.connection, self.at, stretch.part, offset, limit)
        return self._subjects(found, stretch.urgency)

    def _subjects(self, listed: list[Listed], urgency: Urgency | None) -> list[Subject]:
        found = [one.tracked for one in listed]
        ids = [one.id for one in found]
        handed = (other for one in found for other in (*one.facts.predecessors, *one.facts.successors))
        named = {one.obligation.agency for one in found} | set(map(agency_of, handed))
        book = read_address_book(self.connection, named)
        sent = letters_sent(self.connection, self.at, ids)
        held = self._held_for(ids)
        return [
            Subject(
                line_of(book, one.tracked, self.at, one.soon_at, sent.get(one.tracked.id, 0)),
                held.get(one.tracked.id),
                urgency,
                book.contacts.get(one.tracked.obligation.agency),
                book.plans[one.tracked.obligation.plan].short_title,
            )
            for one in listed
        ]

    def _held_for(self, ids: list[str]) -> dict[str, LetterRow]:
        held = ask.held_for(self.connection, ids)
        rows = {one.uid: one for one in letter_rows(self.connection, uids=set(held.values()))} if held else {}
        return {obligation: rows[uid] for obligation, uid in held.items()}

    # What is no obligation

    def _beside(self, stretch: Stretch) -> Source:
        match stretch.urgency:
            case "reply" | "bounce":
                return Mails(self.connection, stretch.urgency)
            case "call":
                return Calls(self._calls, self._to_call())
            case _:
                return Letters(self.connection, stretch.urgency)

    def _keys(self, view: View, stretch: Stretch) -> Sequence[str]:
        """Return the keys of a stretch of what is no obligation: there are few, so all are looked at."""
        source = self._beside(stretch)
        keys = source.keys()
        if view.only is not None:
            prefix = f"{stretch.urgency}:" if stretch.urgency else ""
            keys = [key for key in keys if f"{prefix}{key}" in view.only]
        if not keys or not view.typed.strip():
            return keys
        found = zip(keys, source.lines(keys), strict=True)
        return [key for key, one in found if matches(view.typed, searchable(*words_beside(one)))]

    @property
    def _calls(self) -> CallsNow:
        return CallsNow(self.connection, self.at, self.patience)

    def _to_call(self) -> list[Call]:
        """Return whom to call, sought again only when the log has grown or the day has changed."""
        known, asked = self.memory.calls, (self.stamp.event, self.at.date())
        if known is None or known[0] != asked:
            known = self.memory.calls = (asked, self._calls.agencies())
        return known[1]

    # A line of it

    def place_of(self, view: View, key: str) -> int | None:
        """Return how many lines stand before the one of this key, or None."""
        before = 0
        for stretch, size in zip(self._stretches(view), self.sizes(view), strict=True):
            prefix = f"{stretch.urgency}:" if stretch.urgency else ""
            own = key.removeprefix(prefix)
            if key.startswith(prefix) and (found := self._place(view, stretch, own, size)) is not None:
                return before + found
            before += size
        return None

    def _place(self, view: View, stretch: Stretch, own: str, size: int) -> int | None:
        if stretch.part is None:
            keys = self._keys(view, stretch)
            return keys.index(own) if own in keys else None
        return ask.place_in(self.connection, self.at, stretch.part, own) if size else None
