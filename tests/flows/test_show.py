"""`phancong flows show` names every plan in force with its next dates, quickly: without Prefect."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from cli.flows import NO_PLAN, show
from engine.clock import moment
from tests.conftest import Office

SEEN = "2024-11-01"


def test_a_coordinator_reads_the_steps_and_the_next_dates(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.apply(SEEN)
    office.run(SEEN)
    show(office.ledger, moment(SEEN), as_json=False)
    said = capsys.readouterr().out
    assert "Triển khai công tác bình đẳng giới năm 2024" in said
    assert "cập nhật thư chờ gửi theo phản hồi → soạn thư nhắc việc → nêu cảnh báo → gửi thư" in said
    assert "07 giờ 00 thứ Hai, 18/11/2024" in said
    assert "07 giờ 00 thứ Ba, 10/12/2024" in said


def test_a_program_reads_the_same(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.apply(SEEN)
    office.run(SEEN)
    show(office.ledger, moment(SEEN), as_json=True)
    [flow] = json.loads(capsys.readouterr().out)["flows"]
    assert flow["plan"] == "binh-dang-gioi"
    assert flow["flow"] == "binh-dang-gioi: công tác bình đẳng giới năm 2024"
    assert flow["steps"] == ["collect", "open", "gather", "remind", "alert", "deliver"]
    assert flow["timezone"] == "Asia/Ho_Chi_Minh"
    assert flow["schedule"].startswith(
        "DTSTART:20241101T070000\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR\nRDATE:20241118T"
    )
    assert flow["next"][0] == "2024-11-18T07:00:00+07:00"


def test_a_long_list_of_dates_is_cut_with_its_end_named(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    office.apply(SEEN)
    office.apply(SEEN, office.plan(MANY))
    show(office.ledger, moment(SEEN), as_json=False)
    assert "ngày nữa, đến" in capsys.readouterr().out


def test_without_a_plan_it_says_how_to_begin(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    show(office.ledger, moment(SEEN), as_json=False)
    assert capsys.readouterr().out.strip() == NO_PLAN


@pytest.mark.parametrize("module", ["cli.main", "cli.flows", "engine.run", "engine.status", "tui.app", "web.app"])
def test_nobody_but_the_flows_imports_prefect(module: str) -> None:
    script = f"import sys, {module}; sys.exit('prefect' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


MANY = """
    plan:
      id: giao-ban
      number: 71/KH-UBND
      date: 2024-05-06
      title: Báo cáo giao ban
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      source: van-ban.txt
      directory: danh-ba.yaml
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo giao ban
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        due: {kind: by, date: 2024-11-20}
        owed_by: [{agency: phong-y-te, basis: explicit}]
      - id: bao-cao-nam
        section: V
        text: Báo cáo giao ban năm
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        due: {kind: by, date: 2024-12-27}
        owed_by: [{agency: phong-y-te, basis: explicit}]
"""
