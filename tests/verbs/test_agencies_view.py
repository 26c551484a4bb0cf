"""The list of agencies says what status says of each, now and of any moment before, and reads an index to say it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
import sqlalchemy as sa

from engine.calls import called
from engine.clock import moment
from engine.contacts import absence_of, contact_of, save_contact, with_absence
from engine.ledger import agencies as ask
from engine.ledger.address_book import read_address_book
from engine.ledger.mails import count_return
from engine.lists.agencies import AgencyPage, AgencyRow
from engine.lists.order import vietnamese_order
from engine.view import Lists
from tests.conftest import DIRECTORY, HUNG, MINH, PLAN, VINH_O, Office

NOW, LATER = "2024-12-11T08:30", "2024-12-12T08:00"
AGENCIES = ("hoi-phu-nu", "phong-ldtbxh", "phong-y-te", "xa-vinh-chap", "xa-vinh-o")
SECOND = PLAN.replace("id: binh-dang-gioi", "id: an-toan-thuc-pham")
MERGED = """
    successions:
      - {from: xa-vinh-chap, to: [xa-vinh-o], date: 2024-12-01, document: Nghị quyết 12/NQ}
"""


@pytest.fixture
def year(office: Office) -> Office:
    """Return an office in which Minh's report waits, Vĩnh Ô was late, and Hùng was urged and called."""
    office.apply()
    office.apply("2024-11-01T09:00", office.plan(SECOND))
    for at in ("2024-11-18T08:00", "2024-12-09T08:00", "2024-12-10T08:00"):
        office.run(at)
    office.answer("2024-12-10T09:00", "done", MINH, number="45/BC-PYT", sent="2024-12-09")
    office.answer("2024-12-10T10:00", "done", VINH_O, number="9/BC-UBND", sent="2024-12-10")
    office.run("2024-12-11T08:00")
    called(office.ledger, [HUNG], moment("2024-12-11T08:10"), "phone", "hẹn gửi chiều nay")
    office.release("2024-12-11T08:20", HUNG)
    return office


def rows(office: Office, at: str = NOW) -> dict[str, AgencyRow]:
    return {row.id: row for row in Lists(office.ledger).agency_rows(moment(at))}


def page(office: Office, agency: str = "xa-vinh-chap", at: str = NOW) -> AgencyPage:
    return Lists(office.ledger).agency_page(moment(at), agency)


def test_each_agency_is_counted_as_status_counts_it(year: Office) -> None:
    lines = [line for plan in year.status(NOW)["plans"] for line in plan["obligations"]]
    for agency, row in rows(year).items():
        states = Counter(line["state"] for line in lines if line["agency"] == agency)
        assert row.late == states["overdue"]
        assert row.open == sum(states[state] for state in ("overdue", "due_soon", "not_due", "ongoing"))
        assert row.was_late == states["overdue"] + states["done_late"]
        assert page(year, agency).states == dict(states)


def test_how_often_an_agency_was_late_is_told_of_the_limits_behind_it(year: Office) -> None:
    found = {agency: (row.was_late, row.passed, row.urged) for agency, row in rows(year).items()}
    assert found == {
        "hoi-phu-nu": (0, 0, 0),
        "phong-ldtbxh": (0, 0, 0),
        "phong-y-te": (1, 2, 0),
        "xa-vinh-chap": (2, 2, 1),
        "xa-vinh-o": (2, 2, 0),
    }


def test_agencies_stand_in_vietnamese_order_or_by_lateness(year: Office) -> None:
    lists = Lists(year.ledger)
    names = [row.name for row in lists.agency_rows(moment(NOW))]
    assert names == sorted(names, key=vietnamese_order)
    late = [row.late for row in lists.agency_rows(moment(NOW), latest_first=True)]
    assert late == [2, 1, 1, 0, 0]


@pytest.mark.parametrize("agency", AGENCIES)
def test_the_past_says_what_was_said_then(year: Office, agency: str) -> None:
    before, known = page(year, agency), rows(year)
    year.run(LATER)
    year.extend("2024-12-12T09:00", "2024-12-20", HUNG)
    called(year.ledger, [MINH], moment("2024-12-12T10:00"), "zalo")
    assert rows(year) == known
    assert page(year, agency) == before


