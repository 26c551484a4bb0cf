"""The text of a plan's document is kept beside its spec, so that a quotation can be shown in its place on any machine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the text."""
    op.add_column("plans", sa.Column("source", sa.Text(), nullable=True))
