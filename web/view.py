"""What the page of a letter shows: everything named and put in order; the templates only speak."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.deadlines.rules import Ongoing
from engine.history_words import hand_over
from engine.ledger.address_book import AddressBook
from engine.letters.names import full_name, place
from engine.letters.values import PlanTitle
from engine.letters.voice import Tone
from engine.obligations.values import Obligation
from engine.open_link import OpenLetter
from engine.standing import Line
from web.answers import Said, returned_since, said
from web.language import moment, say
from web.words import (
    Call,
    call_of,
    day_off_note,
    first_limit,
    handed_on_words,
    limit_name,
    recurs_words,
    state_words,
    tone_of,
    when_words,
)

ROLES = {"lead": "chủ trì", "support": "phối hợp"}


@dataclass(frozen=True)
class Shown:
    """One obligation. `agency` and `plan` are empty where the head of the page has said them for all.

    `taken_over` names those whose it was. `handed_on` says who does it now, where others carry it on; then nothing else
    is said of where it stands.
    """

    id: str
    anchor: str
    text: str
    role: str
    agency: str
    plan: str
    place: str
    quote: str
    limit_name: str
    limit: str
    recurs: str
    first_limit: str
    note: str
    destination: str
    state: str
    taken_over: str
    handed_on: str
    said: tuple[Said, ...]
    returned: bool
    answerable: bool


@dataclass(frozen=True)
class LetterView:
    """The page. `plan` is empty when there are several; `asked_only` when nothing in it is owed.

    `undated` is what names no day, under the heading `undated_name`.
    """

    office: str
    agencies: tuple[str, ...]
    plan: str
    asked_only: bool
    you: str
    dated: tuple[Shown, ...]
    undated: tuple[Shown, ...]
    undated_name: str
    now: str
    call: Call

    @property
    def answerable(self) -> bool:
        """Say whether anything here still takes an answer."""
        return any(one.answerable for one in (*self.dated, *self.undated))

    @property
    def first_anchor(self) -> str:
        """Return the first box to tick."""
        return next((one.anchor for one in (*self.dated, *self.undated) if one.answerable), "")


def letter_view(letter: OpenLetter) -> LetterView:
    """Put a letter's page in order: what has a day first, what has none after it."""
    lines = sorted(letter.lines, key=_is_undated)
    agencies, plans, places = _agencies(lines), _plans(letter, lines), anchors(lines)
    shown = [_shown(letter, line, places[line.id], agencies, plans) for line in lines]
    split = sum(not _is_undated(line) for line in lines)
    tones = {tone(letter.book, line) for line in lines}
    return LetterView(
        office=letter.office.name,
        agencies=agencies,
        plan=plans[0] if len(plans) == 1 else "",
        asked_only=tones == {"request"},
        you=say("đơn vị") if "direct" in tones else say("quý cơ quan"),
        dated=tuple(shown[:split]),
        undated=tuple(shown[split:]),
        undated_name=_undated_name(lines[split:], asked_only=tones == {"request"}),
        now=moment(letter.at),
        call=call_of(letter.office.name, letter.office.contact),
    )


def anchors(lines: Iterable[Line]) -> dict[str, str]:
    """Return the place of each obligation on the page of its letter: what has a day first, what has none after it."""
    ordered = sorted(lines, key=_is_undated)
    return {line.id: f"item-{number}" for number, line in enumerate(ordered, start=1)}


def tone(book: AddressBook, line: Line) -> Tone:
    """Return how one line is spoken of."""
    obligation = line.tracked.obligation
    return tone_of(book.relations.get(obligation.agency, "peer"), invited=obligation.basis == "invited")


def _is_undated(line: Line) -> bool:
    return line.tracked.facts.last_day is None


def _undated_name(lines: Iterable[Line], *, asked_only: bool) -> str:
    ongoing = all(isinstance(line.tracked.facts.due, Ongoing) for line in lines)
    if asked_only:
        return say("Nội dung thực hiện thường xuyên") if ongoing else say("Nội dung không có ngày cụ thể")
    return say("Nhiệm vụ không ấn định thời hạn") if ongoing else say("Nhiệm vụ không có ngày cụ thể")


def _agencies(lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.agency_name for line in lines))


def _plans(letter: OpenLetter, lines: Iterable[Line]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(plan_name(letter.book, line.tracked.obligation.plan) for line in lines))


def plan_name(book: AddressBook, plan: str) -> str:
    """Return a plan as a letter first mentions it."""
    head = book.plans[plan]
    return full_name(PlanTitle(head.title, head.short_title, book.name(head.issuer), head.number, head.date))


def destination(book: AddressBook, obligation: Obligation) -> str:
    """Return where a report goes; empty for a task."""
    to, via = obligation.to, obligation.via
    if to is None:
        return ""
    return say("{to} (qua {via})", to=book.name(to), via=book.name(via)) if via else book.name(to)


def _shown(letter: OpenLetter, line: Line, anchor: str, agencies: tuple[str, ...], plans: tuple[str, ...]) -> Shown:
    obligation, how = line.tracked.obligation, tone(letter.book, line)
    events = letter.events[line.id]
    return Shown(
        id=line.id,
        anchor=anchor,
        text=obligation.text,
        role=say(ROLES[obligation.role]) if obligation.kind == "task" and obligation.role in ROLES else "",
        agency=line.agency_name if len(agencies) > 1 else "",
        plan=plan_name(letter.book, obligation.plan) if len(plans) > 1 else "",
        place=place(obligation.section),
        quote=obligation.quote,
        limit_name=limit_name(line, how, letter.at.date()),
        limit=when_words(line),
        recurs=recurs_words(line),
        first_limit=first_limit(line, how),
        note=day_off_note(line, letter.calendar, how),
        destination=destination(letter.book, obligation),
        state=state_words(line, how),
        taken_over=", ".join(line.from_agencies),
        handed_on=_handed_on(letter, line),
        said=said(events, report=obligation.kind == "report"),
        returned=returned_since(events),
        answerable=line.id in letter.answerable,
    )


def _handed_on(letter: OpenLetter, line: Line) -> str:
    event, now = hand_over(letter.events[line.id]), letter.responsible.get(line.id)
    return handed_on_words(event, now) if event and now else ""
