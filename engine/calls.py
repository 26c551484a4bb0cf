"""Calls: whom to telephone because letters do not reach them, or nobody says that they did; and that somebody has.

Who is on the list and why, engine/lists/calls.py says; the coordinator's Today shows the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from typing import Any, Literal

import sqlalchemy as sa

from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import last_event_at, tracked_at
from engine.ledger.registers import last_import
from engine.ledger.tables import moment_text
from engine.lists.calls import Call, CallsNow, Patience, calls_then
from engine.register.freshness import age_words

By = Literal["phone", "zalo"]


def to_call(ledger: Ledger, at: dt.datetime) -> list[Call]:
    """Return the agencies to call at `at`, each once, those that letters do not reach first."""
    if not ledger.exists:
        return []
    with ledger.read() as connection:
        at = ledger.as_of(connection, at)
        if last_event_at(connection) > moment_text(at):
            return calls_then(
                connection, read_address_book(connection), tracked_at(connection, at), at, _patience(ledger)
            )
        return _now(ledger, connection, at)


def _now(ledger: Ledger, connection: sa.Connection, at: dt.datetime) -> list[Call]:
    now = CallsNow(connection, at, _patience(ledger))
    return [now.whole(call) for call in now.agencies()]


def call_to(ledger: Ledger, agency: str, at: dt.datetime, most: int) -> Call | None:
    """Return the call to one agency now, with so many obligations at most; None when it need not be called."""
    with ledger.read() as connection:
        now = CallsNow(connection, ledger.as_of(connection, at), _patience(ledger))
        found = next((call for call in now.agencies() if call.agency == agency), None)
        return now.whole(found, most) if found else None


def _patience(ledger: Ledger) -> Patience:
    return Patience(ledger.settings.call_after, lambda: ledger.calendar)


def register_age(ledger: Ledger, at: dt.datetime) -> str:
    """Return how old what is known of incoming documents is: it stands above the list."""
    with ledger.read() as connection:
        return age_words(last_import(connection, ledger.as_of(connection, at)))


def called(ledger: Ledger, obligations: list[str], at: dt.datetime, by: By, note: str = "") -> None:
    """Đã gọi, đã nhắn: somebody has spoken or written to the agency about these obligations."""
    with ledger.write(at) as unit:
        for obligation in dict.fromkeys(obligations):
            unit.record("called", obligation, {"by": by, "note": note})
        ledger.commit(unit)


def call_made(ledger: Ledger, agencies: Collection[str], at: dt.datetime, by: By, note: str = "") -> int:
    """Đã gọi, đã nhắn cơ quan: about all for which it is on the list; return of how many obligations that is."""
    with ledger.write(at) as unit:
        calls = _now(ledger, unit.connection, unit.at)
        about = [one.id for call in calls if call.agency in agencies for one in call.obligations]
        for obligation in about:
            unit.record("called", obligation, {"by": by, "note": note})
        if about:
            ledger.commit(unit)
    return len(about)


def call_json(call: Call) -> dict[str, Any]:
    """Return a call as `calls --json` prints it."""
    contact = call.contact
    return {
        "agency": call.agency,
        "agency_name": call.agency_name,
        "why": call.why,
        "said": call.said,
        "name": contact.name if contact else "",
        "position": contact.position if contact else "",
        "phone": contact.phone if contact else "",
        "obligations": [tracked.id for tracked in call.obligations],
        "called_at": [_iso(tracked.facts.called_at) for tracked in call.obligations],
    }


def call_lines(call: Call) -> Iterator[str]:
    """Yield a call for a person: whom, at what number, why, about what."""
    contact = call.contact
    who = " · ".join(filter(None, (contact.name, contact.position, contact.phone))) if contact else ""
    yield f"{call.agency_name}: {call.said}"
    yield f"  Gọi: {who or 'chưa có tên và số điện thoại đầu mối'}"
    yield from (f"  - {tracked.obligation.text}  [{tracked.id}]" for tracked in call.obligations)


def _iso(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None
