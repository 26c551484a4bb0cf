"""What is wrong with a value, in Vietnamese: one function for a family of pydantic's error types.

Each returns a stable code, the sentence and what to write instead. Nothing here shows a Python or pydantic word.
"""

from __future__ import annotations

import calendar
import datetime as dt
import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.reading.composer import Value
from engine.reading.shapes import Spot, choices_of, example, keys_at, models_of, tags_of

Saying = tuple[str, str, str]
_MONTHS = 12
_SHOWN = 60  # characters of a value repeated in a message
_DATE_FORM = "Ghi năm-tháng-ngày, ví dụ 2024-12-10"


@dataclass(frozen=True)
class Mistake:
    """One of pydantic's errors: its type, the spot and the spot above it, what stands there, pydantic's context."""

    kind: str
    spot: Spot
    above: Spot
    value: Any
    context: Mapping[str, Any]
    map: Value = None

    @property
    def what(self) -> str:
        """Return how to call the place: its key, or the number of the item in its list."""
        last = self.spot.path[-1] if self.spot.path else None
        if isinstance(last, int):
            return f"Mục thứ {last + 1} của “{self.spot.name}”"
        return f"“{last}”" if last else "Tệp này"


def said(mistake: Mistake) -> Saying:
    """Return code, message and hint for a mistake."""
    family = next((say for pattern, say in _FAMILIES if re.match(pattern, mistake.kind)), _anything)
    return family(mistake)


def nearest(word: str, words: Iterable[str]) -> str | None:
    """Return the word most like `word`, if any is like it."""
    return next(iter(difflib.get_close_matches(word, list(words), 1, 0.6)), None)


