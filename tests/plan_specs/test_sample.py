"""The sample plan uses every construct of the plan language, so that whoever looks for one finds it in use.

The models are walked, not a list: a kind, a word or a key added to them fails here until the sample shows it.
"""

from __future__ import annotations

import datetime as dt
import inspect
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import After, By, Every
from engine.obligations.expansion import expand
from engine.obligations.values import Obligation
from engine.reading.problems import Severity
from engine.spec.models import Header, PlanSpec
from engine.spec.plan import Plan, load_plan

FILE = Path(__file__).resolve().parents[2] / "plan_specs" / "mau-tinh-2026.yaml"
# A plan has one of each: the other words, and a start assumed for want of a date, stand in docs/plan-spec.md.
ONE_A_PLAN = {"acceptance", "status", "urgency"}
OF_ANOTHER_PLAN = {(Header, "assumed_start"), (Header, "urgency")}
Key = tuple[type[BaseModel], str]


@pytest.fixture(scope="module")
def plan() -> Plan:
    """Return the sample."""
    found, problems = load_plan(FILE)
    assert found is not None, problems
    return found


@pytest.fixture(scope="module")
def obligations(plan: Plan) -> tuple[Obligation, ...]:
    """Return everything that the sample asks of anybody."""
    assert plan.spec.plan.date is not None
    return expand(plan.spec, plan.directory, WorkingCalendar(), plan.spec.plan.date)


def home(model: type[BaseModel], name: str) -> type[BaseModel]:
    """Return the model that brings a key in: `printed` is of every rule, so one rule may show it for all."""
    return next(one for one in reversed(model.__mro__) if name in inspect.get_annotations(one))


def parts(kind: Any) -> Iterator[Any]:
    """Yield what a type is made of, itself included."""
    yield kind
    if get_origin(kind) in (Union, UnionType, Annotated, tuple):
        for part in get_args(kind):
            yield from parts(part)


