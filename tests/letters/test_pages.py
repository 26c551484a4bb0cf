"""Every letter's page survives the mail programs of offices: Word's engine in Outlook, Gmail, a telephone of 360 px.

What those leave out or mend by themselves a letter does not use, so the lists below name all that it may use.
"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from engine.letters.examples import examples
from engine.letters.rendering import FULL_IN_TEXT
from engine.letters.values import Letter
from engine.letters.wording import PRODUCT

from .approved import LETTERS
from .cast import LINK, letter, ongoing, report, seen, task

PAGES = sorted((Path(__file__).parent / "golden").glob("*.html"))
EXAMPLES = {name: write(PRODUCT) for name, write in examples(link=LINK).items()}
GMAIL_CLIPS_AT = 102 * 1024
LONGEST_SUBJECT = 130
LONG = "Rà soát, tổng hợp và báo cáo kết quả thực hiện các chỉ tiêu bình đẳng giới trên địa bàn, nội dung thứ {}"
TABLE = {"role", "width", "cellpadding", "cellspacing", "border", "bgcolor", "style"}
ALLOWED: dict[str, set[str]] = {
    "html": {"lang"}, "head": set(), "title": set(), "style": set(), "meta": {"charset", "name", "content"},
    "body": {"bgcolor", "style"}, "table": TABLE, "tr": set(), "td": {"align", "style"},
    "p": {"style"}, "h2": {"style"}, "strong": set(), "a": {"href", "style"},
}  # fmt: skip
CSS = {
    "margin", "padding", "padding-left", "padding-top", "border-left", "border-top", "background", "color", "max-width",
    "font-family", "font-size", "line-height", "overflow-wrap", "word-wrap", "word-break",
}  # fmt: skip
SINGLE = {"meta"}


class Page(HTMLParser):
    """The tags, inline styles and addresses of a page, and what of it is wrongly nested."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.crossed: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in SINGLE:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.crossed.append(tag)

    def styles(self) -> list[tuple[str, str]]:
        """Return every property of an inline style, with its value."""
        said = [one for _, attributes in self.tags for one in attributes.get("style", "").split(";") if one.strip()]
        return [(name.strip(), value.strip()) for name, _, value in (one.partition(":") for one in said)]


def sixty() -> Letter:
    """One letter of sixty obligations, each with a sentence as long as plans have them, and sixty without a limit."""
    quotes = [LONG.format(number) + "; gửi về đơn vị đầu mối để tổng hợp" * 14 + "." for number in range(60)]
    dated = [report("coming", text=LONG.format(n), section=f"V.{n}", quote=quote) for n, quote in enumerate(quotes)]
    lasting = [ongoing(f"Thường xuyên {quote}", section=f"VI.{n}") for n, quote in enumerate(quotes)]
    return letter(*dated, *lasting)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_has_only_what_mail_programs_show(path: Path) -> None:
    page = Page(path.read_text("utf-8"))
    for tag, attributes in page.tags:
        assert tag in ALLOWED, tag
        assert set(attributes) <= ALLOWED[tag], (tag, attributes)
    assert {name for name, _ in page.styles()} <= CSS
    assert not page.open
    assert not page.crossed


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_loads_nothing_and_runs_nothing(path: Path) -> None:
    page = path.read_text("utf-8")
    assert not re.search(r"url\(|@import|@font-face|javascript:|position:|flex|grid|float:", page)
    assert not any(name.startswith("on") for _, attributes in Page(page).tags for name in attributes)
    assert re.findall(r"https?://[^\s\"<]+", page) in ([], [LINK, LINK])  # the one link, and its words


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_fits_a_telephone(path: Path) -> None:
    widths = [attributes["width"] for tag, attributes in Page(path.read_text("utf-8")).tags if "width" in attributes]
    assert set(widths) == {"100%"}  # the 600 px of Outlook stand in a comment that only Outlook reads


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_text_and_page_say_the_same_words(path: Path) -> None:
    subject, _, text = path.with_suffix(".txt").read_text("utf-8").partition("\n\n")
    page = path.read_text("utf-8")
    assert [line for line in text.splitlines() if line and line != "---"] == seen(page).splitlines()
    assert f"<title>{subject.removeprefix('Tiêu đề: ')}</title>" in page


@pytest.mark.parametrize("name", LETTERS)
def test_no_page_is_clipped_and_no_subject_is_too_long(name: str) -> None:
    sent = LETTERS[name]
    assert len(sent.html.encode()) < GMAIL_CLIPS_AT
    assert 0 < len(sent.subject) <= LONGEST_SUBJECT
    assert "\n" not in sent.subject


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_letters_to_preview_are_as_sound(name: str) -> None:
    page = Page(EXAMPLES[name].html)
    assert {tag for tag, _ in page.tags} <= set(ALLOWED)
    assert {name for name, _ in page.styles()} <= CSS
    assert len(EXAMPLES[name].subject) <= LONGEST_SUBJECT


def test_sixty_obligations_are_not_clipped_and_none_is_lost() -> None:
    sent = sixty()
    page = seen(sent.html)
    assert len(sent.text.encode()) > GMAIL_CLIPS_AT
    assert len(sent.html.encode()) < GMAIL_CLIPS_AT
    for number in range(60):
        assert f"{number + 1}. {LONG.format(number)}: trước ngày 10/12/2024" in page
        assert sent.text.count(f"{LONG.format(number)}; gửi về") == 2
    for kept in (FULL_IN_TEXT, LINK, "Trân trọng./.", "Đầu mối: đ/c Lan"):
        assert kept in page
    assert sent.subject == "Nhắc việc: 60 nội dung sắp đến hạn, trước ngày 10/12/2024"


def test_a_matter_of_many_words_does_not_fill_the_subject() -> None:
    endless = LONG.format("nhất") + " và các nội dung có liên quan" * 9
    for item in (report("after", text=endless), task("coming", text=endless), report("extended", text=endless)):
        assert len(letter(item).subject) <= LONGEST_SUBJECT
        assert endless in letter(item).text


def test_a_paragraph_stands_apart_unless_it_is_kept_with_the_next() -> None:
    page = letter(report("new"), replace(report("new"), text="Báo cáo chuyên đề"), ongoing()).html
    first, last = re.findall(r'<p style="margin:0 0 (\d+)px">\d\. <strong>', page)
    assert (first, last) == ("6", "6")  # both stand over the sentence they rest on
    assert 'margin:0 0 14px 14px">- “' in page  # the last of a list
