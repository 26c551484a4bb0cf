"""The coordinator's acts: each is one event, and one that makes no sense is refused with a sentence and records nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import acts
from engine.acts import (
    AlreadyWithdrawnError,
    NoBasisError,
    NoOpenAlertError,
    NothingToAcceptError,
    NothingToReturnError,
    NotLongerError,
    PastDateError,
)
from engine.clock import moment
from engine.errors import PhancongError
from engine.ledger.unit import UnknownObligationError
from tests.conftest import HUNG, MINH, Office

TASK = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"
DONE = {"number": "45/BC-PYT", "sent": "2024-12-09"}
Act = Callable[[Office], None]


@pytest.fixture
def office(office: Office) -> Office:
    """Return Lan's office after the limit, with nothing answered and alerts raised."""
    office.apply()
    office.run("2024-12-09T08:00")
    office.run("2024-12-10T08:00")
    return office


def last(office: Office, obligation: str = MINH) -> tuple[str, str]:
    """Return the kind of the last event, and who acted."""
    event = office.history(obligation)[-1]
    return event.kind, event.actor


def test_accepting_lets_what_was_said_stand_by_the_day_sent(office: Office) -> None:
    office.answer("2024-12-12", "done", MINH, **DONE)
    office.accept("2024-12-13", MINH)
    assert office.one(MINH, "2024-12-13")["state"] == "done_on_time"
    assert last(office) == ("accepted", "Lan")


def test_what_was_accepted_is_not_accepted_again(office: Office) -> None:
    office.answer("2024-12-12", "done", MINH, **DONE)
    office.accept("2024-12-13", MINH)
    with pytest.raises(NothingToAcceptError):
        office.accept("2024-12-13", MINH)


def test_returning_opens_the_same_alert_again_and_asks_afresh(office: Office) -> None:
    office.answer("2024-12-12", "done", MINH, **DONE)
    raised = office.one(MINH, "2024-12-12")["alerts"]
    office.give_back("2024-12-13T09:00", MINH)
    line = office.one(MINH, "2024-12-13T09:00")
    assert line["alerts"] == [raised[0] | {"state": "open"}]
    assert (line["state"], line["done_at"], line["evidence"]) == ("overdue", None, None)
    assert office.run("2024-12-13T10:00").alerts_raised == 0


