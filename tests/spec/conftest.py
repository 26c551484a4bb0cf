"""The docstring of a test is its spec; the cast is always the same.

Lan coordinates at Phòng LĐ-TB&XH, Minh answers for Phòng Y tế, Hùng is of Công an huyện. A spec that says nothing of
the plan itself gets the header below it, so that the lines of the docstring are the lines of the file.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from engine.reading.problems import Problem
from engine.spec.plan import load_plan

HEADER = """
plan:
  id: binh-dang-gioi-2024
  assumed_start: 2024-01-02
  title: Công tác bình đẳng giới năm 2024
  issuer: ubnd-huyen
  coordinator: phong-ldtbxh
  period: {from: 2024-01-01, to: 2024-12-31}
  source: ke-hoach.txt
  directory: agencies.yaml
"""
DIRECTORY = """
agencies:
  - {id: ubnd-huyen, name: UBND huyện, relation: higher}
  - {id: phong-ldtbxh, name: Phòng Lao động - Thương binh và Xã hội, relation: affiliated, aliases: [Phòng LĐ-TB&XH]}
  - {id: phong-y-te, name: Phòng Y tế, relation: peer}
  - {id: cong-an-huyen, name: Công an huyện, relation: security}
groups:
  - {id: cac-phong, name: Các phòng chuyên môn, members: [phong-ldtbxh, phong-y-te]}
contacts:
  phong-y-te: {email: minh@vinhlinh.example, name: Minh}
  cong-an-huyen: {email: hung@vinhlinh.example, name: Hùng}
"""
SOURCE = """KẾ HOẠCH

IV. TỔ CHỨC THỰC HIỆN
2. Phòng Y tế
- Đẩy mạnh công tác tuyên truyền về bình đẳng giới trong lĩnh vực y tế;
kiểm soát mất cân bằng giới tính khi sinh.
V. CHẾ ĐỘ BÁO CÁO
Các đơn vị báo cáo định kỳ trước ngày 05/6/2024 và ngày 10/12/2024 về UBND huyện.
"""


@pytest.fixture
def spec_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write the test's docstring, the directory and the source; → stands for a tab."""
    text = textwrap.dedent(request.function.__doc__).lstrip("\n").replace("→", "\t")
    (tmp_path / "agencies.yaml").write_text(DIRECTORY, encoding="utf-8")
    (tmp_path / "ke-hoach.txt").write_text(SOURCE, encoding="utf-8")
    file = tmp_path / "plan.yaml"
    file.write_text(text if "plan:\n" in text else text + HEADER, encoding="utf-8")
    return file


@pytest.fixture
def problems(spec_file: Path) -> list[Problem]:
    """Return the problems of the test's docstring."""
    return load_plan(spec_file)[1]
