"""What templates may ask of a value: `{{ about.at | moment }}`, `{{ item | limit }}`; dates and numbers as offices write them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Protocol

from engine.deadlines.rules import VIETNAM, Due
from engine.deadlines.words import date_words, day_month, moment_words, weekday_date
from engine.letters.limits import in_full, limit_in_subject
from engine.letters.names import full_name, joined, place, short_name, uncapital


class Owed(Protocol):
    """What has a limit."""

    @property
    def due(self) -> Due:
        """Return the limit as printed."""

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day in time."""


def _moment(at: dt.datetime) -> str:
    return moment_words(at.astimezone(VIETNAM) if at.tzinfo else at)


def _date_of(at: dt.datetime) -> str:
    return date_words((at.astimezone(VIETNAM) if at.tzinfo else at).date())


def _days(days: Iterable[dt.date]) -> str:
    return joined(tuple(map(day_month, sorted(set(days)))))


def _limit(owed: Owed) -> str:
    return in_full(owed.due, owed.last_day, "direct")


def _limit_short(owed: Owed) -> str:
    return limit_in_subject(owed.due, owed.last_day)


FILTERS: dict[str, Callable[..., str]] = {
    "two": "{:02d}".format,
    "day": date_words,
    "weekday": weekday_date,
    "days": _days,
    "moment": _moment,
    "date_of": _date_of,
    "limit": _limit,
    "limit_short": _limit_short,
    "place": place,
    "plan": full_name,
    "plan_short": short_name,
    "inside": uncapital,
}
