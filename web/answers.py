"""What an agency has said of an obligation, in words, from the events that recorded it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.answer import AnswerKind
from engine.obligations.values import Event
from web.language import day, moment, say

KINDS: dict[str, AnswerKind] = {
    "received": "received",
    "done_reported": "done",
    "extension_asked": "extend",
    "reassign_asked": "not_ours",
}


@dataclass(frozen=True)
class Said:
    """One recorded answer. `what` is a phrase; `who` is empty when the coordinator recorded it."""

    kind: AnswerKind
    what: str
    who: str
    position: str
    at: dt.datetime
    file: str = ""
    file_name: str = ""

    @property
    def by(self) -> str:
        """Return who said it, in one phrase."""
        named = ", ".join(part for part in (self.who, self.position) if part)
        return named or say("cơ quan đầu mối ghi nhận")

    @property
    def when(self) -> str:
        """Return the moment it was recorded, in words."""
        return moment(self.at)


def said(events: tuple[Event, ...], *, report: bool) -> tuple[Said, ...]:
    """Return the answers among events, in order."""
    return tuple(_said(event, report=report) for event in events if event.kind in KINDS)


def returned_since(events: tuple[Event, ...]) -> bool:
    """Say whether the coordinator asked for more after the last answer."""
    last = next((event.kind for event in reversed(events) if event.kind in (*KINDS, "returned")), "")
    return last == "returned"


def _said(event: Event, *, report: bool) -> Said:
    data = event.data
    kind: AnswerKind = "nothing" if data.get("nothing") else KINDS[event.kind]
    who, position = ("", "") if data.get("by_office") else (data.get("name", ""), data.get("position", ""))
    file = data.get("attachment") or ""
    name = data.get("attachment_name") or say("tệp kèm theo") if file else ""
    return Said(kind, _what(kind, event, report=report), who, position, event.at, file, name)


def _what(kind: AnswerKind, event: Event, *, report: bool) -> str:
    data = event.data
    match kind:
        case "received":
            return say("Đã tiếp nhận")
        case "nothing":
            return say("Không phát sinh")
        case "done":
            return _done(event, report=report)
        case "extend":
            sentence = "Đề nghị gia hạn đến ngày {until}; lý do: {reason}"
            return say(sentence, until=_day(data["until"]), reason=data["reason"])
        case "not_ours":
            return say("Đề nghị xem xét lại phân công; lý do: {reason}", reason=data["reason"])


def _done(event: Event, *, report: bool) -> str:
    data = event.data
    number = say("số {number}", number=data["number"]) if data.get("number") else ""
    dated = say("ngày {day}", day=_day(data["document_date"])) if data.get("document_date") else ""
    document = " ".join(filter(None, ("" if report else say("văn bản"), number, dated))) if number or dated else ""
    parts = (
        say("Đã gửi báo cáo") if report else say("Đã hoàn thành"),
        document,
        say("gửi ngày {day}", day=_day(data["sent"])),
        say("kèm 01 tệp") if data.get("attachment") else "",
    )
    return ", ".join(filter(None, parts))


def _day(text: str) -> str:
    return day(dt.date.fromisoformat(text))
