"""A plan that changes keeps its history: v1, half confirmed, v2, v1 again. Nothing confirmed is lost, nothing sent twice."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.obligations.values import Event
from tests.conftest import HUNG, MINH, PHU_NU, PLAN, VINH_O, Office

V1 = PLAN
V2 = (
    PLAN.replace("due: {kind: before, date: 2024-12-10}", "due: {kind: before, date: 2024-12-05}")  # re-dated
    .replace("{agency: hoi-phu-nu, basis: invited}", "{agency: hoi-phu-nu, basis: inferred}")
    .replace(
        """      - section: IV.2
        agency: phong-y-te
        tasks:
          - {id: tuyen-truyen,""",
        """      - section: IV.2
        agency: xa-vinh-chap
        tasks:
          - {id: kiem-tra, role: assigned, text: Kiểm tra, quote: "Đẩy mạnh tuyên truyền"}
          - {id: tuyen-truyen,""",
    )  # added, and moved to another agency
    .replace(
        "          - {agency: cac-xa, basis: inferred}", "          - {agency: xa-vinh-chap, basis: inferred}"
    )  # dropped
)
TUYEN_TRUYEN = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"
MOVED = "binh-dang-gioi/tuyen-truyen/xa-vinh-chap/-"


@pytest.fixture
def amended(office: Office) -> Office:
    """Live v1, confirm half of it, v2, and v1 again, with a run after each."""
    office.apply("2024-11-01", office.plan(V1))
    office.run_daily("2024-11-01", "2024-11-12")
    office.answer("2024-11-12T10:00", "done", MINH, sent="2024-11-12", number="7/BC-PYT")
    office.answer("2024-11-12T10:05", "done", VINH_O, sent="2024-11-12", number="3/BC-UBND")
    office.answer("2024-11-12T10:10", "done", TUYEN_TRUYEN, sent="2024-11-12", number="8/BC-PYT")
    office.apply("2024-11-13T09:00", office.plan(V2))
    office.run_daily("2024-11-14", "2024-11-20")
    office.apply("2024-11-21T09:00", office.plan(V1))
    office.run_daily("2024-11-22", "2024-12-20")
    return office


def test_nothing_confirmed_is_lost(amended: Office) -> None:
    done = {MINH: "7/BC-PYT", VINH_O: "3/BC-UBND", TUYEN_TRUYEN: "8/BC-PYT"}
    for obligation, number in done.items():
        line = amended.one(obligation, "2024-12-20")
        assert line["state"] == "done_on_time", obligation
        assert line["evidence"]["number"] == number


def test_what_was_confirmed_stays_done_while_the_plan_no_longer_asks_it(office: Office) -> None:
    office.apply("2024-11-01", office.plan(V1))
    office.answer("2024-11-12T10:05", "done", VINH_O, sent="2024-11-12", number="3/BC-UBND")
    applied = office.apply("2024-11-13T09:00", office.plan(V2))
    assert [tracked.id for tracked in applied.changes.kept] == [VINH_O]
    assert office.one(VINH_O, "2024-11-13T09:00")["state"] == "done_on_time"


def test_no_letter_is_sent_twice(amended: Office) -> None:
    bodies = Counter((row.email, row.text.partition("\n")[2]) for row in amended.letters("sent"))
    assert set(bodies.values()) == {1}
    for obligation in (HUNG, PHU_NU):
        rungs = [
            (version, rung)
            for version, event in _with_version(amended, obligation)
            if event.kind == "reminded"
            for rung in event.data["rungs"]
        ]
        assert len(rungs) == len(set(rungs))


def test_one_reminder_of_a_kind_a_limit_and_one_correction_a_change(amended: Office) -> None:
    kinds = Counter(row.kind for row in amended.letters("sent") if row.email == "hung@vinhchap.example")
    assert kinds["correction"] == 2
    assert kinds["notice"] == 2  # of v1, and of the tasks that v2 added


def test_statistics_hold_for_the_first_and_the_present_limit(amended: Office) -> None:
    line = amended.one(HUNG, "2024-12-20")
    assert (line["state"], line["due"]["date"]) == ("overdue", "2024-12-10")
    assert line["missed_at"] == line["first_missed_at"] == "2024-12-10T00:00:00+07:00"


def test_the_first_limit_never_changes(office: Office) -> None:
    office.apply("2024-11-01", office.plan(V1))
    office.apply("2024-11-13T09:00", office.plan(V2))
    line = office.one(HUNG, "2024-11-13T09:00")
    assert (line["missed_at"], line["first_missed_at"]) == ("2024-12-05T00:00:00+07:00", "2024-12-10T00:00:00+07:00")


def test_what_moved_to_another_agency_is_reassigned(office: Office) -> None:
    office.apply("2024-11-01", office.plan(V1))
    (reassigned,) = office.apply("2024-11-13T09:00", office.plan(V2)).changes.reassigned
    assert [t.id for t in reassigned.withdrawn] == [TUYEN_TRUYEN]
    assert [o.id for o in reassigned.added] == [MOVED]


def test_a_withdrawn_obligation_stops_its_letters_at_once(office: Office) -> None:
    office.apply("2024-11-01", office.plan(V1))
    office.run("2024-11-01T08:00")
    office.apply("2024-11-18T06:00", office.plan(V2))
    office.run_daily("2024-11-18", "2024-12-20")
    to_vinh_o = [row for row in office.letters() if row.email == "vanthu@vinho.example"]
    assert [row.kind for row in to_vinh_o] == ["notice"]


def test_applying_the_same_spec_twice_is_the_same_as_once(office: Office) -> None:
    office.apply("2024-11-01", office.plan(V1))
    before = office.status("2024-11-02")
    assert not office.apply("2024-11-01T09:00", office.plan(V1))
    assert office.status("2024-11-02") == before


def _with_version(office: Office, obligation: str) -> list[tuple[int, Event]]:
    version, found = 1, []
    for event in office.history(obligation):
        version += event.kind in ("redated", "extended", "reopened", "recalculated")
        found.append((version, event))
    return found


# Plans that end, stop for a while, give way to another


def test_a_plan_that_has_ended_asks_nothing_more(office: Office) -> None:
    office.apply("2024-11-01", office.plan(V1))
    office.answer("2024-11-12T10:00", "done", MINH, sent="2024-11-12", number="7/BC-PYT")
    office.apply("2024-11-13T09:00", office.plan(V1.replace("period:", "status: ended\n      period:")))
    office.run_daily("2024-11-14", "2024-12-20")
    assert office.alerts("2024-12-20") == {}
    assert office.one(MINH, "2024-12-20")["state"] == "done_on_time"
    assert office.one(HUNG, "2024-12-20")["state"] == "withdrawn"


def test_a_suspended_plan_is_silent_and_blames_nobody_until_it_goes_on(office: Office) -> None:
    office.apply("2024-11-01", office.plan(V1))
    office.run("2024-11-01T08:00")
    office.apply("2024-11-13T09:00", office.plan(V1.replace("period:", "status: suspended\n      period:")))
    office.run_daily("2024-11-14", "2024-12-12")
    assert {row.kind for row in office.letters()} == {"notice"}
    assert office.alerts("2024-12-12") == {}
    assert office.one(HUNG, "2024-12-12")["state"] != "overdue"
    office.apply("2024-12-13T09:00", office.plan(V1))
    office.run("2024-12-13T10:00")
    assert office.alerts("2024-12-13T10:00")[HUNG] == ["open"]


def test_a_plan_gives_way_to_the_one_that_supersedes_it(office: Office) -> None:
    office.apply("2024-11-01", office.plan(V1))
    newer = V1.replace("id: binh-dang-gioi", "id: binh-dang-gioi-2\n      supersedes: [binh-dang-gioi]")
    applied = office.apply("2024-11-13T09:00", office.plan(newer.replace("58/KH-UBND", "60/KH-UBND")))
    assert HUNG in {tracked.id for tracked in applied.superseded}
    assert office.one(HUNG, "2024-11-13T09:00")["state"] == "withdrawn"
    assert office.history(HUNG)[-1].data["reason"] == "được thay thế bởi Kế hoạch số 60/KH-UBND ngày 30/10/2024"
