"""How a date came about, step by step, and what has happened, in the words of an office."""

from __future__ import annotations

import pytest

from engine.acts import reassign
from engine.clock import moment
from engine.explain import Explanation, explain
from engine.history_words import event_words, rung_words
from engine.ledger.unit import UnknownObligationError
from engine.obligations.values import Event
from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, PLAN, VINH_O, Office

TASK = "binh-dang-gioi/tuyen-truyen/phong-y-te/-"
NEW = "binh-dang-gioi/bao-cao-thang-12/xa-moi/-"
MERGED = DIRECTORY.replace(
    "    groups:",
    "      - {id: xa-moi, name: UBND xã Mới, relation: lower, since: 2024-12-01}\n    groups:",
).replace(
    "    contacts:",
    """    successions:
      - {from: xa-vinh-o, date: 2024-12-01, document: Nghị quyết số 1, to: [xa-moi]}
    contacts:""",
)
ROLLED = "chậm nhất ngày 05/6/2024 (chậm nhất hết ngày thứ Năm, 06/6/2024, do ngày cuối rơi vào ngày nghỉ)"
NAMES = {"xa-vinh-chap": "UBND xã Vĩnh Chấp", "xa-vinh-o": "UBND xã Vĩnh Ô", "phong-y-te": "Phòng Y tế"}


def explained(office: Office, obligation: str, at: str) -> Explanation:
    """Explain an obligation."""
    return explain(office.ledger, obligation, moment(at))


def due(rule: str) -> str:
    """Return the plan with another limit of its report."""
    return PLAN.replace("{kind: before, date: 2024-12-10}", rule)


def test_the_steps_go_from_the_plan_s_words_to_the_instant(office: Office) -> None:
    office.apply()
    assert explained(office, MINH, "2024-11-05").steps == (
        "Kế hoạch ghi: trước ngày 10/12/2024.",
        "Cách tính: “trước ngày” là đến hết ngày liền trước (cách hiểu mặc định).",
        "Tức là trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024).",
        "Ngày cuối, thứ Hai, 09/12/2024, là ngày làm việc.",
        "Tính là quá hạn từ 00 giờ 00 ngày 10/12/2024.",
    )


def test_an_extension_stands_beside_the_first_limit(office: Office) -> None:
    office.apply()
    office.extend("2024-12-05", "2024-12-20", MINH)
    assert explained(office, MINH, "2024-12-05").steps[:2] == (
        "Kế hoạch ghi: trước ngày 10/12/2024.",
        "Thời hạn điều chỉnh: chậm nhất ngày 20/12/2024 (gia hạn ngày 05/12/2024, căn cứ: Công văn 12/CV-PYT).",
    )


def test_what_came_back_with_its_limit_has_no_adjusted_one(office: Office) -> None:
    office.apply()
    office.apply("2024-11-05", office.plan(PLAN.replace("          - {agency: phong-y-te, basis: explicit}\n", "")))
    office.apply("2024-11-06", office.plan())
    assert not any("điều chỉnh" in step for step in explained(office, MINH, "2024-11-06").steps)


def test_an_invited_agency_reads_that_it_is_never_late(office: Office) -> None:
    office.apply()
    assert explained(office, PHU_NU, "2024-11-05").steps[-1] == (
        "Cơ quan được đề nghị phối hợp: không tính quá hạn, không cảnh báo."
    )


def test_work_without_a_limit_says_that_it_has_none(office: Office) -> None:
    office.apply()
    assert explained(office, TASK, "2024-11-05").steps == ("Kế hoạch không ấn định thời hạn cho nhiệm vụ này.",)


