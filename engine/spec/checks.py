"""What a spec must keep to beyond its form: one small function a rule, one stable code a function.

A check sees everything and yields a Problem for each place that breaks its rule. What the reader had to make up (see
`engine.reading.validation`) is passed over: it was reported already.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from engine.deadlines.rules import Before, Due, last_day, limit_dates
from engine.deadlines.words import date_words, weekday_date
from engine.directory.models import Directory
from engine.reading.composer import Path
from engine.reading.places import Places
from engine.reading.problems import Problem, Severity
from engine.reading.text import GARBLED
from engine.reading.yaml import Document
from engine.spec.directory_checks import hint_for
from engine.spec.models import Mark, PlanSpec, Report, Task
from engine.spec.quotations import Source

Item = Task | Report | Mark
SATURDAY = 5


@dataclass(frozen=True)
class CheckInput:
    """All that a check may look at. Without a directory or a source text, what needs them is not checked."""

    spec: PlanSpec
    document: Document
    directory: Directory | None = None
    source_text: str | None = None
    made_up: Places = field(default_factory=Places)

    def known(self, *paths: Path) -> bool:
        """Say whether the file itself says what stands at these paths."""
        return not any(self.made_up.touch(path) for path in paths)

    def lost(self, text: str) -> bool:
        """Say whether letters of `text` were lost because the file is not UTF-8."""
        return self.document.garbled and GARBLED in text

    def problem(self, path: Path, code: str, message: str, hint: str, *, key: bool = False) -> Problem:
        """Return an error of the value (or key) at `path`."""
        return Problem(self.document.file, *self.document.place(path, key=key), code, message, hint)

    def warning(self, path: Path, code: str, message: str, hint: str) -> Problem:
        """Return a warning about the value at `path`."""
        return replace(self.problem(path, code, message, hint), severity=Severity.WARNING)

    @cached_property
    def source(self) -> Source | None:
        """Return the source document, ready to be searched."""
        return None if self.source_text is None else Source(self.source_text)

    @cached_property
    def items(self) -> list[tuple[Path, Item]]:
        """Return tasks, reports and marks with their paths, in the order of the file."""
        tasks: list[tuple[Path, Item]] = [
            (("assignments", first, "tasks", second), task)
            for first, assignment in enumerate(self.spec.assignments)
            for second, task in enumerate(assignment.tasks)
        ]
        reports = [(("reports", number), report) for number, report in enumerate(self.spec.reports)]
        marks = [(("marks", number), mark) for number, mark in enumerate(self.spec.marks)]
        return [*tasks, *reports, *marks]


Check = Callable[[CheckInput], Iterator[Problem]]


def ids_are_unique(given: CheckInput) -> Iterator[Problem]:
    """`duplicate-id`: every task, report and mark has an id of its own within the plan."""
    first: dict[str, Path] = {}
    for path, item in given.items:
        place = (*path, "id")
        if item.id in first and given.known(place):
            message = f"Mã “{item.id}” đã dùng ở dòng {given.document.line(first[item.id])}"
            yield given.problem(place, "duplicate-id", message, "Đặt mã khác; mỗi nhiệm vụ, báo cáo có một mã riêng")
        first.setdefault(item.id, place)


def agencies_are_known(given: CheckInput) -> Iterator[Problem]:
    """`unknown-agency`: every agency or group that the plan names is in the directory."""
    for path, name in [*_offices(given.spec), *_assigned(given.spec)]:
        known = given.directory is None or given.directory.agency(name) or given.directory.group(name)
        if not known and given.known(path) and not given.lost(name):
            assert given.directory is not None
            message = f"Danh bạ không có cơ quan “{name}”"
            yield given.problem(path, "unknown-agency", message, hint_for(name, given.directory))


def offices_are_single(given: CheckInput) -> Iterator[Problem]:
    """`group-as-office`: who issues, coordinates or receives is one agency, not a group."""
    for path, name in _offices(given.spec):
        if given.directory and given.directory.group(name) and given.known(path):
            message = f"“{name}” là một nhóm cơ quan"
            yield given.problem(path, "group-as-office", message, "Ở đây ghi mã của một cơ quan")


def quotations_are_in_the_source(given: CheckInput) -> Iterator[Problem]:
    """`quote-not-found`: every quotation stands in the source document, word for word."""
    for path, item in given.items:
        place = (*path, "quote")
        if given.source and given.known(place) and not given.lost(item.quote) and not given.source.has(item.quote):
            near = given.source.nearest(item.quote)
            hint = f"Đoạn gần nhất: “{near}”" if near else "Chép nguyên văn câu giao việc từ văn bản gốc"
            message = f"Văn bản gốc “{given.spec.plan.source}” không có câu trích này"
            yield given.problem(place, "quote-not-found", message, hint)


def limits_are_in_the_period(given: CheckInput) -> Iterator[Problem]:
    """`limit-outside-period`: every date of a limit lies within the plan's period."""
    period = given.spec.plan.period
    said = f"từ ngày {date_words(period.start)} đến ngày {date_words(period.end)}"
    for path, item in given.items:
        for day in _strays(given, (*path, "due"), item.due):
            message = f"Thời hạn {date_words(day)} nằm ngoài thời gian của kế hoạch ({said})"
            hint = "Kiểm tra và sửa ngày này, hoặc sửa “period” của kế hoạch, theo đúng văn bản"
            yield given.problem(_of_date(given, (*path, "due"), day), "limit-outside-period", message, hint)


