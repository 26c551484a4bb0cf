"""The ladder: when an agency is written to about one obligation, who else is told, and what waits for a person.

As long as the plan says nothing else (engine/spec/ladders.py): notice at opening; then 15, 5 and 1 working days before
the last day in time, and that day: sent by the run. Then 1, 3 and 7 working days after the day of `missed_at`: drafted,
and held for the coordinator to release. From 07:00 on working days. A last day that is not worked is reminded of on the
working day before it. Silence puts off what it covers to its last day, where it merges. Of a recurring report nobody is
reminded before its period begins. Who was told another limit than the present one, and who waits for a decision, is
told so at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.rules import VIETNAM
from engine.obligations.history import CORRECTION, OPENING, Facts
from engine.spec.ladders import ABOVE, EARLIEST, USUAL, Ladder, Step, Told

Mode = Literal["auto", "hold", "now"]
LAST_DAY = "last-day"
AGENCY: tuple[Told, ...] = ("contact", "office")  # who is written to as the agency
AT_ANY_HOUR = ("thượng khẩn", "hỏa tốc")
AT_ONCE = "hỏa tốc"
LATE = ("after", "urged")
ALERT = "alert"  # no rung: what a letter to our own side about an alert stands for
RENEWED = "renewed"  # no rung of a ladder: a person asked for a fresh link


@dataclass(frozen=True)
class Rung:
    """One step of a ladder, for one addressee: `auto` is sent by a run, `hold` only by a person, `now` beside the letter of the day.

    `about` is what it is about: `before-5`, `after-3`, `extended`; `news` says that a limit in the past does not silence it.
    """

    name: str
    at: dt.datetime
    mode: Mode = "auto"
    tell: Told = "contact"
    news: bool = False

    @property
    def late(self) -> bool:
        """Say whether it stands after the limit."""
        return is_late(self.name)


def is_late(name: str) -> bool:
    """Say whether the rung of this name stands after the limit."""
    return name.partition("-")[0] in LATE


def ladder_of(facts: Facts) -> Ladder:
    """Return the ladder that holds for an obligation."""
    return facts.ladder or USUAL


def is_sending_time(at: dt.datetime, calendar: WorkingCalendar) -> bool:
    """Say whether letters without urgency may leave by themselves at `at`."""
    return calendar.is_working(at.date()) and at.timetz().replace(tzinfo=None) >= EARLIEST


def may_send(facts: Facts, at: dt.datetime, calendar: WorkingCalendar) -> bool:
    """Say whether a letter about this obligation may be written at `at`: urgency opens days off, then nights too."""
    ladder = ladder_of(facts)
    if ladder.urgency in AT_ANY_HOUR:
        return True
    by_day = at.timetz().replace(tzinfo=None) >= ladder.hour
    return by_day and (ladder.urgency is not None or calendar.is_working(at.date()))


def morning(day: dt.date, hour: dt.time = EARLIEST) -> dt.datetime:
    """Return the moment from which letters leave on `day`."""
    return dt.datetime.combine(day, hour, VIETNAM)


def rungs(facts: Facts, calendar: WorkingCalendar) -> list[Rung]:
    """Return every rung of an obligation in order of time, whatever has happened since."""
    at_once: Mode = "now" if ladder_of(facts).urgency == AT_ONCE else "auto"
    stairs = _Stairs(facts, calendar)
    found = {rung.name: rung for step in ladder_of(facts).steps for rung in stairs.of(step)}
    later = [*_news(facts), *(replace(r, mode=at_once) if r.mode == "auto" else r for r in found.values())]
    return [Rung(OPENING, facts.opened_at, at_once), *sorted(later, key=lambda rung: rung.at)]


def _news(facts: Facts) -> Iterator[Rung]:
    if facts.correction:
        yield Rung(CORRECTION, facts.opened_at, "now")
    for news in facts.news:
        yield Rung(news.rung, news.at, "now", news=True)


@dataclass(frozen=True)
class _Stairs:
    """What the steps of a ladder come to for one obligation."""

    facts: Facts
    calendar: WorkingCalendar

    def of(self, step: Step) -> Iterator[Rung]:
        """Yield the rungs of a step: one an addressee and time."""
        for name, day in self._days(step):
            for told in step.tell:
                suffix = "" if told == "contact" else f"-{told}"
                mode = step.mode or ("hold" if is_late(name) or told in ABOVE else "auto")
                yield Rung(f"{name}{suffix}", morning(day, ladder_of(self.facts).hour), mode, told)

    def first_before(self) -> dt.date | None:
        """Return the day of the first reminder before the limit, or the last day where there is none; None without a day."""
        last = self.facts.last_day
        steps = (step for step in ladder_of(self.facts).steps if step.before is not None)
        days = (self._counted(last, -(step.before or 0), step) for step in steps)
        return min((day for day in days if day is not None), default=last)

    def _days(self, step: Step) -> Iterable[tuple[str, dt.date]]:
        if step.before is not None:
            return self._ahead(
                f"before-{step.before}{_unit(step)}", self._counted(self.facts.last_day, -step.before, step)
            )
        if step.on is not None:
            return self._ahead(LAST_DAY, self.facts.last_day)
        if step.unconfirmed is not None:
            return self._unconfirmed(step)
        return self._after(step) if step.after is not None else self._urged(step)

    def _ahead(self, name: str, day: dt.date | None) -> Iterator[tuple[str, dt.date]]:
        first = max(self.facts.since.date(), self.facts.starts or self.facts.since.date())
        if day is None:
            return
        open_day = day if ladder_of(self.facts).urgency else self.calendar.worked_on_or_before(day)
        if open_day >= first:
            yield name, open_day

    def _unconfirmed(self, step: Step) -> Iterator[tuple[str, dt.date]]:
        noticed, confirmed = self.facts.noticed_at, self.facts.received_at
        day = self._counted(noticed.date() if noticed and not confirmed else None, step.unconfirmed or 0, step)
        if day is not None:
            yield f"unconfirmed-{step.unconfirmed}{_unit(step)}", day

    def _after(self, step: Step) -> Iterator[tuple[str, dt.date]]:
        missed = self.facts.missed_at
        for number in range(step.times or 1):
            days = (step.after or 0) + number * (step.every or 0)
            day = self._counted(missed.date() if missed else None, days, step)
            if day is not None:
                yield f"after-{days}{_unit(step)}", day

    def _urged(self, step: Step) -> Iterator[tuple[str, dt.date]]:
        wanted = step.urgings or 0
        if self.facts.missed_at is not None and len(self.facts.urgings) >= wanted:
            yield f"urged-{wanted}", self.calendar.shift(self.facts.urgings[wanted - 1].date(), 1)

    def _counted(self, day: dt.date | None, days: int, step: Step) -> dt.date | None:
        """Return the day so many days from `day`; without urgency one that is worked."""
        if day is None:
            return None
        if step.days == "working":
            return self.calendar.shift(day, days)
        found = day + dt.timedelta(days=days)
        if ladder_of(self.facts).urgency:
            return found
        return self.calendar.worked_on_or_after(found) if days > 0 else self.calendar.worked_on_or_before(found)


def _unit(step: Step) -> str:
    return "d" if step.days == "calendar" else ""


def soon_at(facts: Facts, calendar: WorkingCalendar) -> dt.datetime | None:
    """Return the first rung before the limit, from which an open obligation is "sắp đến hạn"."""
    if facts.settled or facts.missed_at is None:
        return None
    first = _Stairs(facts, calendar).first_before()
    if first is None:
        return None
    soon = morning(first, ladder_of(facts).hour)
    return max(soon, morning(facts.starts)) if facts.starts else soon


def pending(facts: Facts, calendar: WorkingCalendar) -> list[Rung]:
    """Return the rungs still to come about, before or after now. Our own have none; of what is settled only its news."""
    if facts.own:
        return []
    open_rungs = [rung for rung in rungs(facts, calendar) if rung.name not in facts.reached]
    if facts.settled:
        return [rung for rung in open_rungs if rung.news and facts.done is not None and facts.withdrawn_at is None]
    return [_after_silence(rung, facts) for rung in open_rungs if not _over_cap(rung, facts)]


def _over_cap(rung: Rung, facts: Facts) -> bool:
    cap = ladder_of(facts).cap
    return cap is not None and facts.letters >= cap and rung.tell in AGENCY and rung.mode != "now"


def _after_silence(rung: Rung, facts: Facts) -> Rung:
    ends = silence_ends_at(facts)
    return rung if ends is None or rung.at >= ends or rung.news else replace(rung, at=ends)


def silence_ends_at(facts: Facts) -> dt.datetime | None:
    """Return the moment from which letters may be written again, or None when nobody silenced them."""
    return morning(facts.silenced_until) if facts.silenced_until else None


def reached_by(facts: Facts, at: dt.datetime, calendar: WorkingCalendar) -> list[Rung]:
    """Return the rungs to act on at `at`; those for one addressee are merged into one letter.

    Once the limit has passed nothing is asked by itself: rungs missed before it ride along with the first one after it.
    Who was only invited is not asked any more. What was decided is told all the same.
    """
    come = [rung for rung in pending(facts, calendar) if rung.at <= at]
    if not _limit_passed(facts, at):
        return come
    late = {rung.tell for rung in come if rung.late}
    return [rung for rung in come if rung.news or rung.late or rung.tell in late]


def still_to_say(facts: Facts, at: dt.datetime, names: Collection[str]) -> bool:
    """Say whether a letter that was drafted for the rungs of these names, and has not left, may still speak of this at `at`."""
    if any(_is_news(name) for name in names):
        return facts.withdrawn_at is None
    if ALERT in names:
        return facts.alert is not None and facts.alert.state == "open"
    if any(name.startswith(RENEWED) for name in names):
        return not facts.settled
    ends = silence_ends_at(facts)
    if facts.settled or (ends is not None and at < ends):
        return False
    late = facts.missed_at is not None and facts.missed_at <= at
    return late if any(map(is_late, names)) else not _limit_passed(facts, at)


def _is_news(name: str) -> bool:
    return name.partition("-")[0] in ("extended", "declined", "returned", "recorded")


def next_action_at(facts: Facts, at: dt.datetime, calendar: WorkingCalendar) -> dt.datetime | None:
    """Return the next moment from `at` on at which a run must look, or None when only a person can move things."""
    moments = [rung.at for rung in pending(facts, calendar) if _can_come(rung, facts, at)]
    if facts.missed_at and not facts.settled and facts.alert is None:
        moments.append(facts.missed_at)
    if facts.alert and facts.alert.state == "silenced" and (ends := silence_ends_at(facts)):
        moments.append(ends)
    return min(moments, default=None)


class Moments(NamedTuple):
    """When a run must look again, and from when a limit is near."""

    next_action: dt.datetime | None
    soon: dt.datetime | None


def moments_of(facts: Facts, at: dt.datetime, calendar: WorkingCalendar) -> Moments:
    """Return both moments of an obligation as seen from `at`."""
    return Moments(next_action_at(facts, at, calendar), soon_at(facts, calendar))


def _can_come(rung: Rung, facts: Facts, at: dt.datetime) -> bool:
    return rung.late or rung.news or not _limit_passed(facts, max(rung.at, at))


def _limit_passed(facts: Facts, at: dt.datetime) -> bool:
    return facts.limit_at is not None and facts.limit_at <= at


def is_watched(facts: Facts, next_action: dt.datetime | None) -> bool:
    """Say whether an open obligation with a limit has a next action, or an alert that a person has before them.

    The invariant of every ledger: a run checks it of all it has touched, `doctor` of everything.
    """
    if facts.settled or facts.missed_at is None:
        return True
    return next_action is not None or (facts.alert is not None and facts.alert.state != "resolved")
