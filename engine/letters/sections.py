"""The order of a letter: a section a stage, most urgent first; in it a group a plan; in that a block a quotation.

The same sentence of a plan is quoted once for all that it asks. What was only invited stands apart from what is owed,
so that no "đã hết thời hạn" is ever said of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import count
from operator import attrgetter
from typing import Literal, TypeVar

from engine.letters.limits import hour, last_day, stage_on
from engine.letters.lines import Line, line
from engine.letters.names import place
from engine.letters.values import Asked, Item, PlanTitle, Stage
from engine.letters.voice import Tone, Voice

Key = TypeVar("Key", bound=Hashable)
SectionName = Stage | Literal["invited"]
AsLine = Callable[[tuple[Item, ...]], Line]
ORDER: tuple[SectionName, ...] = (
    "corrected", "extended", "declined", "returned",
    "after", "last_day", "coming", "receipt", "new", "recorded", "invited", "renewed",
)  # fmt: skip
_WHOSE = ("obligation", "agency", "urged", "version")
_WHAT = attrgetter(*(one.name for one in fields(Item) if one.name not in _WHOSE))
DECIDED = ("corrected", "extended", "declined", "returned", "recorded")  # told of what has no day too
_NTH = ("thứ hai", "thứ ba", "thứ tư", "thứ năm", "thứ sáu", "thứ bảy", "thứ tám", "thứ chín", "thứ mười")


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
class Section:
    """What stands at one stage. `size` counts lines; `ahead` says that no limit in it has passed."""

    name: SectionName
    items: tuple[Item, ...]
    groups: tuple[Group, ...]
    size: int
    ahead: bool

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
        return any(map(hour, self.items))

    @property
    def asked(self) -> Asked | None:
        """Return what was asked for, where it is the same of all."""
        asked = {item.asked for item in self.items}
        return asked.pop() if len(asked) == 1 else None

    @property
    def nth(self) -> str:
        """Return which urging this is of all of them, `lần thứ hai`; empty the first time."""
        before = min(item.urged for item in self.items)
        return f"lần {_NTH[before - 1]}" if 0 < before <= len(_NTH) else ""


def has_limit(item: Item) -> bool:
    """Say whether there is a day or a decision to speak of: a day that was taken back is said too."""
    return last_day(item) is not None or item.stage in DECIDED


def section_name(item: Item, tone: Tone, today: dt.date) -> SectionName:
    """Return the section an item stands in; where everything is a request nothing needs to stand apart."""
    if item.basis == "invited" and tone != "request" and item.stage not in (*DECIDED[1:], "receipt", "renewed"):
        return "invited"
    return stage_on(item, today)


def sections(items: Iterable[Item], speaks: Voice, today: dt.date, *, name_agencies: bool) -> tuple[Section, ...]:
    """Return the sections of a letter; its lines are numbered through, so that a reply can name one."""
    dated = sorted(filter(has_limit, items), key=lambda item: last_day(item) or dt.date.max)
    named = grouped(dated, lambda item: section_name(item, speaks.tone, today))
    numbers = _numbers(sum(len(_alike(group)) for group in named.values()))

    def as_line(owed: tuple[Item, ...]) -> Line:
        return line(next(numbers), owed, speaks, today, name_agency=name_agencies)

    return tuple(_section(name, named[name], as_line, today) for name in ORDER if name in named)


def _section(name: SectionName, items: tuple[Item, ...], as_line: AsLine, today: dt.date) -> Section:
    ahead = all((last_day(item) or today) >= today for item in items)
    groups = tuple(_group(plan, owed, as_line) for plan, owed in grouped(items, _plan).items())
    return Section(name, items, groups, sum(len(block.lines) for group in groups for block in group.blocks), ahead)


def _group(plan: PlanTitle, items: tuple[Item, ...], as_line: AsLine) -> Group:
    goals = {item.destination for item in items if item.kind == "report"}
    shared = goals.pop() if len(goals) == 1 else ""
    return Group(plan, tuple(_blocks(items, shared, as_line)), shared)


def _blocks(items: tuple[Item, ...], shared: str, as_line: AsLine) -> Iterator[Block]:
    """Yield a block a quotation; the destination that all have in common is left to the end of the group."""
    for owed in grouped(items, lambda item: (item.section, item.quote, item.destination)).values():
        first = owed[0]
        yield Block(
            lines=tuple(as_line(same) for same in _alike(owed)),
            place=place(first.section),
            quote=first.quote,
            destination="" if first.destination == shared else first.destination,
            reports=first.kind == "report",
        )


def _alike(items: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    """Return the items that differ in nothing but the agency, together."""
    return list(grouped(items, _WHAT).values()) if len(items) > 1 else [items]


def _numbers(total: int) -> Iterator[str]:
    return (f"{number}. " if total > 1 else "" for number in count(1))


def _plan(item: Item) -> PlanTitle:
    return item.plan


def grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, tuple[Item, ...]]:
    """Return the items by key, keys and items in the order they came."""
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}
