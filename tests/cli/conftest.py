"""Commands in Lan's office: what they print, what they complain of, how they end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cli.main import run
from tests.conftest import Office

Said = Callable[..., str]


@pytest.fixture
def said(office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Said:
    """Run a command in the office's home and return what it prints; `code` is how it must end."""
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    monkeypatch.setenv("PHANCONG_USER", "Lan")

    def command(*arguments: str, code: int = 0) -> str:
        ended = run(list(arguments))
        printed = capfd.readouterr()
        assert ended == code, printed
        return printed.out if code == 0 else printed.err

    return command
