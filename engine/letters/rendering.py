"""Paragraphs to a letter. Text and page show the same paragraphs, so that neither says what the other does not.

The page is made for the mail programs of offices: one table of 600 px, styles inline, nothing remote, fonts that Word's
engine in Outlook has. Gmail hides what stands beyond 102 kB of a page; then the page leaves out spare paragraphs from
its end, and says that the text has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from unicodedata import normalize

from engine.letters.parts import Part
from engine.letters.values import Letter, LetterKind
from engine.letters.wording import Wording

PAGE_BYTES = 90_000
FULL_IN_TEXT = "(Danh mục còn tiếp, xem đầy đủ trong phần văn bản của thư.)"
_FRAME_BYTES, _PART_BYTES = 3_000, 90  # what the frame and the tags of a paragraph take, at most
_BLANK_LINES = re.compile(r"\n\s*\n")


def rendered(kind: LetterKind, subject: str, parts: Iterable[Part], wording: Wording) -> Letter:
    """Return the letter in NFC: the subject on one line, the text with one blank line between paragraphs."""
    kept = [part for part in parts if part.text or part.bold]
    text = wording.frame("frame.text", parts=kept)
    html = wording.frame("frame.html", parts=shortened(kept), subject=subject)
    return Letter(
        kind=kind,
        subject=normalize("NFC", subject),
        text=normalize("NFC", _BLANK_LINES.sub("\n\n", text).strip() + "\n"),
        html=normalize("NFC", html.strip() + "\n"),
    )


def shortened(parts: Sequence[Part]) -> list[Part]:
    """Return the paragraphs that fit into a page; spare ones go from the end, then quotations, the last first."""
    sizes = [len(escape(part.words).encode()) + _PART_BYTES for part in parts]
    over = sum(sizes) + _FRAME_BYTES - PAGE_BYTES
    spare = [index for index, part in enumerate(parts) if part.spare]
    quotes = [index for index, part in enumerate(parts) if part.style == "quote"]
    left_out: set[int] = set()
    for index in (*reversed(spare), *reversed(quotes)):
        if over <= 0:
            break
        over -= sizes[index]
        left_out.add(index)
    if not left_out:
        return list(parts)
    first = min(set(spare) & left_out or {len(parts)})
    before, behind = (
        [parts[i] for i in half if i not in left_out] for half in (range(first), range(first, len(parts)))
    )
    return [*before, Part(FULL_IN_TEXT), *behind]
