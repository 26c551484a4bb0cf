"""What a changed spec would change: obligations are matched by identity, so a new date or wording keeps its history."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from engine.deadlines.rules import Due
from engine.obligations.history import Facts
from engine.obligations.succession import HandOver
from engine.obligations.values import Obligation, Tracked
from engine.spec.models import Status

T = TypeVar("T")


@dataclass(frozen=True)
class Redating:
    """The same obligation with another limit; `facts` are what is true of it until then."""

    obligation: Obligation
    facts: Facts

    @property
    def before(self) -> Due:
        """Return the limit until then."""
        return self.facts.due


@dataclass(frozen=True)
class Reassignment:
    """A task that an amended plan takes from some agencies and gives to others."""

    withdrawn: tuple[Tracked, ...]
    added: tuple[Obligation, ...]


@dataclass(frozen=True)
class Difference:
    """What applying a spec would do; empty when the ledger says the same already.

    `kept` are done and no longer asked: their results stay. `reassigned` are pairs out of `added` and `withdrawn`.
    `returning` are those of `added` that the plan had asked before, as they stood when it dropped them.
    """

    added: tuple[Obligation, ...] = ()
    withdrawn: tuple[Tracked, ...] = ()
    redated: tuple[Redating, ...] = ()
    reworded: tuple[Obligation, ...] = ()
    handed_on: tuple[HandOver, ...] = ()
    suspended: tuple[Tracked, ...] = ()
    resumed: tuple[Tracked, ...] = ()
    kept: tuple[Tracked, ...] = ()
    returning: tuple[Tracked, ...] = ()

    def __bool__(self) -> bool:
        """Say whether anything would change."""
        return any(
            (self.added, self.withdrawn, self.redated, self.reworded, self.handed_on, self.suspended, self.resumed)
        )

    @property
    def taken_over(self) -> frozenset[str]:
        """Return the ids of those that carry on what is handed on."""
        return frozenset(obligation.id for one in self.handed_on for obligation in one.to)

    @property
    def reassigned(self) -> tuple[Reassignment, ...]:
        """Return the tasks that leave some agencies and come to others; not those that a reorganisation hands on."""
        taken_over = self.taken_over
        leave = _by_task((t.obligation.task, t) for t in self.withdrawn)
        come = _by_task((o.task, o) for o in self.added if o.id not in taken_over)
        found = (_reassignment(leave[task], come[task]) for task in leave if task in come)
        return tuple(one for one in found if one.withdrawn and one.added)


def difference(
    wanted: Iterable[Obligation],
    tracked: Mapping[str, Tracked],
    handed_on: tuple[HandOver, ...] = (),
    status: Status = "in-force",
) -> Difference:
    """Compare what the spec says with what is tracked. Extensions granted since stay: only a changed rule re-dates.

    A plan that has ended asks nothing more of anybody; one that is suspended asks nothing for now.
    """
    asked = {} if status == "ended" else {obligation.id: obligation for obligation in wanted}
    kept = [(o, tracked[o.id]) for o in asked.values() if _is_tracked(o.id, tracked)]
    dropped = [t for i, t in tracked.items() if i not in asked and not t.facts.withdrawn_at]
    handed = {one.tracked.id for one in handed_on}
    return Difference(
        added=tuple(o for o in asked.values() if not _is_tracked(o.id, tracked)),
        withdrawn=tuple(t for t in dropped if t.facts.done is None and t.id not in handed),
        redated=tuple(Redating(o, t.facts) for o, t in kept if o.due != t.obligation.due),
        reworded=tuple(o for o, t in kept if o.wording() != t.obligation.wording()),
        handed_on=() if status == "ended" else handed_on,
        suspended=tuple(t for _, t in kept if status == "suspended" and not t.facts.settled),
        resumed=tuple(t for _, t in kept if status == "in-force" and t.facts.suspended),
        kept=tuple(t for t in dropped if t.facts.done is not None),
        returning=tuple(tracked[i] for i in asked if i in tracked and tracked[i].facts.left_plan),
    )


def _is_tracked(obligation: str, tracked: Mapping[str, Tracked]) -> bool:
    """Say whether it was opened and no change of the plan withdrew it since; what a person withdrew stays withdrawn."""
    return obligation in tracked and not tracked[obligation].facts.left_plan


def _reassignment(leave: list[Tracked], come: list[Obligation]) -> Reassignment:
    """Leave out the agencies that lose one occurrence of a task and get another: they keep it."""
    before, after = {t.obligation.agency for t in leave}, {o.agency for o in come}
    return Reassignment(
        tuple(t for t in leave if t.obligation.agency not in after),
        tuple(o for o in come if o.agency not in before),
    )


def _by_task(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for task, one in pairs:
        found.setdefault(task, []).append(one)
    return found
