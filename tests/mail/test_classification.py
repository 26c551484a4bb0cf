"""What comes back is told apart: bounces hard and soft, absences, other machines, people, our own mail."""

from __future__ import annotations

from collections import Counter

import pytest

from engine.mail.incoming import read
from tests.mail.corpus import LETTER, OWN, Sample, formats, machines, people, reports

CORPUS = [*reports.samples(), *formats.samples(), *machines.samples(), *people.samples()]
BOUNCES = [sample for sample in CORPUS if sample.kind in ("hard", "soft")]
REPLIES = [sample for sample in CORPUS if sample.said is not None]
FEWEST_RIGHT = 0.98


def name_of(sample: Sample) -> str:
    return sample.name


def test_the_corpus_is_large_and_no_two_of_it_are_the_same() -> None:
    machine_made = [sample for sample in CORPUS if sample.kind not in ("reply", "loop")]
    assert len(machine_made) >= 100
    assert len({sample.raw for sample in CORPUS}) == len({sample.name for sample in CORPUS}) == len(CORPUS)
    assert set(Counter(sample.kind for sample in CORPUS)) == {"hard", "soft", "away", "auto", "loop", "reply"}


def test_nearly_all_of_the_corpus_is_told_apart() -> None:
    found = {sample.name: (sample.kind, read(sample.raw, OWN).kind) for sample in CORPUS}
    misses = [f"{name}: {label} taken for {kind}" for name, (label, kind) in found.items() if label != kind]
    assert len(misses) <= (1 - FEWEST_RIGHT) * len(CORPUS), "\n".join(misses)


def test_no_person_is_taken_for_a_bounce_and_no_address_is_given_up_wrongly() -> None:
    kinds = {sample.name: read(sample.raw, OWN).kind for sample in CORPUS if sample.kind != "hard"}
    assert [name for name, kind in kinds.items() if kind == "hard"] == []


@pytest.mark.parametrize("sample", BOUNCES, ids=name_of)
def test_a_bounce_names_the_recipients_that_were_not_reached(sample: Sample) -> None:
    found = {address for failure in read(sample.raw, OWN).failures for address in failure.addresses}
    assert sample.failed <= found


@pytest.mark.parametrize("sample", CORPUS, ids=name_of)
def test_the_letter_is_found_wherever_it_is_named(sample: Sample) -> None:
    assert (LETTER in read(sample.raw, OWN).letter_ids) is sample.names_the_letter


@pytest.mark.parametrize("sample", REPLIES, ids=name_of)
def test_what_a_person_wrote_is_told_from_what_they_quote(sample: Sample) -> None:
    assert read(sample.raw, OWN).text == sample.said
