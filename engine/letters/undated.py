"""Work without a known day, listed under the letter: the sentence of the plan, and what else an agency must know of it.

Lasting work is told by its sentence alone. A term that waits for its event, a report and its destination, a task that
was another's are told as a line that rests on the sentence, so that nothing is lost because no day is known.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.deadlines.rules import After, Ahead
from engine.letters.limits import term
from engine.letters.lines import matter, owners, remark, role, tone_of
from engine.letters.names import place
from engine.letters.notes import taken_over
from engine.letters.sections import grouped, has_limit
from engine.letters.values import Item, PlanTitle
from engine.letters.voice import Voice


@dataclass(frozen=True)
class Standing:
    """What one plan gives without a day: under each place of the plan the sentences that give it."""

    plan: PlanTitle
    places: dict[str, tuple[str, ...]]
    waits_for_events: bool


def standing(items: Iterable[Item], speaks: Voice, *, name_agencies: bool) -> tuple[Standing, ...]:
    """Return the work without a known day, by plan and place, each sentence once."""
    undated = (item for item in items if not has_limit(item))
    return tuple(
        _standing(plan, given, speaks, name_agencies)
        for plan, given in grouped(undated, lambda item: item.plan).items()
    )


def _standing(plan: PlanTitle, items: tuple[Item, ...], speaks: Voice, name_agencies: bool) -> Standing:
    places = grouped(items, lambda item: place(item.section))
    said = {where: _sentences(owed, speaks, name_agencies) for where, owed in places.items()}
    return Standing(plan, said, any(isinstance(item.due, After | Ahead) for item in items))


def _sentences(items: tuple[Item, ...], speaks: Voice, name_agencies: bool) -> tuple[str, ...]:
    told = grouped(items, lambda item: _sentence(item, speaks))
    return tuple(
        head + remark(owners(owed) if name_agencies else "", part) + rest for (head, part, rest), owed in told.items()
    )


def _sentence(item: Item, speaks: Voice) -> tuple[str, str, str]:
    """Return what is told of one obligation: what, the part its agency has in it, and what follows those names."""
    quoted = f"“{item.quote}”" if item.quote else item.text
    tone = tone_of(item, speaks)
    said, notes = term(item, tone), tuple(taken_over((item,), speaks, tone))
    if said.lower() in quoted.lower() and not (item.destination or notes):
        return quoted, "", ""
    if said.lower() in quoted.lower() and item.quote.rstrip(".") == item.text.rstrip("."):
        return quoted, role(item), "".join(f" {words}" for words in (_goal(item), *notes) if words)
    return matter(item), role(item), _rest(item, said, notes)


def _rest(item: Item, said: str, notes: tuple[str, ...]) -> str:
    """Return what follows the names: the time it takes, the sentence it rests on, where it goes, whose it was."""
    when = f": {said}" if said.lower() not in item.text.lower() else ""
    ground = f"Căn cứ: “{item.quote}”{'' if item.quote[-1] in '.;!?' else '.'}" if item.quote else ""
    return " ".join(filter(None, (f"{when}.", ground, _goal(item), *notes)))


def _goal(item: Item) -> str:
    return f"Nơi nhận báo cáo: {item.destination}." if item.destination else ""
