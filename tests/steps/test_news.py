"""What the coordinator decides reaches the agency with the next run, beside the letter of the day, once."""

from __future__ import annotations

import pytest

from engine import acts
from engine.acts import NothingAskedError
from engine.clock import moment
from engine.ledger.reader import LetterRow
from tests.conftest import MINH, Office

YTE = "minh@yte.example"
DONE = {"number": "45/BC-PYT", "sent": "2024-12-09"}


@pytest.fixture
def office(office: Office) -> Office:
    """Return Lan's office after the notice of 01/11 has gone out."""
    office.apply()
    office.run("2024-11-01T08:00")
    return office


def news(office: Office) -> list[LetterRow]:
    """Return the letters to Minh that are neither reminders nor drafts."""
    return [row for row in office.letters() if row.email == YTE and row.mode == "now"]


def test_an_extension_is_told_with_its_basis_and_the_first_limit(office: Office) -> None:
    office.extend("2024-11-20", "2024-12-20", MINH)
    office.run("2024-11-20T09:00")
    (letter,) = news(office)
    assert letter.kind == "extended"
    for words in ("20/12/2024", "10/12/2024", "Công văn 12/CV-PYT"):
        assert words in letter.text
    office.run_daily("2024-11-21", "2024-11-25")
    assert len(news(office)) == 1


def test_who_asked_for_more_time_in_vain_is_told_why_the_limit_stands(office: Office) -> None:
    office.answer("2024-11-20", "extend", MINH, until="2024-12-20", reason="thiếu số liệu")
    acts.decline(office.ledger, [MINH], moment("2024-11-20T10:00"), "đã đến kỳ tổng hợp")
    office.run("2024-11-20T11:00")
    (letter,) = news(office)
    assert letter.kind == "declined"
    assert "đã đến kỳ tổng hợp" in letter.text
    assert "trước ngày 10/12/2024" in letter.text
    assert office.one(MINH, "2024-11-20T12:00")["flags"] == []


def test_nothing_is_declined_that_nobody_asked_for(office: Office) -> None:
    with pytest.raises(NothingAskedError):
        acts.decline(office.ledger, [MINH], moment("2024-11-20T10:00"), "vì")


def test_a_returned_result_is_asked_to_be_completed_after_the_limit_too(office: Office) -> None:
    office.run("2024-12-10T08:00")
    office.answer("2024-12-10T09:00", "done", MINH, **DONE)
    office.give_back("2024-12-10T10:00", MINH)
    office.run("2024-12-10T11:00")
    (letter,) = news(office)
    assert letter.kind == "returned"
    assert "thiếu số liệu" in letter.text
    assert letter.sent_at is not None


def test_news_does_not_wait_for_the_urging_that_is_held(office: Office) -> None:
    office.run("2024-12-10T08:00")
    office.answer("2024-12-10T09:00", "done", MINH, **DONE)
    office.give_back("2024-12-11T07:30", MINH)
    office.run("2024-12-11T08:00")
    last = [(row.kind, row.status) for row in office.letters() if row.email == YTE][-2:]
    assert sorted(last) == [("returned", "sent"), ("urging", "held")]


def test_who_reported_in_person_is_told_that_the_result_is_recorded(office: Office) -> None:
    office.run("2024-12-10T08:00")
    office.answer("2024-12-10T09:00", "done", MINH, **DONE)
    office.accept("2024-12-10T10:00", MINH)
    office.run("2024-12-10T11:00")
    (letter,) = news(office)
    assert letter.kind == "recorded"
    assert "45/BC-PYT" in letter.text


def test_what_the_office_found_itself_is_accepted_without_a_letter(office: Office) -> None:
    office.answer("2024-12-09", "done", MINH, by_office=True, name="", **DONE)
    office.run("2024-12-09T08:00")
    assert news(office) == []


def test_a_decision_that_has_lapsed_is_not_told(office: Office) -> None:
    office.extend("2024-11-23", "2024-12-20", MINH)
    office.withdraw("2024-11-23T10:00", MINH)
    office.run("2024-11-25T08:00")
    assert news(office) == []
