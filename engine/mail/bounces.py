"""Bounces: which recipients a mail server says it could not reach.

RFC 3464 (and 6533 for addresses beyond ASCII) where the report keeps to it; for the many formats that do not,
flufl.bounce, which grew up with Mailman's, and where it knows none either, the addresses that the report names. That
is liberal: what a report names counts only where it is the very address a letter of ours went to.
"""

from __future__ import annotations

import base64
import binascii
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from engine.mail.mime import ADDRESS, Mime, address_in, clean, decoded, header_of
from engine.mail.verdicts import Verdict, verdict

STATUS_TYPES = ("message/delivery-status", "message/global-delivery-status")
DAEMONS = re.compile(
    r"(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|mmdf|mail[.-]?delivery|mailerdaemon|double-bounce|daemon|root)@"
)
SUBJECTS = re.compile(
    r"(?:[\w\s]{1,30}[:\]]\s*|\W*\w+\W{1,3})?(?:undeliver|non-?deliver|not deliver|delivery (?:status|failure|notification|report|has failed|problem|error)"
    r"|failure notice|mail (?:delivery|system error)|message (?:status|undeliverable)|returned (?:mail|message|to)|failed mail"
    r"|warning: (?:message|could not)|delayed mail|delivery delayed|mail could not|bounce|nondeliverable|permanent delivery"
    r"|(?:thư|email) (?:\w+ )?(?:không|bị trả|chưa)|không (?:gửi|chuyển|thể (?:gửi|chuyển))|trả lại thư|gửi thư (?:không|thất bại)"
    r"|thông báo (?:trạng thái )?(?:gửi|chuyển|phát) thư|user unknown|could not send)",
    re.IGNORECASE,
)
DELAYED = re.compile(
    r"(?:has been |is |was |been )?delayed|not yet been delivered|has not been (?:able|collected)|will (?:be retried|retry|keep trying|continue)"
    r"|warning message only|do not need to (?:re-?send|repeat)|no action is required|still (?:being )?(?:tried|trying)"
    r"|tiếp tục (?:thử|gửi)|sẽ thử (?:gửi )?lại|chưa chuyển được",
    re.IGNORECASE,
)
GIVEN_UP = re.compile(
    r"permanent|giv(?:en|ing) up|could not be delivered|will not be retried|failed|unable to", re.IGNORECASE
)
RETURNED_COPY = re.compile(
    r"^\W*(?:original message(?: headers)?|below (?:this line|the next line)|here is (?:a copy|your)|this is a copy"
    r"|(?:the )?(?:body|header|text|copy) of (?:the|your) (?:original )?message|returned (?:message|mail)|message (?:header|text) follows"
    r"|included is a copy|reporting-mta|return-path:|received: from|thư gốc|nội dung thư gốc)",
    re.IGNORECASE | re.MULTILINE,
)
ESCAPED = re.compile(r"\\x\{([0-9A-Fa-f]{2,6})\}")
TOP = 4_000
logging.getLogger("flufl.bounce").addHandler(logging.NullHandler())  # what it trips over is no news for a person
LETTER_IDS = re.compile(r"(?<![0-9A-Za-z])([0-9a-f]{24}@[A-Za-z0-9.-]{1,200})")


