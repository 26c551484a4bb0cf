"""The coordinator's week: one mail on its first working day, where the settings ask for one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.ledger.reader import LetterRow
from tests.conftest import MINH, NoServer, Office


@pytest.fixture
def office(new_office: Callable[..., Office]) -> Office:
    """Return Lan's office, which wants its week in one mail."""
    office = new_office(digest=True)
    office.apply()
    return office


def weeks(office: Office) -> list[LetterRow]:
    """Return the digests written."""
    return [row for row in office.all_letters() if row.kind == "digest"]


def test_the_first_working_day_of_a_week_brings_one(office: Office) -> None:
    office.run_daily("2024-11-02", "2024-11-17")
    assert [f"{row.sent_at:%a %d/%m}" for row in weeks(office) if row.sent_at] == ["Mon 04/11", "Mon 11/11"]


def test_nobody_who_did_not_ask_gets_one(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.apply()
    office.run_daily("2024-11-02", "2024-11-05")
    assert weeks(office) == []


def test_it_says_what_waits_and_since_when(office: Office) -> None:
    office.run("2024-11-01T08:00")
    office.answer("2024-11-28T10:00", "extend", MINH, until="2024-12-20", reason="chờ số liệu")
    office.run("2024-12-02T08:00")
    last = weeks(office)[-1]
    assert "đề nghị gia hạn đến ngày 20/12/2024 (từ ngày 28/11/2024)" in last.text
    assert "Thứ Hai, 09/12/2024" in last.text


def test_one_that_could_not_leave_is_written_anew(office: Office) -> None:
    office.run("2024-11-04T08:00", NoServer())
    office.run("2024-11-05T08:00")
    assert [row.status for row in weeks(office)] == ["dropped", "sent"]
    assert "05/11/2024" in weeks(office)[-1].text
