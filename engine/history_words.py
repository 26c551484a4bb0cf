"""What happened, in the words of an office: events and rungs as sentences, without ids or times of other zones.

Agencies are named as the ledger names them (`names`, by id): events keep ids, which nobody at an office has ever seen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from engine.deadlines.rules import Due
from engine.deadlines.words import date_words, limit_in_full, limit_words
from engine.obligations.history import CORRECTION, DUE, OPENING
from engine.obligations.ladder import LAST_DAY, Rung
from engine.obligations.reasons import happened_words
from engine.obligations.values import Event, agency_of
from engine.obligations.ways import WAY_WORDS

Names = Mapping[str, str]
UNNAMED = "cơ quan chưa rõ tên"
FIXED_RUNGS = {
    OPENING: "thông báo nhiệm vụ",
    LAST_DAY: "nhắc việc ngày cuối",
    CORRECTION: "thông báo thời hạn điều chỉnh",
}

_RUNGS = {
    "before": "nhắc việc trước {days}",
    "unconfirmed": "đề nghị xác nhận tiếp nhận sau {days}",
    "after": "đôn đốc sau {days}, chờ phát hành",
    "urged": "sau {times} lần đôn đốc, chờ phát hành",
    "extended": "thông báo thời hạn được gia hạn",
    "declined": "trả lời đề nghị của đơn vị",
    "returned": "đề nghị bổ sung, hoàn thiện",
    "recorded": "thông báo đã ghi nhận kết quả",
    "renewed": "gửi lại liên kết",
}
_TOLD = {
    "": "",
    "office": " (gửi văn thư)",
    "coordinator": " (báo cán bộ theo dõi)",
    "leader": " (báo cáo lãnh đạo)",
    "head": " (gửi người đứng đầu đơn vị)",
}


def event_words(event: Event, names: Names) -> str:
    """Return one event as a sentence, with who acted."""
    return f"{(WORDS | OF_LETTERS)[event.kind](event.data, names)}{_by(event)}"


def rung_words(rung: Rung) -> str:
    """Return one rung as a phrase."""
    return rung_name_words(rung.name)


def rung_name_words(name: str) -> str:
    """Return a rung's name as a phrase."""
    if name in FIXED_RUNGS:
        return FIXED_RUNGS[name]
    side, _, rest = name.partition("-")
    number, _, told = rest.partition("-")
    days = f"{int(number.removesuffix('d')):02d} ngày{'' if number.endswith('d') else ' làm việc'}"
    return _RUNGS[side].format(days=days, times=number) + _TOLD[told]


def agencies_of(obligations: Iterable[str], names: Names) -> str:
    """Return the agencies of some obligations by name, each once: `UBND xã Vĩnh Chấp, UBND xã Vĩnh Ô`."""
    ids = dict.fromkeys(agency_of(obligation) for obligation in obligations)
    return ", ".join(names.get(agency, UNNAMED) for agency in ids)


def hand_over(events: Iterable[Event]) -> Event | None:
    """Return the last event by which others carry on; None where there was none."""
    return next((event for event in reversed(tuple(events)) if event.kind in ("succeeded", "reassigned")), None)


def by_document(event: Event) -> str:
    """Return the ground on which a task came or went: ` theo Nghị quyết số ...`, ` (căn cứ: ...)`; empty without one."""
    document = event.data.get("document")
    if not document:
        return ""
    return f" theo {document}" if event.kind == "succeeded" else f" (căn cứ: {document})"


def _by(event: Event) -> str:
    name, position = event.data.get("name"), event.data.get("position")
    if event.data.get("by_office") or not name:
        return f" ({event.actor})"
    return f" ({name}, {position})" if position else f" ({name})"


def _day(text: str | None) -> str:
    return date_words(dt.date.fromisoformat(text)) if text else ""


def _limit(data: dict[str, Any]) -> str:
    due: Due = DUE.validate_python(data["due"])
    moved_to = data.get("moved_to")
    return limit_in_full(due, dt.date.fromisoformat(moved_to)) if moved_to else limit_words(due)


def _opened(data: dict[str, Any], names: Names) -> str:
    origins = agencies_of(data.get("predecessors", ()), names)
    ground = f" (căn cứ: {data['document']})" if data.get("document") else ""
    taken_over = f", tiếp nhận từ {origins}{ground}" if origins else ""
    return _opening("Mở đầu việc" + taken_over, data)


def _opening(words: str, data: dict[str, Any]) -> str:
    past = " đã qua trước khi theo dõi:" if data.get("before_tracking") else ""
    return f"{words}, thời hạn{past} {_limit(data)}"


def _succeeded(data: dict[str, Any], names: Names) -> str:
    by = f" theo {data['document']}" if data["document"] else ""
    return f"Chuyển cho {agencies_of(data['to'], names)}{by}"


def _reassigned(data: dict[str, Any], names: Names) -> str:
    by = f", căn cứ: {data['document']}" if data["document"] else ""
    return f"Giao lại cho {agencies_of(data['to'], names)}{by}"


