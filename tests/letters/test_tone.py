"""Who may be told what: the capacity of the sender and the relation of the reader decide."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from engine.deadlines.rules import By
from engine.letters.values import Recipient, Stage

from .cast import (
    CONG_AN,
    EVERYBODY,
    LAN,
    PHU_NU,
    SO,
    THUE,
    TRUNG_TAM,
    URGENCY,
    VINH_CHAP,
    Y_TE,
    both,
    june_report,
    letter,
    ongoing,
    report,
    seen,
    task,
    undated,
)

STAGES = URGENCY
ASKING: tuple[Stage, ...] = ("new", "coming", "last_day", "after", "corrected", "extended", "declined", "returned")
LEAN_ON = (VINH_CHAP, TRUNG_TAM)
ASKED = (Y_TE, THUE, CONG_AN, PHU_NU, SO)


def words_of(stage: Stage, to: Recipient, *, authority: bool = False) -> str:
    """Everything one reader reads: the subject, the text, the page."""
    sent = letter(report(stage, to), to=to, sender=replace(LAN, signs_for_authority=authority))
    return "\n".join((sent.subject, sent.text, seen(sent.html)))


@pytest.mark.parametrize(("stage", "to"), list(product(STAGES, EVERYBODY)))
def test_a_department_requires_of_nobody(stage: Stage, to: Recipient) -> None:
    assert "yêu cầu" not in words_of(stage, to).lower()


@pytest.mark.parametrize(("stage", "to"), list(product(STAGES, ASKED)))
def test_the_authority_requires_only_of_those_below(stage: Stage, to: Recipient) -> None:
    assert "yêu cầu" not in words_of(stage, to, authority=True).lower()


@pytest.mark.parametrize(("stage", "to"), list(product(ASKING, LEAN_ON)))
def test_who_signs_for_the_chairman_requires_in_the_name_of_the_committee(stage: Stage, to: Recipient) -> None:
    assert "UBND huyện yêu cầu" in words_of(stage, to, authority=True)


def test_the_committee_itself_requires_in_its_own_name() -> None:
    ubnd = replace(LAN, office="UBND huyện Vĩnh Linh", signs_for_authority=True)
    text = letter(report("after"), sender=ubnd).text
    assert "Đến 08 giờ 00 ngày 11/12/2024, UBND huyện Vĩnh Linh chưa ghi nhận được" in text
    assert "UBND huyện yêu cầu UBND xã khẩn trương gửi báo cáo trước 16 giờ 30" in text
    assert "báo cáo lãnh đạo" not in text
    assert "trình UBND" not in text


@pytest.mark.parametrize(("stage", "to"), list(product(STAGES, EVERYBODY)))
def test_nobody_is_blamed(stage: Stage, to: Recipient) -> None:
    said = words_of(stage, to).lower()
    for word in ("quá hạn", "đôn đốc", "bỏ lỡ", "vi phạm", "chậm trễ", "không báo cáo", "phê bình"):
        assert word not in said


@pytest.mark.parametrize("stage", STAGES)
def test_the_front_hears_of_no_limit(stage: Stage) -> None:
    sent = letter(report(stage, PHU_NU), task(stage, PHU_NU), ongoing(to=PHU_NU), to=PHU_NU)
    for words in (sent.subject, *both(sent)):
        for word in ("thời hạn", "quá hạn", "đến hạn", "hết hạn", "đôn đốc", "ngày cuối", "khẩn trương"):
            assert word not in words


@pytest.mark.parametrize("stage", [stage for stage in ASKING if stage != "returned"])
def test_the_front_is_asked_and_thanked(stage: Stage) -> None:
    sent = letter(report(stage, PHU_NU), to=PHU_NU)
    assert "kính đề nghị quý cơ quan" in sent.text
    assert "phối hợp cung cấp kết quả" in sent.text
    assert "Trân trọng cảm ơn./." in sent.text


@pytest.mark.parametrize("stage", ["new", "coming", "last_day", "corrected"])
def test_the_front_is_asked_to_send_before_the_day(stage: Stage) -> None:
    assert "xin gửi trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024)" in words_of(stage, PHU_NU)


def test_the_front_hears_of_no_limit_in_terms_and_moved_days_either() -> None:
    saturday, monday = By(date=dt.date(2024, 12, 14)), dt.date(2024, 12, 16)
    moved = report("corrected", PHU_NU, why="calendar", due=saturday, last_day=monday, told=saturday)
    counted = report("corrected", PHU_NU, why="event", told=undated(PHU_NU)[0].due, told_last_day=None)
    sent = letter(moved, counted, *undated(PHU_NU), to=PHU_NU)
    for words in (sent.subject, *both(sent)):
        for word in ("thời hạn", "đến hạn", "ngày cuối"):
            assert word not in words
    assert "chậm nhất hết ngày thứ Hai, 16/12/2024, do ngày nêu trên rơi vào ngày nghỉ" in sent.text
    assert "Trước đây đã đề nghị gửi trong 05 ngày làm việc kể từ ngày nhận văn bản" in sent.text


def test_the_front_is_not_asked_to_send_by_a_day_that_has_passed() -> None:
    text = letter(report("after", PHU_NU), to=PHU_NU).text
    assert "xin gửi trước ngày 10/12/2024" not in text
    assert "nếu được, xin gửi trước 16 giờ 30 ngày thứ Năm, 12/12/2024. Mốc này chỉ phục vụ việc tổng hợp." in text


@pytest.mark.parametrize("to", [Y_TE, THUE, CONG_AN])
def test_colleagues_are_asked_for_their_help(to: Recipient) -> None:
    text = letter(report("after", to), to=to).text
    assert "Phòng trân trọng đề nghị quý cơ quan quan tâm, sớm cung cấp để việc tổng hợp được đầy đủ" in text
    assert "Rất mong nhận được sự phối hợp của quý cơ quan. Trân trọng cảm ơn./." in text
    assert "hết thời hạn" not in text
    assert "lãnh đạo" not in text


@pytest.mark.parametrize(
    ("to", "words"),
    [
        (VINH_CHAP, "Nhiệm vụ này trước đây giao Sở Nội vụ; nay do UBND xã Vĩnh Chấp tiếp tục thực hiện."),
        (Y_TE, "Nhiệm vụ này trước đây giao Sở Nội vụ; nay do quý cơ quan tiếp tục thực hiện."),
        (CONG_AN, "Nhiệm vụ này trước đây giao Sở Nội vụ; nay do quý cơ quan tiếp tục thực hiện."),
        (SO, "Nội dung này trước đây do Sở Nội vụ thực hiện; nay do quý cơ quan tiếp tục thực hiện."),
        (PHU_NU, "Nội dung này trước đây do Sở Nội vụ thực hiện; nay xin quý cơ quan tiếp tục phối hợp thực hiện."),
    ],
)
def test_a_task_is_given_only_to_those_to_whom_one_gives(to: Recipient, words: str) -> None:
    for said in both(letter(report("new", to, taken_over_from=("Sở Nội vụ",)), to=to)):
        assert words in said


@pytest.mark.parametrize("stage", [stage for stage in STAGES if stage not in ("recorded", "renewed")])
def test_those_above_are_asked_with_respect(stage: Stage) -> None:
    assert "kính đề nghị quý cơ quan" in words_of(stage, SO)
    assert "Nhắc việc" not in words_of(stage, SO)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("UBND xã Vĩnh Chấp", "UBND xã"),
        ("UBND thị trấn Hồ Xá", "UBND thị trấn"),
        ("Trung tâm Văn hóa Thông tin - TDTT", "Trung tâm"),
        ("Phòng Nội vụ", "Phòng Nội vụ"),
        ("Nhà máy nước", "đơn vị"),
    ],
)
def test_those_below_are_called_by_their_short_name_unless_it_is_ours(name: str, short: str) -> None:
    text = letter(report("after"), to=Recipient((name,), "lower")).text
    assert f"Phòng đề nghị {short} khẩn trương gửi báo cáo" in text


@pytest.mark.parametrize(
    ("office", "we"),
    [
        ("Phòng Nội vụ", "Phòng"),
        ("Sở Nội vụ", "Sở"),
        ("Văn phòng HĐND và UBND huyện", "Văn phòng"),
        ("UBND xã Lương Minh", "UBND xã"),
    ],
)
def test_the_office_calls_itself_by_its_first_words(office: str, we: str) -> None:
    text = letter(report("coming", Y_TE), to=Y_TE, sender=replace(LAN, office=office)).text
    assert f"{office} trân trọng thông tin tới quý cơ quan" in text
    assert f"{we} trân trọng đề nghị quý cơ quan quan tâm" in text


def test_what_was_only_invited_is_a_request_to_anybody() -> None:
    sent = letter(report("after", basis="invited"))
    assert sent.subject.startswith("Đề nghị phối hợp cung cấp báo cáo định kỳ đợt tháng 12")
    assert "Phòng trân trọng đề nghị UBND xã phối hợp cung cấp kết quả" in sent.text
    assert "thời hạn" not in sent.text
    assert "Trân trọng cảm ơn./." in sent.text


def test_what_was_only_invited_stands_apart_from_what_is_owed() -> None:
    invited = task("after", basis="invited")
    text = letter(report("after"), invited).text
    owed, _, asked = text.partition("II. Nội dung đề nghị phối hợp")
    assert "đã hết thời hạn" in owed
    assert invited.text not in owed
    assert f"2. {invited.text}: đã đề nghị hoàn thành chậm nhất ngày 15/12/2024" in asked
    assert "Phòng mong UBND xã quan tâm phối hợp và trân trọng cảm ơn." in asked


def test_what_was_only_invited_makes_no_letter_more_urgent() -> None:
    assert letter(report("coming"), task("after", basis="invited")).kind == "reminder"


def test_the_police_get_no_link_in_any_letter_that_tells_of_a_limit_passed() -> None:
    sent = letter(report("extended", CONG_AN), june_report("after", CONG_AN), to=CONG_AN)
    assert sent.kind == "extended"
    for words in (*both(sent), sent.html):
        assert "http" not in words
        assert "hoặc tại" not in words


def test_work_without_a_day_alone_says_why_the_letter_comes() -> None:
    lasting = ongoing(to=Y_TE)
    asked = letter(replace(lasting, stage="receipt"), to=Y_TE).text
    assert "Phòng chưa ghi nhận được thông tin tiếp nhận của quý cơ quan đối với các nội dung sau:" in asked
    again = letter(replace(lasting, stage="renewed"), to=Y_TE).text
    assert "trân trọng gửi lại quý cơ quan liên kết phản hồi đối với các nhiệm vụ" in again
    assert "thông báo các nhiệm vụ" not in asked + again


def test_nothing_is_assigned_to_those_above() -> None:
    for stage, to in product(STAGES, (SO, PHU_NU)):
        sent = letter(replace(ongoing(to=to), stage=stage), report(stage, to), to=to)
        for words in (sent.subject, *both(sent)):
            assert "phân công" not in words
            assert "nhiệm vụ" not in words
