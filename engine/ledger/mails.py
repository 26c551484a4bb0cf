"""What came back by mail, as the ledger keeps it: each message once, and the addresses that take no letters.

A letter is known by its Message-ID alone, which holds 96 random bits: who does not have the letter cannot speak of it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from engine.ledger.tables import contacts, events, letters, mails, meta, moment_text, obligations, reminders, returns

if TYPE_CHECKING:  # lists show mails; they need not know how one is read
    from engine.mail.incoming import Incoming, MailKind

INBOX = "inbox"
SOFT_UNTIL = 3  # so many letters returned softly, within this time, and the address takes no letters
SOFT_WITHIN = dt.timedelta(days=14)
MOST_IDS = 100


@dataclass(frozen=True)
class SentLetter:
    """A letter that something came back to."""

    uid: str
    email: str
    status: str


@dataclass(frozen=True)
class KeptFile:
    """An attachment: its name, size in bytes, and the hash it is kept under; None for one that was too large to keep."""

    name: str
    size: int
    sha256: str | None


@dataclass(frozen=True)
class MailRow:
    """One message as lists show it; `number` is what a person calls it by. `obligations` are those its letter spoke of."""

    number: int
    at: dt.datetime
    sender: str
    subject: str
    kind: MailKind
    letter: str | None
    letter_subject: str | None
    to: str | None
    text: str
    files: tuple[KeptFile, ...]
    settled_at: dt.datetime | None
    settled_by: str | None
    obligations: tuple[str, ...]


def place_read(connection: sa.Connection) -> str:
    """Return how far the mailbox was read; empty before the first time."""
    return connection.execute(sa.select(meta.c.value).where(meta.c.key == INBOX)).scalar() or ""


def read_on_from(connection: sa.Connection, place: str) -> None:
    """Remember how far the mailbox was read."""
    connection.execute(sa.delete(meta).where(meta.c.key == INBOX))
    connection.execute(sa.insert(meta).values(key=INBOX, value=place))


def first_letter_at(connection: sa.Connection) -> dt.datetime | None:
    """Return when the first letter left; nothing can come back before."""
    return connection.execute(sa.select(sa.func.min(letters.c.sent_at))).scalar()


def is_kept(connection: sa.Connection, message_id: str) -> bool:
    """Say whether a message was read before."""
    return connection.execute(sa.select(mails.c.id).where(mails.c.message_id == message_id)).first() is not None


def letter_of(connection: sa.Connection, message_ids: Iterable[str]) -> SentLetter | None:
    """Return the letter that the first of these Message-IDs is of."""
    wanted = list(message_ids)[:MOST_IDS]
    query = sa.select(letters.c.message_id, letters.c.uid, letters.c.email, letters.c.status)
    found = {row.message_id: row for row in connection.execute(query.where(letters.c.message_id.in_(wanted)))}
    return next((_sent(found[one]) for one in wanted if one in found), None)


def letter_with_subject(connection: sa.Connection, email: str, subject: str) -> SentLetter | None:
    """Return the newest letter to an address whose subject stands in `subject`: its mail program names no letter."""
    query = sa.select(letters).where(letters.c.email == email, letters.c.sent_at.is_not(None))
    rows = connection.execute(query.order_by(letters.c.sent_at.desc()))
    return next((_sent(row) for row in rows if row.subject in subject), None)


def _sent(row: sa.Row[Any]) -> SentLetter:
    return SentLetter(row.uid, row.email, row.status)


def knows(connection: sa.Connection, addresses: Collection[str]) -> bool:
    """Say whether one of these addresses is a contact's, or was written to."""
    contact = sa.select(contacts.c.email).where(sa.func.lower(contacts.c.email).in_(addresses)).limit(1)
    written = sa.select(letters.c.email).where(letters.c.email.in_(addresses)).limit(1)
    return any(connection.execute(query).first() is not None for query in (contact, written))


def keep(
    connection: sa.Connection, mail: Incoming, at: dt.datetime, letter: str | None, files: Collection[KeptFile]
) -> int:
    """Keep a message; return its number."""
    row = {
        "message_id": mail.message_id,
        "at": at,
        "sender": mail.sender,
        "subject": mail.subject,
        "kind": mail.kind,
        "letter": letter,
        "text": mail.text,
        "files": json.dumps([vars(file) for file in files], ensure_ascii=False),
    }
    done = connection.execute(sa.insert(mails).values(row)).inserted_primary_key
    assert done is not None
    return int(done[0])


