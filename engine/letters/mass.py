"""One letter to many: what differs between the letters of a group is the name of the reader and the link.

A plan asks the same of all its communes, so their letters are composed once, with stand-ins for name and link, and the
stand-ins are replaced in each. A stand-in keeps the short form of the name ("UBND xã"), on which the wording depends.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from markupsafe import escape

from engine.letters.calendar import calendar_of, events
from engine.letters.compose import compose, surely
from engine.letters.names import short_office
from engine.letters.values import Draft, Letter
from engine.letters.view import folded
from engine.letters.wording import PRODUCT, Wording

NAME, LINK = "\ue000", "\ue001"  # of the private use area: no name and no address contains them


def compose_each(draft: Draft, domain: str, wording: Wording = PRODUCT) -> tuple[Letter, str | None]:
    """Return what `compose` and `calendar` return; what differs in nothing but reader and link is composed once.

    Where an office's own templates are broken the product's stand in: no letter is lost for them.
    """
    alike, real = _alike(draft)
    named = [f"{item.obligation}@{domain}" for item in draft.items]
    return _filled(_composed(alike, wording), real), calendar_of(events(alike), named)


def _alike(draft: Draft) -> tuple[Draft, dict[str, str]]:
    """Return a draft as many have it, and what its stand-ins stand for; one to several agencies keeps their names."""
    if len(draft.recipient.agencies) != 1:
        return replace(draft, items=tuple(replace(item, obligation="") for item in draft.items)), {}
    name = folded(draft.recipient.agencies[0])
    stand_in = f"{short_office(name) or ''} {NAME}".strip()
    items = tuple(replace(item, obligation="", agency=stand_in) for item in draft.items)
    recipient = replace(draft.recipient, agencies=(stand_in,))
    alike = replace(draft, recipient=recipient, items=items, link=LINK if draft.link else None)
    return alike, {stand_in: name, LINK: draft.link or ""}


@lru_cache(256)
def _composed(draft: Draft, wording: Wording) -> Letter:
    return surely(lambda words: compose(draft, words), wording)


def _filled(letter: Letter, real: dict[str, str]) -> Letter:
    subject, text, html = letter.subject, letter.text, letter.html
    for stand_in, words in real.items():
        subject, text = subject.replace(stand_in, words), text.replace(stand_in, words)
        html = html.replace(stand_in, str(escape(words)))
    return Letter(letter.kind, subject, text, html)