def test_whatever_happened_is_told_in_order_with_who_acted(office: Office) -> None:
    office.apply()
    office.run("2024-11-01T09:00")
    office.answer("2024-11-04", "received", HUNG, name="Hùng", position="công chức")
    office.answer("2024-12-05", "extend", HUNG, name="Hùng", until="2024-12-20", reason="chờ số liệu")
    office.run("2024-12-10T08:00")
    office.answer("2024-12-12", "done", HUNG, name="Hùng", number="9/BC", document_date="2024-12-06", sent="2024-12-09")
    office.give_back("2024-12-12", HUNG)
    office.extend("2024-12-13", "2024-12-20", HUNG, basis="điện thoại (chờ văn bản)")
    office.answer("2024-12-16", "nothing", HUNG, by_office=True)
    assert [event_words(event, NAMES) for event in explained(office, HUNG, "2024-12-20").events] == [
        "Mở đầu việc, thời hạn trước ngày 10/12/2024 (Lan)",
        "Soạn thư thông báo nhiệm vụ (hệ thống)",
        "Đã tiếp nhận nhiệm vụ (Hùng, công chức)",
        "Đề nghị gia hạn đến ngày 20/12/2024: chờ số liệu (Hùng)",
        "Cảnh báo: chưa ghi nhận báo cáo, kết quả khi hết thời hạn (hệ thống)",
        "Báo đã gửi văn bản số 9/BC ngày 06/12/2024, gửi ngày 09/12/2024, chờ xác nhận kết quả (Hùng)",
        "Đề nghị bổ sung, hoàn thiện: thiếu số liệu (Lan)",
        "Gia hạn chậm nhất ngày 20/12/2024, căn cứ: điện thoại (chờ văn bản) (Lan)",
        "Báo không phát sinh (Lan)",
    ]


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("opened", {"before_tracking": True}, "Mở đầu việc, thời hạn đã qua trước khi theo dõi: chậm nhất ngày 05/6/2024"),
        ("reopened", {"before_tracking": True}, "Mở lại đầu việc, thời hạn đã qua trước khi theo dõi: chậm nhất ngày 05/6/2024"),
        ("reopened", {}, "Mở lại đầu việc, thời hạn chậm nhất ngày 05/6/2024"),
        ("redated", {}, "Kế hoạch thay đổi thời hạn thành chậm nhất ngày 05/6/2024"),
        ("reworded", {}, "Kế hoạch sửa nội dung"),
        ("withdrawn", {"reason": "đã sáp nhập"}, "Dừng theo dõi: đã sáp nhập"),
        ("accepted", {"reason": ""}, "Xác nhận kết quả"),
        ("acknowledged", {"reason": "đã gọi"}, "Đã nắm thông tin: đã gọi"),
        ("reassign_asked", {"reason": "không thuộc lĩnh vực"}, "Đề nghị xem xét lại phân công: không thuộc lĩnh vực"),
        ("silenced", {"until": "2024-12-20"}, "Tạm ngừng nhắc đến ngày 20/12/2024"),
        ("silence_ended", {}, "Hết thời gian tạm ngừng nhắc"),
        ("opened", {"predecessors": [HUNG, VINH_O], "document": "Nghị quyết số 1"},
         "Mở đầu việc, tiếp nhận từ UBND xã Vĩnh Chấp, UBND xã Vĩnh Ô (căn cứ: Nghị quyết số 1), thời hạn chậm nhất ngày 05/6/2024"),
        ("succeeded", {"to": [VINH_O], "document": "Nghị quyết số 1"}, "Chuyển cho UBND xã Vĩnh Ô theo Nghị quyết số 1"),
        ("reassigned", {"to": [MINH], "document": "Công văn 15"}, "Giao lại cho Phòng Y tế, căn cứ: Công văn 15"),
        ("reassigned", {"to": [MINH], "document": ""}, "Giao lại cho Phòng Y tế"),
        ("suspended", {}, "Tạm dừng theo kế hoạch"),
        ("resumed", {}, "Tiếp tục theo dõi"),
        ("recalculated", {}, "Thời hạn tính lại do lịch nghỉ thay đổi: chậm nhất ngày 05/6/2024"),
        ("recalculated", {"moved_to": "2024-06-06"}, f"Thời hạn tính lại do lịch nghỉ thay đổi: {ROLLED}"),
        ("event_recorded", {"event": "ngày nhận văn bản", "happened_at": "2024-05-29T08:00:00+07:00", "reason": "CV 7"},
         "Ghi nhận ngày nhận văn bản 29/5/2024 (CV 7); thời hạn: chậm nhất ngày 05/6/2024"),
        ("event_recorded", {"event": "bầu cử", "happened_at": "2024-05-29T08:00:00+07:00"},
         "Ghi nhận bầu cử ngày 29/5/2024; thời hạn: chậm nhất ngày 05/6/2024"),
        ("event_recorded", {"event": "khi nhận tin", "happened_at": "2024-06-03T17:00:00+07:00",
                            "due": {"kind": "by", "date": "2024-06-05", "time": "17:00"}},
         "Ghi nhận khi nhận tin 17 giờ 00 ngày 03/6/2024; thời hạn: chậm nhất 17 giờ 00 ngày 05/6/2024"),
        ("extended", {"basis": "điện thoại", "provisional": True},
         "Gia hạn chậm nhất ngày 05/6/2024 (tạm thời, chờ văn bản), căn cứ: điện thoại"),
        ("documented", {"basis": "Công văn 9"}, "Đã có văn bản gia hạn: Công văn 9"),
        ("reminded", {"rungs": ["correction"]}, "Soạn thư thông báo thời hạn điều chỉnh"),
        ("reminded", {"rungs": ["before-5", "after-1"]}, "Soạn thư nhắc việc trước 05 ngày làm việc, đôn đốc sau 01 ngày làm việc, chờ phát hành"),
    ],
)  # fmt: skip
def test_every_other_event_has_words_too(kind: str, data: dict[str, object], words: str) -> None:
    told = {"due": {"kind": "by", "date": "2024-06-05"}} | data
    assert event_words(Event(kind, moment("2024-11-05"), "Lan", told), NAMES) == f"{words} (Lan)"


