"""From events to facts: every fact about an obligation is what its events add up to, and nothing else.

`after` is the only place that says what an event means; the ledger keeps its result beside the log so that a run
need not read the log again, and `status --at` folds the log itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from engine.deadlines.rules import VIETNAM, Due, last_day, missed_at
from engine.obligations.values import Event
from engine.obligations.ways import Way
from engine.spec.ladders import Ladder

AlertState = Literal["open", "acknowledged", "silenced", "resolved"]
Review = Literal["none", "awaiting", "accepted"]
Correction = Literal["plan", "calendar", "event"]
NewsKind = Literal["extended", "declined", "returned", "recorded"]
OPENING = "opening"
CORRECTION = "correction"
DUE: TypeAdapter[Due] = TypeAdapter(Due)


class Value(BaseModel):
    """A frozen value."""

    model_config = ConfigDict(frozen=True)


class Alert(Value):
    """One a deadline version: the coordinator is told once that a report was not recorded in time."""

    version: int
    raised_at: dt.datetime
    state: AlertState = "open"


class Done(Value):
    """What an agency says it has done. The day sent decides whether it was in time.

    `sent` is that day, `said_at` when it was said. `nothing` is "không phát sinh", which is a report too. `arrived` is
    the day the register of incoming documents shows; `from_register` that it says so and nobody else; `way` is how it
    came, where the coordinator has said so.
    """

    said_at: dt.datetime
    sent: dt.date
    number: str | None = None
    document_date: dt.date | None = None
    nothing: bool = False
    name: str = ""
    position: str = ""
    attachment: str | None = None
    arrived: dt.date | None = None
    from_register: bool = False
    way: Way | None = None


class News(Value):
    """What the coordinator has decided, of which the agency is told; `number` tells one from another."""

    kind: NewsKind
    number: int
    at: dt.datetime
    said: str = ""

    @property
    def rung(self) -> str:
        """Return the name of the rung by which it is told."""
        return f"{self.kind}-{self.number}"


class Facts(Value):
    """All that is known of one obligation at one moment.

    `due` is the present limit as printed and `moved_to` the day to which one on a day off has moved; `first_due`
    and `first_moved_to` are those first given, and never change once a date is known. `since` is when reminders of
    the present limit may begin, `starts` the first day of the period it reports on, where it recurs; `own` are the
    coordinator's own, who writes no letters to itself; `round` counts how often the agency was asked afresh, so
    that the same answer may be given again; `left_plan` says that a changed plan withdrew it, so that a plan may
    bring it back, and not what a person withdrew. `successors` are the obligations that carry on what this one
    asked, `predecessors` those it carries on, by `basis`. `correction` says why an agency must be told that its
    limit is no longer `told_due`. `provisional` is a limit that waits for its document. `ladder` is None for the
    usual one. `letters` counts those written about it, `urgings` are the moments at which one was released after
    the present limit, `noticed_at` is when it was first told. `news` is what was decided about what stands now,
    told or not; `decided` counts all that ever was. `asked_at` is when more time or another assignment was last asked for. `replies` counts the mails that wait to be looked at,
    `replied_at` is when the last one was read; `called_at` is when a person last spoke or wrote to them.
    """

    opened_at: dt.datetime
    since: dt.datetime
    due: Due
    first_due: Due
    moved_to: dt.date | None = None
    first_moved_to: dt.date | None = None
    starts: dt.date | None = None
    event_at: dt.datetime | None = None
    version: int = 1
    invited: bool = False
    own: bool = False
    before_tracking: bool = False
    suspended: bool = False
    provisional: bool = False
    received_at: dt.datetime | None = None
    done: Done | None = None
    review: Review = "none"
    round: int = 1
    extension_asked: dt.date | None = None
    reassign_asked: bool = False
    asked_at: dt.datetime | None = None
    silenced_until: dt.date | None = None
    withdrawn_at: dt.datetime | None = None
    left_plan: bool = False
    successors: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    basis: str = ""
    correction: Correction | None = None
    told_due: Due | None = None
    told_moved_to: dt.date | None = None
    reached: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()
    ladder: Ladder | None = None
    letters: int = 0
    noticed_at: dt.datetime | None = None
    urgings: tuple[dt.datetime, ...] = ()
    news: tuple[News, ...] = ()
    decided: int = 0
    replies: int = 0
    replied_at: dt.datetime | None = None
    called_at: dt.datetime | None = None

    @property
    def missed_at(self) -> dt.datetime | None:
        """Return the first instant at which it is late; never for an invited agency or while its plan is suspended."""
        return None if self.invited or self.suspended else missed_at(self.due, self.moved_to)

    @property
    def first_missed_at(self) -> dt.datetime | None:
        """Return the same for the limit as first given."""
        return None if self.invited else missed_at(self.first_due, self.first_moved_to)

    @property
    def last_day(self) -> dt.date | None:
        """Return the last day that is still in time, or None where no date is known."""
        return self.moved_to or last_day(self.due)

    @property
    def limit_at(self) -> dt.datetime | None:
        """Return the end of the limit, of an invited agency's too: after it nothing more is asked by itself."""
        return missed_at(self.due, self.moved_to)

    @property
    def settled(self) -> bool:
        """Say whether nothing more is asked of the agency for now."""
        over = self.withdrawn_at is not None or self.done is not None
        return over or self.before_tracking or self.suspended

    @property
    def alert(self) -> Alert | None:
        """Return the alert of the present deadline version."""
        return next((alert for alert in self.alerts if alert.version == self.version), None)

    def with_alert(self, state: AlertState) -> Facts:
        """Return the facts with the present alert in another state."""
        alerts = (a.model_copy(update={"state": state}) if a.version == self.version else a for a in self.alerts)
        return self.model_copy(update={"alerts": tuple(alerts)})

    def with_news(self, kind: NewsKind, event: Event, said: str) -> Facts:
        """Return the facts with a decision to be told; of the same kind only the newest is."""
        told = News(kind=kind, number=self.decided + 1, at=event.at, said=said)
        others = tuple(news for news in self.news if news.kind != kind)
        return self.but(news=(*others, told), decided=told.number)

    def but(self, **changes: Any) -> Facts:
        """Return the facts with some changed."""
        return self.model_copy(update=changes)