def models(model: type[BaseModel], known: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Return a model and all that it is made of."""
    known.add(model)
    for field in model.model_fields.values():
        for part in parts(field.annotation):
            if isinstance(part, type) and issubclass(part, BaseModel) and part not in known:
                models(part, known)
    return known


def said(value: Any) -> Iterator[tuple[Key, Any]]:
    """Yield every key that a spec writes, and what it says there."""
    if isinstance(value, tuple):
        for item in value:
            yield from said(item)
    elif isinstance(value, BaseModel):
        for name in value.model_fields_set:
            yield (home(type(value), name), name), getattr(value, name)
            yield from said(getattr(value, name))


def words_to_choose_from() -> dict[str, set[str]]:
    """Return the words of every key that knows only some, by key."""
    found: dict[str, set[str]] = defaultdict(set)
    for model in models(PlanSpec, set()):
        for name, field in model.model_fields.items():
            choices = (part for part in parts(field.annotation) if get_origin(part) is Literal)
            for choice in choices:
                found[name].update(get_args(choice))
    return {name: words for name, words in found.items() if name not in ONE_A_PLAN}


def test_every_key_of_the_language_is_used(plan: Plan) -> None:
    all_keys = {
        (home(model, name), name) for model in models(PlanSpec, set()) for name in model.model_fields if name != "kind"
    }
    used = {key for key, _ in said(plan.spec)}
    assert {(model.__name__, name) for model, name in all_keys - used - OF_ANOTHER_PLAN} == set()


def test_every_word_that_a_key_knows_is_used(plan: Plan) -> None:
    used: dict[str, set[str]] = defaultdict(set)
    for (_, name), value in said(plan.spec):
        words = value if isinstance(value, tuple) else (value,)
        used[name] |= {word for word in words if isinstance(word, str)}
    assert {name: words - used[name] for name, words in words_to_choose_from().items()} == {
        name: set() for name in words_to_choose_from()
    }


def test_the_walk_sees_the_kinds_of_limit_and_the_kinds_of_period() -> None:
    words = words_to_choose_from()
    assert {"before", "by", "on", "between", "every", "after", "ahead", "ongoing", "on-request"} <= words["kind"]
    assert {"day", "week", "month", "quarter", "half-year", "year", "other"} <= words["period"]
    assert {"role", "basis", "roll", "missed_from", "limit"} <= words.keys()


def test_terms_from_an_event_are_counted_in_days_working_days_hours_and_months(plan: Plan) -> None:
    rules = [task.due for entry in plan.spec.assignments for task in entry.tasks]
    units = [
        (unit, rule.working)
        for rule in rules
        if isinstance(rule, After)
        for unit in ("days", "hours", "months")
        if getattr(rule, unit) is not None
    ]
    assert set(units) == {("days", False), ("days", True), ("hours", False), ("months", False)}


def test_something_is_left_open_at_every_place_that_can_ask(plan: Plan) -> None:
    asking = Counter(model.__name__ for (model, name), _ in said(plan.spec) if name == "question")
    assert asking.keys() == {"Header", "Assignment", "Task", "Report", "Mark"}


def test_it_is_clean_but_for_its_questions() -> None:
    _, problems = load_plan(FILE)
    assert {(problem.code, problem.severity) for problem in problems} == {("open-question", Severity.WARNING)}


def test_nobody_can_take_it_for_a_real_plan(plan: Plan) -> None:
    assert plan.spec.plan.title.endswith("(Kế hoạch mẫu, giả định)")
    assert (plan.source_text or "").startswith("VĂN BẢN MẪU, KHÔNG CÓ GIÁ TRỊ THI HÀNH\n")
    emails = [contact.email for contacts in plan.directory.contacts.values() for contact in contacts]
    assert {email.rsplit("@", 1)[1] for email in emails} == {"tinhmau.example"}


def test_it_is_of_the_size_of_a_province(plan: Plan) -> None:
    assert plan.spec.plan.date is not None
    sizes = {group.id: len(plan.directory.members(group.id, plan.spec.plan.date)) for group in plan.directory.groups}
    assert sizes == {"so-nganh-mau": 11, "mat-tran-doan-the-mau": 6, "xa-phuong-dac-khu-mau": 40}


def test_a_report_climbs_three_levels_each_with_its_own_date(obligations: tuple[Obligation, ...]) -> None:
    climbing = ("bao-cao-quy-cap-xa", "bao-cao-quy-so-nganh", "bao-cao-quy-tong-hop")
    of_quarter = {
        o.task: (o.due.date.isoformat(), o.to)
        for o in obligations
        if o.occurrence == "2026-Q1" and isinstance(o.due, By)
    }
    assert {task: of_quarter[task] for task in climbing} == {
        "bao-cao-quy-cap-xa": ("2026-03-14", "so-noi-vu-mau"),
        "bao-cao-quy-so-nganh": ("2026-03-17", "so-noi-vu-mau"),
        "bao-cao-quy-tong-hop": ("2026-03-20", "ubnd-tinh-mau"),
    }


def test_a_quarterly_report_of_forty_communes_over_five_years_is_eight_hundred(
    obligations: tuple[Obligation, ...],
) -> None:
    asked = Counter(o.task for o in obligations)
    assert (asked["bao-cao-quy-cap-xa"], asked["bao-cao-nam"], asked["bao-cao-6-thang-mat-tran"]) == (800, 255, 60)
    assert asked["tin-bai"] == 1
    assert "danh-gia-giua-ky" not in asked


def test_five_years_have_a_report_in_the_middle_and_one_at_the_end(plan: Plan) -> None:
    due = {report.id: report.due for report in plan.spec.reports if not isinstance(report.due, Every)}
    assert {name: getattr(due[name], "date", None) for name in ("bao-cao-giua-ky", "bao-cao-tong-ket")} == {
        "bao-cao-giua-ky": dt.date(2028, 5, 31),
        "bao-cao-tong-ket": dt.date(2030, 10, 15),
    }
