"""What a spec must keep to beyond its form: one small function a rule, one stable code a function (docs/checks.md).

A check sees everything and yields a Problem for each place that breaks its rule. Errors stop, warnings do not.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.reading.composer import Path
from engine.reading.problems import Problem
from engine.spec import agency_checks, limit_checks
from engine.spec.check_input import Check, CheckInput, Item
from engine.spec.models import Assignment, Header


def ids_are_unique(given: CheckInput) -> Iterator[Problem]:
    """`duplicate-id`: every task, report and mark has an id of its own within the plan."""
    first: dict[str, Path] = {}
    for path, item in given.items:
        place = (*path, "id")
        if item.id in first and given.known(place):
            message = f"Mã “{item.id}” đã dùng ở dòng {given.document.line(first[item.id])}"
            yield given.problem(place, "duplicate-id", message, "Đặt mã khác; mỗi nhiệm vụ, báo cáo có một mã riêng")
        first.setdefault(item.id, place)


def quotations_are_in_the_source(given: CheckInput) -> Iterator[Problem]:
    """`quote-not-found`: every quotation stands in the source document, word for word."""
    for path, item in given.items:
        place = (*path, "quote")
        if given.source and given.known(place) and not given.lost(item.quote) and not given.source.has(item.quote):
            near = given.source.nearest(item.quote)
            hint = f"Đoạn gần nhất: “{near}”" if near else "Chép nguyên văn câu giao việc từ văn bản gốc"
            message = f"Văn bản gốc “{given.spec.plan.source}” không có câu trích này"
            yield given.problem(place, "quote-not-found", message, hint)


def plan_has_a_start(given: CheckInput) -> Iterator[Problem]:
    """`no-start`: number and date as printed, or a start that a person assumes; never one that we fill in."""
    plan = given.spec.plan
    known = given.known(*(("plan", key) for key in ("number", "date", "assumed_start")))
    if known and plan.assumed_start is None and not (plan.number and plan.date):
        lacking = [words for value, words in ((plan.number, "số"), (plan.date, "ngày")) if not value]
        message = f"Kế hoạch chưa có {' và '.join(lacking)} ban hành, cũng chưa có ngày bắt đầu giả định"
        hint = "Ghi “number” và “date” như in trên văn bản; nếu văn bản để trống, ghi “assumed_start: năm-tháng-ngày”"
        yield given.problem(("plan",), "no-start", message, hint, key=True)


def plan_supersedes_others(given: CheckInput) -> Iterator[Problem]:
    """`supersedes-itself`: a plan takes the place of other plans."""
    plan = given.spec.plan
    if plan.id in plan.supersedes and given.known(("plan", "supersedes")):
        message = "Kế hoạch không thay thế chính mình"
        yield given.problem(("plan", "supersedes"), "supersedes-itself", message, "Ghi mã của kế hoạch cũ")


def questions_are_answered(given: CheckInput) -> Iterator[Problem]:
    """`open-question` (warning): what the text leaves open waits for the coordinator."""
    asked: list[tuple[Path, Header | Assignment | Item]] = [(("plan",), given.spec.plan), *given.items]
    asked += [(("assignments", number), assignment) for number, assignment in enumerate(given.spec.assignments)]
    for path, item in asked:
        if item.question is not None and given.known((*path, "question")):
            hint = "Quyết định rồi sửa tệp và bỏ “question”"
            yield given.warning(
                (*path, "question"), "open-question", f"Cần đầu mối quyết định: {item.question.rstrip('.')}", hint
            )


CHECKS: tuple[Check, ...] = (
    ids_are_unique,
    agency_checks.agencies_are_known,
    agency_checks.offices_are_single,
    agency_checks.somebody_is_assigned,
    agency_checks.coordinator_owes_nothing_to_itself,
    agency_checks.agencies_owe_once,
    agency_checks.one_agency_leads,
    agency_checks.agencies_can_be_told,
    quotations_are_in_the_source,
    plan_has_a_start,
    plan_supersedes_others,
    limit_checks.rules_can_be_read,
    limit_checks.rules_occur,
    limit_checks.recurring_limits_have_a_day,
    limit_checks.limits_are_in_the_period,
    limit_checks.limits_end_on_working_days,
    limit_checks.collected_reports_are_known,
    limit_checks.collectors_come_after_senders,
    limit_checks.wordings_are_definite,
    limit_checks.stated_weekdays_agree,
    questions_are_answered,
)
