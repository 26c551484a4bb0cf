"""A letter of correction says what the limit was, what it is now, and why; nothing is left for a telephone call to ask."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from engine.deadlines.rules import After, Ahead, Before, By, Ongoing
from engine.letters.values import Recipient

from .cast import EVERYBODY, HO_XA, LINK, PHU_NU, PLAN, SO, VINH_CHAP, Y_TE, both, letter, report

SATURDAY, MONDAY = dt.date(2024, 12, 14), dt.date(2024, 12, 16)
TERM = After(event="ngày nhận văn bản", days=5, working=True)


@pytest.mark.parametrize("to", EVERYBODY)
def test_a_correction_says_the_limit_as_it_was_and_as_it_is(to: Recipient) -> None:
    sent = letter(report("corrected", to), to=to)
    assert sent.kind == "correction"
    for words in both(sent):
        before, _, after = words.partition("Trước đây đã ")
        assert "trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024), còn 25 ngày." in before
        assert "trước ngày 15/12/2024 (chậm nhất hết ngày thứ Bảy, 14/12/2024); nay" in after


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ({"why": "plan"}, "; nay thực hiện theo kế hoạch đã được điều chỉnh."),
        (
            {"why": "calendar"},
            "; nay thay đổi do lịch nghỉ, ngày làm việc bù được điều chỉnh (theo thông báo của cơ quan có thẩm quyền).",
        ),
        (
            {"why": "event", "told": TERM, "told_last_day": None},
            "trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản; thời hạn tính từ sự kiện này nay đã xác định.",
        ),
        (
            {"why": "event", "told": Ahead(event="ngày bầu cử", days=95), "told_last_day": None},
            "Trước đây đã thông báo: chậm nhất 95 ngày trước ngày bầu cử; thời hạn tính từ sự kiện này nay đã xác định.",
        ),
        ({"why": "event"}, "; thời hạn tính từ sự kiện nay được xác định lại."),
        ({"why": None}, "(chậm nhất hết ngày thứ Bảy, 14/12/2024)."),
    ],
)
def test_a_correction_says_why(why: dict[str, Any], words: str) -> None:
    for said in both(letter(report("corrected", **why))):
        assert words in said


def test_an_amended_decision_is_not_called_a_plan() -> None:
    decision = replace(PLAN, number="12/QĐ-UBND")
    assert "nay thực hiện theo quyết định đã được điều chỉnh." in letter(report("corrected", plan=decision)).text


def test_a_limit_that_moved_off_a_day_off_is_told_with_both_days() -> None:
    moved = report("corrected", due=By(date=SATURDAY), last_day=MONDAY, told=By(date=SATURDAY), why="calendar")
    sent = letter(moved)
    assert (
        "chậm nhất ngày 14/12/2024 (chậm nhất hết ngày thứ Hai, 16/12/2024, do ngày cuối rơi vào ngày nghỉ), "
        "còn 32 ngày. Trước đây đã thông báo: chậm nhất ngày 14/12/2024 (thứ Bảy); nay thay đổi"
    ) in sent.text
    assert sent.subject.endswith("chậm nhất ngày 16/12/2024")


def test_a_limit_that_moved_back_is_told_with_the_day_that_was_told() -> None:
    back = report("corrected", due=By(date=SATURDAY), told=By(date=SATURDAY), told_last_day=MONDAY, why="calendar")
    sent = letter(back)
    assert (
        "chậm nhất ngày 14/12/2024 (thứ Bảy), còn 30 ngày. Trước đây đã thông báo: chậm nhất ngày 14/12/2024 "
        in sent.text
    )
    assert "(chậm nhất hết ngày thứ Hai, 16/12/2024, do ngày cuối rơi vào ngày nghỉ); nay thay đổi" in sent.text
    assert sent.subject.endswith("chậm nhất ngày 14/12/2024")


def test_a_limit_taken_back_is_said_and_not_only_listed() -> None:
    sent = letter(report("corrected", due=Ongoing()))
    assert sent.kind == "correction"
    assert "Báo cáo định kỳ đợt tháng 12: không ấn định thời hạn. Trước đây đã thông báo: trước ngày 15/12" in sent.text
    assert sent.subject.endswith("không ấn định thời hạn")


def test_a_new_limit_that_ends_today_says_today() -> None:
    sent = letter(report("corrected"), at=dt.datetime(2024, 12, 9, 8))
    assert sent.kind == "correction"
    assert "(chậm nhất hết ngày thứ Hai, 09/12/2024), tức hết hôm nay. Trước đây" in sent.text
    to_the_hour = report("corrected", due=Before(date=dt.date(2024, 12, 9), time=dt.time(10)))
    assert "tức trước 10 giờ 00 hôm nay. Trước đây" in letter(to_the_hour, at=dt.datetime(2024, 12, 9, 8)).text


def test_only_a_correction_speaks_of_what_was_told_before() -> None:
    told: dict[str, Any] = {"why": "plan", "told": Before(date=dt.date(2024, 12, 15)), "told_last_day": SATURDAY}
    assert letter(report("coming", **told)) == letter(report("coming"))


def test_a_correction_is_a_letter_like_the_others() -> None:
    sent = letter(report("corrected"))
    assert sent.text.splitlines().count(LINK) == 1
    assert "Thời hạn nêu trên thay cho thời hạn đã thông báo trước đây." in sent.text
    assert "Mong UBND xã xác nhận đã tiếp nhận và phản hồi bằng cách trả lời thư này, hoặc tại:" in sent.text
    assert "xác nhận đã tiếp nhận" not in letter(report("corrected", received=dt.date(2024, 11, 1))).text


def test_what_was_only_invited_is_corrected_as_a_request() -> None:
    text = letter(report("corrected"), report("corrected", basis="invited", text="Bài tham luận")).text
    owed, _, asked = text.partition("II. Nội dung đề nghị phối hợp")
    assert "Trước đây đã thông báo: trước ngày 15/12/2024" in owed
    assert "2. Bài tham luận: xin gửi trước ngày 10/12/2024" in asked
    assert "Trước đây đã đề nghị gửi trước ngày 15/12/2024" in asked


@pytest.mark.parametrize(
    ("to", "said", "limit"),
    [
        (VINH_CHAP, "Điều chỉnh thời hạn", "trước ngày 10/12/2024"),
        (Y_TE, "Điều chỉnh thời hạn", "trước ngày 10/12/2024"),
        (SO, "Thông tin điều chỉnh thời gian", "xin gửi trước ngày 10/12/2024"),
        (PHU_NU, "Thông tin điều chỉnh thời gian", "xin gửi trước ngày 10/12/2024"),
    ],
)
def test_the_subject_says_the_limit_as_it_is_now(to: Recipient, said: str, limit: str) -> None:
    subject = letter(report("corrected", to), to=to).subject
    assert subject == f"{said}: báo cáo định kỳ đợt tháng 12 về công tác bình đẳng giới, {limit}"


def test_several_corrections_are_counted_with_the_nearest_limit() -> None:
    later = report("corrected", text="Biểu số liệu", due=By(date=SATURDAY))
    assert (
        letter(report("corrected"), later).subject == "Điều chỉnh thời hạn: 02 báo cáo, gần nhất trước ngày 10/12/2024"
    )
    alike = report("corrected", text="Biểu số liệu")
    assert letter(report("corrected"), alike).subject == "Điều chỉnh thời hạn: 02 báo cáo, trước ngày 10/12/2024"


def test_what_several_agencies_were_told_alike_is_corrected_once() -> None:
    two = Recipient(VINH_CHAP.agencies + HO_XA.agencies, "lower")
    text = letter(report("corrected"), report("corrected", HO_XA), to=two).text
    assert text.count("Trước đây đã thông báo") == 1
    assert "Báo cáo định kỳ đợt tháng 12 (UBND xã Vĩnh Chấp, UBND thị trấn Hồ Xá): trước ngày 10/12/2024" in text
