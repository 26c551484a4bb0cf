"""Made-up letters, one of every kind to every sort of reader: to be read before the first real one leaves.

They also prove an office's own templates: what can write all of these can write any letter of a run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from engine.deadlines.rules import VIETNAM, Before, By, Ongoing
from engine.directory.models import Relation
from engine.letters import own, own_values
from engine.letters.compose import compose
from engine.letters.short import short
from engine.letters.values import Draft, Evidence, Item, Letter, LetterKind, PlanTitle, Recipient, Sender, Stage
from engine.letters.view import KINDS
from engine.letters.wording import Wording

Example = Callable[[Wording], Letter]
READERS: dict[Relation, str] = {
    "lower": "UBND xã A",
    "affiliated": "Trung tâm B",
    "peer": "Phòng C",
    "vertical": "Chi cục D",
    "security": "Công an huyện",
    "front": "Hội E huyện",
    "higher": "Sở F",
}
OWN_KINDS: tuple[LetterKind, ...] = ("missing", "head", "alerts", "digest")
_LAST, _LIMIT = dt.date(2024, 12, 9), Before(date=dt.date(2024, 12, 10))
_TASK, _LASTING = "Rà soát tiêu chí thi đua của đơn vị", "Tuyên truyền gương người tốt, việc tốt"
_ON: dict[Stage, dt.date] = {
    "new": dt.date(2024, 11, 1),
    "receipt": dt.date(2024, 11, 6),
    "coming": dt.date(2024, 12, 2),
    "last_day": _LAST,
    "after": dt.date(2024, 12, 11),
    "recorded": dt.date(2024, 12, 12),
}
_SENDER = Sender("Phòng Nội vụ", "Lan", "chuyên viên", "0000 000 000")
_PLAN = PlanTitle(
    "Triển khai công tác thi đua, khen thưởng năm 2024",
    "công tác thi đua, khen thưởng",
    "UBND huyện G",
    "58/KH-UBND",
    dt.date(2024, 10, 30),
)
_DECISIONS: dict[Stage, dict[str, Any]] = {
    "corrected": {"why": "plan", "told": Before(date=dt.date(2024, 12, 15)), "told_last_day": dt.date(2024, 12, 14)},
    "extended": {
        "due": By(date=dt.date(2024, 12, 20)),
        "last_day": dt.date(2024, 12, 20),
        "first": _LIMIT,
        "said_reason": "Công văn số 512/UBND-NV ngày 09/12/2024 của UBND huyện G",
    },
    "declined": {"said_reason": "UBND huyện phải báo cáo cấp trên trước ngày 15/12/2024", "asked": "time"},
    "returned": {"said_reason": "biểu số liệu kèm theo còn thiếu mục 3"},
    "recorded": {"evidence": Evidence(_LAST, "45/BC-VP", dt.date(2024, 12, 6))},
}


def examples(*, link: str | None) -> dict[str, Example]:
    """Return every example by its name, `reminder.lower` or `digest`; the letters to agencies carry `link`."""
    letters: dict[str, Example] = {}
    for stage, kind in KINDS.items():
        for relation in READERS:
            letters[f"{kind}.{relation}"] = _to_agency(stage, relation, link)
    return letters | {kind: _to_ours(kind) for kind in OWN_KINDS}


def short_examples(wording: Wording) -> list[str]:
    """Return a short text to copy for every stage and reader."""
    return [
        short(_item(stage, relation), _SENDER, relation, _morning(stage), wording)
        for stage in KINDS
        for relation in READERS
    ]


def _to_agency(stage: Stage, relation: Relation, link: str | None) -> Example:
    report = _item(stage, relation)
    task = _item(stage, relation, kind="task", section="IV.2", text=_TASK, quote=f"{_TASK}.", destination="")
    lasting = replace(task, stage="new", text=_LASTING, quote=f"{_LASTING}.", due=Ongoing(), last_day=None)
    draft = Draft(
        at=_morning(stage),
        sender=_SENDER,
        recipient=Recipient((READERS[relation],), relation),
        items=(report, task, lasting),
        link=link,
        reply_by=dt.date(2024, 12, 12) if stage == "after" else None,
    )
    return lambda wording: compose(draft, wording)


def _item(stage: Stage, relation: Relation, **changes: Any) -> Item:
    told: dict[str, Any] = {
        "obligation": "thi-du",
        "plan": _PLAN,
        "agency": READERS[relation],
        "kind": "report",
        "role": "assigned",
        "basis": "invited" if relation == "front" else "explicit",
        "section": "V",
        "text": "Báo cáo định kỳ đợt tháng 12",
        "quote": "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện (qua Phòng Nội vụ).",
        "due": _LIMIT,
        "stage": stage,
        "destination": "UBND huyện G (qua Phòng Nội vụ)",
        "last_day": _LAST,
    }
    return Item(**told | _DECISIONS.get(stage, {}) | changes)


def _morning(stage: Stage) -> dt.datetime:
    return dt.datetime.combine(_ON.get(stage, dt.date(2024, 12, 5)), dt.time(8), VIETNAM)


def _to_ours(kind: LetterKind) -> Example:
    at, late = _morning("after"), (_item("after", "lower"),)
    match kind:
        case "missing":
            absent = (own_values.Absent("UBND xã A", 2, (_LAST,)), own_values.Absent("Phòng C"))
            tally = own_values.Tally("Báo cáo định kỳ đợt tháng 12", "report", _LIMIT, 18, 15, 1, absent, _LAST)
            report = own_values.Missing(at, _SENDER, _PLAN, (tally,), reminded=(dt.date(2024, 12, 2), _LAST))
            return lambda wording: own.missing(report, wording)
        case "head":
            told = own_values.ToHead(at, _SENDER, "UBND xã A", "lower", late, reminded=2, called=1)
            return lambda wording: own.head(told, wording)
        case "alerts":
            alarm = own_values.Alarm(late[0], "lower", 2, _LAST, "đ/c Hoa", "0000 000 001")
            found = own_values.Alerts(at, _SENDER, _PLAN, (alarm,), 16, 18, imported_at=at)
            return lambda wording: own.alerts(found, wording)
        case _:
            waits = (own_values.Waiting(late[0], "review", _LAST),)
            coming = (_item("extended", "peer"),)
            week = own_values.Digest(at, _SENDER, dt.date(2024, 12, 24), coming, late, waits, last_run_at=at)
            return lambda wording: own.digest(week, wording)
