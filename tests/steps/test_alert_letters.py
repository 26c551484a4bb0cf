"""New alerts go out in one mail a plan: to the coordinator, and to the services an office reads beside its mail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from engine.ledger.reader import LetterRow
from engine.mail.services import WrongAlertUrlError
from tests.conftest import DIRECTORY, HUNG, MINH, PLAN, VINH_O, NoServer, Office

LAN = "lan@ldtbxh.example"
SUMS_UP = (
    PLAN
    + """
      - id: tong-hop-thang-12
        section: V
        text: Báo cáo tổng hợp
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        due: {kind: before, date: 2024-12-12}
        collects: [bao-cao-thang-12]
        owed_by: [{agency: phong-y-te, basis: explicit}]
"""
)


def told(office: Office, audience: str = "watch") -> list[LetterRow]:
    """Return the letters to our own side."""
    return [row for row in office.all_letters() if row.audience == audience]


@pytest.fixture
def late(office: Office) -> Office:
    """Return Lan's office on the morning on which nobody's report was recorded."""
    office.apply()
    office.run("2024-12-09T08:00")
    office.run("2024-12-10T00:05")
    return office


def test_all_new_alerts_of_a_plan_stand_in_one_mail_at_once_at_night_too(late: Office) -> None:
    (letter,) = told(late)
    assert (letter.email, letter.kind, letter.status) == (LAN, "alerts", "sent")
    for name in ("Phòng Y tế", "UBND xã Vĩnh Chấp", "UBND xã Vĩnh Ô"):
        assert name in letter.text
    assert "Chưa nhập sổ văn bản đến" in letter.text or "văn bản đến" in letter.text


def test_what_was_told_is_not_told_again(late: Office) -> None:
    late.run_daily("2024-12-10", "2024-12-16")
    assert len(told(late)) == 1


def test_a_run_counts_letters_to_agencies_and_notices_apart(late: Office) -> None:
    last = late.results[-1]
    assert (last.letters, last.delivered, last.alerts_raised) == (0, 0, 3)


def test_an_alert_mail_that_could_not_leave_speaks_later_of_what_still_stands(office: Office) -> None:
    office.apply()
    office.run("2024-12-09T08:00")
    office.run("2024-12-10T08:00", NoServer())
    office.answer("2024-12-10T10:00", "done", MINH, number="45/BC-PYT", sent="2024-12-09")
    office.run("2024-12-11T08:00")
    (letter,) = told(office)
    assert letter.status == "sent"
    assert "Phòng Y tế" not in letter.text
    assert "UBND xã Vĩnh Ô" in letter.text


def test_what_waits_for_the_reports_of_others_is_told_as_a_consequence(office: Office) -> None:
    office.apply(plan=office.plan(SUMS_UP))
    office.run("2024-12-09T08:00")
    office.run("2024-12-10T08:00")
    office.run("2024-12-12T08:00")
    second = told(office)[-1]
    assert "Báo cáo tổng hợp" in second.text
    assert "UBND xã Vĩnh Chấp" in second.text


def test_reminders_sent_counts_what_the_agency_got(late: Office) -> None:
    before = late.one(HUNG, "2024-12-09T09:00")["reminders_sent"]
    assert late.one(HUNG, "2024-12-10T09:00")["reminders_sent"] == before


@contextmanager
def service(status: int = 200) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Serve what takes notifications as JSON; yield its address as apprise writes it, and what it took."""
    taken: list[dict[str, Any]] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Takes)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"json://127.0.0.1:{server.server_port}/mat-khau", taken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_service_is_told_once_in_the_same_words(new_office: Callable[..., Office]) -> None:
    with service() as (url, taken):
        office = new_office(alert_urls=(url,))
        office.apply()
        office.run("2024-12-09T08:00")
        office.run_daily("2024-12-10", "2024-12-11")
    (said,) = taken
    assert "UBND xã Vĩnh Ô" in said["message"]
    assert [row.status for row in told(office, "services")] == ["sent"]


def test_a_service_in_trouble_is_tried_again_and_keeps_nothing_else_waiting(new_office: Callable[..., Office]) -> None:
    with service(500) as (url, taken):
        office = new_office(alert_urls=(url,))
        office.apply()
        office.run("2024-12-09T08:00")
        result = office.run("2024-12-10T08:00")
    assert len(taken) == 1
    assert result.trouble is not None
    assert "mat-khau" not in result.trouble
    assert told(office)[0].status == "sent"
    assert told(office, "services")[0].status == "pending"


def test_an_address_that_is_no_service_is_refused_with_a_sentence(new_office: Callable[..., Office]) -> None:
    office = new_office(alert_urls=("khong-ro://may/mat-khau",))
    office.apply()
    office.run("2024-12-09T08:00")
    result = office.run("2024-12-10T08:00")
    assert result.trouble == WrongAlertUrlError().message
    assert "mat-khau" not in result.trouble
    assert told(office)[0].status == "sent"


def test_a_rehearsal_tells_no_service(new_office: Callable[..., Office]) -> None:
    with service() as (url, taken):
        office = new_office(alert_urls=(url,), mail_redirect="lan@ldtbxh.example")
        office.apply()
        office.run("2024-12-09T08:00")
        office.run("2024-12-10T08:00")
    assert taken == []


LEADER = DIRECTORY.replace(
    'phong-ldtbxh: {email: lan@ldtbxh.example, name: Lan, position: chuyên viên, phone: "0233 000 0000"}',
    "phong-ldtbxh: [{email: lan@ldtbxh.example, name: Lan}, "
    "{post: leader, email: truongphong@ldtbxh.example, name: Hạnh, position: Trưởng phòng}]",
).replace(
    "xa-vinh-o: {email: vanthu@vinho.example}",
    "xa-vinh-o: [{email: vanthu@vinho.example}, {post: leader, email: chutich@vinho.example, position: Chủ tịch UBND xã}]",
)
ESCALATES = PLAN.replace(
    "      source: van-ban.txt",
    "      ladder: {steps: [{after: 1, every: 1, times: 3}, {urgings: 3, tell: [leader]}, {after: 4, tell: [head]}]}\n"
    "      source: van-ban.txt",
)


def test_after_three_urgings_the_leader_is_reported_to_and_the_letter_waits_for_release(office: Office) -> None:
    office.apply(plan=office.plan(ESCALATES, LEADER))
    office.run("2024-11-01T08:00")
    for day in ("2024-12-11", "2024-12-12", "2024-12-13"):
        office.run(f"{day}T08:00")
        office.release(f"{day}T09:00", VINH_O)
    office.run("2024-12-16T08:00")
    (letter,) = told(office, "leader")
    assert (letter.email, letter.kind, letter.status) == ("truongphong@ldtbxh.example", "missing", "held")
    assert "UBND xã Vĩnh Ô" in letter.text
    assert "Kính gửi: Đồng chí Trưởng phòng" in letter.text


def test_the_head_of_a_late_agency_is_written_to_only_by_a_persons_act(office: Office) -> None:
    office.apply(plan=office.plan(ESCALATES, LEADER))
    office.run("2024-11-01T08:00")
    office.run("2024-12-10T08:00")
    office.run_daily("2024-12-11", "2024-12-17")
    (letter,) = told(office, "head")
    assert (letter.email, letter.kind, letter.status) == ("chutich@vinho.example", "head", "held")
    assert "Chủ tịch UBND xã" in letter.text
    office.release("2024-12-17T09:00", VINH_O)
    assert told(office, "head")[0].status == "sent"
