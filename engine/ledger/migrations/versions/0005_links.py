"""Links are rows: known by a digest, revoked and handed over one by one, whatever becomes of the secret."""

from __future__ import annotations

import hashlib
import re

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


TOKEN = re.compile(r"/x/(\S+)$", re.MULTILINE)
AT_ONCE = 500


def upgrade() -> None:
    """Make the table, and a row of it for the link in every letter written so far."""
    op.create_table(
        "links",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("letter", sa.String(length=24), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("made_at", sa.String(length=32), nullable=False),
        sa.Column("expires_at", sa.String(length=32), nullable=False),
        sa.Column("revoked_at", sa.String(length=32), nullable=True),
        sa.Column("came_from", sa.String(length=64), nullable=True),
        sa.Column("handed_to", sa.Text(), nullable=True),
        sa.Column("handed_by", sa.Text(), nullable=True),
        sa.Column("handed_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["letter"], ["letters.uid"], name=op.f("fk_links_letter")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_letter"), "links", ["letter"], unique=False)
    op.create_index(op.f("ix_links_email"), "links", ["email"], unique=False)
    _take_over()
    op.drop_column("letters", "expires_at")
    op.drop_column("letters", "revoked_at")


def _take_over() -> None:
    """Know the links that stand in the letters by their digests, with what was known of them."""
    bind = op.get_bind()
    links = sa.table("links", *map(sa.column, ("digest", "letter", "email", "made_at", "expires_at", "revoked_at")))
    written = sa.table("letters", *map(sa.column, ("uid", "email", "drafted_at", "expires_at", "revoked_at")))
    bodies = sa.table("bodies", sa.column("letter"), sa.column("text"))
    query = sa.select(written, bodies.c.text).join(bodies, bodies.c.letter == written.c.uid)
    for letters in bind.execute(query).mappings().partitions(AT_ONCE):
        rows = [
            {
                "digest": hashlib.sha256(found[1].encode()).hexdigest(),
                "letter": letter["uid"],
                "email": letter["email"],
                "made_at": letter["drafted_at"],
                "expires_at": letter["expires_at"],
                "revoked_at": letter["revoked_at"],
            }
            for letter in letters
            if (found := TOKEN.search(letter["text"]))
        ]
        if rows:
            bind.execute(sa.insert(links), rows)
