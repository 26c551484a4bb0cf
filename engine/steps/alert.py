"""Alert: one for each obligation and deadline version, the first time a run looks at or after its limit.

For the coordinator only; on days off too, and under a pending request for more time. One that was silenced opens again
when its silence ends. New alerts go out in one mail a plan.
"""

from __future__ import annotations

import datetime as dt

from engine.ledger.ledger import Ledger
from engine.ledger.reader import any_due
from engine.obligations.history import Facts
from engine.obligations.ladder import silence_ends_at
from engine.steps.actors import AUTOMATIC
from engine.steps.alert_letters import tell_of_alerts


def alert(ledger: Ledger, at: dt.datetime, plan: str | None = None) -> int:
    """Raise what must be raised, in every plan or in one; return how many."""
    with ledger.read() as connection:
        if not any_due(connection, at, plan):
            return 0
    with ledger.write(at, AUTOMATIC) as unit:
        due = unit.due(plan)
        missed = [tracked for tracked in due if is_missed(tracked.facts, unit.at)]
        for tracked in missed:
            unit.record("alert_raised", tracked.id)
        if missed:
            tell_of_alerts(unit, ledger, [unit.tracked(tracked.id) for tracked in missed])
        for tracked in (tracked for tracked in due if is_silence_over(tracked.facts, unit.at)):
            unit.record("silence_ended", tracked.id)
        ledger.commit(unit)
    return len(missed)


def is_missed(facts: Facts, at: dt.datetime) -> bool:
    """Say whether the coordinator must be told now: late, unanswered, not told yet."""
    late = facts.missed_at is not None and facts.missed_at <= at
    return late and not facts.settled and facts.alert is None


def is_silence_over(facts: Facts, at: dt.datetime) -> bool:
    """Say whether an alert was silenced until a day that has come."""
    ends = silence_ends_at(facts)
    return ends is not None and ends <= at and facts.alert is not None and facts.alert.state == "silenced"
