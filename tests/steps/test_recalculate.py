"""A changed working calendar moves what it must, once, and tells whoever had been told another day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from engine.deadlines.calendar import SpecialDay, WorkingCalendar
from engine.ledger.ledger import EXACT, Ledger
from tests.conftest import MINH, PLAN, Office

ROLLING = PLAN.replace("period:", "roll: next\n      period:").replace(
    "due: {kind: before, date: 2024-12-10}", "due: {kind: by, date: 2024-12-14}"
)  # a Saturday
PRINTED_SATURDAY = ROLLING.replace("roll: next", "roll: none")
WORKED = SpecialDay(dt.date(2024, 12, 14), "làm bù", "Công văn số 1")
DECREED = WorkingCalendar(frozenset({2024}), {}, {WORKED.date: WORKED})


def under(office: Office, calendar: WorkingCalendar) -> Office:
    """Return the same office when it has read another calendar."""
    office.ledger.engine.dispose()
    office.ledger = Ledger(office.settings, lambda: calendar, EXACT)
    return office


def test_a_limit_on_a_day_off_moves_where_the_plan_says_so(office: Office) -> None:
    office.apply("2024-11-01", office.plan(ROLLING))
    assert office.one(MINH, "2024-11-01")["missed_at"] == "2024-12-17T00:00:00+07:00"


def test_a_limit_on_a_day_off_stays_where_the_plan_is_silent(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PRINTED_SATURDAY))
    assert office.one(MINH, "2024-11-01")["missed_at"] == "2024-12-15T00:00:00+07:00"


def test_a_new_table_moves_open_limits_and_the_first_stays_known(office: Office) -> None:
    office.apply("2024-11-01", office.plan(ROLLING))
    under(office, DECREED).run("2024-11-04T08:00")
    line = office.one(MINH, "2024-11-04T08:00")
    assert line["missed_at"] == "2024-12-15T00:00:00+07:00"
    assert line["first_missed_at"] == "2024-12-17T00:00:00+07:00"


def test_each_agency_whose_date_moved_gets_one_correction(office: Office) -> None:
    office.apply("2024-11-01", office.plan(ROLLING))
    office.run("2024-11-01T08:00")
    under(office, DECREED).run("2024-11-04T08:00")
    office.run_daily("2024-11-05", "2024-11-08")
    corrections = [row for row in office.letters() if row.kind == "correction"]
    assert sorted(row.email for row in corrections) == [
        "hung@vinhchap.example",
        "minh@yte.example",
        "vanphong@phunu.example",
        "vanthu@vinho.example",
    ]


def test_a_correction_goes_beside_the_letter_of_the_day(office: Office) -> None:
    office.apply("2024-11-01", office.plan(ROLLING))
    office.run("2024-11-01T08:00")
    under(office, DECREED).run("2024-11-01T14:00")
    assert [row.kind for row in office.letters() if row.email == "minh@yte.example"] == ["notice", "correction"]


def test_who_had_not_been_told_gets_no_correction(office: Office) -> None:
    office.apply("2024-11-01", office.plan(ROLLING))
    under(office, DECREED).run("2024-11-04T08:00")
    assert {row.kind for row in office.letters()} == {"notice"}


def test_what_is_done_does_not_move(office: Office) -> None:
    office.apply("2024-11-01", office.plan(ROLLING))
    office.answer("2024-11-02T09:00", "done", MINH, sent="2024-11-02", number="1/BC")
    under(office, DECREED).run("2024-11-04T08:00")
    assert office.one(MINH, "2024-11-04T08:00")["missed_at"] == "2024-12-17T00:00:00+07:00"


def test_the_same_table_is_reckoned_once(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.apply("2024-11-01", office.plan(ROLLING))
    under(office, DECREED).run("2024-11-04T08:00")
    office.run("2024-11-05T08:00")
    assert [event.kind for event in office.history(MINH)].count("recalculated") == 1
