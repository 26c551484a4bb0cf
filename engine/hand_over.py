"""Hand over: whoever holds a letter's link passes it on to a colleague, who gets one of their own for the same letter.

The old link goes on showing where things stand, and to whom it was handed; it no longer takes answers.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.ledger import links
from engine.ledger.ledger import Ledger
from engine.ledger.links import Link, New
from engine.ledger.unit import Unit
from engine.links import digest, sign


@dataclass(frozen=True)
class Colleague:
    """To whom: both may be empty, when the letter goes to another colleague whose name is not said."""

    name: str = ""
    position: str = ""

    @property
    def words(self) -> str:
        """Return the colleague in one phrase."""
        return ", ".join(filter(None, (self.name, self.position)))


def hand_over(ledger: Ledger, token: str, to: Colleague, at: dt.datetime, actor: str) -> None:
    """Hand a link over; a repeat changes nothing. Refuses a dead one as `links.good` does."""
    with ledger.write(at, actor) as unit:
        old = links.good(unit.connection, token, unit.at)
        if old.handed_at is None:
            _hand_over(ledger, unit, old, to)
            ledger.commit(unit)


def _hand_over(ledger: Ledger, unit: Unit, old: Link, to: Colleague) -> None:
    new = New(sign(old.letter, ledger.keys.links, old.digest), old.letter, old.email, came_from=old.digest)
    links.remember(unit.connection, [new], unit.at)
    links.hand_over(unit.connection, old, to.words, unit.actor, unit.at)
    said = {"from": old.digest, "to": digest(new.token), "colleague": to.name, "colleague_position": to.position}
    unit.note("link_handed_over", said, letter=old.letter)


def token_after(ledger: Ledger, link: Link) -> str | None:
    """Return the token of the link that came from one handed over; None once the secret has changed."""
    token = sign(link.letter, ledger.keys.links, link.digest)
    with ledger.read() as connection:
        return token if links.find(connection, token) else None
