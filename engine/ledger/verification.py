"""Whether the log is what was written: the chain, the head kept outside, the facts beside it. Changes nothing."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from engine.ledger import log
from engine.ledger.chain import Break, verify
from engine.ledger.connection import reading_anything
from engine.ledger.heads import UNREADABLE
from engine.ledger.ledger import Ledger
from engine.ledger.reader import tracked_all
from engine.ledger.tables import alerts, events, moment_text, obligations
from engine.obligations.history import Facts, after
from engine.obligations.values import Event


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
    with reading_anything(connection):
        return _first_break(ledger, connection)


def _first_break(ledger: Ledger, connection: sa.Connection) -> Break | None:
    count = connection.execute(sa.select(sa.func.count()).select_from(events)).scalar_one()
    file = ledger.head_file(connection)
    if file is None:
        return Break(count, "sổ không còn mã của mình")
    head = file.read()
    if head == UNREADABLE:
        return Break(count, "dấu lưu ngoài cơ sở dữ liệu không đọc được")
    if head is None and ledger.file is not None:
        return Break(count, "không còn dấu lưu ngoài cơ sở dữ liệu")
    return verify(log.walk(connection), ledger.keys.logs, head) or _facts_differ(connection)


def _facts_differ(connection: sa.Connection) -> Break | None:
    """Compare what stands beside the log with what the log adds up to."""
    told, newest = _as_told(connection)
    try:
        stored = {tracked.id: tracked.facts for tracked in tracked_all(connection)}
    except (ValueError, TypeError):
        return Break(0, "bảng đầu việc không đọc được")
    for obligation in told | stored:
        if told.get(obligation) != stored.get(obligation):
            return Break(newest.get(obligation, 0), f"tình trạng của “{obligation}” khác với diễn biến đã ghi")
    return _rows_differ(connection, told, newest)


def _as_told(connection: sa.Connection) -> tuple[dict[str, Facts], dict[str, int]]:
    """Fold the log; return the facts of every obligation, and its newest event."""
    facts: dict[str, Facts] = {}
    newest: dict[str, int] = {}
    for entry, _ in log.walk(connection):
        if entry.obligation:
            event = Event(entry.kind, log.at_of(entry), entry.actor, log.data_of(entry))
            facts[entry.obligation] = after(facts.get(entry.obligation), event)
            newest[entry.obligation] = entry.seq
    return facts, newest


def _rows_differ(connection: sa.Connection, told: dict[str, Facts], newest: dict[str, int]) -> Break | None:
    """Compare what is kept a second time for the sake of questions: the limit, the alerts."""
    as_written = sa.type_coerce(obligations.c.missed_at, sa.String)
    limits = dict(connection.execute(sa.select(obligations.c.id, as_written)).tuples().all())
    kept = set(connection.execute(sa.select(alerts.c.obligation, alerts.c.version, alerts.c.state)).tuples())
    for obligation, facts in told.items():
        if limits[obligation] != (moment_text(facts.missed_at) if facts.missed_at else None):
            return Break(newest[obligation], f"thời hạn của “{obligation}” khác với diễn biến đã ghi")
    due = {(obligation, alert.version, alert.state) for obligation, facts in told.items() for alert in facts.alerts}
    for obligation, _, _ in sorted(due ^ kept):
        return Break(newest.get(obligation, 0), f"cảnh báo của “{obligation}” khác với diễn biến đã ghi")
    return None
