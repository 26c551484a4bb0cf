"""The verb `check`: specs, directories and calendars, every problem at once, nothing written anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.files import CALENDARS, calendar_of, load_calendar
from engine.reading.problems import Problem
from engine.reading.yaml import Document, read_yaml
from engine.spec.plan import Plan, directory_of, has_errors, plan_of

SUBFOLDERS = (".", "agencies", "agencies/units", "calendars")
Checked = tuple[list[Plan], list[Problem]]


@dataclass(frozen=True)
class CheckReport:
    """The plans without errors, and every problem in the order of the files."""

    plans: tuple[Plan, ...]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Say that nothing is worse than a warning."""
        return not has_errors(list(self.problems))


def check(paths: Sequence[Path]) -> CheckReport:
    """Check files and folders. A file that several specs share reports its problems once."""
    checked = [_checked(path) for given in paths for path in _files(given)]
    checked += [([], [_nothing(given)]) for given in paths if not any(_files(given))]
    plans = {plan.file: plan for found, _ in checked for plan in found}
    checked.append(([], list(_same_ids(tuple(plans.values())))))
    problems = {_identity(problem): problem for _, told in reversed(checked) for problem in told}
    return CheckReport(tuple(plans.values()), tuple(sorted(problems.values())))


def _files(path: Path) -> Iterator[Path]:
    """Return the file itself, or the YAML files of a folder, its directories and its calendars."""
    if not path.is_dir():
        yield path
        return
    for folder in SUBFOLDERS:
        yield from sorted(found for ending in ("*.yaml", "*.yml") for found in (path / folder).glob(ending))


def _checked(path: Path) -> Checked:
    document = read_yaml(path)
    keys = document.value.keys() if isinstance(document.value, dict) else set()
    if document.value is None:
        return [], list(document.problems)
    return next((make(document) for key, make in _KINDS if key in keys), _unknown(document))


def _plan(document: Document) -> Checked:
    plan, problems = plan_of(document, _calendar())
    return [plan] if plan else [], problems


@cache
def _calendar() -> WorkingCalendar:
    """Return the project's calendar as far as it can be read; what is wrong with it is reported where it stands."""
    return load_calendar([CALENDARS])[0]


def _directory(document: Document) -> Checked:
    return [], directory_of(document)[1]


def _year(document: Document) -> Checked:
    return [], calendar_of(document)[1]


def _unknown(document: Document) -> Checked:
    hint = "Tệp kế hoạch có khóa “plan”, tệp danh bạ có khóa “agencies”, tệp lịch có khóa “year”"
    problem = Problem(document.file, 1, 1, "unknown-content", "Chưa nhận ra đây là loại tệp gì", hint)
    return [], [*document.problems, problem]


def _nothing(folder: Path) -> Problem:
    hint = "Ghi đường dẫn đến thư mục có tệp kế hoạch, hoặc đến chính tệp đó"
    return Problem(str(folder), 1, 1, "folder-empty", "Thư mục không có tệp .yaml nào", hint)


def _same_ids(plans: tuple[Plan, ...]) -> Iterator[Problem]:
    """Report a plan whose id another file has already: one would take the place of the other."""
    first: dict[str, Plan] = {}
    for plan in plans:
        known = first.setdefault(plan.spec.plan.id, plan)
        if Path(known.file).resolve() != Path(plan.file).resolve():
            message = f"Mã kế hoạch “{plan.spec.plan.id}” đã dùng trong tệp {known.file}"
            yield Problem(plan.file, 1, 1, "plan-twice", message, "Đặt mã khác cho một trong hai kế hoạch")


def _identity(problem: Problem) -> tuple[object, ...]:
    """Two names of one file are one file."""
    return Path(problem.file).resolve(), problem.line, problem.column, problem.code, problem.message


_KINDS: tuple[tuple[str, Callable[[Document], Checked]], ...] = (
    ("plan", _plan),
    ("assignments", _plan),
    ("reports", _plan),
    ("agencies", _directory),
    ("groups", _directory),
    ("year", _year),
)
