"""The page in two languages: Vietnamese is the master, and stands in the code and the templates; English is looked up.

`say` is given a Vietnamese sentence and returns it, or its English (web/english.py), for the request being answered.
Names, titles and quotations are never translated: what a plan says, it says in Vietnamese. A test holds the catalogue
complete.
"""

from __future__ import annotations

import datetime as dt
from contextvars import ContextVar
from typing import Literal
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Receive, Scope, Send

from engine.deadlines.words import date_words, moment_words
from web.english import ENGLISH

Language = Literal["vi", "en"]
_SPOKEN: ContextVar[Language] = ContextVar("language", default="vi")


def say(sentence: str, **values: object) -> str:
    """Return a sentence in the language of this request, `{names}` in it replaced."""
    said = ENGLISH[sentence] if in_english() else sentence
    return said.format(**values) if values else said


def objection(sentence: str) -> str:
    """Return what the engine objects to; a sentence with names in it stays Vietnamese."""
    return ENGLISH.get(sentence, sentence) if in_english() else sentence


def in_english() -> bool:
    """Say whether this request is answered in English."""
    return _SPOKEN.get() == "en"


def language() -> Language:
    """Return the language of this request."""
    return _SPOKEN.get()


def day(date: dt.date) -> str:
    """Return `09/12/2024`, or `9 December 2024`."""
    return f"{date.day} {date:%B %Y}" if in_english() else date_words(date)


def moment(at: dt.datetime) -> str:
    """Return `08 giờ 00 ngày 11/12/2024`, or `08:00 on 11 December 2024`."""
    return f"{at:%H:%M} on {day(at.date())}" if in_english() else moment_words(at)


class Spoken:
    """Answers each request in the language it asks for with `?lang=`, else in the installation's."""

    def __init__(self, app: ASGIApp, default: str) -> None:
        """Wrap an application."""
        self.app = app
        self.default: Language = "en" if default == "en" else "vi"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with the language set."""
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])[-1]
        chosen: Language = "en" if asked == "en" else "vi" if asked == "vi" else self.default
        token = _SPOKEN.set(chosen)
        try:
            await self.app(scope, receive, send)
        finally:
            _SPOKEN.reset(token)
