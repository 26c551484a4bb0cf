"""Who carries on: obligations of an agency that was reorganised follow its successors, dated and by a document.

Succession follows the task (Nghị quyết 190/2025/QH15, Điều 10): one to one, one to many, for an agency as a whole or for
one assignment. What was done stays with who did it; what is open is handed on, and the history keeps the old name.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from engine.directory.models import Directory
from engine.obligations.values import Obligation, Tracked


@dataclass(frozen=True)
class HandOver:
    """An open obligation and those that carry it on, by a document; `document` is empty for an act of the coordinator."""

    tracked: Tracked
    to: tuple[Obligation, ...]
    document: str


@dataclass(frozen=True)
class Succession:
    """What a plan asks once reorganised agencies are replaced, and what is handed on to make it so."""

    wanted: tuple[Obligation, ...]
    handed_on: tuple[HandOver, ...]


def follow(
    wanted: Iterable[Obligation], tracked: Mapping[str, Tracked], directory: Directory, on: dt.date
) -> Succession:
    """Replace, in what a plan asks, every agency that is no longer in charge on the day `on`.

    What an agency left open that has ended, and that no document gives to another, stays open under its name until a
    person decides.
    """
    following = _Following(tracked, directory, on)
    kept = {one.id: one for asked in wanted for one in following.instead_of(asked)}
    return Succession(tuple(kept.values()), tuple(following.handed_on.values()))


@dataclass
class _Following:
    tracked: Mapping[str, Tracked]
    directory: Directory
    on: dt.date
    handed_on: dict[str, HandOver] = field(default_factory=dict)

    def instead_of(self, wanted: Obligation) -> Iterator[Obligation]:
        """Return who is asked now: the same, its successors, or those to whom it was handed on before."""
        known = self.tracked.get(wanted.id)
        if known is not None and known.facts.successors:
            yield from self._carried_on(wanted, known)
        elif known is not None and known.facts.settled:
            yield wanted
        else:
            yield from self._succeeded(self._addressed(wanted), known)

    def _carried_on(self, wanted: Obligation, known: Tracked) -> Iterator[Obligation]:
        for successor in known.facts.successors:
            agency = self.tracked[successor].obligation.agency
            yield from self.instead_of(dataclasses.replace(wanted, agency=agency))

    def _succeeded(self, wanted: Obligation, known: Tracked | None) -> Iterator[Obligation]:
        heirs = self._heirs(wanted)
        if heirs == (wanted.agency,):
            yield wanted
            return
        carried_on = tuple(dataclasses.replace(wanted, agency=heir) for heir in heirs)
        if known is not None:
            self.handed_on[known.id] = HandOver(known, carried_on, self._document(wanted))
        yield from carried_on

    def _addressed(self, wanted: Obligation) -> Obligation:
        """Let a report go to whoever receives it now; where several do, only an amendment can say which."""
        to, via = (self._only_heir(agency, wanted) for agency in (wanted.to, wanted.via))
        return wanted if (to, via) == (wanted.to, wanted.via) else dataclasses.replace(wanted, to=to, via=via)

    def _only_heir(self, agency: str | None, wanted: Obligation) -> str | None:
        heirs = self.directory.heirs(agency, _assignment(wanted), self.on) if agency else ()
        return heirs[0] if len(heirs) == 1 else agency

    def _heirs(self, wanted: Obligation) -> tuple[str, ...]:
        return self.directory.heirs(wanted.agency, _assignment(wanted), self.on) or (wanted.agency,)

    def _document(self, wanted: Obligation) -> str:
        succession = self.directory.successors(wanted.agency, _assignment(wanted), self.on)
        return succession.document if succession else ""


def _assignment(obligation: Obligation) -> str:
    """Return how a directory names one assignment of a plan."""
    return f"{obligation.plan}/{obligation.task}"
