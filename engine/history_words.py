"""What happened, in the words of an office: events and rungs as sentences, without ids or times of other zones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from engine.deadlines.rules import Due
from engine.deadlines.words import date_words, limit_words
from engine.obligations.history import DUE
from engine.obligations.ladder import LAST_DAY, OPENING, Rung
from engine.obligations.values import Event


def event_words(event: Event) -> str:
    """Return one event as a sentence, with who acted."""
    return f"{WORDS[event.kind](event.data)}{_by(event)}"


def rung_words(rung: Rung) -> str:
    """Return one rung as a phrase."""
    return rung_name_words(rung.name)


def rung_name_words(name: str) -> str:
    """Return a rung's name as a phrase."""
    if name in FIXED_RUNGS:
        return FIXED_RUNGS[name]
    side, _, days = name.partition("-")
    if side == "before":
        return f"nhắc việc trước {int(days):02d} ngày làm việc"
    return f"đôn đốc sau {int(days):02d} ngày làm việc, chờ phát hành"


FIXED_RUNGS = {OPENING: "thông báo nhiệm vụ", LAST_DAY: "nhắc việc ngày cuối"}


def _by(event: Event) -> str:
    name, position = event.data.get("name"), event.data.get("position")
    if event.data.get("by_office") or not name:
        return f" ({event.actor})"
    return f" ({name}, {position})" if position else f" ({name})"


def _day(text: str | None) -> str:
    return date_words(dt.date.fromisoformat(text)) if text else ""


def _limit(data: dict[str, Any]) -> str:
    due: Due = DUE.validate_python(data["due"])
    return limit_words(due)


def _opened(data: dict[str, Any], words: str = "Mở đầu việc") -> str:
    if data.get("before_tracking"):
        return f"{words}, thời hạn đã qua trước khi theo dõi: {_limit(data)}"
    return f"{words}, thời hạn {_limit(data)}"


def _done(data: dict[str, Any]) -> str:
    waits = ", chờ xác nhận kết quả" if data["awaits_review"] else ""
    if data.get("nothing"):
        return f"Báo không phát sinh{waits}"
    dated = f" ngày {_day(data.get('document_date'))}" if data.get("document_date") else ""
    return f"Báo đã gửi văn bản số {data.get('number')}{dated}, gửi ngày {_day(data['sent'])}{waits}"


def _because(words: str) -> Callable[[dict[str, Any]], str]:
    def sentence(data: dict[str, Any]) -> str:
        reason = data.get("reason") or data.get("basis")
        return f"{words}: {reason}" if reason else words

    return sentence


WORDS: dict[str, Callable[[dict[str, Any]], str]] = {
    "opened": _opened,
    "reopened": lambda data: _opened(data, "Mở lại đầu việc"),
    "redated": lambda data: f"Kế hoạch thay đổi thời hạn thành {_limit(data)}",
    "extended": lambda data: f"Gia hạn {_limit(data)}, căn cứ: {data['basis']}",
    "reworded": lambda _: "Kế hoạch sửa nội dung",
    "withdrawn": _because("Dừng theo dõi"),
    "reminded": lambda data: "Soạn thư " + ", ".join(rung_name_words(rung) for rung in data["rungs"]),
    "received": lambda _: "Đã tiếp nhận nhiệm vụ",
    "done_reported": _done,
    "accepted": _because("Xác nhận kết quả"),
    "returned": _because("Đề nghị bổ sung, hoàn thiện"),
    "extension_asked": lambda data: f"Đề nghị gia hạn đến ngày {_day(data['until'])}: {data['reason']}",
    "reassign_asked": _because("Đề nghị xem xét lại phân công"),
    "alert_raised": lambda _: "Cảnh báo: chưa ghi nhận báo cáo, kết quả khi hết thời hạn",
    "acknowledged": _because("Đã nắm thông tin"),
    "silenced": lambda data: f"Tạm ngừng nhắc đến ngày {_day(data['until'])}",
    "silence_ended": lambda _: "Hết thời gian tạm ngừng nhắc",
}
