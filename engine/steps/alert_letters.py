"""The new alerts of a run in one mail a plan to the coordinator, and to the services an office reads beside its mail.

Written in the transaction that raises them; named unique constraints keep an alert from being told twice. They leave on
days off too, as alerts are raised then.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator

from engine.ledger import outbox
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.outbox import Drafted, Reminder
from engine.ledger.unit import Unit
from engine.obligations.ladder import ALERT
from engine.obligations.values import Tracked
from engine.steps.addresses import Address, Addresses
from engine.steps.drafting import Desk, Spoken, new_uid
from engine.steps.own_side import write


def tell_of_alerts(unit: Unit, ledger: Ledger, raised: Iterable[Tracked]) -> int:
    """Draft the mails about alerts just raised; return how many."""
    plans: dict[str, list[Tracked]] = defaultdict(list)
    for tracked in raised:
        plans[tracked.obligation.plan].append(tracked)
    drafted = [one for plan in plans.values() for one in _Telling(unit, ledger).of(plan)]
    outbox.add(unit.connection, drafted, unit.at)
    return len(drafted)


class _Telling:
    """The mails about one plan's alerts. A service goes by its number: where it is, is a secret of the settings."""

    def __init__(self, unit: Unit, ledger: Ledger) -> None:
        self.unit, self.settings = unit, ledger.settings
        self.book = read_address_book(unit.connection)
        self.desk = Desk(ledger.settings, self.book, ledger.calendar, ledger.keys.links)

    def of(self, tracked: list[Tracked]) -> Iterator[Drafted]:
        for address in self._addresses(tracked[0], self.unit.at.date()):
            uid, spoken = new_uid(), [Spoken(one, (ALERT,)) for one in tracked]
            written = write(self.unit.connection, self.desk, uid, spoken, self.unit.at, address)
            said = {"to": address.email, "kind": written.letter.kind, "held": False}
            seq = self.unit.note("letter_drafted", said, letter=uid)
            reached = tuple(Reminder(one.id, ALERT, one.facts.version) for one in tracked)
            yield Drafted(self.desk.outgoing(uid, address, "now", written), written.letter, seq, reached)

    def _addresses(self, tracked: Tracked, on: dt.date) -> Iterator[Address]:
        owed = tracked.obligation
        ours = Addresses(self.book, self.settings.office, on).of("coordinator", owed)
        if ours:
            yield ours
        if not self.settings.mail_redirect:  # a rehearsal stays among ourselves
            for number in range(1, len(self.settings.alert_urls) + 1):
                yield Address(f"services-{number}", "services", owed.plan)
