"""Circles are found whole, and nothing that only leads to one, or from one, is taken for it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.spec.circles import on_circles

NAMES = st.sampled_from("abcdefg")


def test_who_only_leads_to_a_circle_or_stands_between_two_is_not_on_one() -> None:
    ways = {"a": "b", "b": "ac", "c": "d", "d": "e", "e": "fd", "g": "a", "h": "x"}
    assert on_circles(ways) == {"a", "b", "d", "e"}


def test_who_leads_to_himself_is_a_circle() -> None:
    assert on_circles({"a": "a", "b": "a"}) == {"a"}


@given(st.dictionaries(NAMES, st.sets(NAMES)))
@settings(derandomize=True, deadline=None)
def test_it_agrees_with_walking_every_way_step_by_step(ways: dict[str, set[str]]) -> None:
    pairs = {(name, following) for name, ahead in ways.items() for following in ahead}
    while longer := {(first, last) for first, middle in pairs for other, last in pairs if middle == other} - pairs:
        pairs |= longer
    assert on_circles(ways) == {first for first, last in pairs if first == last}


def test_a_long_chain_without_a_circle_is_one_pass() -> None:
    chain = {str(number): [str(number + 1)] for number in range(200_000)}
    assert on_circles(chain) == frozenset()
