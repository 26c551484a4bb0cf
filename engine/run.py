"""Run: what a scheduled run does, once, at one moment. Beside another run it delivers what is left."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from engine.ledger.ledger import Ledger
from engine.ledger.reader import unwatched
from engine.ledger.runs import record_run
from engine.ledger.unit import Unit
from engine.mail.carriers import Carrier
from engine.mail.inboxes import Inbox
from engine.steps.alert import alert
from engine.steps.collect import Collected, collect
from engine.steps.deliver import Delivered, deliver
from engine.steps.digest import digest
from engine.steps.gather import gather
from engine.steps.open import open_due
from engine.steps.recalculate import recalculate
from engine.steps.releasing import release_due
from engine.steps.remind import Reminded, remind

NOTHING_COLLECTED = Collected()


@dataclass(frozen=True)
class RunResult:
    """What one run did. `reminders` counts rungs reached, `letters` mails, `held` those of them drafted for release."""

    at: dt.datetime
    opened: int
    reminders: int
    letters: int
    held: int
    delivered: int
    failed: int
    alerts_raised: int
    seconds: float
    trouble: str | None = None
    without_contact: tuple[str, ...] = ()
    unwatched: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        at: dt.datetime,
        opened: int,
        reminded: Reminded,
        raised: int,
        delivered: Delivered,
        seconds: float,
        collected: Collected = NOTHING_COLLECTED,
    ) -> RunResult:
        """Put together what the steps of a run did."""
        return cls(
            at=at,
            opened=opened,
            reminders=reminded.reminders,
            letters=reminded.letters,
            held=reminded.held,
            delivered=delivered.delivered,
            failed=delivered.failed,
            alerts_raised=raised,
            seconds=round(seconds, 3),
            trouble=" ".join(filter(None, (delivered.trouble, collected.trouble))) or None,
            without_contact=reminded.without_contact,
        )

    def counts(self) -> dict[str, object]:
        """Return the figures, as `run --json` prints them."""
        values = dataclasses.asdict(self)
        del values["trouble"], values["without_contact"], values["unwatched"]
        return values | {"at": self.at.isoformat()}


def run(ledger: Ledger, carrier: Carrier, at: dt.datetime, inbox: Inbox | None = None) -> RunResult:
    """Collect the mail, open what has come, gather answers, draft reminders, raise alerts, deliver. Twice is the same as once."""
    started = time.monotonic()
    ledger.prepare()
    collected = collect(ledger, inbox, at) if inbox else NOTHING_COLLECTED
    recalculate(ledger, at)
    opened = open_due(ledger, at)
    gather(ledger, at)
    release_due(ledger, at)  # before a newer draft takes the place of what a person has let go
    reminded = remind(ledger, at)
    raised = alert(ledger, at)
    digest(ledger, at)
    delivered = deliver(ledger, carrier, at)
    seconds = time.monotonic() - started
    result = RunResult.of(at, opened, reminded, raised, delivered, seconds, collected)
    return record(ledger, dataclasses.replace(result, unwatched=_unwatched(ledger)))


def _unwatched(ledger: Ledger) -> tuple[str, ...]:
    """Return what would be forgotten: open, with a limit, and neither a next action nor an open alert."""
    with ledger.read() as connection:
        return tuple(unwatched(connection))


def record(ledger: Ledger, result: RunResult) -> RunResult:
    """Remember that a run has ended: `doctor` and the terminal look for it."""
    kept = result.counts() | {"trouble": result.trouble, "unwatched": len(result.unwatched)}
    record_run(ledger, result.at, json.dumps(kept, ensure_ascii=False))
    return result


def rehearse(ledger: Ledger, at: dt.datetime, watch: Callable[[Unit], None] | None = None) -> RunResult:
    """Say what a run at `at` would write and raise, and keep none of it; nothing is delivered.

    `watch` sees what each step has written, before it is thrown away.
    """
    thrown_away = ledger.rehearsal(watch)
    opened = open_due(thrown_away, at)
    reminded = remind(thrown_away, at)
    return RunResult.of(at, opened, reminded, alert(thrown_away, at), Delivered(), 0)
