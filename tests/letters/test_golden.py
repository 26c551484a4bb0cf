"""The letters themselves, to be read. UPDATE_GOLDEN=1 rewrites them: `UPDATE_GOLDEN=1 pytest tests/letters`, then read.

A letter that changes shows its new sentences, and how they look, in the diff; nobody approves one unread.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .approved import LETTERS, short_texts

GOLDEN = Path(__file__).parent / "golden"
SHORT = short_texts()


def approved(file: str, written: str) -> str:
    """What stands in a golden file; where they are to be rewritten it is what was written."""
    path = GOLDEN / file
    if os.environ.get("UPDATE_GOLDEN") == "1":
        path.write_text(written, encoding="utf-8")
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LETTERS)
def test_the_letter_reads_as_it_was_approved(name: str) -> None:
    sent = LETTERS[name]
    written = f"Tiêu đề: {sent.subject}\n\n{sent.text}"
    assert approved(f"{name}.txt", written) == written


@pytest.mark.parametrize("name", LETTERS)
def test_the_page_looks_as_it_was_approved(name: str) -> None:
    written = LETTERS[name].html
    assert approved(f"{name}.html", written) == written


@pytest.mark.parametrize("name", SHORT)
def test_the_short_text_reads_as_it_was_approved(name: str) -> None:
    assert approved(f"{name}.txt", SHORT[name]) == SHORT[name]


def test_every_approved_letter_is_still_written() -> None:
    kept = {path.name for path in GOLDEN.iterdir()}
    assert kept == {f"{name}.{kind}" for name in LETTERS for kind in ("txt", "html")} | {
        f"{name}.txt" for name in SHORT
    }
