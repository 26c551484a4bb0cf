"""How a limit is said: by its rule, to its day, and of what has no day yet whatever is known of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from engine.deadlines.rules import After, Ahead, Before, By, Due, Every, On, Ongoing, OnRequest
from engine.letters.values import Stage

from .cast import BUDGET_QUOTE, DESTINATION, PHU_NU, VINH_CHAP, both, letter, monthly, ongoing, report, task, undated

TERM = After(event="ngày nhận văn bản", days=5, working=True)
LENIENT = Before(date=dt.date(2024, 12, 10), missed_from="lenient")


def test_what_recurs_says_its_rule_and_this_occurrence() -> None:
    for words in both(letter(monthly("coming"))):
        assert (
            "Báo cáo tháng: định kỳ trước ngày 10 hằng tháng; kỳ này trước ngày 10/12/2024 "
            "(chậm nhất hết ngày thứ Hai, 09/12/2024), còn 07 ngày."
        ) in words


def test_what_is_asked_again_and_again_is_still_asked() -> None:
    text = letter(monthly("coming", PHU_NU), to=PHU_NU).text
    assert "định kỳ trước ngày 10 hằng tháng; kỳ này xin gửi trước ngày 10/12/2024" in text


@pytest.mark.parametrize("rule", ["định kỳ hằng tháng, trước ngày 10", "Định kỳ hằng tháng, trước ngày 10."])
def test_a_rule_that_says_it_recurs_is_not_made_to_say_it_twice(rule: str) -> None:
    text = letter(monthly("new", recurs=rule)).text
    assert "Báo cáo tháng: định kỳ hằng tháng, trước ngày 10; kỳ này trước ngày 10/12/2024" in text


def test_the_wording_of_a_single_limit_is_left_to_the_quotation() -> None:
    printed = By(date=dt.date(2024, 12, 15), printed="hoàn thành trong ngày 15/12/2024")
    assert letter(task("coming", due=printed)) == letter(task("coming"))


def test_a_limit_read_leniently_says_to_when_it_is_accepted() -> None:
    sent = letter(report("coming", due=LENIENT, last_day=dt.date(2024, 12, 9)))
    assert "trước ngày 10/12/2024 (tính đến hết ngày thứ Ba, 10/12/2024), còn 08 ngày." in sent.text


def test_a_limit_read_leniently_has_its_last_day_a_day_later() -> None:
    item = report("last_day", due=LENIENT, last_day=dt.date(2024, 12, 9))
    assert letter(item).kind == "reminder"
    assert letter(item, at=dt.datetime(2024, 12, 10, 8)).kind == "last_day"
    assert "Lưu ý" not in letter(replace(item, day_off="Chủ nhật")).text


def test_midnight_is_no_hour_of_the_last_day() -> None:
    item = report("last_day", due=Before(date=dt.date(2024, 12, 10), time=dt.time()))
    text = letter(item).text
    assert "hôm nay." not in text.partition("Căn cứ")[0]
    assert "hoàn thiện, ký ban hành và gửi trong ngày." in text


def test_a_tentative_day_is_said_to_be_one() -> None:
    day = On(date=dt.date(2024, 12, 15), tentative=True)
    assert "dự kiến vào ngày 15/12/2024 (Chủ nhật)" in letter(task("new", due=day)).text


def test_a_subject_says_the_day_to_which_a_limit_moved() -> None:
    moved = task("coming", day_off=None, last_day=dt.date(2024, 12, 16), text="Trực ban")
    assert letter(moved).subject == "Nhắc việc: trực ban, chậm nhất ngày 16/12/2024"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (TERM, "trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản"),
        (Ahead(event="ngày bầu cử", days=95), "chậm nhất 95 ngày trước ngày bầu cử"),
        (Every(period="quarter"), "định kỳ hằng quý, không ấn định ngày"),
        (OnRequest(), "khi có yêu cầu"),
        (Ongoing.model_validate({"from": dt.date(2024, 7, 1)}), "từ ngày 01/7/2024"),
        (Ongoing(until="có kết luận kiểm tra"), "đến khi có kết luận kiểm tra"),
    ],
)
def test_what_has_no_day_says_what_is_known_of_its_time(due: Due, words: str) -> None:
    sent = letter(report("new", due=due, text="Báo cáo nhanh", quote=BUDGET_QUOTE))
    assert sent.kind == "notice"
    for said in both(sent):
        line = f"Báo cáo nhanh: {words}. Căn cứ: “{BUDGET_QUOTE}” Nơi nhận báo cáo: {DESTINATION}."
        assert line in said


def test_lasting_work_is_still_told_by_its_sentence_alone() -> None:
    assert f"\n- “{BUDGET_QUOTE}”\n" in letter(ongoing()).text


def test_a_sentence_that_says_the_time_itself_needs_no_more() -> None:
    quote = "Cử cán bộ tham gia khi có yêu cầu."
    assert f"\n- “{quote}”\n" in letter(ongoing(quote, due=OnRequest())).text


def test_a_term_that_waits_for_its_event_is_not_said_to_have_no_limit() -> None:
    term, period, *_ = undated(VINH_CHAP)
    for words in both(letter(term)):
        assert "các nhiệm vụ của UBND xã (không ấn định hoặc chưa xác định ngày cụ thể):" in words
    below = letter(report("new"), term).text
    assert "Các nhiệm vụ không ấn định hoặc chưa xác định ngày cụ thể được liệt kê ở cuối thư" in below
    assert "không ấn định thời hạn" not in below
    assert "Các nhiệm vụ không ấn định thời hạn được liệt kê" in letter(report("new"), period).text


def test_a_term_whose_event_has_come_is_a_limit_like_any_other() -> None:
    counted = By(date=dt.date(2024, 12, 9), printed="trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản")
    sent = letter(report("coming", due=counted))
    assert sent.kind == "reminder"
    assert "chậm nhất ngày 09/12/2024 (thứ Hai), còn 07 ngày." in sent.text


def test_the_names_of_those_who_had_a_task_are_joined_in_one_sentence() -> None:
    four = ("UBND xã Vĩnh Hà", "UBND xã Vĩnh Khê", "UBND xã Vĩnh Ô", "UBND thị trấn Bến Quan")
    item = report("new", taken_over_from=four, taken_over_by="Nghị quyết số 1680/NQ-UBTVQH15.")
    for words in both(letter(item)):
        assert (
            "Nhiệm vụ này trước đây giao UBND xã Vĩnh Hà, UBND xã Vĩnh Khê, UBND xã Vĩnh Ô và UBND thị trấn Bến Quan; "
            "nay do UBND xã Vĩnh Chấp tiếp tục thực hiện theo Nghị quyết số 1680/NQ-UBTVQH15."
        ) in words


def test_lasting_work_that_was_anothers_says_so_too() -> None:
    text = letter(ongoing(taken_over_from=("UBND xã Vĩnh Ô",))).text
    assert f"\n- “{BUDGET_QUOTE}” Nhiệm vụ này trước đây giao UBND xã Vĩnh Ô; nay do" in text
    text = letter(ongoing(text="Bố trí kinh phí", taken_over_from=("UBND xã Vĩnh Ô",))).text
    assert f"\n- Bố trí kinh phí. Căn cứ: “{BUDGET_QUOTE}” Nhiệm vụ này trước đây giao UBND xã Vĩnh Ô; nay do" in text


@pytest.mark.parametrize("stage", ["new", "coming", "last_day", "after"])
def test_every_letter_says_whose_task_it_was(stage: Stage) -> None:
    text = letter(report(stage, taken_over_from=("UBND xã Vĩnh Ô",))).text
    assert "Nhiệm vụ này trước đây giao UBND xã Vĩnh Ô; nay do UBND xã Vĩnh Chấp tiếp tục thực hiện." in text
