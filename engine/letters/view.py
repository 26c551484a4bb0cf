"""What the templates are given: everything already named, numbered and put in order; they only speak."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from unicodedata import normalize

from engine.deadlines.rules import VIETNAM
from engine.deadlines.words import day_month, moment_words, time_words, weekday_date
from engine.letters import names
from engine.letters.sections import DECIDED, Section, has_limit, sections
from engine.letters.undated import Standing, standing
from engine.letters.values import Draft, Item, LetterKind, PlanTitle, Sender, Stage
from engine.letters.voice import Voice, voice

Words = TypeVar("Words", Sender, Item, PlanTitle)
CLOSE_OF_BUSINESS = dt.time(16, 30)
KINDS: dict[Stage, LetterKind] = {
    "corrected": "correction", "extended": "extended", "declined": "declined", "returned": "returned",
    "after": "urging", "last_day": "last_day", "coming": "reminder", "receipt": "receipt", "new": "notice",
    "recorded": "recorded", "renewed": "renewed",
}  # fmt: skip
_AHEAD = ("corrected", "extended", "declined", "coming", "receipt", "new")
STAGE_OF = {kind: stage for stage, kind in KINDS.items()}


@dataclass(frozen=True)
class View:
    """One letter, ready to be spoken. `now` and `hour` are the moment in words, `reply_by` is empty without a day."""

    kind: LetterKind
    voice: Voice
    agencies: tuple[str, ...]
    sections: tuple[Section, ...]
    standing: tuple[Standing, ...]
    contact: str
    link: str
    now: str
    hour: str
    today: str
    day_month: str
    reply_by: str
    guarded: bool

    @property
    def merged(self) -> bool:
        """Say whether several stages meet, each under its heading."""
        return len(self.sections) > 1

    @property
    def plans(self) -> tuple[PlanTitle, ...]:
        """Return every plan of the letter, in the order of its first mention."""
        named = [plan for section in self.sections for plan in section.plans]
        return tuple(dict.fromkeys([*named, *(given.plan for given in self.standing)]))

    @property
    def items(self) -> tuple[Item, ...]:
        """Return every item that has a limit."""
        return tuple(item for section in self.sections for item in section.items)

    @property
    def asks_for_reports(self) -> bool:
        """Say whether a report is among what has a limit."""
        return any(item.kind == "report" for item in self.items)

    @property
    def reminds(self) -> bool:
        """Say whether the letter reminds; what was decided or corrected, and a link sent again, is told."""
        return STAGE_OF[self.kind] not in (*DECIDED, "renewed")

    @property
    def receipt_missing(self) -> bool:
        """Say whether receipt of something still ahead was not yet confirmed."""
        ahead = (section for section in self.sections if section.name in _AHEAD)
        return any(item.received is None for section in ahead for item in section.items)

    @property
    def waits_for_events(self) -> bool:
        """Say whether some work without a day will have one, so that it is not said to have no limit."""
        return any(given.waits_for_events for given in self.standing)

    def reader(self, section: Section) -> str:
        """Return who owes what stands in a section: one of several agencies by its name, else the reader's name."""
        owners = {item.agency for item in section.items}
        one_of_several = len(owners) == 1 < len(self.agencies) and self.voice.tone == "direct"
        return owners.pop() if one_of_several else self.voice.you

    def opening_plan(self) -> str:
        """Return the plan that the first sentence names; empty when several are, each above its own lines."""
        ours = self.sections[0].plans if len(self.sections) == 1 else self.plans
        return names.full_name(ours[0], with_title=self.kind == "notice") if len(ours) == 1 else ""

    def heading(self, plan: PlanTitle, section: int) -> str:
        """Return what stands above a plan's lines in the section with this index; empty when the opening named it."""
        if self.opening_plan():
            return ""
        before = [known for earlier in self.sections[:section] for known in earlier.plans]
        return names.short_name(plan) if plan in before else names.full_name(plan)

    def standing_heading(self, plan: PlanTitle) -> str:
        """Return what stands above a plan's work without a limit; empty in a letter of one plan."""
        if len(self.plans) == 1:
            return ""
        known = any(plan in section.plans for section in self.sections)
        return names.short_name(plan) if known else names.full_name(plan)

    def again(self, section: Section) -> str:
        """Return what the plans of a section are called once they have been named."""
        return names.document(section.plans[0]) if len(section.plans) == 1 else "các văn bản nêu trên"


def tidy(draft: Draft) -> Draft:
    """Return the draft with its words in NFC, each on one line, and its moment in Vietnamese time."""
    return replace(
        draft,
        at=draft.at.astimezone(VIETNAM) if draft.at.tzinfo else draft.at.replace(tzinfo=VIETNAM),
        sender=_tidied(draft.sender),
        recipient=replace(draft.recipient, agencies=tuple(map(folded, draft.recipient.agencies))),
        items=tuple(map(_tidied_item, draft.items)),
    )


def view(kind: LetterKind, draft: Draft) -> View:
    """Put a tidy draft in order. What tells the police and the army of a limit that has passed has no link."""
    several = len(draft.recipient.agencies) > 1
    speaks = voice(draft, tuple(filter(has_limit, draft.items)))
    guarded = draft.recipient.relation == "security"
    told = sections(draft.items, speaks, draft.at.date(), name_agencies=several)
    late = any(section.name == "after" for section in told)
    return View(
        kind=kind,
        voice=speaks,
        agencies=draft.recipient.agencies,
        sections=told,
        standing=standing(draft.items, speaks, name_agencies=several),
        contact=contact_words(draft.sender),
        link="" if guarded and late else draft.link or "",
        now=moment_words(draft.at),
        hour=time_words(draft.at.timetz()),
        today=weekday_date(draft.at.date()),
        day_month=day_month(draft.at.date()),
        reply_by=_reply_by(draft.reply_by),
        guarded=guarded,
    )


def _reply_by(day: dt.date | None) -> str:
    return f"{time_words(CLOSE_OF_BUSINESS)} ngày {weekday_date(day)}" if day else ""


def contact_words(sender: Sender) -> str:
    """Return whom to call: `đ/c Lan, chuyên viên Phòng ..., điện thoại ...`, without what is not known."""
    office = f"{sender.position} {sender.office}".strip()
    person = f"đ/c {sender.person}" if sender.person else ""
    phone = f"điện thoại {sender.phone}" if sender.phone else ""
    return ", ".join(part for part in (person, office if person else sender.office, phone) if part)


def folded(words: str) -> str:
    """Return words in NFC on one line."""
    return normalize("NFC", " ".join(words.split()))


def _tidied_item(item: Item) -> Item:
    tidied, plan = _tidied(item), _tidied(item.plan)
    return tidied if plan is item.plan else replace(tidied, plan=plan)


def _tidied(value: Words) -> Words:
    """Return a value with every string in it folded; most are already, and copying one costs more than looking."""
    changed: dict[str, Any] = {
        name: folded_in for name, said in vars(value).items() if (folded_in := _folded_in(said)) != said
    }
    return replace(value, **changed) if changed else value


def _folded_in(said: object) -> object:
    """Return a string, or the strings of a tuple, folded; what else a value holds as it is."""
    if isinstance(said, tuple):
        return tuple(map(_folded_in, said))
    return folded(said) if isinstance(said, str) else said
