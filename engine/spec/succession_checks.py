"""What the successions of a directory must keep to: known offices, no circle, nothing said twice in two ways."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from engine.deadlines.words import date_words
from engine.directory.models import ANY_TASK, Directory
from engine.reading.composer import Path
from engine.reading.problems import Problem
from engine.spec.circles import on_circles
from engine.spec.directory_checks import DirectoryInput, hint_for


def successions_are_between_agencies(given: DirectoryInput) -> Iterator[Problem]:
    """`unknown-successor`: duties pass from an agency of the directory to agencies of the directory."""
    for number, succession in enumerate(given.own.successions):
        places: list[tuple[Path, str]] = [(("successions", number, "from"), succession.source)]
        places += [(("successions", number, "to", index), name) for index, name in enumerate(succession.to)]
        for path, name in places:
            if given.directory.agency(name) is None:
                message = f"Danh bạ không có cơ quan “{name}”"
                yield from given.problem(path, "unknown-successor", message, hint_for(name, given.directory))


def successors_exist(given: DirectoryInput) -> Iterator[Problem]:
    """`successor-not-there`: who takes over exists on the day it does."""
    for number, succession in enumerate(given.own.successions):
        for index, name in enumerate(succession.to):
            heir = given.directory.agency(name)
            if heir is not None and not heir.exists(succession.date):
                message = f"“{name}” không hoạt động vào ngày tiếp nhận {date_words(succession.date)}"
                hint = "Kiểm tra ngày tiếp nhận, và “since”, “until” của cơ quan này"
                yield from given.problem(("successions", number, "to", index), "successor-not-there", message, hint)


def successions_do_not_run_in_a_circle(given: DirectoryInput) -> Iterator[Problem]:
    """`succession-circle`: duties handed on never come back to who gave them away."""
    tasks = {task for succession in given.directory.successions for task in succession.tasks or (ANY_TASK,)}
    circles = {task: on_circles(_ways(given.directory, task)) for task in tasks}
    for number, succession in enumerate(given.own.successions):
        if any(succession.source in circles[task] for task in succession.tasks or (ANY_TASK,)):
            message = f"Nhiệm vụ của “{succession.source}” chuyển quanh một vòng rồi trở lại chính cơ quan này"
            hint = "Bỏ một trong các lần chuyển; cơ quan được lập lại thì ghi mã mới"
            yield from given.problem(("successions", number, "from"), "succession-circle", message, hint)


def _ways(directory: Directory, task: str) -> dict[str, tuple[str, ...]]:
    """Return who hands a task on to whom once all successions are in force."""
    found = {one.source: directory.successors(one.source, task, dt.date.max) for one in directory.successions}
    return {source: succession.to for source, succession in found.items() if succession}


def successions_are_plain(given: DirectoryInput) -> Iterator[Problem]:
    """`succession-twice`: on one day a duty passes once."""
    first: dict[tuple[str, dt.date, str], Path] = {}
    for number, succession in enumerate(given.own.successions):
        path: Path = ("successions", number, "from")
        keys = [(succession.source, succession.date, task) for task in succession.tasks or (ANY_TASK,)]
        earlier = next((first[key] for key in keys if key in first), None)
        if earlier is not None:
            day = date_words(succession.date)
            message = f"Việc tiếp nhận từ “{succession.source}” ngày {day} đã ghi ở dòng {given.document.line(earlier)}"
            hint = "Gộp vào một mục: “to” ghi đủ các cơ quan tiếp nhận; hoặc ghi “tasks” khác nhau"
            yield from given.problem(path, "succession-twice", message, hint)
        first |= {key: path for key in keys if key not in first}


SUCCESSION_CHECKS: tuple[Callable[[DirectoryInput], Iterator[Problem]], ...] = (
    successions_are_between_agencies,
    successors_exist,
    successions_do_not_run_in_a_circle,
    successions_are_plain,
)