def settle(connection: sa.Connection, number: int, at: dt.datetime, by: str) -> None:
    """Say that a message waits for nobody any more."""
    connection.execute(sa.update(mails).where(mails.c.id == number).values(settled_at=at, settled_by=by))


def has_returned_before(connection: sa.Connection, letter: str, but: int) -> bool:
    """Say whether another message told of this letter's return."""
    told = (mails.c.letter == letter) & mails.c.kind.in_(("hard", "soft")) & (mails.c.id != but)
    return connection.execute(sa.select(mails.c.id).where(told).limit(1)).first() is not None


def count_return(connection: sa.Connection, email: str, at: dt.datetime, why: str, *, hard: bool) -> None:
    """Note that a letter came back from an address: at once it takes none when that is hard, else after SOFT_UNTIL."""
    known = connection.execute(sa.select(returns).where(returns.c.email == email)).first()
    goes_on = known is not None and (known.kind == "hard" or known.at + SOFT_WITHIN >= at)
    times = known.times + 1 if known is not None and goes_on else 1
    dead = hard or times >= SOFT_UNTIL or (known is not None and known.kind == "hard")
    since = known.at if known is not None and goes_on and (known.kind == "hard" or not dead) else at
    row = {"kind": "hard" if dead else "soft", "times": times, "at": since, "why": why}
    connection.execute(sa.delete(returns).where(returns.c.email == email))
    connection.execute(sa.insert(returns).values(email=email, **row))


def takes_no_letters(connection: sa.Connection, email: str) -> bool:
    """Say whether an address returns letters."""
    query = sa.select(returns.c.email).where(returns.c.email == email, returns.c.kind == "hard")
    return connection.execute(query).first() is not None


def trust_again(connection: sa.Connection, emails: Collection[str]) -> list[str]:
    """Forget that letters came back from addresses that a person has confirmed; return which of them there were."""
    theirs = returns.c.email.in_({email.lower() for email in emails})
    known = sorted(connection.execute(sa.select(returns.c.email).where(theirs)).scalars())
    connection.execute(sa.delete(returns).where(theirs))
    return known


@dataclass(frozen=True)
class ReturnedAddress:
    """An address that takes no letters, since when and why."""

    email: str
    at: dt.datetime
    why: str


def returned_addresses(connection: sa.Connection, at: dt.datetime) -> dict[str, ReturnedAddress]:
    """Return the addresses known by `at` to take no letters."""
    query = sa.select(returns.c.email, returns.c.at, returns.c.why).where(returns.c.kind == "hard", returns.c.at <= at)
    return {row.email: ReturnedAddress(*row) for row in connection.execute(query)}


def why_returned(connection: sa.Connection, email: str) -> str:
    """Return why letters came back from an address, in words; empty where none did."""
    return connection.execute(sa.select(returns.c.why).where(returns.c.email == email.lower())).scalar() or ""


def mark_returned(connection: sa.Connection, letter: str) -> None:
    """Say of a letter that left that it has come back."""
    this = (letters.c.uid == letter) & (letters.c.status == "sent")
    connection.execute(sa.update(letters).where(this).values(status="returned"))


def unsaid(connection: sa.Connection, email: str) -> dict[str, str]:
    """Return the letters to an address that came back or have not left, as uid to status, and still stand for rungs."""
    stands = sa.select(reminders.c.letter).where(reminders.c.email == email)
    theirs = letters.c.status.in_(("returned", "held", "pending")) & letters.c.uid.in_(stands)
    query = sa.select(letters.c.uid, letters.c.status).where(theirs).order_by(letters.c.drafted_at, letters.c.uid)
    return dict(connection.execute(query).tuples().all())


