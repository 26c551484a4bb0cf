"""Two hundred rows with eighteen true reports: none is proposed that is not one, at most two are missed."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from engine.apply import apply
from engine.clock import moment
from engine.register_import import Imported, import_register
from engine.spec.plan import Plan, load_plan
from tests.conftest import Office
from tests.register import generated
from tests.sheet_files import csv_of, xlsx

SPECS = Path(__file__).parents[2] / "plan_specs"
MISSED_AT_MOST = 2


@pytest.fixture(scope="module")
def rows() -> list[generated.Row]:
    return generated.december()


@pytest.fixture
def vinh_linh(office: Office) -> Office:
    """Return the office of Vĩnh Linh with its plan and one on children, adopted in January."""
    directory = str(SPECS / "agencies" / "vinh-linh.yaml")
    children = office.files / "tre-em.yaml"
    children.write_text(dedent(generated.CHILDREN_PLAN).replace("DIRECTORY", directory), "utf-8")
    (office.files / "van-ban.txt").write_text("UBND các xã, thị trấn báo cáo trước ngày 12/12/2024", "utf-8")
    for path in (SPECS / "vinh-linh-2024.yaml", children):
        apply(office.ledger, loaded(path), moment("2024-01-15"))
    return office


def loaded(path: Path) -> Plan:
    plan, problems = load_plan(path)
    assert plan is not None, [str(problem) for problem in problems]
    return plan


def table(rows: list[generated.Row]) -> list[list[object]]:
    return [[n, n, r.arrived, r.number, r.dated, r.sender, r.summary] for n, r in enumerate(rows, start=1)]


def pairs(result: Imported) -> set[tuple[str, str]]:
    return {(one.document.number, one.owed.id) for one in result.proposed}


def true(rows: list[generated.Row]) -> set[tuple[str, str]]:
    return {(row.number, answer) for row in rows for answer in row.answers}


def test_the_register_is_what_the_promise_speaks_of(rows: list[generated.Row]) -> None:
    reports = [row for row in rows if row.answers]
    assert (len(rows), len(reports)) == (generated.SIZE, generated.TRUE)
    assert sum(len(row.answers) == 2 for row in reports) == 1
    assert len({row.number for row in rows}) == generated.SIZE


def test_nothing_false_is_proposed_and_at_most_two_reports_are_missed(
    vinh_linh: Office, rows: list[generated.Row]
) -> None:
    file = xlsx(vinh_linh.files / "so.xlsx", ["SỔ VĂN BẢN ĐẾN"], generated.HEAD, *table(rows), merged=["A1:G1"])
    result = import_register(vinh_linh.ledger, file, moment(generated.IMPORTED))
    assert result.rows == generated.SIZE
    assert pairs(result) - true(rows) == set()
    assert len(true(rows) - pairs(result)) <= MISSED_AT_MOST


def test_the_order_of_the_rows_and_the_kind_of_file_change_nothing(
    vinh_linh: Office, rows: list[generated.Row]
) -> None:
    written = [[str(cell) for cell in row] for row in table(rows[::-1])]
    file = csv_of(vinh_linh.files / "so.csv", generated.HEAD, *written, delimiter=";", encoding="utf-8-sig")
    found = pairs(import_register(vinh_linh.ledger, file, moment(generated.IMPORTED)))
    assert found - true(rows) == set()
    assert len(true(rows) - found) <= MISSED_AT_MOST
