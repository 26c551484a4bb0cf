"""What an agency says: each kind is one event, the same said again is the same, and what cannot be is refused whole."""

from __future__ import annotations

from typing import Any

import pytest

from engine import acts
from engine.answer import HandedOnError, NotSensibleError, WithdrawnError
from engine.clock import moment
from engine.ledger.unit import UnknownObligationError
from tests.conftest import HUNG, MINH, PHU_NU, PLAN, Office

REPORT = {"number": "45/BC-PYT", "document_date": "2024-12-09", "sent": "2024-12-09"}
REQUIRED = PLAN.replace("  period:", "  acceptance: required\n      period:")


@pytest.fixture
def office(office: Office) -> Office:
    """Return Lan's office with its plan adopted."""
    office.apply()
    return office


def kinds(office: Office, obligation: str = MINH) -> list[str]:
    """Return what was said of an obligation since it was opened, by kind."""
    return [event.kind for event in office.history(obligation)][1:]


@pytest.mark.parametrize(
    ("kind", "said", "recorded"),
    [
        ("received", {}, "received"),
        ("done", REPORT, "done_reported"),
        ("nothing", {}, "done_reported"),
        ("extend", {"until": "2024-12-20", "reason": "chờ số liệu"}, "extension_asked"),
        ("not_ours", {"reason": "không thuộc lĩnh vực"}, "reassign_asked"),
    ],
)
def test_each_answer_is_one_event_however_often_it_is_given(
    office: Office, kind: Any, said: dict[str, str], recorded: str
) -> None:
    assert office.answer("2024-12-09T10:00", kind, MINH, **said) == 1
    assert office.answer("2024-12-09T10:01", kind, MINH, **said) == 0
    assert kinds(office) == [recorded]
    assert office.history(MINH)[-1].data["name"] == "Minh"


@pytest.mark.parametrize(
    "other", [{"number": "46/BC-PYT"}, {"sent": "2024-12-10"}, {"name": "Hoa"}, {"attachment": "a.pdf"}]
)
def test_another_content_is_another_event(office: Office, other: dict[str, str]) -> None:
    office.answer("2024-12-10T10:00", "done", MINH, **REPORT)
    assert office.answer("2024-12-10T11:00", "done", MINH, **(REPORT | other)) == 1
    assert kinds(office) == ["done_reported", "done_reported"]


def test_receipt_is_a_flag_and_stops_no_reminder(office: Office) -> None:
    office.answer("2024-11-04", "received", MINH)
    line = office.one(MINH, "2024-11-04")
    assert (line["state"], line["flags"], line["received_at"]) == ("not_due", ["received"], "2024-11-04T08:00:00+07:00")


def test_a_report_sent_in_time_and_said_in_time_is_done_with_its_evidence(office: Office) -> None:
    office.answer("2024-12-09T16:00", "done", MINH, **REPORT)
    line = office.one(MINH, "2024-12-09T17:00")
    assert (line["state"], line["done_at"]) == ("done_on_time", "2024-12-09T16:00:00+07:00")
    assert line["evidence"] == {"number": "45/BC-PYT", "date": "2024-12-09", "sent": "2024-12-09"}


@pytest.mark.parametrize(
    ("at", "sent", "state"),
    [
        ("2024-12-09T23:59:59.999999", "2024-12-09", "done_on_time"),
        ("2024-12-10T00:00", "2024-12-09", "awaiting_review"),
        ("2024-12-12T09:00", "2024-12-09", "awaiting_review"),
        ("2024-12-12T09:00", "2024-12-10", "done_late"),
        ("2024-12-12T09:00", "2024-12-12", "done_late"),
    ],
)
def test_the_day_sent_decides_and_said_late_of_a_document_sent_in_time_waits(
    office: Office, at: str, sent: str, state: str
) -> None:
    office.answer(at, "done", MINH, number="45/BC-PYT", sent=sent)
    assert office.one(MINH, "2024-12-13")["state"] == state


@pytest.mark.parametrize(("at", "state"), [("2024-12-09T16:00", "done_on_time"), ("2024-12-10T08:00", "done_late")])
def test_nothing_to_report_is_a_report_sent_when_it_is_said(office: Office, at: str, state: str) -> None:
    office.answer(at, "nothing", MINH)
    assert office.one(MINH, "2024-12-13")["state"] == state


def test_an_invited_agency_is_never_late(office: Office) -> None:
    office.answer("2024-12-20", "done", PHU_NU, number="7/BC-HPN", sent="2024-12-20")
    assert office.one(PHU_NU, "2024-12-20")["state"] == "done_on_time"


def test_where_acceptance_is_required_an_agency_s_word_waits_and_lan_s_does_not(office: Office) -> None:
    office.apply("2024-11-02", office.plan(REQUIRED))
    office.answer("2024-11-05", "done", MINH, number="45/BC-PYT", sent="2024-11-05")
    office.answer("2024-11-05", "done", HUNG, number="9/BC", sent="2024-11-05", by_office=True)
    assert office.one(MINH, "2024-11-05")["state"] == "awaiting_review"
    assert office.one(HUNG, "2024-11-05")["state"] == "done_on_time"


def test_what_lan_records_late_of_a_document_sent_in_time_waits_for_nobody(office: Office) -> None:
    office.answer("2024-12-12", "done", MINH, by_office=True, **REPORT)
    assert office.one(MINH, "2024-12-12")["state"] == "done_on_time"


