"""Apply makes a spec true of the ledger: twice is once, and what changes keeps its history."""

from __future__ import annotations

import pytest

from engine.apply import compare
from engine.clock import moment
from engine.ledger.address_book import read_address_book
from engine.ledger.reader import last_event_at
from engine.ledger.unit import TooEarlyError
from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, PLAN, VINH_O, Office, due

WITHOUT_MINH = PLAN.replace("          - {agency: phong-y-te, basis: explicit}\n", "")
LATER = PLAN.replace("date: 2024-12-10}", "date: 2024-12-20}")
OTHER_WORDS = PLAN.replace("text: Báo cáo định kỳ đợt tháng 12", "text: Báo cáo kết quả năm 2024")
ONE_XA = DIRECTORY.replace("[xa-vinh-chap, xa-vinh-o]", "[xa-vinh-chap]")
TASKS = {"binh-dang-gioi/tong-hop/phong-ldtbxh/-", "binh-dang-gioi/tuyen-truyen/phong-y-te/-"}


def kinds(office: Office, obligation: str) -> list[str]:
    """Return what has happened to an obligation, by kind."""
    return [event.kind for event in office.history(obligation)]


def email(office: Office, agency: str) -> str | None:
    """Return the address an agency is written to."""
    with office.ledger.read() as connection:
        return read_address_book(connection).email(agency)


def test_a_plan_opens_an_obligation_for_each_agency_and_task(office: Office) -> None:
    applied = office.apply()
    assert applied.new_plan
    assert {o.id for o in applied.changes.added} == {*TASKS, MINH, HUNG, VINH_O, PHU_NU}
    assert office.one(MINH, "2024-11-01")["missed_at"] == "2024-12-10T00:00:00+07:00"


def test_twice_is_once(office: Office) -> None:
    office.apply()
    before = office.status("2024-11-05")
    assert not office.apply("2024-11-05")
    assert office.status("2024-11-05") == before
    assert kinds(office, MINH) == ["opened"]


def test_comparing_says_the_same_and_changes_nothing(office: Office) -> None:
    assert {o.id for o in compare(office.ledger, office.plan(), moment("2024-11-05")).changes.added} == {
        *TASKS,
        MINH,
        HUNG,
        VINH_O,
        PHU_NU,
    }
    assert not office.ledger.exists
    office.apply()
    compared = compare(office.ledger, office.plan(WITHOUT_MINH), moment("2024-11-05"))
    assert [t.id for t in compared.changes.withdrawn] == [MINH]
    assert kinds(office, MINH) == ["opened"]


def test_what_the_plan_no_longer_asks_is_withdrawn_with_its_history(office: Office) -> None:
    office.apply()
    office.answer("2024-11-04", "received", MINH)
    office.apply("2024-11-05", office.plan(WITHOUT_MINH))
    assert office.one(MINH, "2024-11-05")["state"] == "withdrawn"
    assert kinds(office, MINH) == ["opened", "received", "withdrawn"]
    assert office.one(HUNG, "2024-11-05")["state"] == "not_due"


def test_another_limit_keeps_the_first_and_the_history(office: Office) -> None:
    office.apply()
    office.answer("2024-11-04", "received", MINH)
    applied = office.apply("2024-11-05", office.plan(LATER))
    line = office.one(MINH, "2024-11-05")
    assert {r.obligation.id for r in applied.changes.redated} == {MINH, HUNG, VINH_O, PHU_NU}
    assert line["first_missed_at"] == "2024-12-10T00:00:00+07:00"
    assert line["missed_at"] == "2024-12-20T00:00:00+07:00"
    assert (line["flags"], kinds(office, MINH)) == (["received"], ["opened", "received", "redated"])


def test_other_words_keep_limit_and_history(office: Office) -> None:
    office.apply()
    office.answer("2024-11-04", "received", MINH)
    applied = office.apply("2024-11-05", office.plan(OTHER_WORDS))
    assert {o.id for o in applied.changes.reworded} == {MINH, HUNG, VINH_O, PHU_NU}
    assert not applied.changes.redated
    assert kinds(office, MINH) == ["opened", "received", "reworded"]


def test_an_extension_survives_a_plan_that_changes_only_its_words(office: Office) -> None:
    office.apply()
    office.extend("2024-12-05", "2024-12-20", MINH)
    office.apply("2024-12-06", office.plan(OTHER_WORDS))
    assert office.one(MINH, "2024-12-06")["due"] == {"kind": "by", "date": "2024-12-20"}


def test_a_new_member_of_a_group_owes_what_the_group_owes_from_that_day(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, ONE_XA))
    applied = office.apply("2024-11-20", office.plan())
    assert [o.id for o in applied.changes.added] == [VINH_O]
    assert VINH_O not in str(office.status("2024-11-19"))
    office.run("2024-11-20T09:00")
    assert office.one(VINH_O, "2024-11-20T10:00")["reminders_sent"] == 1


def test_a_member_that_leaves_its_group_owes_no_more(office: Office) -> None:
    office.apply()
    applied = office.apply("2024-11-20", office.plan(PLAN, ONE_XA))
    assert [t.id for t in applied.changes.withdrawn] == [VINH_O]


