"""From a plan to obligations: groups fan out, a report owed twice is owed once, the coordinator owes itself nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engine.deadlines.files import default_calendar
from engine.obligations.expansion import expand
from engine.obligations.values import Obligation
from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, PLAN, VINH_O, Office

REPORTS = PLAN[: PLAN.index("owed_by:")] + "owed_by:"


@pytest.fixture
def expanded(office: Office) -> Callable[..., dict[str, Obligation]]:
    """Return what a plan asks of everybody, by id."""

    def expand_(text: str = PLAN, directory: str = DIRECTORY) -> dict[str, Obligation]:
        plan = office.plan(text, directory)
        return {
            obligation.id: obligation
            for obligation in expand(plan.spec, plan.directory, default_calendar(), dt.date(2024, 11, 1))
        }

    return expand_


def owed_by(entries: str) -> str:
    """Return the plan with other agencies owing its report."""
    return REPORTS + "".join(f"\n          - {entry}" for entry in entries.splitlines()) + "\n"


def test_everything_asked_of_anybody_is_one_obligation_in_the_order_of_the_document(
    expanded: Callable[..., dict[str, Obligation]],
) -> None:
    assert list(expanded()) == [
        "binh-dang-gioi/tong-hop/phong-ldtbxh/-",
        "binh-dang-gioi/tuyen-truyen/phong-y-te/-",
        MINH,
        HUNG,
        VINH_O,
        PHU_NU,
    ]


def test_an_obligation_says_what_the_plan_says(expanded: Callable[..., dict[str, Obligation]]) -> None:
    report = expanded()[HUNG]
    assert (report.kind, report.role, report.basis, report.section) == ("report", "assigned", "inferred", "V")
    assert (report.to, report.via) == ("ubnd-huyen", "phong-ldtbxh")
    assert report.quote == "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"


def test_a_task_is_asked_on_explicit_ground_with_its_role(expanded: Callable[..., dict[str, Obligation]]) -> None:
    task = expanded()["binh-dang-gioi/tong-hop/phong-ldtbxh/-"]
    assert (task.kind, task.role, task.basis, task.due.kind, task.to) == ("task", "lead", "explicit", "ongoing", None)


def test_owed_through_an_agency_and_its_group_is_owed_once_on_the_stronger_ground(
    expanded: Callable[..., dict[str, Obligation]], doc: str
) -> None:
    """
    {agency: cac-xa, basis: invited}
    {agency: xa-vinh-o, basis: explicit}
    {agency: phong-y-te, basis: inferred}
    """
    reports = [o for o in expanded(owed_by(doc)).values() if o.kind == "report"]
    assert [(o.id, o.basis) for o in reports] == [(HUNG, "invited"), (VINH_O, "explicit"), (MINH, "inferred")]


def test_the_coordinator_owes_no_report_to_itself_even_as_member_of_a_group(
    expanded: Callable[..., dict[str, Obligation]],
) -> None:
    directory = DIRECTORY.replace("[xa-vinh-chap, xa-vinh-o]", "[phong-ldtbxh, xa-vinh-o]")
    reports = [o for o in expanded(PLAN, directory).values() if o.kind == "report"]
    assert [o.agency for o in reports] == ["phong-y-te", "xa-vinh-o", "hoi-phu-nu"]


def test_a_new_date_or_wording_keeps_the_identity(expanded: Callable[..., dict[str, Obligation]]) -> None:
    before, after = expanded(), expanded(PLAN.replace("2024-12-10}", "2024-12-15}").replace("đợt tháng 12", "cuối năm"))
    assert list(before) == list(after)
    assert before[MINH].wording() != after[MINH].wording()
    assert before[MINH].due != after[MINH].due


def test_a_mark_is_owed_by_nobody(expanded: Callable[..., dict[str, Obligation]]) -> None:
    mark = """
    marks:
      - id: thang-hanh-dong
        section: V
        text: Tháng hành động
        quote: Báo cáo định kỳ
        due: {kind: between, from: 2024-11-15, to: 2024-12-15}
    """
    assert list(expanded(PLAN.rstrip(" ") + mark)) == list(expanded())
