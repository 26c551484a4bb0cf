"""What a changed spec would change: matched by identity, and only a changed rule re-dates."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from engine.deadlines.files import default_calendar
from engine.obligations.difference import difference
from engine.obligations.expansion import expand
from engine.obligations.history import Facts
from engine.obligations.values import Obligation, Tracked
from tests.conftest import MINH, Office, due
from tests.obligations.stories import facts

OPEN = "2024-11-01: opened\n"


@pytest.fixture
def minh(office: Office) -> Obligation:
    """Return what Minh's office owes."""
    plan = office.plan()
    return next(o for o in expand(plan.spec, plan.directory, default_calendar(), dt.date(2024, 11, 1)) if o.id == MINH)


def tracked(obligation: Obligation, known: Facts) -> dict[str, Tracked]:
    """Return one obligation as the ledger has it."""
    return {obligation.id: Tracked(obligation, known)}


def test_a_spec_that_says_the_same_changes_nothing(minh: Obligation) -> None:
    assert not difference([minh], tracked(minh, facts(OPEN)))


def test_what_is_not_tracked_is_added(minh: Obligation) -> None:
    found = difference([minh, minh], {})
    assert found.added == (minh,)
    assert found


def test_what_the_spec_no_longer_says_is_withdrawn_once(minh: Obligation) -> None:
    assert [one.id for one in difference([], tracked(minh, facts(OPEN))).withdrawn] == [MINH]
    assert not difference([], tracked(minh, facts(OPEN + "2024-11-05: withdrawn")))


def test_another_rule_redates_and_shows_the_present_limit(minh: Obligation) -> None:
    moved = dataclasses.replace(minh, due=due("{kind: by, date: 2024-12-20}"))
    (redating,) = difference([moved], tracked(minh, facts(OPEN))).redated
    assert redating.obligation == moved
    assert redating.before == due("{kind: before, date: 2024-12-10}")


def test_an_extension_stays_while_the_rule_of_the_plan_stays(minh: Obligation, doc: str) -> None:
    """
    2024-11-01: opened
    2024-12-05: {extended: {due: {kind: by, date: 2024-12-20}, basis: CV 12}}
    """
    assert not difference([minh], tracked(minh, facts(doc)))


def test_other_words_or_another_ground_reword(minh: Obligation) -> None:
    for changed in ({"text": "Báo cáo năm"}, {"basis": "invited"}, {"section": "VI"}, {"quote": "khác"}):
        other = dataclasses.replace(minh, **changed)  # type: ignore[arg-type]
        found = difference([other], tracked(minh, facts(OPEN)))
        assert (found.reworded, found.redated, found.added) == ((other,), (), ())


def test_what_left_the_plan_and_comes_back_is_added_again(minh: Obligation) -> None:
    left = facts(OPEN + "2024-11-05: {withdrawn: {left_plan: true}}")
    assert difference([minh], tracked(minh, left)).added == (minh,)


def test_what_a_person_withdrew_is_not_brought_back_by_the_same_plan(minh: Obligation) -> None:
    withdrawn = facts(OPEN + "2024-11-05: {withdrawn: {reason: sáp nhập}}")
    assert not difference([minh], tracked(minh, withdrawn))


def test_what_one_agency_loses_and_another_gets_is_reassigned(minh: Obligation) -> None:
    hung = dataclasses.replace(minh, agency="xa-vinh-chap")
    (found,) = difference([hung], tracked(minh, facts(OPEN))).reassigned
    assert ([t.id for t in found.withdrawn], found.added) == ([MINH], (hung,))


def test_another_occurrence_for_the_same_agency_is_no_reassignment(minh: Obligation) -> None:
    monthly = dataclasses.replace(minh, occurrence="2024-12")
    assert difference([monthly], tracked(minh, facts(OPEN))).reassigned == ()


def test_what_a_plan_asks_again_is_shown_as_it_stood_when_it_was_dropped(minh: Obligation) -> None:
    dropped = facts(OPEN + "2024-11-05: {withdrawn: {left_plan: true}}")
    found = difference([minh], tracked(minh, dropped))
    assert found.added == (minh,)
    assert [one.facts for one in found.returning] == [dropped]
