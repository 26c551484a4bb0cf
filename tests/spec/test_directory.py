"""What a directory must keep to: each mistake at its line, with what to write instead."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from engine.reading.problems import Problem
from engine.spec.directories import load_directory
from engine.spec.directory_checks import DIRECTORY_CHECKS
from engine.spec.succession_checks import SUCCESSION_CHECKS
from tests.spec.test_plan import places

AGENCIES = """
agencies:
  - {id: phong-y-te, name: Phòng Y tế, relation: peer}
  - {id: phong-ldtbxh, name: Phòng Lao động - Thương binh và Xã hội, relation: affiliated}
  - {id: cong-an-huyen, name: Công an huyện, relation: security, until: 2025-02-28}
"""


@pytest.fixture
def problems(request: pytest.FixtureRequest, tmp_path: Path) -> list[Problem]:
    """Return the problems of the test's docstring; one that names no agencies gets those above it."""
    text = textwrap.dedent(request.function.__doc__).lstrip("\n")
    file = tmp_path / "agencies.yaml"
    file.write_text(text if "agencies:\n" in text else text + AGENCIES, encoding="utf-8")
    return load_directory(file)[1]


def test_a_directory_that_uses_every_part_is_sound(problems: list[Problem]) -> None:
    """
    groups:
      - {id: cac-phong, name: Các phòng, members: [phong-ldtbxh, {agency: phong-y-te, from: 2024-01-01}]}
      - {id: tat-ca, name: Tất cả, members: [cac-phong, cong-an-huyen]}
    successions:
      - {from: phong-ldtbxh, date: 2025-03-01, document: Quyết định 1, to: [phong-y-te], tasks: [kh-2024/tre-em]}
    contacts:
      phong-y-te:
        - {email: minh@vinhlinh.example, name: Minh, absences: [{from: 2024-12-02, to: 2024-12-09, name: Hoa}]}
        - {email: phongyte@vinhlinh.example, post: office}
      phong-ldtbxh: {email: minh@vinhlinh.example, name: Minh}
    """
    assert problems == []


def test_an_id_names_one_and_members_and_contacts_are_known(problems: list[Problem]) -> None:
    """
    agencies:
      - {id: phong-y-te, name: Phòng Y tế, relation: peer}
      - {id: phong-y-te, name: Phòng Y tế, relation: peer}
    groups:
      - {id: cac-phong, name: Các phòng, members: [phong-y-te, phong-yte]}
    contacts:
      phong-tu-phap: {email: tuphap@vinhlinh.example}
      cac-phong: {email: phong@vinhlinh.example}
    """
    assert places(problems) == [
        "3:10 duplicate-id",
        "5:60 unknown-member",
        "7:3 unknown-contact",
        "8:3 unknown-contact",
    ]
    assert problems[1].hint.startswith("Ý bạn là “phong-y-te” (Phòng Y tế)?")


def test_two_agencies_have_no_name_in_common_however_it_is_spelt(problems: list[Problem]) -> None:
    """
    agencies:
      - {id: phong-ldtbxh, name: Phòng Lao động - Thương binh và Xã hội, relation: peer, aliases: [Phòng LĐ]}
      - {id: phong-lao-dong, name: Phòng Lao động, relation: peer, aliases: [phòng lđ, Phòng LĐTB&XH]}
    groups:
      - {id: cac-phong, name: PHÒNG LAO ĐỘNG, members: [phong-lao-dong]}
    """
    assert places(problems) == ["3:74 alias-shared", "3:84 alias-shared", "5:27 alias-shared"]
    assert problems[1].message == (
        "“Phòng LĐTB&XH” cũng là tên gọi của “phong-ldtbxh” (Phòng Lao động - Thương binh và Xã hội)"
    )


def test_a_name_may_pass_to_an_agency_that_begins_later_but_not_on_the_same_day(problems: list[Problem]) -> None:
    """
    agencies:
      - {id: xa-cu, name: UBND xã Vĩnh Thủy, relation: lower, until: 2025-06-30}
      - {id: xa-moi, name: UBND xã Vĩnh Thủy, relation: lower, since: 2025-07-01, until: 2030-12-31}
      - {id: xa-som, name: UBND xã Vĩnh Thủy, relation: lower, since: 2030-12-31}
    """
    assert places(problems) == ["4:24 alias-shared"]


def test_agencies_end_after_they_begin_and_are_part_of_one_that_is_known(problems: list[Problem]) -> None:
    """
    agencies:
      - {id: xa-a, name: Xã A, relation: lower, since: 2025-07-01, until: 2025-06-30}
      - {id: xa-b, name: Xã B, relation: lower, part_of: huyen}
      - {id: xa-c, name: Xã C, relation: lower, part_of: xa-d}
      - {id: xa-d, name: Xã D, relation: lower, part_of: xa-c, level: commune}
      - {id: xa-e, name: Xã E, relation: lower, part_of: xa-e}
    groups:
      - {id: xa, name: Các xã, rule: {level: commune, of: tinh}}
    """
    assert places(problems) == [
        "2:71 until-before-since",
        "3:54 unknown-part-of",
        "4:54 part-of-circle",
        "5:54 part-of-circle",
        "6:54 part-of-circle",
        "8:5 empty-group",
        "8:55 unknown-part-of",
    ]


