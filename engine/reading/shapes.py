"""What a model expects at each place of a file: the way from its root to an error, stand-ins, examples, valid keys.

pydantic's `loc` names the tag of a union beside the keys of the file; only the model tells the two apart.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from engine.reading.composer import Path, Value
from engine.reading.yaml import value_at

Step = str | int
# Harmless values for what nobody could read; the first that the type accepts is taken.
_LEAVES: tuple[Value, ...] = ("khong-ro", "khong-ro@khong-ro.vn", "2000-01-01", "08:00", 2000, 1, True, {}, [])
_EXAMPLES = ("...", "phong-y-te", "phongyte@vinhlinh.example", "2024-12-10", "17:00", "true", "2024", "1")


@dataclass(frozen=True)
class Spot:
    """A place of the file and what the model expects there; an optional one may be left out."""

    path: Path
    kind: Any
    optional: bool = False
    description: str = ""

    @property
    def name(self) -> str:
        """Return the key a reader looks for: the nearest one above, for an item of a list."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")


def trail(model: type[BaseModel], loc: tuple[Step, ...], value: Value) -> list[Spot]:
    """Return the spots from the root of `model` down to a pydantic location of `value`."""
    spots = [Spot((), model)]
    tag: Any = None
    for step in loc:
        here = tag or spots[-1].kind
        options = models_of(here)
        if len(options) > 1 or not _is_container(here):
            tag = next((option for option in options if step in tags_of(option)), None)
            continue
        below = _below(spots[-1].path, here, step)
        if _leads_on(value, step):
            value = value_at(value, (step,))
        else:
            below = replace(below, path=spots[-1].path)
        spots.append(below)
        tag = None
    return spots


def _leads_on(value: Value, step: Step) -> bool:
    """Say whether a step leads on in the file too: not where one table stands for a list of one, an id for a table."""
    return isinstance(value, dict if isinstance(step, str) else list)


def fields_of(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the key a file uses, its own before those it shares with others."""
    own = sorted(model.model_fields.items(), key=lambda named: named[0] not in model.__annotations__)
    return {field.alias or name: field for name, field in own}


def keys_at(spot: Spot, value: Value) -> list[str]:
    """Return the keys that the map `value` may have at `spot`."""
    options = models_of(spot.kind)
    tag = value.get("kind") if isinstance(value, dict) else None
    chosen = [option for option in options if tag in tags_of(option)] or options
    return list(dict.fromkeys(key for option in chosen for key in fields_of(option)))


def models_of(kind: Any) -> list[type[BaseModel]]:
    """Return the models a value of this type may be."""
    return [option for option in _options(kind) if isinstance(option, type) and issubclass(option, BaseModel)]


def tags_of(model: type[BaseModel]) -> tuple[Any, ...]:
    """Return the value of `kind` that chooses this model of a union."""
    field = model.model_fields.get("kind")
    return choices_of(field.annotation) if field else ()


def choices_of(kind: Any) -> tuple[Any, ...]:
    """Return the values a Literal allows."""
    return tuple(choice for option in _options(kind) if get_origin(option) is Literal for choice in get_args(option))


def stand_in(kind: Any) -> Value:
    """Return a harmless value that a field of this type accepts. Raises LookupError where none is known."""
    options = models_of(kind)
    if options:
        model = min(options, key=lambda option: len(_needed(option)))
        return {key: stand_in(kind_of(field)) for key, field in _needed(model).items()}
    if choices_of(kind):
        first: Value = next(choice for choice in choices_of(kind) if choice is not None)
        return first
    item = _item(kind)
    if item is not None and get_origin(_bare(kind)) is not dict:
        return [stand_in(item)]
    return _first_accepted(kind, _LEAVES)


def meant_by(kind: Any, value: Value) -> Value:
    """Return what `value` says if its form alone is wrong, None when that is not plain.

    A list of small tables for one table, a list of values for one table of as many keys, one value for a list of one.
    """
    options = models_of(kind)
    candidate: Value = None
    if isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
        candidate = {key: found for item in reversed(value) if isinstance(item, dict) for key, found in item.items()}
    elif isinstance(value, list) and len(options) == 1 and (keys := _as_many(options[0], len(value))):
        candidate = dict(zip(keys, value, strict=True))
    elif not options and value is not None and not isinstance(value, list):
        candidate = [value]
    return candidate if candidate and _accepts(kind, candidate) else None


def _as_many(model: type[BaseModel], count: int) -> list[str]:
    """Return the keys that `count` values stand for: all that are needed, or all there are; none when neither fits."""
    return next((list(keys) for keys in (_needed(model), fields_of(model)) if len(keys) == count), [])


def example(kind: Any) -> str:
    """Return how a value of this type is written: `{agency: phong-y-te, basis: explicit}`."""
    options = models_of(kind)
    if options:
        pairs = [f"{key}: {_brief(kind_of(field))}" for key, field in _needed(options[0]).items()]
        return "{" + ", ".join(pairs) + "}"
    if choices_of(kind):
        return str(choices_of(kind)[0])
    item = _item(kind)
    if item is not None:
        return f"{{ma-co-quan: {example(item)}}}" if get_origin(_bare(kind)) is dict else f"[{example(item)}]"
    try:
        return str(_first_accepted(kind, _EXAMPLES))
    except LookupError:
        return "..."


def kind_of(field: FieldInfo) -> Any:
    """Return the type of a field with its constraints."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def _brief(kind: Any) -> str:
    return "{...}" if models_of(kind) else "[...]" if _item(kind) is not None else example(kind)


def _first_accepted(kind: Any, candidates: Sequence[Value]) -> Value:
    for candidate in candidates:
        if _accepts(kind, candidate):
            return candidate
    raise LookupError(kind)


def _accepts(kind: Any, value: Value) -> bool:
    try:
        TypeAdapter(kind).validate_python(value, by_alias=True, by_name=False)
    except ValidationError:
        return False
    return True


def _needed(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the required fields and the tag."""
    return {key: field for key, field in fields_of(model).items() if field.is_required() or key == "kind"}


def _below(path: Path, kind: Any, step: Step) -> Spot:
    options = models_of(kind)
    if not options:
        return Spot((*path, step), _item(kind))
    field = fields_of(options[0]).get(str(step))
    if field is None:
        return Spot((*path, step), None, optional=True)
    return Spot((*path, step), kind_of(field), not field.is_required(), field.description or "")


def _is_container(kind: Any) -> bool:
    return bool(models_of(kind)) or _item(kind) is not None


def _item(kind: Any) -> Any:
    """Return the type of the items of a list or the values of a map, None for anything else."""
    bare = _bare(kind)
    if get_origin(bare) is dict:
        return get_args(bare)[1]
    return get_args(bare)[0] if get_origin(bare) in (tuple, list, frozenset, set) else None


def _bare(kind: Any) -> Any:
    options = list(_options(kind))
    return options[0] if options else None


def _options(kind: Any) -> Iterator[Any]:
    """Return the alternatives of a type, without None and what annotates them."""
    origin = get_origin(kind)
    if origin is Annotated:
        yield from _options(get_args(kind)[0])
    elif origin in (Union, types.UnionType):
        for option in get_args(kind):
            yield from _options(option)
    elif kind is not None and kind is not type(None):
        yield kind
