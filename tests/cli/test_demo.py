"""The demo lives the year through the real page, and its account agrees with its own ledger."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from cli.main import run


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Live the demo once; return its home and what it printed."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHANCONG_HOME", str(home))
        patch.setenv("PHANCONG_DEMO", "plain")
        printed: list[str] = []
        patch.setattr("typer.echo", lambda line, **_: printed.append(str(line)))
        assert run(["demo"]) == 0
    return home / "demo", "\n".join(printed)


@pytest.fixture
def counts(
    told: tuple[Path, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> dict[str, int]:
    """Return the counts of `status --json` on the demo's ledger."""
    monkeypatch.setenv("PHANCONG_HOME", str(told[0]))
    assert run(["status", "--json", "--at", "2024-12-13T17:00"]) == 0
    document = json.loads(capsys.readouterr().out)
    found: dict[str, int] = document["plans"][0]["counts"]
    return found


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("done_on_time", "hoàn thành đúng hạn"),
        ("done_late", "hoàn thành quá hạn"),
        ("awaiting_review", "chờ xác nhận kết quả"),
        ("overdue", "quá hạn"),
        ("ongoing", "không hạn"),
    ],
)
def test_the_account_agrees_with_status(told: tuple[Path, str], counts: dict[str, int], state: str, words: str) -> None:
    line = re.search(rf"^  {words}: (\d+)$", told[1], re.MULTILINE)
    assert line is not None
    assert int(line.group(1)) == counts[state]


def test_the_account_says_that_it_is_a_simulation(told: tuple[Path, str]) -> None:
    assert "TÌNH HUỐNG MÔ PHỎNG, KHÔNG PHẢN ÁNH KẾT QUẢ THỰC TẾ CỦA ĐƠN VỊ" in told[1]


def test_the_alerts_of_the_morning_of_the_tenth_are_named(told: tuple[Path, str]) -> None:
    assert "Sáng 10/12/2024, cảnh báo chưa ghi nhận báo cáo của 9 đơn vị:" in told[1]
    assert "  UBND xã Vĩnh Ô: đến nay hoàn thành quá hạn" in told[1]


def test_the_real_ledger_is_never_opened(told: tuple[Path, str]) -> None:
    assert [path.name for path in told[0].parent.iterdir()] == ["demo"]


def test_the_demo_leaves_a_log_that_verifies(told: tuple[Path, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHANCONG_HOME", str(told[0]))
    assert run(["audit", "verify"]) == 0
