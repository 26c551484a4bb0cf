"""Whether the log is what was written: the chain, the head kept outside, the facts beside it. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from engine.ledger import log
from engine.ledger.chain import Break, verify
from engine.ledger.heads import UNREADABLE
from engine.ledger.ledger import Ledger
from engine.ledger.reader import tracked_all
from engine.ledger.tables import events
from engine.obligations.history import after
from engine.obligations.values import Event, Tracked


@dataclass(frozen=True)
class Verified:
    """How much of the log was walked, and the first thing wrong with it."""

    events: int
    broken: Break | None


def verify_log(ledger: Ledger) -> Verified:
    """Walk the whole log, hold it against the head kept outside, and the facts against the events."""
    if not ledger.exists:
        return Verified(0, None)
    with ledger.read() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(events)).scalar_one()
        return Verified(count, first_break(ledger, connection))


def first_break(ledger: Ledger, connection: sa.Connection) -> Break | None:
    """Return the first thing wrong, or None."""
    count = connection.execute(sa.select(sa.func.count()).select_from(events)).scalar_one()
    head = ledger.head_file(connection).read()
    if head is not None and head.seq == UNREADABLE:
        return Break(count, "dấu lưu ngoài cơ sở dữ liệu không đọc được")
    if head is None and count and ledger.file is not None:
        return Break(count, "không còn dấu lưu ngoài cơ sở dữ liệu")
    return verify(log.walk(connection), ledger.keys.logs, head) or _facts_differ(connection)


def _facts_differ(connection: sa.Connection) -> Break | None:
    """Compare what stands beside the log with what the log adds up to."""
    facts: dict[str, object] = {}
    newest: dict[str, int] = {}
    for entry, _ in log.walk(connection):
        if entry.obligation:
            event = Event(entry.kind, log.at_of(entry), entry.actor, log.data_of(entry))
            facts[entry.obligation] = after(facts.get(entry.obligation), event)  # type: ignore[arg-type]
            newest[entry.obligation] = entry.seq
    for tracked in _as_stored(connection):
        if tracked is None:
            return Break(0, "bảng đầu việc không đọc được")
        if facts.get(tracked.id) != tracked.facts:
            return Break(newest.get(tracked.id, 0), f"tình trạng của “{tracked.id}” khác với diễn biến đã ghi")
    return None


def _as_stored(connection: sa.Connection) -> list[Tracked] | list[None]:
    try:
        return tracked_all(connection)
    except ValueError:
        return [None]
