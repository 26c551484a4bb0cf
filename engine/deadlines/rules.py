"""The due rules of the plan language and the instants they stand for. Times are Asia/Ho_Chi_Minh.

"Trước ngày 10/12" ends with 9 December; "chậm nhất ngày 10/12" ends with the 10th. No rule of law was found
that says otherwise (usage is loose), so the strict reading is the rule and every screen prints the words too.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
EARLIEST, LATEST = 1945, 2199  # years; a plan that says otherwise has a slip of the pen
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_CLOCK = re.compile(r"\d{2}:\d{2}(:\d{2})?", re.ASCII)


def _day(value: object) -> object:
    """Let pass what is written like 2024-12-10; pydantic alone would read 20241210 as seconds since 1970."""
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("date_form", "ngày ghi theo mẫu 2024-12-10")
    if not EARLIEST <= int(value[:4]) <= LATEST:
        raise PydanticCustomError("date_year", "năm nằm ngoài khoảng dùng được")
    return value


def _clock(value: object) -> object:
    """Let pass what is written like 17:00 (or 17:00:00, as JSON does), without an offset."""
    if isinstance(value, dt.time) or (isinstance(value, str) and _CLOCK.fullmatch(value)):
        return value
    raise PydanticCustomError("time_form", "giờ ghi theo mẫu 17:00")


Day = Annotated[dt.date, BeforeValidator(_day)]
Clock = Annotated[dt.time, BeforeValidator(_clock)]


class Rule(BaseModel):
    """A due rule is a value: equal when it says the same."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Before(Rule):
    """Trước ngày D, hoặc trước H giờ ngày D."""

    kind: Literal["before"] = "before"
    date: Day
    time: Clock | None = None


class By(Rule):
    """Chậm nhất ngày D, xong trong ngày D."""

    kind: Literal["by"] = "by"
    date: Day


class On(Rule):
    """Vào ngày D; `tentative` khi văn bản ghi "dự kiến"."""

    kind: Literal["on"] = "on"
    date: Day
    tentative: bool = False


class Between(Rule):
    """Từ ngày A đến hết ngày B."""

    kind: Literal["between"] = "between"
    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _runs_forward(self) -> Between:
        if self.start > self.end:
            raise ValueError("ngày bắt đầu sau ngày kết thúc")
        return self


class Ongoing(Rule):
    """Thường xuyên, không ấn định thời hạn."""

    kind: Literal["ongoing"] = "ongoing"


Due = Annotated[Before | By | On | Between | Ongoing, Field(discriminator="kind")]


def limit_dates(due: Due) -> list[dt.date]:
    """Return the dates a rule names, in order; none for ongoing work."""
    match due:
        case Between(start=start, end=end):
            return [start, end]
        case Before(date=day) | By(date=day) | On(date=day):
            return [day]
        case Ongoing():
            return []


def missed_at(due: Due) -> dt.datetime | None:
    """Return the first instant at which `due` is late, or None for ongoing work."""
    match due:
        case Before(date=day, time=time):
            return dt.datetime.combine(day, time or dt.time(), VIETNAM)
        case By(date=day) | On(date=day) | Between(end=day):
            return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), VIETNAM)
        case Ongoing():
            return None


def last_day(due: Due) -> dt.date | None:
    """Return the last day that is still in time."""
    late = missed_at(due)
    return None if late is None else (late - dt.timedelta(microseconds=1)).date()
