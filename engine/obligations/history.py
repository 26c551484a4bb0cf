"""From events to facts: every fact about an obligation is what its events add up to, and nothing else.

`after` is the only place that says what an event means; the ledger keeps its result beside the log so that a run
need not read the log again, and `status --at` folds the log itself.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from engine.deadlines.rules import Due, missed_at
from engine.obligations.values import Event

AlertState = Literal["open", "acknowledged", "silenced", "resolved"]
Review = Literal["none", "awaiting", "accepted"]
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

    `sent` is that day, `said_at` when it was said. `nothing` is "không phát sinh", which is a report too.
    """

    said_at: dt.datetime
    sent: dt.date
    number: str | None = None
    document_date: dt.date | None = None
    nothing: bool = False
    name: str = ""
    position: str = ""
    attachment: str | None = None


class Facts(Value):
    """All that is known of one obligation at one moment.

    `since` is when its present limit was set; `own` are the coordinator's own, who writes no letters to itself;
    `round` counts how often the agency was asked afresh, so that the same answer may be given again; `left_plan` says
    that a changed plan withdrew it, so that a plan may bring it back, and not what a person withdrew.
    """

    opened_at: dt.datetime
    since: dt.datetime
    due: Due
    first_due: Due
    version: int = 1
    invited: bool = False
    own: bool = False
    before_tracking: bool = False
    received_at: dt.datetime | None = None
    done: Done | None = None
    review: Review = "none"
    round: int = 1
    extension_asked: dt.date | None = None
    reassign_asked: bool = False
    silenced_until: dt.date | None = None
    withdrawn_at: dt.datetime | None = None
    left_plan: bool = False
    reached: tuple[str, ...] = ()
    alerts: tuple[Alert, ...] = ()

    @property
    def missed_at(self) -> dt.datetime | None:
        """Return the first instant at which it is late; never for an invited agency."""
        return None if self.invited else missed_at(self.due)

    @property
    def first_missed_at(self) -> dt.datetime | None:
        """Return the same for the limit as first given."""
        return None if self.invited else missed_at(self.first_due)

    @property
    def settled(self) -> bool:
        """Say whether nothing more is asked of the agency for now."""
        return self.withdrawn_at is not None or self.done is not None or self.before_tracking

    @property
    def alert(self) -> Alert | None:
        """Return the alert of the present deadline version."""
        return next((alert for alert in self.alerts if alert.version == self.version), None)

    def with_alert(self, state: AlertState) -> Facts:
        """Return the facts with the present alert in another state."""
        alerts = (a.model_copy(update={"state": state}) if a.version == self.version else a for a in self.alerts)
        return self.model_copy(update={"alerts": tuple(alerts)})

    def but(self, **changes: Any) -> Facts:
        """Return the facts with some changed."""
        return self.model_copy(update=changes)


def _opened(event: Event) -> Facts:
    due = DUE.validate_python(event.data["due"])
    return Facts(
        opened_at=event.at,
        since=event.at,
        due=due,
        first_due=due,
        invited=event.data["basis"] == "invited",
        own=event.data.get("own", False),
        before_tracking=event.data.get("before_tracking", False),
    )


def _redated(facts: Facts, event: Event) -> Facts:
    resolved = facts.with_alert("resolved")
    reached = tuple(rung for rung in facts.reached if rung == "opening")
    due = DUE.validate_python(event.data["due"])
    return resolved.but(
        due=due,
        since=event.at,
        version=facts.version + 1,
        round=facts.round + 1,
        reached=reached,
        extension_asked=None,
        before_tracking=facts.before_tracking and _is_past(due, event.at),
    )


def _is_past(due: Due, at: dt.datetime) -> bool:
    limit = missed_at(due)
    return limit is not None and limit <= at


def _reopened(facts: Facts, event: Event) -> Facts:
    return _redated(facts, event).but(
        withdrawn_at=None,
        left_plan=False,
        before_tracking=event.data.get("before_tracking", False),
        reassign_asked=False,
        silenced_until=None,
    )


def _reworded(facts: Facts, event: Event) -> Facts:
    invited = event.data["basis"] == "invited"
    if invited == facts.invited:
        return facts
    return facts.with_alert("resolved" if invited or facts.settled else "open").but(invited=invited)


def _withdrawn(facts: Facts, event: Event) -> Facts:
    left_plan = event.data.get("left_plan", False)
    return facts.with_alert("resolved").but(withdrawn_at=event.at, left_plan=left_plan)


def _reminded(facts: Facts, event: Event) -> Facts:
    return facts.but(reached=(*facts.reached, *event.data["rungs"]))


def _received(facts: Facts, event: Event) -> Facts:
    return facts.but(received_at=facts.received_at or event.at)


def _done_reported(facts: Facts, event: Event) -> Facts:
    data = event.data
    done = Done.model_validate({**data, "said_at": event.at})
    review: Review = "awaiting" if data["awaits_review"] else "none"
    return facts.with_alert("resolved").but(done=done, review=review)


def _accepted(facts: Facts, _event: Event) -> Facts:
    return facts.but(review="accepted")


def _returned(facts: Facts, event: Event) -> Facts:
    alert = facts.alert
    reopened = facts.with_alert("open") if alert else facts
    return reopened.but(done=None, review="none", round=facts.round + 1)


def _extension_asked(facts: Facts, event: Event) -> Facts:
    return facts.but(extension_asked=dt.date.fromisoformat(event.data["until"]))


def _reassign_asked(facts: Facts, _event: Event) -> Facts:
    return facts.but(reassign_asked=True)


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
    "redated": _redated,
    "extended": _redated,
    "reopened": _reopened,
    "reworded": _reworded,
    "withdrawn": _withdrawn,
    "reminded": _reminded,
    "received": _received,
    "done_reported": _done_reported,
    "accepted": _accepted,
    "returned": _returned,
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
