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
