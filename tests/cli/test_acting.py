"""The coordinator's newer acts on the command line: recording an event, giving a task to another agency, a limit by telephone."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Said
from tests.conftest import HUNG, MINH, PLAN, VINH_O, Office

TERM = PLAN.replace(
    "{kind: before, date: 2024-12-10}", "{kind: after, event: ngày nhận văn bản, days: 5, working: true}"
)
AT = ("--at", "2024-11-05T09:00")


@pytest.fixture
def term(office: Office) -> Office:
    """Return Lan's office with a report whose term waits for an event."""
    office.apply(plan=office.plan(TERM))
    return office


def test_an_event_recorded_for_a_plan_gives_all_that_waits_its_limit(term: Office, said: Said) -> None:
    printed = said("record-event", "binh-dang-gioi", "--on", "2024-11-04", "--reason", "Công văn đến 12", *AT)
    assert printed == "Đã ghi nhận sự kiện; tính được thời hạn của 4 đầu việc.\n"
    for obligation in (MINH, HUNG, VINH_O):
        assert term.one(obligation, AT[1])["missed_at"] == "2024-11-12T00:00:00+07:00"
    assert "Ghi nhận ngày nhận văn bản 04/11/2024 (Công văn đến 12)" in said("explain", MINH, *AT)


def test_an_event_recorded_for_one_leaves_the_others_waiting(term: Office, said: Said) -> None:
    assert "1 đầu việc" in said("record-event", MINH, "--on", "2024-11-04T15:30", *AT)
    assert term.one(HUNG, AT[1])["missed_at"] is None


def test_a_limit_that_waits_for_nothing_is_refused_by_name(office: Office, said: Said) -> None:
    office.apply()
    refused = said("record-event", MINH, "--on", "2024-11-04", *AT, code=1)
    assert refused == f"{MINH}: Thời hạn của đầu việc này không tính theo một sự kiện.\n"


def test_a_day_that_is_none_is_wrong_usage(term: Office, said: Said) -> None:
    assert "Ghi theo mẫu" in said("record-event", MINH, "--on", "31/11/2024", *AT, code=2)


def test_a_task_given_to_another_agency_goes_with_its_limit(office: Office, said: Said) -> None:
    office.apply()
    printed = said("reassign", HUNG, "--to", "xa-vinh-o", "--reason", "Công văn 15/UBND-VP", *AT)
    assert printed == "Đã giao lại cho cơ quan tiếp nhận.\n"
    told = said("explain", HUNG, *AT)
    assert "Chuyển cho: UBND xã Vĩnh Ô từ ngày 05/11/2024 (căn cứ: Công văn 15/UBND-VP)" in told
    assert "Giao lại cho UBND xã Vĩnh Ô, căn cứ: Công văn 15/UBND-VP (Lan)" in told


def test_nobody_unknown_is_given_a_task(office: Office, said: Said) -> None:
    office.apply()
    assert said("reassign", HUNG, "--to", "khong-co", *AT, code=1).startswith("Danh bạ chưa có cơ quan này.")


def test_a_limit_by_telephone_is_provisional_until_its_document_comes(office: Office, said: Said) -> None:
    office.apply()
    longer = ("extend", MINH, "--until", "2024-12-20", "--basis")
    assert said(*longer, "điện thoại", "--provisional", *AT) == "Đã điều chỉnh thời hạn, chờ văn bản.\n"
    assert "provisional" in office.one(MINH, AT[1])["flags"]
    assert "Tình trạng: chưa đến hạn · thời hạn tạm, chờ văn bản" in said("explain", MINH, *AT)
    assert said(*longer, "Công văn 12/CV-PYT", "--at", "2024-11-06") == "Đã điều chỉnh thời hạn.\n"
    assert office.one(MINH, "2024-11-06")["flags"] == []


@pytest.mark.parametrize("command", ["record-event", "reassign", "extend"])
def test_the_help_of_every_act_is_vietnamese(said: Said, command: str) -> None:
    printed = said(command, "--help")
    assert "Cách dùng" in printed
    assert "Options" not in printed