def slug(text: str) -> str:
    """Return text as an id is written: `Phòng Y tế` gives `phong-y-te`."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _unknown_key(mistake: Mistake) -> Saying:
    keys = keys_at(mistake.above, mistake.map)
    key = str(mistake.spot.path[-1])
    near = nearest(key, keys)
    guess = f"Ý bạn là “{near}”? " if near else ""
    return "unknown-key", f"Không có khóa “{key}” ở phần này", f"{guess}Các khóa dùng được: {', '.join(keys)}"


def _missing(mistake: Mistake) -> Saying:
    about = f" ({mistake.spot.description.rstrip('.')})" if mistake.spot.description else ""
    return "missing-key", f"Thiếu khóa “{mistake.spot.name}”", f"Ghi thêm “{_line(mistake.spot)}”{about}"


def _date(mistake: Mistake) -> Saying:
    text, numbers = str(mistake.value), _day_written(mistake.value)
    if numbers is None:
        return "wrong-date", f"{mistake.what} cần một ngày, {_is(mistake.value)}", _DATE_FORM
    year, month, day = numbers
    if mistake.kind == "date_year" or not year:
        return "wrong-date", f"Năm của ngày “{text}” chưa đúng", _DATE_FORM
    if not 1 <= month <= _MONTHS:
        return "no-such-date", f"Không có ngày “{text}”: một năm có 12 tháng", _DATE_FORM
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return "no-such-date", f"Không có ngày “{text}”", f"Tháng {month:02d}/{year} có {days} ngày"
    return "wrong-date", f"Ngày “{text}” chưa đúng dạng", f"Ghi {dt.date(year, month, day).isoformat()}"


def _day_written(value: Any) -> tuple[int, int, int] | None:
    """Return year, month and day of `2024-12-10` or `10/12/2024`, whether or not there is such a day."""
    if form := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", str(value), re.ASCII):
        return int(form[1]), int(form[2]), int(form[3])
    if printed := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", str(value), re.ASCII):
        return int(printed[3]), int(printed[2]), int(printed[1])
    return None


def _time(mistake: Mistake) -> Saying:
    return "wrong-time", f"{mistake.what} cần một giờ trong ngày, {_is(mistake.value)}", 'Ghi giờ:phút, ví dụ "17:00"'


def _choice(mistake: Mistake) -> Saying:
    choices = [str(choice) for choice in choices_of(mistake.spot.kind) if choice is not None]
    return _one_of(mistake, mistake.spot.name, mistake.value, choices)


def _tag(mistake: Mistake) -> Saying:
    tags = [str(tag) for model in models_of(mistake.spot.kind) for tag in tags_of(model)]
    given = mistake.value.get("kind") if isinstance(mistake.value, dict) else None
    if given is None:
        return "missing-key", f"{mistake.what} thiếu khóa “kind”", f"Ghi thêm “kind”, chọn một trong: {', '.join(tags)}"
    return _one_of(mistake, "kind", given, tags)


def _one_of(mistake: Mistake, name: str, given: Any, choices: list[str]) -> Saying:
    near = nearest(str(given), choices)
    guess = f"Ý bạn là “{near}”? " if near else ""
    return "wrong-choice", f"“{name}” {_is(given)}", f"{guess}Chọn một trong: {', '.join(choices)}"


def _pattern(mistake: Mistake) -> Saying:
    if "@" in str(mistake.context.get("pattern")):
        hint = "Ghi một địa chỉ, ví dụ phongyte@vinhlinh.example"
        return "wrong-email", f"Địa chỉ thư “{mistake.value}” chưa đúng", hint
    if "/" in str(mistake.context.get("pattern")):
        hint = "Ghi mã kế hoạch, gạch chéo, mã nhiệm vụ, ví dụ binh-dang-gioi-2024/bao-cao-thang-6"
        return "wrong-id", f"“{mistake.value}” chưa phải là mã của một nhiệm vụ", hint
    better = slug(str(mistake.value)) or "phong-y-te"
    hint = f"Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, ví dụ {better}"
    return "wrong-id", f"Mã “{mistake.value}” chưa đúng dạng", hint


def _unseen(mistake: Mistake) -> Saying:
    hint = "Gõ lại trên một dòng; dấu xuống dòng và ký tự ẩn làm sai phần đầu của thư"
    return "hidden-character", f"{mistake.what} có dấu xuống dòng hoặc ký tự ẩn", hint


def _too_long(mistake: Mistake) -> Saying:
    longest = mistake.context.get("max_length")
    return "too-long", f"{mistake.what} dài quá {longest} ký tự", f"Rút gọn còn tối đa {longest} ký tự"


def _empty(mistake: Mistake) -> Saying:
    a_list = isinstance(mistake.value, list)
    hint = f"Ghi ít nhất một mục, ví dụ: {_line(mistake.spot)}" if a_list else "Ghi nội dung sau dấu hai chấm"
    return "empty-value", f"{mistake.what} đang để trống", hint


def _map(mistake: Mistake) -> Saying:
    return _wrong_type(mistake, "một bảng khóa: giá trị")


def _list(mistake: Mistake) -> Saying:
    return _wrong_type(mistake, "một danh sách")


def _text(mistake: Mistake) -> Saying:
    code, message, _ = _wrong_type(mistake, "một dòng chữ")
    return code, message, f'Đặt nội dung trong dấu nháy kép, ví dụ {mistake.spot.name}: "..."'


def _number(mistake: Mistake) -> Saying:
    return _wrong_type(mistake, "một số nguyên")


def _yes_or_no(mistake: Mistake) -> Saying:
    return _wrong_type(mistake, "true (có) hoặc false (không)")


def _wrong_type(mistake: Mistake, wanted: str) -> Saying:
    leave = "; nếu không có thì bỏ khóa này" if mistake.spot.optional else ""
    return "wrong-type", f"{mistake.what} cần {wanted}, {_is(mistake.value)}", f"Ví dụ: {_line(mistake.spot)}{leave}"


def _own_words(mistake: Mistake) -> Saying:
    words = str(mistake.context.get("error", ""))
    return "wrong-value", f"{mistake.what} chưa hợp lý: {words}", "Kiểm tra lại các giá trị ở phần này"


def _anything(mistake: Mistake) -> Saying:
    message = f"Giá trị của {mistake.what} chưa dùng được, {_is(mistake.value)}"
    return "wrong-value", message, f"Ví dụ: {_line(mistake.spot)}"


def _line(spot: Spot) -> str:
    """Return how the place is written, as small as it can be."""
    last = spot.path[-1] if spot.path else None
    words = example(spot.kind) if spot.kind is not None else "..."
    return f"{last}: {words}" if isinstance(last, str) else words


def _is(value: Any) -> str:
    """Return what stands there now."""
    if value is None or value == "":
        return "đang để trống"
    if isinstance(value, dict):
        return "đang là một bảng khóa: giá trị"
    if isinstance(value, list):
        return "đang là một danh sách"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"đang là “{text if len(text) <= _SHOWN else text[:_SHOWN] + '…'}”"


_FAMILIES: tuple[tuple[str, Callable[[Mistake], Saying]], ...] = (
    ("extra_forbidden", _unknown_key),
    ("missing", _missing),
    ("date", _date),
    ("time", _time),
    ("literal_error|enum", _choice),
    ("union_tag", _tag),
    ("string_pattern", _pattern),
    ("unseen_characters", _unseen),
    ("string_too_long", _too_long),
    ("string_too_short|too_short", _empty),
    ("string", _text),
    ("int|float|greater|less", _number),
    ("bool", _yes_or_no),
    ("model|dict|dataclass|mapping", _map),
    ("tuple|list|set|frozen|iterable", _list),
    ("value_error|assertion", _own_words),
)
