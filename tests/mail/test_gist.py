"""A reply is read at a glance: what it says without its salutation, and which document it names."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest

from engine.mail.gist import document_in, gist

DAY = dt.date(2024, 12, 9)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("đã gửi báo cáo số 45/BC-PYT ngày 09/12/2024 qua hệ thống", ("45/BC-PYT", DAY)),
        ("Báo cáo 120 / BC-UBND, ký ngày 9.12.2024.", ("120/BC-UBND", DAY)),
        ("Công văn số 1234/2024/QĐ-UBND", ("1234/2024/QĐ-UBND", None)),
        ("số 45/BC-PYT ngày 31/02/2024", ("45/BC-PYT", None)),
        ("UBND xã hẹn gửi trước 10/12/2024", ("", None)),
        ("tỷ lệ 3/4 thôn", ("", None)),
        ("", ("", None)),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_the_document_that_a_reply_names_is_found(text: str, document: tuple[str, dt.date | None], form: str) -> None:
    assert document_in(unicodedata.normalize(form, text)) == document  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kính gửi Phòng Lao động,\n\nXã đã gửi.\nTrân trọng", "Xã đã gửi. Trân trọng"),
        ("KÍNH THƯA đồng chí\nĐã nhận.", "Đã nhận."),
        ("Đã nhận.", "Đã nhận."),
        ("Kính gửi Phòng\n", "Kính gửi Phòng"),
        ("", ""),
    ],
)
def test_the_salutation_is_left_out(text: str, said: str) -> None:
    assert gist(text) == said
