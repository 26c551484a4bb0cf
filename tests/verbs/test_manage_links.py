"""Links are ended and renewed by whom they were sent to, by plan, by letter; each act is an event, nothing else changes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from engine.clock import moment
from engine.errors import PhancongError
from engine.hand_over import Colleague, hand_over, token_after
from engine.ledger.links import ExpiredLinkError, RevokedLinkError, UnknownLinkError
from engine.ledger.tables import events
from engine.ledger.unit import UnknownObligationError
from engine.links import digest, sign
from engine.mail.carriers import Mailbox
from engine.manage_links import (
    NoLinkError,
    NothingToRenewError,
    UnknownContactError,
    UnknownLetterError,
    UnknownPlanError,
    Wanted,
    WhichLinksError,
    ask_again,
    list_links,
    renew,
    revoke,
)
from engine.open_link import open_link
from engine.steps.deliver import deliver
from tests.conftest import HUNG, MINH, PLAN, Office

MINH_MAIL, HUNG_MAIL = "minh@yte.example", "hung@vinhchap.example"
OTHER = PLAN.replace("id: binh-dang-gioi", "id: tre-em").replace("2024-12-10", "2024-12-20")
NAM = Colleague("Lê Nam", "công chức")


@pytest.fixture
def office(office: Office) -> Office:
    """Return Lan's office with its first letters sent."""
    office.apply()
    office.run("2024-11-01T08:00")
    return office


def token(office: Office, email: str, kind: str = "notice") -> str:
    (letter,) = [one for one in office.letters() if one.email == email and one.kind == kind]
    return letter.text.partition("/x/")[2].split()[0]


def opens(office: Office, token_: str, at: str = "2024-11-06") -> list[str]:
    return [line.id for line in open_link(office.ledger, token_, moment(at)).lines]


def notes(office: Office, kind: str) -> list[dict[str, Any]]:
    with office.ledger.read() as connection:
        rows = connection.execute(events.select().where(events.c.kind == kind).order_by(events.c.seq))
        return [json.loads(row.data) | {"letter": row.letter, "actor": row.actor} for row in rows]


@pytest.mark.parametrize(
    "wanted", [Wanted(contact="Minh@YTe.example"), Wanted(contact="phong-y-te"), Wanted(obligations=(MINH,))]
)
def test_only_the_links_of_whom_it_concerns_are_ended(office: Office, wanted: Wanted) -> None:
    (ended,) = revoke(office.ledger, wanted, moment("2024-11-05"), "đổi cán bộ")
    with pytest.raises(RevokedLinkError):
        opens(office, token(office, MINH_MAIL))
    assert opens(office, token(office, HUNG_MAIL)) == [HUNG]
    (note,) = notes(office, "links_revoked")
    assert (note["letter"], note["to"], note["links"]) == (ended.letter, MINH_MAIL, [digest(token(office, MINH_MAIL))])
    assert (note["reason"], note["actor"]) == ("đổi cán bộ", "Lan")


def test_a_letter_s_link_is_ended_by_its_letter(office: Office) -> None:
    listed = list_links(office.ledger, Wanted(contact=HUNG_MAIL), moment("2024-11-05"))
    revoke(office.ledger, Wanted(letter=listed[0].link.letter), moment("2024-11-05"))
    with pytest.raises(RevokedLinkError):
        opens(office, token(office, HUNG_MAIL))
    assert opens(office, token(office, MINH_MAIL))


def test_links_of_a_plan_are_ended_and_those_of_another_stay(office: Office) -> None:
    office.apply("2024-11-04", office.plan(OTHER))
    office.run("2024-11-04T08:00")
    (other,) = [letter for letter in office.letters() if letter.email == HUNG_MAIL and HUNG not in letter.obligations]
    assert len(revoke(office.ledger, Wanted(plan="binh-dang-gioi"), moment("2024-11-05"))) == 4
    assert opens(office, other.text.partition("/x/")[2].split()[0])


