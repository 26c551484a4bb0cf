"""The append-only log in the database. Writers are serialised: on SQLite by its one writer, elsewhere by a row lock."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from engine.ledger.chain import START, Entry, Head, entry_hash
from engine.ledger.keys import Keys
from engine.ledger.tables import events, meta

LEDGER_ID = "ledger_id"
AT_ONCE = 2_000  # rows written by one statement: enough for speed, little enough for memory
ENTRY = [field.name for field in dataclasses.fields(Entry)]
_ID = sa.select(meta.c.value).where(meta.c.key == LEDGER_ID)
_LAST = sa.select(events.c.seq, events.c.hash, events.c.at).order_by(events.c.seq.desc()).limit(1)
_HASH = sa.select(events.c.hash).where(events.c.seq == sa.bindparam("this"))
_APPEND = sa.insert(events)


def ledger_id(connection: sa.Connection) -> str | None:
    """Return the name this ledger was given once, or None when somebody took it away."""
    return connection.execute(_ID).scalar()


def lock(connection: sa.Connection) -> None:
    """Wait until no other transaction appends, and keep others waiting until ours ends."""
    if connection.dialect.name != "sqlite":  # which has one writer, and lets it begin only when it is alone
        connection.execute(_ID.with_for_update())


def last(connection: sa.Connection) -> tuple[Head, str | None]:
    """Return the end of the log and when its last event happened."""
    row = connection.execute(_LAST).first()
    return (Head(row.seq, row.hash), row.at) if row else (Head(0, START), None)


def stands(connection: sa.Connection, head: Head) -> bool:
    """Say whether the log still contains this head; every log begins with the same one."""
    if head.seq == 0:
        return head.hash == START
    return connection.execute(_HASH, {"this": head.seq}).scalar() == head.hash


def append(connection: sa.Connection, head: Head, entries: Sequence[Entry], keys: Keys) -> Head:
    """Chain the entries onto `head` and store them; return the new head."""
    for start in range(0, len(entries), AT_ONCE):
        rows = []
        for entry in entries[start : start + AT_ONCE]:
            hashed = entry_hash(head.hash, entry, keys.logs[entry.key_id])
            rows.append({**vars(entry), "hash": hashed})
            head = Head(entry.seq, hashed)
        connection.execute(_APPEND, rows)
    return head


def walk(connection: sa.Connection) -> Iterator[tuple[Entry, str]]:
    """Yield every event in the order in which the rows say they were written."""
    for row in connection.execute(sa.select(events).order_by(events.c.seq)).mappings().yield_per(1000):
        hashed = str(row["hash"])
        yield Entry(**{name: row[name] for name in ENTRY}), hashed


def at_of(entry: Entry) -> dt.datetime:
    """Return when an event happened."""
    return dt.datetime.fromisoformat(entry.at)


def data_of(entry: Entry) -> dict[str, Any]:
    """Return what an event carries."""
    return dict(json.loads(entry.data))
