"""Who a spec names: known agencies, groups with members, one lead, somebody to write to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from engine.reading.composer import Path
from engine.reading.problems import Problem
from engine.spec.check_input import CheckInput
from engine.spec.directory_checks import hint_for

_SHOWN = 3


def agencies_are_known(given: CheckInput) -> Iterator[Problem]:
    """`unknown-agency`: every agency or group that the plan names is in the directory."""
    for path, name in [*given.offices, *given.assigned]:
        known = given.directory is None or given.directory.agency(name) or given.directory.group(name)
        if not known and given.known(path) and not given.lost(name):
            assert given.directory is not None
            message = f"Danh bạ không có cơ quan “{name}”"
            yield given.problem(path, "unknown-agency", message, hint_for(name, given.directory))


def offices_are_single(given: CheckInput) -> Iterator[Problem]:
    """`group-as-office`: who issues, coordinates or receives is one agency, not a group."""
    for path, name in given.offices:
        if given.directory and given.directory.group(name) and given.known(path):
            message = f"“{name}” là một nhóm cơ quan"
            yield given.problem(path, "group-as-office", message, "Ở đây ghi mã của một cơ quan")


def somebody_is_assigned(given: CheckInput) -> Iterator[Problem]:
    """`nobody-assigned`: who is named exists, and a group has members, on the day the plan begins."""
    for path, name in given.assigned:
        known = given.directory and (given.directory.agency(name) or given.directory.group(name))
        if known and given.known(path) and not _members(given, name):
            message = f"“{name}” không còn cơ quan nào khi kế hoạch bắt đầu"
            hint = "Bổ sung thành viên của nhóm, hoặc ghi cơ quan tiếp nhận nhiệm vụ"
            yield given.problem(path, "nobody-assigned", message, hint)


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


def one_agency_leads(given: CheckInput) -> Iterator[Problem]:
    """`two-leads` (warning): one task has one lead; "chủ trì" said of a group, or of two agencies, must be asked about."""
    leads: dict[str, set[str]] = defaultdict(set)
    for number, assignment in enumerate(given.spec.assignments):
        members = _members(given, assignment.agency) if assignment.agency else ()
        for index, task in enumerate(assignment.tasks):
            if task.role == "lead" and task.question is None and assignment.question is None:
                leads[task.quote].update(members)
                if len(leads[task.quote]) > 1:
                    yield _two_leads(given, ("assignments", number, "tasks", index, "role"), len(leads[task.quote]))


def _two_leads(given: CheckInput, path: Path, count: int) -> Problem:
    message = f"Nhiệm vụ này có {count} cơ quan cùng chủ trì"
    hint = "Mỗi nhiệm vụ nên có một cơ quan chủ trì; nếu văn bản ghi như vậy, ghi “question” để đầu mối quyết định"
    return given.warning(path, "two-leads", message, hint)


def agencies_can_be_told(given: CheckInput) -> Iterator[Problem]:
    """`nobody-told` (warning): whoever is assigned has a contact; without one no letter goes out.

    Contacts in the ledger, imported since, are not seen here: `doctor` knows them.
    """
    if given.directory is None or not given.directory.contacts:
        return
    told: set[str] = {given.spec.plan.coordinator}
    for path, name in given.assigned:
        silent = [agency for agency in _members(given, name) if agency not in given.directory.contacts]
        new = [agency for agency in silent if agency not in told]
        told.update(new)
        if new and given.known(path):
            yield given.warning(
                path, "nobody-told", _silent(given, new), "Bổ sung đầu mối: phancong contacts import TỆP"
            )


def _silent(given: CheckInput, agencies: list[str]) -> str:
    assert given.directory is not None
    found = [agency.name for name in agencies if (agency := given.directory.agency(name))]
    others = f" và {len(found) - _SHOWN} cơ quan khác" if len(found) > _SHOWN else ""
    return f"Chưa có đầu mối liên hệ của {', '.join(found[:_SHOWN])}{others}: chưa gửi được thư"


def _members(given: CheckInput, name: str) -> tuple[str, ...]:
    """Return who is behind a name on the day the plan begins."""
    plan = given.spec.plan
    return (
        given.directory.members(name, plan.date or plan.assumed_start or plan.period.start) if given.directory else ()
    )
