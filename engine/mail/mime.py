"""A message as it came, read without ever failing: broken MIME, wrong charsets, headers of raw bytes, parts a thousand deep.

What cannot be read is left out; what is read is fit to be stored and shown: NFC, no NUL, no control characters, no
halves of letters.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parseaddr
from functools import cached_property

from engine.mail.html_text import text_of_html

MOST_PARTS = 200
LONGEST_NAME = 200
MOST_TEXT = 200_000  # characters of one part that are looked at
REFUSED_CODECS = {
    "idna",
    "punycode",
    "unicode-escape",
    "raw-unicode-escape",
    "undefined",
}  # no charsets of mail; some take very long
UNREADABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\u202a-\u202e\u2066-\u2069]")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,250}@[^<>\s]{1,250}>")
ADDRESS = re.compile(r"[^\s<>()\[\],;:\"\\@]+@[^\s<>()\[\],;:\"\\@]+")


@dataclass(frozen=True)
class File:
    """An attachment: the name it was given, and what is in it."""

    name: str
    content: bytes


class Mime:
    """One message."""

    def __init__(self, raw: bytes) -> None:
        """Take it apart as far as it can be."""
        self.message = _parsed(raw)

    def header(self, name: str) -> str:
        """Return a header in words, on one line; empty where there is none."""
        return header_of(self.message, name)

    def address(self, name: str) -> str:
        """Return the address in a header, in small letters; empty where there is none."""
        return address_in(clean(_utf8(_raw(self.message, name))))

    def ids(self, *names: str) -> tuple[str, ...]:
        """Return the Message-IDs in some headers, each once."""
        found = (one for name in names for one in MESSAGE_ID.findall(self.header(name)))
        return tuple(dict.fromkeys(found))

    @cached_property
    def parts(self) -> tuple[Message, ...]:
        """Return the parts of the message in order, those of enclosed messages too."""
        return tuple(_walk(self.message, into_enclosed=True))

    @cached_property
    def own_parts(self) -> tuple[Message, ...]:
        """Return the parts that its sender wrote, without those of enclosed messages."""
        return tuple(_walk(self.message, into_enclosed=False))

    def has(self, content_type: str) -> bool:
        """Say whether a part of this type is among its own."""
        return any(part.get_content_type() == content_type for part in self.own_parts)

    @cached_property
    def text(self) -> str:
        """Return what a person reads: the plain text, or the HTML as text."""
        plain = self._said("text/plain")
        return plain if plain.strip() else self._said("text/html")

    def _said(self, content_type: str) -> str:
        return "\n".join(
            text_in(part) for part in self.own_parts if part.get_content_type() == content_type and not _is_file(part)
        )

    @property
    def files(self) -> Iterator[File]:
        """Yield what is attached, an enclosed message too."""
        for part in self.own_parts:
            if part.get_content_maintype() != "multipart" and _is_file(part):
                yield File(_file_name(part), _content(part))


def _parsed(raw: bytes) -> Message:
    try:
        return BytesParser().parsebytes(raw)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError, AssertionError):
        return _headers_alone(raw)


def _headers_alone(raw: bytes) -> Message:
    """Read a message whose body is beyond reading: nested too deep, or what the library trips over."""
    head, _, _ = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
    try:
        return BytesHeaderParser().parsebytes(head)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError, IndexError, AssertionError):
        return Message()


def _walk(message: Message, *, into_enclosed: bool) -> Iterator[Message]:
    """Yield parts from the outside in, without recursion and not without end."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(), seen + 1
        yield part
        inside = part.get_payload() if part.is_multipart() else None
        enclosed = part.get_content_maintype() == "message" and part is not message
        if isinstance(inside, list) and (into_enclosed or not enclosed):
            waiting.extend(one for one in reversed(inside) if isinstance(one, Message))


def header_of(message: Message, name: str) -> str:
    """Return a header in words, on one line."""
    return " ".join(clean(_decoded(_raw(message, name))).split())


def _raw(message: Message, name: str) -> str:
    return next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")


def _utf8(raw: str) -> str:
    """Return a header of raw bytes as UTF-8, which they nearly always are."""
    return raw.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _decoded(raw: str) -> str:
    """Return encoded words in words."""
    text = _utf8(raw)
    if "=?" not in text:
        return text
    try:
        return "".join(_word(*one) for one in decode_header(re.sub(r"\r?\n", "", text)))
    except (HeaderParseError, ValueError):
        return text


def _word(said: bytes | str, charset: str | None) -> str:
    if isinstance(said, str):
        return said
    return decoded(said, charset or "utf-8")


def address_in(text: str) -> str:
    """Return the first address in a text, in small letters; empty where there is none."""
    found = ADDRESS.search(parseaddr(text)[1]) or ADDRESS.search(text)
    return found.group().strip("'.").lower() if found else ""


def text_in(part: Message) -> str:
    """Return a part as text; HTML without its marks."""
    text = decoded(_content(part), _charset(part))
    return clean(text_of_html(text[:MOST_TEXT]) if part.get_content_type() == "text/html" else text[:MOST_TEXT])


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset("utf-8"))
    except (ValueError, LookupError, TypeError):
        return "utf-8"


def _content(part: Message) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    if isinstance(payload, bytes):
        return payload
    inside = part.get_payload() if part.is_multipart() else None
    return _as_bytes(inside[0]) if isinstance(inside, list) and inside and isinstance(inside[0], Message) else b""


def _as_bytes(message: Message) -> bytes:
    try:
        return message.as_bytes()
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        return b""


def decoded(content: bytes, charset: str) -> str:
    """Return bytes as text, by their charset if it holds, else by those that Vietnamese mail is written in."""
    for name in (charset, "utf-8", "cp1258"):
        try:
            if codecs.lookup(name).name not in REFUSED_CODECS:
                return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("utf-8", "replace")


def clean(text: str) -> str:
    """Return text that every database takes and no screen is fooled by."""
    return unicodedata.normalize("NFC", UNREADABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def _is_file(part: Message) -> bool:
    if part.get_content_maintype() == "multipart":
        return False
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    named = bool(_file_name(part, ""))
    inline = part.get_content_maintype() == "text" and not disposition.startswith("attachment")
    return disposition.startswith("attachment") or (named and not inline)


def _file_name(part: Message, otherwise: str = "tep-kem-theo") -> str:
    """Return a name without a folder."""
    try:
        name = _decoded(str(part.get_filename("")))
    except (ValueError, LookupError, TypeError):
        name = ""
    plain = " ".join(clean(name).replace("\\", "/").rpartition("/")[2].split())
    return plain.strip(". ")[:LONGEST_NAME] or otherwise
