"""No agency is blamed for a report it sent: how old the register is stands above the late, and is asked for before an urging."""

from __future__ import annotations

import pytest

from cli.main import run as phancong
from engine.clock import moment
from engine.doctor import doctor
from engine.register_import import import_register
from engine.release import release
from tests.conftest import MINH, Office

LATE = "2024-12-11T08:00"
REGISTER = """Nơi gửi,"Số, ký hiệu",Trích yếu,Ngày văn bản,Ngày đến
Phòng Tư pháp,12/BC-PTP,Báo cáo công tác hộ tịch tháng 11,02/12/2024,03/12/2024
"""


@pytest.fixture
def late(office: Office) -> Office:
    office.apply()
    for at in ("2024-11-01T08:00", LATE):
        office.run(at)
    return office


def imports(office: Office, at: str) -> None:
    path = office.files / "so.csv"
    path.write_text(REGISTER, encoding="utf-8")
    assert import_register(office.ledger, path, moment(at)).rows == 1


def said(office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *words: str) -> list[str]:
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    phancong([*words, "--at", "2024-12-11T09:00"])
    return capfd.readouterr().out.splitlines()


def test_an_urging_asks_for_a_fresh_register_first(late: Office) -> None:
    asks = release(late.ledger, [MINH], moment("2024-12-11T09:00")).asks
    assert asks.startswith("Chưa nhập sổ văn bản đến lần nào. Đề nghị nhập sổ văn bản đến")


def test_a_register_of_the_day_before_is_asked_for_again(late: Office) -> None:
    imports(late, "2024-12-11T09:00")
    asks = release(late.ledger, [MINH], moment("2024-12-12T09:00")).asks
    assert asks.startswith("Lần nhập văn bản đến gần nhất: 09 giờ 00 ngày 11/12/2024.")


def test_a_register_of_the_same_day_is_enough(late: Office) -> None:
    imports(late, "2024-12-11T08:30")
    assert release(late.ledger, [MINH], moment("2024-12-11T09:00")).asks == ""


@pytest.mark.parametrize("command", ["status", "calls"])
def test_the_age_of_the_register_stands_above_who_is_late(
    late: Office, command: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert said(late, monkeypatch, capfd, command)[0] == "Chưa nhập sổ văn bản đến lần nào."
    imports(late, "2024-12-11T08:30")
    assert said(late, monkeypatch, capfd, command)[0] == "Lần nhập văn bản đến gần nhất: 08 giờ 30 ngày 11/12/2024."


def test_where_nobody_is_late_nothing_is_said_of_the_register(
    office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    office.apply("2024-12-01")
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    phancong(["status", "--at", "2024-12-02"])
    assert "sổ văn bản đến" not in capfd.readouterr().out


def test_the_doctor_asks_for_the_register_while_urgings_wait(late: Office) -> None:
    found = [one.code for one in doctor(late.ledger, moment("2024-12-11T09:00"))]
    assert "register" in found
    imports(late, "2024-12-11T08:30")
    assert "register" not in [one.code for one in doctor(late.ledger, moment("2024-12-11T09:00"))]
