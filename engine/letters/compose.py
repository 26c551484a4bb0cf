"""A letter to an agency: a draft goes in, a subject, a text and a page come out; nothing else is read.

What is said stands in templates/, a file a stage: the sentences of its section, and of the letter that is sent for it.
Adding a letter: its stage in values.py, its place in `ORDER`, its kind in `KINDS`, its file, its golden letters.
"""

from __future__ import annotations

from collections.abc import Callable

from engine.letters.body import body
from engine.letters.mistakes import TemplateError
from engine.letters.rendering import rendered
from engine.letters.sections import ORDER, has_limit, section_name
from engine.letters.subjects import subject
from engine.letters.values import Draft, Letter, LetterKind
from engine.letters.view import KINDS, STAGE_OF, tidy, view
from engine.letters.voice import voice
from engine.letters.wording import PRODUCT, Wording


def compose(draft: Draft, wording: Wording = PRODUCT) -> Letter:
    """Write the letter that the most urgent item calls for; a draft has at least one.

    The day decides with the stage: what falls due later than today is not yet at its last day. What was only invited
    decides where nothing else has a limit. A letter to the police or the army after a limit carries no link.

    Raises:
        TemplateError: a template in an office's own folder is wrong.
    """
    ready = tidy(draft)
    speaks = view(_kind(ready), ready)
    line = wording.say(STAGE_OF[speaks.kind], "subject", subject(speaks), speaks, speaks.voice)
    return rendered(speaks.kind, line, body(speaks, wording), wording)


def surely(write: Callable[[Wording], Letter], wording: Wording) -> Letter:
    """Write a letter with an office's own sentences, or with those of the product where these are broken."""
    try:
        return write(wording)
    except TemplateError:
        return write(PRODUCT)


def _kind(draft: Draft) -> LetterKind:
    if any(item.stage == "renewed" for item in draft.items):
        return "renewed"
    dated = tuple(filter(has_limit, draft.items))
    if not dated and all(item.stage == "receipt" for item in draft.items):
        return "receipt"
    tone = voice(draft, dated).tone
    names = {section_name(item, tone, draft.at.date()) for item in dated}
    return next((KINDS[name] for name in ORDER if name in names and name != "invited"), "notice")
