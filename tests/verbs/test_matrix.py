"""The matrix of a plan says of every agency and report what the lists say, now and of any moment before."""

from __future__ import annotations

import pytest

from engine.clock import moment
from engine.lists.matrix import Matrix
from engine.lists.order import vietnamese_order
from engine.view import Lists
from tests.conftest import HUNG, MINH, PHU_NU, PLAN, VINH_O, Office

BEFORE, AFTER = "2024-12-11T08:30", "2024-12-12T08:00"
ID = "binh-dang-gioi"
REPORT, OTHER = ("bao-cao-thang-12", "-"), ("tuyen-truyen", "-")
SUSPENDED = PLAN.replace("    period:", "    status: suspended\n      period:")
EARLIER = """
      - id: bao-cao-thang-11
        section: V
        text: Báo cáo định kỳ đợt tháng 11
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        due: {kind: before, date: 2024-11-25}
        owed_by: [{agency: cac-xa, basis: explicit}]
"""


def matrix(office: Office, at: str = BEFORE, *, undated: bool = False) -> Matrix:
    """Return the matrix of the plan of the cast."""
    return Lists(office.ledger).matrix(moment(at), ID, undated=undated)


@pytest.fixture
def year(office: Office) -> Office:
    """Return an office in which Minh's result waits, Hùng is silent, and nobody asks the Women's Union any more."""
    office.apply()
    office.run("2024-12-09T08:00")
    office.run("2024-12-10T08:00")
    office.answer("2024-12-10T09:00", "done", MINH, number="45/BC-PYT", sent="2024-12-09")
    office.withdraw("2024-12-10T12:00", PHU_NU)
    return office


def test_every_cell_says_what_the_agency_owes_and_where_it_stands(year: Office) -> None:
    found = matrix(year).cells
    said = {agency: cell.stands for (agency, column), cell in found.items() if column == REPORT}
    assert said == {
        "phong-y-te": "awaiting_review",
        "xa-vinh-chap": "overdue",
        "xa-vinh-o": "overdue",
        "hoi-phu-nu": "withdrawn",
    }
    assert {cell.id for cell in found.values()} == {MINH, HUNG, VINH_O, PHU_NU}


def test_what_is_no_longer_owed_is_not_counted(year: Office) -> None:
    found = matrix(year)
    assert [(column.recorded, column.owed) for column in found.columns] == [(1, 3)]
    assert found.counts == {"phong-y-te": (1, 1), "xa-vinh-chap": (0, 1), "xa-vinh-o": (0, 1), "hoi-phu-nu": (0, 0)}


def test_what_has_no_limit_is_there_only_when_asked_for(year: Office) -> None:
    assert [column.key for column in matrix(year).columns] == [REPORT]
    keys = [column.key for column in matrix(year, undated=True).columns]
    assert keys[0] == REPORT
    assert OTHER in keys


def test_columns_stand_in_the_order_of_their_limits(office: Office) -> None:
    office.apply(plan=office.plan(PLAN.rstrip() + EARLIER))
    assert [key[0] for key in (column.key for column in matrix(office).columns)] == ["bao-cao-thang-11", REPORT[0]]


def test_agencies_stand_in_vietnamese_order(year: Office) -> None:
    found = matrix(year, undated=True)
    names = [found.names[agency] for agency in found.agencies]
    assert names == sorted(names, key=vietnamese_order)


def test_a_plan_that_rests_keeps_its_dated_columns(office: Office) -> None:
    office.apply()
    office.apply("2024-11-20", office.plan(SUSPENDED))
    found = matrix(office, "2024-12-20")
    assert [column.key for column in found.columns] == [REPORT]
    assert found.cells["xa-vinh-chap", REPORT].stands == "suspended"
    assert found.columns[0].owed == 0


@pytest.mark.parametrize("undated", [False, True])
def test_the_matrix_of_the_past_is_the_one_that_was_shown_then(year: Office, *, undated: bool) -> None:
    before = matrix(year, undated=undated)
    year.run(AFTER)
    year.accept(AFTER, MINH)
    assert matrix(year, undated=undated) == before
    assert matrix(year, AFTER, undated=undated) != before


def test_the_past_of_a_plan_that_rests_is_the_one_that_was_shown_then(office: Office) -> None:
    office.apply()
    office.apply("2024-11-20", office.plan(SUSPENDED))
    before = matrix(office, "2024-12-01")
    office.apply("2024-12-02", office.plan())
    assert matrix(office, "2024-12-01") == before
    assert matrix(office, "2024-12-02") != before


def test_a_plan_not_followed_has_an_empty_matrix(year: Office) -> None:
    found = Lists(year.ledger).matrix(moment(BEFORE), "khong-co")
    assert (found.agencies, found.columns, dict(found.cells)) == ((), (), {})
