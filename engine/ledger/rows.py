"""Between the obligations table and the values of the rooms below.

Beside the facts stand the columns by which a list is one indexed query: what of the state no hour changes, what waits
for a person, and a number for each wording and each limit, so that what is typed is sought among the few that differ.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import lru_cache
from typing import Any

from sqlalchemy import RowMapping

from engine.ledger.chain import canonical
from engine.obligations.calls import unheard_since
from engine.obligations.history import DUE, Facts
from engine.obligations.ladder import Moments, is_watched
from engine.obligations.states import kept_of
from engine.obligations.values import Obligation, Tracked
from engine.spec.ladders import Ladder

PLAIN = ("plan", "task", "agency", "occurrence", "kind", "role", "basis", "section", "text", "quote", "to", "via")


def tracked_of(row: RowMapping) -> Tracked:
    """Read a row of `obligations`; what is the same of many is one value."""
    ladder = _ladder(row["ladder"]) if row["ladder"] else None
    obligation = Obligation(**{name: row[name] for name in PLAIN}, due=_due(row["due"]), ladder=ladder)
    return Tracked(obligation, facts_in(row["facts"]))


_due = lru_cache(1_000)(DUE.validate_json)
_ladder = lru_cache(100)(Ladder.model_validate_json)
facts_in = lru_cache(1_000)(Facts.model_validate_json)


def definition_row(obligation: Obligation) -> dict[str, Any]:
    """Return the columns that say what the plan says."""
    return {
        "id": obligation.id,
        **{name: getattr(obligation, name) for name in PLAIN},
        "due": DUE.dump_json(obligation.due, by_alias=True).decode(),
        "ladder": canonical(obligation.ladder.data()) if obligation.ladder else None,
        "wording_key": _number(obligation.section, obligation.text),
    }


@lru_cache(1_000)
def _number(*texts: str) -> int:
    """Return a number that these texts have and no others, positive and of 56 bits."""
    return int.from_bytes(hashlib.blake2b("\0".join(texts).encode(), digest_size=7).digest())


def facts_row(facts: Facts, moments: Moments) -> dict[str, Any]:
    """Return the columns that say what has happened, and when a run must look again; whether anybody watches."""
    return {
        "facts": facts.model_dump_json(by_alias=True),
        "missed_at": facts.missed_at,
        "next_action_at": moments.next_action,
        "unwatched": not is_watched(facts, moments.next_action),
        **list_columns(facts, moments.soon),
        **call_columns(facts),
    }


def list_columns(facts: Facts, soon: dt.datetime | None) -> dict[str, Any]:
    """Return the columns that only lists ask for; `soon` is when the limit comes near."""
    alert = facts.alert
    stands = alert is not None and alert.state != "resolved"
    asked = {"extension": facts.extension_asked, "reassign": facts.reassign_asked}
    return {
        "standing": kept_of(facts),
        "soon_at": soon,
        "alert": alert.state if alert else None,
        "late_since": (facts.missed_at or alert.raised_at) if alert and stands else None,
        "asks": " ".join(kind for kind, holds in asked.items() if holds) or None,
        "received": facts.received_at is not None,
        "limit_key": _number(DUE.dump_json(facts.due, by_alias=True).decode(), str(facts.moved_to)),
    }


def call_columns(facts: Facts) -> dict[str, Any]:
    """Return the columns that say whom to call, and what our own office owes and by when."""
    return {
        "own": facts.own,
        "called_at": facts.called_at,
        "unheard_since": unheard_since(facts),
        "owed_at": facts.missed_at if facts.own and not facts.settled else None,
    }
