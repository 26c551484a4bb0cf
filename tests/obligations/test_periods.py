"""The period of an occurrence, in the words of an office."""

from __future__ import annotations

import pytest

from engine.obligations.periods import period_words


@pytest.mark.parametrize(
    ("occurrence", "words"),
    [
        ("-", ""),
        ("2024-12", "tháng 12/2024"),
        ("2024-02", "tháng 02/2024"),
        ("2024-06", "tháng 6/2024"),
        ("2024-Q4", "quý IV/2024"),
        ("2024-H1", "06 tháng đầu năm 2024"),
        ("2024-H2", "06 tháng cuối năm 2024"),
        ("2024", "năm 2024"),
        ("2024-W49", "tuần 49 năm 2024"),
        ("2024-12-05", "ngày 05/12/2024"),
        ("2024-12-d2", "tháng 12/2024, lần 02"),
        ("2024-12-05-d1", "ngày 05/12/2024, lần 01"),
        ("n3", "lần 03"),
    ],
)
def test_a_label_is_said_as_offices_say_it(occurrence: str, words: str) -> None:
    assert period_words(occurrence) == words
