"""What an answer does: one event, told back on a page; and how the day sent decides."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from engine.deadlines.files import default_calendar
from engine.ledger.ledger import CLOCKS_DIFFER, Ledger
from tests.conftest import HUNG, MINH, Office
from tests.web.conftest import Page, Site
from tests.web.test_showing import TASK


def test_an_answer_is_one_event_by_who_typed_a_name_through_this_letter(site: Site) -> None:
    path = site.link("minh@yte.example")
    answered = site.post(path, MINH, "received", position="Phó Trưởng phòng")
    assert answered.status_code == 303
    assert answered.headers["location"] == f"{path}/ket-qua"
    [event] = site.log("received")
    assert event.actor == "Trần Văn Minh (Phó Trưởng phòng)"
    assert event.letter is not None
    assert site.office.one(MINH, "2024-11-04T10:00")["flags"] == ["received"]


def test_the_same_answer_again_is_the_same_answer(site: Site) -> None:
    path = site.link("minh@yte.example")
    first = site.done(path, MINH, "2024-11-04")
    once = site.everything()
    again = site.at("2024-11-05").done(path, MINH, "2024-11-04", name="  Trần  Văn Minh ")
    assert (again.status_code, again.headers["location"]) == (first.status_code, first.headers["location"])
    assert site.everything() == once


def test_a_clock_a_little_behind_the_log_still_shows_the_answer(
    office: Office, first_letters: Path, site_of: Callable[[Office], Site]
) -> None:
    shutil.copytree(first_letters, office.settings.home)
    office.ledger = Ledger(office.settings, default_calendar, CLOCKS_DIFFER)
    site = site_of(office).at("2024-11-04T09:00")
    path = site.link("minh@yte.example")
    site.post(path, MINH, "received")
    assert "Trần Văn Minh" in Page(site.at("2024-11-04T08:59").get(f"{path}/ket-qua")).words


def test_a_form_sent_twice_at_once_is_one_event(site: Site) -> None:
    path = site.link("minh@yte.example")
    with ThreadPoolExecutor(4) as hands:
        statuses = [r.status_code for r in hands.map(lambda _: site.done(path, MINH, "2024-11-04"), range(8))]
    assert statuses == [303] * 8
    assert len(site.log("done_reported")) == 1


def test_done_before_the_limit_is_in_time(site: Site) -> None:
    site.at("2024-12-09T16:00").done(site.link("hung@vinhchap.example"), HUNG, "2024-12-09")
    one = site.office.one(HUNG, "2024-12-11")
    assert one["state"] == "done_on_time"
    assert one["evidence"] == {"number": "45/BC-PYT", "date": "2024-12-09", "sent": "2024-12-09"}


def test_said_after_the_limit_of_a_document_sent_before_it_waits_for_lan(site: Site) -> None:
    path = site.at("2024-12-11T09:00").link("hung@vinhchap.example")
    site.done(path, HUNG, "2024-12-09")
    assert site.office.one(HUNG, "2024-12-11T10:00")["state"] == "awaiting_review"
    assert "chờ Phòng Lao động - Thương binh và Xã hội xác nhận" in Page(site.get(f"{path}/ket-qua")).words


def test_sent_after_the_limit_is_done_late(site: Site) -> None:
    site.at("2024-12-11T09:00").done(site.link("hung@vinhchap.example"), HUNG, "2024-12-10")
    assert site.office.one(HUNG, "2024-12-11T10:00")["state"] == "done_late"


@pytest.mark.parametrize(
    "typed", ["2024-12-09", "09/12/2024", "9/12/2024", "09-12-2024", "9.12.2024", " 09 / 12 / 2024 ", "09122024"]
)
def test_a_date_is_read_as_browsers_send_it_and_as_people_type_it(site: Site, typed: str) -> None:
    site.at("2024-12-09T16:00").done(site.link("hung@vinhchap.example"), HUNG, typed)
    assert site.office.one(HUNG, "2024-12-11")["evidence"]["sent"] == "2024-12-09"


def test_nothing_to_report_is_a_report(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    site.post(path, HUNG, "nothing")
    assert site.office.one(HUNG, "2024-12-11")["state"] == "done_on_time"
    assert "Không phát sinh" in Page(site.get(f"{path}/ket-qua")).words


def test_asking_for_time_changes_no_date_and_the_page_says_so(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    site.post(path, HUNG, "extend", until="20/12/2024", reason="Chờ số liệu của thôn")
    assert site.office.one(HUNG, "2024-11-05")["missed_at"] == "2024-12-10T00:00:00+07:00"
    words = Page(site.get(f"{path}/ket-qua")).words
    assert "Thời hạn hiện hành vẫn là trước ngày 10/12/2024" in words
    assert "cho đến khi có ý kiến của cấp có thẩm quyền" in words
    assert "Đề nghị gia hạn đến ngày 20/12/2024; lý do: Chờ số liệu của thôn" in words


def test_not_ours_is_recorded_with_its_reason(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    site.post(path, HUNG, "not_ours", reason="Đã bàn giao\nvề xã Vĩnh Ô", until="không phải ngày")
    [event] = site.log("reassign_asked")
    assert json.loads(event.data)["reason"] == "Đã bàn giao\nvề xã Vĩnh Ô"


def test_the_page_after_an_answer_says_all_that_was_recorded(site: Site) -> None:
    path = site.at("2024-12-09T15:20").link("hung@vinhchap.example")
    site.done(path, HUNG, "2024-12-09", position="công chức văn hóa - xã hội")
    words = Page(site.get(f"{path}/ket-qua")).words
    for said in (
        "Đã ghi nhận phản hồi của đơn vị",
        "Đơn vị UBND xã Vĩnh Chấp",
        "Báo cáo định kỳ đợt tháng 12, mục V Kế hoạch số 58/KH-UBND",
        "Đã gửi báo cáo, số 45/BC-PYT ngày 09/12/2024",
        "Trần Văn Minh, chức vụ công chức văn hóa - xã hội",
        "15 giờ 20 phút, thứ Hai, ngày 09/12/2024",
        "ngày gửi văn bản là căn cứ xác định đúng hạn, không phải thời điểm phản hồi tại trang này",
    ):
        assert said in words


def test_receipt_of_a_task_leaves_its_limit_and_its_reminders(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    site.post(path, HUNG, "received")
    words = Page(site.get(f"{path}/ket-qua")).words
    assert "Đã ghi nhận UBND xã Vĩnh Chấp tiếp nhận nhiệm vụ" in words
    assert "Thời hạn gửi báo cáo không thay đổi: trước ngày 10/12/2024" in words
    assert "Hệ thống sẽ tiếp tục nhắc việc theo lịch." in words


def test_before_any_answer_that_page_says_there_is_none(site: Site) -> None:
    assert "Chưa ghi nhận phản hồi nào" in site.get(f"{site.link('minh@yte.example')}/ket-qua").text


def test_several_ticked_are_answered_together(site: Site) -> None:
    path = site.link("minh@yte.example")
    site.post(path, [MINH, TASK], "received")
    assert {event.obligation for event in site.log("received")} == {MINH, TASK}
    assert Page(site.get(f"{path}/ket-qua")).words.count("Thời điểm ghi nhận") == 1


def test_what_was_answered_stands_on_the_page_afterwards(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    site.post(path, HUNG, "received", position="công chức")
    words = Page(site.get(path)).words
    assert "Đã ghi nhận: Đã tiếp nhận (Trần Văn Minh, công chức; 09 giờ 00 ngày 04/11/2024)" in words


def test_a_file_is_kept_once_under_its_hash(site: Site) -> None:
    path, content = site.link("hung@vinhchap.example"), b"%PDF-1.7 " * 200_000
    data = {"item": HUNG, "action": "done", "name": "Hùng", "document_number": "1/BC", **_dated("2024-11-04")}
    for _ in range(2):
        answered = site.browser.post(path, data=data, files={"attachment": ("bao-cao.pdf", content)})
        assert answered.status_code == 303
    digest = hashlib.sha256(content).hexdigest()
    [kept] = (site.office.settings.home / "attachments").iterdir()
    assert (kept.name, kept.read_bytes(), kept.stat().st_mode & 0o077) == (digest, content, 0)
    [event] = site.log("done_reported")
    assert json.loads(event.data)["attachment"] == digest


def test_a_browser_that_sends_no_file_sends_none(site: Site) -> None:
    data = {"item": HUNG, "action": "done", "name": "Hùng", "document_number": "1/BC", **_dated("2024-11-04")}
    empty = {"attachment": ("", b"", "application/octet-stream")}
    assert site.browser.post(site.link("hung@vinhchap.example"), data=data, files=empty).status_code == 303
    assert not (site.office.settings.home / "attachments").exists()


def _dated(day: str) -> dict[str, str]:
    return {"document_date": day, "sent_date": day}


def test_typed_words_are_shown_as_words(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    site.post(path, HUNG, "not_ours", reason="<script>alert(1)</script>", name="Hùng <b>\u202eX\x00")
    text = site.get(f"{path}/ket-qua").text + site.get(path).text
    assert "<script" not in text
    assert "Hùng &lt;b&gt;X" in text