def test_a_correction_of_what_was_accepted_waits_again_and_so_does_the_next(office: Office) -> None:
    office.apply("2024-11-02", office.plan(REQUIRED))
    office.answer("2024-11-05", "done", MINH, number="45/BC-PYT", sent="2024-11-05")
    office.accept("2024-11-05", MINH)
    office.apply("2024-11-06", office.plan())
    for number in ("46/BC-PYT", "47/BC-PYT"):
        office.answer("2024-11-07", "done", MINH, number=number, sent="2024-11-05")
        assert office.one(MINH, "2024-11-07")["state"] == "awaiting_review"


def test_a_correction_of_what_nobody_looked_at_simply_replaces_it(office: Office) -> None:
    office.answer("2024-12-05", "done", MINH, number="45/BC-PYT", sent="2024-12-05")
    office.answer("2024-12-06", "done", MINH, number="46/BC-PYT", sent="2024-12-06")
    line = office.one(MINH, "2024-12-06")
    assert (line["state"], line["evidence"]["number"]) == ("done_on_time", "46/BC-PYT")


def test_the_same_report_sent_again_after_a_return_is_a_new_answer(office: Office) -> None:
    office.answer("2024-12-09", "done", MINH, **REPORT)
    office.give_back("2024-12-09", MINH)
    assert office.answer("2024-12-09T17:00", "done", MINH, **REPORT) == 1
    assert kinds(office) == ["done_reported", "returned", "done_reported"]


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("done", {"number": "45/BC-PYT", "sent": "2024-12-10"}),
        ("done", REPORT | {"document_date": "2024-12-10"}),
        ("done", {"number": "45/BC-PYT", "document_date": "2024-12-10"}),
        ("done", {"number": "45/BC-PYT", "document_date": "2024-12-09", "sent": "2024-12-08"}),
        ("extend", {"until": "2024-12-09", "reason": "bận"}),
        ("extend", {"reason": "bận"}),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(office: Office, kind: Any, said: dict[str, str]) -> None:
    with pytest.raises(NotSensibleError, match=r"^[A-ZĐ].*\.$"):
        office.answer("2024-12-09T16:00", kind, MINH, **said)
    assert kinds(office) == []


def test_an_answer_for_several_counts_for_how_many_it_was_new(office: Office) -> None:
    office.answer("2024-12-09", "done", MINH, **REPORT)
    assert office.answer("2024-12-09", "done", MINH, HUNG, HUNG, **REPORT) == 1
    assert (kinds(office, MINH), kinds(office, HUNG)) == (["done_reported"], ["done_reported"])


def test_an_answer_for_several_is_recorded_for_all_or_for_none(office: Office) -> None:
    office.withdraw("2024-11-05", HUNG)
    with pytest.raises(WithdrawnError):
        office.answer("2024-12-09", "done", MINH, HUNG, **REPORT)
    with pytest.raises(UnknownObligationError):
        office.answer("2024-12-09", "done", MINH, "khong/co/dau-viec/-", **REPORT)
    assert (kinds(office, MINH), kinds(office, HUNG)) == ([], ["withdrawn"])


def test_asking_for_more_time_and_saying_not_ours_change_no_limit_and_no_state(office: Office) -> None:
    before = office.one(MINH, "2024-12-05")
    office.answer("2024-12-05", "extend", MINH, until="2024-12-20", reason="chờ số liệu")
    office.answer("2024-12-05", "not_ours", MINH, reason="không thuộc lĩnh vực")
    after = office.one(MINH, "2024-12-05")
    assert after == before | {"flags": ["extension_asked", "reassign_asked"]}


def test_who_said_it_stands_in_the_log(office: Office) -> None:
    office.answer("2024-12-09", "done", MINH, position="chuyên viên", **REPORT)
    (event,) = office.history(MINH)[1:]
    assert {key: event.data[key] for key in ("name", "position", "number", "by_office")} == {
        "name": "Minh",
        "position": "chuyên viên",
        "number": "45/BC-PYT",
        "by_office": False,
    }


def test_done_resolves_the_alert_and_a_report_that_waits_does_too(office: Office) -> None:
    office.run("2024-12-10T08:00")
    office.answer("2024-12-12", "done", MINH, **REPORT)
    office.answer("2024-12-12", "done", HUNG, number="9/BC", sent="2024-12-12")
    assert office.alerts("2024-12-12")[MINH] == ["resolved"]
    assert office.alerts("2024-12-12")[HUNG] == ["resolved"]


def test_an_answer_before_the_limit_means_no_alert(office: Office) -> None:
    office.answer("2024-12-09T16:00", "done", MINH, **REPORT)
    office.run("2024-12-10T08:00")
    assert MINH not in office.alerts("2024-12-10T09:00")
    assert HUNG in office.alerts("2024-12-10T09:00")


def test_what_was_handed_on_takes_no_answer_and_says_who_does_it(office: Office) -> None:
    acts.reassign(office.ledger, [MINH], moment("2024-11-04"), "xa-vinh-chap", "Công văn 15")
    with pytest.raises(HandedOnError) as refused:
        office.answer("2024-11-05", "received", MINH)
    assert refused.value.message == (
        "Nhiệm vụ này đã chuyển cho UBND xã Vĩnh Chấp (căn cứ: Công văn 15), không cần phản hồi."
    )
    assert kinds(office) == ["reassigned"]
