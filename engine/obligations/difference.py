"""What a changed spec would change: obligations are matched by identity, so a new date or wording keeps its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from engine.deadlines.rules import Due
from engine.obligations.values import Obligation, Tracked


@dataclass(frozen=True)
class Redating:
    """The same obligation with another limit."""

    obligation: Obligation
    before: Due


@dataclass(frozen=True)
class Difference:
    """What applying a spec would do; empty when the ledger says the same already."""

    added: tuple[Obligation, ...] = ()
    withdrawn: tuple[Tracked, ...] = ()
    redated: tuple[Redating, ...] = ()
    reworded: tuple[Obligation, ...] = field(default=())

    def __bool__(self) -> bool:
        """Say whether anything would change."""
        return bool(self.added or self.withdrawn or self.redated or self.reworded)


def difference(wanted: Iterable[Obligation], tracked: Mapping[str, Tracked]) -> Difference:
    """Compare what the spec says with what is tracked. Extensions granted since stay: only a changed rule re-dates."""
    wanted_by_id = {obligation.id: obligation for obligation in wanted}
    kept = [(o, tracked[o.id]) for o in wanted_by_id.values() if _is_tracked(o.id, tracked)]
    return Difference(
        added=tuple(o for o in wanted_by_id.values() if not _is_tracked(o.id, tracked)),
        withdrawn=tuple(t for i, t in tracked.items() if i not in wanted_by_id and not t.facts.withdrawn_at),
        redated=tuple(Redating(o, t.facts.due) for o, t in kept if o.due != t.obligation.due),
        reworded=tuple(o for o, t in kept if o.wording() != t.obligation.wording()),
    )


def _is_tracked(obligation: str, tracked: Mapping[str, Tracked]) -> bool:
    """Say whether it was opened and no change of the plan withdrew it since; what a person withdrew stays withdrawn."""
    return obligation in tracked and not tracked[obligation].facts.left_plan
