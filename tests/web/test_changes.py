"""What the page says after things have changed: who is responsible now, what rests, which limit holds, what has no day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from engine.acts import extend, reassign, record_event
from engine.clock import moment
from tests.conftest import DIRECTORY, HUNG, MINH, PLAN, VINH_O, Office
from tests.web.conftest import OPENED, Page, Site

Opens = Callable[[Office], Site]
NEW = VINH_O.replace("xa-vinh-o", "xa-vinh-linh")
NEXT_DAY = "2024-12-02T08:00"
MERGED = (
    DIRECTORY.replace(
        "    groups:",
        "      - {id: xa-vinh-linh, name: UBND xã Vĩnh Linh, relation: lower, since: 2024-12-01}\n    groups:",
    )
    .replace(
        "    contacts:",
        """    successions:
      - {from: xa-vinh-o, date: 2024-12-01, document: Nghị quyết số 1680/NQ-UBTVQH15, to: [xa-vinh-linh]}
    contacts:""",
    )
    .rstrip()
    + "\n      xa-vinh-linh: {email: vanthu@vinhlinh.example}\n"
)


def page_of(site: Site, email: str) -> Page:
    """Open the page of the last letter to an address."""
    return Page(site.get(site.link(email)))


@pytest.fixture
def merged(office: Office, site_of: Opens) -> Site:
    """Return the pages after the reorganisation of 01/12/2024, which the run of the next working day has followed."""
    office.apply(plan=office.plan(directory=MERGED))
    office.run(OPENED)
    office.run(NEXT_DAY)
    return site_of(office).at("2024-12-02T09:00")


def asked(office: Office, site_of: Opens, due: str, *, header: str = "") -> Page:
    """Return Hùng's page of a plan with another limit."""
    plan = PLAN.replace("{kind: before, date: 2024-12-10}", due).replace("    period:", f"    {header}\n      period:")
    office.apply(plan=office.plan(plan))
    office.run(OPENED)
    return page_of(site_of(office).at("2024-11-04T09:00"), "hung@vinhchap.example")


def test_an_old_link_says_who_is_responsible_now_and_cannot_be_ticked(merged: Site) -> None:
    page = page_of(merged, "vanthu@vinho.example")
    assert page.boxes() == {}
    assert not page.all("button")
    assert (
        "Từ ngày 02/12/2024 nhiệm vụ này do UBND xã Vĩnh Linh thực hiện theo Nghị quyết số 1680/NQ-UBTVQH15, "
        "không cần phản hồi."
    ) in page.words
    assert "dừng theo dõi" not in page.words


def test_an_answer_through_an_old_link_is_refused_and_records_nothing(merged: Site) -> None:
    path = merged.link("vanthu@vinho.example")
    before = merged.everything()
    refused = merged.post(path, VINH_O, "received")
    assert refused.status_code == 422
    assert "do UBND xã Vĩnh Linh thực hiện" in Page(refused).words
    assert merged.everything() == before


def test_the_page_of_who_took_over_says_from_whom_and_takes_answers(merged: Site) -> None:
    path = merged.link("vanthu@vinhlinh.example")
    page = Page(merged.get(path))
    assert page.boxes() == {NEW: True}
    assert "Tiếp nhận từ: UBND xã Vĩnh Ô" in page.words
    assert merged.post(path, NEW, "received").status_code == 303


def test_a_chain_of_hand_overs_names_who_does_it_today(merged: Site) -> None:
    reassign(merged.office.ledger, [NEW], merged.now, "xa-vinh-chap", "")
    assert (
        "Từ ngày 02/12/2024 nhiệm vụ này do UBND xã Vĩnh Chấp thực hiện"
        in page_of(merged, "vanthu@vinho.example").words
    )