def _limit(data: dict[str, Any]) -> dict[str, Any]:
    """Return the limit that an event sets."""
    moved_to = data.get("moved_to")
    return {
        "due": DUE.validate_python(data["due"]),
        "moved_to": dt.date.fromisoformat(moved_to) if moved_to else None,
    }


def _opened(event: Event) -> Facts:
    data = event.data
    limit = _limit(data)
    first = _limit(data["first"]) if "first" in data else limit
    return Facts(
        opened_at=event.at,
        since=_midnight(event.at.date()),
        starts=dt.date.fromisoformat(data["starts"]) if "starts" in data else None,
        **limit,
        first_due=first["due"],
        first_moved_to=first["moved_to"],
        invited=data["basis"] == "invited",
        own=data.get("own", False),
        before_tracking=data.get("before_tracking", False),
        predecessors=tuple(data.get("predecessors", ())),
        basis=data.get("document", ""),
        reached=(OPENING,) if data.get("announced") else (),
        ladder=_ladder(data),
    )


def _ladder(data: dict[str, Any]) -> Ladder | None:
    return Ladder.model_validate(data["ladder"]) if data.get("ladder") else None


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), VIETNAM)


def _redated(facts: Facts, event: Event) -> Facts:
    limit = _limit(event.data)
    kept = tuple(news for news in facts.news if news.kind == "returned")
    changed = facts.with_alert("resolved").but(
        **limit,
        **_first(facts, limit),
        since=_midnight(event.at.date() + dt.timedelta(days=1)),
        version=facts.version + 1,
        round=facts.round + 1,
        reached=tuple(rung for rung in facts.reached if rung in (OPENING, *(news.rung for news in kept))),
        urgings=(),
        news=kept,
        extension_asked=None,
        provisional=event.data.get("provisional", False),
    )
    return changed.but(before_tracking=facts.before_tracking and _is_past(changed, event.at))


