"""What a subject line is about: one matter by its own name, several by their number and the nearest limit."""

from __future__ import annotations

from dataclasses import dataclass

from engine.letters.limits import last_day, limit_in_subject, polite_limit
from engine.letters.names import document, name_in_subject, topic, uncapital
from engine.letters.sections import Section
from engine.letters.values import Item, LetterKind
from engine.letters.view import View

_MAIN = {"correction": "corrected", "urging": "after", "last_day": "last_day", "reminder": "coming", "notice": "new"}
_LONGEST = 110


@dataclass(frozen=True)
class Subject:
    """What one may say of the section the letter is sent for (`stage` "ongoing": it has none).

    `matter` is empty when there are several or its name is too long; `alike` says that one limit holds for all.
    """

    stage: str
    size: str
    matter: str
    limit: str
    polite_limit: str
    alike: bool
    reports_only: bool
    tasks_only: bool
    plan: str


def subject(view: View) -> Subject:
    """Return what the subject of `view` says."""
    section = _main(view.kind, view.sections)
    if section is None:
        return Subject("ongoing", "", "", "", "", True, False, True, _plans(view))
    nearest = section.items[0]
    return Subject(
        stage=section.name,
        size=f"{section.size:02d}",
        matter=_matter(nearest) if section.size == 1 else "",
        limit=limit_in_subject(nearest),
        polite_limit=polite_limit(nearest),
        alike=len({(item.due, last_day(item)) for item in section.items}) == 1,
        reports_only=section.reports_only,
        tasks_only=section.tasks_only,
        plan=_plans(view),
    )


def _plans(view: View) -> str:
    """Return the plan, or how many there are."""
    if len(view.plans) == 1:
        return name_in_subject(view.plans[0])
    kinds = {document(plan) for plan in view.plans}
    return f"{len(view.plans):02d} {kinds.pop().lower() if len(kinds) == 1 else 'văn bản'}"


def _main(kind: LetterKind, sections: tuple[Section, ...]) -> Section | None:
    """Return the section the letter is sent for."""
    named = {section.name: section for section in sections}
    first = sections[0] if sections else None
    return next((section for name, section in named.items() if name == _MAIN[kind]), first)


def _matter(item: Item) -> str:
    """Return the item's own words and the plan's short title, as far as they fit into a subject."""
    text = uncapital(item.text.rstrip(" .;,:"))
    full = text + topic(item.plan, text)
    return next((words for words in (full, text) if len(words) <= _LONGEST), "")