def test_returned_before_the_limit_is_missed_like_any_other(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.apply()
    office.answer("2024-12-06", "done", MINH, number="45/BC-PYT", sent="2024-12-06")
    office.give_back("2024-12-09", MINH)
    office.run("2024-12-10T08:00")
    assert office.alerts("2024-12-10T08:00")[MINH] == ["open"]


def test_an_extension_resolves_the_alert_and_its_own_miss_raises_a_second(office: Office) -> None:
    office.extend("2024-12-11", "2024-12-16", MINH)
    assert office.one(MINH, "2024-12-11")["state"] == "due_soon"
    assert office.alerts("2024-12-11")[MINH] == ["resolved"]
    office.run_daily("2024-12-12", "2024-12-16")
    assert office.alerts("2024-12-16T23:00")[MINH] == ["resolved"]
    office.run_daily("2024-12-17", "2024-12-20")
    assert office.alerts("2024-12-20T09:00")[MINH] == ["resolved", "open"]
    assert office.one(MINH, "2024-12-20T09:00")["first_missed_at"] == "2024-12-10T00:00:00+07:00"


def test_an_extension_to_today_ends_tonight(office: Office) -> None:
    office.extend("2024-12-11T15:00", "2024-12-11", MINH)
    assert office.one(MINH, "2024-12-11T23:59")["state"] == "due_soon"
    assert office.one(MINH, "2024-12-12T00:00")["state"] == "overdue"


def test_withdrawing_resolves_the_alert_and_ends_letters(office: Office) -> None:
    office.withdraw("2024-12-10T10:00", MINH)
    office.run_daily("2024-12-11", "2024-12-31")
    line = office.one(MINH, "2024-12-31T09:00")
    assert (line["state"], line["alerts"][0]["state"]) == ("withdrawn", "resolved")
    assert MINH not in {o for letter in office.letters("held") for o in letter.obligations}


def test_acknowledging_leaves_the_alert_and_says_that_somebody_knows(office: Office) -> None:
    office.acknowledge("2024-12-10T10:00", MINH)
    office.run("2024-12-11T08:00")
    assert office.alerts("2024-12-11T08:00")[MINH] == ["acknowledged"]


def test_silence_means_no_letter_before_its_day_and_then_one(office: Office) -> None:
    office.silence("2024-12-10T10:00", "2024-12-18", MINH)
    office.run_daily("2024-12-11", "2024-12-17")
    assert MINH not in {o for letter in office.letters() for o in letter.obligations if letter.mode == "hold"}
    assert office.alerts("2024-12-17T09:00")[MINH] == ["silenced"]
    office.run_daily("2024-12-18", "2024-12-18")
    assert [e.data for e in office.history(MINH) if e.kind == "reminded"][-1] == {"rungs": ["after-1", "after-3"]}
    assert office.alerts("2024-12-18T09:00")[MINH] == ["open"]


def test_silence_takes_an_obligation_out_of_a_draft_that_waits(office: Office) -> None:
    office.run("2024-12-11T08:00")
    office.silence("2024-12-11T09:00", "2024-12-18", MINH)
    office.run("2024-12-11T10:00")
    assert [letter.status for letter in office.letters() if MINH in letter.obligations][-1] == "dropped"


def test_an_act_on_several_is_done_to_all_or_to_none_and_names_the_one(office: Office) -> None:
    office.answer("2024-12-12", "done", MINH, **DONE)
    with pytest.raises(NothingToAcceptError) as refused:
        office.accept("2024-12-13", MINH, HUNG)
    assert refused.value.message.startswith(f"{HUNG}: ")
    assert office.one(MINH, "2024-12-13")["state"] == "awaiting_review"


def test_the_same_obligation_named_twice_is_one_event(office: Office) -> None:
    office.answer("2024-12-12", "done", MINH, **DONE)
    office.accept("2024-12-13", MINH, MINH)
    assert [event.kind for event in office.history(MINH)].count("accepted") == 1


SENSELESS: list[tuple[str, Act, type[PhancongError]]] = [
    ("accept nothing", lambda o: o.accept("2024-12-13", MINH), NothingToAcceptError),
    ("return nothing", lambda o: o.give_back("2024-12-13", MINH), NothingToReturnError),
    ("extend into the past", lambda o: o.extend("2024-12-13", "2024-12-12", MINH), PastDateError),
    ("extend without a basis", lambda o: o.extend("2024-12-13", "2024-12-20", MINH, basis=" "), NoBasisError),
    ("extend what has no limit", lambda o: o.extend("2024-12-13", "2024-12-20", TASK), NotLongerError),
    ("silence until today", lambda o: o.silence("2024-12-13", "2024-12-13", MINH), PastDateError),
    ("acknowledge no alert", lambda o: o.acknowledge("2024-12-13", TASK), NoOpenAlertError),
    ("acknowledge what is resolved", lambda o: o.acknowledge("2024-12-13", HUNG), NoOpenAlertError),
    ("act on the unknown", lambda o: o.withdraw("2024-12-13", "khong/co/dau-viec/-"), UnknownObligationError),
]


@pytest.mark.parametrize(("act", "error"), [case[1:] for case in SENSELESS], ids=[case[0] for case in SENSELESS])
def test_what_makes_no_sense_is_refused_with_a_sentence(office: Office, act: Act, error: type[PhancongError]) -> None:
    office.answer("2024-12-12", "done", HUNG, **DONE)
    with pytest.raises(error, match=r"\.$"):
        act(office)
    assert last(office) == ("alert_raised", "hệ thống")


def test_an_extension_that_is_not_one_is_refused(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.apply()
    for until in ("2024-12-05", "2024-12-09"):
        with pytest.raises(NotLongerError):
            office.extend("2024-12-02", until, MINH)
    office.extend("2024-12-02", "2024-12-10", MINH)
    assert office.one(MINH, "2024-12-02")["missed_at"] == "2024-12-11T00:00:00+07:00"


WITHDRAWN: list[Act] = [
    lambda o: o.withdraw("2024-12-14", MINH),
    lambda o: o.extend("2024-12-14", "2024-12-20", MINH),
    lambda o: o.silence("2024-12-14", "2024-12-20", MINH),
    lambda o: o.accept("2024-12-14", MINH),
    lambda o: o.give_back("2024-12-14", MINH),
]


@pytest.mark.parametrize("act", WITHDRAWN, ids=["withdraw", "extend", "silence", "accept", "return"])
def test_nothing_more_is_done_to_what_is_withdrawn(office: Office, act: Act) -> None:
    office.answer("2024-12-12", "done", MINH, **DONE)
    office.withdraw("2024-12-13", MINH)
    with pytest.raises(AlreadyWithdrawnError):
        act(office)
    assert office.alerts("2024-12-14")[MINH] == ["resolved"]


def test_a_task_given_back_is_open_again_with_who_had_it_before(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.apply()
    (theirs,) = acts.reassign(office.ledger, [MINH], moment("2024-11-05"), "xa-vinh-chap", "không thuộc lĩnh vực")
    assert theirs == HUNG  # Hùng owed it already: one report is owed once
    (moved,) = acts.reassign(office.ledger, [HUNG], moment("2024-11-06"), "phong-y-te", "giao lại")
    assert moved == MINH
    assert office.one(MINH, "2024-11-06")["state"] == "not_due"
    assert office.one(HUNG, "2024-11-06")["state"] == "withdrawn"
