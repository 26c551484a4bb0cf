"""A window of a list: what is asked for, and what was read, beside the screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from engine.lists.values import Subject, View
from engine.view import Lists


@dataclass(frozen=True)
class Asked:
    """Some rows of a list: `limit` around the place of the cursor, or of the row under it when it is followed.

    `known` is how long the list is where that is known already.
    """

    at: dt.datetime
    view: View
    key: str | None
    place: int
    limit: int
    known: int | None
    marked: frozenset[str]
    follows: bool


@dataclass(frozen=True)
class Window:
    """One reading of a list: some rows from `offset` on, where the cursor goes, and which marks have stayed.

    `total` is None while nobody has counted.
    """

    asked: Asked
    offset: int
    subjects: tuple[Subject, ...]
    cursor: int
    total: int | None
    marked: tuple[Subject, ...]


def read_window(lists: Lists, asked: Asked) -> Window:
    """Read a window."""
    place, offset, found = _rows(lists, asked)
    cursor = next((offset + i for i, one in enumerate(found) if one.key == asked.key), place)
    total = asked.known if asked.known is not None else offset + len(found) if len(found) < asked.limit else None
    marked = asked.marked
    kept = lists.page(asked.at, View(asked.view.kind, only=marked), 0, len(marked)) if marked else ()
    return Window(asked, offset, found, cursor, total, kept)


def _rows(lists: Lists, asked: Asked) -> tuple[int, int, tuple[Subject, ...]]:
    """Return the place of the cursor, the first row read, and the rows: around the row followed, or else from the top."""
    at, view, key, limit = asked.at, asked.view, asked.key, asked.limit
    offset = max(asked.place - limit // 2, 0)
    found = lists.page(at, view, offset, limit)
    is_lost = asked.follows and key and key not in {one.key for one in found}
    if is_lost and (there := lists.place_of(at, view, key or "")) is not None:
        offset = max(there - limit // 2, 0)
        return there, offset, lists.page(at, view, offset, limit)
    if not found and offset:
        return 0, 0, lists.page(at, view, 0, limit)
    return asked.place, offset, found
