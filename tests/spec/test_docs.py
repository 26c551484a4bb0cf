"""docs/plan-spec.md: every example can be loaded, says what its comment says, and nothing of the language is left out.

A block of the page is completed as the page promises: `plan:` and `agencies:` are whole files, other keys of a spec take
their plan from the first example, and a list of limits becomes the limits of as many reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from engine.deadlines.files import default_calendar
from engine.deadlines.recurrence import check_rule
from engine.deadlines.resolution import moved
from engine.deadlines.rules import Due, Every
from engine.deadlines.words import limit_in_full, limit_words
from engine.directory.models import Directory
from engine.reading.problems import Severity
from engine.spec.plan import Plan, load_directory, load_plan
from engine.spec.schema import json_schema

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "plan-spec.md").read_text("utf-8")
BLOCKS = {
    f"line {PAGE[: found.start()].count(chr(10)) + 2}": found[1]
    for found in re.finditer(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
}
REPORT = """
  - id: bao-cao-{number}
    section: V
    text: Báo cáo
    quote: Báo cáo
    to: ubnd-tinh
    due: {due}
    owed_by: [{{agency: so-y-te, basis: explicit}}]
"""


def begins(key: str) -> dict[str, str]:
    """Return the blocks that begin with this text, by their place on the page."""
    return {place: block for place, block in BLOCKS.items() if block.startswith(key)}


SPECS = begins("plan:")
DIRECTORIES = begins("agencies:") | begins("include:")
LIMITS = begins("- {kind: ")
FRAGMENTS = {place: block for place, block in BLOCKS.items() if not {place} & {*SPECS, *DIRECTORIES, *LIMITS}}
HEADER = next(iter(SPECS.values())).partition("\n\n")[0] + "\n"


def plan_of(text: str, folder: Path) -> Plan:
    """Return the plan that a text is, with the directory of the page; there is nothing wrong with it."""
    (folder / "danh-ba.yaml").write_text(next(iter(DIRECTORIES.values())), encoding="utf-8")
    (folder / "ke-hoach.yaml").write_text(text, encoding="utf-8")
    plan, problems = load_plan(folder / "ke-hoach.yaml")
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    assert plan is not None
    return plan


def limits_of(block: str, folder: Path) -> list[tuple[Due, str]]:
    """Return the limits of a list, each with its comment."""
    lines = [line.removeprefix("- ").partition(" # ") for line in block.splitlines()]
    reports = [REPORT.format(number=number, due=due) for number, (due, _, _) in enumerate(lines)]
    plan = plan_of(f"{HEADER}reports:{''.join(reports)}", folder)
    said = [comment for _, _, comment in lines]
    return list(zip([report.due for report in plan.spec.reports], said, strict=True))


@pytest.mark.parametrize("place", SPECS)
def test_an_example_of_a_plan_is_a_plan(place: str, tmp_path: Path) -> None:
    assert plan_of(SPECS[place], tmp_path).spec.plan.title in SPECS[place]


@pytest.mark.parametrize("place", FRAGMENTS)
def test_an_example_of_a_part_is_a_part_of_a_plan(place: str, tmp_path: Path) -> None:
    spec = plan_of(HEADER + FRAGMENTS[place], tmp_path).spec
    assert spec.assignments or spec.reports or spec.marks


@pytest.mark.parametrize("place", LIMITS)
def test_a_limit_is_read_as_its_comment_says(place: str, tmp_path: Path) -> None:
    for due, said in limits_of(LIMITS[place], tmp_path):
        assert said in {limit_words(due), limit_in_full(due, moved(due, default_calendar()))}


@pytest.mark.parametrize("place", DIRECTORIES)
def test_an_example_of_a_directory_is_a_directory(place: str, tmp_path: Path) -> None:
    (tmp_path / "danh-ba.yaml").write_text(next(iter(DIRECTORIES.values())), encoding="utf-8")
    (tmp_path / "khac.yaml").write_text(DIRECTORIES[place], encoding="utf-8")
    directory, problems = load_directory(tmp_path / "khac.yaml")
    assert problems == []
    assert directory is not None


def test_every_block_of_the_page_is_one_of_these_and_each_of_these_is_on_the_page() -> None:
    assert all([SPECS, DIRECTORIES, LIMITS, FRAGMENTS])
    assert {block.partition(":")[0] for block in FRAGMENTS.values()} == {"assignments", "reports", "marks"}


def forms() -> Iterator[tuple[str, str]]:
    """Yield each period with each form of a date that the table of the page gives it."""
    table = PAGE.partition("| `period` | forms of `dates` |\n|---|---|\n")[2].partition("\n\n")[0]
    for row in table.splitlines():
        _, periods, dates, _ = row.split("|")
        yield from product(re.findall("`(.+?)`", periods), re.findall("`(.+?)`", dates))


def test_every_form_of_a_date_in_the_table_fits_its_period() -> None:
    rules = [Every.model_validate({"period": period, "limit": "by", "dates": [date]}) for period, date in forms()]
    assert len({rule.period for rule in rules}) == 6
    assert [(rule, wrong) for rule in rules for wrong in check_rule(rule)] == []


def words(schema: Any) -> Iterator[str]:
    """Yield every key that a schema knows, and every word that a key can say."""
    if isinstance(schema, list):
        for part in schema:
            yield from words(part)
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        yield from schema.get("enum", [])
        yield from [schema["const"]] if "const" in schema else []
        for part in schema.values():
            yield from words(part)


def test_every_key_and_every_word_of_the_language_stands_on_the_page() -> None:
    known = {*words(json_schema()), *words(Directory.model_json_schema(by_alias=True))}
    assert {"owed_by", "half-year", "hỏa tốc", "substitute"} <= known
    assert sorted(word for word in known if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", PAGE)) == []
