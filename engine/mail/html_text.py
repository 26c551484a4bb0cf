"""HTML mail as the text a person reads; what it quotes of an earlier mail is marked with ">" as in plain text.

A scanner of its own: html.parser takes minutes over some malformed input, and mail comes from anybody. This one looks at
each character once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

LINES = {"p", "div", "br", "tr", "li", "table", "h1", "h2", "h3", "h4", "hr", "ul", "ol", "pre", "blockquote"}
UNSEEN = {"style", "script", "title", "template"}
BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")
NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]*)")


def text_of_html(html: str) -> str:
    """Return the text of an HTML part; a block quotation is a block of lines that begin with ">"."""
    said: list[str] = []
    unseen = quoted = 0
    for words, name, opens in _pieces(html):
        if words and not unseen:
            said.append(unescape(re.sub(r"\s+", " ", words)))
        step = 1 if opens else -1
        unseen = max(0, unseen + step * (name in UNSEEN))
        quoted = max(0, quoted + step * (name == "blockquote"))
        if name in LINES and (opens or name != "br"):
            said.append("\n> " if quoted else "\n")
    return BLANK_LINES.sub("\n\n", "".join(said)).strip()


def _pieces(html: str) -> Iterator[tuple[str, str, bool]]:
    """Yield words with the tag that follows them: its name, and whether it opens."""
    place = 0
    while (start := html.find("<", place)) >= 0:
        comment = html.startswith("<!--", start)
        name = NAME.match(html, start + 1)
        if not (comment or name or html.startswith("<!", start) or html.startswith("<?", start)):
            yield html[place : start + 1], "", True  # a "<" between words
            place = start + 1
            continue
        end = html.find("-->" if comment else ">", start)
        yield html[place:start], name[1].lower() if name else "", html[start + 1 : start + 2] != "/"
        if end < 0:
            return
        place = end + (3 if comment else 1)
    yield html[place:], "", True
