"""What `diff` and `apply` say: every kind of change with its consequence, agencies by name, many alike as one line."""

from __future__ import annotations

import json
import re

import pytest

from tests.cli.conftest import Said
from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, PLAN, VINH_O, Office

LATER = PLAN.replace("{kind: before, date: 2024-12-10}", "{kind: before, date: 2024-12-20}")
WITHOUT_MINH = PLAN.replace("          - {agency: phong-y-te, basis: explicit}\n", "")
MOVED = PLAN.replace("agency: phong-y-te\n        tasks:", "agency: xa-vinh-chap\n        tasks:")
REWORDED = PLAN.replace("text: Tuyên truyền về bình đẳng giới", "text: Tuyên truyền sâu rộng")
SUSPENDED = PLAN.replace("    period:", "    status: suspended\n      period:")
NEXT = PLAN.replace("id: binh-dang-gioi", "id: ke-hoach-moi\n      supersedes: [binh-dang-gioi]")
MONTHLY = PLAN.replace(
    "{kind: before, date: 2024-12-10}", '{kind: every, period: month, limit: before, dates: ["day 25"]}'
)
MERGED = DIRECTORY.replace(
    "    groups:",
    "      - {id: xa-vinh-linh, name: UBND xã Vĩnh Linh, relation: lower, since: 2024-11-02}\n    groups:",
).replace(
    "    contacts:",
    """    successions:
      - {from: xa-vinh-o, date: 2024-11-02, document: Nghị quyết số 1680/NQ-UBTVQH15, to: [xa-vinh-linh]}
      - {from: xa-vinh-chap, date: 2024-11-02, document: Nghị quyết số 1680/NQ-UBTVQH15, to: [xa-vinh-linh]}
    contacts:""",
)
SHARED = DIRECTORY.replace("vanthu@vinho.example", "hung@vinhchap.example")
AT = ("--at", "2024-11-05T09:00")
REPORT = "Báo cáo định kỳ đợt tháng 12"


def file(office: Office, plan: str, directory: str = DIRECTORY) -> str:
    """Write a plan down and return its file."""
    office.plan(plan, directory)
    return str(office.files / "ke-hoach.yaml")


@pytest.fixture
def told(office: Office) -> Office:
    """Return an office whose plan was adopted and whose first letters have gone out."""
    office.apply()
    office.run("2024-11-01T09:00")
    return office


def test_a_new_plan_says_how_much_for_how_many_and_who_will_be_written_to(office: Office, said: Said) -> None:
    printed = said("diff", file(office, PLAN), *AT)
    assert printed.splitlines() == [
        "Triển khai công tác bình đẳng giới năm 2024",
        "  Sẽ mở 6 đầu việc cho 5 cơ quan, đơn vị.",
        "  Sẽ có 4 thư thông báo nhiệm vụ gửi Phòng Y tế và 3 đơn vị khác.",
    ]


def test_another_limit_says_both_and_that_who_was_told_gets_a_letter(told: Office, said: Said) -> None:
    printed = said("diff", file(told, LATER), *AT)
    limits = "trước ngày 10/12/2024 → trước ngày 20/12/2024; có thư thông báo thời hạn mới."
    assert f"  Sẽ đổi thời hạn: {REPORT} (Phòng Y tế và 3 đơn vị khác): {limits}" in printed.splitlines()
    assert "  Sẽ có 4 thư thông báo thời hạn mới gửi Phòng Y tế và 3 đơn vị khác." in printed.splitlines()


def test_the_letters_announced_are_the_letters_sent(told: Office, said: Said) -> None:
    announced = json.loads(said("diff", file(told, LATER), "--json", *AT))["plans"][0]["letters"]
    said("apply", file(told, LATER), *AT)
    before = len(told.letters())
    told.run("2024-11-05T10:00")
    assert len(told.letters()) - before == len(announced["correction"]) == 4
    assert announced["notice"] == []