def take_back(connection: sa.Connection, letter: str) -> dict[str, list[tuple[str, int]]]:
    """Let a letter stand for nothing any more; return what it stood for: rungs and deadline versions by obligation."""
    query = sa.select(reminders).where(reminders.c.letter == letter).order_by(reminders.c.id)
    found: dict[str, list[tuple[str, int]]] = {}
    for row in connection.execute(query):
        found.setdefault(row.obligation, []).append((row.rung, row.version))
    connection.execute(sa.update(reminders).where(reminders.c.letter == letter).values(email=None))
    return found


def waiting_mails(connection: sa.Connection, *, settled: bool = False) -> list[MailRow]:
    """Return what came back and waits for a person, the oldest first; with `settled` all that ever came."""
    query = sa.select(mails).order_by(mails.c.id)
    return _rows(connection, query if settled else query.where(mails.c.settled_at.is_(None)))


def mail_row(connection: sa.Connection, number: int) -> MailRow | None:
    """Return one message."""
    return next(iter(_rows(connection, sa.select(mails).where(mails.c.id == number))), None)


def waiting_numbers(connection: sa.Connection, *, replies: bool) -> list[int]:
    """Return the numbers of the replies that wait, or of all else that does, the oldest first: an index alone."""
    kind = mails.c.kind == "reply" if replies else mails.c.kind != "reply"
    waiting = sa.select(mails.c.id).where(mails.c.settled_at.is_(None), kind)
    return sorted(connection.execute(waiting).scalars())


def mail_rows(connection: sa.Connection, numbers: Collection[int]) -> list[MailRow]:
    """Return the messages of these numbers, the oldest first."""
    return _rows(connection, sa.select(mails).where(mails.c.id.in_(numbers)).order_by(mails.c.id))


def owed_from(connection: sa.Connection, address: str, most: int = 20) -> list[str]:
    """Return what the agency of an address still owes, what is due first first."""
    theirs = sa.select(contacts.c.agency).where(sa.func.lower(contacts.c.email) == address.lower())
    query = sa.select(obligations.c.id).where(obligations.c.agency.in_(theirs), obligations.c.standing == "open")
    order = (obligations.c.missed_at.is_(None), obligations.c.missed_at, obligations.c.place)
    return list(connection.execute(query.order_by(*order).limit(most)).scalars())


def waiting_at(connection: sa.Connection, at: dt.datetime) -> list[MailRow]:
    """Return what had come back by `at`, was read by then and not yet settled, the oldest first."""
    query = sa.select(events.c.data).where(events.c.kind == "mail_read", events.c.at > moment_text(at))
    later = {json.loads(data)["number"] for data in connection.execute(query).scalars()}
    waits = mails.c.settled_at.is_(None) | (mails.c.settled_at > at)
    rows = _rows(connection, sa.select(mails).where(mails.c.at <= at, waits).order_by(mails.c.id))
    return [row for row in rows if row.number not in later]


def _rows(connection: sa.Connection, query: sa.Select[Any]) -> list[MailRow]:
    found = connection.execute(query).mappings().all()
    about = _letters(connection, {row["letter"] for row in found if row["letter"]})
    return [_row(row, about) for row in found]


def _row(row: sa.RowMapping, about: dict[str, tuple[str, str, tuple[str, ...]]]) -> MailRow:
    plain = ("at", "sender", "subject", "kind", "letter", "text", "settled_at", "settled_by")
    subject, to, obligations = about.get(row["letter"], (None, None, ()))
    return MailRow(
        number=row["id"],
        letter_subject=subject,
        to=to,
        files=tuple(KeptFile(**file) for file in json.loads(row["files"])),
        obligations=obligations,
        **{name: row[name] for name in plain},
    )


def _letters(connection: sa.Connection, uids: set[str]) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Return subject, address and obligations of letters."""
    spoken = sa.select(reminders.c.letter, reminders.c.obligation).where(reminders.c.letter.in_(uids))
    obligations: dict[str, list[str]] = {uid: [] for uid in uids}
    for uid, obligation in connection.execute(spoken.order_by(reminders.c.id)):
        obligations[uid].append(obligation)
    query = sa.select(letters.c.uid, letters.c.subject, letters.c.email).where(letters.c.uid.in_(uids))
    return {
        uid: (subject, email, tuple(dict.fromkeys(obligations[uid])))
        for uid, subject, email in connection.execute(query).tuples()
    }
