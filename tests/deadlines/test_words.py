"""Dates and limits as Vietnamese offices write them (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.clock import moment
from engine.deadlines.words import date_words, limit_in_full, limit_words, moment_words, weekday_date
from tests.conftest import due


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-01-02", "02/01/2024"),
        ("2024-02-10", "10/02/2024"),
        ("2024-03-09", "09/3/2024"),
        ("2024-06-05", "05/6/2024"),
        ("2024-10-01", "01/10/2024"),
        ("2024-12-10", "10/12/2024"),
    ],
)
def test_days_under_ten_and_months_one_and_two_take_a_zero(day: str, words: str) -> None:
    assert date_words(dt.date.fromisoformat(day)) == words


@given(st.dates())
def test_every_date_can_be_read_back(day: dt.date) -> None:
    found = re.fullmatch(r"(\d{2})/(01|02|[3-9]|10|11|12)/(\d+)", date_words(day))
    assert found
    assert dt.date(int(found[3]), int(found[2]), int(found[1])) == day


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-12-09", "thứ Hai, 09/12/2024"),
        ("2024-12-14", "thứ Bảy, 14/12/2024"),
        ("2024-12-15", "Chủ nhật, 15/12/2024"),
    ],
)
def test_a_day_is_named_with_its_weekday(day: str, words: str) -> None:
    assert weekday_date(dt.date.fromisoformat(day)) == words


def test_a_moment_is_an_hour_of_a_day() -> None:
    assert moment_words(moment("2024-12-11T08:05")) == "08 giờ 05 ngày 11/12/2024"


@pytest.mark.parametrize(
    ("rule", "printed", "in_full"),
    [
        (
            "{kind: before, date: 2024-12-10}",
            "trước ngày 10/12/2024",
            "trước ngày 10/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024)",
        ),
        (
            '{kind: before, date: 2024-11-27, time: "17:00"}',
            "trước 17 giờ 00 ngày 27/11/2024",
            "trước 17 giờ 00 ngày 27/11/2024 (thứ Tư)",
        ),
        ("{kind: by, date: 2024-12-31}", "chậm nhất ngày 31/12/2024", "chậm nhất ngày 31/12/2024 (thứ Ba)"),
        (
            "{kind: on, date: 2023-11-10, tentative: true}",
            "dự kiến vào ngày 10/11/2023",
            "dự kiến vào ngày 10/11/2023 (thứ Sáu)",
        ),
        (
            "{kind: between, from: 2024-11-15, to: 2024-12-15}",
            "từ ngày 15/11/2024 đến ngày 15/12/2024",
            "từ ngày 15/11/2024 đến ngày 15/12/2024 (chậm nhất hết ngày Chủ nhật, 15/12/2024)",
        ),
        ("{kind: ongoing}", "không ấn định thời hạn", "không ấn định thời hạn"),
    ],
)
def test_a_limit_is_said_as_printed_and_in_full(rule: str, printed: str, in_full: str) -> None:
    assert limit_words(due(rule)) == printed
    assert limit_in_full(due(rule)) == in_full


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("period: month, limit: before, dates: [day 25]", "trước ngày 25 hằng tháng"),
        ("period: month, limit: before, dates: [day 5 of next month]", "trước ngày 05 của tháng tiếp theo"),
        ("period: month, limit: before, dates: [last working day]", "trước ngày làm việc cuối cùng hằng tháng"),
        (
            "period: month, limit: by, dates: [working day 7 of next month]",
            "chậm nhất ngày làm việc thứ 7 của tháng tiếp theo",
        ),
        ("period: month, limit: by, dates: [day 16 to day 20]", "từ ngày 16 đến ngày 20 hằng tháng"),
        ("period: quarter, limit: by, dates: [day 25 of last month]", "chậm nhất ngày 25 của tháng cuối quý"),
        ("period: quarter, limit: by, dates: [day 10 of next month]", "chậm nhất ngày 10 của tháng đầu quý tiếp theo"),
        (
            "period: quarter, limit: before, dates: [last working day of last month]",
            "trước ngày làm việc cuối cùng của tháng cuối quý",
        ),
        ("period: quarter, limit: by, dates: [30 days after]", "chậm nhất 30 ngày kể từ ngày kết thúc quý"),
        (
            "period: quarter, limit: before, dates: [7 working days after]",
            "trước ngày làm việc thứ 7 kể từ ngày kết thúc quý",
        ),
        (
            "period: quarter, limit: by, dates: [day 15 of previous month to day 14 of last month]",
            "từ ngày 15 của tháng cuối quý liền trước đến ngày 14 của tháng cuối quý",
        ),
        ("period: half-year, limit: by, dates: [last day]", "chậm nhất ngày cuối cùng của kỳ 06 tháng"),
        ("period: half-year, limit: before, dates: [--06-05, --12-05]", "trước ngày 05/6 và ngày 05/12 hằng năm"),
        ("period: year, limit: before, dates: [--11-15]", "trước ngày 15/11 hằng năm"),
        ("period: year, limit: before, dates: [--01-30 of next year]", "trước ngày 30/01 của năm tiếp theo"),
        ("period: year, limit: by, dates: [--11-30 of previous year]", "chậm nhất ngày 30/11 của năm liền trước"),
        (
            "period: year, limit: by, dates: [--03-01, --06-01, --09-01]",
            "chậm nhất ngày 01/3, ngày 01/6 và ngày 01/9 hằng năm",
        ),
        (
            "period: year, limit: before, dates: [--11-15, --01-30 of next year]",
            "trước ngày 15/11 hằng năm và trước ngày 30/01 của năm tiếp theo",
        ),
        ("period: year, limit: by, dates: [--12-25 to --12-30]", "từ ngày 25/12 đến ngày 30/12 hằng năm"),
        ('period: week, limit: before, dates: ["Friday 16:00"]', "trước 16 giờ 00 thứ Sáu hằng tuần"),
        ('period: day, limit: before, dates: ["19:00"]', "trước 19 giờ 00 hằng ngày"),
        ('period: day, limit: before, dates: ["09:00", "16:00"]', "trước 09 giờ 00 và 16 giờ 00 hằng ngày"),
        ("period: quarter", "định kỳ hằng quý, không ấn định ngày"),
        ("period: half-year", "định kỳ 06 tháng một lần, không ấn định ngày"),
        ("period: day", "định kỳ hằng ngày, không ấn định giờ"),
        (
            "period: other, limit: by, rrule: FREQ=YEARLY;INTERVAL=5, starts: 2030-12-31",
            "định kỳ theo lịch riêng của kế hoạch, từ ngày 31/12/2030",
        ),
        (
            "period: other, limit: by, rrule: FREQ=YEARLY;INTERVAL=5, starts: 2030-12-31, printed: 05 năm một lần",
            "05 năm một lần",
        ),
    ],
)
def test_a_recurrence_is_said_as_plans_say_it(rule: str, words: str) -> None:
    assert limit_words(due(f"{{kind: every, {rule}}}")) == words
    assert limit_in_full(due(f"{{kind: every, {rule}}}")) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "{kind: after, event: ngày nhận văn bản, days: 5, working: true}",
            "trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản",
        ),
        ("{kind: after, event: kết thúc kiểm tra, days: 15}", "trong thời hạn 15 ngày kể từ khi kết thúc kiểm tra"),
        ("{kind: after, event: khi nhận đủ hồ sơ, hours: 2}", "trong thời hạn 02 giờ kể từ khi nhận đủ hồ sơ"),
        ("{kind: after, event: ngày ban hành, months: 3}", "trong thời hạn 03 tháng kể từ ngày ban hành"),
        ("{kind: after, event: ngày bầu cử, days: 0}", "trong ngày bầu cử"),
        ("{kind: after, event: khi cấp trên tổ chức, days: 0}", "khi cấp trên tổ chức"),
        ("{kind: after, event: kỳ họp gần nhất, days: 0}", "vào dịp kỳ họp gần nhất"),
        ("{kind: ahead, event: ngày bầu cử, days: 95}", "chậm nhất 95 ngày trước ngày bầu cử"),
        (
            "{kind: ahead, event: khai mạc kỳ họp, days: 5, working: true}",
            "chậm nhất 05 ngày làm việc trước khi khai mạc kỳ họp",
        ),
        ("{kind: on-request}", "khi có yêu cầu"),
        ("{kind: on-request, printed: theo quy định}", "theo quy định"),
        ("{kind: ongoing, from: 2025-07-01}", "từ ngày 01/7/2025, không ấn định thời hạn"),
        ("{kind: ongoing, until: kết thúc bầu cử}", "đến khi kết thúc bầu cử"),
        (
            "{kind: ongoing, from: 2025-11-01, until: khi kết thúc Tổng kiểm kê}",
            "từ ngày 01/11/2025 đến khi kết thúc Tổng kiểm kê",
        ),
    ],
)
def test_a_limit_without_a_date_is_said_in_words(rule: str, words: str) -> None:
    assert limit_words(due(rule)) == words
    assert limit_in_full(due(rule)) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ('{kind: by, date: 2025-11-27, time: "17:00"}', "chậm nhất 17 giờ 00 ngày 27/11/2025 (thứ Năm)"),
        (
            "{kind: before, date: 2024-12-10, missed_from: lenient}",
            "trước ngày 10/12/2024 (tính đến hết ngày thứ Ba, 10/12/2024)",
        ),
        ("{kind: by, date: 2024-12-10, missed_from: lenient}", "chậm nhất ngày 10/12/2024 (thứ Ba)"),
        (
            '{kind: before, date: 2024-11-27, time: "00:00"}',
            "trước 00 giờ 00 ngày 27/11/2024 (chậm nhất hết ngày thứ Ba, 26/11/2024)",
        ),
    ],
)
def test_how_a_limit_is_read_is_said_in_full(rule: str, words: str) -> None:
    assert limit_in_full(due(rule)) == words


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            "{kind: before, date: 2024-12-09}",
            "trước ngày 09/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024, do ngày cuối rơi vào ngày nghỉ)",
        ),
        (
            "{kind: by, date: 2024-12-08}",
            "chậm nhất ngày 08/12/2024 (chậm nhất hết ngày thứ Hai, 09/12/2024, do ngày cuối rơi vào ngày nghỉ)",
        ),
        (
            '{kind: before, date: 2024-12-08, time: "17:00"}',
            "trước 17 giờ 00 ngày 08/12/2024 (chậm nhất 17 giờ 00 ngày thứ Hai, 09/12/2024, do ngày cuối rơi vào ngày nghỉ)",
        ),
    ],
)
def test_a_limit_that_moved_says_where_to_and_why(rule: str, words: str) -> None:
    assert limit_in_full(due(rule), dt.date(2024, 12, 9)) == words
