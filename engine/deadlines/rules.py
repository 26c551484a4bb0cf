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
ONE_DAY = dt.timedelta(days=1)
EARLIEST, LATEST = 2000, 2199  # years; a plan that says otherwise has a slip of the pen
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
Roll = Literal["next", "previous", "none"]
MissedFrom = Literal["strict", "lenient"]
Periodicity = Literal["day", "week", "month", "quarter", "half-year", "year", "other"]


class Rule(BaseModel):
    """A due rule is a value: equal when it says the same.

    Three things a reader must see are kept with every rule. `printed` is the wording of the document. `roll` says
    whether a limit that falls on a day off moves (None: the plan's own `roll`; without one it stays). `missed_from`
    says how "trước ngày" is read: strict, late from 00:00 of that day (the default), or lenient, late after it; an hour
    is an hour either way.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    printed: str | None = Field(default=None, min_length=1, description="Thời hạn như in trên văn bản.")
    roll: Roll | None = Field(
        default=None,
        description="Khi ngày cuối là ngày nghỉ: next dời đến ngày làm việc tiếp theo, previous lùi về trước, none giữ.",
    )
    missed_from: MissedFrom | None = Field(
        default=None,
        description="Cách hiểu “trước ngày”: strict là quá hạn từ 0 giờ ngày đó, lenient là sau khi hết ngày đó.",
    )


class Before(Rule):
    """Trước ngày D, hoặc trước H giờ ngày D."""

    kind: Literal["before"] = "before"
    date: Day = Field(description="Ngày ghi sau chữ “trước”.")
    time: Clock | None = Field(default=None, description='Giờ, ví dụ "17:00", khi văn bản ghi giờ.')


class By(Rule):
    """Chậm nhất ngày D, xong trong ngày D; tháng, quý, năm thì hết ngày cuối cùng."""

    kind: Literal["by"] = "by"
    date: Day = Field(description="Ngày cuối còn trong hạn.")
    time: Clock | None = Field(default=None, description='Giờ, ví dụ "17:00", khi văn bản ghi giờ.')


class On(Rule):
    """Vào ngày D; `tentative` khi văn bản ghi "dự kiến"."""

    kind: Literal["on"] = "on"
    date: Day = Field(description="Ngày thực hiện.")
    tentative: bool = Field(default=False, description="true khi văn bản ghi “dự kiến”.")


class Between(Rule):
    """Từ ngày A đến hết ngày B."""

    kind: Literal["between"] = "between"
    start: Day = Field(alias="from", description="Ngày bắt đầu.")
    end: Day = Field(alias="to", description="Ngày kết thúc, còn trong hạn.")

    @model_validator(mode="after")
    def _runs_forward(self) -> Between:
        if self.start > self.end:
            raise ValueError("ngày bắt đầu sau ngày kết thúc")
        return self


class Every(Rule):
    """Định kỳ. `dates` say where in each period the limit lies (see engine.deadlines.dates); none: no day is set.

    `rrule` is the way out for what no period says (RFC 5545, read by dateutil), counted from `starts`.
    """

    kind: Literal["every"] = "every"
    period: Periodicity = Field(description="Kỳ: ngày, tuần, tháng, quý, nửa năm, năm; other khi ghi “rrule”.")
    limit: Literal["before", "by"] | None = Field(
        default=None,
        description="before là trước ngày đó, by là chậm nhất ngày đó; bỏ trống khi văn bản không ghi ngày.",
    )
    dates: tuple[str, ...] = Field(default=(), description='Ngày trong kỳ, ví dụ "--06-15", "day 25 of last month".')
    rrule: str | None = Field(default=None, description="Quy tắc lặp RFC 5545, chỉ khi period là other.")
    starts: Day | None = Field(default=None, description="Ngày bắt đầu đếm của “rrule”.")

    @model_validator(mode="after")
    def _is_whole(self) -> Every:
        if (self.period == "other") != (self.rrule is not None) or (self.rrule is None) != (self.starts is None):
            raise ValueError("kỳ “other” cần cả “rrule” và “starts”, các kỳ khác không dùng hai khóa này")
        if (self.rrule or self.dates) and self.limit is None:
            raise ValueError("đã có ngày thì cần “limit”: before (trước ngày) hoặc by (chậm nhất ngày)")
        return self


class _FromEvent(Rule):
    """A term counted from an event that a coordinator records when it has happened (Bộ luật Dân sự 2015, Điều 147)."""

    event: str = Field(min_length=1, max_length=80, description="Sự kiện, ví dụ: ngày nhận văn bản, ngày bầu cử.")
    days: int | None = Field(default=None, ge=0, le=3660, description="Số ngày.")
    hours: int | None = Field(default=None, ge=1, le=8760, description="Số giờ.")
    months: int | None = Field(default=None, ge=1, le=120, description="Số tháng.")
    working: bool = Field(default=False, description="true khi tính theo ngày làm việc.")

    @model_validator(mode="after")
    def _has_one_length(self) -> _FromEvent:
        if sum(length is not None for length in (self.days, self.hours, self.months)) != 1:
            raise ValueError("cần đúng một trong “days”, “hours”, “months”")
        if self.working and self.days is None:
            raise ValueError("“working” chỉ dùng cùng “days”")
        return self


class After(_FromEvent):
    """Trong thời hạn N ngày kể từ một sự kiện."""

    kind: Literal["after"] = "after"


class Ahead(_FromEvent):
    """Trước một sự kiện N ngày."""

    kind: Literal["ahead"] = "ahead"


class Ongoing(Rule):
    """Thường xuyên, không ấn định thời hạn; `start` và `until` khi văn bản chỉ nói từ lúc nào, đến sự kiện nào."""

    kind: Literal["ongoing"] = "ongoing"
    start: Day | None = Field(default=None, alias="from", description="Ngày bắt đầu, khi văn bản có ghi.")
    until: str | None = Field(default=None, description="Sự kiện kết thúc, khi văn bản có ghi.")


class OnRequest(Rule):
    """Khi có yêu cầu, đột xuất, theo quy định khác: không có ngày của riêng mình."""

    kind: Literal["on-request"] = "on-request"


Dated = Before | By | On | Between
Due = Annotated[Before | By | On | Between | Every | After | Ahead | Ongoing | OnRequest, Field(discriminator="kind")]


def limit_dates(due: Due) -> list[dt.date]:
    """Return the dates a rule names, in order; none where it names none of its own."""
    match due:
        case Between(start=start, end=end):
            return [start, end]
        case Before(date=day) | By(date=day) | On(date=day):
            return [day]
        case _:
            return []


def last_day(due: Due) -> dt.date | None:
    """Return the last day that is still in time by the strict reading; None where no date is known."""
    match due:
        case Before(date=day, time=None | dt.time.min) | By(date=day, time=dt.time.min):
            return day - ONE_DAY
        case Before(date=day) | By(date=day) | On(date=day) | Between(end=day):
            return day
        case _:
            return None


def counted_to(due: Due) -> dt.date | None:
    """Return the last day before which nobody is late: `last_day`, or the day itself where "trước" is read leniently."""
    match due:
        case Before(date=day, time=None, missed_from="lenient"):
            return day
        case _:
            return last_day(due)


def missed_at(due: Due, moved_to: dt.date | None = None) -> dt.datetime | None:
    """Return the first instant at which `due` is late, or None where no date is known.

    `moved_to` is the day to which a limit on a day off has moved (see `moved`).
    """
    day = moved_to or counted_to(due)
    if day is None:
        return None
    if isinstance(due, Before | By) and due.time not in (None, dt.time.min):
        return dt.datetime.combine(day, due.time, VIETNAM)
    return dt.datetime.combine(day + ONE_DAY, dt.time(), VIETNAM)
