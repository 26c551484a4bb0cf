"""One line of a letter: an obligation, its limit as printed and in words, and what is worth knowing beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.letters.limits import limit
from engine.letters.names import capital
from engine.letters.notes import notes
from engine.letters.values import Item
from engine.letters.voice import Tone, Voice

_ROLES = {"lead": "chủ trì", "support": "phối hợp"}


@dataclass(frozen=True)
class Line:
    """What is owed (`text`), by whom when that must be said (`remark`), until when, and the sentences after it."""

    number: str
    text: str
    remark: str
    limit: str
    notes: tuple[str, ...]


def line(number: str, items: tuple[Item, ...], speaks: Voice, today: dt.date, *, name_agency: bool) -> Line:
    """Return the line of one obligation, or of the same one owed by several agencies."""
    first = items[0]
    tone = tone_of(first, speaks)
    return Line(
        number=number,
        text=matter(first),
        remark=remark(owners(items) if name_agency else "", role(first)),
        limit=limit(first, tone, today),
        notes=tuple(notes(items, speaks, tone)),
    )


def tone_of(item: Item, speaks: Voice) -> Tone:
    """Return how one obligation is spoken of: what was only invited is a request in any letter."""
    return "request" if item.basis == "invited" else speaks.tone


def matter(item: Item) -> str:
    """Return what is owed, as it begins a line."""
    return capital(item.text.rstrip(" .;,:"))


def owners(items: tuple[Item, ...]) -> str:
    """Return the names of those who owe the same."""
    return ", ".join(dict.fromkeys(item.agency for item in items))


def role(item: Item) -> str:
    """Return the part an agency has in a task, unless the words of the task say it."""
    said = _ROLES.get(item.role, "") if item.kind == "task" else ""
    return "" if item.text.lower().startswith(said) else said


def remark(*parts: str) -> str:
    """Return what stands in brackets after the matter, with the space before it; empty when there is nothing to say."""
    said = "; ".join(filter(None, parts))
    return f" ({said})" if said else ""