@dataclass(frozen=True)
class Failure:
    """One recipient that was not reached: the address as it was sent to and as it was tried last."""

    addresses: tuple[str, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Bounce:
    """A mail system's report. Without a failure it tells of something else: a delay, a delivery."""

    failures: tuple[Failure, ...] = ()

    @property
    def hard(self) -> bool:
        """Say whether an address takes no letters."""
        return any(failure.verdict.hard for failure in self.failures)


def bounce_of(mime: Mime) -> Bounce | None:
    """Return what a mail system reports, or None for what a mail system did not write."""
    reports = [part for part in mime.own_parts if part.get_content_type() in STATUS_TYPES]
    recipients = [
        block for part in reports for block in _blocks(part) if "final-recipient" in block or "action" in block
    ]
    if recipients:
        return Bounce(tuple(_failure(block) for block in recipients if _has_failed(block)))
    if not (reports or _is_from_a_mail_system(mime)):
        return None
    return _unstructured(mime)


def letter_ids(mime: Mime) -> tuple[str, ...]:
    """Return the Message-IDs that may be those of our letters, wherever a report keeps them."""
    said = [mime.header(name) for name in ("In-Reply-To", "References", "Original-Message-ID", "X-Original-Message-ID")]
    said += [header_of(part, "Message-ID") for part in mime.parts if part is not mime.message]
    said += [_text(part) for part in mime.parts if part.get_content_maintype() in ("text", "message")]
    return tuple(dict.fromkeys(f"<{found}>" for text in said for found in LETTER_IDS.findall(text)))


def _text(part: Message) -> str:
    if part.get_content_maintype() == "message":
        return "\n".join(f"{key}: {value}" for block in _blocks(part) for key, value in block.items())
    payload = part.get_payload(decode=True)
    return clean(decoded(payload, "utf-8")) if isinstance(payload, bytes) else ""


# RFC 3464


def _blocks(part: Message) -> list[dict[str, str]]:
    """Return the groups of fields of a report; one that was encoded against the rules is decoded first."""
    text = _flat(part)
    if str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64":
        text = _unpacked(text)
    blocks = (_fields(block) for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n")))
    return [block for block in blocks if block]


def _flat(part: Message) -> str:
    """Return the text of a report again, which the library has taken for messages."""
    inside = part.get_payload()
    if not isinstance(inside, list):
        payload = part.get_payload(decode=True)
        return decoded(payload, "utf-8") if isinstance(payload, bytes) else ""
    texts = []
    for one in inside:
        if isinstance(one, Message):
            fields = "\n".join(f"{key}: {value}" for key, value in one.raw_items())
            texts.append(f"{fields}\n\n{_flat(one)}")
    return "\n\n".join(texts)


def _unpacked(text: str) -> str:
    try:
        return base64.b64decode(re.sub(r"[^A-Za-z0-9+/=]", "", text)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return text


def _fields(block: str) -> dict[str, str]:
    unfolded = re.sub(r"\n[ \t]+", " ", block)
    pairs = (line.partition(":") for line in unfolded.split("\n"))
    found: dict[str, str] = {}
    for name, colon, value in pairs:
        if colon:
            found.setdefault(name.strip().lower(), clean(_plain(value)).strip())
    return found


def _plain(value: str) -> str:
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _has_failed(block: dict[str, str]) -> bool:
    action = block.get("action", "").lower()
    if action:
        return action.startswith(("fail", "error"))
    return block.get("status", "").startswith("5")


def _failure(block: dict[str, str]) -> Failure:
    named = (block.get(name, "") for name in ("original-recipient", "final-recipient", "x-actual-recipient"))
    addresses = tuple(dict.fromkeys(address for text in named if (address := _recipient(text))))
    return Failure(addresses, verdict(block.get("status", ""), block.get("diagnostic-code", "")))


def _recipient(text: str) -> str:
    r"""Return the address of `rfc822; minh@yte.example` or `utf-8; minh@t\x{1EBF}.example`."""
    _, semicolon, address = text.partition(";")
    named = (address if semicolon else text).strip().strip("<>")
    return address_in(clean(ESCAPED.sub(_letter, named)))


def _letter(found: re.Match[str]) -> str:
    try:
        return chr(int(found[1], 16))
    except ValueError:
        return ""


# The others


def _is_from_a_mail_system(mime: Mime) -> bool:
    if mime.header("X-Failed-Recipients"):
        return True
    subject = SUBJECTS.match(mime.header("Subject"))
    daemon = DAEMONS.match(mime.address("From")) is not None
    nobody = mime.header("Return-Path") == "<>"
    return (daemon or nobody) and (subject is not None or _recognised(mime.message) != ([], []))


def _unstructured(mime: Mime) -> Bounce:
    top = _top(mime.text)
    delayed, failed = _recognised(mime.message)
    if DELAYED.search(f"{mime.header('Subject')}\n{top}") and not (failed or GIVEN_UP.search(top)):
        return Bounce()
    if delayed and not failed:
        return Bounce()
    named = list(dict.fromkeys([*failed, *_failed_by_header(mime), *(failed or _addresses(top))]))
    return Bounce(tuple(Failure((address,), verdict("", _around(address, top))) for address in named))


def _top(text: str) -> str:
    """Return what the mail system itself says, without the letter that it returns."""
    copy = RETURNED_COPY.search(text)
    return text[: copy.start() if copy and copy.start() else None][:TOP]


def _recognised(message: Message) -> tuple[list[str], list[str]]:
    """Return the delayed and the failed recipients of a report in one of the formats that flufl.bounce knows."""
    from flufl.bounce import all_failures  # takes longer to import than a run without mail may last

    try:
        delayed, failed = all_failures(_tidy(message))
    except (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError):
        return [], []  # a report that it trips over
    return _spelt(delayed), _spelt(failed)


def _tidy(message: Message) -> Message:
    """Return a message whose headers are words: the library expects no raw bytes in them."""
    tidy = Message()
    for name in dict.fromkeys(map(str.lower, message.keys())):
        tidy[name] = header_of(message, name)
    tidy.set_payload(message.get_payload())
    return tidy


def _spelt(addresses: frozenset[bytes]) -> list[str]:
    return sorted(filter(None, (address_in(clean(one.decode("ascii", "replace"))) for one in addresses)))


def _failed_by_header(mime: Mime) -> Iterator[str]:
    """Yield what Exim, Gmail and others say in a header of their own."""
    yield from (address.lower() for address in ADDRESS.findall(mime.header("X-Failed-Recipients")))


def _addresses(text: str) -> Iterator[str]:
    yield from (found.strip("'.").lower() for found in ADDRESS.findall(text))


def _around(address: str, text: str) -> str:
    """Return what is said from the line that names an address on; all of it where none does."""
    place = text.lower().find(address)
    return text if place < 0 else text[text.rfind("\n", 0, place) + 1 :] or text