def test_a_page_groups_by_plan_what_waits_and_what_is_late_first(year: Office) -> None:
    found = page(year, "phong-y-te")
    assert [part.plan.id for part in found.plans] == ["binh-dang-gioi", "an-toan-thuc-pham"]
    assert [[line.state for line in part.lines] for part in found.plans] == [
        ["awaiting_review", "ongoing"],
        ["overdue", "ongoing"],
    ]
    assert [part.total for part in found.plans] == [2, 2]


def test_a_page_tells_a_call_once_with_what_was_said(year: Office) -> None:
    assert [(one.by, one.way, one.note) for one in page(year).calls] == [("Lan", "phone", "hẹn gửi chiều nay")]
    assert page(year, "phong-y-te").calls == ()


def test_a_page_tells_who_is_heir_since_when_by_what_document(office: Office) -> None:
    office.apply(plan=office.plan(directory=DIRECTORY + MERGED))
    for agency in ("xa-vinh-chap", "xa-vinh-o"):
        (told,) = page(office, agency, "2024-12-02").successions
        assert (told.source, told.to) == ("UBND xã Vĩnh Chấp", ("UBND xã Vĩnh Ô",))
        assert (told.on, told.document, told.all_tasks) == (dt.date(2024, 12, 1), "Nghị quyết 12/NQ", True)
    assert page(office, "phong-y-te", "2024-12-02").successions == ()


def test_a_row_says_who_is_away_and_whether_a_letter_arrives(year: Office) -> None:
    with year.ledger.read() as connection:
        minh = read_address_book(connection).posts["phong-y-te"]["official"]
    away = absence_of(dt.date(2024, 12, 9), dt.date(2024, 12, 13), {"name": "Hoa", "substitute": "hoa@yte.example"})
    save_contact(year.ledger, "phong-y-te", minh, with_absence(minh, away), moment("2024-12-11T08:25"))
    with year.ledger.engine.begin() as connection:
        count_return(connection, "hung@vinhchap.example", moment(NOW), "không có hộp thư", hard=True)
    found = rows(year)
    assert [(one.contact.name, one.absence.name) for one in found["phong-y-te"].away] == [("Minh", "Hoa")]
    assert found["phong-y-te"].reached
    assert (found["xa-vinh-chap"].reached, found["xa-vinh-chap"].returned) == (False, ("hung@vinhchap.example",))


def test_an_office_box_is_reached_where_its_official_is_not(year: Office) -> None:
    box = contact_of({"post": "office", "email": "vanthu@vinhchap.example"})
    save_contact(year.ledger, "xa-vinh-chap", None, box, moment(NOW))
    with year.ledger.engine.begin() as connection:
        count_return(connection, "hung@vinhchap.example", moment(NOW), "không có hộp thư", hard=True)
    row = rows(year)["xa-vinh-chap"]
    assert (row.reached, row.returned) == (True, ("hung@vinhchap.example",))
    assert list(page(year).posts) == ["official", "office"]


def test_counting_reads_an_index_and_no_obligation(year: Office) -> None:
    asked: list[tuple[str, Any]] = []

    def listen(_c: object, _u: object, statement: str, parameters: Any, _x: object, _m: bool) -> None:
        asked.append((statement, parameters))

    with year.ledger.read() as connection:
        sa.event.listen(connection, "before_cursor_execute", listen)
        ask.tally_agencies(connection, moment(NOW))
        ask.tally_plans(connection, moment(NOW), "phong-y-te")
        sa.event.remove(connection, "before_cursor_execute", listen)
        plans = [
            " ".join(str(step) for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", given).all())
            for query, given in asked
        ]
    assert len(plans) == 2
    assert all("USING COVERING INDEX ix_obligations_agency_stands" in plan for plan in plans)
    assert "TEMP B-TREE" not in plans[0]
