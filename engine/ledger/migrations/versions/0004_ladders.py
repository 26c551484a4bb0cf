"""Obligations keep their ladder, and whether anybody watches them; letters say for whom they are and when they may leave."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


HELD = "uq_letter_one_held_a_contact"


def upgrade() -> None:
    """Add what is absent for everything written so far: the usual ladder, letters to agencies on working days."""
    op.add_column("obligations", sa.Column("ladder", sa.Text(), nullable=True))
    op.add_column("obligations", sa.Column("unwatched", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index(op.f("ix_obligations_unwatched"), "obligations", ["unwatched"], unique=False)
    op.add_column("letters", sa.Column("audience", sa.String(10), nullable=False, server_default="agency"))
    op.add_column("letters", sa.Column("plan", sa.String(80), nullable=False, server_default=sa.text("''")))
    op.add_column("letters", sa.Column("any_day", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("letters", sa.Column("follows", sa.String(120), nullable=True))
    op.create_table(
        "bodies",
        sa.Column("letter", sa.String(24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["letter"], ["letters.uid"], name=op.f("fk_bodies_letter")),
        sa.PrimaryKeyConstraint("letter", name=op.f("pk_bodies")),
    )
    op.execute("INSERT INTO bodies (letter, text, html) SELECT uid, text, html FROM letters")
    op.drop_column("letters", "text")
    op.drop_column("letters", "html")
    held = {"sqlite_where": sa.text("status = 'held'"), "postgresql_where": sa.text("status = 'held'")}
    op.drop_index(HELD, table_name="letters")
    op.create_index(HELD, "letters", ["email", "audience", "plan"], unique=True, **held)
    with op.batch_alter_table("reminders") as batch:
        batch.alter_column("rung", existing_type=sa.String(20), type_=sa.String(40))
