"""The tables. Idempotence lives here, as unique constraints with names.

Instants are ISO 8601 text in Vietnam's time with microseconds, always of one length: they sort as they read, on every
database alike, and what was hashed into the log is what is stored.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import sqlalchemy as sa

from engine.deadlines.rules import VIETNAM

SCHEMA = "0012"


class Moment(sa.types.TypeDecorator[dt.datetime]):
    """An instant, stored as `2024-12-10T08:00:00.000000+07:00`."""

    impl = sa.String(32)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Any) -> str | None:
        """Write the instant in Vietnam's time."""
        return None if value is None else moment_text(value)

    def process_result_value(self, value: str | None, dialect: Any) -> dt.datetime | None:
        """Read it back, with its zone."""
        return None if value is None else dt.datetime.fromisoformat(value).astimezone(VIETNAM)


def moment_text(at: dt.datetime) -> str:
    """Return the one spelling of an instant."""
    return at.astimezone(VIETNAM).isoformat(timespec="microseconds")


NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
}
metadata = sa.MetaData(naming_convention=NAMES)


def _index_among(table: sa.Table, name: str, columns: tuple[str, ...], where: str, *, unique: bool = False) -> None:
    """Index the rows for which `where` holds, and no others; `unique` lets no two of them agree in `columns`.

    PostgreSQL hears of the condition when the table is made: naming its dialect here would import it, in every process.
    """
    index = sa.Index(name, *(table.c[column] for column in columns), unique=unique, sqlite_where=sa.text(where))

    @sa.event.listens_for(table, "before_create")
    def _tell_postgresql(_table: sa.Table, connection: sa.Connection, **_: Any) -> None:
        if connection.dialect.name == "postgresql":
            index.dialect_options["postgresql"]["where"] = sa.text(where)


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

plans = sa.Table(
    "plans",
    metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("applied_at", Moment, nullable=False),
    sa.Column("header", sa.Text, nullable=False),
    sa.Column("spec", sa.Text, nullable=False),
    sa.Column("look_at", Moment, index=True),
    sa.Column("source", sa.Text),  # the text of its document, where it was at hand
)

