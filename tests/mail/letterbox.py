"""A folder that mail comes back to, and what comes: answers to letters that an office has really sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.clock import moment
from engine.ledger.mails import MailRow, waiting_mails
from engine.ledger.reader import LetterRow
from engine.mail.carriers import Carrier, Mailbox
from engine.mail.inboxes import FolderInbox
from engine.run import RunResult, run
from tests.conftest import Office
from tests.mail.corpus import LETTER, MINH, reports

FROM = "nhacviec@vinhlinh.example"
GONE = "smtp; 550 5.1.1 User unknown"
FULL = "smtp; 552 5.2.2 mailbox full"


@dataclass
class Letterbox:
    """An office whose mail comes back to a folder."""

    office: Office
    folder: Path
    count: int = 0

    def run(self, at: str, carrier: Carrier | None = None) -> RunResult:
        """Do one run that reads the mail first."""
        settings = self.office.settings
        inbox = FolderInbox(self.folder)
        return run(self.office.ledger, carrier or Mailbox(settings.mailbox), moment(at), inbox)

    def put(self, raw: bytes) -> None:
        """Let a message come."""
        self.count += 1
        (self.folder / f"{self.count:04d}.eml").write_bytes(raw)

    def message_id(self, letter: LetterRow) -> str:
        """Return by what a letter is known."""
        return f"<{letter.uid}@vinhlinh.example>"

    def bounce(self, letter: LetterRow, status: str = "5.1.1", said: str = GONE, address: str | None = None) -> bytes:
        """Return what a server says that could not deliver a letter."""
        block = reports.recipient("failed", status, said, address or letter.email)
        raw = reports.report(reports.POSTFIX, block).replace(LETTER.encode(), self.message_id(letter).encode())
        return self.fresh(raw)

    def fresh(self, raw: bytes) -> bytes:
        """Return a message as if it came for the first time."""
        return raw.replace(b"<20241202000005.4XyZ@", f"<{self.count + 1}.fresh@".encode())

    def reply(self, letter: LetterRow, words: str, *headers: str, sender: str = MINH) -> bytes:
        """Return a person's reply to a letter."""
        head = [f"From: {sender}", f"To: {FROM}", "Subject: Re: x", f"In-Reply-To: {self.message_id(letter)}"]
        head += [f"Message-ID: <{self.count + 1}.reply@yte.example>", *headers]
        return ("\r\n".join(head) + f"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n").encode()

    @property
    def waiting(self) -> list[MailRow]:
        """Return what waits for the coordinator."""
        with self.office.ledger.read() as connection:
            return waiting_mails(connection)

    def to(self, email: str) -> list[LetterRow]:
        """Return the letters to an address, in the order drafted."""
        return [letter for letter in self.office.letters() if letter.email == email]
