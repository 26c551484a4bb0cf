"""Lists: beside the facts what a list orders, counts and is filtered by, and the indexes for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from engine.deadlines.files import default_calendar
from engine.ledger.rows import definition_row, list_columns, tracked_of
from engine.ledger.tables import Moment
from engine.obligations.ladder import soon_at

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

AT_ONCE = 2_000
READ = (
    *("plan", "task", "agency", "occurrence", "kind", "role", "basis"),
    *("section", "text", "quote", "to", "via", "due", "ladder", "facts", "place"),
)
INDEXED = (
    *(("asks",), ("wording_key",), ("limit_key",)),
    *(("plan", "place"), ("agency", "place"), ("missed_at", "place")),
    *(("standing", "missed_at", "soon_at"), ("late_since", "place", "alert")),
)


def upgrade() -> None:
    """Add the columns, fill them, and index them; indexes by one column give way to those that order too."""
    for column in (
        sa.Column("standing", sa.String(16), nullable=False, server_default="open"),
        sa.Column("soon_at", sa.String(32), nullable=True),
        sa.Column("alert", sa.String(12), nullable=True),
        sa.Column("late_since", sa.String(32), nullable=True),
        sa.Column("asks", sa.String(20), nullable=True),
        sa.Column("received", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("wording_key", sa.BigInteger(), nullable=False, server_default="0"),
        sa.Column("limit_key", sa.BigInteger(), nullable=False, server_default="0"),
    ):
        op.add_column("obligations", column)
    _fill()
    for name in ("plan", "agency", "missed_at"):
        op.drop_index(op.f(f"ix_obligations_{name}"), table_name="obligations")
    for names in INDEXED:
        op.create_index(op.f(f"ix_obligations_{'_'.join(names)}"), "obligations", list(names), unique=False)


def _fill() -> None:
    bind = op.get_bind()
    moments = {name: sa.column(name, Moment) for name in ("soon_at", "late_since")}
    others = {name: sa.column(name) for name in ("standing", "alert", "asks", "received", "wording_key", "limit_key")}
    written = sa.table("obligations", sa.column("id"), *map(sa.column, READ), *moments.values(), *others.values())
    update = sa.update(written).where(written.c.place == sa.bindparam("its_place"))
    last = -1
    query = sa.select(*(written.c[name] for name in READ)).order_by(written.c.place).limit(AT_ONCE)
    op.create_index("filling", "obligations", ["place"])
    while rows := bind.execute(query.where(written.c.place > last)).mappings().all():
        bind.execute(update, [_reckoned(row) for row in rows])
        last = rows[-1]["place"]
    op.drop_index("filling", table_name="obligations")


def _reckoned(row: Mapping[str, Any]) -> dict[str, Any]:
    tracked = tracked_of(row)  # type: ignore[arg-type]
    wording = definition_row(tracked.obligation)["wording_key"]
    listed = list_columns(tracked.facts, soon_at(tracked.facts, default_calendar()))
    return {"its_place": row["place"], "wording_key": wording, **listed}
