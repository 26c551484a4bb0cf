"""The words by which a register is read, from words.toml beside this module."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def listed(name: str) -> tuple[str, ...]:
    """Return the words, or with commas the phrases, of a list."""
    text: str = _table()[name]
    return tuple(" ".join(one.split()) for one in text.split(",")) if "," in text else tuple(text.split())


def mapped(name: str) -> Mapping[str, str]:
    """Return a table of words."""
    found: dict[str, str] = _table()[name]
    return found
