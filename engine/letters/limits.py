"""The limit of an obligation as a letter says it: as printed and in words, softened where it is only a request."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from engine.deadlines import rules
from engine.deadlines.words import date_words, limit_in_full, limit_words, time_words
from engine.letters.names import uncapital
from engine.letters.values import Item, Stage
from engine.letters.voice import Tone

Asked = Literal["xin", "đã đề nghị"]
_ASKED_OF = rules.Before | rules.By | rules.After | rules.Ahead
_SOFTER = (("trong thời hạn ", "trong "), ("thời hạn", "thời gian"), ("ngày cuối rơi", "ngày nêu trên rơi"))


def last_day(item: Item) -> dt.date | None:
    """Return the last day in time: where it moved to, that of the rule else; None while no day is known."""
    counted = rules.counted_to(item.due)
    return counted if item.last_day in (None, counted) else _moved(item.due, item.last_day) or counted


def hour(item: Item) -> dt.time | None:
    """Return the hour at which the last day ends early, so that "trong ngày" would be too late."""
    due = item.due
    if not isinstance(due, rules.Before | rules.By) or due.missed_from == "lenient":
        return None
    return due.time if due.time != dt.time.min else None


def stage_on(item: Item, today: dt.date) -> Stage:
    """Return the stage, "last_day" only on that very day, so that "hôm nay" is never untrue."""
    last = last_day(item)
    if item.stage == "last_day" and last is not None and today < last:
        return "coming"
    return "last_day" if item.stage == "coming" and last == today else item.stage


def limit(item: Item, tone: Tone, today: dt.date) -> str:
    """Return the limit in full and how long is left; of what recurs, its rule and the limit of this occurrence."""
    last = last_day(item)
    over = item.stage in ("after", "recorded") or (last is not None and last < today)
    asked: Asked = "đã đề nghị" if over else "xin"
    said = polite(item, item.due, tone, asked) + in_full(item.due, item.last_day, tone) + _left(item, today)
    return f"{_rule(item, tone)}; kỳ này {said}" if item.recurs else said


def term(item: Item, tone: Tone) -> str:
    """Return what is said of the time of work without a known day; empty where only that it has no limit."""
    said = polite(item, item.due, tone, "xin") + softened(limit_words(item.due), tone)
    return said.removesuffix(softened(limit_words(rules.Ongoing()), tone)).removesuffix(", ")


def limit_in_subject(due: rules.Due, last: dt.date | None) -> str:
    """Return the limit as a subject line has room for it: as printed, or the day to which it has moved."""
    moved_to = _moved(due, last)
    return f"chậm nhất ngày {date_words(moved_to)}" if moved_to else limit_words(due)


def polite_limit(item: Item) -> str:
    """Return the limit as a subject line asks for it: `xin gửi trước ngày 10/12/2024`."""
    return polite(item, item.due, "request", "xin") + softened(limit_in_subject(item.due, item.last_day), "request")


def in_full(due: rules.Due, last: dt.date | None, tone: Tone) -> str:
    """Return a limit and its last day in words; a day to which it has moved is said instead of its own."""
    return softened(limit_in_full(due, _moved(due, last)), tone)


def polite(item: Item, due: rules.Due, tone: Tone, asked: Asked) -> str:
    """Return the words that make a limit a request; nobody is asked to send by a day that has passed."""
    if tone != "request" or not isinstance(due, _ASKED_OF):
        return ""
    return f"{asked} gửi " if item.kind == "report" else f"{asked} hoàn thành "


def softened(words: str, tone: Tone) -> str:
    """Return words of ours about a limit; who is only asked reads of times, not of limits."""
    if tone == "request":
        for ours, softer in _SOFTER:
            words = words.replace(ours, softer)
    return words


def _moved(due: rules.Due, last: dt.date | None) -> dt.date | None:
    """Return the last day when it is not the rule's own, whichever way "trước ngày" is read."""
    return None if last is None or last in (rules.last_day(due), rules.counted_to(due)) else last


def _rule(item: Item, tone: Tone) -> str:
    """Return the rule of what recurs: `định kỳ trước ngày 25 hằng tháng`."""
    words = uncapital(item.recurs.rstrip(" .;,:"))
    return softened(words if words.startswith("định kỳ") else f"định kỳ {words}", tone)


def _left(item: Item, today: dt.date) -> str:
    """Return how long is left; on the last day its hour, and that it is today where no heading says so."""
    last, stage = last_day(item), stage_on(item, today)
    if last is None or last < today or stage in ("new", "after", "recorded", "renewed"):
        return ""
    if last > today:
        return f", còn {(last - today).days:02d} ngày"
    time = hour(item)
    if time is None:
        return "" if stage == "last_day" else ", tức hết hôm nay"
    return f", tức trước {time_words(time)} hôm nay" if isinstance(item.due, rules.Before) else ""
