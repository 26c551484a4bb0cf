"""The unit of work: one transaction at one moment by one actor, nothing kept unless `commit` is called.

What happens is recorded as events; the facts beside the log are what the events add up to, and follow in the same
transaction together with the next moment a run must look.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Collection, Mapping
from typing import Any

import sqlalchemy as sa

from engine.deadlines.words import moment_words
from engine.errors import PhancongError, UsageError
from engine.ledger import log
from engine.ledger.chain import Entry, canonical
from engine.ledger.keys import Keys
from engine.ledger.reader import due_by
from engine.ledger.rows import definition_row, facts_row, tracked_of
from engine.ledger.tables import alerts, moment_text, obligations
from engine.obligations.history import Facts, after
from engine.obligations.ladder import Moments
from engine.obligations.values import Event, Obligation, Tracked


class TooEarlyError(UsageError):
    """Thời điểm sớm hơn diễn biến gần nhất đã ghi."""


class UnknownObligationError(PhancongError):
    """Không có đầu việc này. Xem danh sách bằng `phancong status`."""


class ChangedMeanwhileError(PhancongError):
    """Đầu việc này vừa có diễn biến mới; xin xem lại rồi thực hiện."""


MomentsOf = Callable[[Facts], Moments]


class Unit:
    """A write transaction. `at` never runs backwards: see TooEarlyError."""

    def __init__(
        self,
        connection: sa.Connection,
        keys: Keys,
        at: dt.datetime,
        actor: str,
        tolerance: dt.timedelta,
        *,
        seen: Mapping[str, Facts] | None = None,
    ) -> None:
        """Take the log's lock and place this moment after everything recorded; `seen` is what the actor goes by."""
        self.connection = connection
        self._seen = seen or {}
        self.actor = actor
        self._keys = keys
        log.lock(connection)
        self.head, last_at = log.last(connection)
        self.began = self.head.seq
        self.at = _not_before(at, last_at, tolerance)
        self._entries: list[Entry] = []
        self._changed: dict[str, Tracked] = {}
        self._read: dict[str, Tracked] = {}
        self._redefined: set[str] = set()
        self._opened: list[str] = []
        self._first_facts: dict[str, Facts] = {}

    def due(self, plan: str | None = None, agencies: Collection[str] | None = None) -> list[Tracked]:
        """Return the obligations at which a run must look now, of every plan or of one, in the order of their plans."""
        found = due_by(self.connection, self.at, plan, agencies)
        self._read |= {tracked.id: tracked for tracked in found}
        return found

    def tracked(self, obligation: str) -> Tracked:
        """Return an obligation as this unit sees it; refuse when it is not as its actor has seen it."""
        known = self._changed.get(obligation) or self._read.get(obligation)
        if known is not None:
            return known
        row = self.connection.execute(_ONE, {"this": obligation}).mappings().first()
        if row is None:
            raise UnknownObligationError(f"Không có đầu việc “{obligation}”. Xem danh sách bằng `phancong status`.")
        self._read[obligation] = found = tracked_of(row)
        if self._seen.get(obligation, found.facts) != found.facts:
            raise ChangedMeanwhileError
        return found

    def knows(self, obligation: str) -> bool:
        """Say whether an obligation was ever opened."""
        if obligation in self._changed:
            return True
        return self.connection.execute(_KNOWN, {"id": obligation}).first() is not None

    def open(self, obligation: Obligation, data: Mapping[str, Any]) -> None:
        """Start tracking an obligation; `data` is its limit, its basis and what else is true of it from the start."""
        event = self._event("opened", data, plan=obligation.plan, obligation=obligation.id)
        said = self._entries[-1].data
        facts = self._first_facts.get(said) or self._first_facts.setdefault(said, after(None, event))
        self._changed[obligation.id] = Tracked(obligation, facts)
        self._opened.append(obligation.id)

    def redefine(self, obligation: Obligation) -> None:
        """Take over what a changed plan says of an obligation; the events that say so are the caller's."""
        self._changed[obligation.id] = dataclasses.replace(self.tracked(obligation.id), obligation=obligation)
        self._redefined.add(obligation.id)

    def look_again(self, tracked: Tracked) -> None:
        """Reckon anew when a run must look at an obligation to which nothing has happened: what was due has lapsed."""
        self._changed.setdefault(tracked.id, tracked)

    def record(
        self, kind: str, obligation: str, data: Mapping[str, Any] | None = None, *, letter: str | None = None
    ) -> Facts:
        """Record what happened to an obligation; return what is true of it now."""
        tracked = self.tracked(obligation)
        event = self._event(kind, data or {}, plan=tracked.obligation.plan, obligation=obligation, letter=letter)
        facts = after(tracked.facts, event)
        if facts != tracked.facts:  # a second person may say what is known already
            self._changed[obligation] = Tracked(tracked.obligation, facts)
        return facts

    def note(self, kind: str, data: Mapping[str, Any], *, plan: str | None = None, letter: str | None = None) -> int:
        """Record what happened to a plan or a letter; return its place in the log."""
        self._event(kind, data, plan=plan, letter=letter)
        return self._entries[-1].seq

    @property
    def last_seq(self) -> int:
        """Return the place in the log of the newest event."""
        return self._entries[-1].seq if self._entries else self.head.seq

    def _event(
        self,
        kind: str,
        data: Mapping[str, Any],
        *,
        plan: str | None = None,
        obligation: str | None = None,
        letter: str | None = None,
    ) -> Event:
        self._entries.append(
            Entry(
                seq=self.last_seq + 1,
                at=moment_text(self.at),
                kind=kind,
                plan=plan,
                obligation=obligation,
                letter=letter,
                actor=self.actor,
                data=canonical(data),
                key_id=self._keys.log_id,
            )
        )
        return Event(kind, self.at, self.actor, dict(data))

    def flush(self, moments_of: MomentsOf) -> None:
        """Write events, facts and alerts; the transaction stays open."""
        self.head = log.append(self.connection, self.head, self._entries, self._keys)
        facts_of = _Reckoned(moments_of)
        if self._opened:
            self._insert_opened(facts_of)
        changed = list(self._changed.values())
        for start in range(0, len(changed), log.AT_ONCE):
            self._store(changed[start : start + log.AT_ONCE], facts_of)
        self._entries, self._changed, self._opened, self._first_facts, self._read = [], {}, [], {}, {}
        self._redefined = set()

    def _insert_opened(self, facts_of: _Reckoned) -> None:
        place = self.connection.execute(sa.select(sa.func.coalesce(sa.func.max(obligations.c.place), 0))).scalar_one()
        rows = []
        for number, opened in enumerate(self._opened, start=place + 1):
            tracked = self._changed.pop(opened)
            rows.append({**definition_row(tracked.obligation), **facts_of(tracked.facts), "place": number})
            if len(rows) == log.AT_ONCE:
                self.connection.execute(sa.insert(obligations), rows)
                rows = []
        if rows:
            self.connection.execute(sa.insert(obligations), rows)

    def _store(self, changed: list[Tracked], facts_of: _Reckoned) -> None:
        rows = [facts_of(one.facts) | {"this": one.id} for one in changed]
        self.connection.execute(_UPDATE, rows)
        said = [definition_row(one.obligation) | {"this": one.id} for one in changed if one.id in self._redefined]
        if said:
            self.connection.execute(_UPDATE, said)
        with_alerts = [one for one in changed if one.facts.alerts]
        if with_alerts:
            self._store_alerts(with_alerts)

    def _store_alerts(self, changed: list[Tracked]) -> None:
        ids = [one.id for one in changed]
        query = sa.select(alerts.c.obligation, alerts.c.version, alerts.c.state).where(alerts.c.obligation.in_(ids))
        known = {(row.obligation, row.version): row.state for row in self.connection.execute(query)}
        stands = {(one.id, alert.version): alert for one in changed for alert in one.facts.alerts}
        new = [
            {"obligation": obligation, "version": version, "raised_at": alert.raised_at, "state": alert.state}
            for (obligation, version), alert in stands.items()
            if (obligation, version) not in known
        ]
        other = [
            {"its": obligation, "its_version": version, "state": alert.state}
            for (obligation, version), alert in stands.items()
            if known.get((obligation, version), alert.state) != alert.state
        ]
        if new:
            self.connection.execute(sa.insert(alerts), new)
        if other:
            self.connection.execute(_ALERT_STATE, other)


