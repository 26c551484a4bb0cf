"""Who answers for a task after a reorganisation: dated, by a document, for an agency as a whole or for one task."""

from __future__ import annotations

import datetime as dt

from engine.directory.models import Directory

BEFORE, FIRST, LATER = dt.date(2025, 2, 28), dt.date(2025, 3, 1), dt.date(2025, 12, 10)


def test_duties_pass_on_the_day_and_not_before(directory: Directory) -> None:
    """
    agencies:
      - {id: xa-cu, name: UBND xã Vĩnh Lâm, relation: lower}
      - {id: xa-moi, name: UBND xã Vĩnh Thủy, relation: lower}
    successions:
      - {from: xa-cu, date: 2025-03-01, document: Nghị quyết 1680, to: [xa-moi]}
    """
    assert directory.heirs("xa-cu", "kh/bao-cao", BEFORE) == ("xa-cu",)
    assert directory.heirs("xa-cu", "kh/bao-cao", FIRST) == ("xa-moi",)
    assert directory.successors("xa-cu", "kh/bao-cao", BEFORE) is None
    succession = directory.successors("xa-cu", "kh/bao-cao", LATER)
    assert succession is not None
    assert succession.document == "Nghị quyết 1680"


def test_gender_equality_goes_to_home_affairs_and_children_to_health(directory: Directory) -> None:
    """
    agencies:
      - {id: so-ldtbxh, name: Sở Lao động - Thương binh và Xã hội, relation: affiliated}
      - {id: so-noi-vu, name: Sở Nội vụ, relation: peer}
      - {id: so-y-te, name: Sở Y tế, relation: peer}
    successions:
      - {from: so-ldtbxh, date: 2025-03-01, document: Quyết định 1, to: [so-noi-vu]}
      - {from: so-ldtbxh, date: 2025-03-01, document: Quyết định 1, to: [so-y-te], tasks: [kh/tre-em]}
    """
    assert directory.heirs("so-ldtbxh", "kh/binh-dang-gioi", FIRST) == ("so-noi-vu",)
    assert directory.heirs("so-ldtbxh", "kh/tre-em", FIRST) == ("so-y-te",)


def test_a_task_given_away_stays_given_away_when_the_whole_agency_follows_later(directory: Directory) -> None:
    """
    agencies:
      - {id: so-ldtbxh, name: Sở LĐ-TB&XH, relation: affiliated}
      - {id: so-noi-vu, name: Sở Nội vụ, relation: peer}
      - {id: so-y-te, name: Sở Y tế, relation: peer}
    successions:
      - {from: so-ldtbxh, date: 2025-03-01, document: Quyết định 1, to: [so-y-te], tasks: [kh/tre-em]}
      - {from: so-ldtbxh, date: 2025-07-01, document: Quyết định 2, to: [so-noi-vu]}
    """
    assert directory.heirs("so-ldtbxh", "kh/tre-em", LATER) == ("so-y-te",)


def test_of_two_successions_the_later_in_force_counts(directory: Directory) -> None:
    """
    agencies:
      - {id: so-ldtbxh, name: Sở LĐ-TB&XH, relation: affiliated}
      - {id: so-noi-vu, name: Sở Nội vụ, relation: peer}
      - {id: so-y-te, name: Sở Y tế, relation: peer}
    successions:
      - {from: so-ldtbxh, date: 2025-07-01, document: Quyết định 2, to: [so-noi-vu]}
      - {from: so-ldtbxh, date: 2025-03-01, document: Quyết định 1, to: [so-y-te]}
    """
    assert directory.heirs("so-ldtbxh", "kh/tre-em", FIRST) == ("so-y-te",)
    assert directory.heirs("so-ldtbxh", "kh/tre-em", LATER) == ("so-noi-vu",)


def test_one_office_may_have_many_heirs_and_chains_are_followed_to_their_end_each_heir_once(
    directory: Directory,
) -> None:
    """
    agencies:
      - {id: phong, name: Phòng LĐ-TB&XH, relation: lower}
      - {id: xa-a, name: UBND xã A, relation: lower}
      - {id: xa-b, name: UBND xã B, relation: lower}
      - {id: xa-c, name: UBND xã C, relation: lower}
    successions:
      - {from: phong, date: 2025-03-01, document: Quyết định 70/2025, to: [xa-a, xa-b, xa-c]}
      - {from: xa-b, date: 2025-07-01, document: Nghị quyết 2, to: [xa-c, xa-a]}
    """
    assert directory.heirs("phong", "kh/viec", FIRST) == ("xa-a", "xa-b", "xa-c")
    assert directory.heirs("phong", "kh/viec", LATER) == ("xa-a", "xa-c")


def test_a_circle_leaves_the_task_where_it_was(directory: Directory) -> None:
    """
    agencies:
      - {id: a, name: A, relation: peer}
      - {id: b, name: B, relation: peer}
    successions:
      - {from: a, date: 2025-03-01, document: Quyết định 1, to: [b]}
      - {from: b, date: 2025-03-01, document: Quyết định 2, to: [a]}
    """
    assert directory.heirs("a", "kh/viec", LATER) == ("a",)
