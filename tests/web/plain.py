"""A page in plain words, to be read and compared: headings, paragraphs, links, and the fields in their order."""

from __future__ import annotations

import re
from html.parser import HTMLParser

MARKS = {"h1": "# ", "h2": "## ", "h3": "### ", "li": "- ", "dt": "* ", "dd": "  "}
BLOCKS = {
    *MARKS,
    "p",
    "div",
    "section",
    "form",
    "fieldset",
    "legend",
    "label",
    "header",
    "footer",
    "main",
    "title",
    "br",
}
CHANGING = ((re.compile(r"/x/[A-Za-z0-9_-]{20,}"), "/x/…"), (re.compile(r"\b[0-9a-f]{64}\b"), "…"))


def plain(page: str) -> str:
    """Return a page in plain words; what differs each time is replaced."""
    reader = _Reader()
    reader.feed(page)
    reader.end()
    text = "\n".join(reader.lines)
    for pattern, words in CHANGING:
        text = pattern.sub(words, text)
    return f"{text}\n"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self._words, self._mark, self._silent = "", "", False

    def end(self) -> None:
        words = " ".join(self._words.split())
        if words:
            self.lines.append(self._mark + words)
            self._mark = ""
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self._silent = tag == "style"
        if tag in BLOCKS:
            self.end()
            self._mark = MARKS.get(tag, self._mark if tag in ("p", "div") else "")
        if tag == "a":
            self._words += "["
        if tag in ("input", "textarea", "button"):
            self._field(tag, said)

    def _field(self, tag: str, said: dict[str, str | None]) -> None:
        self.end()
        kind = said.get("type") or tag
        chosen = " (đã chọn)" if "checked" in said else ""
        value = f" = {said['value']}" if said.get("value") else ""
        self.lines.append(f"[{kind} {said.get('name') or ''}{value}{chosen}]".replace(" ]", "]"))

    def handle_endtag(self, tag: str) -> None:
        self._silent = False
        if tag == "a":
            self._words += "]"
        if tag in BLOCKS or tag == "button":
            self.end()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._words += data
