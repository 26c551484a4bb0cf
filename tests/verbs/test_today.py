"""What needs a person now beside obligations and letters: mails that came back, agencies to call, what we owe upward."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.answer import accept_reply
from engine.calls import call_made, call_to, called, to_call
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.inbox import dismiss
from engine.lists.beside import MOST_OF_A_CALL
from engine.lists.calls import Patience
from engine.lists.past import Past, read_past
from engine.lists.values import Subject, View
from engine.obligations.calls import over_before
from engine.register_import import import_register
from engine.view import Lists
from tests.conftest import DIRECTORY, HUNG, MINH, PLAN, VINH_O, Office
from tests.mail.letterbox import FROM, Letterbox

MORNING, DAY_BEFORE = "2024-11-08T08:30", "2024-11-07T08:30"
OWN = "binh-dang-gioi/tong-hop/phong-ldtbxh/-"
WE_OWE = PLAN.replace("due: {kind: ongoing}", "due: {kind: before, date: 2024-11-20}")


@pytest.fixture
def box(new_office: Callable[..., Office], tmp_path: Path) -> Letterbox:
    """Return an office that told everybody on 01/11, that Minh has answered, and from Hùng's address a letter came back."""
    office = new_office(mail_from=f"Phòng Lao động <{FROM}>")
    office.apply("2024-11-01", office.plan(WE_OWE, DIRECTORY))
    office.run("2024-11-01T08:00")
    folder = tmp_path / "den"
    folder.mkdir()
    box = Letterbox(office, folder)
    box.put(box.reply(box.to("minh@yte.example")[0], "Phòng Y tế đã nhận."))
    box.put(box.bounce(box.to("hung@vinhchap.example")[0]))
    box.run("2024-11-05T08:00")
    return box


def page(office: Office, at: str = MORNING, view: View | None = None) -> list[Subject]:
    return list(Lists(office.ledger).page(moment(at), view or View("waiting"), 0, 100))


def keys(office: Office, at: str = MORNING) -> list[str]:
    return [one.key for one in page(office, at)]


def folded(office: Office, at: str) -> Past:
    """Return the same lists as the log tells them."""
    with office.ledger.read() as connection:
        return read_past(connection, office.ledger.calendar, moment(at), Patience(5, default_calendar))


def test_all_that_waits_stands_in_one_list_the_most_urgent_first(box: Letterbox) -> None:
    assert keys(box.office) == [f"own:{OWN}", "reply:1", "bounce:2", "call:xa-vinh-chap", "call:xa-vinh-o"]


def test_a_mail_says_who_wrote_and_whom_to_call(box: Letterbox) -> None:
    reply = next(one for one in page(box.office) if one.urgency == "reply")
    assert (reply.addressed, reply.contact and reply.contact.name) == ("Phòng Y tế", "Minh")
    assert reply.mail
    assert (reply.mail.text, MINH in reply.mail.obligations) == ("Phòng Y tế đã nhận.", True)


def test_a_call_says_why_and_about_what(box: Letterbox) -> None:
    hung, vinh_o = (one.call for one in page(box.office) if one.call)
    assert hung
    assert vinh_o
    assert (hung.why, [one.id for one in hung.obligations], hung.more) == ("returned", [HUNG], False)
    assert (vinh_o.why, [one.id for one in vinh_o.obligations]) == ("silent", [VINH_O])


@pytest.mark.parametrize("typed", ["", "vinh", "minh", "thu tra loi", "can goi", "bi tra lai", "cap tren", "0233"])
@pytest.mark.parametrize("at", [MORNING, "2024-11-20T08:30", "2024-11-21T08:30"])
def test_the_database_finds_what_the_log_tells(box: Letterbox, at: str, typed: str) -> None:
    called(box.office.ledger, [VINH_O], moment("2024-11-07T09:00"), "phone")
    view = View("waiting", typed)
    assert page(box.office, at, view) == folded(box.office, at).subjects(view)


@pytest.mark.parametrize("at", [DAY_BEFORE, MORNING])
def test_a_past_morning_is_told_as_it_was_seen(box: Letterbox, at: str) -> None:
    seen = keys(box.office, at)
    dismiss(box.office.ledger, [1, 2], moment("2024-11-12T08:00"))
    call_made(box.office.ledger, ["xa-vinh-chap", "xa-vinh-o"], moment("2024-11-12T09:00"), "phone")
    box.office.answer("2024-11-12T10:00", "received", MINH)
    assert keys(box.office, at) == seen


def test_a_mail_that_nobody_had_read_yet_did_not_wait(box: Letterbox) -> None:
    assert keys(box.office, "2024-11-05T07:59") == [f"own:{OWN}"]


def test_the_verb_and_the_list_call_the_same_now_and_then(box: Letterbox) -> None:
    for at in (MORNING, DAY_BEFORE, "2024-11-04T09:00"):
        assert [one.call for one in page(box.office, at) if one.call] == to_call(box.office.ledger, moment(at))