agencies = sa.Table(
    "agencies",
    metadata,
    sa.Column("id", sa.String(80), primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("relation", sa.String(20), nullable=False),
)

contacts = sa.Table(
    "contacts",
    metadata,
    sa.Column("agency", sa.String(80), sa.ForeignKey("agencies.id"), primary_key=True),
    sa.Column("post", sa.String(10), primary_key=True),
    sa.Column("email", sa.String(254), nullable=False, index=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("position", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
)

absences = sa.Table(
    "absences",
    metadata,
    sa.Column("agency", sa.String(80), primary_key=True),
    sa.Column("post", sa.String(10), primary_key=True),
    sa.Column("start", sa.Date, primary_key=True),
    sa.Column("end", sa.Date, nullable=False),
    sa.Column("substitute", sa.String(254)),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(["agency", "post"], ["contacts.agency", "contacts.post"]),
)

obligations = sa.Table(
    "obligations",
    metadata,
    sa.Column("id", sa.String(400), primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("plan", sa.String(80), sa.ForeignKey("plans.id"), nullable=False),
    sa.Column("task", sa.String(80), nullable=False),
    sa.Column("agency", sa.String(80), sa.ForeignKey("agencies.id"), nullable=False),
    sa.Column("occurrence", sa.String(40), nullable=False),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("role", sa.String(10), nullable=False),
    sa.Column("basis", sa.String(10), nullable=False),
    sa.Column("section", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("to", sa.String(80)),
    sa.Column("via", sa.String(80)),
    sa.Column("due", sa.Text, nullable=False),
    sa.Column("ladder", sa.Text),
    sa.Column("facts", sa.Text, nullable=False),
    sa.Column("missed_at", Moment),
    sa.Column("next_action_at", Moment, index=True),
    sa.Column("unwatched", sa.Boolean, nullable=False, server_default=sa.false(), index=True),
    # what follows from the facts and the text, kept beside them for lists: see rows.py
    sa.Column("standing", sa.String(16), nullable=False, server_default="open"),
    sa.Column("soon_at", Moment),
    sa.Column("alert", sa.String(12)),
    sa.Column("late_since", Moment),
    sa.Column("asks", sa.String(20)),
    sa.Column("received", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("wording_key", sa.BigInteger, nullable=False, server_default="0", index=True),
    sa.Column("limit_key", sa.BigInteger, nullable=False, server_default="0", index=True),
    # what follows from the facts for whom to call, and for what our own office owes: see rows.py
    sa.Column("own", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("called_at", Moment),
    sa.Column("unheard_since", Moment),
    sa.Column("owed_at", Moment),
    sa.Index(None, "plan", "place"),
    sa.Index(None, "agency", "place"),
    sa.Index(None, "missed_at", "place"),
    sa.Index(None, "standing", "missed_at", "soon_at"),
    sa.Index(None, "late_since", "place", "alert"),
    sa.Index("ix_obligations_agency_stands", "agency", "standing", "missed_at", "soon_at", "plan"),
)
# of the rare only the rare is indexed: where nobody asks for anything, a full index would be held for useless
_index_among(obligations, "ix_obligations_asks", ("asks",), "asks IS NOT NULL")
_index_among(obligations, "ix_obligations_unheard", ("agency", "unheard_since"), "unheard_since IS NOT NULL")
_index_among(obligations, "ix_obligations_owed", ("owed_at", "place"), "owed_at IS NOT NULL")
_index_among(obligations, "ix_obligations_called", ("agency", "called_at"), "called_at IS NOT NULL")

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("obligation", sa.String(400), sa.ForeignKey("obligations.id"), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("raised_at", Moment, nullable=False),
    sa.Column("state", sa.String(12), nullable=False, index=True),
    sa.UniqueConstraint("obligation", "version", name="uq_alert_once_a_deadline"),
)

letters = sa.Table(
    "letters",
    metadata,
    sa.Column("uid", sa.String(24), primary_key=True),
    sa.Column("email", sa.String(254), nullable=False),
    sa.Column("kind", sa.String(12), nullable=False),
    sa.Column("mode", sa.String(4), nullable=False),
    sa.Column("status", sa.String(10), nullable=False, index=True),
    sa.Column("day", sa.Date, nullable=False),
    sa.Column("drafted_at", Moment, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("released_at", Moment),
    sa.Column("sent_at", Moment, index=True),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("message_id", sa.String(120), nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("claimed_by", sa.String(120)),
    sa.Column("claimed_until", sa.Float),
    sa.Column("audience", sa.String(10), nullable=False, server_default="agency"),
    sa.Column("plan", sa.String(80), nullable=False, server_default=sa.text("''")),
    sa.Column("any_day", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("follows", sa.String(120)),
    sa.Column("leaves_at", Moment, index=True),  # let go by a person, who may still take it back until then
    sa.UniqueConstraint("message_id", name="uq_letter_message_id"),
)
_ONE_A_DAY, _ONE_HELD = "mode = 'auto' AND status <> 'dropped'", "status = 'held'"
_index_among(letters, "uq_letter_one_a_contact_a_day", ("email", "day"), _ONE_A_DAY, unique=True)
_index_among(letters, "uq_letter_one_held_a_contact", ("email", "audience", "plan"), _ONE_HELD, unique=True)

bodies = sa.Table(  # apart from their letters, whose rows change several times on their way
    "bodies",
    metadata,
    sa.Column("letter", sa.String(24), sa.ForeignKey("letters.uid"), primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("html", sa.Text, nullable=False),
    sa.Column("calendar", sa.Text),
)

reminders = sa.Table(
    "reminders",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("obligation", sa.String(400), sa.ForeignKey("obligations.id"), nullable=False),
    sa.Column("rung", sa.String(40), nullable=False),
    sa.Column("email", sa.String(254)),  # none once the letter has come back: it was not said, and may be said again
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("letter", sa.String(24), sa.ForeignKey("letters.uid"), nullable=False, index=True),
    sa.UniqueConstraint("obligation", "rung", "email", "version", name="uq_reminder_once_a_rung"),
)

answers = sa.Table(
    "answers",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("obligation", sa.String(400), sa.ForeignKey("obligations.id"), nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.Column("letter", sa.String(24), sa.ForeignKey("letters.uid"), index=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.UniqueConstraint("obligation", "digest", name="uq_answer_once"),
)

links = sa.Table(
    "links",
    metadata,
    sa.Column("digest", sa.String(64), primary_key=True),
    sa.Column("letter", sa.String(24), sa.ForeignKey("letters.uid"), nullable=False, index=True),
    sa.Column("email", sa.String(254), nullable=False, index=True),
    sa.Column("made_at", Moment, nullable=False),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("revoked_at", Moment),
    sa.Column("came_from", sa.String(64)),
    sa.Column("handed_to", sa.Text),
    sa.Column("handed_by", sa.Text),
    sa.Column("handed_at", Moment),
)

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("rows", sa.Integer, nullable=False),
    sa.Column("newest", sa.Date),
)

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("fingerprint", sa.String(64), nullable=False),
    sa.Column("obligation", sa.String(400), sa.ForeignKey("obligations.id"), nullable=False),
    sa.Column("import", sa.Integer, sa.ForeignKey("imports.id"), nullable=False),
    sa.Column("sender", sa.Text, nullable=False),
    sa.Column("number", sa.Text, nullable=False),
    sa.Column("summary", sa.Text, nullable=False),
    sa.Column("dated", sa.Date),
    sa.Column("arrived", sa.Date),
    sa.UniqueConstraint("fingerprint", "obligation", name="uq_document_proposed_once"),
)

mails = sa.Table(
    "mails",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("message_id", sa.String(255), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("sender", sa.String(254), nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("letter", sa.String(24), sa.ForeignKey("letters.uid"), index=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("files", sa.Text, nullable=False),
    sa.Column("settled_at", Moment),
    sa.Column("settled_by", sa.Text),
    sa.UniqueConstraint("message_id", name="uq_mail_read_once"),
)
_index_among(mails, "ix_mails_waiting", ("kind", "id"), "settled_at IS NULL")

returns = sa.Table(
    "returns",
    metadata,
    sa.Column("email", sa.String(254), primary_key=True),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
)

events = sa.Table(
    "events",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", sa.String(32), nullable=False, index=True),
    sa.Column("kind", sa.String(30), nullable=False),
    sa.Column("plan", sa.String(80)),
    sa.Column("obligation", sa.String(400), index=True),
    sa.Column("letter", sa.String(24), index=True),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("key_id", sa.String(16), nullable=False),
    sa.Column("hash", sa.String(64), nullable=False),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False, index=True),
    sa.Column("result", sa.Text, nullable=False),
)
