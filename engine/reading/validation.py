"""Plain values to a model, with every mistake at once.

A mistake must not hide the next one, neither in the same file nor from the checks that come after. So what is wrong is
reported, then replaced by something harmless (an unknown key goes, an optional one falls back on its default, a
required one gets a stand-in), and the file is validated again until it stands. `made_up` tells the checks what not to
look at. Where only the form is wrong and the meaning plain, the meaning is kept. Nothing is taken out of a list, so a
place in the model is a place in the file.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from engine.reading.composer import Path, Value
from engine.reading.places import Places
from engine.reading.problems import Problem
from engine.reading.sayings import Mistake, nearest, said
from engine.reading.shapes import Spot, keys_at, meant_by, stand_in, trail
from engine.reading.text import GARBLED
from engine.reading.yaml import Document, value_at

M = TypeVar("M", bound=BaseModel)
_FORMS = frozenset({"model_type", "model_attributes_type", "tuple_type", "list_type"})


@dataclass(frozen=True)
class Repaired(Generic[M]):
    """A model of what a file says, all that is wrong with the file, and the places where the model is made up."""

    model: M | None
    problems: list[Problem]
    made_up: Places = field(default_factory=Places)


def validated(model: type[M], document: Document) -> tuple[M | None, list[Problem]]:
    """Return the document as a model, and every problem of the document; None only where no model can be made."""
    result = repaired(model, document)
    return result.model, result.problems


def repaired(model: type[M], document: Document) -> Repaired[M]:
    """Validate, report, replace what is wrong, and again."""
    if document.value is None:
        return Repaired(None, list(document.problems))
    repair = _Repair(model, document)
    while True:
        try:
            found = model.model_validate(repair.value, by_alias=True, by_name=False)
            return Repaired(found, repair.problems, repair.made_up)
        except ValidationError as error:
            if not repair.round(error):
                return Repaired(None, repair.problems, repair.made_up)


class _Repair:
    """One file between two validations: its value so far, and what was said and done about it."""

    def __init__(self, model: type[BaseModel], document: Document) -> None:
        self.model, self.document = model, document
        self.value: Value = copy.deepcopy(document.value)
        self.problems = list(document.problems)
        self.made_up = Places(document.refused)
        self.tried: set[Path] = set()

    def round(self, error: ValidationError) -> bool:
        """Report and repair the errors of one validation; False when nothing could be done."""
        errors = error.errors(include_url=False)
        mistakes = [self._mistake(trail(self.model, found["loc"], self.value), found) for found in errors]
        for path in filter(None, (_meant(mistake) for mistake, _ in mistakes)):
            self.made_up.add(path)
        muddled = {mistake.above.path for mistake, _ in mistakes if _is_wrong_kind(mistake)}
        news = [mistake for mistake, _ in mistakes if _is_wrong_kind(mistake) or mistake.above.path not in muddled]
        self.problems += [self._problem(mistake) for mistake in news if self._is_news(mistake)]
        mended = [self._mend(mistake, spots) for mistake, spots in mistakes]
        return any(mended)

    def _mistake(self, spots: list[Spot], found: Any) -> tuple[Mistake, list[Spot]]:
        above = spots[-2] if len(spots) > 1 else spots[-1]
        table = value_at(self.value, above.path)
        return Mistake(found["type"], spots[-1], above, found["input"], found.get("ctx", {}), table), spots

    def _is_news(self, mistake: Mistake) -> bool:
        if _is_consequence(mistake) or _is_number_as_text(mistake):
            return False
        lost = self.document.garbled and GARBLED in f"{mistake.value}{mistake.spot.path[-1:]}"
        return not lost and not self.made_up.touch(mistake.spot.path)

    def _problem(self, mistake: Mistake) -> Problem:
        path = mistake.spot.path
        if mistake.kind == "missing":
            place = self.document.place(path[:-1])
        elif mistake.kind == "union_tag_invalid":
            place = self.document.place((*path, "kind"))
        else:
            place = self.document.place(path, key=mistake.kind == "extra_forbidden")
        return Problem(self.document.file, *place, *said(mistake))

    def _mend(self, mistake: Mistake, spots: list[Spot]) -> bool:
        if _is_consequence(mistake):
            return False
        if mistake.kind == "extra_forbidden":
            return _drop(self.value, mistake.spot.path)
        if _is_number_as_text(mistake):
            return _put(self.value, mistake.spot.path, str(mistake.value))
        meant = meant_by(mistake.spot.kind, mistake.value) if mistake.kind in _FORMS else None
        if meant is not None:
            return _put(self.value, mistake.spot.path, meant)
        return any(self._replace(spot) for spot in reversed(spots[1:]) if spot.path not in self.tried)

    def _replace(self, spot: Spot) -> bool:
        self.made_up.add(spot.path)
        self.tried.add(spot.path)
        if spot.optional:
            return _drop(self.value, spot.path)
        try:
            return _put(self.value, spot.path, stand_in(spot.kind))
        except LookupError:
            return False


def _meant(mistake: Mistake) -> Path | None:
    """Return the place that an unknown key was probably meant for: then its absence is the same mistake."""
    if mistake.kind != "extra_forbidden" or not isinstance(mistake.map, dict):
        return None
    near = nearest(str(mistake.spot.path[-1]), keys_at(mistake.above, mistake.map))
    return None if near is None or near in mistake.map else (*mistake.above.path, near)


def _is_consequence(mistake: Mistake) -> bool:
    """A list that is too short only because its items are wrong."""
    return mistake.kind == "too_short" and len(mistake.value) >= mistake.context["min_length"]


def _is_wrong_kind(mistake: Mistake) -> bool:
    """A rule of another kind than the one that belongs here: its other keys are wrong for no other reason."""
    return mistake.kind == "literal_error" and mistake.spot.path[-1:] == ("kind",)


def _is_number_as_text(mistake: Mistake) -> bool:
    """`section: 5`: the reader takes only those digits for a number that are the same as text."""
    return mistake.kind == "string_type" and type(mistake.value) is int


def _drop(value: Value, path: Path) -> bool:
    table = value_at(value, path[:-1])
    return isinstance(table, dict) and table.pop(path[-1], _drop) is not _drop


def _put(value: Value, path: Path, new: Value) -> bool:
    table = value_at(value, path[:-1])
    found = table is not None
    if found:
        table[path[-1]] = new
    return found
