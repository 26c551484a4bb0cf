"""Which agency a register means by "nơi gửi": its name however written, a slip of the hand allowed, never a guess.

A name counts only when it points to one agency among all that are known. Bodies of one place stay apart: Hội Liên hiệp
Phụ nữ xã Vĩnh Thủy is not UBND xã Vĩnh Thủy, nor is Vĩnh Nam, which no directory has, Vĩnh Lâm.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.directory.models import Agency, Directory
from engine.register.spelling import is_slip, one_edit
from engine.register.wording import plain

Known = tuple[int, Agency]
_COMMITTEE = re.compile(
    r"\bu[yi] ban nhan dan\b|\b(?:hdnd|hoi dong nhan dan)\s*(?:va|&|-|,)\s*(?:ubnd|u[yi] ban nhan dan)\b"
)
_UBND = re.compile(r"^u[bnd]{2,4}(?=\s|\.|$)")
_CODE = re.compile(r"\b(?=[a-z]*\d)[a-z0-9]+(?:\.[a-z0-9]+)+\b\s*[-:]?")
_SHORT_LEVELS = tuple(
    (re.compile(form), level)
    for form, level in (
        (r"\bt\.\s*tr\b\.?", " thi tran "),
        (r"\bh\.\s*(?=[a-z])", " huyen "),
        (r"\btx\.\s*(?=[a-z])", " thi xa "),
        (r"\btp\.\s*(?=[a-z])", " thanh pho "),
    )
)
_ITS_OFFICE = re.compile(
    r"^(?:(?:van phong|vp) (?=ubnd (?:xa|phuong|thi tran)\b)|chu tich (?=ubnd)|ub (?=xa|phuong|thi tran))"
)
_REMARK = re.compile(r"\([^)]*\)|\[[^]]*\]|\bvan thu\b|\s[-–]\s*(?:vp|vt|van phong)(?: ubnd| hdnd\W+ubnd)?\s*$")
_PLACE_ABOVE = re.compile(r"[(\[]((?:thuoc )?(?:huyen|quan|thi xa|thanh pho|tinh)\W[^)\]]+)[)\]]")
_LEVELS = {
    "x": "xa",
    "p": "phuong",
    "h": "huyen",
    "tt": "thi tran",
    "ttr": "thi tran",
    "t": "tinh",
    "tp": "thanh pho",
    "tx": "thi xa",
}
_STANDING = re.compile(r"^(?:(?:ban )?thuong (?:vu|truc)|btv|btt|ban chap hanh|bch)\s+(?=\S+\s+\S)")
_BODIES = (
    (
        re.compile(r"\b(?:(?:u[yi] ban|ub) ?)?(?:mttq|mat tran(?: to quoc)?)(?: ?vn| viet nam)?\b"),
        "mttq",
    ),
    (re.compile(r"\bhoi (?:lien hiep phu nu|lhpn|phu nu|lhpnvn)(?: viet nam| vn)?\b|\bhlhpn\b"), "hoi lhpn"),
    (re.compile(r"\bhoi cuu chien binh\b|\bhccb\b"), "hoi ccb"),
    (re.compile(r"\bhoi nong dan\b|\bhnd\b"), "hoi nd"),
    (re.compile(r"\blien doan lao dong\b"), "ldld"),
    (re.compile(r"\blao dong\W+thuong binh\W+(?:va )?xa hoi\b|\bld\W?tb\W*(?:va )?\W?xh\b"), "ldtbxh"),
    (re.compile(r"\bcah\b"), "cong an huyen"),
    (re.compile(r"\bcong an\b|\bca\b"), "cong an"),
)
_PLACE = re.compile(r"^ubnd (huyen|quan|thi xa|thanh pho|tinh|xa|phuong|thi tran) (.+)$")
_COMMUNE = re.compile(r"^ubnd (xa|phuong|thi tran|dac khu) (.+)$")
_ABOVE = r"(?:huyen|quan|thi xa|thanh pho|tinh)"


@dataclass(frozen=True)
class Sender:
    """Who sent a document: agencies as (number of the directory, id); `misspelt` when the name is not written so.

    Unless it is `sure` they are only like it: for a person to judge.
    """

    agencies: tuple[tuple[int, str], ...] = ()
    misspelt: bool = False
    sure: bool = False


class Senders:
    """All known agencies by all that they are called."""

    def __init__(self, directories: Iterable[Directory]) -> None:
        """Take the directories of all plans, in the order by which agencies are numbered."""
        self.directories = tuple(directories)
        names = [plain_name(one.name) for directory in self.directories for one in directory.agencies]
        found = (_PLACE.match(name) for name in names)
        self._places = frozenset((m[1], m[2]) for m in found if m and re.fullmatch(_ABOVE, m[1]))
        self._solid: dict[str, list[Known]] = defaultdict(list)
        self._by_size: dict[int, dict[tuple[str, ...], list[Known]]] = defaultdict(lambda: defaultdict(list))
        for number, directory in enumerate(self.directories):
            for agency in directory.agencies:
                self._take(number, agency)
        self._tiers: dict[str, tuple[list[Known], ...]] = {}

    def _take(self, number: int, agency: Agency) -> None:
        called = (agency.id, agency.name, *agency.aliases)
        forms = (form for name in called for form in self.forms(name, known=True))
        for form in {short for whole in forms for short in self._shortened(whole)}:
            self._solid[form.replace(" ", "")].append((number, agency))
            words = tuple(form.split())
            self._by_size[len(words)][words].append((number, agency))

    def find(self, name: str, on: dt.date) -> Sender:
        """Return who is meant by a name on a day."""
        if name not in self._tiers:
            self._tiers[name] = tuple(self._found(name))
        for tier, found in enumerate(self._tiers[name]):
            there = [(number, agency) for number, agency in found if agency.exists(on)]
            if there and tier < len(self._tiers[name]) - 1:
                return _one(there, misspelt=not any(one.named(name) for one in self.directories))
            if there:
                return Sender(tuple((number, agency.id) for number, agency in there))
        return Sender()

    def _found(self, name: str) -> Iterator[list[Known]]:
        """Yield who may be meant, the surest first; the last are only like it."""
        forms = self.forms(name)
        for form in forms:
            yield self._solid.get(form.replace(" ", ""), [])
        for alike in (_initials, _slip, _one_letter):
            yield [
                known
                for form in forms
                for words, some in self._by_size[len(form.split())].items()
                if alike(form.split(), words)
                for known in some
            ]

    def forms(self, name: str, *, known: bool = False) -> list[str]:
        """Return how a name may be known, the fullest first, and without the places above it.

        A level at the end is left out of what is known (Công an huyện is Công an), or of what stands in a register
        (Phòng Y tế huyện is Phòng Y tế), never of both: Công an tỉnh is not Công an huyện. So the latter ends with an
        asterisk, and so may what is known without a level.
        """
        found = [plain_name(name)]
        for level, place in self._places:
            short = re.sub(rf"\b{level} {re.escape(place)}\b(?: tinh(?: \w+){{1,3}}$)?", f" {level} ", found[0])
            if short == found[0] and not found[0].startswith("ubnd"):
                short = re.sub(rf" {re.escape(place)}$", f" {level} ", found[0])
            if short != found[0]:
                found += [short, re.sub(rf"^\s*(?:ubnd\s+)?{level}\b", " ", short)]
        whole = [form for form in found if not re.search(rf"\b{_ABOVE}\s*$", form)]
        found += [re.sub(rf"\s+(?:ubnd\s+)?{_ABOVE}\s*$", "" if known else " *", form) for form in found]
        found += [f"{form} *" for form in whole] if known else []
        found += [f"ubnd {form.strip()}" for form in found if re.match(r"\s*(?:xa|phuong|thi tran|dac khu) ", form)]
        found += [f"phong {form[7:]}" for form in found if form.startswith("phuong ")]
        spaced = dict.fromkeys(" ".join(form.split()) for form in found)
        return [form for form in spaced if form and not re.fullmatch(rf"(?:{_ABOVE}|ubnd)?(?: ?\*)?", form)]

    def _shortened(self, form: str) -> list[str]:
        """Return a known name also without "UBND xã", unless a place above the communes has the same name."""
        commune = _COMMUNE.match(form)
        if commune is None or any(commune[2] == place for _, place in self._places):
            return [form]
        return [form, f"ubnd {commune[2]}", commune[2]]


def _one(found: list[Known], *, misspelt: bool) -> Sender:
    """Return who it is when all that was found is one agency, in as many directories as may be."""
    ids = dict.fromkeys((number, agency.id) for number, agency in found)
    called = {plain_name(agency.name) for _, agency in found}
    if len(called) > 1 or len(ids) > len({number for number, _ in ids}):
        return Sender(tuple(ids))
    return Sender(tuple(ids), misspelt, sure=True)


def plain_name(name: str) -> str:
    """Return a name in one plain spelling: `UBDN X. Vĩnh Thủy (TT)` gives `ubnd xa vinh thuy`."""
    text = _CODE.sub(" ", plain(name))
    for form, level in _SHORT_LEVELS:
        text = form.sub(level, text)
    text = _REMARK.sub(" ", _PLACE_ABOVE.sub(r" \1 ", text))
    text = _COMMITTEE.sub("ubnd", text).strip(" -:.,;")
    text = _STANDING.sub("", text)
    for form, short in _BODIES:
        text = form.sub(short, text)
    text = _UBND.sub("ubnd", text.replace("&", " va "))
    words = re.sub(r"[^a-z0-9]+", " ", re.sub(r"^(ubnd)(?=xa|thi tran|phuong|huyen)", r"\1 ", text)).split()
    words = [_level(words, place) for place in range(len(words))]
    found = " ".join(word for place, word in enumerate(words) if word != "va" or not 0 < place < len(words) - 1)
    return _ITS_OFFICE.sub(lambda office: "ubnd " if office[0] == "ub " else "", found)


def _level(words: list[str], place: int) -> str:
    """Write out the level where it is short for one: before a name, after "UBND" or at the beginning."""
    first = place == 0 or words[place - 1] == "ubnd"
    return _LEVELS.get(words[place], words[place]) if first and place + 1 < len(words) else words[place]


def _initials(words: list[str], known: tuple[str, ...]) -> bool:
    """Say that a name is another with words cut to their first letter: `ubnd xa v thuy`; one word must be whole."""
    if len(words) != len(known) or words[-1] != known[-1] or len(words[-1]) == 1:
        return False
    return all(word == whole or (len(word) == 1 and whole[0] == word) for word, whole in zip(words, known, strict=True))


def _slip(words: list[str], known: tuple[str, ...]) -> bool:
    """Say that a name is another but for one slip in one word."""
    wrong = _wrong(words, known)
    return wrong is not None and is_slip(*wrong)


def _one_letter(words: list[str], known: tuple[str, ...]) -> bool:
    wrong = _wrong(words, known)
    return wrong is not None and one_edit(*wrong)


def _wrong(words: list[str], known: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the one word in which two names differ, and what it should be."""
    if len(words) != len(known):
        return None
    pairs = [(word, other) for word, other in zip(words, known, strict=True) if word != other]
    return pairs[0] if len(pairs) == 1 else None