def test_a_limit_past_when_the_plan_is_adopted_is_before_tracking(office: Office) -> None:
    applied = office.apply("2024-12-15")
    office.run_daily("2024-12-16", "2024-12-31")
    assert set(applied.before_tracking) == {MINH, HUNG, VINH_O, PHU_NU}
    assert office.one(MINH, "2024-12-31")["state"] == "before_tracking"
    assert office.alerts("2024-12-31") == {}
    assert {letter.email for letter in office.letters()} == {"minh@yte.example"}  # for the task without a limit


def test_with_past_a_limit_already_past_is_overdue_alerted_and_urged_by_release_only(office: Office) -> None:
    office.apply("2024-12-15", with_past=True)
    office.run_daily("2024-12-16", "2024-12-31")
    assert office.alerts("2024-12-31") == {MINH: ["open"], HUNG: ["open"], VINH_O: ["open"]}
    assert [letter.kind for letter in office.letters("sent")] == ["notice"]
    assert {letter.email for letter in office.letters("held")} >= {"hung@vinhchap.example", "vanthu@vinho.example"}


def test_the_limit_is_past_from_its_first_late_instant(office: Office) -> None:
    applied = office.apply("2024-12-10T00:00")
    assert MINH in applied.before_tracking


def test_what_comes_back_is_the_same_obligation_and_is_not_announced_twice(office: Office) -> None:
    office.apply()
    office.run("2024-11-01T09:00")
    office.apply("2024-11-05", office.plan(WITHOUT_MINH))
    office.apply("2024-11-15", office.plan())
    office.run_daily("2024-11-15", "2024-11-18", hour=9)
    assert kinds(office, MINH) == ["opened", "reminded", "withdrawn", "reopened", "reminded"]
    assert office.history(MINH)[-1].data == {"rungs": ["before-15"]}


def test_what_was_confirmed_is_not_lost_when_the_plan_drops_it_and_takes_it_back(office: Office) -> None:
    office.apply()
    office.answer("2024-11-04", "done", MINH, number="45/BC-PYT", sent="2024-11-04")
    office.apply("2024-11-05", office.plan(WITHOUT_MINH))
    office.apply("2024-11-15", office.plan())
    assert office.one(MINH, "2024-11-15")["state"] == "done_on_time"


def test_what_comes_back_after_its_limit_is_before_tracking(office: Office) -> None:
    office.apply()
    office.apply("2024-11-05", office.plan(WITHOUT_MINH))
    applied = office.apply("2024-12-15", office.plan())
    office.run("2024-12-16")
    assert applied.before_tracking == (MINH,)
    assert office.one(MINH, "2024-12-16")["state"] == "before_tracking"
    assert MINH not in office.alerts("2024-12-16")


def test_what_lan_withdrew_stays_withdrawn_when_the_plan_is_applied_again(office: Office) -> None:
    office.apply()
    office.withdraw("2024-11-05", HUNG)
    assert not office.apply("2024-11-06")
    office.apply("2024-11-07", office.plan(OTHER_WORDS))
    assert office.one(HUNG, "2024-11-07")["state"] == "withdrawn"


def test_a_directory_gives_a_contact_only_to_who_has_none(office: Office) -> None:
    without_minh = DIRECTORY.replace("      phong-y-te: {email: minh@yte.example, name: Minh}\n", "")
    office.apply("2024-11-01", office.plan(PLAN, without_minh))
    assert email(office, "phong-y-te") is None
    office.apply("2024-11-05", office.plan(PLAN, DIRECTORY.replace("hung@vinhchap", "khac@vinhchap")))
    assert email(office, "phong-y-te") == "minh@yte.example"
    assert email(office, "xa-vinh-chap") == "hung@vinhchap.example"


def test_a_directory_alone_is_a_change_that_touches_no_obligation(office: Office) -> None:
    office.apply()
    applied = office.apply("2024-11-05", office.plan(PLAN, DIRECTORY.replace("UBND xã Vĩnh Ô", "UBND xã Vĩnh Ô (mới)")))
    assert applied.header_changed
    assert not applied.changes
    assert office.one(VINH_O, "2024-11-05")["agency_name"] == "UBND xã Vĩnh Ô (mới)"


def test_plans_do_not_touch_each_other(office: Office) -> None:
    office.apply()
    applied = office.apply("2024-11-05", office.plan(PLAN.replace("id: binh-dang-gioi", "id: tre-em")))
    assert applied.new_plan
    assert not applied.changes.withdrawn
    assert office.one(MINH, "2024-11-05")["state"] == "not_due"


def test_what_lan_s_own_office_owes_gets_no_letters(office: Office) -> None:
    office.apply()
    office.run("2024-11-01T09:00")
    assert "lan@ldtbxh.example" not in {letter.email for letter in office.letters()}


def test_nothing_is_applied_before_what_was_already_recorded(office: Office) -> None:
    office.apply()
    with office.ledger.read() as connection:
        before = last_event_at(connection)
    with pytest.raises(TooEarlyError):
        office.apply("2024-10-31", office.plan(LATER))
    with office.ledger.read() as connection:
        assert last_event_at(connection) == before
    assert compare(office.ledger, office.plan(LATER), moment("2024-11-05")).changes.redated[0].before == due(
        "{kind: before, date: 2024-12-10}"
    )


def test_the_moment_of_opening_is_the_moment_of_apply(office: Office) -> None:
    office.apply("2024-11-01T10:15")
    assert office.history(MINH)[0].at == moment("2024-11-01T10:15")
