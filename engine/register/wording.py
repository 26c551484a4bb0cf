"""What a summary (trích yếu) is about: words without diacritics, the parts it is made of, and what of it is understood.

A report belongs to a plan when it names the plan's subject and everything around that name is understood: the words of
the genre ("kết quả thực hiện công tác"), a period, a place. One word left over ("tập huấn", "thi hành Luật", "trong
trường học") makes it a report about something else; it is then only shown to a person.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

from engine.register.spelling import one_edit
from engine.register.words import listed, mapped

Words = tuple[str, ...]

FRAME, _SMALL = frozenset(listed("frame")), frozenset(listed("small"))
_GOVERNING, _ASIDE = listed("governing"), listed("aside")
_OWN_TOPIC = tuple(tuple(one.split()) for one in listed("topic"))
_SHORT = mapped("short")
_PERIODIC = re.compile(
    r"^(báo cáo)(?: định kỳ)? (?:hằng |hàng |0?6 )?(?:ngày|tuần|tháng|quý|năm)\b(?! hành động)", re.IGNORECASE
)
_HOW_OFTEN = re.compile(r"\s+(?:theo )?(?:định kỳ )?(?:hằng|hàng) (?:ngày|tuần|tháng|quý|năm)\b.*$", re.IGNORECASE)
_OF_A_PLACE = re.compile(r"\s(?:huyện|tỉnh|thành phố|thị xã|quận|xã|phường|thị trấn|đặc khu) (?=[A-ZÀ-ỸĐ]).*$")
_CITED = re.compile(
    r"(?:(?:ke hoach|cong van|quyet dinh|nghi quyet|chi thi|chuong trinh|thong bao|van ban)\s+)?(?:so\s*:?\s*)?"
    r"\b(?P<n>\d{1,5})\s*/\s*(?:20\d\d\s*/\s*)?(?P<sign>[a-z]+(?:\s?-\s?[a-z0-9&]+)*)\b"
    r"(?:,?\s*ngay\s+(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?P<y>\d{4})|\d{1,2}\s+thang\s+\d{1,2}(?:\s+nam\s+(?P<y2>\d{4}))?))?"
    r"(?:\s*,?\s*cua\s+(?:ubnd\s+(?P<level>xa|phuong|thi tran|huyen|quan|thi xa|thanh pho|tinh)\b)?)?"
)
# Said as phrases, for word by word they would excuse too much: chỉ tiêu is plainly tiêu chí, phối hợp has họp.
_OF_THE_GENRE = re.compile(
    r"\b(?:tien do|tham gia|phoi hop) (?=(?:thuc hien|trien khai|to chuc)\b)|"
    r"(?<=thuc hien )(?:cac )?(?:chi tieu|muc tieu)(?: ?[,–-]? ?(?:va )?(?:chi tieu|muc tieu))?\b(?! quoc gia)"
)
_TOKEN = re.compile(r"[a-z0-9]+|[,;:()+&–—.-]")
_BREAKS = frozenset(",;:()+&–—.-") | {"va", "gan"}
_LONG_GHEP = re.compile(r"^(\W*(?:ve viec\s+)?bao cao)\s+(?:\(?long ghep\)?)\s*")
_BLENDED = re.compile(r"\b(?:va\s+)?long ghep (?:voi|cung|va)\b|[,(]\s*long ghep\b")
_ENOUGH, _OF_A_PHRASE = 3, 0.6
_TYPO_WITHIN = 3  # words a phrase must have for one of them to be misspelt


@dataclass(frozen=True)
class Citation:
    """A document that a summary names: `key` is its number in one spelling, `level` whose People's Committee issued it."""

    key: str
    year: int | None
    level: str | None


@dataclass(frozen=True)
class Phrase:
    """A subject by name: its plain words, and how it is printed."""

    words: Words
    printed: str
    initials: frozenset[str] = frozenset()

    @cached_property
    def forms(self) -> tuple[Words, ...]:
        """Return the phrase whole and with a run of its words cut to their initials: `phong chong blgd`."""
        size = len(self.words)
        runs = ((a, b) for a in range(size) for b in range(a + 2, size + 1) if b - a < size)
        cut = ((*self.words[:a], "".join(w[0] for w in self.words[a:b]), *self.words[b:]) for a, b in runs)
        return (self.words, *cut)