def _first(facts: Facts, limit: dict[str, Any]) -> dict[str, Any]:
    """Return the limit first given: the one that stands, unless it named no date yet."""
    if missed_at(facts.first_due, facts.first_moved_to) is not None:
        return {}
    return {"first_due": limit["due"], "first_moved_to": limit["moved_to"]}


def _corrected(facts: Facts, event: Event, why: Correction) -> Facts:
    """Take a new limit that was not the agency's wish: who was told another one is told of it."""
    changed = _redated(facts, event)
    if OPENING not in facts.reached or (facts.due, facts.moved_to) == (changed.due, changed.moved_to):
        return changed
    untold = facts.correction is not None and CORRECTION not in facts.reached
    told = (facts.told_due, facts.told_moved_to) if untold else (facts.due, facts.moved_to)
    if told == (changed.due, changed.moved_to):
        return changed.but(correction=None, told_due=None, told_moved_to=None)
    return changed.but(correction=why, told_due=told[0], told_moved_to=told[1])


def _amended(facts: Facts, event: Event) -> Facts:
    return _corrected(facts, event, "plan")


def _recalculated(facts: Facts, event: Event) -> Facts:
    return _corrected(facts, event, "calendar")


def _event_recorded(facts: Facts, event: Event) -> Facts:
    happened_at = dt.datetime.fromisoformat(event.data["happened_at"])
    return _corrected(facts, event, "event").but(event_at=happened_at)


def _extended(facts: Facts, event: Event) -> Facts:
    changed = _redated(facts, event).but(event_at=None, correction=None, told_due=None, told_moved_to=None)
    return changed.with_news("extended", event, event.data["basis"]) if OPENING in facts.reached else changed


def _documented(facts: Facts, _event: Event) -> Facts:
    return facts.but(provisional=False)


def _is_past(facts: Facts, at: dt.datetime) -> bool:
    return facts.limit_at is not None and facts.limit_at <= at


def _reopened(facts: Facts, event: Event) -> Facts:
    return _amended(facts, event).but(
        withdrawn_at=None,
        left_plan=False,
        successors=(),
        before_tracking=event.data.get("before_tracking", False),
        reassign_asked=False,
        silenced_until=None,
        ladder=_ladder(event.data),
        news=(),
    )


def _handed_on(facts: Facts, event: Event) -> Facts:
    """Let others carry on what this one asked; what was done stays done."""
    over = facts.with_alert("resolved").but(withdrawn_at=event.at)
    return over.but(successors=tuple(event.data["to"]), basis=event.data["document"], reassign_asked=False)


def _suspended(facts: Facts, _event: Event) -> Facts:
    return facts.with_alert("resolved").but(suspended=True)


def _resumed(facts: Facts, event: Event) -> Facts:
    alert = facts.alert
    back = facts.but(suspended=False, since=_midnight(event.at.date()))
    late = back.missed_at is not None and back.missed_at <= event.at and not back.settled
    return back.with_alert("open") if alert and late else back


def _reworded(facts: Facts, event: Event) -> Facts:
    invited = event.data["basis"] == "invited"
    facts = facts.but(ladder=_ladder(event.data))
    if invited == facts.invited:
        return facts
    return facts.with_alert("resolved" if invited or facts.settled else "open").but(invited=invited)


def _withdrawn(facts: Facts, event: Event) -> Facts:
    left_plan = event.data.get("left_plan", False)
    return facts.with_alert("resolved").but(withdrawn_at=event.at, left_plan=left_plan)


def _reminded(facts: Facts, event: Event) -> Facts:
    said = event.data["rungs"]
    noticed = event.at if OPENING in said else facts.noticed_at
    letters = facts.letters + (not event.data.get("aside"))
    return facts.but(reached=(*facts.reached, *said), noticed_at=noticed, letters=letters)


def _urged(facts: Facts, event: Event) -> Facts:
    return facts.but(urgings=(*facts.urgings, event.at))


def _undelivered(facts: Facts, event: Event) -> Facts:
    """Take back what a letter stood for that has come back: it was not said."""
    return facts.but(reached=tuple(rung for rung in facts.reached if rung not in event.data["rungs"]))


