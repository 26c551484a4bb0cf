"""A letter between its words and its looks: paragraphs in order, which text and HTML show alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "heading", "line", "quote", "bullet", "link", "title", "small"]


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph: `bold` stands between `text` and `rest`.

    `tight` keeps it with the next one, `ruled` puts a line above it. What is `spare` may be left out of a page that
    would grow too long for a mailbox, since the text has it.
    """

    text: str
    style: Style = "plain"
    bold: str = ""
    rest: str = ""
    tight: bool = False
    ruled: bool = False
    spare: bool = False

    @property
    def words(self) -> str:
        """Return the paragraph as plain text."""
        return f"{self.text}{self.bold}{self.rest}"