def test_no_group_is_within_itself(problems: list[Problem]) -> None:
    """
    groups:
      - {id: mot, name: Một, members: [hai, phong-y-te]}
      - {id: hai, name: Hai, members: [ba]}
      - {id: ba, name: Ba, members: [mot]}
      - {id: bon, name: Bốn, members: [phong-y-te, bon]}
    """
    assert places(problems) == ["2:36 group-circle", "3:36 group-circle", "4:34 group-circle", "5:48 group-circle"]


def test_a_group_has_somebody_on_some_day_and_says_who_in_one_way(problems: list[Problem]) -> None:
    """
    groups:
      - {id: khong, name: Không ai}
      - {id: qua-han, name: Sau khi đã giải thể, members: [{agency: cong-an-huyen, from: 2025-03-01}]}
      - {id: con-han, name: Đến khi giải thể, members: [{agency: cong-an-huyen, from: 2025-02-28}]}
      - {id: cap-xa, name: Cấp xã, rule: {level: commune, of: phong-y-te}}
      - {id: ca-hai, name: Cả hai, members: [phong-y-te], rule: {level: commune, of: phong-y-te}}
    """
    assert places(problems) == ["2:5 empty-group", "3:5 empty-group", "5:5 empty-group", "6:55 members-or-rule"]


def test_a_succession_is_between_known_agencies_that_exist_that_day(problems: list[Problem]) -> None:
    """
    successions:
      - {from: phong-lao-dong, date: 2025-03-01, document: Quyết định 1, to: [phong-y-te, cac-xa]}
      - {from: phong-y-te, date: 2025-03-01, document: Quyết định 1, to: [phong-ldtbxh, cong-an-huyen]}
    """
    assert places(problems) == ["2:12 unknown-successor", "2:87 unknown-successor", "3:85 successor-not-there"]
    assert problems[2].message == "“cong-an-huyen” không hoạt động vào ngày tiếp nhận 01/3/2025"


def test_successions_do_not_run_in_a_circle(problems: list[Problem]) -> None:
    """
    successions:
      - {from: phong-y-te, date: 2025-03-01, document: Quyết định 1, to: [phong-ldtbxh]}
      - {from: phong-ldtbxh, date: 2025-07-01, document: Quyết định 2, to: [phong-y-te]}
    """
    assert places(problems) == ["2:12 succession-circle", "3:12 succession-circle"]


def test_two_offices_may_exchange_tasks(problems: list[Problem]) -> None:
    """
    successions:
      - {from: phong-y-te, date: 2025-03-01, document: Quyết định 1, to: [phong-ldtbxh], tasks: [kh/tre-em]}
      - {from: phong-ldtbxh, date: 2025-03-01, document: Quyết định 1, to: [phong-y-te], tasks: [kh/y-te]}
    """
    assert problems == []


def test_on_one_day_a_task_passes_once(problems: list[Problem]) -> None:
    """
    successions:
      - {from: phong-y-te, date: 2025-02-01, document: Quyết định 1, to: [phong-ldtbxh]}
      - {from: phong-y-te, date: 2025-02-01, document: Quyết định 1, to: [phong-ldtbxh], tasks: [kh/tre-em, kh/a]}
      - {from: phong-y-te, date: 2025-02-01, document: Quyết định 2, to: [cong-an-huyen], tasks: [kh/a]}
    """
    assert places(problems) == ["4:12 succession-twice"]
    assert "ở dòng 3" in problems[0].message


def test_a_task_is_named_by_plan_and_task(problems: list[Problem]) -> None:
    """
    successions:
      - {from: phong-y-te, date: 2025-03-01, document: Quyết định 1, to: [phong-ldtbxh], tasks: [Trẻ em]}
    """
    assert places(problems) == ["2:94 wrong-id"]
    assert "binh-dang-gioi-2024/bao-cao-thang-6" in problems[0].hint


def test_a_contact_has_a_sound_address_on_one_line_and_one_post(problems: list[Problem]) -> None:
    r"""
    contacts:
      phong-y-te: {email: minh@vinhlinh, name: "Minh\r\nBcc: hung@vinhlinh.example"}
      phong-ldtbxh:
        - {email: lan@vinhlinh.example, name: Lan}
        - {email: "lan@vinhlinh.example\nBcc:hung@vinhlinh.example", post: office}
        - {email: hoa@vinhlinh.example, absences: [{from: 2024-12-09, to: 2024-12-02}]}
      cong-an-huyen: []
    """
    assert places(problems) == [
        "2:23 wrong-email",
        "2:44 hidden-character",
        "5:15 hidden-character",
        "6:7 post-twice",
        "6:48 wrong-value",
        "7:18 empty-value",
    ]
    assert problems[1].message == "“name” có dấu xuống dòng hoặc ký tự ẩn"


def test_short_forms_have_their_mistakes_at_their_own_place(problems: list[Problem]) -> None:
    """
    groups:
      - {id: mot, name: Một, members: [phong-y-te, {agency: phong-yte, form: 2024-01-01}, [phong-y-te]]}
    contacts:
      phong-y-te: {email: minh@vinhlinh.example, phones: "0233"}
      phong-ldtbxh: minh@vinhlinh.example
    """
    assert places(problems) == [
        "2:57 unknown-member",
        "2:68 unknown-key",
        "2:87 wrong-type",
        "4:46 unknown-key",
        "5:17 wrong-type",
    ]


def test_every_check_says_what_it_promises_and_its_code() -> None:
    for check in (*DIRECTORY_CHECKS, *SUCCESSION_CHECKS):
        assert (check.__doc__ or "").startswith("`")