def coordinator_owes_nothing_to_itself(given: CheckInput) -> Iterator[Problem]:
    """`owes-to-itself`: the coordinator is not asked by name for a report to or through itself."""
    coordinator = given.spec.plan.coordinator
    for number, report in enumerate(given.spec.reports):
        for index, owed in enumerate(report.owed_by if coordinator in (report.to, report.via) else ()):
            path = ("reports", number, "owed_by", index, "agency")
            if owed.agency == coordinator and given.known(path, ("plan", "coordinator")):
                message = f"Cơ quan đầu mối “{coordinator}” không báo cáo cho chính mình"
                yield given.problem(path, "owes-to-itself", message, "Bỏ mục này khỏi “owed_by”")


def agencies_owe_once(given: CheckInput) -> Iterator[Problem]:
    """`owed-twice` (warning): no agency stands twice in one report's `owed_by`."""
    for number, report in enumerate(given.spec.reports):
        names = [owed.agency for owed in report.owed_by]
        for index, name in enumerate(names):
            path = ("reports", number, "owed_by", index, "agency")
            if name in names[:index] and given.known(path):
                message = f"“{name}” đã có trong danh sách này"
                hint = "Chỉ giữ một mục; báo cáo chỉ tính một lần"
                yield given.warning(path, "owed-twice", message, hint)


def plan_has_a_start(given: CheckInput) -> Iterator[Problem]:
    """`no-start`: number and date as printed, or a start that a person assumes; never one that we fill in."""
    plan = given.spec.plan
    known = given.known(*(("plan", key) for key in ("number", "date", "assumed_start")))
    if known and plan.assumed_start is None and not (plan.number and plan.date):
        lacking = [words for value, words in ((plan.number, "số"), (plan.date, "ngày")) if not value]
        message = f"Kế hoạch chưa có {' và '.join(lacking)} ban hành, cũng chưa có ngày bắt đầu giả định"
        hint = "Ghi “number” và “date” như in trên văn bản; nếu văn bản để trống, ghi “assumed_start: năm-tháng-ngày”"
        yield given.problem(("plan",), "no-start", message, hint, key=True)


def limits_end_on_working_weekdays(given: CheckInput) -> Iterator[Problem]:
    """`limit-on-weekend` (warning): the last day in time is a Saturday or Sunday."""
    for path, item in given.items:
        place = (*path, "due")
        last = None if isinstance(item, Mark) or not given.known(place) else last_day(item.due)
        if last is not None and last.weekday() >= SATURDAY and not _strays(given, place, item.due):
            message = f"Ngày cuối còn trong hạn là {weekday_date(last)}"
            hint = "Thời hạn giữ nguyên như văn bản; đề nghị kiểm tra lại ngày, nếu đúng thì không cần sửa"
            where = _of_date(given, place, limit_dates(item.due)[-1])
            yield given.warning(where, "limit-on-weekend", message, hint)


CHECKS: tuple[Check, ...] = (
    ids_are_unique,
    agencies_are_known,
    offices_are_single,
    quotations_are_in_the_source,
    limits_are_in_the_period,
    coordinator_owes_nothing_to_itself,
    agencies_owe_once,
    plan_has_a_start,
    limits_end_on_working_weekdays,
)


def _offices(spec: PlanSpec) -> Iterator[tuple[Path, str]]:
    """Return the places that name one agency."""
    yield ("plan", "issuer"), spec.plan.issuer
    yield ("plan", "coordinator"), spec.plan.coordinator
    for number, report in enumerate(spec.reports):
        yield ("reports", number, "to"), report.to
        if report.via is not None:
            yield ("reports", number, "via"), report.via


def _assigned(spec: PlanSpec) -> Iterator[tuple[Path, str]]:
    """Return the places that name an agency or a group."""
    for number, assignment in enumerate(spec.assignments):
        yield ("assignments", number, "agency"), assignment.agency
    for number, report in enumerate(spec.reports):
        for index, owed in enumerate(report.owed_by):
            yield ("reports", number, "owed_by", index, "agency"), owed.agency


def _strays(given: CheckInput, path: Path, due: Due) -> list[dt.date]:
    """Return the dates of a limit outside the period; "trước ngày 01/01/2025" ends with the last day of 2024."""
    period = given.spec.plan.period
    if not given.known(path, ("plan", "period")) or (isinstance(due, Before) and last_day(due) == period.end):
        return []
    return [day for day in limit_dates(due) if not period.start <= day <= period.end]


def _of_date(given: CheckInput, due: Path, day: dt.date) -> Path:
    """Return the path of the key that says `day`."""
    table = given.document.at(due)
    keys = [key for key, value in table.items() if value == day.isoformat()] if isinstance(table, dict) else []
    return (*due, keys[0]) if keys else due
