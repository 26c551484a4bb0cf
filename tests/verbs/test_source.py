"""A quotation in its place: the document is kept with the plan, wherever its file is by then."""

from __future__ import annotations

import pytest

from engine.source import placed
from engine.spec.quotations import Source
from tests.conftest import Office

QUOTE = "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"


def test_the_document_is_kept_with_the_plan(office: Office) -> None:
    office.apply()
    (office.files / "van-ban.txt").unlink()
    found = placed(office.ledger, "binh-dang-gioi", QUOTE)
    assert found is not None
    assert QUOTE in " ".join(" ".join(found.lines[place] for place in found.quoted).split())


def test_a_quotation_that_stands_nowhere_has_no_place(office: Office) -> None:
    office.apply()
    found = placed(office.ledger, "binh-dang-gioi", "không có câu này")
    assert found is not None
    assert not found.quoted


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("mở đầu\nBáo cáo định kỳ\nhết", range(1, 2)),
        ("mở đầu\nBáo cáo\n  định kỳ\nhết", range(1, 3)),
        ("Báo\n\ncáo định\n kỳ", range(4)),
        ("một Báo cáo định kỳ khác", range(1)),
        ("Báo cáo\nđịnh hướng\nBáo cáo định kỳ", range(2, 3)),
        ("", range(0)),
    ],
)
def test_a_passage_is_found_however_its_lines_are_wrapped(text: str, lines: range) -> None:
    assert Source(text).lines_of("Báo cáo định kỳ") == lines
