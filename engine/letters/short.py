"""The short text to copy into Zalo for one obligation: who may be asked how decides here too.

It has no link and no attachment: the letter has these. Who sends it is recorded as having called.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.directory.models import Relation
from engine.letters.limits import stage_on
from engine.letters.names import short_name, uncapital
from engine.letters.values import Draft, Item, Recipient, Sender
from engine.letters.view import tidy
from engine.letters.voice import voice
from engine.letters.wording import PRODUCT, Wording

_FILE = "short"


@dataclass(frozen=True)
class Short:
    """What the sentences of a short text are told."""

    item: Item
    stage: str
    matter: str
    plan: str
    signature: str


def short(item: Item, sender: Sender, relation: Relation, at: dt.datetime, wording: Wording = PRODUCT) -> str:
    """Return the text about one obligation as it stands at `at`, in a few sentences on one line."""
    ready = tidy(Draft(at, sender, Recipient((item.agency,), relation), (item,), link=None))
    (owed,) = ready.items
    speaks = voice(ready, ready.items)
    about = Short(
        item=owed,
        stage=stage_on(owed, ready.at.date()),
        matter=uncapital(owed.text.rstrip(" .;,:")),
        plan=short_name(owed.plan),
        signature=", ".join(filter(None, (ready.sender.person, ready.sender.office))),
    )
    return wording.say(_FILE, "text", about, speaks)
