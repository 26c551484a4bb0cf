"""Who speaks to whom: the office's name for itself, its name for the reader, and how it may ask.

The capacity of the sender decides before the relation does: a department asks ("đề nghị") even those below it; only
the people's committee, or who signs for its chairman, requires ("yêu cầu"), and only of those below.

    direct     cấp dưới, trực thuộc: says that a limit has passed
    colleague  ngang cấp, ngành dọc, công an, quân sự, cấp trên: asks for help in making the summary complete
    request    Đảng, Mặt trận, đoàn thể, and whoever was only invited: asks and thanks, knows no limit
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.letters.names import is_committee, shared_name, short_office
from engine.letters.values import Draft, Item, Recipient, Sender

Tone = Literal["direct", "colleague", "request"]
FORMALLY = "quý cơ quan"


@dataclass(frozen=True)
class Voice:
    """What the sentences of one letter are spoken with.

    `office` and `we` are the sender in full and short, `you` the reader, `ask` the verb of the main request,
    `requires` whose name stands before "yêu cầu", `above` whom the summary goes up to (both empty when there is none).
    """

    tone: Tone
    office: str
    we: str
    you: str
    ask: str
    requires: str
    above: str

    @property
    def respectful(self) -> bool:
        """Say whether even a subject line asks: of those above, and of those who are only asked."""
        return self.tone == "request" or self.ask == "kính đề nghị"


def voice(draft: Draft, items: tuple[Item, ...]) -> Voice:
    """Return how this letter speaks; `items` are those of it that have a limit."""
    sender, recipient = draft.sender, draft.recipient
    tone = _tone(recipient, items)
    issuers = tuple(dict.fromkeys(item.plan.issuer for item in draft.items))
    requires = _requires(sender, issuers) if sender.signs_for_authority and tone == "direct" else ""
    return Voice(
        tone=tone,
        office=sender.office,
        we=short_office(sender.office) or sender.office,
        you=_reader(recipient, sender),
        ask="yêu cầu" if requires else _verb(tone, recipient),
        requires=requires,
        above=above(sender, issuers),
    )


def _tone(recipient: Recipient, items: tuple[Item, ...]) -> Tone:
    only_invited = bool(items) and all(item.basis == "invited" for item in items)
    if recipient.relation == "front" or only_invited:
        return "request"
    return "direct" if recipient.relation in ("lower", "affiliated") else "colleague"


def _verb(tone: Tone, recipient: Recipient) -> str:
    if recipient.relation in ("front", "higher"):
        return "kính đề nghị"
    return "đề nghị" if tone == "direct" else "trân trọng đề nghị"


def _reader(recipient: Recipient, sender: Sender) -> str:
    """Return the reader's name; one that the sender also goes by ("Phòng") is said in full."""
    if recipient.relation not in ("lower", "affiliated"):
        return FORMALLY
    if len(recipient.agencies) > 1:
        return shared_name(recipient.agencies)
    short = short_office(recipient.agencies[0]) or "đơn vị"
    return recipient.agencies[0] if short == short_office(sender.office) else short


def _requires(sender: Sender, issuers: tuple[str, ...]) -> str:
    """Return in whose name it is required: a department that signs TL. CHỦ TỊCH speaks for the committee."""
    committee = sender.office if is_committee(sender.office) else issuers[0]
    return short_office(committee) or committee


def above(sender: Sender, issuers: tuple[str, ...]) -> str:
    """Return whom the summary is made for: the one issuer of all plans, unless the sender is that issuer."""
    if len(issuers) != 1 or sender.office == issuers[0]:
        return ""
    return short_office(issuers[0]) or issuers[0]