def test_ending_twice_says_that_there_is_nothing_left_to_end(office: Office) -> None:
    revoke(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-05"))
    with pytest.raises(NoLinkError):
        revoke(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-06"))
    assert len(notes(office, "links_revoked")) == 1


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        (Wanted(), WhichLinksError),
        (Wanted(contact="phong-khong-co"), UnknownContactError),
        (Wanted(plan="khong-co"), UnknownPlanError),
        (Wanted(letter="khong-co"), UnknownLetterError),
        (Wanted(obligations=("khong/co/gi/-",)), UnknownObligationError),
        (Wanted(contact="khong@co.example"), NoLinkError),
    ],
)
def test_what_nobody_knows_is_refused(office: Office, wanted: Wanted, error: type[PhancongError]) -> None:
    with pytest.raises(error):
        revoke(office.ledger, wanted, moment("2024-11-05"))


def test_a_letter_that_waits_keeps_its_link_for_when_it_leaves(office: Office) -> None:
    office.run("2024-12-11T08:00")
    revoke(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-12-11T09:00"))
    office.release("2024-12-11T10:00", MINH)
    assert MINH in opens(office, token(office, MINH_MAIL, "urging"), "2024-12-12")


def test_what_was_revoked_and_renewed_opens_by_the_new_link_alone(office: Office) -> None:
    old = token(office, MINH_MAIL)
    revoke(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-05"))
    assert renew(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-05T09:00")) == [MINH_MAIL]
    deliver(office.ledger, Mailbox(office.settings.mailbox), moment("2024-11-05T09:00"))
    (letter,) = [one for one in office.letters("sent") if one.kind == "renewed"]
    assert MINH in opens(office, token(office, MINH_MAIL, "renewed"))
    with pytest.raises(RevokedLinkError):
        opens(office, old)
    assert notes(office, "link_renewed")[0]["letter"] == letter.uid


def test_a_fresh_link_goes_to_the_contact_on_record_and_not_to_who_had_the_old_one(office: Office) -> None:
    office.apply("2024-11-04")
    with office.ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE contacts SET email = 'mai@yte.example' WHERE agency = 'phong-y-te'")
    assert renew(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-05")) == ["mai@yte.example"]


def test_one_fresh_letter_a_day_for_an_address(office: Office) -> None:
    renew(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-05"))
    with pytest.raises(NothingToRenewError):
        renew(office.ledger, Wanted(obligations=(MINH,)), moment("2024-11-05T16:00"))
    assert renew(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-06")) == [MINH_MAIL]


def test_nothing_is_renewed_for_what_is_settled(office: Office) -> None:
    office.answer("2024-11-04", "done", HUNG, sent="2024-11-04", number="1/BC")
    with pytest.raises(NothingToRenewError):
        renew(office.ledger, Wanted(contact=HUNG_MAIL), moment("2024-11-05"))


def test_renewing_is_no_reminder(office: Office) -> None:
    before = office.history(MINH)
    renew(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-05"))
    assert office.history(MINH) == before


@pytest.mark.parametrize("at", ["2024-12-11T09:00", "2025-12-08T09:00"])
def test_a_fresh_link_that_waited_a_day_for_the_mail_server_still_leaves(office: Office, at: str) -> None:
    renew(office.ledger, Wanted(contact=HUNG_MAIL), moment(at))
    (waits,) = [one for one in office.letters("pending") if one.kind == "renewed"]
    office.run(f"{at[:8]}{int(at[8:10]) + 1:02d}T08:00")
    (left,) = [one for one in office.letters("sent") if one.uid == waits.uid]
    assert left.kind == "renewed"


# Asked for on the page of an expired link

LATER = "2025-12-08T09:00"


def test_an_expired_link_brings_a_fresh_one_by_the_next_delivery(office: Office) -> None:
    old = token(office, MINH_MAIL)
    ask_again(office.ledger, old, moment(LATER))
    office.run("2025-12-08T10:00")
    assert MINH in opens(office, token(office, MINH_MAIL, "renewed"), LATER)
    with pytest.raises(ExpiredLinkError):
        opens(office, old, LATER)


def test_asking_ten_times_brings_one(office: Office) -> None:
    for minute in range(10):
        ask_again(office.ledger, token(office, MINH_MAIL), moment(f"2025-12-08T09:{minute:02d}"))
    assert [one.email for one in office.letters("pending") if one.kind == "renewed"] == [MINH_MAIL]


@pytest.mark.parametrize("dead", ["good", "unknown", "revoked", "settled"])
def test_asking_with_anything_but_an_expired_link_changes_nothing(office: Office, dead: str) -> None:
    old, at = token(office, HUNG_MAIL), "2024-11-06" if dead == "good" else LATER
    if dead == "revoked":
        revoke(office.ledger, Wanted(contact=HUNG_MAIL), moment("2024-11-05"))
    if dead == "settled":
        office.answer("2024-11-04", "nothing", HUNG)
    before = [one.uid for one in office.letters()]
    ask_again(office.ledger, "A" * 38 if dead == "unknown" else old, moment(at))
    assert [one.uid for one in office.letters()] == before


def test_asking_where_nothing_was_recorded_makes_nothing(new_office: Callable[..., Office]) -> None:
    empty = new_office()
    ask_again(empty.ledger, "A" * 38, moment(LATER))
    assert not empty.settings.home.exists()


# Handing over


def handed(office: Office, to: Colleague = NAM) -> str:
    old = token(office, MINH_MAIL)
    hand_over(office.ledger, old, to, moment("2024-11-05T10:00"), "Minh (Phó Trưởng phòng)")
    new = token_after(office.ledger, open_link(office.ledger, old, moment("2024-11-06")).link)
    assert new
    return new


def test_a_link_handed_over_answers_and_the_old_one_only_shows(office: Office) -> None:
    new = open_link(office.ledger, handed(office), moment("2024-11-06"))
    old = open_link(office.ledger, token(office, MINH_MAIL), moment("2024-11-06"))
    assert MINH in new.answerable
    assert (old.answerable, [line.id for line in old.lines]) == ([], [line.id for line in new.lines])
    assert (old.link.handed_to, old.link.handed_by) == ("Lê Nam, công chức", "Minh (Phó Trưởng phòng)")


def test_handing_over_again_is_the_same_hand_over(office: Office) -> None:
    first = handed(office)
    assert handed(office, Colleague("Người khác")) == first
    (note,) = notes(office, "link_handed_over")
    assert (note["colleague"], note["to"]) == ("Lê Nam", digest(first))


def test_what_was_handed_over_may_be_handed_on(office: Office) -> None:
    first = handed(office)
    hand_over(office.ledger, first, Colleague(), moment("2024-11-06"), "Nam")
    second = token_after(office.ledger, open_link(office.ledger, first, moment("2024-11-07")).link)
    assert second
    assert MINH in open_link(office.ledger, second, moment("2024-11-07")).answerable


def test_ending_a_contact_s_links_ends_those_handed_on_from_them(office: Office) -> None:
    new = handed(office)
    assert len(revoke(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-06"))) == 2
    with pytest.raises(RevokedLinkError):
        opens(office, new, "2024-11-07")


def test_a_dead_or_unknown_link_is_not_handed_over(office: Office) -> None:
    revoke(office.ledger, Wanted(contact=MINH_MAIL), moment("2024-11-05"))
    unknown = sign("00" * 12, office.ledger.keys.links)
    for dead, why in ((token(office, MINH_MAIL), RevokedLinkError), (unknown, UnknownLinkError)):
        with pytest.raises(why):
            hand_over(office.ledger, dead, NAM, moment("2024-11-06"), "Minh")


def test_the_letters_to_hung_are_none_of_minh_s(office: Office) -> None:
    listed = list_links(office.ledger, Wanted(contact="phong-y-te"), moment("2024-11-06"))
    assert {one.link.email for one in listed} == {MINH_MAIL}
