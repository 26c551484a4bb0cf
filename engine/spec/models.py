"""A plan spec, as its author writes it. The field docstrings become the JSON Schema that editors complete from."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from engine.deadlines.rules import Between, Day, Due, MissedFrom, On, Ongoing, Roll
from engine.directory.models import Entry, Identifier
from engine.spec.ladders import Ladder, Urgency

Role = Literal["lead", "support", "assigned"]
Basis = Literal["explicit", "inferred", "invited"]
Status = Literal["in-force", "suspended", "ended"]
Question = Field(default=None, min_length=1, description="Điều văn bản để ngỏ, đầu mối cần quyết định.")
Text = Field(min_length=1, description="Nội dung công việc, ghi gọn.")
Quote = Field(min_length=1, description="Nguyên văn câu giao việc.")
OwnLadder = Field(default=None, description="Lịch nhắc việc riêng, thay cho lịch của kế hoạch.")
Section = Field(description="Mục trong văn bản, ví dụ IV.2.")


class Period(Entry):
    """The time a plan speaks of, both days included; without an end it goes on."""

    start: Day = Field(alias="from", description="Ngày đầu.")
    end: Day | None = Field(
        default=None, alias="to", description="Ngày cuối; bỏ trống khi kế hoạch không có ngày kết thúc."
    )

    @model_validator(mode="after")
    def _runs_forward(self) -> Period:
        if self.end is not None and self.start > self.end:
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
    period: Period = Field(description="Thời gian thực hiện kế hoạch.")
    source: str | None = Field(default=None, description="Tệp văn bản gốc, tính từ thư mục của tệp này.")
    directory: str = Field(description="Tệp danh bạ cơ quan, tính từ thư mục của tệp này.")
    acceptance: Literal["required", "when-late"] = Field(
        default="when-late", description="required: mọi kết quả đều chờ đầu mối xác nhận."
    )
    urgency: Urgency | None = Field(default=None, description="Độ khẩn; khi có, thư gửi cả ngày nghỉ.")
    ladder: Ladder | None = Field(default=None, description="Lịch nhắc việc của kế hoạch, thay cho lịch mặc định.")
    roll: Roll = Field(
        default="none",
        description="Khi ngày cuối là ngày nghỉ: next dời đến ngày làm việc tiếp theo, previous lùi về trước, none giữ.",
    )
    missed_from: MissedFrom = Field(
        default="strict",
        description="Cách hiểu “trước ngày”: strict là quá hạn từ 0 giờ ngày đó, lenient là sau khi hết ngày đó.",
    )
    status: Status = Field(
        default="in-force", description="in-force đang thực hiện, suspended tạm dừng, ended đã kết thúc."
    )
    supersedes: tuple[str, ...] = Field(default=(), description="Mã các kế hoạch mà kế hoạch này thay thế.")
    question: str | None = Question


class Task(Entry):
    """One piece of work, with the sentence that assigns it."""

    id: str = Identifier
    role: Role = Field(description="lead chủ trì, support phối hợp, assigned thực hiện.")
    text: str = Text
    quote: str = Quote
    due: Due = Field(default=Ongoing(), description="Thời hạn; bỏ trống khi văn bản không ấn định.")
    ladder: Ladder | None = OwnLadder
    question: str | None = Question


class Assignment(Entry):
    """One entry of "Tổ chức thực hiện": an agency or group and its tasks. Without an agency it asks who it is."""

    section: str = Section
    agency: str | None = Field(description="Mã cơ quan hoặc nhóm cơ quan; null khi văn bản không nêu, kèm “question”.")
    tasks: tuple[Task, ...] = Field(min_length=1, description="Các nhiệm vụ được giao.")
    question: str | None = Question

    @model_validator(mode="after")
    def _asks_who(self) -> Assignment:
        if self.agency is None and self.question is None:
            raise ValueError("chưa nêu cơ quan thực hiện thì cần ghi câu hỏi vào “question”")
        return self


class OwedBy(Entry):
    """Who owes a report, and whether the text says so, lets it follow, or asks it as a courtesy."""

    agency: str = Field(description="Mã cơ quan hoặc nhóm cơ quan.")
    basis: Basis = Field(description="explicit văn bản nêu rõ, inferred suy ra từ văn bản, invited được mời, đề nghị.")


class Report(Entry):
    """A task with an addressee and a date. `collects` are the reports it sums up, which must come in before it."""

    id: str = Identifier
    section: str = Section
    text: str = Text
    quote: str = Quote
    to: str = Field(description="Mã cơ quan nhận báo cáo.")
    via: str | None = Field(default=None, description="Mã cơ quan đầu mối mà báo cáo gửi qua.")
    due: Due = Field(description="Thời hạn báo cáo.")
    owed_by: tuple[OwedBy, ...] = Field(min_length=1, description="Các cơ quan phải gửi báo cáo.")
    ladder: Ladder | None = OwnLadder
    collects: tuple[str, ...] = Field(default=(), description="Mã các báo cáo cấp dưới mà báo cáo này tổng hợp.")
    question: str | None = Question


class Mark(Entry):
    """A window or day that names nobody: drawn on the timeline, owed by no one."""

    id: str = Identifier
    section: str = Section
    text: str = Text
    quote: str = Quote
    due: Between | On = Field(discriminator="kind", description="Khoảng thời gian, hoặc một ngày.")
    question: str | None = Question


class PlanSpec(Entry):
    """A whole spec file."""

    plan: Header = Field(description="Thông tin chung của văn bản.")
    assignments: tuple[Assignment, ...] = Field(default=(), description="Phần tổ chức thực hiện.")
    reports: tuple[Report, ...] = Field(default=(), description="Các báo cáo phải gửi.")
    marks: tuple[Mark, ...] = Field(default=(), description="Mốc thời gian chung, không giao cho cơ quan nào.")
