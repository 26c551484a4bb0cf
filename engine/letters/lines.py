"""One line of a letter: an obligation, its limit as printed and in words, and what is worth knowing beside it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.deadlines import rules
from engine.deadlines.words import date_words, limit_in_full, limit_words, time_words, weekday_date
from engine.letters.names import capital
from engine.letters.values import Item, Stage
from engine.letters.voice import Tone

_ROLES = {"lead": "chủ trì", "support": "phối hợp"}
_WEEKEND = ("thứ bảy", "chủ nhật")


@dataclass(frozen=True)
class Line:
    """What is owed (`text`), by whom when that must be said (`remark`), until when, and the sentences after it."""

    number: str
    text: str
    remark: str
    limit: str
    notes: tuple[str, ...]


def last_day(item: Item) -> dt.date | None:
    """Return the last day in time, None for ongoing work."""
    return item.last_day or rules.last_day(item.due)


def stage_on(item: Item, today: dt.date) -> Stage:
    """Return the stage, "last_day" only on that very day, so that "hôm nay" is never untrue."""
    last = last_day(item)
    if item.stage == "last_day" and last is not None and today < last:
        return "coming"
    return "last_day" if item.stage == "coming" and last == today else item.stage


def line(number: str, items: tuple[Item, ...], tone: Tone, today: dt.date, *, name_agency: bool) -> Line:
    """Return the line of one obligation, or of the same one owed by several agencies."""
    first = items[0]
    tone = "request" if first.basis == "invited" else tone
    names = ", ".join(dict.fromkeys(item.agency for item in items)) if name_agency else ""
    remarks = "; ".join(filter(None, (names, _role(first))))
    return Line(
        number=number,
        text=capital(first.text.rstrip(" .;,:")),
        remark=f" ({remarks})" if remarks else "",
        limit=_polite(first, tone) + _limit(first) + _left(first, today),
        notes=tuple(_notes(first, tone)),
    )


def polite_limit(item: Item) -> str:
    """Return the limit as a subject line asks for it: `xin gửi trước ngày 10/12/2024`."""
    return _polite(item, "request") + limit_words(item.due)


def _role(item: Item) -> str:
    role = _ROLES.get(item.role, "") if item.kind == "task" else ""
    return "" if item.text.lower().startswith(role) else role


def _limit(item: Item) -> str:
    """Return the limit in full; a last day that a rule of the plan has moved is said instead of the printed one."""
    last = last_day(item)
    if last is None or last == rules.last_day(item.due):
        return limit_in_full(item.due)
    return f"{limit_words(item.due)} (chậm nhất hết ngày {weekday_date(last)})"


def _polite(item: Item, tone: Tone) -> str:
    """Return the words that make a limit a request; nobody is asked to send by a day that has passed."""
    if tone != "request" or isinstance(item.due, rules.On | rules.Between | rules.Ongoing):
        return ""
    asked = "đã đề nghị" if item.stage == "after" else "xin"
    return f"{asked} gửi " if item.kind == "report" else f"{asked} hoàn thành "


def _left(item: Item, today: dt.date) -> str:
    """Return how long is left; the hour when the limit is an hour of today."""
    last, stage = last_day(item), stage_on(item, today)
    if stage == "coming" and last is not None and last > today:
        return f", còn {(last - today).days:02d} ngày"
    if stage == "last_day" and isinstance(item.due, rules.Before) and item.due.time:
        return f", tức trước {time_words(item.due.time)} hôm nay"
    return ""


def _notes(item: Item, tone: Tone) -> list[str]:
    notes = []
    last = last_day(item)
    if item.day_off and last is not None:
        stays = "" if tone == "request" else "; thời hạn không tự chuyển sang ngày làm việc tiếp theo"
        notes.append(f"Lưu ý: ngày {date_words(last)} là {_day_off(item.day_off)}{stays}.")
    if item.received:
        notes.append(f"Đã xác nhận tiếp nhận ngày {date_words(item.received)}.")
    return notes


def _day_off(name: str) -> str:
    return name if name.lower() in _WEEKEND else f"ngày nghỉ ({name})"
