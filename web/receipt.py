"""The page after an answer: what was recorded, newest first, and what follows from it.

It is read from the ledger like any page, so a repeated answer, a reload and a second reader see the same.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.letters.names import place
from engine.open_link import OpenLetter
from engine.standing import Line
from web.answers import Said, said
from web.view import plan_name, tone
from web.words import limit_words_of, recorded_at


@dataclass(frozen=True)
class Subject:
    """One obligation that was answered, with its limit as it stands."""

    text: str
    where: str
    limit: str


@dataclass(frozen=True)
class Receipt:
    """One answer, for one or several obligations. `settled` when nothing more is asked for now."""

    said: Said
    agencies: tuple[str, ...]
    subjects: tuple[Subject, ...]
    asked_only: bool
    reports: bool
    settled: bool
    waits: bool
    at: str


def receipts(letter: OpenLetter) -> tuple[Receipt, ...]:
    """Return the last answer of each obligation; those given together stand together."""
    groups: dict[Said, list[Line]] = {}
    for line in letter.lines:
        answers = said(letter.events[line.id], report=line.tracked.obligation.kind == "report")
        if answers:
            groups.setdefault(answers[-1], []).append(line)
    newest_first = sorted(groups, key=_when, reverse=True)
    return tuple(_receipt(letter, answer, groups[answer]) for answer in newest_first)


def _when(answer: Said) -> dt.datetime:
    return answer.at


def _receipt(letter: OpenLetter, answer: Said, lines: list[Line]) -> Receipt:
    return Receipt(
        said=answer,
        agencies=tuple(dict.fromkeys(line.agency_name for line in lines)),
        subjects=tuple(_subject(letter, line) for line in lines),
        asked_only=all(tone(letter.book, line) == "request" for line in lines),
        reports=all(line.tracked.obligation.kind == "report" for line in lines),
        settled=all(line.tracked.facts.settled for line in lines),
        waits=any(line.state == "awaiting_review" for line in lines),
        at=recorded_at(answer.at),
    )


def _subject(letter: OpenLetter, line: Line) -> Subject:
    obligation = line.tracked.obligation
    where = " ".join(part for part in (place(obligation.section), plan_name(letter.book, obligation.plan)) if part)
    return Subject(obligation.text, where, limit_words_of(line))
