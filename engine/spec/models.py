"""A plan spec, as its author writes it. The field docstrings become the JSON Schema that editors complete from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from engine.deadlines.rules import Between, Day, Due, Ongoing
from engine.directory.models import Entry, Identifier

Role = Literal["lead", "support", "assigned"]
Basis = Literal["explicit", "inferred", "invited"]


class Period(Entry):
    """The time a plan speaks of, both days included."""

    start: Day = Field(alias="from")
    end: Day = Field(alias="to")

    @model_validator(mode="after")
    def _runs_forward(self) -> Period:
        if self.start > self.end:
            raise ValueError("ngày bắt đầu sau ngày kết thúc")
        return self


class Header(Entry):
    """The document itself: what it is called, who issued it, who collects its reports."""

    id: str = Identifier
    number: str | None = Field(default=None, description="Số và ký hiệu như in trên văn bản, ví dụ 58/KH-UBND.")
    date: Day | None = Field(default=None, description="Ngày ban hành.")
    assumed_start: Day | None = Field(
        default=None, description="Ngày bắt đầu giả định, khi văn bản chưa có số hoặc ngày ban hành."
    )
    title: str = Field(min_length=1, description="Trích yếu.")
    short_title: str | None = Field(default=None, description="Tên gọi ngắn dùng trên tiêu đề thư.")
    issuer: str = Field(description="Mã cơ quan ban hành trong danh bạ.")
    coordinator: str = Field(description="Mã cơ quan đầu mối tổng hợp; không tự báo cáo cho mình.")
    period: Period
    source: str | None = Field(default=None, description="Tệp văn bản gốc, tính từ thư mục của tệp này.")
    directory: str = Field(description="Tệp danh bạ cơ quan, tính từ thư mục của tệp này.")
    acceptance: Literal["required", "when-late"] = Field(
        default="when-late", description="required: mọi kết quả đều chờ đầu mối xác nhận."
    )
    urgency: Literal["khẩn", "thượng khẩn", "hỏa tốc"] | None = Field(
        default=None, description="Độ khẩn; khi có, thư gửi cả ngày nghỉ."
    )


class Task(Entry):
    """One piece of work, with the sentence that assigns it."""

    id: str = Identifier
    role: Role
    text: str = Field(min_length=1)
    quote: str = Field(min_length=1, description="Nguyên văn câu giao việc.")
    due: Due = Ongoing()


class Assignment(Entry):
    """One entry of "Tổ chức thực hiện": an agency or group and its tasks."""

    section: str
    agency: str
    tasks: tuple[Task, ...] = Field(min_length=1)


class OwedBy(Entry):
    """Who owes a report, and whether the text says so, lets it follow, or asks it as a courtesy."""

    agency: str
    basis: Basis


class Report(Entry):
    """A task with an addressee and a date."""

    id: str = Identifier
    section: str
    text: str = Field(min_length=1)
    quote: str = Field(min_length=1)
    to: str
    via: str | None = None
    due: Due
    owed_by: tuple[OwedBy, ...] = Field(min_length=1)


class Mark(Entry):
    """A window or day that names nobody: drawn on the timeline, owed by no one."""

    id: str = Identifier
    section: str
    text: str = Field(min_length=1)
    quote: str = Field(min_length=1)
    due: Between


class PlanSpec(Entry):
    """A whole spec file."""

    plan: Header
    assignments: tuple[Assignment, ...] = ()
    reports: tuple[Report, ...] = ()
    marks: tuple[Mark, ...] = ()
