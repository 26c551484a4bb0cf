"""A link that was handed over: to whom, by whom and when, in words."""

from __future__ import annotations

from dataclasses import dataclass

from engine.open_link import OpenLetter
from web.language import moment, say


@dataclass(frozen=True)
class Handed:
    """A hand-over as the old link's page tells it."""

    to: str
    by: str
    when: str


def handed_over(letter: OpenLetter) -> Handed | None:
    """Return to whom a letter's link was handed over, or None when it was not."""
    link = letter.link
    if link.handed_at is None:
        return None
    return Handed(link.handed_to or say("đồng chí khác trong đơn vị"), link.handed_by or "", moment(link.handed_at))
