"""Every act in every state, in any order, with time moving, outages and double runs: nothing lost, doubled or contradictory.

The machine lives one obligation as its ledger does: acts are refused where the verbs refuse them, runs say and raise what
their steps would. After everything that happens the whole is looked at again.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from engine.obligations.history import OPENING, Facts, after, facts_of
from engine.obligations.ladder import (
    is_watched,
    may_send,
    next_action_at,
    pending,
    reached_by,
    soon_at,
    still_to_say,
)
from engine.obligations.states import state_of
from engine.obligations.values import Event
from engine.spec.ladders import Ladder, Step
from engine.steps.alert import is_missed, is_silence_over
from tests.obligations.stories import CALENDAR
from tests.obligations.worlds import BASES, DATA, GUARDS, LIMITS, RUN, SELDOM, START, TRACKED

ACTS = sorted(set(DATA) - {"opened", "urged", *RUN})
LADDERS = st.sampled_from(
    [
        None,
        None,
        Ladder(urgency="khẩn"),
        Ladder(urgency="hỏa tốc", cap=4),
        Ladder(
            steps=(
                Step(before=3),
                Step(unconfirmed=2),
                Step(after=1, every=2, times=3),
                Step(urgings=2, tell=("leader",)),
            )
        ),
        Ladder(cap=2, steps=(Step(before=10, days="calendar"), Step(after=1, mode="auto", tell=("contact", "office")))),
    ]
)


class OneObligation(RuleBasedStateMachine):
    """One obligation from its opening on. `held` are the names of rungs drafted and not yet released."""

    def __init__(self) -> None:
        super().__init__()
        self.at = START
        self.events: list[Event] = []
        self.known: Facts | None = None
        self.told: set[tuple[str, int, int]] = set()
        self.alerts: list[int] = []
        self.held: tuple[str, ...] = ()
        self.ran_at: dt.datetime | None = None

    @property
    def facts(self) -> Facts:
        assert self.known is not None
        return self.known

    @initialize(due=LIMITS, basis=BASES, before=SELDOM, own=SELDOM, ladder=LADDERS)
    def opens(self, due: dict[str, Any], basis: str, before: bool, own: bool, ladder: Ladder | None) -> None:
        said = {"due": due, "basis": basis, "before_tracking": before, "own": own}
        self._record("opened", said | ({"ladder": ladder.data()} if ladder else {}))

    @rule(hours=st.integers(0, 30))
    def hours_go_by(self, hours: int) -> None:
        self.at += dt.timedelta(hours=hours)

    @rule(days=st.integers(1, 40))
    def nobody_runs_for_days(self, days: int) -> None:
        self.at += dt.timedelta(days=days)

    @rule(kind=st.sampled_from(["done_reported", "received", "extension_asked"]), data=st.data())
    def the_agency_answers(self, kind: str, data: st.DataObject) -> None:
        self.somebody_acts(kind, data)

    @rule(kind=st.sampled_from(["returned", "accepted", "extended", "declined"]), data=st.data())
    def the_coordinator_decides(self, kind: str, data: st.DataObject) -> None:
        self.somebody_acts(kind, data)

    @rule(kind=st.sampled_from(ACTS), data=st.data())
    def anybody_acts(self, kind: str, data: st.DataObject) -> None:
        self.somebody_acts(kind, data)

    def somebody_acts(self, kind: str, data: st.DataObject) -> None:
        said = data.draw(DATA[kind])
        if GUARDS.get(kind, TRACKED)(self.facts, said, self.at):
            self._record(kind, said)

    @rule()
    def a_run_and_another_beside_it(self) -> None:
        self._run()
        before = len(self.events)
        self._run()
        assert len(self.events) == before, "a second run at the same moment does nothing"

    @precondition(lambda self: self.held)
    @rule()
    def a_person_releases_what_is_held(self) -> None:
        if still_to_say(self.facts, self.at, self.held):
            self._record("urged", {})
        self.held = ()

    def _run(self) -> None:
        if may_send(self.facts, self.at, CALENDAR):
            self._say()
        if is_missed(self.facts, self.at):
            self._record("alert_raised", {})
            self.alerts.append(self.facts.version)
        if is_silence_over(self.facts, self.at):
            self._record("silence_ended", {})
        self.ran_at = self.at

    def _say(self) -> None:
        rungs = reached_by(self.facts, self.at, CALENDAR)
        if not rungs:
            return
        facts = self.facts
        for rung in rungs:
            place = (rung.name, 0 if rung.news or rung.name == OPENING else facts.version, _opened_again(self.events))
            assert place not in self.told, f"{rung.name} is told twice"
            self.told.add(place)
        self.held = tuple(rung.name for rung in rungs if rung.mode == "hold") or self.held
        self._record("reminded", {"rungs": [rung.name for rung in rungs]})

    def _record(self, kind: str, data: dict[str, Any]) -> None:
        if kind == "undelivered":  # what came back was not said, and may be said again
            self.told = {place for place in self.told if place[0] not in data["rungs"]}
        self.events.append(Event(kind, self.at, "Lan", data))
        self.known = after(self.known, self.events[-1])

    @invariant()
    def what_is_open_and_dated_is_watched(self) -> None:
        if self.events:
            assert is_watched(self.facts, next_action_at(self.facts, self.at, CALENDAR))

    @invariant()
    def an_alert_is_raised_once_for_a_limit_and_stands_only_while_something_is_missing(self) -> None:
        if not self.events:
            return
        versions = [alert.version for alert in self.facts.alerts]
        assert len(versions) == len(set(versions)) == len(self.alerts)
        alert = self.facts.alert
        if alert and (self.facts.done or self.facts.withdrawn_at or self.facts.suspended):
            assert alert.state in ("resolved", "silenced" if self.facts.silenced_until else "resolved")

    @invariant()
    def nothing_is_asked_of_who_has_answered(self) -> None:
        if self.events and self.facts.settled:
            assert all(rung.news for rung in pending(self.facts, CALENDAR))

    @invariant()
    def it_is_in_one_state(self) -> None:
        if self.events:
            state_of(self.facts, self.at, soon_at(self.facts, CALENDAR))

    def teardown(self) -> None:
        assert facts_of(self.events) == self.known
        if self.known is not None:
            assert Facts.model_validate_json(self.known.model_dump_json(by_alias=True)) == self.known

    @invariant()
    def nothing_that_a_run_should_have_done_is_left(self) -> None:
        if self.ran_at == self.at and self.events and may_send(self.facts, self.at, CALENDAR):
            look = next_action_at(self.facts, self.at, CALENDAR)
            assert look is None or look > self.at or self.events[-1].kind not in RUN


def _opened_again(events: list[Event]) -> int:
    return sum(event.kind == "reopened" for event in events)


# Ten thousand lives take long enough without counting lines.
TestOneObligation = pytest.mark.no_cover(OneObligation.TestCase)
TestOneObligation.settings = settings(max_examples=10_000, stateful_step_count=15, deadline=None)