def test_what_was_handed_on_says_to_whom_and_by_what_document_and_its_heir_says_from_whom(office: Office) -> None:
    office.apply("2024-11-01", office.plan(directory=MERGED))
    office.run("2024-12-02T08:00")
    old, new = (explained(office, one, "2024-12-02T08:00") for one in (VINH_O, NEW))
    assert (old.taken_over_from, old.handed_on_to) == ("", "UBND xã Mới từ ngày 02/12/2024 theo Nghị quyết số 1")
    assert (new.taken_over_from, new.handed_on_to) == ("UBND xã Vĩnh Ô (căn cứ: Nghị quyết số 1)", "")
    assert [event_words(event, old.names) for event in old.events][-1] == (
        "Chuyển cho UBND xã Mới theo Nghị quyết số 1 (hệ thống)"
    )


def test_a_chain_of_hand_overs_ends_with_who_does_it_today(office: Office) -> None:
    office.apply("2024-11-01", office.plan(directory=MERGED))
    office.run("2024-12-02T08:00")
    reassign(office.ledger, [NEW], moment("2024-12-03"), "phong-y-te", "")
    assert explained(office, VINH_O, "2024-12-03").handed_on_to == (
        "UBND xã Mới từ ngày 02/12/2024 theo Nghị quyết số 1; nay do Phòng Y tế thực hiện"
    )
    assert explained(office, VINH_O, "2024-12-02T09:00").handed_on_to.endswith("Nghị quyết số 1")


def test_the_ladder_and_the_letters_stand_beside_the_date(office: Office) -> None:
    office.apply()
    office.run("2024-11-01T09:00")
    found = explained(office, HUNG, "2024-11-05")
    assert (found.destination, found.contact and found.contact.name) == (
        "UBND huyện Vĩnh Linh (qua Phòng Lao động - Thương binh và Xã hội)",
        "Hùng",
    )
    assert [letter.email for letter in found.letters] == ["hung@vinhchap.example"]
    assert [rung_words(rung) for rung in found.rungs][::7] == [
        "thông báo nhiệm vụ",
        "đôn đốc sau 07 ngày làm việc, chờ phát hành",
    ]


def test_an_earlier_moment_knows_less(office: Office) -> None:
    office.apply()
    office.run("2024-11-01T09:00")
    found = explained(office, HUNG, "2024-11-01T08:30")
    assert ([event.kind for event in found.events], found.letters) == (["opened"], ())


@pytest.mark.parametrize(("obligation", "at"), [("khong/co/dau-viec/-", "2024-11-05"), (VINH_O, "2024-10-31")])
def test_what_is_not_tracked_is_refused_by_name(office: Office, obligation: str, at: str) -> None:
    office.apply()
    with pytest.raises(UnknownObligationError, match=obligation):
        explained(office, obligation, at)
