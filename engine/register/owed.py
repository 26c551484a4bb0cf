"""What is owed, as the register sees it: whose report, about what, for when, and what may be said around it."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from engine.obligations.periods import period_words
from engine.obligations.values import ONCE, Tracked
from engine.register.periods import Slot, periods_in, slot_of, without_periods
from engine.register.rows import number_key
from engine.register.wording import Phrase, citations_in, phrases_of, plain, prepared
from engine.spec.models import PlanSpec

_LONGEST_LEAD, _SHORTEST_LEAD = 35, 3  # days before and after a limit in which a report need not name its period
_LEAD_OF_NAMED = 60  # days before its limit from which a report that names its period may be dated
_LATE_OF_NAMED = {True: 300, False: 200}  # days after it, with and without the year named


@dataclass(frozen=True)
class PlanWords:
    """What a summary may say of a plan. `level` is the issuer's ("huyen"), `years` those of what it cites.

    `also_cites` are the numbers that its own tasks go by: a report that names one does not speak of another plan.
    """

    id: str
    number: str
    begins: dt.date
    level: str
    years: range
    main: tuple[Phrase, ...]
    words: frozenset[str]
    stages: frozenset[int]
    also_cites: frozenset[str]


@dataclass(frozen=True)
class Owed:
    """One obligation with what tells its report from others.

    `main` are the subjects of which one must be named, `own` that the report has its own and not the plan's; `cited`
    the numbers a task goes by; `known` the words that may stand around the subject.
    """

    tracked: Tracked
    plan: PlanWords
    agency_name: str
    main: tuple[Phrase, ...]
    own: bool
    cited: frozenset[str]
    known: frozenset[str]
    ends: dt.date | None
    slot: Slot | None

    @property
    def id(self) -> str:
        """Return the obligation's id."""
        return self.tracked.id

    @property
    def is_open(self) -> bool:
        """Say that something is still asked of the agency."""
        return not self.tracked.facts.settled

    @property
    def is_recorded(self) -> bool:
        """Say that its result is known, accepted or not."""
        return self.tracked.facts.done is not None

    @property
    def about(self) -> tuple[str, ...]:
        """Return what it has in common with its fellows: the other times the same is reported."""
        task = self.tracked.obligation.task if self.cited else ""
        return (self.plan.id, task, *(phrase.printed for phrase in self.main))

    @property
    def what(self) -> str:
        """Return how a person calls it."""
        period = period_words(self.tracked.obligation.occurrence)
        return f"{self.tracked.obligation.text}, {period}" if period else self.tracked.obligation.text

    def in_time_of_named(self, day: dt.date, *, year_named: bool) -> bool:
        """Say that a document of this day may be the report of the period it names."""
        if self.ends is None:
            return day >= self.plan.begins
        earliest = max(self.plan.begins, self.ends - dt.timedelta(days=_LEAD_OF_NAMED))
        return earliest <= day <= self.ends + dt.timedelta(days=_LATE_OF_NAMED[year_named])

    def in_time_of_unnamed(self, day: dt.date) -> bool:
        """Say that a document of this day that names no period is close enough to the limit."""
        if self.ends is None:
            return False
        starts = self.tracked.facts.starts
        lead = dt.timedelta(days=_lead((self.ends - starts).days if starts else None))
        return max(self.plan.begins, starts or dt.date.min, self.ends - lead) <= day <= self.ends + lead


def _lead(span: int | None) -> int:
    return _LONGEST_LEAD if span is None else max(_SHORTEST_LEAD, min(_LONGEST_LEAD, span // 3))


def plan_words(spec: PlanSpec, issuer: str) -> PlanWords:
    """Return what may be said of a plan; `issuer` is the name of who issued it."""
    header = spec.plan
    titles = [title for title in (header.title, header.short_title) if title]
    said = [phrases_of(without_periods(title)) for title in titles]
    begins = header.date or header.assumed_start or header.period.start
    last = (header.period.end or header.period.start).year
    stages = {one.number for title in titles for one in periods_in(prepared(title))[0] if one.unit == "stage"}
    return PlanWords(
        id=header.id,
        number=number_key(header.number or ""),
        begins=min(begins, header.period.start) if header.assumed_start else begins,
        level=" ".join(plain(issuer).replace("uy ban nhan dan", "ubnd").split()[1:2]),
        years=range(min(begins.year, header.period.start.year) - 1, last + 1),
        main=tuple(dict.fromkeys(phrase for main, _ in said for phrase in main)),
        words=_words(*titles, issuer),
        stages=frozenset(stages - {0}),
        also_cites=_cited(
            *(quote for one in spec.assignments for task in one.tasks for quote in (task.text, task.quote))
        ),
    )


@lru_cache(maxsize=10_000)
def _words(*texts: str) -> frozenset[str]:
    return frozenset(word for text in texts for word in "".join(c if c.isalnum() else " " for c in plain(text)).split())


def owed_of(tracked: Iterable[Tracked], plans: dict[str, PlanWords], names: dict[str, str]) -> Iterator[Owed]:
    """Yield what a register can answer: reports, and tasks to report that go by the number of a document."""
    fellows: dict[tuple[str, ...], list[Owed]] = defaultdict(list)
    for one in tracked:
        plan = plans.get(one.obligation.plan)
        if plan is None or one.facts.withdrawn_at:
            continue
        owed = _owed(one, plan, names)
        if owed:
            fellows[one.obligation.agency, *owed.about].append(owed)
    for some in fellows.values():
        yield from _with_slots(some)


def _owed(tracked: Tracked, plan: PlanWords, names: dict[str, str]) -> Owed | None:
    what = tracked.obligation
    cited = _cited(what.text, what.quote) if what.kind == "task" else frozenset[str]()
    if what.kind == "task" and not (cited and plain(what.text).startswith("bao cao")):
        return None
    own = _own_subject(what.text) if what.kind == "report" else ()
    own_name = names.get(what.agency, "")  # not the addressee's: "trong lĩnh vực lao động" is another subject
    known = plan.words | _words(what.text, own_name) | (_words(what.quote) if cited else frozenset())
    ends = tracked.facts.last_day
    main = own + _fuller(own, plan.main) or plan.main
    return Owed(tracked, plan, own_name, main, bool(own), cited, known, ends, None)


def _fuller(own: tuple[Phrase, ...], main: tuple[Phrase, ...]) -> tuple[Phrase, ...]:
    """Return the plan's names for what a report names shortly: giảm nghèo is Chương trình ... giảm nghèo bền vững."""
    return tuple(one for one in main if one not in own and any({*some.words} <= {*one.words} for some in own))


@lru_cache(maxsize=10_000)
def _own_subject(text: str) -> tuple[Phrase, ...]:
    return phrases_of(without_periods(text))[0]


@lru_cache(maxsize=10_000)
def _cited(*texts: str) -> frozenset[str]:
    return frozenset(one.key for text in texts for one in citations_in(prepared(text))[0])


def _with_slots(fellows: list[Owed]) -> Iterator[Owed]:
    """Give the times of one report their periods, each its turn within its year."""
    turns: dict[int, int] = defaultdict(int)
    for owed in sorted(fellows, key=lambda one: one.ends or dt.date.max):
        if owed.ends is None:
            yield owed
            continue
        what = owed.tracked.obligation
        turns[owed.ends.year] += 1
        turn = turns[owed.ends.year] if what.occurrence == ONCE else 0
        slot = slot_of(what.occurrence, prepared(what.text), owed.ends, turn, owed.plan.stages)
        yield replace(owed, slot=slot)
