"""The letters a change is said to cause are those that the next run writes."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.apply import compare
from engine.clock import moment
from engine.steps.consequences import Consequences, Letters
from tests.conftest import DIRECTORY, HUNG, MINH, PLAN, Office

LATER = PLAN.replace("{kind: before, date: 2024-12-10}", "{kind: before, date: 2024-12-20}")
EARLIER = PLAN.replace("{kind: before, date: 2024-12-10}", "{kind: before, date: 2024-11-04}")
WITHOUT_MINH = PLAN.replace("          - {agency: phong-y-te, basis: explicit}\n", "")
MOVED = PLAN.replace("agency: phong-y-te\n        tasks:", "agency: xa-vinh-chap\n        tasks:")
SUSPENDED = PLAN.replace("    period:", "    status: suspended\n      period:")
AT = "2024-11-05T09:00"


def merged_into(heir: str) -> str:
    """Return the directory in which xã Vĩnh Ô goes on as another; a new one is there for it."""
    new = "      - {id: xa-moi, name: UBND xã Mới, relation: lower}\n    groups:"
    succession = f"{{from: xa-vinh-o, date: 2024-11-02, document: Nghị quyết số 1, to: [{heir}]}}"
    followed = f"    successions:\n      - {succession}\n    contacts:"
    return DIRECTORY.replace("    groups:", new).replace("    contacts:", followed)


def letters(office: Office, plan: str, directory: str = DIRECTORY, at: str = AT) -> Letters:
    """Return the letters that applying a plan is said to cause."""
    loaded = office.plan(plan, directory)
    changes = compare(office.ledger, loaded, moment(at)).changes
    found = Consequences(changes, office.ledger.calendar, "phong-ldtbxh", moment(at))
    return found.letters(loaded.spec.plan.status)


@pytest.fixture
def told(office: Office) -> Office:
    """Return an office whose plan was adopted and whose first letters have gone out."""
    office.apply()
    office.run("2024-11-01T09:00")
    return office


@pytest.mark.parametrize("plan", [PLAN, LATER, EARLIER, WITHOUT_MINH, MOVED, SUSPENDED])
@pytest.mark.parametrize("directory", [DIRECTORY, merged_into("xa-vinh-chap")])
def test_what_is_said_is_what_the_next_run_writes(told: Office, plan: str, directory: str) -> None:
    announced = letters(told, plan, directory)
    told.apply(AT, told.plan(plan, directory))
    known = set(told.letters())
    told.run("2024-11-05T10:00")
    written = [row for row in told.letters() if row not in known]
    agencies = {
        kind: {a for row in written if row.kind == kind for a in row.agencies} for kind in ("notice", "correction")
    }
    assert agencies["correction"] == {o.agency for o in announced.corrections}
    assert agencies["notice"] == {o.agency for o in announced.notices}


def test_what_is_done_is_not_written_about(told: Office) -> None:
    told.answer("2024-11-04", "done", MINH, sent="2024-11-04", number="7/BC-PYT")
    told.answer("2024-11-04", "done", HUNG, sent="2024-11-04", number="8/BC-UBND")
    assert Counter(o.agency for o in letters(told, LATER).corrections) == {"xa-vinh-o": 1, "hoi-phu-nu": 1}


def test_the_office_writes_no_letter_to_itself(office: Office) -> None:
    assert "phong-ldtbxh" not in {o.agency for o in letters(office, PLAN).notices}


def test_a_limit_taken_over_after_it_has_passed_is_announced_to_nobody(told: Office) -> None:
    merged = merged_into("xa-moi")
    assert [o.agency for o in letters(told, PLAN, merged).notices] == ["xa-moi"]
    assert letters(told, PLAN, merged, "2024-12-20").notices == ()
