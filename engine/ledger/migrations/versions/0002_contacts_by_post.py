"""Contacts by post, and their absences. Those known before are the officials."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEFORE = sa.table("contacts", *(sa.column(name) for name in ("agency", "email", "name", "position", "phone")))


def upgrade() -> None:
    """Make the table of contacts anew with a post for each, and the table of absences."""
    known = [dict(row) for row in op.get_bind().execute(sa.select(BEFORE)).mappings()]
    op.drop_table("contacts")
    contacts = op.create_table(
        "contacts",
        sa.Column("agency", sa.String(length=80), nullable=False),
        sa.Column("post", sa.String(length=10), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.id"], name=op.f("fk_contacts_agency")),
        sa.PrimaryKeyConstraint("agency", "post", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_email"), "contacts", ["email"], unique=False)
    op.bulk_insert(contacts, [{"post": "official", **row} for row in known])
    op.create_table(
        "absences",
        sa.Column("agency", sa.String(length=80), nullable=False),
        sa.Column("post", sa.String(length=10), nullable=False),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("substitute", sa.String(length=254), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agency", "post"], ["contacts.agency", "contacts.post"], name=op.f("fk_absences_agency")
        ),
        sa.PrimaryKeyConstraint("agency", "post", "start", name=op.f("pk_absences")),
    )
