"""What came back by mail, read once: a bounce, an answer of a machine, or a person's reply, and which letter it is about.

Nothing here believes a word of it. A letter is known by its Message-ID, which nobody but its recipient can know; whether
the address a bounce names is the one that letter went to is the ledger's to say.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from engine.mail.automatic import automatic
from engine.mail.bounces import Failure, bounce_of, letter_ids
from engine.mail.mime import File, Mime
from engine.mail.replies import MOST, written

MailKind = Literal["hard", "soft", "away", "auto", "loop", "reply", "unread"]
KIND_WORDS: dict[MailKind, str] = {
    "hard": "thư bị trả lại, địa chỉ không dùng được",
    "soft": "thư bị trả lại, chưa rõ địa chỉ còn dùng được không",
    "away": "trả lời tự động: đang vắng mặt",
    "auto": "trả lời tự động",
    "loop": "thư của chính cơ quan quay lại",
    "reply": "thư trả lời",
    "unread": "thư không đọc được",
}
LONGEST_ID = 255
LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 500
MOST_FILES = 20


@dataclass(frozen=True)
class Arrival:
    """A message as it lies in a mailbox: `place` is from where to read on, `whole` false when only its beginning was fetched."""

    raw: bytes
    place: str
    at: dt.datetime | None = None
    whole: bool = True


@dataclass(frozen=True)
class Incoming:
    """One message understood. `letter_ids` are the Message-IDs it may be about; `failures` the recipients it says were not reached."""

    message_id: str
    kind: MailKind
    sender: str = ""
    subject: str = ""
    text: str = ""
    letter_ids: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    files: tuple[File, ...] = ()


def read(raw: bytes, own: str) -> Incoming:
    """Understand a message that came to the mailbox of the address `own`."""
    mime = Mime(raw)
    bounce = bounce_of(mime)
    kind: MailKind
    if bounce is not None:
        kind = "hard" if bounce.hard else "soft" if bounce.failures else "auto"
    elif mime.address("From") == own.lower():
        kind = "loop"
    else:
        kind = automatic(mime) or "reply"
    return Incoming(
        message_id=identity(mime, raw),
        kind=kind,
        sender=mime.address("From")[:LONGEST_ADDRESS],
        subject=mime.header("Subject")[:LONGEST_SUBJECT],
        text=written(mime.text) if kind == "reply" else mime.text.strip()[:MOST],
        letter_ids=letter_ids(mime) if bounce else tuple(ours(mime)),
        failures=bounce.failures if bounce else (),
        files=tuple(islice(mime.files, MOST_FILES)) if kind == "reply" else (),
    )


def ours(mime: Mime) -> list[str]:
    """Return what a reply says it answers, the nearest first."""
    return [*reversed(mime.ids("References", "In-Reply-To"))]


def unreadable(raw: bytes) -> Incoming:
    """Return what is kept of a message that could not be read: that it came."""
    return Incoming(digest(raw), "unread")


def identity(mime: Mime, raw: bytes) -> str:
    """Return by what a message is known again: its Message-ID, or a digest where it has none to speak of."""
    found = mime.ids("Message-ID")
    return found[0] if found and len(found[0]) <= LONGEST_ID else digest(raw)


def digest(raw: bytes) -> str:
    """Return a name for a message without one."""
    return f"sha256:{hashlib.sha256(raw).hexdigest()}"