def test_a_call_made_is_about_all_for_which_the_agency_was_on_the_list(box: Letterbox) -> None:
    assert call_made(box.office.ledger, ["xa-vinh-o"], moment(MORNING), "phone", "hẹn gửi trong tuần") == 1
    assert box.office.history(VINH_O)[-1].data == {"by": "phone", "note": "hẹn gửi trong tuần"}
    assert "call:xa-vinh-o" not in keys(box.office, "2024-11-08T09:00")
    assert call_made(box.office.ledger, ["xa-vinh-o"], moment("2024-11-08T09:00"), "phone") == 0


def test_a_reply_accepted_leaves_the_list(box: Letterbox) -> None:
    accept_reply(box.office.ledger, 1, "received", moment(MORNING), [])
    assert "reply:1" not in keys(box.office, "2024-11-08T09:00")


def test_what_we_owe_upward_stands_there_until_it_is_done(box: Letterbox) -> None:
    box.office.answer("2024-11-08T09:00", "done", OWN, number="9/BC", sent="2024-11-08", by_office=True)
    assert f"own:{OWN}" not in keys(box.office, "2024-11-08T10:00")


def test_what_we_owe_is_an_alert_when_it_is_late_and_ours_again_when_somebody_knows(box: Letterbox) -> None:
    box.office.run("2024-11-20T08:00")
    assert [key for key in keys(box.office, "2024-11-20T08:30") if OWN in key] == [f"alert:{OWN}"]
    box.office.acknowledge("2024-11-20T09:00", OWN)
    assert [key for key in keys(box.office, "2024-11-20T09:30") if OWN in key] == [f"own:{OWN}"]


def test_every_line_knows_its_place_and_marked_ones_are_found_again(box: Letterbox) -> None:
    lists, at, found = Lists(box.office.ledger), moment(MORNING), page(box.office)
    assert [lists.place_of(at, View("waiting"), one.key) for one in found] == list(range(len(found)))
    some = found[::2]
    assert page(box.office, view=View("waiting", only=frozenset(one.key for one in some))) == some


def test_the_overview_says_when_the_register_was_last_read(box: Letterbox) -> None:
    assert Lists(box.office.ledger).overview(moment(MORNING)).imported_at is None
    path = box.office.files / "so.csv"
    path.write_text("Nơi gửi,Số,Trích yếu,Ngày văn bản,Ngày đến\nPhòng Tư pháp,1/BC,Báo cáo,02/11/2024,03/11/2024\n")
    import_register(box.office.ledger, path, moment(MORNING))
    assert Lists(box.office.ledger).overview(moment("2024-11-08T09:00")).imported_at == moment(MORNING)


@pytest.mark.parametrize("days", [0, 1, 5, 10])
@pytest.mark.parametrize("today", ["2024-11-08", "2024-11-10", "2024-09-02", "2025-02-05"])
def test_what_is_over_by_a_day_is_over_by_every_count(today: str, days: int) -> None:
    calendar, day = default_calendar(), moment(today).date()
    before = over_before(calendar, days, day)
    for ago in range(40):
        noon = moment(today) - dt.timedelta(days=ago, hours=-12)
        assert (noon < before) == (calendar.shift(noon.date(), days) <= day)


@pytest.fixture
def statements(box: Letterbox) -> Iterator[list[str]]:
    """Return what is asked of the database from now on."""
    asked: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    sa.event.listen(box.office.ledger.engine, "before_cursor_execute", listen)
    yield asked
    sa.event.remove(box.office.ledger.engine, "before_cursor_execute", listen)


def test_whom_to_call_is_found_by_an_index(box: Letterbox, statements: list[str]) -> None:
    Lists(box.office.ledger).count(moment(MORNING), View("waiting"))
    (query,) = [one for one in statements if "unheard_since" in one]
    with box.office.ledger.read() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", ("x", "opening", "sent", "x")).all()
    assert any("ix_obligations_unheard" in str(step) for step in plan)
    assert not any("SCAN obligations" in str(step) for step in plan)


def report(number: int) -> str:
    """Return one of many reports that only Hùng owes."""
    return f"""
      - id: dot-{number}
        section: V
        text: Báo cáo đợt {number}
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        due: {{kind: before, date: 2024-12-1{number}}}
        owed_by: [{{agency: xa-vinh-chap, basis: explicit}}]"""


@pytest.mark.parametrize("at", [MORNING, "2024-11-08T07:00"])
def test_a_list_holds_the_first_few_a_call_is_about_and_its_page_the_rest(office: Office, at: str) -> None:
    office.apply("2024-11-01", office.plan(PLAN.rstrip() + "".join(map(report, range(1, 6))) + "\n"))
    office.run("2024-11-01T08:00")
    office.answer("2024-11-08T08:00", "received", MINH)
    (hung,) = [one.call for one in page(office, at) if one.call and one.call.agency == "xa-vinh-chap"]
    assert (len(hung.obligations), hung.more) == (MOST_OF_A_CALL, True)
    whole = next(call for call in to_call(office.ledger, moment(at)) if call.agency == "xa-vinh-chap")
    assert (len(whole.obligations), whole.more) == (6, False)
    assert whole.obligations[:MOST_OF_A_CALL] == hung.obligations
    opened = call_to(office.ledger, "xa-vinh-chap", moment(MORNING), 5)
    assert opened
    assert (opened.obligations, opened.more) == (whole.obligations[:5], True)
    assert call_to(office.ledger, "phong-y-te", moment(MORNING), 5) is None