def test_who_was_not_told_the_old_limit_gets_no_letter_about_another(office: Office, said: Said) -> None:
    office.apply()
    printed = said("diff", file(office, LATER), *AT)
    assert "không có thư thông báo thời hạn mới" in printed
    assert "Sẽ có" not in printed


def test_two_agencies_behind_one_address_are_one_letter(office: Office, said: Said) -> None:
    office.apply(plan=office.plan(directory=SHARED))
    office.run("2024-11-01T09:00")
    assert "Sẽ có 3 thư thông báo thời hạn mới" in said("diff", file(office, LATER, SHARED), *AT)


def test_an_agency_without_an_address_is_named(office: Office, said: Said) -> None:
    unknown = re.sub(r"      xa-vinh-o: .*\n", "", DIRECTORY)
    assert "  Chưa có địa chỉ thư để thông báo nhiệm vụ: UBND xã Vĩnh Ô." in said(
        "diff", file(office, PLAN, unknown), *AT
    )


def test_what_the_plan_drops_stops_its_letters(told: Office, said: Said) -> None:
    printed = said("diff", file(told, WITHOUT_MINH), *AT)
    assert f"  Sẽ dừng theo dõi: {REPORT} (Phòng Y tế); dừng mọi thư nhắc." in printed.splitlines()


def test_what_is_done_and_dropped_is_kept(told: Office, said: Said) -> None:
    told.answer("2024-11-04", "done", MINH, sent="2024-11-04", number="7/BC-PYT")
    printed = said("diff", file(told, WITHOUT_MINH), *AT)
    assert (
        f"  Giữ kết quả đã ghi nhận: {REPORT} (Phòng Y tế); kế hoạch không còn giao việc này." in printed.splitlines()
    )


def test_what_goes_to_another_agency_names_both(told: Office, said: Said) -> None:
    printed = said("diff", file(told, MOVED), *AT)
    away = "Tuyên truyền về bình đẳng giới (Phòng Y tế → UBND xã Vĩnh Chấp)"
    assert f"  Sẽ giao lại: {away}; dừng thư nhắc cơ quan cũ." in printed.splitlines()
    assert "dừng theo dõi" not in printed
    assert "  Sẽ có 1 thư thông báo nhiệm vụ gửi UBND xã Vĩnh Chấp." in printed.splitlines()


def test_other_words_need_no_letter(told: Office, said: Said) -> None:
    printed = said("apply", file(told, REWORDED), *AT)
    assert (
        "  Đã sửa nội dung: Tuyên truyền sâu rộng (Phòng Y tế); các thư sau theo nội dung mới." in printed.splitlines()
    )
    assert "Sẽ có" not in printed


def test_a_reorganisation_names_who_carries_on_and_by_what_document(told: Office, said: Said) -> None:
    with_contact = MERGED.rstrip() + "\n      xa-vinh-linh: {email: vanthu@vinhlinh.example}\n"
    printed = said("diff", file(told, PLAN, with_contact), *AT)
    assert (
        "  Sẽ chuyển 2 đầu việc: UBND xã Vĩnh Chấp và UBND xã Vĩnh Ô → UBND xã Vĩnh Linh, "
        "theo Nghị quyết số 1680/NQ-UBTVQH15; liên kết cũ cho biết cơ quan mới."
    ) in printed.splitlines()
    assert "  Sẽ có 1 thư thông báo nhiệm vụ gửi UBND xã Vĩnh Linh." in printed.splitlines()
    assert "giao lại" not in printed


def test_a_plan_that_rests_and_goes_on_says_so(told: Office, said: Said) -> None:
    rests = said("apply", file(told, SUSPENDED), *AT)
    assert "  Đã tạm dừng 6 đầu việc (" in rests
    assert "không nhắc, không cảnh báo cho đến khi tiếp tục." in rests
    assert "  Đã tiếp tục theo dõi 6 đầu việc (" in said("apply", file(told, PLAN), "--at", "2024-11-06")


