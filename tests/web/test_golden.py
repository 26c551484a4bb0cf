"""Every state of the page, to be read. UPDATE_GOLDEN=1 rewrites them: `UPDATE_GOLDEN=1 pytest tests/web/test_golden.py`.

A page that changes shows its new sentences in the diff; nobody approves one unread.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from tests.web.conftest import Page, Site
from tests.web.plain import plain
from tests.web.states import STATES

GOLDEN = Path(__file__).parent / "golden"


def shown(site: Site, name: str) -> str:
    """Return the page of a state as a browser would get it; a form is sent with what stands in it and what is typed."""
    state = STATES[name]
    path = state.path(site)
    page = site.get(path)
    if state.typed is None:
        return page.text
    form = Page(page)
    action = next(one.get("action") for one in form.all("form")) or path
    ticked = [value for value, checked in form.boxes().items() if checked]
    return site.browser.post(action, data={"item": ticked, **state.typed}).text  # type: ignore[no-any-return]


@pytest.mark.parametrize("name", STATES)
def test_the_page_reads_as_approved(site: Site, name: str) -> None:
    said, file = plain(shown(site, name)), GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")
    assert unicodedata.is_normalized("NFC", said)


def test_no_approved_page_is_left_over() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(STATES)
