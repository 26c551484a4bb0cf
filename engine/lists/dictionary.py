"""Where a typed word is found: it must begin a word of an agency, a wording, a limit, a plan, a state or a flag."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import partial
from typing import Any

from engine.deadlines.short import short_limit
from engine.ledger.view import Facets, Flagged, Found, Stands
from engine.matching import searchable, words_of
from engine.obligations.states import FLAG_WORDS, STATE_WORDS, State

ALERT_KNOWN, INVITED, HANDED_ON = "đã nắm thông tin", "đề nghị phối hợp", "đã chuyển"
STANDS_WORDS: dict[Stands, str] = {
    **{state: words for state, words in STATE_WORDS.items()},  # noqa: C416 - its keys are of a narrower type
    "handed_on": HANDED_ON,
    "suspended": FLAG_WORDS["suspended"],
}
FLAGGED_WORDS: dict[Flagged, str] = {
    "received": FLAG_WORDS["received"],
    "extension": FLAG_WORDS["extension_asked"],
    "reassign": FLAG_WORDS["reassign_asked"],
    "acknowledged": ALERT_KNOWN,
    "invited": INVITED,
}
_STANDS = {stands: searchable(words) for stands, words in STANDS_WORDS.items()}
_FLAGGED = {flag: searchable(words) for flag, words in FLAGGED_WORDS.items()}


class Dictionary:
    """The distinct things of a ledger, prepared to be searched on one day."""

    def __init__(self, facets: Facets, today: dt.date, states: Mapping[State, int]) -> None:
        """Fold all names and texts once."""
        self.total = facets.total
        self.names = facets.names
        self._states = states
        self._occurring = facets.occurring
        occurring = facets.occurring
        self._agencies = _prepared(occurring["agency"], lambda one: (facets.names[one], facets.phones.get(one, "")))
        self._plans = _prepared(occurring["plan"], lambda one: (facets.titles[one],))
        self._wordings = _prepared(facets.wordings, lambda one: facets.wordings[one])
        self._limits = _prepared(facets.limits, lambda one: (short_limit(*facets.limits[one], today),))

    def find(self, typed: str, spoken: str = "") -> tuple[Found, ...]:
        """Return where each word typed is found; left out are words that all have, or that `spoken` has for all."""
        sought = (word for word in words_of(typed) if f" {word}" not in spoken)
        return tuple(found for word in sought if (found := self._find(f" {word}")).share < 1)

    def _find(self, word: str) -> Found:
        agencies, plans = _among(self._agencies, word), _among(self._plans, word)
        wordings, limits = _among(self._wordings, word), _among(self._limits, word)
        states, flags = _among(_STANDS, word), _among(_FLAGGED, word)
        listed: Iterable[tuple[str, Collection[Any]]] = zip(
            ("agency", "plan", "wording_key", "limit_key"), (agencies, plans, wordings, limits), strict=True
        )
        shares = [self._share(self._occurring[name], found) for name, found in listed]
        shares.append(self._share(Counter(self._states), states) if self._states else float(bool(states)) / 2)
        shares.append(len(flags) / 10)
        return Found(agencies, plans, wordings, limits, states, flags, _together(shares))

    def _share(self, occurring: Counter[Any], found: Collection[Any]) -> float:
        return sum(map(partial(Counter.__getitem__, occurring), found)) / (self.total or 1)


def _together(shares: Iterable[float]) -> float:
    """Return the share of what has a word in one place or another, as if places knew nothing of each other."""
    without = 1.0
    for share in shares:
        without *= 1 - min(share, 1)
    return 1 - without


def _prepared(things: Iterable[Any], texts: Any) -> dict[Any, str]:
    return {thing: searchable(*texts(thing)) for thing in things}


def _among(prepared: Mapping[Any, str], word: str) -> list[Any]:
    return [thing for thing, words in prepared.items() if word in words]
