"""What the ledger keeps of registers of incoming documents: when one was imported, what it proposed, how its columns are called."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from engine.ledger.rows import tracked_of
from engine.ledger.tables import documents, imports, meta, obligations

_COLUMNS = "columns:"


@dataclass(frozen=True)
class DocumentRow:
    """A document that was proposed for an obligation."""

    fingerprint: str
    obligation: str
    sender: str
    number: str
    summary: str
    dated: dt.date | None
    arrived: dt.date | None


def last_import(connection: sa.Connection, at: dt.datetime) -> dt.datetime | None:
    """Return when a register was last imported by `at`; None for never."""
    found: dt.datetime | None = connection.execute(
        sa.select(imports.c.at).where(imports.c.at <= at).order_by(imports.c.at.desc()).limit(1)
    ).scalar()
    return found


def save_import(
    connection: sa.Connection, at: dt.datetime, actor: str, name: str, rows: int, newest: dt.date | None
) -> int:
    """Keep that a register was imported; return the import's number."""
    values = {"at": at, "actor": actor, "name": name, "rows": rows, "newest": newest}
    key = connection.execute(sa.insert(imports).values(values)).inserted_primary_key
    assert key is not None
    return int(key[0])


def proposed_before(connection: sa.Connection) -> set[tuple[str, str]]:
    """Return what was ever proposed, as (fingerprint, obligation)."""
    query = sa.select(documents.c.fingerprint, documents.c.obligation)
    return {(row.fingerprint, row.obligation) for row in connection.execute(query)}


def save_documents(connection: sa.Connection, number: int, proposed: Iterable[DocumentRow]) -> None:
    """Keep what an import proposes: the same document never again for the same obligation."""
    rows = [{**vars(row), "import": number} for row in proposed]
    if rows:
        connection.execute(sa.insert(documents), rows)


def waiting(connection: sa.Connection, plan: str | None = None) -> list[str]:
    """Return the obligations whose result the register shows and nobody has accepted or returned yet."""
    seen = sa.select(documents.c.obligation)
    query = sa.select(obligations).where(obligations.c.id.in_(seen)).order_by(obligations.c.place)
    if plan is not None:
        query = query.where(obligations.c.plan == plan)
    found = (tracked_of(row) for row in connection.execute(query).mappings())
    return [
        one.id
        for one in found
        if one.facts.done
        and one.facts.done.from_register
        and one.facts.review == "awaiting"
        and not one.facts.withdrawn_at
    ]


def documents_of(connection: sa.Connection, ids: Collection[str]) -> dict[str, DocumentRow]:
    """Return the document proposed last for each of some obligations."""
    columns = [documents.c[name] for name in DocumentRow.__dataclass_fields__]
    query = sa.select(*columns).where(documents.c.obligation.in_(ids)).order_by(documents.c["import"])
    return {row["obligation"]: DocumentRow(**row) for row in connection.execute(query).mappings()}


def columns_known(connection: sa.Connection) -> dict[str, dict[str, str]]:
    """Return how columns are called, by the digest of the row that heads the table."""
    rows = connection.execute(sa.select(meta).where(meta.c.key.startswith(_COLUMNS)))
    return {row.key.removeprefix(_COLUMNS): json.loads(row.value) for row in rows}


def save_columns(connection: sa.Connection, digest: str, called: Mapping[str, str]) -> None:
    """Remember how the columns of a table are called, in the place of what was remembered."""
    key = _COLUMNS + digest
    connection.execute(sa.delete(meta).where(meta.c.key == key))
    connection.execute(sa.insert(meta).values(key=key, value=json.dumps(dict(called), ensure_ascii=False)))
