"""Between the obligations table and the values of the rooms below."""

from __future__ import annotations

from typing import Any

from sqlalchemy import RowMapping

from engine.obligations.history import DUE, Facts
from engine.obligations.values import Obligation, Tracked

PLAIN = ("plan", "task", "agency", "occurrence", "kind", "role", "basis", "section", "text", "quote", "to", "via")


def tracked_of(row: RowMapping) -> Tracked:
    """Read a row of `obligations`."""
    obligation = Obligation(**{name: row[name] for name in PLAIN}, due=DUE.validate_json(row["due"]))
    return Tracked(obligation, Facts.model_validate_json(row["facts"]))


def definition_row(obligation: Obligation) -> dict[str, Any]:
    """Return the columns that say what the plan says."""
    return {
        "id": obligation.id,
        **{name: getattr(obligation, name) for name in PLAIN},
        "due": DUE.dump_json(obligation.due, by_alias=True).decode(),
    }


def facts_row(facts: Facts) -> dict[str, Any]:
    """Return the columns that say what has happened."""
    return {"facts": facts.model_dump_json(by_alias=True), "missed_at": facts.missed_at}
