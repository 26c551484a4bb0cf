"""01/7/2025: the 18 communes and towns of Vĩnh Linh become 5 communes of Quảng Trị; open obligations follow, links say who."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from engine.clock import moment
from engine.links import sign
from tests.conftest import Office
from web.app import make_app

DIRECTORY = (Path(__file__).parents[2] / "plan_specs" / "agencies" / "vinh-linh.yaml").read_text(encoding="utf-8")
PLAN = """
    plan:
      id: vinh-linh-2025
      number: 12/KH-UBND
      date: 2025-01-15
      title: Triển khai công tác bình đẳng giới năm 2025
      issuer: ubnd-huyen-vinh-linh
      coordinator: phong-ldtbxh
      period: {from: 2025-01-01, to: 2025-12-31}
      source: van-ban.txt
      directory: danh-ba.yaml
    reports:
      - id: bao-cao-thang-12
        section: V
        text: Báo cáo định kỳ đợt tháng 12
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen-vinh-linh
        via: phong-ldtbxh
        due: {kind: before, date: 2025-12-10}
        owed_by: [{agency: xa-thi-tran, basis: inferred}, {agency: phong-y-te, basis: explicit}]
"""
NEW = {f"ubnd-xa-{name}-2025" for name in ("vinh-linh", "ben-quan", "cua-tung", "vinh-hoang", "vinh-thuy")}
HO_XA, VINH_O, BEN_QUAN = "ubnd-thi-tran-ho-xa", "ubnd-xa-vinh-o", "ubnd-xa-ben-quan-2025"
BEFORE, MORNING = "2025-06-30T17:00", "2025-07-01T08:00"


def report(agency: str) -> str:
    return f"vinh-linh-2025/bao-cao-thang-12/{agency}/-"


@pytest.fixture
def office(new_office: Callable[..., Office]) -> Office:
    """Return the office after the morning of 01/7/2025; Hồ Xá had sent its report before."""
    made = new_office()
    made.apply("2025-01-20", made.plan(PLAN, DIRECTORY))
    made.run("2025-01-20T08:00")
    made.answer("2025-06-20T09:00", "done", report(HO_XA), sent="2025-06-20", number="44/BC-UBND")
    made.run(BEFORE)
    made.run(MORNING)
    return made


def states(office: Office, at: str) -> dict[str, str]:
    return {line["agency"]: line["state"] for plan in office.status(at)["plans"] for line in plan["obligations"]}


def test_eighteen_become_five_and_who_has_sent_stays(office: Office) -> None:
    found = states(office, MORNING)
    assert {agency for agency, state in found.items() if state == "not_due"} == {*NEW, "phong-y-te"}
    assert found[HO_XA] == "done_on_time"
    assert list(found.values()).count("withdrawn") == 17


def test_the_day_before_nothing_had_changed(office: Office) -> None:
    found = states(office, BEFORE)
    assert NEW.isdisjoint(found)
    assert list(found.values()).count("not_due") == 18


def test_history_keeps_the_old_name_and_cites_the_document(office: Office) -> None:
    (handed,) = [event for event in office.history(report(VINH_O)) if event.kind == "succeeded"]
    assert handed.data == {
        "to": [report(BEN_QUAN)],
        "document": "Nghị quyết số 1680/NQ-UBTVQH15 ngày 16/6/2025",
    }
    opened = office.history(report(BEN_QUAN))[0].data
    assert set(opened["predecessors"]) == {
        report(agency) for agency in ("ubnd-thi-tran-ben-quan", "ubnd-xa-vinh-ha", "ubnd-xa-vinh-khe", VINH_O)
    }


def test_the_successors_are_told_whose_task_it_was(office: Office) -> None:
    letters = {row.agencies: row for row in office.letters() if row.drafted_at == moment(MORNING)}
    assert {agency for agencies in letters for agency in agencies} == NEW
    text = " ".join(letters[BEN_QUAN,].text.split())
    for words in ("thị trấn Bến Quan", "xã Vĩnh Ô", "Nghị quyết số 1680/NQ-UBTVQH15", "trước ngày 10/12/2025"):
        assert words in text


async def test_the_old_link_says_who_is_responsible_now(office: Office) -> None:
    (old,) = [row for row in office.letters() if row.agencies == (VINH_O,)]
    transport = httpx.ASGITransport(make_app(office.ledger, lambda: moment("2025-07-02T09:00")))
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as browser:
        page = (await browser.get("/x/" + sign(old.uid, office.ledger.keys.links))).text
    assert "UBND xã Bến Quan" in page
    assert "Nghị quyết số 1680/NQ-UBTVQH15" in page
    assert 'type="checkbox"' not in page


def test_in_december_the_alerts_name_the_five(office: Office) -> None:
    office.run("2025-12-10T08:00")
    assert set(office.alerts("2025-12-10T08:00")) == {report(agency) for agency in (*NEW, "phong-y-te")}


def test_the_old_ones_get_no_letter_any_more(office: Office) -> None:
    office.run_daily("2025-11-17", "2025-12-12")
    later = [row for row in office.letters() if row.drafted_at > moment(MORNING)]
    assert {agency for row in later for agency in row.agencies} == {*NEW, "phong-y-te"}
