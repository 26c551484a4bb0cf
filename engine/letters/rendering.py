"""Templates to letters. The same sentences serve text and HTML: two environments, one of which escapes."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from unicodedata import normalize

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup

from engine.letters.names import capital
from engine.letters.subjects import Subject
from engine.letters.values import Letter, LetterKind
from engine.letters.view import View

_TEMPLATES = Path(__file__).parent / "templates"
_BLANK_LINES = re.compile(r"\n\s*\n")


def rendered(kind: LetterKind, view: View, subject: Subject) -> Letter:
    """Return the letter in NFC: the subject on one line, the text with one blank line between paragraphs."""
    told = _template(f"{kind}.subject.j2", escape=False).render(subject=subject, voice=view.voice, letter=view)
    line = _sentence(told)
    text = _template(f"{kind}.text.j2", escape=False).render(letter=view, voice=view.voice)
    html = _template(f"{kind}.html.j2", escape=True).render(letter=view, voice=view.voice, subject=line)
    return Letter(
        kind=kind,
        subject=normalize("NFC", line),
        text=normalize("NFC", _BLANK_LINES.sub("\n\n", text).strip() + "\n"),
        html=normalize("NFC", html.strip() + "\n"),
    )


@cache
def _template(name: str, *, escape: bool) -> Template:
    return _environment(escape=escape).get_template(name)


@cache
def _environment(*, escape: bool) -> Environment:
    """Return where templates are kept compiled. `sentence` makes one sentence of a macro's lines, escaped or not."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape((), default=escape),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["sentence"] = _sentence
    return environment


def _sentence(words: str) -> str:
    """Return words on one line with a capital first letter; what was escaped stays so."""
    space = Markup(" ") if isinstance(words, Markup) else " "
    return capital(space.join(words.split()))