def _reply_received(facts: Facts, event: Event) -> Facts:
    return facts.but(replies=facts.replies + 1, replied_at=event.at)


def _reply_settled(facts: Facts, _event: Event) -> Facts:
    return facts.but(replies=max(0, facts.replies - 1))


def _called(facts: Facts, event: Event) -> Facts:
    return facts.but(called_at=event.at)


def _received(facts: Facts, event: Event) -> Facts:
    return facts.but(received_at=facts.received_at or event.at)


def _done_reported(facts: Facts, event: Event) -> Facts:
    data = event.data
    done = Done.model_validate({**data, "said_at": event.at})
    review: Review = "awaiting" if data["awaits_review"] else "none"
    return facts.with_alert("resolved").but(done=done, review=review, news=())


def _accepted(facts: Facts, event: Event) -> Facts:
    """Let the result stand; who reported it in person is told so, who sent the document as usual is not written to."""
    accepted = facts.but(review="accepted")
    in_person = facts.done is not None and facts.done.name
    return accepted.with_news("recorded", event, event.data.get("reason", "")) if in_person else accepted


def _returned(facts: Facts, event: Event) -> Facts:
    alert = facts.alert
    reopened = facts.with_alert("open") if alert else facts
    again = reopened.but(done=None, review="none", round=facts.round + 1)
    return again.with_news("returned", event, event.data["reason"])


def _declined(facts: Facts, event: Event) -> Facts:
    kept = facts.but(extension_asked=None, reassign_asked=False, round=facts.round + 1)
    return kept.with_news("declined", event, event.data["reason"])


def _extension_asked(facts: Facts, event: Event) -> Facts:
    return facts.but(extension_asked=dt.date.fromisoformat(event.data["until"]), asked_at=event.at)


def _reassign_asked(facts: Facts, event: Event) -> Facts:
    return facts.but(reassign_asked=True, asked_at=event.at)


def _alert_raised(facts: Facts, event: Event) -> Facts:
    return facts.but(alerts=(*facts.alerts, Alert(version=facts.version, raised_at=event.at)))


def _acknowledged(facts: Facts, _event: Event) -> Facts:
    return facts.with_alert("acknowledged")


def _silenced(facts: Facts, event: Event) -> Facts:
    stays = facts.alert is not None and facts.alert.state == "resolved"
    silent = facts if stays else facts.with_alert("silenced")
    return silent.but(silenced_until=dt.date.fromisoformat(event.data["until"]))


def _silence_ended(facts: Facts, _event: Event) -> Facts:
    wakes = facts.alert is not None and facts.alert.state == "silenced"
    return (facts.with_alert("open") if wakes else facts).but(silenced_until=None)


TRANSITIONS: dict[str, Callable[[Facts, Event], Facts]] = {
    "redated": _amended,
    "recalculated": _recalculated,
    "event_recorded": _event_recorded,
    "extended": _extended,
    "documented": _documented,
    "reopened": _reopened,
    "succeeded": _handed_on,
    "reassigned": _handed_on,
    "suspended": _suspended,
    "resumed": _resumed,
    "reworded": _reworded,
    "withdrawn": _withdrawn,
    "reminded": _reminded,
    "urged": _urged,
    "undelivered": _undelivered,
    "reply_received": _reply_received,
    "reply_settled": _reply_settled,
    "called": _called,
    "received": _received,
    "done_reported": _done_reported,
    "accepted": _accepted,
    "returned": _returned,
    "declined": _declined,
    "extension_asked": _extension_asked,
    "reassign_asked": _reassign_asked,
    "alert_raised": _alert_raised,
    "acknowledged": _acknowledged,
    "silenced": _silenced,
    "silence_ended": _silence_ended,
}


def after(facts: Facts | None, event: Event) -> Facts:
    """Return the facts once `event` has happened; `opened` is the first event of every obligation."""
    if facts is None:
        return _opened(event)
    return TRANSITIONS[event.kind](facts, event)


def facts_of(events: Iterable[Event]) -> Facts | None:
    """Return what a whole history adds up to, or None for no history."""
    facts: Facts | None = None
    for event in events:
        facts = after(facts, event)
    return facts
