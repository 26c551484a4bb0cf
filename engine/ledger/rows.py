"""Between the obligations table and the values of the rooms below."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from sqlalchemy import RowMapping

from engine.ledger.chain import canonical
from engine.obligations.history import DUE, Facts
from engine.obligations.ladder import is_watched
from engine.obligations.values import Obligation, Tracked
from engine.spec.ladders import Ladder

PLAIN = ("plan", "task", "agency", "occurrence", "kind", "role", "basis", "section", "text", "quote", "to", "via")


def tracked_of(row: RowMapping) -> Tracked:
    """Read a row of `obligations`; what is the same of many is one value."""
    ladder = _ladder(row["ladder"]) if row["ladder"] else None
    obligation = Obligation(**{name: row[name] for name in PLAIN}, due=_due(row["due"]), ladder=ladder)
    return Tracked(obligation, _facts(row["facts"]))


_due = lru_cache(1_000)(DUE.validate_json)
_ladder = lru_cache(100)(Ladder.model_validate_json)
_facts = lru_cache(1_000)(Facts.model_validate_json)


def definition_row(obligation: Obligation) -> dict[str, Any]:
    """Return the columns that say what the plan says."""
    return {
        "id": obligation.id,
        **{name: getattr(obligation, name) for name in PLAIN},
        "due": DUE.dump_json(obligation.due, by_alias=True).decode(),
        "ladder": canonical(obligation.ladder.data()) if obligation.ladder else None,
    }


def facts_row(facts: Facts, next_action: dt.datetime | None) -> dict[str, Any]:
    """Return the columns that say what has happened, and when a run must look again; whether anybody watches."""
    return {
        "facts": facts.model_dump_json(by_alias=True),
        "missed_at": facts.missed_at,
        "next_action_at": next_action,
        "unwatched": not is_watched(facts, next_action),
    }
