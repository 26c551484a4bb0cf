"""The chain over the log: nobody without the secret can change, take away, put in or reorder an event unnoticed."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.ledger.chain import START, Break, Entry, Head, canonical, entry_hash, verify
from engine.ledger.keys import Keys, derive

KEYS = derive("bí mật của Lan")
WORDS = st.text(max_size=12)
MAYBE = st.none() | WORDS
Rows = list[tuple[Entry, str]]
COLUMNS = [field.name for field in dataclasses.fields(Entry)]


def entry(seq: int, said: tuple[Any, ...], keys: Keys = KEYS) -> Entry:
    kind, plan, obligation, letter, actor, data = said
    at = f"2024-11-01T08:00:00.{seq:06d}+07:00"
    return Entry(seq, at, kind, plan, obligation, letter, actor, canonical(data), keys.log_id)


def chained(entries: list[Entry], keys: Keys = KEYS, previous: str = START) -> Rows:
    rows = []
    for one in entries:
        previous = entry_hash(previous, one, keys.logs[one.key_id])
        rows.append((one, previous))
    return rows


def broken(rows: Rows, head: Head | None = None, keys: Keys = KEYS) -> Break | None:
    return verify(rows, keys.logs, head)


def head_of(rows: Rows) -> Head:
    return Head(rows[-1][0].seq, rows[-1][1])


SAID = st.tuples(WORDS, MAYBE, MAYBE, MAYBE, WORDS, st.dictionaries(WORDS, st.integers() | WORDS, max_size=3))
LOGS = st.lists(SAID, min_size=1, max_size=6).map(
    lambda saids: chained([entry(seq, said) for seq, said in enumerate(saids, start=1)])
)
quickly = settings(max_examples=60, deadline=None)


@quickly
@given(LOGS)
def test_a_log_as_it_was_written_verifies(rows: Rows) -> None:
    assert broken(rows) is None
    assert broken(rows, head_of(rows)) is None


@pytest.mark.parametrize("column", COLUMNS)
@quickly
@given(rows=LOGS, where=st.data())
def test_another_value_in_any_column_is_found_at_its_event(column: str, rows: Rows, where: st.DataObject) -> None:
    place = where.draw(st.integers(0, len(rows) - 1))
    one, stored = rows[place]
    value = where.draw(st.integers() if column == "seq" else MAYBE if column in ("plan", "letter") else WORDS)
    assume(value != getattr(one, column))
    rows[place] = (Entry(**{**vars(one), column: value}), stored)
    found = broken(rows)
    assert found is not None
    assert found.seq == place + 1


@quickly
@given(LOGS, st.data())
def test_an_event_taken_away_is_found_where_it_stood(rows: Rows, where: st.DataObject) -> None:
    head, place = head_of(rows), where.draw(st.integers(0, len(rows) - 1))
    del rows[place]
    found = broken(rows, head)
    assert found is not None
    assert found.seq == place + 1


@quickly
@given(LOGS, st.data())
def test_two_events_that_change_places_are_found(rows: Rows, where: st.DataObject) -> None:
    one, other = where.draw(st.integers(0, len(rows) - 1)), where.draw(st.integers(0, len(rows) - 1))
    assume(one != other)
    numbers = [row[0].seq for row in rows]
    rows[one], rows[other] = rows[other], rows[one]
    swapped = [(dataclasses.replace(e, seq=seq), h) for seq, (e, h) in zip(numbers, rows, strict=True)]
    assert broken(swapped) is not None


@quickly
@given(LOGS, SAID, st.data())
def test_an_event_put_in_is_found(rows: Rows, said: tuple[Any, ...], where: st.DataObject) -> None:
    place = where.draw(st.integers(0, len(rows)))
    stranger = derive("bí mật của người khác")
    previous = rows[place - 1][1] if place else START
    forged = chained([dataclasses.replace(entry(place + 1, said, stranger), key_id=KEYS.log_id)],
                     dataclasses.replace(stranger, logs={KEYS.log_id: stranger.logs[stranger.log_id]}), previous)  # fmt: skip
    later = [(dataclasses.replace(e, seq=e.seq + 1), h) for e, h in rows[place:]]
    assert broken([*rows[:place], *forged, *later]) is not None


@quickly
@given(LOGS, st.data())
def test_a_tail_cut_off_is_found_by_the_head(rows: Rows, where: st.DataObject) -> None:
    kept = where.draw(st.integers(0, len(rows) - 1))
    assert broken(rows[:kept]) is None, "the chain alone cannot know"
    assert broken(rows[:kept], head_of(rows)) == Break(
        kept + 1, "thiếu các diễn biến cuối so với dấu đã lưu ngoài cơ sở dữ liệu"
    )


@quickly
@given(LOGS, st.data())
def test_a_log_rewritten_by_who_holds_the_secret_is_found_by_the_head(rows: Rows, where: st.DataObject) -> None:
    place = where.draw(st.integers(0, len(rows) - 1))
    other = [dataclasses.replace(one, actor=one.actor + "*" * (at >= place)) for at, (one, _) in enumerate(rows)]
    assert broken(chained(other)) is None
    assert broken(chained(other), head_of(rows)) is not None


@quickly
@given(LOGS, st.data())
def test_a_head_that_lags_behind_proves_nothing_wrong(rows: Rows, where: st.DataObject) -> None:
    seen = where.draw(st.integers(1, len(rows)))
    assert broken(rows, head_of(rows[:seen])) is None


def test_events_under_a_retired_key_go_on_verifying() -> None:
    before = derive("cũ")
    after = derive("mới\ncũ")
    said: tuple[Any, ...] = ("applied", None, None, None, "Lan", {})
    old = chained([entry(1, said, before)], before)
    rows = [*old, *chained([entry(2, said, after)], after, old[-1][1])]
    assert before.log_id != after.log_id
    assert broken(rows, keys=after) is None


def test_events_under_a_forgotten_key_are_not_believed() -> None:
    rows = chained([entry(1, ("applied", None, None, None, "Lan", {}))])
    found = broken(rows, keys=derive("khóa khác"))
    assert found is not None
    assert "khóa không còn lưu" in found.message


def test_the_keys_of_links_and_of_the_log_are_different_keys() -> None:
    assert KEYS.links not in KEYS.logs.values()


@pytest.mark.parametrize("secret", ["a\nb", "a,b", " a \r\n\n b\n"])
def test_a_secret_of_several_lines_keeps_the_first_in_use(secret: str) -> None:
    keys = derive(secret)
    assert (keys.links, keys.log_id) == (derive("a").links, derive("a").log_id)
    assert list(keys.logs) == [derive("a").log_id, derive("b").log_id]


def test_keys_are_never_shown() -> None:
    assert KEYS.links.hex() not in repr(KEYS)
    assert str(KEYS.links) not in repr(KEYS)
