"""The ladder as a spec writes it: when an agency is written to, who else is told, and what waits for a person.

    ladder:
      hour: "07:30"                        # letters leave from this hour on
      urgency: khẩn                        # days off too; thượng khẩn: at any hour; hỏa tốc: beside the one letter a day
      cap: 9                               # at most so many letters about one obligation
      steps:
        - {before: 15}                     # working days before the last day in time
        - {before: 10, days: calendar}
        - {on: last-day}
        - {unconfirmed: 3}                 # receipt asked again, 3 working days after the notice
        - {after: 1, every: 3, times: 4}   # working days after the limit has passed, and then every 3
        - {after: 2, tell: [contact, office]}
        - {urgings: 3, tell: [leader]}     # quá 3 lần đôn đốc báo cáo lãnh đạo

The notice at opening is always the first step. What goes out before the limit leaves by itself (`auto`), what goes out
after it waits for a person (`hold`); no letter to a leader or to the head of a late agency ever leaves by itself.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import Field, model_validator

from engine.deadlines.rules import Clock
from engine.directory.models import Entry

Urgency = Literal["khẩn", "thượng khẩn", "hỏa tốc"]
Told = Literal["contact", "office", "coordinator", "leader", "head"]
ABOVE: tuple[Told, ...] = ("leader", "head")  # nobody of these is written to by a machine
ANCHORS = ("before", "on", "unconfirmed", "after", "urgings")
EARLIEST, LATEST = dt.time(7), dt.time(20)


class Step(Entry):
    """Một mốc nhắc việc: khi nào, gửi ai, tự gửi hay chờ phát hành."""

    before: int | None = Field(default=None, ge=1, le=99, description="Số ngày trước ngày cuối của thời hạn.")
    on: Literal["last-day"] | None = Field(default=None, description="last-day: chính ngày cuối của thời hạn.")
    unconfirmed: int | None = Field(
        default=None, ge=1, le=99, description="Số ngày sau thông báo mà đơn vị chưa xác nhận tiếp nhận."
    )
    after: int | None = Field(default=None, ge=1, le=99, description="Số ngày sau khi hết thời hạn.")
    urgings: int | None = Field(default=None, ge=1, le=9, description="Sau số lần đôn đốc đã phát hành này.")
    days: Literal["working", "calendar"] = Field(
        default="working", description="working ngày làm việc, calendar ngày liên tục."
    )
    every: int | None = Field(default=None, ge=1, le=99, description="Lặp lại sau mỗi số ngày này.")
    times: int | None = Field(default=None, ge=2, le=20, description="Tổng số lần, khi lặp lại.")
    tell: tuple[Told, ...] = Field(
        default=("contact",),
        min_length=1,
        description="Gửi ai: contact đầu mối của cơ quan, office văn thư cơ quan đó, coordinator cán bộ theo dõi, "
        "leader lãnh đạo cơ quan theo dõi, head người đứng đầu cơ quan được giao.",
    )
    mode: Literal["auto", "hold"] | None = Field(
        default=None, description="auto tự gửi, hold chờ phát hành; bỏ trống: trước hạn tự gửi, sau hạn chờ."
    )

    @model_validator(mode="after")
    def _stands_somewhere(self) -> Step:
        if sum(getattr(self, anchor) is not None for anchor in ANCHORS) != 1:
            raise ValueError("mỗi mốc ghi đúng một trong: before, on, unconfirmed, after, urgings")
        if (self.every is None) != (self.times is None):
            raise ValueError("lặp lại thì ghi cả “every” (mỗi mấy ngày) và “times” (tổng số lần)")
        if self.every is not None and self.after is None:
            raise ValueError("chỉ mốc “after” được lặp lại")
        if self.mode == "auto" and set(self.tell) & set(ABOVE):
            raise ValueError("thư gửi lãnh đạo luôn chờ phát hành, không ghi “mode: auto”")
        return self


class Ladder(Entry):
    """Lịch nhắc việc; bỏ trống phần nào thì phần đó theo lịch mặc định."""

    hour: Clock = Field(default=EARLIEST, description="Giờ bắt đầu gửi thư trong ngày, từ 07:00 đến 20:00.")
    urgency: Urgency | None = Field(default=None, description="Độ khẩn: gửi cả ngày nghỉ; bỏ trống thì theo kế hoạch.")
    cap: int | None = Field(default=None, ge=1, le=99, description="Số thư nhiều nhất gửi đơn vị về một đầu việc.")
    steps: tuple[Step, ...] = Field(
        default=(
            *(Step(before=days) for days in (15, 5, 1)),
            Step(on="last-day"),
            *(Step(after=days) for days in (1, 3, 7)),
        ),
        description="Các mốc nhắc việc; thư thông báo nhiệm vụ luôn là mốc đầu tiên.",
    )

    @model_validator(mode="after")
    def _leaves_by_day(self) -> Ladder:
        if not EARLIEST <= self.hour <= LATEST:
            raise ValueError("giờ gửi thư trong khoảng 07:00 đến 20:00")
        return self

    def data(self) -> dict[str, Any]:
        """Return what differs from the usual ladder, as JSON values."""
        return self.model_dump(mode="json", exclude_defaults=True)


USUAL = Ladder()


def effective(own: Ladder | None, plans: Ladder | None, urgency: Urgency | None) -> Ladder | None:
    """Return the ladder of one task: its own, else the plan's, with the plan's urgency; None for the usual one."""
    ladder = own or plans or USUAL
    if ladder.urgency is None and urgency is not None:
        ladder = ladder.model_copy(update={"urgency": urgency})
    return None if ladder == USUAL else ladder
