"""From what was typed to an answer the engine takes, or to what is missing: every mistake at once.

Whether an answer makes sense on its day (nothing sent tomorrow) is the engine's to say; here is only whether it is one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import get_args

from engine.answer import Answer, AnswerKind
from engine.deadlines.typed import day_typed
from web.forms import ATTACHMENT_LIMIT, Mistake, Typed
from web.language import say

KINDS: tuple[AnswerKind, ...] = get_args(AnswerKind)
HAND_OVER = "hand_over"  # of the whole letter: no answer, and nothing need be ticked
ON_TOP = ("item", "action")
DETAILS = (
    *("document_number", "document_date", "sent_date", "attachment", "until", "reason"),
    *("colleague", "colleague_position"),
)
ORDER = (*ON_TOP, *DETAILS, "name", "position")
NEEDED: dict[str, tuple[str, ...]] = {
    "done": ("document_number", "document_date", "sent_date"),
    "extend": ("until", "reason"),
    "not_ours": ("reason",),
}
ASKED = {
    "document_number": "Xin ghi số, ký hiệu văn bản.",
    "document_date": "Xin ghi ngày văn bản.",
    "sent_date": "Xin ghi ngày gửi.",
    "until": "Xin ghi ngày đề nghị gia hạn đến.",
    "reason": "Xin ghi lý do.",
    "name": "Xin ghi họ và tên người phản hồi.",
}
LONGEST = {
    "name": 120,
    "position": 120,
    "document_number": 80,
    "reason": 2000,
    "colleague": 120,
    "colleague_position": 120,
}
DATES = {"document_date": "Ngày văn bản", "sent_date": "Ngày gửi", "until": "Ngày đề nghị"}
OBJECTED_AT = {"done": "sent_date", "extend": "until"}  # the field at which the engine's objection is shown


def mistakes(typed: Typed, answerable: Collection[str]) -> list[Mistake]:
    """Return what is missing or senseless, a field once, in the order of the page."""
    found: dict[str, Mistake] = {}
    for check in CHECKS:
        for mistake in check(typed, answerable):
            found.setdefault(mistake.field, mistake)
    return sorted(found.values(), key=lambda mistake: ORDER.index(mistake.field))


def answer_of(typed: Typed) -> Answer:
    """Return the answer that a form without mistakes gives; fields of other choices are left alone."""
    kind = next(kind for kind in KINDS if kind == typed.action)
    needed = NEEDED.get(kind, ())
    done = kind == "done"
    return Answer(
        kind=kind,
        name=typed.name,
        position=typed.position,
        number=typed.document_number if done else None,
        document_date=day_typed(typed.document_date) if done else None,
        sent=day_typed(typed.sent_date) if done else None,
        until=day_typed(typed.until) if "until" in needed else None,
        reason=typed.reason if "reason" in needed else "",
    )


def name_mistakes(typed: Typed) -> list[Mistake]:
    """Return what is wrong with a name typed alone."""
    return [mistake for check in (_named, _too_long) for mistake in check(typed, ()) if mistake.field == "name"]


def _items(typed: Typed, answerable: Collection[str]) -> Iterator[Mistake]:
    if typed.items and not set(typed.items) <= set(answerable):
        yield Mistake("item", say("Nội dung được chọn không thuộc thư này hoặc đã dừng theo dõi. Xin chọn lại."))
    elif not typed.items and typed.action != HAND_OVER:
        yield Mistake("item", say("Xin đánh dấu ít nhất một nội dung."))


def _action(typed: Typed, _answerable: Collection[str]) -> Iterator[Mistake]:
    if typed.action not in (*KINDS, HAND_OVER):
        yield Mistake("action", say("Xin chọn một hình thức phản hồi."))


def _missing(typed: Typed, _answerable: Collection[str]) -> Iterator[Mistake]:
    for field in NEEDED.get(typed.action, ()):
        if not getattr(typed, field):
            yield Mistake(field, say(ASKED[field]))


def _named(typed: Typed, _answerable: Collection[str]) -> Iterator[Mistake]:
    if not typed.name:
        yield Mistake("name", say(ASKED["name"]))
    for field in ("name", "colleague"):
        if (typed_ := getattr(typed, field)) and not any(character.isalpha() for character in typed_):
            yield Mistake(field, say("Xin ghi họ và tên bằng chữ."))


def _too_long(typed: Typed, _answerable: Collection[str]) -> Iterator[Mistake]:
    for field, longest in LONGEST.items():
        if len(getattr(typed, field)) > longest:
            yield Mistake(field, say("Xin ghi gọn trong {longest} ký tự.", longest=longest))


def _dates(typed: Typed, _answerable: Collection[str]) -> Iterator[Mistake]:
    for field in NEEDED.get(typed.action, ()):
        if field in DATES and day_typed(getattr(typed, field)) is None:
            yield Mistake(field, say("{date} chưa đúng. Ghi theo mẫu 09/12/2024.", date=say(DATES[field])))


def _attachment(typed: Typed, _answerable: Collection[str]) -> Iterator[Mistake]:
    size = typed.attachment.size if typed.attachment else None
    if typed.action != "done" or size is None:
        return
    if size > ATTACHMENT_LIMIT:
        yield Mistake("attachment", say("Tệp lớn hơn 20 MB. Xin chọn tệp nhỏ hơn, hoặc để trống ô này."))
    if size == 0:
        yield Mistake("attachment", say("Tệp không có nội dung. Xin chọn tệp khác, hoặc để trống ô này."))


Check = Callable[[Typed, Collection[str]], Iterable[Mistake]]
CHECKS: tuple[Check, ...] = (_items, _action, _missing, _named, _too_long, _dates, _attachment)
