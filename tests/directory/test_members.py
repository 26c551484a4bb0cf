"""Who belongs to a group on a day, and whom a plan that names it asks."""

from __future__ import annotations

import datetime as dt
import time

from engine.directory.models import Agency, Directory, Group

JUNE, JULY = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


def test_an_agency_is_its_own_only_member_and_a_stranger_has_none(directory: Directory) -> None:
    """
    agencies: [{id: phong-y-te, name: Phòng Y tế, relation: peer}]
    """
    assert directory.members("phong-y-te", JUNE) == ("phong-y-te",)
    assert directory.members("phong-tu-phap", JUNE) == ()


def test_an_agency_is_there_from_its_first_day_to_its_last(directory: Directory) -> None:
    """
    agencies:
      - {id: phong-y-te, name: Phòng Y tế, relation: peer, since: 2020-01-01, until: 2025-06-30}
    """
    days = [dt.date(2019, 12, 31), dt.date(2020, 1, 1), JUNE, JULY]
    assert [bool(directory.members("phong-y-te", day)) for day in days] == [False, True, True, False]


def test_a_member_of_a_time_belongs_from_its_first_day_to_its_last(directory: Directory) -> None:
    """
    agencies:
      - {id: phong-y-te, name: Phòng Y tế, relation: peer}
      - {id: cong-an, name: Công an huyện, relation: security}
    groups:
      - {id: ban-chi-dao, name: Ban, members: [phong-y-te, {agency: cong-an, from: 2024-03-01, to: 2024-05-31}]}
    """
    days = [dt.date(2024, 2, 29), dt.date(2024, 3, 1), dt.date(2024, 5, 31), dt.date(2024, 6, 1)]
    assert [len(directory.members("ban-chi-dao", day)) for day in days] == [1, 2, 2, 1]


def test_a_group_of_groups_has_each_agency_once_in_the_order_listed(directory: Directory) -> None:
    """
    agencies:
      - {id: a, name: A, relation: peer}
      - {id: b, name: B, relation: peer}
      - {id: c, name: C, relation: peer}
    groups:
      - {id: mot, name: Một, members: [c, a]}
      - {id: hai, name: Hai, members: [a, b]}
      - {id: tat-ca, name: Tất cả, members: [mot, hai, c]}
    """
    assert directory.members("tat-ca", JUNE) == ("c", "a", "b")


def test_a_rule_takes_all_of_a_level_below_an_agency_however_far_that_exist(directory: Directory) -> None:
    """
    agencies:
      - {id: tinh, name: UBND tỉnh, relation: higher, level: province}
      - {id: huyen, name: UBND huyện, relation: lower, level: district, part_of: tinh, until: 2025-06-30}
      - {id: xa-cu, name: UBND xã cũ, relation: lower, level: commune, part_of: huyen, until: 2025-06-30}
      - {id: xa-moi, name: UBND xã mới, relation: lower, level: commune, part_of: tinh, since: 2025-07-01}
      - {id: xa-khac, name: UBND xã của tỉnh khác, relation: lower, level: commune}
    groups:
      - {id: cac-xa, name: UBND các xã, rule: {level: commune, of: tinh}}
    """
    assert directory.members("cac-xa", JUNE) == ("xa-cu",)
    assert directory.members("cac-xa", JULY) == ("xa-moi",)


def test_a_plan_still_asks_an_agency_that_ended_so_that_nothing_owed_vanishes(directory: Directory) -> None:
    """
    agencies:
      - {id: xa-cu, name: UBND xã cũ, relation: lower, until: 2025-06-30}
      - {id: xa-moi, name: UBND xã mới, relation: lower, since: 2025-07-01}
    groups:
      - {id: cac-xa, name: UBND các xã, members: [xa-cu, xa-moi]}
    """
    assert directory.asked("xa-cu", JULY) == ("xa-cu",)
    assert directory.asked("cac-xa", JUNE) == ("xa-cu",)
    assert directory.asked("cac-xa", JULY) == ("xa-cu", "xa-moi")


def test_a_rule_never_asks_who_ended_or_left(directory: Directory) -> None:
    """
    agencies:
      - {id: tinh, name: UBND tỉnh, relation: higher}
      - {id: xa-cu, name: UBND xã cũ, relation: lower, level: commune, part_of: tinh, until: 2025-06-30}
    groups:
      - {id: cac-xa, name: UBND các xã, rule: {level: commune, of: tinh}}
      - {id: ban, name: Ban, members: [{agency: tinh, to: 2025-06-30}]}
    """
    assert directory.asked("cac-xa", JULY) == ()
    assert directory.asked("ban", JULY) == ()


def test_groups_and_agencies_that_run_in_a_circle_end_all_the_same(directory: Directory) -> None:
    """
    agencies:
      - {id: a, name: A, relation: peer, level: commune, part_of: b}
      - {id: b, name: B, relation: peer, level: commune, part_of: a}
    groups:
      - {id: mot, name: Một, members: [a, hai]}
      - {id: hai, name: Hai, members: [mot, b]}
      - {id: ba, name: Ba, rule: {level: commune, of: a}}
    """
    assert directory.members("mot", JUNE) == ("a", "b")
    assert directory.members("ba", JUNE) == ("a", "b")


def test_groups_that_double_at_every_step_do_not_explode() -> None:
    agency = Agency(id="a", name="A", relation="peer")
    nested = [f"g{number}" for number in range(200)]
    below = [*nested[1:], "a"]
    groups = [
        Group.model_validate({"id": name, "name": name, "members": [inner, inner]})
        for name, inner in zip(nested, below, strict=True)
    ]
    directory = Directory(agencies=(agency,), groups=tuple(groups))
    assert directory.members("g0", JUNE) == ("a",)


def test_a_question_costs_no_more_in_a_directory_a_hundred_times_as_large() -> None:
    """A look-up that walked through the agencies would cost a hundred times as much; the bound leaves room for noise."""
    assert _seconds_to_ask(10_000) < 10 * _seconds_to_ask(100)


def _seconds_to_ask(size: int) -> float:
    """Return the best of five rounds of 2,000 questions, once everything was asked before."""
    agencies = tuple(Agency(id=f"xa-{number}", name=f"UBND xã {number}", relation="lower") for number in range(size))
    group = Group.model_validate({"id": "xa", "name": "Xã", "members": [agency.id for agency in agencies]})
    directory = Directory(agencies=agencies, groups=(group,))
    rounds = []
    for _ in range(6):
        started = time.monotonic()
        for number in range(2_000):
            assert directory.agency(f"xa-{number % size}")
            assert len(directory.members("xa", JUNE)) == size
            assert directory.heirs("xa-1", "ke-hoach/viec", JUNE) == ("xa-1",)
        rounds.append(time.monotonic() - started)
    return min(rounds[1:])
