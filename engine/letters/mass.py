"""One letter to many: what differs between the letters of a group is the name of the reader and the link.

A plan asks the same of all its communes, so their letters are composed once, with stand-ins for name and link, and the
stand-ins are replaced in each. A stand-in keeps the short form of the name ("UBND xã"), on which the wording depends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from markupsafe import escape

from engine.letters.calendar import calendar_of, events
from engine.letters.compose import compose, surely
from engine.letters.names import short_office
from engine.letters.values import Draft, Letter
from engine.letters.view import folded
from engine.letters.wording import PRODUCT, Wording

NAME, LINK = "\ue000", "\ue001"  # of the private use area: no name and no address contains them


@dataclass(frozen=True)
class Pattern:
    """A letter and its dates as many readers have them; `stand_in` is empty where the names of several stand in it."""

    letter: Letter
    events: tuple[tuple[int, str], ...]
    stand_in: str

    def to(self, name: str, link: str, identities: Sequence[str]) -> tuple[Letter, str | None]:
        """Return the letter to one reader, and its calendar; `identities` are those of its items."""
        real = {LINK: link} | ({self.stand_in: folded(name)} if self.stand_in else {})
        return _filled(self.letter, real), calendar_of(self.events, identities)


def pattern(draft: Draft, wording: Wording = PRODUCT) -> Pattern:
    """Return what all readers of a draft have in common.

    Where an office's own templates are broken the product's stand in: no letter is lost for them.
    """
    names = draft.recipient.agencies
    stand_in = f"{short_office(folded(names[0])) or ''} {NAME}".strip() if len(names) == 1 else ""
    alike = _alike(draft, stand_in)
    return Pattern(surely(lambda words: compose(alike, words), wording), events(alike), stand_in)


def _alike(draft: Draft, stand_in: str) -> Draft:
    """Return a draft without what only tells its readers apart."""
    linked = replace(draft, link=LINK if draft.link else None)
    if not stand_in:
        return linked
    items = tuple(replace(item, agency=stand_in) for item in draft.items)
    return replace(linked, items=items, recipient=replace(draft.recipient, agencies=(stand_in,)))


def _filled(letter: Letter, real: dict[str, str]) -> Letter:
    subject, text, html = letter.subject, letter.text, letter.html
    for stand_in, words in real.items():
        subject, text = subject.replace(stand_in, words), text.replace(stand_in, words)
        html = html.replace(stand_in, str(escape(words)))
    return Letter(letter.kind, subject, text, html)
