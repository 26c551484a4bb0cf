"""What holds for the whole house: one clock, short functions, quick starts, one spelling, nothing of our own machines.

The direction of dependencies is import-linter's (`make check`).
"""

from __future__ import annotations

import ast
import re
import statistics
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.acceptance.processes import environment
from tests.conftest import Office

ROOT = Path(__file__).parents[1]
ROOMS = ("engine", "flows", "web", "tui", "cli")
OURS = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))
WRITTEN = [path for path in OURS if "versions" not in path.parts]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


# One clock

TELLS = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "ctime", "clock_gettime"}
CLOCKS = re.compile(r"^(dt\.|datetime\.)?(datetime|date)\.|^time\.|^_?time\.")
MAY = {"engine/clock.py"}


def readings(module: ast.Module) -> Iterator[str]:
    """Yield every place that asks the machine what time it is; durations (time.monotonic) are free."""
    for node in ast.walk(module):
        match node:
            case ast.Attribute(attr=attr) if attr in TELLS and CLOCKS.match(ast.unparse(node)):
                yield ast.unparse(node)
            case ast.ImportFrom(module="time", names=names):
                yield from (f"from time import {one.name}" for one in names if one.name in TELLS)


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_only_the_clock_reads_the_clock(path: Path) -> None:
    assert bool(list(readings(tree(path)))) == (name_of(path) in MAY)


@pytest.mark.parametrize(
    "source", ["dt.datetime.now()", "datetime.utcnow()", "dt.date.today()", "time.time()", "f(time.localtime)"]
)
def test_reading_the_clock_is_noticed(source: str) -> None:
    assert list(readings(ast.parse(source)))


@pytest.mark.parametrize(
    "source", ["time.monotonic()", "clock.now()", "dt.time(8)", "at.time()", "dt.datetime(2024, 1, 1)"]
)
def test_what_is_not_reading_the_clock_is_not(source: str) -> None:
    assert not list(readings(ast.parse(source)))


# Sizes and words


def functions(path: Path) -> Iterator[Function]:
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    assert function.end_lineno
    return function.end_lineno - function.lineno + 1


@pytest.mark.parametrize("path", WRITTEN, ids=name_of)
def test_no_function_is_over_50_lines_and_no_module_over_500(path: Path) -> None:
    assert {function.name: length(function) for function in functions(path) if length(function) > 50} == {}
    assert len(path.read_text("utf-8").splitlines()) <= 500


def test_functions_are_short() -> None:
    lengths = sorted(length(function) for path in WRITTEN for function in functions(path))
    assert statistics.median(lengths) < 10
    assert lengths[len(lengths) * 9 // 10] < 30


def test_tests_are_short() -> None:
    lengths = [
        length(function)
        for path in (ROOT / "tests").rglob("test_*.py")
        for function in functions(path)
        if function.name.startswith("test_")
    ]
    assert statistics.median(lengths) < 10


@pytest.mark.parametrize("path", OURS, ids=name_of)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    words = ast.get_docstring(tree(path))
    assert words
    assert words.splitlines()[0].endswith((".", "?"))


# What is tracked


@cache
def tracked() -> dict[str, str]:
    """Return every text file that belongs to the project."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    files = [ROOT / name for name in listed.decode().split("\0") if name and (ROOT / name).is_file()]
    contents = {name_of(path): path.read_bytes() for path in files}
    return {name: content.decode("utf-8") for name, content in contents.items() if b"\0" not in content}


def test_every_text_is_spelt_in_one_way() -> None:
    assert [name for name, text in tracked().items() if not unicodedata.is_normalized("NFC", text)] == []


FOREIGN = re.compile(r"(?<![\w.])/wor[k]/|index-ur[l]|trusted-hos[t]|/simpl[e]/|find-link[s]\b|pythonhoste[d]")


def test_nothing_names_the_machine_or_the_registry_it_was_made_with() -> None:
    found = {name: FOREIGN.findall(text) for name, text in tracked().items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_nothing_tracked_holds_a_conflict_or_a_windows_line_end() -> None:
    assert [name for name, text in tracked().items() if "\r\n" in text or "\n<<<<<<< " in text] == []


# Quick starts


def imported(code: str, home: Path) -> set[str]:
    """Return the top-level packages a fresh process has imported once it has run `code`."""
    ask = f"import sys; {code}; print(*{{m.partition('.')[0] for m in sys.modules}}, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, env=environment(home), capture_output=True, text=True, check=True
    )
    return set(done.stderr.split())


def test_the_command_starts_without_what_its_help_does_not_need(office: Office) -> None:
    heavy = {
        "sqlalchemy",
        "pydantic",
        "prefect",
        "textual",
        "starlette",
        "jinja2",
        "yaml",
        "alembic",
        "uvicorn",
        "httpx",
    }
    assert not heavy & imported("import cli.main", office.home)
    assert not heavy & imported("from cli.main import run; run(['--help'])", office.home)


def test_status_imports_nothing_it_does_not_need(office: Office) -> None:
    office.apply()
    loaded = imported("from cli.main import run; assert run(['status']) == 0", office.home)
    assert not loaded & {"prefect", "textual", "starlette", "alembic", "jinja2", "uvicorn", "httpx", "smtplib"}
    assert "sqlalchemy" in loaded


def test_status_leaves_the_orm_alone(office: Office) -> None:
    office.apply()
    assert (
        "sqlalchemy.orm"
        not in subprocess.run(
            [sys.executable, "-c", "import sys; from cli.main import run; run(['status']); print(*sys.modules)"],
            cwd=ROOT,
            env=environment(office.home),
            capture_output=True,
            text=True,
            check=True,
        ).stdout.split()
    )


def test_a_run_with_nothing_due_imports_little_more_than_status(office: Office) -> None:
    office.apply()
    office.run("2024-11-01T08:00")
    loaded = imported("from cli.main import run; assert run(['run', '--at', '2024-11-04T08:00']) == 0", office.home)
    assert not loaded & {"prefect", "textual", "starlette", "alembic", "jinja2", "uvicorn", "httpx"}