def test_a_plan_in_place_of_another_says_what_ends(told: Office, said: Said) -> None:
    printed = said("diff", file(told, NEXT), *AT)
    assert "  Sẽ dừng theo dõi, do kế hoạch được thay thế, 6 đầu việc (" in printed


def test_many_occurrences_are_one_line(office: Office, said: Said) -> None:
    office.apply("2024-01-02", office.plan(MONTHLY))
    office.run("2024-01-02T09:00")
    monthly = said("diff", file(office, MONTHLY.replace("day 25", "day 20")), "--at", "2024-01-03")
    limits = "trước ngày 25 hằng tháng → trước ngày 20 hằng tháng"
    (line,) = [line for line in monthly.splitlines() if "đổi thời hạn" in line]
    assert f"{REPORT} (Phòng Y tế và 3 đơn vị khác, 12 kỳ): {limits}; có thư thông báo thời hạn mới." in line


def test_what_comes_back_as_it_was_told_needs_no_letter(told: Office, said: Said) -> None:
    said("apply", file(told, WITHOUT_MINH), "--at", "2024-11-04T09:00")
    printed = said("diff", file(told, PLAN), *AT)
    assert f"  Sẽ mở: {REPORT} (Phòng Y tế): trước ngày 10/12/2024." in printed.splitlines()
    assert "Sẽ có" not in printed


def test_what_was_told_is_corrected_when_it_comes_back_with_another_limit(told: Office, said: Said) -> None:
    said("apply", file(told, WITHOUT_MINH), "--at", "2024-11-04T09:00")
    assert "thư thông báo thời hạn mới gửi Phòng Y tế và 3 đơn vị khác" in said("diff", file(told, LATER), *AT)


def test_a_limit_already_past_is_counted_and_announced_to_nobody(office: Office, said: Said) -> None:
    printed = said("apply", file(office, PLAN), "--at", "2024-12-20")
    assert "  Trong đó 4 đầu việc có thời hạn trước khi theo dõi: không nhắc, không cảnh báo." in printed.splitlines()
    assert "  Sẽ có 1 thư thông báo nhiệm vụ gửi Phòng Y tế." in printed.splitlines()  # its task without a limit


def test_nobody_reads_an_id(told: Office, said: Said) -> None:
    for plan, directory in (
        (LATER, DIRECTORY),
        (MOVED, DIRECTORY),
        (PLAN, MERGED),
        (SUSPENDED, DIRECTORY),
        (NEXT, DIRECTORY),
    ):
        printed = said("diff", file(told, plan, directory), *AT)
        assert not re.search(r"phong-y-te|xa-vinh|hoi-phu-nu|binh-dang-gioi|ke-hoach-moi|tuyen-truyen", printed)


def test_the_json_has_every_kind_of_change(told: Office, said: Said) -> None:
    told.answer("2024-11-04", "done", MINH, sent="2024-11-04", number="7/BC-PYT")
    plan = file(told, WITHOUT_MINH.replace("12-10", "12-20"), MERGED)
    (found,) = json.loads(said("diff", plan, "--json", *AT))["plans"]
    new = HUNG.replace("xa-vinh-chap", "xa-vinh-linh")
    by = "Nghị quyết số 1680/NQ-UBTVQH15"
    assert found["handed_on"] == [{"id": one, "to": [new], "document": by} for one in (HUNG, VINH_O)]
    assert (found["added"], found["redated"], found["kept"]) == ([new], [PHU_NU], [MINH])
    assert {*found} >= {"reassigned", "suspended", "resumed", "superseded", "withdrawn", "reworded", "before_tracking"}
    assert found["letters"] == {"notice": ["xa-vinh-linh"], "correction": ["hoi-phu-nu"]}


def test_an_earlier_moment_sees_an_earlier_directory(told: Office, said: Said) -> None:
    plan = file(told, PLAN, MERGED)
    assert "chuyển" not in said("diff", plan, "--at", "2024-11-01T10:00")
    assert "chuyển" in said("diff", plan, *AT)
