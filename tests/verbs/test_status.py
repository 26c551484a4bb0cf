"""Where things stood at a moment is what was recorded by then: asked later, the answer is the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.clock import moment
from engine.status import status
from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, PLAN, VINH_O, Office

LATER = PLAN.replace("date: 2024-12-10}", "date: 2024-12-12}")
ONE_XA = DIRECTORY.replace("[xa-vinh-chap, xa-vinh-o]", "[xa-vinh-chap]")
YEAR: list[tuple[str, Callable[[Office, str], object]]] = [
    ("2024-11-01T08:00", lambda o, at: o.apply(at, o.plan(PLAN, ONE_XA))),
    ("2024-11-01T09:00", lambda o, at: o.run(at)),
    ("2024-11-04T10:00", lambda o, at: o.answer(at, "received", MINH, HUNG)),
    ("2024-11-11T09:00", lambda o, at: o.apply(at, o.plan())),
    ("2024-11-18T08:00", lambda o, at: o.run(at)),
    ("2024-12-05T09:00", lambda o, at: o.answer(at, "extend", HUNG, until="2024-12-20", reason="chờ số liệu")),
    ("2024-12-09T08:00", lambda o, at: o.run(at)),
    ("2024-12-10T08:00", lambda o, at: o.run(at)),
    ("2024-12-10T09:00", lambda o, at: o.acknowledge(at, VINH_O)),
    ("2024-12-11T08:00", lambda o, at: o.run(at)),
    ("2024-12-11T09:00", lambda o, at: o.release(at, HUNG)),
    ("2024-12-12T09:00", lambda o, at: o.answer(at, "done", MINH, number="45/BC-PYT", sent="2024-12-09")),
    ("2024-12-12T10:00", lambda o, at: o.give_back(at, MINH)),
    ("2024-12-12T11:00", lambda o, at: o.extend(at, "2024-12-16", HUNG)),
    ("2024-12-13T08:00", lambda o, at: o.run(at)),
    ("2024-12-13T09:00", lambda o, at: o.answer(at, "done", MINH, number="45/BC-PYT", sent="2024-12-09")),
    ("2024-12-13T10:00", lambda o, at: o.accept(at, MINH)),
    ("2024-12-17T08:00", lambda o, at: o.run(at)),
    ("2024-12-17T09:00", lambda o, at: o.silence(at, "2024-12-24", HUNG)),
    ("2024-12-18T09:00", lambda o, at: o.withdraw(at, PHU_NU)),
    ("2024-12-19T09:00", lambda o, at: o.apply(at, o.plan(LATER))),
    ("2024-12-24T08:00", lambda o, at: o.run(at)),
]


def test_status_of_an_earlier_moment_is_what_status_said_then(office: Office) -> None:
    then: dict[str, dict[str, Any]] = {}
    for at, act in YEAR:
        act(office, at)
        then[at] = office.status(at)
    assert {at: office.status(at) for at, _ in YEAR} == then
    assert len({str(plan) for plan in then.values()}) == len(YEAR)


def test_only_what_was_recorded_by_a_moment_counts_to_the_microsecond(office: Office) -> None:
    office.apply()
    office.answer("2024-12-09T16:00", "done", MINH, number="45/BC-PYT", sent="2024-12-09")
    office.run("2024-12-10T08:00")
    assert office.one(MINH, "2024-12-09T15:59:59.999999")["state"] == "due_soon"
    assert office.one(MINH, "2024-12-09T16:00")["state"] == "done_on_time"
    assert office.alerts("2024-12-10T07:59:59.999999") == {}
    assert set(office.alerts("2024-12-10T08:00")) == {HUNG, VINH_O}


def test_time_passes_in_status_without_any_run(office: Office) -> None:
    office.apply()
    assert [office.one(HUNG, at)["state"] for at in ("2024-11-05", "2024-12-01", "2024-12-10T00:00")] == [
        "not_due",
        "due_soon",
        "overdue",
    ]


@pytest.mark.parametrize("at", ["2024-10-31", "2024-11-01T07:59"])
def test_before_a_plan_is_adopted_there_is_nothing(office: Office, at: str) -> None:
    office.apply()
    assert office.status(at)["plans"] == []


def test_without_a_ledger_there_is_nothing_and_none_is_made(office: Office) -> None:
    assert office.status("2024-12-10") == {"at": "2024-12-10T08:00:00+07:00", "plans": []}
    assert not office.home.exists()


def test_counts_are_of_the_states_that_occur(office: Office) -> None:
    office.apply()
    (plan,) = office.status("2024-12-10")["plans"]
    assert plan["counts"] == {"ongoing": 3, "overdue": 3}
    assert sum(plan["counts"].values()) == len(plan["obligations"])


def test_a_line_says_what_the_contract_says(office: Office) -> None:
    office.apply()
    assert office.one(HUNG, "2024-11-05") == {
        "id": HUNG,
        "agency": "xa-vinh-chap",
        "agency_name": "UBND xã Vĩnh Chấp",
        "task": "bao-cao-thang-12",
        "role": "assigned",
        "section": "V",
        "quote": "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện",
        "kind": "report",
        "basis": "inferred",
        "due": {"kind": "before", "date": "2024-12-10"},
        "missed_at": "2024-12-10T00:00:00+07:00",
        "first_missed_at": "2024-12-10T00:00:00+07:00",
        "state": "not_due",
        "flags": [],
        "received_at": None,
        "done_at": None,
        "evidence": None,
        "reminders_sent": 0,
        "alerts": [],
    }


def test_an_invited_agency_is_never_late_nor_alerted(office: Office) -> None:
    office.apply()
    office.run_daily("2024-12-09", "2024-12-12")
    line = office.one(PHU_NU, "2024-12-12T09:00")
    assert (line["state"], line["missed_at"], line["first_missed_at"], line["alerts"]) == ("ongoing", None, None, [])


def test_one_plan_or_all_or_one_nobody_knows(office: Office) -> None:
    office.apply()
    office.apply("2024-11-02", office.plan(PLAN.replace("id: binh-dang-gioi", "id: tre-em")))
    assert [plan.plan.id for plan in status(office.ledger, moment("2024-11-05")).plans] == ["binh-dang-gioi", "tre-em"]
    assert [plan.plan.id for plan in status(office.ledger, moment("2024-11-05"), "tre-em").plans] == ["tre-em"]
    assert status(office.ledger, moment("2024-11-05"), "khac").plans == ()


def test_reminders_are_letters_that_left_and_not_drafts(office: Office) -> None:
    office.apply()
    office.run_daily("2024-12-02", "2024-12-19")
    assert office.one(HUNG, "2024-12-19T09:00")["reminders_sent"] == 3
    assert office.one(HUNG, "2024-12-02T07:00")["reminders_sent"] == 0