def test_what_the_coordinator_gave_to_another_agency_says_so(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    reassign(site.office.ledger, [HUNG], site.now, "phong-y-te", "Công văn 15/UBND-VP")
    words = Page(site.get(path)).words
    assert "do Phòng Y tế thực hiện (căn cứ: Công văn 15/UBND-VP), không cần phản hồi." in words


def test_what_rests_says_that_no_answer_is_needed(office: Office, site_of: Opens) -> None:
    office.apply()
    office.run(OPENED)
    office.apply("2024-11-20", office.plan(PLAN.replace("    period:", "    status: suspended\n      period:")))
    words = page_of(site_of(office).at("2024-12-20T09:00"), "hung@vinhchap.example").words
    assert "Tình trạng: đang tạm dừng, chưa cần phản hồi" in words
    assert "hết thời hạn" not in words


def test_a_limit_that_moved_off_a_day_off_is_said_with_its_day(office: Office, site_of: Opens) -> None:
    words = asked(office, site_of, "{kind: by, date: 2024-12-08}", header="roll: next").words
    assert "Thời hạn: chậm nhất ngày 08/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024, do ngày cuối rơi" in words
    assert "Lưu ý" not in words


def test_a_limit_granted_by_telephone_waits_for_its_document(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    extend(site.office.ledger, [HUNG], site.now, dt.date(2024, 12, 20), "điện thoại", provisional=True)
    words = Page(site.get(path)).words
    assert "Thời hạn điều chỉnh (chờ văn bản): chậm nhất ngày 20/12/2024" in words
    assert "Thời hạn giao ban đầu: trước ngày 10/12/2024" in words


@pytest.mark.parametrize(
    ("due", "said"),
    [
        ("{kind: after, event: ngày nhận văn bản, days: 5, working: true}",
         "Thời gian thực hiện: trong 05 ngày làm việc kể từ ngày nhận văn bản Tình trạng: chưa xác định ngày"),
        ("{kind: ahead, event: ngày bầu cử, days: 95}", "Thời gian thực hiện: chậm nhất 95 ngày trước ngày bầu cử"),
        ("{kind: every, period: quarter}",
         "Thời gian thực hiện: định kỳ hằng quý, không ấn định ngày Tình trạng: thực hiện định kỳ"),
        ("{kind: on-request}", "Thời gian thực hiện: khi có yêu cầu Tình trạng: thực hiện khi có yêu cầu"),
        ("{kind: ongoing, from: 2024-12-01}",
         "Thời gian thực hiện: từ ngày 01/12/2024 Tình trạng: thực hiện thường xuyên"),
    ],
)  # fmt: skip
def test_what_names_no_day_says_what_the_plan_says(office: Office, site_of: Opens, due: str, said: str) -> None:
    page = asked(office, site_of, due)
    assert said in page.words
    assert ("Nhiệm vụ không có ngày cụ thể" in page.words) == ("ongoing" not in due)
    assert page.boxes() == {HUNG: True}


def test_a_term_has_its_day_once_its_event_is_recorded(office: Office, site_of: Opens) -> None:
    asked(office, site_of, "{kind: after, event: ngày nhận văn bản, days: 5, working: true}")
    record_event(office.ledger, [HUNG], moment("2024-11-05"), moment("2024-11-04"))
    words = page_of(site_of(office).at("2024-11-06T09:00"), "hung@vinhchap.example").words
    assert "Thời hạn: chậm nhất ngày 11/11/2024 (thứ Hai)" in words


def test_one_of_many_says_its_rule_and_its_period(office: Office, site_of: Opens) -> None:
    words = asked(office, site_of, '{kind: every, period: month, limit: before, dates: ["day 25"]}').words
    assert "Thời hạn: trước ngày 25/11/2024" in words
    assert "Định kỳ: trước ngày 25 hằng tháng; kỳ này: tháng 11/2024" in words


def test_an_answer_to_a_term_without_a_day_repeats_the_term(office: Office, site_of: Opens) -> None:
    asked(office, site_of, "{kind: after, event: ngày nhận văn bản, days: 5, working: true}")
    site = site_of(office).at("2024-11-06T09:00")
    answered = site.post(site.link("minh@yte.example"), MINH, "received")
    words = Page(site.get(answered.headers["location"])).words
    assert "Thời hạn gửi báo cáo không thay đổi: trong 05 ngày làm việc kể từ ngày nhận văn bản." in words
