"""The letters: one function each. A draft goes in, a subject, a text and an HTML page come out; nothing else is read.

What is said stands in templates/: three files a letter, the sentences shared by all under templates/sentences/, one
file a stage. Adding a letter: its three templates, a name in `LetterKind`, a function here, its golden letters.
"""

from __future__ import annotations

from engine.letters.rendering import rendered
from engine.letters.sections import ORDER, has_limit, section_name
from engine.letters.subjects import subject
from engine.letters.values import Draft, Letter, LetterKind
from engine.letters.view import tidy, view
from engine.letters.voice import voice

_KINDS: dict[str, LetterKind] = {
    "corrected": "correction",
    "after": "urging",
    "last_day": "last_day",
    "coming": "reminder",
    "new": "notice",
}


def notice(draft: Draft) -> Letter:
    """Tell what is assigned and by when: the first letter."""
    return _letter("notice", tidy(draft))


def reminder(draft: Draft) -> Letter:
    """Recall a limit that comes near."""
    return _letter("reminder", tidy(draft))


def last_day(draft: Draft) -> Letter:
    """Say that the limit ends today."""
    return _letter("last_day", tidy(draft))


def urging(draft: Draft) -> Letter:
    """Say what has not been seen after its limit, and ask for it; sent by a person's act only."""
    return _letter("urging", tidy(draft))


def correction(draft: Draft) -> Letter:
    """Say that a limit is no longer the one that was told, and why; sent at once, beside the letter of the day."""
    return _letter("correction", tidy(draft))


def compose(draft: Draft) -> Letter:
    """Write the letter that the most urgent item calls for; a draft has at least one.

    The day decides with the stage: what falls due later than today is not yet at its last day. What was only invited
    decides where nothing else has a limit. A letter to the police or the army carries no link.
    """
    ready = tidy(draft)
    return _letter(_kind(ready), ready)


def _kind(draft: Draft) -> LetterKind:
    dated = tuple(filter(has_limit, draft.items))
    tone = voice(draft, dated).tone
    names = {section_name(item, tone, draft.at.date()) for item in dated}
    return next((_KINDS[name] for name in ORDER if name in names and name in _KINDS), "notice")


def _letter(kind: LetterKind, draft: Draft) -> Letter:
    speaks = view(kind, draft)
    return rendered(kind, speaks, subject(speaks))
