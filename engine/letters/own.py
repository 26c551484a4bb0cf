"""Letters to our own side, and the one to the head of a late agency: values in, a letter out.

    missing   who is missing, to the coordinator's leader: one page, with what was done and what is proposed
    head      to the head of a late agency; leaves only when a person releases it
    alerts    the new alerts of one plan, to the coordinator, with a short text to copy for each agency
    digest    the coordinator's week

Sentences stand in the template of the letter's name; here is only what stands above what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from engine.letters import names
from engine.letters.body import addressed
from engine.letters.compose import surely as with_product
from engine.letters.limits import last_day
from engine.letters.lines import matter
from engine.letters.own_values import Alerts, Digest, Missing, ToHead
from engine.letters.parts import Part, Style
from engine.letters.rendering import rendered
from engine.letters.sections import grouped
from engine.letters.short import short
from engine.letters.values import Item, Letter, LetterKind, PlanTitle, Sender
from engine.letters.view import contact_words
from engine.letters.voice import above
from engine.letters.wording import PRODUCT, SHARED, Wording, wording_in

About = TypeVar("About", Missing, ToHead, Alerts, Digest)
_PROPOSALS = ("urge", "tell_above", "go_ahead")


def missing(report: Missing, wording: Wording = PRODUCT) -> Letter:
    """Report to our leader of whom nothing was recorded."""
    say = _Saying(wording, "missing", report, _Speaker.of(report.sender, [report.plan]))

    def parts() -> Iterator[Part]:
        yield from addressed((report.to or names.head_of(report.sender.office),))
        yield Part(say("opening"))
        yield Part(say("results"), tight=True)
        yield from _listed(f"{names.capital(tally.text)}{say('tally', tally)}" for tally in report.tallies)
        yield Part(say("done"))
        yield Part(say("effect"))
        yield Part(say("proposals"), tight=True)
        yield from _listed((say(name) for name in _PROPOSALS), mark="")
        yield Part(say("closing"))

    one = report.tallies[0].text if len(report.tallies) == 1 else ""
    reports_only = all(tally.kind == "report" for tally in report.tallies)
    plan = names.short_name(report.plan)
    return say.letter(say("subject", names.uncapital(one), reports_only, plan), parts())


def head(told: ToHead, wording: Wording = PRODUCT) -> Letter:
    """Ask the head of a late agency to see to it."""
    plans = tuple(dict.fromkeys(item.plan for item in told.items))
    say = _Saying(wording, "head", told, _Speaker.of(told.sender, plans))
    you = names.short_office(told.agency) or told.agency
    reports_only = all(item.kind == "report" for item in told.items)
    several = len(told.items) > 1

    def parts() -> Iterator[Part]:
        yield from addressed((told.to or names.head_of(told.agency),))
        yield Part(say("opening", you, names.joined(tuple(map(names.full_name, plans))), reports_only))
        for count, item in enumerate(told.items, 1):
            number = f"{count}. " if several else ""
            yield Part(number, "line", matter(item), say("line", item), tight=count < len(told.items))
        yield Part(say("ask", you, reports_only))
        yield Part(say("closing"))

    text = names.uncapital(told.items[0].text)
    topic = "" if several else text + names.topic(told.items[0].plan, text)
    return say.letter(say("subject", topic, reports_only), parts())


def alerts(found: Alerts, wording: Wording = PRODUCT) -> Letter:
    """Tell the coordinator the new alerts of a plan; what only follows from them stands apart."""
    say = _Saying(wording, "alerts", found, _Speaker.of(found.sender, [found.plan]))
    ours = [alarm for alarm in found.alarms if not alarm.waits_for]
    follow = [alarm for alarm in found.alarms if alarm.waits_for]

    def parts() -> Iterator[Part]:
        yield from addressed((say.speaker.person,))
        yield Part(say("opening", len(ours)))
        yield Part(say("register"))
        for alarm in ours:
            yield Part(f"{say('label')} ", "line", alarm.item.agency, f" {say('alarm', alarm)}", tight=True)
            text = short(alarm.item, found.sender, alarm.relation, found.at, wording)
            yield Part(say("to_copy", text), "quote")
        if follow:
            yield Part(say("consequences"), tight=True)
            yield from _listed(f"{alarm.item.agency} {say('alarm', alarm)}" for alarm in follow)
        yield Part(say("closing"))

    count = len(ours) or len(follow)
    return say.letter(say("subject", count, names.name_in_subject(found.plan)), parts())


def digest(week: Digest, wording: Wording = PRODUCT) -> Letter:
    """Tell the coordinator what the coming weeks hold, and what waits."""
    plans = [item.plan for item in (*week.coming, *week.overdue)]
    say = _Saying(wording, "digest", week, _Speaker.of(week.sender, plans))

    def parts() -> Iterator[Part]:
        yield from addressed((say.speaker.person,))
        yield Part(say("opening"))
        yield Part(say("coming"), "heading")
        for day, items in sorted(grouped(week.coming, _day).items()):
            yield Part(say("on_day", day), tight=True)
            yield from _listed(_owed(say, "due", items))
        yield Part(say("overdue"), "heading")
        yield from _listed(_owed(say, "late", week.overdue))
        yield Part(say("waiting"), "heading")
        yield from _listed(say("waits", one) for one in week.waiting)
        yield Part(say("held"), "heading")
        yield from _listed(say("held_letter", one) for one in week.held)
        yield Part(say("knowledge"), "heading")
        yield from _listed((say("register"), say("last_run")))

    return say.letter(say("subject"), parts())


def surely(write: Callable[[About, Wording], Letter], about: About, templates: Path) -> Letter:
    """Write a letter with an office's own sentences, or with the product's where these are broken: none is lost."""
    return with_product(lambda wording: write(about, wording), wording_in(templates))


@dataclass(frozen=True)
class _Speaker:
    """Who speaks: the office in full and short, whom the summary goes up to, whom to call, the person by name."""

    office: str
    we: str
    above: str
    contact: str
    person: str

    @classmethod
    def of(cls, sender: Sender, plans: Iterable[PlanTitle]) -> _Speaker:
        return cls(
            office=sender.office,
            we=names.short_office(sender.office) or sender.office,
            above=above(sender, tuple(dict.fromkeys(plan.issuer for plan in plans))),
            contact=contact_words(sender),
            person=f"đ/c {sender.person}, {sender.office}" if sender.person else sender.office,
        )


@dataclass(frozen=True)
class _Saying:
    """The sentences of one letter: each is told the letter's value, who speaks, and what else it needs."""

    wording: Wording
    kind: LetterKind
    about: Missing | ToHead | Alerts | Digest
    speaker: _Speaker

    def __call__(self, sentence: str, *told: object) -> str:
        return self.wording.say(self.kind, sentence, self.about, self.speaker, *told)

    def letter(self, subject: str, parts: Iterable[Part]) -> Letter:
        """Return the letter, with whom to call and what it is not at its foot."""
        contact = self.wording.say(SHARED, "contact", self.speaker, self.speaker)
        foot = Part(contact, "small", tight=True, ruled=True), Part(self("automatic"), "small")
        return rendered(self.kind, subject, [*parts, *foot], self.wording)


def _listed(lines: Iterable[str], mark: str = "- ", style: Style = "bullet") -> Iterator[Part]:
    kept = list(lines)
    for count, line in enumerate(kept, 1):
        yield Part(f"{mark}{line}", style, tight=count < len(kept))


def _day(item: Item) -> dt.date:
    return last_day(item) or dt.date.max


def _owed(say: _Saying, sentence: str, items: tuple[Item, ...]) -> Iterator[str]:
    """Yield a line for what several agencies owe alike."""
    for owed in grouped(items, lambda item: (item.plan, item.text, item.due, item.last_day)).values():
        agencies = tuple(dict.fromkeys(item.agency for item in owed))
        yield say(sentence, owed[0], agencies)
