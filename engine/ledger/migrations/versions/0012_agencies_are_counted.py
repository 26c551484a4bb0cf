"""How much each agency owes and how often it was late is counted from one index, whatever a ledger holds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index what an agency owes by where it stands, and what an agency was called about."""
    op.create_index("ix_obligations_agency_stands", "obligations", ["agency", "standing", "missed_at", "soon_at", "plan"])
    where = "called_at IS NOT NULL"
    columns = ["agency", "called_at"]
    op.create_index(
        "ix_obligations_called",
        "obligations",
        columns,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
