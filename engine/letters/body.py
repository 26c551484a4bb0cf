"""The paragraphs of a letter to an agency, in order: whom it addresses, what stands at each stage, what to do, whom to call."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.letters.parts import Part
from engine.letters.sections import Block, Group, Section
from engine.letters.view import STAGE_OF, View
from engine.letters.wording import SHARED, Wording

_NUMERALS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI")


def body(view: View, wording: Wording) -> Iterator[Part]:
    """Yield the paragraphs of a letter; what its sentences leave unsaid makes none."""
    return (part for part in _Body(view, wording).parts() if part.text or part.bold)


def addressed(names: tuple[str, ...]) -> Iterator[Part]:
    """Yield whom a letter addresses."""
    if len(names) == 1:
        yield Part("Kính gửi: ", bold=names[0])
        return
    yield Part("Kính gửi:", tight=True)
    for name in names:
        last = name == names[-1]
        yield Part("- ", "bullet", bold=name, rest="." if last else ";", tight=not last)


@dataclass(frozen=True)
class _Body:
    """One letter being put into paragraphs; its own sentences stand in the file of its stage."""

    view: View
    wording: Wording

    def parts(self) -> Iterator[Part]:
        view = self.view
        yield from addressed(view.agencies)
        if len(view.sections) != 1:
            yield Part(self._say("opening"))
        for number, section in enumerate(view.sections):
            yield from self._section(section, number)
        if not view.sections:
            yield from self._standing()
        yield from self._end()
        if view.sections and view.standing:
            yield Part("", "title", bold=self._say("standing_title", SHARED), ruled=True)
            yield from self._standing()
        yield Part(self._say("contact", SHARED), "small", tight=True, ruled=True)
        yield Part(self._say("automatic", SHARED), "small")

    def _say(self, sentence: str, file: str = "") -> str:
        return self.wording.say(file or STAGE_OF[self.view.kind], sentence, self.view, self.view.voice)

    def _section(self, section: Section, number: int) -> Iterator[Part]:
        def say(sentence: str) -> str:
            return self.wording.say(section.name, sentence, self.view, section, self.view.voice)

        if self.view.merged:
            yield Part(f"{_NUMERALS[number]}. {say('heading')}", "heading")
        else:
            yield Part(say("lead"))
        for group in section.groups:
            yield from self._group(group, number)
        yield Part(say("state"))
        yield Part(say("ask"))

    def _group(self, group: Group, number: int) -> Iterator[Part]:
        heading = self.view.heading(group.plan, number)
        if heading:
            yield Part(f"{heading}:")
        for block in group.blocks:
            yield from _block(block)
        if group.destination:
            yield Part(f"Nơi nhận báo cáo: {group.destination}.")

    def _end(self) -> Iterator[Part]:
        """Yield what follows the lines: if it was sent already, where to answer, thanks."""
        view = self.view
        yield Part(self._say("sent"))
        if view.sections and view.standing:
            yield Part(self._say("standing_below", SHARED))
        yield Part(self._say("reply"))
        yield Part(view.link, "link")
        yield Part(self._say("closing"))

    def _standing(self) -> Iterator[Part]:
        """Yield the work without a known day, by plan and place."""
        for given in self.view.standing:
            heading = self.view.standing_heading(given.plan)
            if heading:
                yield Part(f"{heading}:")
            for place, sentences in given.places.items():
                yield Part(f"{place[:1].upper()}{place[1:]}:" if place else "", tight=True, spare=True)
                for count, sentence in enumerate(sentences, 1):
                    yield Part(f"- {sentence}", "bullet", tight=count < len(sentences), spare=True)


def _block(block: Block) -> Iterator[Part]:
    """Yield lines and the sentence they rest on, kept together."""
    after = bool(block.quote or block.place or block.destination)
    for count, line in enumerate(block.lines, 1):
        said = " ".join((f"{line.remark}: {line.limit}.", *line.notes))
        yield Part(line.number, "line", bold=line.text, rest=said, tight=after or count < len(block.lines))
    if block.quote:
        place = f", {block.place}" if block.place else ""
        stop = "" if block.quote[-1] in ".;!?" else "."
        yield Part(f"Căn cứ{place}: “{block.quote}”{stop}", "quote", tight=bool(block.destination))
    elif block.place:
        yield Part(f"Căn cứ: {block.place}.", tight=bool(block.destination))
    if block.destination:
        yield Part(f"Nơi nhận{' báo cáo' if block.reports else ''}: {block.destination}.")
