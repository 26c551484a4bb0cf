"""What a subject line is about: one matter by its own name, several by their number and the nearest limit."""

from __future__ import annotations

from dataclasses import dataclass

from engine.letters.limits import last_day, limit_in_subject, polite_limit
from engine.letters.names import document, name_in_subject, topic, uncapital
from engine.letters.values import Asked, Item
from engine.letters.view import STAGE_OF, View

_LONGEST = 110


@dataclass(frozen=True)
class Subject:
    """What one may say of the section the letter is sent for (`stage` "ongoing": it has none).

    `matter` is empty when there are several or its name is too long; then `size` is how many, `count` how many of what.
    `nearest` stands before the limit where it is not that of all of them.
    """

    stage: str
    size: str
    count: str
    matter: str
    limit: str
    polite_limit: str
    nearest: str
    reports_only: bool
    plan: str
    nth: str = ""
    asked: Asked | None = None


def subject(view: View) -> Subject:
    """Return what the subject of `view` says."""
    section = next((section for section in view.sections if section.name == STAGE_OF[view.kind]), None)
    if section is None:
        return Subject("ongoing", "", "", "", "", "", "", False, _plans(view))
    alike = len({(item.due, last_day(item)) for item in section.items}) == 1
    nearest = section.items[0]
    return Subject(
        stage=section.name,
        size=f"{section.size:02d}",
        count=f"{section.size:02d} {'báo cáo' if section.reports_only else 'nội dung'}",
        matter=_matter(nearest) if section.size == 1 else "",
        limit=_limit(nearest, alike=alike),
        polite_limit=polite_limit(nearest),
        nearest="" if alike else "gần nhất ",
        reports_only=section.reports_only,
        plan=_plans(view),
        nth=section.nth,
        asked=section.asked,
    )


def _limit(nearest: Item, *, alike: bool) -> str:
    """Return the limit; after "gần nhất" its day alone, which would read "gần nhất chậm nhất"."""
    words = limit_in_subject(nearest.due, nearest.last_day)
    return words if alike else words.removeprefix("chậm nhất ")


def _plans(view: View) -> str:
    """Return the plan, or how many there are."""
    if len(view.plans) == 1:
        return name_in_subject(view.plans[0])
    kinds = {document(plan) for plan in view.plans}
    return f"{len(view.plans):02d} {kinds.pop().lower() if len(kinds) == 1 else 'văn bản'}"


def _matter(item: Item) -> str:
    """Return the item's own words and the plan's short title, as far as they fit into a subject."""
    text = uncapital(item.text.rstrip(" .;,:"))
    full = text + topic(item.plan, text)
    return next((words for words in (full, text) if len(words) <= _LONGEST), "")
