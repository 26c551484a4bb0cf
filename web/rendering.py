"""Templates to responses: one small style sheet inline, named by its hash in the Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from unicodedata import normalize

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from web.language import language, say

TEMPLATES = Path(__file__).parent / "templates"


def page(
    template: str, values: Mapping[str, object], status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    """Return a page in NFC."""
    html = _environment().get_template(template).render(values)
    return HTMLResponse(normalize("NFC", html), status, dict(headers or {}))


@cache
def style_source() -> str:
    """Return the one source of style that pages allow."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"'sha256-{digest}'"


@cache
def _style() -> str:
    return (TEMPLATES / "style.css").read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"style": _style(), "say": say, "language": language}
    return environment
