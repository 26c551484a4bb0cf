"""docs/checks.md lists every check by its code, in the words of its docstring, and every code that a reader can meet."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from engine.spec.checks import CHECKS
from engine.spec.directory_checks import DIRECTORY_CHECKS
from engine.spec.succession_checks import SUCCESSION_CHECKS

ROOT = Path(__file__).parents[2]
LISTED = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
PROBLEM = re.compile(
    r"\b(?:Problem|_unread|problem|warning)\((?:[^()]|\([^()]*\))*?\"([a-z0-9]+(?:-[a-z0-9]+)+)\"", re.DOTALL
)


def sources() -> Iterator[Path]:
    for room in ("reading", "spec", "deadlines"):
        yield from (ROOT / "engine" / room).glob("*.py")
    yield ROOT / "engine" / "check.py"


@pytest.mark.parametrize("check", [*CHECKS, *DIRECTORY_CHECKS, *SUCCESSION_CHECKS])
def test_every_check_is_listed_in_its_own_words(check: Callable[..., Any]) -> None:
    said = re.fullmatch(r"`([a-z-]+)`( \(warning\))?: (.+)", " ".join((check.__doc__ or "").split()))
    assert said, check
    code, warns, words = said.groups()
    kind = "warning" if warns else "error"
    assert f"| `{code}` | {kind} | {words[0].upper()}{words[1:].rstrip('.')} |" in LISTED


def test_every_code_that_a_reader_can_meet_is_listed() -> None:
    codes = {code for path in sources() for code in PROBLEM.findall(path.read_text(encoding="utf-8"))}
    assert len(codes) > 40
    assert sorted(code for code in codes if f"`{code}`" not in LISTED) == []