def _extended(data: dict[str, Any], _names: Names) -> str:
    provisional = " (tạm thời, chờ văn bản)" if data.get("provisional") else ""
    return f"Gia hạn {_limit(data)}{provisional}, căn cứ: {data['basis']}"


def _event_recorded(data: dict[str, Any], _names: Names) -> str:
    because = f" ({data['reason']})" if data.get("reason") else ""
    return f"Ghi nhận {happened_words(data)}{because}; thời hạn: {_limit(data)}"


def _done(data: dict[str, Any], _names: Names) -> str:
    waits = ", chờ xác nhận kết quả" if data["awaits_review"] else ""
    if data.get("way"):
        waits = f", hình thức nhận: {WAY_WORDS[data['way']]}{waits}"
    if data.get("nothing"):
        return f"Báo không phát sinh{waits}"
    dated = f" ngày {_day(data.get('document_date'))}" if data.get("document_date") else ""
    if data.get("from_register"):
        came = f", đến ngày {_day(data['arrived'])}" if data.get("arrived") else ""
        numbered = f" số {data['number']}" if data.get("number") else ""
        return f"Sổ văn bản đến có văn bản{numbered}{dated}{came}, gửi ngày {_day(data['sent'])}{waits}"
    return f"Báo đã gửi văn bản số {data.get('number')}{dated}, gửi ngày {_day(data['sent'])}{waits}"


def _called(data: dict[str, Any], _names: Names) -> str:
    how = {"phone": "Đã gọi điện", "zalo": "Đã nhắn Zalo"}[data["by"]]
    return f"{how}: {data['note']}" if data.get("note") else how


def _colleague(data: dict[str, Any]) -> str:
    named = ", ".join(filter(None, (data["colleague"], data["colleague_position"])))
    return named or "đồng chí khác trong đơn vị"


Words = Callable[[dict[str, Any], Names], str]


def _because(words: str) -> Words:
    def sentence(data: dict[str, Any], _names: Names) -> str:
        reason = data.get("reason") or data.get("basis")
        return f"{words}: {reason}" if reason else words

    return sentence


WORDS: dict[str, Words] = {
    "opened": _opened,
    "reopened": lambda data, _: _opening("Mở lại đầu việc", data),
    "redated": lambda data, _: f"Kế hoạch thay đổi thời hạn thành {_limit(data)}",
    "recalculated": lambda data, _: f"Thời hạn tính lại do lịch nghỉ thay đổi: {_limit(data)}",
    "event_recorded": _event_recorded,
    "extended": _extended,
    "documented": lambda data, _: f"Đã có văn bản gia hạn: {data['basis']}",
    "reworded": lambda _, __: "Kế hoạch sửa nội dung",
    "withdrawn": _because("Dừng theo dõi"),
    "succeeded": _succeeded,
    "reassigned": _reassigned,
    "suspended": lambda _, __: "Tạm dừng theo kế hoạch",
    "resumed": lambda _, __: "Tiếp tục theo dõi",
    "reminded": lambda data, _: "Soạn thư " + ", ".join(rung_name_words(rung) for rung in data["rungs"]),
    "undelivered": lambda data, _: f"Thư không đến được {data['to']}: {data['why']}",
    "reply_received": lambda data, _: f"Có thư trả lời của {data['from']}, chờ xem",
    "reply_settled": lambda data, _: "Đã ghi nhận thư trả lời" if data.get("accepted") else "Đã xem thư trả lời",
    "called": _called,
    "received": lambda _, __: "Đã tiếp nhận nhiệm vụ",
    "done_reported": _done,
    "accepted": _because("Xác nhận kết quả"),
    "returned": _because("Đề nghị bổ sung, hoàn thiện"),
    "declined": _because("Giữ nguyên thời hạn, phân công"),
    "urged": lambda _, __: "Phát hành thư đôn đốc",
    "extension_asked": lambda data, _: f"Đề nghị gia hạn đến ngày {_day(data['until'])}: {data['reason']}",
    "reassign_asked": _because("Đề nghị xem xét lại phân công"),
    "alert_raised": lambda _, __: "Cảnh báo: chưa ghi nhận báo cáo, kết quả khi hết thời hạn",
    "acknowledged": _because("Đã nắm thông tin"),
    "silenced": lambda data, _: f"Tạm ngừng nhắc đến ngày {_day(data['until'])}",
    "silence_ended": lambda _, __: "Hết thời gian tạm ngừng nhắc",
}
OF_LETTERS: dict[str, Words] = {  # what happens to a letter's links, of no obligation in particular
    "links_revoked": _because("Thu hồi liên kết phản hồi"),
    "link_renewed": lambda data, _: f"Gửi lại liên kết phản hồi đến {data['to']}",
    "link_handed_over": lambda data, _: f"Chuyển liên kết phản hồi cho {_colleague(data)}",
}
