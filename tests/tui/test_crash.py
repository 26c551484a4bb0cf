"""What the terminal leaves behind when the program itself is wrong."""

from __future__ import annotations

import pytest

from engine.clock import moment
from tests.conftest import Office
from tui.app import PhancongApp


def _broken(_app: PhancongApp) -> None:
    raise ValueError("a mistake of ours")


async def test_a_mistake_of_ours_ends_the_terminal_without_a_traceback(
    year: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(PhancongApp, "action_help", _broken)
    app = PhancongApp(year.ledger, lambda: moment("2024-12-11"))
    with pytest.raises(ValueError, match="a mistake of ours"):
        async with app.run_test() as pilot:
            await pilot.press("question_mark")
    assert isinstance(app.crash, ValueError)
    assert "Traceback" not in "".join(capsys.readouterr())
