"""What a day may look like when a person types it."""

from __future__ import annotations

import datetime as dt

import pytest

from engine.deadlines.typed import day_typed

DECEMBER_9 = dt.date(2024, 12, 9)


@pytest.mark.parametrize(
    "typed", ["2024-12-09", "09/12/2024", "9/12/2024", "9.12.2024", "09122024", " 9-12-2024 ", "9 12 2024"]
)
def test_a_full_date_is_read_however_it_is_written(typed: str) -> None:
    assert day_typed(typed) == DECEMBER_9


@pytest.mark.parametrize("typed", ["9/12", "9.12", "9 12", "09-12", "9/12/24"])
def test_a_year_left_out_is_the_one_close_by(typed: str) -> None:
    assert day_typed(typed, dt.date(2024, 12, 11)) == DECEMBER_9


def test_in_january_december_is_last_year_s() -> None:
    assert day_typed("28/12", dt.date(2025, 1, 3)) == dt.date(2024, 12, 28)
    assert day_typed("5/1", dt.date(2024, 12, 30)) == dt.date(2025, 1, 5)


@pytest.mark.parametrize("typed", ["", "9/12", "30/2/2024", "31/13/2024", "hôm nay", "9/12/1024", "0912", "1" * 10_000])
def test_what_is_no_date_is_none(typed: str) -> None:
    assert day_typed(typed) is None


@pytest.mark.parametrize("typed", ["30/2", "29/2/23", "tháng 12", "9//12"])
def test_what_is_no_day_of_any_year_near_is_none(typed: str) -> None:
    assert day_typed(typed, dt.date(2023, 6, 1)) is None