@dataclass(frozen=True)
class Summary:
    """A summary taken apart, its periods and citations already out. Each word knows its part, from 0 on."""

    words: Words
    parts: tuple[int, ...]
    text: str
    citations: tuple[Citation, ...] = ()
    merged: bool = False

    def before(self, start: int) -> Words:
        """Return the words of the same part before a place."""
        return tuple(w for w, p in zip(self.words[:start], self.parts[:start], strict=True) if p == self.parts[start])

    def after(self, end: int) -> Words:
        """Return the words of the same part from a place on."""
        rest = zip(self.words[end:], self.parts[end:], strict=True)
        return tuple(word for word, part in rest if part == self.parts[end - 1])


@dataclass(frozen=True)
class Span:
    """Where a phrase stands in a summary."""

    start: int
    end: int
    phrase: Phrase


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """Return text in small letters without diacritics, the place of every other character kept as it is."""
    spread = unicodedata.normalize("NFD", unicodedata.normalize("NFC", text).casefold().replace("đ", "d"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


_BEFORE = frozenset(map(plain, FRAME))
_AFTER = _BEFORE | frozenset(map(plain, listed("surrounding")))


def prepared(text: str) -> str:
    """Return a summary plain, with the ways of writing one thing made one."""
    text = re.sub(r"\bv\s*/\s*v\b:?", "ve viec ", plain(text))
    text = re.sub(r"\bb\s*/\s*c\b", "bao cao ", text)
    text = re.sub(r"\bu[yi] ban nhan dan\b", "ubnd", text)
    text = re.sub(r"\b(?:tren\s+)?dia ban\b", " ", text)
    return " ".join(_OF_THE_GENRE.sub(" ", " ".join(_SHORT.get(word, word) for word in text.split())).split())


def citations_in(text: str) -> tuple[tuple[Citation, ...], str]:
    """Return the documents that a prepared text names by number, and the text without them."""
    return tuple(_citation(found) for found in _CITED.finditer(text)), _CITED.sub(" ", text)


def summary_of(text: str, citations: tuple[Citation, ...] = ()) -> Summary:
    """Take a prepared text apart; citations and periods are out of it already."""
    merged = bool(_LONG_GHEP.search(text) or _BLENDED.search(text))
    words, parts = _apart(_BLENDED.sub(" , ", _LONG_GHEP.sub(r"\1 ", text)))
    return Summary(words, parts, " ".join(words), citations, merged)


def _apart(text: str) -> tuple[Words, tuple[int, ...]]:
    words: list[str] = []
    parts: list[int] = []
    part = 0
    for token in _TOKEN.findall(text):
        if token in _BREAKS:
            part += 1
        elif token not in _SMALL:
            words.append(token)
            parts.append(part)
    return tuple(words), tuple(parts)


def _citation(found: re.Match[str]) -> Citation:
    year = found["y"] or found["y2"]
    sign = re.sub(r"[^a-z0-9]", "", found["sign"])
    return Citation(found["n"].lstrip("0") + sign, int(year) if year else None, found["level"])


def phrases_of(text: str) -> tuple[tuple[Phrase, ...], tuple[Phrase, ...]]:
    """Return the subjects a title names, the main ones and the others; periods are out of it already.

    The first is a main one, and so is each that begins anew with "công tác", "hoạt động": "công tác bình đẳng giới và
    hoạt động vì sự tiến bộ của phụ nữ" has two.
    """
    main: list[Phrase] = []
    others: list[Phrase] = []
    for piece in _pieces(text):
        marked, words = _without_frame(piece)
        if not words:
            continue
        phrase = _phrase(words)
        (main if not main or marked else others).append(phrase)
    return tuple(main), tuple(others)


def _pieces(text: str) -> Iterator[list[str]]:
    """Yield a title's pieces between "và" and commas; a piece of one or two words goes with the next: phòng, chống."""
    text = _PERIODIC.sub(r"\1", re.sub(r"\([^)]*\)", " ", unicodedata.normalize("NFC", text).strip()))
    text = _OF_A_PLACE.sub("", _HOW_OFTEN.sub("", text))
    text = re.split(r"\b(?:trên )?địa bàn\b|\btrình UBND\b| của (?:các|UBND|Mặt trận|cơ quan|đơn vị|phòng|sở)\b", text)[
        0
    ]
    held: list[str] = []
    for piece, mark in re.findall(r"(.+?)(,|;|\bvà\b|$)", text):
        held += re.findall(r"\w+", piece)
        if mark == "," and len(_without_frame(held)[1]) < _ENOUGH:
            continue
        yield held
        held = []


def _without_frame(piece: Sequence[str]) -> tuple[bool, list[str]]:
    """Return a piece without the words that surround a subject, and whether it began with them."""
    start, end = 0, len(piece)
    while start < end and piece[start].lower() in FRAME:
        start += 1
    while end > start and piece[end - 1].lower() in FRAME:
        end -= 1
    return start > 0, list(piece[start:end])


def _phrase(words: list[str]) -> Phrase:
    small = tuple(plain(word) for word in words)
    kept = tuple(word for word in small if word not in _SMALL)
    initials = {"".join(word[0] for word in some) for some in (small, kept)}
    return Phrase(kept, " ".join(words).lower(), frozenset(one for one in initials if len(one) >= _ENOUGH))


def find(phrase: Phrase, summary: Summary) -> Span | None:
    """Return where a phrase stands: by its initials, whole with one misspelt word at most, or the greater part of it."""
    for place, word in enumerate(summary.words):
        if word in phrase.initials:
            return Span(place, place + 1, phrase)
    for form in phrase.forms:
        for start in range(len(summary.words) - len(form) + 1):
            if _alike(summary.words[start : start + len(form)], form):
                return Span(start, start + len(form), phrase)
    size = len(phrase.words)
    found = SequenceMatcher(None, summary.words, phrase.words, autojunk=False).find_longest_match()
    if found.size >= max(_ENOUGH, _OF_A_PHRASE * size):
        return Span(found.a, found.a + found.size, phrase)
    return None


def _alike(words: Words, wanted: Words) -> bool:
    wrong = [(word, want) for word, want in zip(words, wanted, strict=True) if word != want]
    if len(wrong) > (len(wanted) >= _TYPO_WITHIN):
        return False
    return all(one_edit(word, want) for word, want in wrong)


def unexplained(words: Iterable[str], known: Collection[str], *, before: bool = False) -> list[str]:
    """Return the words around a subject that are neither of the genre nor known; before it fewer are of the genre."""
    usual = _BEFORE if before else _AFTER
    return [word for word in words if word not in usual and word not in known and not word.isdigit()]


def after_who_reports(words: Words, known: Collection[str]) -> Words:
    """Return the words before a subject without who says so: "UBND xã Vĩnh Chấp gửi báo cáo"."""
    if "bao" not in words:
        return words
    start = words.index("bao")
    return words[start:] if all(word == "gui" or word in known for word in words[:start]) else words


def without_name(words: Words, name: str) -> Words:
    """Return the words before a subject without the sender's own name: "Báo cáo của UBND xã Vĩnh Chấp về"."""
    own = _words_of(name)
    for start in range(len(words) - len(own) + 1) if own else ():
        if words[start : start + len(own)] == own:
            return words[:start] + words[start + len(own) :]
    return words


@lru_cache(maxsize=10_000)
def _words_of(name: str) -> Words:
    return _apart(prepared(name))[0]


def lists_matters(words: Sequence[str]) -> bool:
    """Say that a report begins with a matter of work to which others are added: "công tác trẻ em và bình đẳng giới"."""
    frame = " ".join(itertools.takewhile(_BEFORE.__contains__, words))
    return frame.startswith("bao cao") and frame.endswith("cong tac")


def governed_by(words: Iterable[str], known: Collection[str]) -> str | None:
    """Return the event, programme or rule that words before a subject make it a matter of; those known do not count."""
    text = f" {' '.join(words)} "
    return next((one for one in _GOVERNING if f" {one} " in text and not {*one.split()} <= {*known}), None)


def set_aside(summary: Summary) -> str | None:
    """Return the words that make a document a draft, a request, a correction, rather than the report itself."""
    text = f" {summary.text} "
    return next((one for one in _ASIDE if f" {one} " in text), None)


def begins_a_topic(words: Sequence[str]) -> bool:
    """Say that a part names a topic of its own, as in "... và công tác bình đẳng giới"."""
    return any(tuple(words[: len(one)]) == one for one in _OWN_TOPIC)
