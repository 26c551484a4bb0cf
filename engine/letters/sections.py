"""The order of a letter: a section a stage, most urgent first; in it a group a plan; in that a block a quotation.

The same sentence of a plan is quoted once for all that it asks. What was only invited stands apart from what is owed,
so that no "đã hết thời hạn" is ever said of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Literal, TypeVar

from engine.deadlines.rules import Ongoing
from engine.letters.lines import Line, last_day, line, stage_on
from engine.letters.names import place
from engine.letters.values import Item, PlanTitle
from engine.letters.voice import Tone

Key = TypeVar("Key", bound=Hashable)
SectionName = Literal["after", "last_day", "coming", "new", "invited"]
AsLine = Callable[[tuple[Item, ...]], Line]
ORDER: tuple[SectionName, ...] = ("after", "last_day", "coming", "new", "invited")


@dataclass(frozen=True)
class Block:
    """Lines that rest on one sentence: where it stands, what it says, where the reports go."""

    lines: tuple[Line, ...]
    place: str
    quote: str
    destination: str
    reports: bool


@dataclass(frozen=True)
class Group:
    """What one plan asks at one stage. `destination` is set when all its reports go to one place."""

    plan: PlanTitle
    blocks: tuple[Block, ...]
    destination: str


@dataclass(frozen=True)
class Standing:
    """Work without a limit that one plan gives: under each place of the plan the sentences that give it."""

    plan: PlanTitle
    places: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Section:
    """What stands at one stage. `size` counts lines."""

    name: SectionName
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    size: int

    @property
    def plans(self) -> tuple[PlanTitle, ...]:
        """Return the plans of this section, in the order of its groups."""
        return tuple(group.plan for group in self.groups)

    @property
    def reports_only(self) -> bool:
        """Say whether every item is a report, so that it may be called one."""
        return all(item.kind == "report" for item in self.items)

    @property
    def tasks_only(self) -> bool:
        """Say whether no item is a report."""
        return all(item.kind == "task" for item in self.items)

    @property
    def to_the_hour(self) -> bool:
        """Say whether a limit is an hour of its day, so that "trong ngày" would be too late."""
        return any(getattr(item.due, "time", None) for item in self.items)


def has_limit(item: Item) -> bool:
    """Say whether there is a day to speak of."""
    return not isinstance(item.due, Ongoing)


def section_name(item: Item, tone: Tone, today: dt.date) -> SectionName:
    """Return the section an item stands in; where everything is a request nothing needs to stand apart."""
    if item.basis == "invited" and tone != "request":
        return "invited"
    return stage_on(item, today)


def sections(items: Iterable[Item], tone: Tone, today: dt.date, *, name_agencies: bool) -> tuple[Section, ...]:
    """Return the sections of a letter; its lines are numbered through, so that a reply can name one."""
    dated = sorted(filter(has_limit, items), key=lambda item: last_day(item) or dt.date.max)
    named = _grouped(dated, lambda item: section_name(item, tone, today))
    numbers = _numbers(sum(len(_alike(group)) for group in named.values()))

    def as_line(owed: tuple[Item, ...]) -> Line:
        return line(next(numbers), owed, tone, today, name_agency=name_agencies)

    return tuple(_section(name, named[name], as_line) for name in ORDER if name in named)


def standing(items: Iterable[Item], *, name_agencies: bool) -> tuple[Standing, ...]:
    """Return the work without a limit, by plan and place, each sentence once."""
    ongoing = (item for item in items if not has_limit(item))
    return tuple(
        Standing(plan, {where: _sentences(owed, name_agencies) for where, owed in _grouped(given, _place).items()})
        for plan, given in _grouped(ongoing, _plan).items()
    )


def _section(name: SectionName, items: tuple[Item, ...], as_line: AsLine) -> Section:
    groups = tuple(_group(plan, owed, as_line) for plan, owed in _grouped(items, _plan).items())
    return Section(name, items, groups, sum(len(block.lines) for group in groups for block in group.blocks))


def _group(plan: PlanTitle, items: tuple[Item, ...], as_line: AsLine) -> Group:
    goals = {item.destination for item in items if item.kind == "report"}
    shared = goals.pop() if len(goals) == 1 else ""
    return Group(plan, tuple(_blocks(items, shared, as_line)), shared)


def _blocks(items: tuple[Item, ...], shared: str, as_line: AsLine) -> Iterator[Block]:
    """Yield a block a quotation; the destination that all have in common is left to the end of the group."""
    for owed in _grouped(items, lambda item: (item.section, item.quote, item.destination)).values():
        first = owed[0]
        yield Block(
            lines=tuple(as_line(same) for same in _alike(owed)),
            place=place(first.section),
            quote=first.quote,
            destination="" if first.destination == shared else first.destination,
            reports=first.kind == "report",
        )


def _sentences(items: tuple[Item, ...], name_agencies: bool) -> tuple[str, ...]:
    told = _grouped(items, lambda item: f"“{item.quote}”" if item.quote else item.text)
    return tuple(sentence + _remark(owed, name_agencies) for sentence, owed in told.items())


def _remark(items: tuple[Item, ...], name_agencies: bool) -> str:
    names = dict.fromkeys(item.agency for item in items)
    return f" ({', '.join(names)})" if name_agencies else ""


def _alike(items: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    """Return the items that differ in nothing but the agency, together."""
    return list(_grouped(items, lambda item: replace(item, obligation="", agency="", urged=0)).values())


def _numbers(total: int) -> Iterator[str]:
    return (f"{number}. " if total > 1 else "" for number in count(1))


def _plan(item: Item) -> PlanTitle:
    return item.plan


def _place(item: Item) -> str:
    return place(item.section)


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, tuple[Item, ...]]:
    """Return the items by key, keys and items in the order they came."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}
