"""Circles in what leads to what: groups within groups, offices above offices, successions. Sound files cost one pass."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def on_circles(ways: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return those from whom the ways lead back to themselves."""
    left = _endless({name: set(ahead) for name, ahead in ways.items()})
    return frozenset(name for name in left if name in _reached(left, name))


def _endless(ways: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return the ways without all that come to an end: those that lead into a circle."""
    before: dict[str, list[str]] = {}
    for name, ahead in ways.items():
        for following in ahead:
            before.setdefault(following, []).append(name)
    ended = [name for name in before if not ways.get(name)]
    while ended:
        name = ended.pop()
        for earlier in before.get(name, ()):
            ways[earlier].discard(name)
            if not ways[earlier]:
                ended.append(earlier)
    return {name: ahead for name, ahead in ways.items() if ahead}


def _reached(ways: Mapping[str, Iterable[str]], start: str) -> set[str]:
    """Return everybody a way leads to from `start`, itself only by a circle."""
    found: set[str] = set()
    ahead = list(ways.get(start, ()))
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += ways.get(name, ())
    return found
