"""Status: where things stand, as a value and as the document of `status --json`."""

from __future__ import annotations

import datetime as dt
from typing import Any

from engine.ledger.address_book import AddressBook
from engine.ledger.ledger import Ledger
from engine.standing import Line, PlanStanding, Standing, standing


def status(ledger: Ledger, at: dt.datetime, plan: str | None = None) -> Standing:
    """Read where things stand; an unknown plan, or a ledger not made yet, is simply empty."""
    if not ledger.exists:
        return Standing(at, (), AddressBook({}, {}, {}, {}))
    with ledger.read() as connection:
        return standing(connection, ledger.calendar, ledger.as_of(connection, at), plan)


def status_json(found: Standing) -> dict[str, Any]:
    """Return the document that `status --json` prints."""
    return {"at": found.at.isoformat(), "plans": [_plan_json(plan) for plan in found.plans]}


def _plan_json(plan: PlanStanding) -> dict[str, Any]:
    return {
        "id": plan.plan.id,
        "number": plan.plan.number,
        "title": plan.plan.title,
        "counts": plan.counts,
        "obligations": [line_json(line) for line in plan.lines],
    }


def line_json(line: Line) -> dict[str, Any]:
    """Return one obligation as the contract prints it."""
    obligation, facts = line.tracked.obligation, line.tracked.facts
    return {
        "id": obligation.id,
        "agency": obligation.agency,
        "agency_name": line.agency_name,
        "task": obligation.task,
        "role": obligation.role,
        "section": obligation.section,
        "quote": obligation.quote,
        "kind": obligation.kind,
        "basis": obligation.basis,
        "due": facts.due.model_dump(mode="json", by_alias=True, exclude_none=True),
        "missed_at": _iso(facts.missed_at),
        "first_missed_at": _iso(facts.first_missed_at),
        "state": line.state,
        "flags": list(line.flags),
        "received_at": _iso(facts.received_at),
        "done_at": _iso(facts.done.said_at) if facts.done else None,
        "evidence": _evidence(line),
        "reminders_sent": line.reminders_sent,
        "alerts": [{"raised_at": _iso(alert.raised_at), "state": alert.state} for alert in facts.alerts],
    }


def _evidence(line: Line) -> dict[str, Any] | None:
    done = line.tracked.facts.done
    if done is None or done.number is None:
        return None
    date = done.document_date.isoformat() if done.document_date else None
    return {"number": done.number, "date": date, "sent": done.sent.isoformat()}


def _iso(at: dt.datetime | None) -> str | None:
    return at.isoformat() if at else None
