"""Letters to our own side, and to the head of a late agency: what the ledger knows, put into the values they are made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa

from engine.ledger.reader import days_of_letters, plan_spec, tracked_all
from engine.ledger.registers import last_import
from engine.letters.own_values import Absent, Alarm, Alerts, Missing, Summary, Tally, ToHead
from engine.letters.values import Letter
from engine.obligations.ladder import ALERT
from engine.obligations.states import sent_in_time
from engine.obligations.values import Tracked
from engine.steps.addresses import Address
from engine.steps.drafting import Desk, Spoken, Written

NAMED = 2  # agencies named before the rest become a number


def write(
    connection: sa.Connection, desk: Desk, uid: str, spoken: list[Spoken], at: dt.datetime, to: Address
) -> Written:
    """Say what stands at `at`, to whomever it is for."""
    if to.audience == "agency":
        return desk.write(uid, spoken, at, to)
    return Written(OwnSide(connection, desk, at).letter(spoken, to), any_day=to.audience in ("watch", "services"))


@dataclass(frozen=True)
class OwnSide:
    """One reading of the ledger for one letter."""

    connection: sa.Connection
    desk: Desk
    at: dt.datetime

    def letter(self, spoken: list[Spoken], to: Address) -> Letter:
        """Compose what the rungs of these obligations call for."""
        from engine.letters import own

        tracked = [one.tracked for one in spoken]
        if to.audience == "head":
            return own.surely(own.head, self.head(tracked), self.desk.settings.templates)
        if any(ALERT in one.names for one in spoken):
            return own.surely(own.alerts, self.alerts(tracked), self.desk.settings.templates)
        return own.surely(own.missing, self.missing(tracked), self.desk.settings.templates)

    def head(self, tracked: list[Tracked]) -> ToHead:
        """Return what the head of a late agency is told."""
        agency = tracked[0].obligation.agency
        leader = self.desk.book.posts.get(agency, {}).get("leader")
        return ToHead(
            at=self.at,
            sender=self.desk.sender(tracked[0]),
            agency=self.desk.book.name(agency),
            relation=self.desk.book.relations[agency],
            items=tuple(self.desk.item(one, "after") for one in tracked),
            to=f"Đồng chí {leader.position}" if leader and leader.position else "",
            reminded=len(self._reminded(tracked)),
            called=len(_called(tracked)),
        )

    def missing(self, tracked: list[Tracked]) -> Missing:
        """Return the report of who is missing in the tasks that these obligations are of."""
        plan = self.desk.book.plans[tracked[0].obligation.plan]
        office = self.desk.office_of(tracked[0])
        leader = self.desk.book.posts.get(office, {}).get("leader")
        tallies = tuple(self._tallies(tracked))
        concerned = [one for same in self._tasks(tracked) for one in same]
        return Missing(
            at=self.at,
            sender=self.desk.sender(tracked[0]),
            plan=self.desk.plan_title(plan),
            tallies=tallies,
            to=f"Đồng chí {leader.position}" if leader and leader.position else "",
            reminded=self._reminded(concerned),
            called=_called(concerned),
            imported_at=last_import(self.connection, self.at),
            summary=self._summary(tracked[0].obligation.plan),
        )

    def alerts(self, tracked: list[Tracked]) -> Alerts:
        """Return the new alerts of one plan: what can be urged for first, its consequences after it."""
        first = tracked[0]
        passed = [one for one in self._plan(first.obligation.plan) if _is_past(one, self.at)]
        alarms = sorted((self._alarm(one) for one in tracked), key=lambda alarm: bool(alarm.waits_for))
        return Alerts(
            at=self.at,
            sender=self.desk.sender(first),
            plan=self.desk.plan_title(self.desk.book.plans[first.obligation.plan]),
            alarms=tuple(alarms),
            recorded=sum(one.facts.done is not None for one in passed),
            total=len(passed),
            imported_at=last_import(self.connection, self.at),
        )

    def _alarm(self, tracked: Tracked) -> Alarm:
        agency = tracked.obligation.agency
        contact, reminded = self.desk.book.contacts.get(agency), self._reminded([tracked])
        return Alarm(
            item=self.desk.item(tracked, "after"),
            relation=self.desk.book.relations[agency],
            reminded=len(reminded),
            last_reminded=reminded[-1] if reminded else None,
            contact=contact.name if contact else "",
            phone=contact.phone if contact else "",
            asks_until=tracked.facts.extension_asked,
            waits_for=self.waits_for(tracked),
        )

    def waits_for(self, tracked: Tracked) -> str:
        """Return who has not sent what this one sums up; empty when it waits for nobody."""
        wanted = self._collects.get(tracked.obligation.plan, {}).get(tracked.obligation.task, ())
        missing = (one for one in self._plan(tracked.obligation.plan) if one.obligation.task in wanted)
        late = (one for one in missing if _is_past(one, self.at) and not one.facts.settled)
        return _named([self.desk.book.name(one.obligation.agency) for one in late])

    @cached_property
    def _collects(self) -> dict[str, dict[str, list[str]]]:
        """Return what the reports of each plan sum up."""
        plans = {plan: plan_spec(self.connection, plan) or {} for plan in self.desk.book.plans}
        return {
            plan: {report["id"]: report.get("collects", []) for report in spec.get("reports", ())}
            for plan, spec in plans.items()
        }

    def _plan(self, plan: str) -> list[Tracked]:
        if plan not in self._read:
            self._read[plan] = tracked_all(self.connection, plan)
        return self._read[plan]

    @cached_property
    def _read(self) -> dict[str, list[Tracked]]:
        return {}

    def _tasks(self, tracked: Iterable[Tracked]) -> Iterator[list[Tracked]]:
        """Yield what everybody owes alike, for each task among these obligations."""
        tasks = dict.fromkeys((t.obligation.plan, t.obligation.task, t.obligation.occurrence) for t in tracked)
        for plan, task, occurrence in tasks:
            alike = (o for o in self._plan(plan) if (o.obligation.task, o.obligation.occurrence) == (task, occurrence))
            yield [one for one in alike if not one.facts.withdrawn_at and not one.facts.invited]

    def _tallies(self, tracked: Iterable[Tracked]) -> Iterator[Tally]:
        for same in self._tasks(tracked):
            first, done = same[0], [one for one in same if one.facts.done]
            in_time = sum(sent_in_time(one.facts.done.sent, one.facts.missed_at) for one in done if one.facts.done)
            yield Tally(
                text=first.obligation.text,
                kind=first.obligation.kind,
                due=first.facts.due,
                total=len(same),
                in_time=in_time,
                late=len(done) - in_time,
                absent=tuple(self._absent(one) for one in same if _is_past(one, self.at) and not one.facts.settled),
                last_day=first.facts.last_day,
            )

    def _absent(self, tracked: Tracked) -> Absent:
        facts = tracked.facts
        name = self.desk.book.name(tracked.obligation.agency)
        return Absent(name, len(facts.urgings), _called([tracked]), facts.extension_asked)

    def _summary(self, plan: str) -> Summary | None:
        """Return what our own office owes upward next."""
        ours = (one for one in self._plan(plan) if one.facts.own and one.obligation.to and not one.facts.settled)
        coming = [one for one in ours if one.facts.last_day and not _is_past(one, self.at)]
        if not coming:
            return None
        first = min(coming, key=lambda one: one.facts.last_day or dt.date.max)
        return Summary(first.obligation.text, self.desk.destination(first), first.facts.due, first.facts.last_day)

    def _reminded(self, tracked: Iterable[Tracked]) -> tuple[dt.date, ...]:
        return days_of_letters(self.connection, [one.id for one in tracked], self.at)


def _is_past(tracked: Tracked, at: dt.datetime) -> bool:
    return tracked.facts.missed_at is not None and tracked.facts.missed_at <= at


def _called(tracked: Iterable[Tracked]) -> tuple[dt.date, ...]:
    return tuple(sorted({one.facts.called_at.date() for one in tracked if one.facts.called_at}))


def _named(names: list[str]) -> str:
    rest = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" và {rest} đơn vị khác" if rest > 0 else "")
