"""Letters that a person has let go leave a little later, so that it can still be undone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment."""
    op.add_column("letters", sa.Column("leaves_at", sa.String(32), nullable=True))
    op.create_index(op.f("ix_letters_leaves_at"), "letters", ["leaves_at"], unique=False)
