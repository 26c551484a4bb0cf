"""The sentences after a line: what its agency was told before, whose task it was, a day off, a receipt."""

from __future__ import annotations

from collections.abc import Iterator

from engine.deadlines.rules import After, Ahead, Due
from engine.deadlines.words import date_words
from engine.letters.limits import in_full, last_day, polite, softened
from engine.letters.names import document, joined
from engine.letters.values import Evidence, Item
from engine.letters.voice import FORMALLY, Tone, Voice

_WEEKEND = ("thứ bảy", "chủ nhật")


def notes(items: tuple[Item, ...], speaks: Voice, tone: Tone) -> Iterator[str]:
    """Yield the sentences after the line of what `items` owe alike; `tone` is the line's, `speaks` the letter's."""
    first = items[0]
    if first.stage == "corrected" and first.told is not None:
        yield f"Trước đây {_told(first, first.told, tone)}{_why(first, tone)}."
    last = last_day(first)
    yield from _decided(first, tone)
    told = first.stage not in ("recorded", "returned")
    if told and first.day_off and last is not None and first.last_day in (None, last):
        stays = "" if tone == "request" else "; thời hạn không tự chuyển sang ngày làm việc tiếp theo"
        yield f"Lưu ý: ngày {date_words(last)} là {_day_off(first.day_off)}{stays}."
    yield from taken_over(items, speaks, tone)
    if told and first.received:
        yield f"Đã xác nhận tiếp nhận ngày {date_words(first.received)}."


def taken_over(items: tuple[Item, ...], speaks: Voice, tone: Tone) -> Iterator[str]:
    """Yield whose task this was and who carries it on, by what document; nothing where it was nobody's.

    Tasks are given (`giao`) neither upward nor to those who are only asked.
    """
    first = items[0]
    if not first.taken_over_from:
        return
    before = joined(first.taken_over_from)
    now = speaks.you if speaks.you == FORMALLY else joined(tuple(dict.fromkeys(item.agency for item in items)))
    ground = f" theo {first.taken_over_by.rstrip(' .;,')}" if first.taken_over_by else ""
    if tone == "request":
        yield f"Nội dung này trước đây do {before} thực hiện; nay xin {now} tiếp tục phối hợp thực hiện{ground}."
    elif speaks.ask == "kính đề nghị":
        yield f"Nội dung này trước đây do {before} thực hiện; nay do {now} tiếp tục thực hiện{ground}."
    else:
        yield f"Nhiệm vụ này trước đây giao {before}; nay do {now} tiếp tục thực hiện{ground}."


def _decided(item: Item, tone: Tone) -> Iterator[str]:
    """Yield what was decided about an item, and why."""
    match item.stage:
        case "extended":
            yield from _extended(item, tone)
        case "declined" if item.said_reason:
            yield f"Lý do: {_sentence(item.said_reason)}"
        case "returned" if item.said_reason:
            yield f"Nội dung đề nghị bổ sung, hoàn thiện: {_sentence(item.said_reason)}"
        case "recorded" if item.evidence:
            yield _recorded(item.evidence, item, tone)


def _extended(item: Item, tone: Tone) -> Iterator[str]:
    """Yield the limit first given, the basis of the new one, and that its document is still to come."""
    if item.first is not None and item.first != item.due:
        before = "Thời gian đã đề nghị ban đầu" if tone == "request" else "Thời hạn ban đầu"
        yield f"{before}: {in_full(item.first, item.first_last_day, tone)}."
    if item.said_reason:
        yield f"Căn cứ {'điều chỉnh' if tone == 'request' else 'gia hạn'}: {_sentence(item.said_reason)}"
    if item.provisional:
        yield f"{'Thời gian' if tone == 'request' else 'Thời hạn'} này đang chờ văn bản của cấp có thẩm quyền."


def _recorded(result: Evidence, item: Item, tone: Tone) -> str:
    """Return what was recorded, and that it was in time; a document that came late is recorded without a word of it."""
    numbered = f" số {result.number}" if result.number else ""
    dated = f" ngày {date_words(result.date)}" if result.date else ""
    what = "báo cáo" if item.kind == "report" else "kết quả"
    named = f"văn bản{numbered}{dated}" if numbered else f"{what}{' không phát sinh' if result.nothing else dated}"
    praised = ", đúng thời hạn" if result.in_time and tone != "request" and last_day(item) else ""
    return f"Đã ghi nhận {named}, gửi ngày {date_words(result.sent)}{praised}."


def _sentence(words: str) -> str:
    """Return what a person wrote, ended like a sentence."""
    return f"{words.rstrip(' .;,:')}."


def _told(item: Item, told: Due, tone: Tone) -> str:
    """Return the limit that no longer holds: `đã thông báo: trước ngày 10/12/2024 (...)`."""
    asked = polite(item, told, tone, "đã đề nghị")
    said = asked or ("đã thông tin: " if tone == "request" else "đã thông báo: ")
    return said + in_full(told, item.told_last_day, tone)


def _why(item: Item, tone: Tone) -> str:
    """Return why it no longer holds."""
    match item.why:
        case "plan":
            return f"; nay thực hiện theo {document(item.plan).lower()} đã được điều chỉnh"
        case "calendar":
            by = "theo thông báo của cơ quan có thẩm quyền"
            return f"; nay thay đổi do lịch nghỉ, ngày làm việc bù được điều chỉnh ({by})"
        case "event":
            first = isinstance(item.told, After | Ahead)
            settled = "sự kiện này nay đã xác định" if first else "sự kiện nay được xác định lại"
            return softened(f"; thời hạn tính từ {settled}", tone)
    return ""


def _day_off(name: str) -> str:
    return name if name.lower() in _WEEKEND else f"ngày nghỉ ({name})"
