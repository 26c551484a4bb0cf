"""Run plan by plan, as flows do, the steps come to what one run over all plans comes to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from engine.clock import moment
from engine.ledger.reader import letter_rows
from engine.steps.alert import alert
from engine.steps.remind import remind
from tests.conftest import PLAN, Office

BOTH_DUE, LIMIT_PASSED, AFTERWARDS = "2024-11-18T07:00", "2024-12-10T07:00", "2024-12-11T07:00"
EQUALITY, STORM = "binh-dang-gioi", "phong-chong-bao"
STORM_PLAN = (
    PLAN.replace(EQUALITY, STORM)
    .replace("công tác bình đẳng giới", "phòng, chống thiên tai")
    .replace("          - {agency: cac-xa, basis: inferred}\n", "")
)


@pytest.fixture
def busy(new_office: Callable[..., Office]) -> Callable[[], Office]:
    """Make offices with two plans: all of the second one's agencies are also of the first."""

    def make() -> Office:
        office = new_office()
        office.apply("2024-11-01")
        office.apply("2024-11-01", office.plan(STORM_PLAN))
        return office

    return make


def written(office: Office) -> Counter[tuple[str, str, str, tuple[str, ...]]]:
    with office.ledger.read() as connection:
        rows = letter_rows(connection)
    return Counter((row.email, row.mode, row.subject, tuple(sorted(row.obligations))) for row in rows)


@pytest.mark.parametrize("at", [BOTH_DUE, AFTERWARDS])
@pytest.mark.parametrize("order", [(EQUALITY, STORM), (STORM, EQUALITY)])
def test_plan_by_plan_writes_the_same_letters_as_all_at_once(
    busy: Callable[[], Office], order: tuple[str, str], at: str
) -> None:
    at_once, one_by_one = busy(), busy()
    remind(at_once.ledger, moment(at))
    for plan in order:
        remind(one_by_one.ledger, moment(at), plan)
    assert written(one_by_one) == written(at_once)
    assert max(Counter((email, mode) for email, mode, *_ in written(one_by_one)).values()) == 1


def test_a_plans_reminders_leave_alone_who_has_nothing_to_do_with_it(busy: Callable[[], Office]) -> None:
    office = busy()
    remind(office.ledger, moment(BOTH_DUE), STORM)
    addresses = {email for email, *_ in written(office)}
    assert addresses == {"minh@yte.example", "vanphong@phunu.example"}


def test_a_plans_letter_speaks_of_the_other_plans_too(busy: Callable[[], Office]) -> None:
    office = busy()
    remind(office.ledger, moment(BOTH_DUE), STORM)
    plans = {obligation.split("/")[0] for *_, obligations in written(office) for obligation in obligations}
    assert plans == {EQUALITY, STORM}


def test_a_plans_alerts_are_its_own(busy: Callable[[], Office]) -> None:
    office = busy()
    assert alert(office.ledger, moment(LIMIT_PASSED), STORM) == 1
    assert {obligation.split("/")[0] for obligation in office.alerts(LIMIT_PASSED)} == {STORM}
    assert alert(office.ledger, moment(LIMIT_PASSED), EQUALITY) == 3


def test_a_plan_nobody_knows_has_nothing_due(busy: Callable[[], Office]) -> None:
    office = busy()
    assert remind(office.ledger, moment(BOTH_DUE), "khong-co").letters == 0
    assert alert(office.ledger, moment(LIMIT_PASSED), "khong-co") == 0


def test_only_a_plans_own_agencies_are_named_as_without_address(office: Office) -> None:
    directory = office.plan().directory.model_copy(update={"contacts": {}})
    plan = office.plan()
    office.apply("2024-11-01", type(plan)(plan.spec, directory, plan.file, plan.source_text))
    assert set(remind(office.ledger, moment(BOTH_DUE), EQUALITY).without_contact) == {
        "hoi-phu-nu",
        "phong-y-te",
        "xa-vinh-chap",
        "xa-vinh-o",
    }
    assert remind(office.ledger, moment(BOTH_DUE), STORM).without_contact == ()
