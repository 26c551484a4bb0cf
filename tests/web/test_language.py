"""Two languages, one page: the catalogue is complete, nothing in it is left over, and English says no Vietnamese of ours."""

from __future__ import annotations

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from engine.obligations.states import STATE_WORDS
from tests.conftest import HUNG, MINH
from tests.web.conftest import Page, Site
from web import words
from web.english import ENGLISH
from web.failures import BY_ERROR, BY_STATUS, Calm
from web.sense import ASKED, DATES
from web.view import ROLES

WEB = Path(words.__file__).parent
SAID = re.compile(r'say\(\s*"([^"]*)"')
OF_THE_ENGINE = {  # what the engine objects to is a sentence of its own
    "Ngày gửi không thể sau hôm nay.",
    "Ngày văn bản không thể sau ngày gửi.",
    "Thời hạn đề nghị phải sau hôm nay.",
    "Phản hồi này đang được ghi nhận. Xin tải lại trang.",
    "Nhiệm vụ này đã dừng theo dõi, không cần phản hồi.",
}


def in_code(path: Path) -> Iterator[str]:
    """Yield every constant sentence of a module that says something."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said_in_templates() -> set[str]:
    texts = [path.read_text("utf-8") for path in (WEB / "templates").glob("*.j2")]
    return {sentence for text in texts for sentence in SAID.findall(text)}


def said_in_code() -> set[str]:
    direct = {
        node.args[0].value
        for path in WEB.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
        if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }
    calm = [
        one
        for one in (*vars(importlib.import_module("web.failures")).values(), *BY_STATUS.values(), *BY_ERROR.values())
        if isinstance(one, Calm)
    ]
    tables: list[Mapping[Any, str]] = [STATE_WORDS, words.ASKED_ONLY, words.WITHOUT_DAY, ASKED, DATES, ROLES]
    looked_up = {sentence for table in tables for sentence in table.values()}
    return direct | looked_up | {words.SUSPENDED} | {text for one in calm for text in (one.heading, one.words)}


def test_every_sentence_of_the_page_has_its_english() -> None:
    assert said_in_templates() | said_in_code() | OF_THE_ENGINE <= ENGLISH.keys()


def test_the_catalogue_keeps_no_sentence_that_nobody_says() -> None:
    constants = {sentence for path in WEB.glob("*.py") if path.name != "english.py" for sentence in in_code(path)}
    days = {"Thứ Bảy", "thứ Bảy", "Chủ nhật"}
    assert ENGLISH.keys() <= said_in_templates() | said_in_code() | constants | OF_THE_ENGINE | days


@pytest.mark.parametrize("sentence", ENGLISH)
def test_both_languages_fill_in_the_same(sentence: str) -> None:
    filled = set(re.findall(r"{\w+}", ENGLISH[sentence]))
    assert filled <= set(re.findall(r"{\w+}", sentence))
    assert filled | {"{you}"} >= set(re.findall(r"{\w+}", sentence))


def _ours(page: Page, html: str) -> str:
    """Return what the page says outside what it marks as Vietnamese."""
    return re.sub(r'<(\w+)[^>]* lang="vi"[^>]*>.*?</\1>', "", html.split("</style>")[1], flags=re.DOTALL)


@pytest.mark.parametrize("below", ["", "/danh-sach", "/ket-qua"])
def test_an_english_page_says_what_is_ours_in_english_and_marks_the_rest(site: Site, below: str) -> None:
    path = site.link("minh@yte.example")
    site.post(path, MINH, "extend", until="20/12/2024", reason="Late data", name="Minh")
    shown = site.get(f"{path}{below}?lang=en")
    assert '<html lang="en">' in shown.text
    left = (
        _ours(Page(shown), shown.text).replace("Tiếng Việt", "").replace("Phòng Lao động - Thương binh và Xã hội", "")
    )
    vietnamese = re.findall(r"[^<>]*[ạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹđ][^<>]*", left)
    assert vietnamese == []


def test_the_limit_is_said_in_english_by_its_last_day(site: Site) -> None:
    words_ = Page(site.get(f"{site.link('hung@vinhchap.example')}?lang=en")).words
    assert "Limit: by the end of Monday, 9 December 2024" in words_
    assert "Status: not due yet" in words_


def test_the_language_stays_through_an_answer_and_back(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    answered = site.post(f"{path}?lang=en", HUNG, "received")
    assert answered.headers["location"] == f"{path}/ket-qua?lang=en"
    assert f'href="{path}?lang=en"' in site.get(answered.headers["location"]).text
    assert "Please choose an answer." in site.post(f"{path}?lang=en", HUNG, "").text


def test_each_language_leads_to_the_other(site: Site) -> None:
    path = site.link("hung@vinhchap.example")
    assert '<a href="?lang=en" lang="en" hreflang="en">English</a>' in site.get(path).text
    assert '<a href="?lang=vi" lang="vi" hreflang="vi">Tiếng Việt</a>' in site.get(f"{path}?lang=en").text
    assert '<html lang="vi">' in site.get(f"{path}?lang=xx").text
