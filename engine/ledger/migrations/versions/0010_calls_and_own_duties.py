"""Calls and own duties: beside the facts whom to call and what our own office owes, and what came by mail and waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.ledger.rows import call_columns, facts_in
from engine.ledger.tables import Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

AT_ONCE = 2_000
MOMENTS = ("called_at", "unheard_since", "owed_at")
INDEXED = (
    ("ix_obligations_asks", "obligations", ["asks"], "asks IS NOT NULL"),
    ("ix_obligations_unheard", "obligations", ["agency", "unheard_since"], "unheard_since IS NOT NULL"),
    ("ix_obligations_owed", "obligations", ["owed_at", "place"], "owed_at IS NOT NULL"),
    ("ix_mails_waiting", "mails", ["kind", "id"], "settled_at IS NULL"),
)


def upgrade() -> None:
    """Add the columns, fill them, and index the rows that have anything in them."""
    op.add_column("obligations", sa.Column("own", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in MOMENTS:
        op.add_column("obligations", sa.Column(name, sa.String(32), nullable=True))
    _fill()
    op.drop_index(op.f("ix_obligations_asks"), table_name="obligations")
    for name, table, columns, where in INDEXED:
        op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _fill() -> None:
    bind = op.get_bind()
    written = sa.table(
        "obligations",
        *(sa.column(name) for name in ("id", "place", "facts", "own")),
        *(sa.column(name, Moment) for name in MOMENTS),
    )
    update = sa.update(written).where(written.c.id == sa.bindparam("its"))
    op.create_index("filling", "obligations", ["place"])
    query = sa.select(written.c.id, written.c.place, written.c.facts).order_by(written.c.place).limit(AT_ONCE)
    last = -1
    while rows := bind.execute(query.where(written.c.place > last)).mappings().all():
        if found := [one for row in rows if (one := _reckoned(row))]:
            bind.execute(update, found)
        last = rows[-1]["place"]
    op.drop_index("filling", table_name="obligations")


def _reckoned(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is to be written of a row; nothing where there is nothing to say."""
    columns = call_columns(facts_in(row["facts"]))
    return {"its": row["id"], **columns} if any(columns.values()) else {}
