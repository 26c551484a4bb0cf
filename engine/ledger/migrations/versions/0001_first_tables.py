"""Plans, agencies, contacts, obligations, alerts, letters, reminders, answers, events, runs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the first tables."""
    op.create_table(
        "agencies",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agencies")),
    )
    op.create_table(
        "events",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("plan", sa.String(length=80), nullable=True),
        sa.Column("obligation", sa.String(length=400), nullable=True),
        sa.Column("letter", sa.String(length=24), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("key_id", sa.String(length=16), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_at"), "events", ["at"], unique=False)
    op.create_index(op.f("ix_events_letter"), "events", ["letter"], unique=False)
    op.create_index(op.f("ix_events_obligation"), "events", ["obligation"], unique=False)
    op.create_table(
        "letters",
        sa.Column("uid", sa.String(length=24), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("mode", sa.String(length=4), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("drafted_at", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False),
        sa.Column("revoked_at", sa.String(32), nullable=True),
        sa.Column("released_at", sa.String(32), nullable=True),
        sa.Column("sent_at", sa.String(32), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("claimed_by", sa.String(length=120), nullable=True),
        sa.Column("claimed_until", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("uid", name=op.f("pk_letters")),
        sa.UniqueConstraint("message_id", name="uq_letter_message_id"),
    )
    op.create_index(op.f("ix_letters_sent_at"), "letters", ["sent_at"], unique=False)
    op.create_index(op.f("ix_letters_status"), "letters", ["status"], unique=False)
    op.create_index(
        "uq_letter_one_a_contact_a_day",
        "letters",
        ["email", "day"],
        unique=True,
        sqlite_where=sa.text("mode = 'auto' AND status <> 'dropped'"),
        postgresql_where=sa.text("mode = 'auto' AND status <> 'dropped'"),
    )
    op.create_index(
        "uq_letter_one_held_a_contact",
        "letters",
        ["email"],
        unique=True,
        sqlite_where=sa.text("status = 'held'"),
        postgresql_where=sa.text("status = 'held'"),
    )
    op.create_table(
        "meta",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_meta")),
    )
    op.create_table(
        "plans",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.String(32), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("spec", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plans")),
    )
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("result", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
    )
    op.create_index(op.f("ix_runs_at"), "runs", ["at"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("agency", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.id"], name=op.f("fk_contacts_agency")),
        sa.PrimaryKeyConstraint("agency", name=op.f("pk_contacts")),
    )
    op.create_index(op.f("ix_contacts_email"), "contacts", ["email"], unique=False)
    op.create_table(
        "obligations",
        sa.Column("id", sa.String(length=400), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("plan", sa.String(length=80), nullable=False),
        sa.Column("task", sa.String(length=80), nullable=False),
        sa.Column("agency", sa.String(length=80), nullable=False),
        sa.Column("occurrence", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("basis", sa.String(length=10), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("to", sa.String(length=80), nullable=True),
        sa.Column("via", sa.String(length=80), nullable=True),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("missed_at", sa.String(32), nullable=True),
        sa.Column("next_action_at", sa.String(32), nullable=True),
        sa.ForeignKeyConstraint(["agency"], ["agencies.id"], name=op.f("fk_obligations_agency")),
        sa.ForeignKeyConstraint(["plan"], ["plans.id"], name=op.f("fk_obligations_plan")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_obligations")),
    )
    op.create_index(op.f("ix_obligations_agency"), "obligations", ["agency"], unique=False)
    op.create_index(op.f("ix_obligations_missed_at"), "obligations", ["missed_at"], unique=False)
    op.create_index(op.f("ix_obligations_next_action_at"), "obligations", ["next_action_at"], unique=False)
    op.create_index(op.f("ix_obligations_plan"), "obligations", ["plan"], unique=False)
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.String(length=400), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.String(32), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(["obligation"], ["obligations.id"], name=op.f("fk_alerts_obligation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alerts")),
        sa.UniqueConstraint("obligation", "version", name="uq_alert_once_a_deadline"),
    )
    op.create_index(op.f("ix_alerts_state"), "alerts", ["state"], unique=False)
    op.create_table(
        "answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.String(length=400), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("letter", sa.String(length=24), nullable=True),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["letters.uid"], name=op.f("fk_answers_letter")),
        sa.ForeignKeyConstraint(["obligation"], ["obligations.id"], name=op.f("fk_answers_obligation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
        sa.UniqueConstraint("obligation", "digest", name="uq_answer_once"),
    )
    op.create_index(op.f("ix_answers_letter"), "answers", ["letter"], unique=False)
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("obligation", sa.String(length=400), nullable=False),
        sa.Column("rung", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(length=24), nullable=False),
        sa.ForeignKeyConstraint(["letter"], ["letters.uid"], name=op.f("fk_reminders_letter")),
        sa.ForeignKeyConstraint(["obligation"], ["obligations.id"], name=op.f("fk_reminders_obligation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint("obligation", "rung", "email", "version", name="uq_reminder_once_a_rung"),
    )
    op.create_index(op.f("ix_reminders_letter"), "reminders", ["letter"], unique=False)