class _Reckoned:
    """The columns of facts; thousands may have the same, reckoned once."""

    def __init__(self, moments_of: MomentsOf) -> None:
        self._moments_of = moments_of
        self._known: dict[Facts, dict[str, Any]] = {}

    def __call__(self, facts: Facts) -> dict[str, Any]:
        if (known := self._known.get(facts)) is None:
            known = self._known[facts] = facts_row(facts, self._moments_of(facts))
        return known


_ONE = sa.select(obligations).where(obligations.c.id == sa.bindparam("this"))
_KNOWN = sa.text("SELECT 1 FROM obligations WHERE id = :id")
_UPDATE = sa.update(obligations).where(obligations.c.id == sa.bindparam("this"))
_ALERT_STATE = sa.update(alerts).where(
    (alerts.c.obligation == sa.bindparam("its")) & (alerts.c.version == sa.bindparam("its_version"))
)


def _not_before(at: dt.datetime, last_at: str | None, tolerance: dt.timedelta) -> dt.datetime:
    """Return `at`, lifted to the last event when the clock ran behind it by no more than the tolerance."""
    if last_at is None or at >= (newest := dt.datetime.fromisoformat(last_at)):
        return at
    if newest - at <= tolerance:
        return newest
    raise TooEarlyError(
        f"Thời điểm {moment_words(at)} sớm hơn diễn biến gần nhất đã ghi ({moment_words(newest)}). "
        "Hãy chọn thời điểm muộn hơn."
    )
