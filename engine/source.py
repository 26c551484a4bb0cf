"""Source: the text of a plan's document, and where in it the sentence stands that an obligation is quoted from."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from engine.ledger.ledger import Ledger
from engine.ledger.tables import plans
from engine.spec.quotations import Source


@dataclass(frozen=True)
class Placed:
    """The lines of a document, and those of them, from 0, in which the quotation stands; none when it is not found."""

    lines: tuple[str, ...]
    quoted: range


def placed(ledger: Ledger, plan: str, quote: str) -> Placed | None:
    """Return a quotation in its place, or None when the document's text was not at hand when the plan was applied."""
    with ledger.read() as connection:
        text = connection.execute(sa.select(plans.c.source).where(plans.c.id == plan)).scalar()
    if text is None:
        return None
    return Placed(tuple(text.splitlines()), Source(text).lines_of(quote))
