"""What was typed into the form, cleaned but not yet judged; and what is wrong with it, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import category, normalize

from starlette.datastructures import FormData, UploadFile

from web.security import MEGABYTE

ATTACHMENT_LIMIT = 20 * MEGABYTE
LONGEST_NAME, LONGEST_ENDING = 120, 20


@dataclass(frozen=True)
class Typed:
    """A form as it came: one line each but `reason`, in NFC, without invisible characters."""

    items: tuple[str, ...] = ()
    action: str = ""
    name: str = ""
    position: str = ""
    document_number: str = ""
    document_date: str = ""
    sent_date: str = ""
    until: str = ""
    reason: str = ""
    website: str = ""
    colleague: str = ""
    colleague_position: str = ""
    attachment: UploadFile | None = None


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one field, and the sentence that says what to write."""

    field: str
    message: str


def read_form(form: FormData) -> Typed:
    """Take from a form what we asked for; whatever else it carries is left alone."""
    return Typed(
        items=tuple(dict.fromkeys(value for value in form.getlist("item") if isinstance(value, str))),
        action=_line(form, "action"),
        name=_line(form, "name"),
        position=_line(form, "position"),
        document_number=_line(form, "document_number"),
        document_date=_line(form, "document_date"),
        sent_date=_line(form, "sent_date"),
        until=_line(form, "until"),
        reason=_paragraphs(form, "reason"),
        website=_line(form, "website"),
        colleague=_line(form, "colleague"),
        colleague_position=_line(form, "colleague_position"),
        attachment=_file(form),
    )


def _text(form: FormData, field: str) -> str:
    value = form.get(field)
    return value if isinstance(value, str) else ""


def _line(form: FormData, field: str) -> str:
    return " ".join(_visible(_text(form, field)).split())


def _paragraphs(form: FormData, field: str) -> str:
    lines = (" ".join(_visible(line).split()) for line in _text(form, field).splitlines())
    return "\n".join(line for line in lines if line)


def _visible(text: str) -> str:
    """Return text without control, formatting and unassigned characters, which no official types."""
    return normalize("NFC", "".join(_kept(text)))


def _kept(text: str) -> Iterable[str]:
    for character in text:
        if character.isspace():
            yield " "
        elif not category(character).startswith("C"):
            yield character


def file_name(file: UploadFile) -> str:
    """Return a file's own name, of whatever path it came with: visible characters, no folder, not hidden, not long."""
    name = " ".join(_visible(re.split(r"[/\\]", file.filename or "")[-1]).split()).lstrip(". ")
    stem, dot, ending = name.rpartition(".")
    return stem[:LONGEST_NAME] + dot + ending[:LONGEST_ENDING] if stem else name[:LONGEST_NAME]


def _file(form: FormData) -> UploadFile | None:
    """Return the file chosen; a browser sends a nameless one when none was."""
    file = form.get("attachment")
    return file if isinstance(file, UploadFile) and file.filename else None
