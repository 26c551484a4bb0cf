"""Collect: read what came back by mail, so that the same run writes to the next contact where a letter did not arrive.

Nothing that comes by mail causes a letter or decides anything by itself, but for one thing: a mail server that says, of
the very address that a letter of ours went to, that it does not exist. Then what this letter stood for was not said, and
will be said to the next contact. Replies wait for the coordinator. Whatever is neither about a letter of ours nor from
an address on record stays in the mailbox, which people may share, and leaves no trace here.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import sqlalchemy as sa

from engine.attachments import keep as keep_file
from engine.ledger import mails, outbox
from engine.ledger.ledger import Ledger
from engine.ledger.mails import KeptFile, SentLetter
from engine.ledger.unit import Unit
from engine.mail.inboxes import Inbox, InboxError
from engine.mail.incoming import Arrival, Incoming, read, unreadable
from engine.mail.message import split_address
from engine.mail.verdicts import REASON_WORDS, Verdict
from engine.obligations.history import OPENING
from engine.steps.actors import AUTOMATIC

AT_MOST = 2_000  # messages a run; the next one reads on
AT_ONCE = 50  # messages a transaction, or
BYTES_AT_ONCE = 32 * 1024 * 1024
LARGEST_FILE = 20 * 1024 * 1024
SETTLED_AT_ONCE = ("auto", "loop")


@dataclass(frozen=True)
class Collected:
    """What the step did: messages kept, of those replies, letters that came back; `trouble` is for the person who looks."""

    kept: int = 0
    replies: int = 0
    returned: int = 0
    trouble: str | None = None


def collect(ledger: Ledger, inbox: Inbox, at: dt.datetime) -> Collected:
    """Read what has come since the last time; before the first letter has left there is nothing to read."""
    with ledger.read() as connection:
        first, place = mails.first_letter_at(connection), mails.place_read(connection)
    if first is None:
        return Collected()
    collecting = _Collecting(ledger, at)
    try:
        for arrivals in _batches(islice(inbox.arrivals(place, first.date()), AT_MOST), collecting):
            collecting.take(arrivals)
    finally:
        inbox.close()
    return collecting.result()


def _batches(arrivals: Iterator[Arrival], collecting: _Collecting) -> Iterator[list[Arrival]]:
    """Yield some at a time; what came before a failure too."""
    batch: list[Arrival] = []
    try:
        for arrival in arrivals:
            batch.append(arrival)
            if len(batch) >= AT_ONCE or sum(len(one.raw) for one in batch) >= BYTES_AT_ONCE:
                yield batch
                batch = []
    except InboxError as error:
        collecting.trouble = error.message
    if batch:
        yield batch


class _Collecting:
    """One pass over a mailbox."""

    def __init__(self, ledger: Ledger, at: dt.datetime) -> None:
        self.ledger, self.at = ledger, at
        self.own = split_address(ledger.settings.mail_from)[1]
        self.kept: list[Incoming] = []
        self.returned = 0
        self.trouble: str | None = None

    def result(self) -> Collected:
        replies = sum(one.kind == "reply" for one in self.kept)
        return Collected(len(self.kept), replies, self.returned, self.trouble)

    def take(self, arrivals: list[Arrival]) -> None:
        """Keep what is ours of some messages, in one transaction with how far the mailbox was read."""
        understood = [(arrival, understand(arrival, self.own)) for arrival in arrivals if arrival.raw]
        with self.ledger.write(self.at, AUTOMATIC) as unit:
            for arrival, mail in understood:
                if not mails.is_kept(unit.connection, mail.message_id):
                    self._keep(unit, arrival, mail)
            mails.read_on_from(unit.connection, arrivals[-1].place)
            self.ledger.commit(unit)

    def _keep(self, unit: Unit, arrival: Arrival, mail: Incoming) -> None:
        letter = _letter(unit.connection, mail)
        if letter is None and not _concerns_us(unit.connection, mail):
            return
        at = min(arrival.at or unit.at, unit.at)
        uid = letter.uid if letter else None
        number = mails.keep(unit.connection, mail, at, uid, self._files(arrival, mail))
        unit.note("mail_read", {"number": number, "from": mail.sender, "kind": mail.kind}, letter=uid)
        self.kept.append(mail)
        if mail.kind in SETTLED_AT_ONCE:
            mails.settle(unit.connection, number, unit.at, AUTOMATIC)
        if letter and mail.kind == "reply":
            _reply(unit, letter, number, mail)
        elif letter and (said := _verdict_on(letter, mail)):
            self.returned += _returned(unit, letter, number, said)

    def _files(self, arrival: Arrival, mail: Incoming) -> list[KeptFile]:
        """Keep what is attached, unopened; of a message that was not fetched whole only the names."""
        kept = []
        for file in mail.files:
            fits = arrival.whole and len(file.content) <= LARGEST_FILE
            digest = keep_file(io.BytesIO(file.content), self.ledger.settings.home) if fits else None
            kept.append(KeptFile(file.name, len(file.content), digest))
        return kept


def understand(arrival: Arrival, own: str) -> Incoming:
    """Return what a message is; one that nobody foresaw is kept as unread, and stops nothing."""
    try:
        return read(arrival.raw, own)
    except Exception:  # noqa: BLE001 - anybody may send anything
        return unreadable(arrival.raw)


def _letter(connection: sa.Connection, mail: Incoming) -> SentLetter | None:
    """Return the letter a message is about. Bounces must name it; people may answer with a program that does not."""
    if mail.kind == "loop":
        return mails.letter_of(connection, [mail.message_id])
    named = mails.letter_of(connection, mail.letter_ids)
    if named or mail.kind in ("hard", "soft", "unread"):
        return named
    return mails.letter_with_subject(connection, mail.sender, mail.subject)


def _concerns_us(connection: sa.Connection, mail: Incoming) -> bool:
    if mail.kind in ("unread", "loop"):
        return mail.kind == "unread"
    named = {address for failure in mail.failures for address in failure.addresses} or {mail.sender}
    return mails.knows(connection, named)


def _reply(unit: Unit, letter: SentLetter, number: int, mail: Incoming) -> None:
    for obligation in outbox.obligations_of(unit.connection, letter.uid):
        unit.record("reply_received", obligation, {"mail": number, "from": mail.sender}, letter=letter.uid)


def _verdict_on(letter: SentLetter, mail: Incoming) -> Verdict | None:
    """Return what a bounce says of the address the letter went to; of others it may say what it likes."""
    return next((failure.verdict for failure in mail.failures if letter.email in failure.addresses), None)


def _returned(unit: Unit, letter: SentLetter, number: int, said: Verdict) -> bool:
    """Note that a letter came back; where its address takes no letters, let what was not said be said again."""
    why = REASON_WORDS[said.reason]
    first = not mails.has_returned_before(unit.connection, letter.uid, but=number)
    if first or said.hard:
        mails.count_return(unit.connection, letter.email, unit.at, why, hard=said.hard)
    mails.mark_returned(unit.connection, letter.uid)
    told = {"to": letter.email, "hard": said.hard, "code": said.code, "why": why}
    unit.note("letter_returned", told, letter=letter.uid)
    if mails.takes_no_letters(unit.connection, letter.email):
        for uid, status in mails.unsaid(unit.connection, letter.email).items():
            _take_back(unit, uid, status, letter.email, why)
    return first


def _take_back(unit: Unit, uid: str, status: str, email: str, why: str) -> None:
    if status != "returned":
        outbox.drop(unit.connection, uid)
        unit.note("letter_dropped", {"to": email, "because": "undeliverable"}, letter=uid)
    for obligation, stood_for in mails.take_back(unit.connection, uid).items():
        version = unit.tracked(obligation).facts.version
        rungs = [rung for rung, its in stood_for if its == version or rung == OPENING]
        unit.record("undelivered", obligation, {"to": email, "why": why, "rungs": rungs}, letter=uid)
