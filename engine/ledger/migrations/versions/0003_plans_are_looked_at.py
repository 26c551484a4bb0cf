"""Plans say when a run must look at them again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment, and its index."""
    op.add_column("plans", sa.Column("look_at", sa.String(32), nullable=True))
    op.create_index(op.f("ix_plans_look_at"), "plans", ["look_at"], unique=False)
