"""Plans roll on by themselves: what recurs opens 400 days ahead, reorganised agencies are followed, nothing else."""

from __future__ import annotations

import pytest

from tests.conftest import DIRECTORY, PLAN, Office

MONTHLY = PLAN.replace("period: {from: 2024-01-01, to: 2024-12-31}", "period: {from: 2024-01-01}").replace(
    "due: {kind: before, date: 2024-12-10}", 'due: {kind: every, period: month, limit: before, dates: ["day 25"]}'
)
DAILY = MONTHLY.replace(
    'period: month, limit: before, dates: ["day 25"]', 'period: day, limit: before, dates: ["19:00"]'
)
MERGED = DIRECTORY.replace(
    "    contacts:",
    """    successions:
      - {from: xa-vinh-o, date: 2024-12-01, document: Nghị quyết số 1, to: [xa-vinh-chap]}
    contacts:""",
)


def occurrences(office: Office, at: str, agency: str = "phong-y-te") -> list[str]:
    lines = [line for plan in office.status(at)["plans"] for line in plan["obligations"]]
    mine = [line for line in lines if line["agency"] == agency and line["task"] == "bao-cao-thang-12"]
    return [line["id"].rpartition("/")[2] for line in mine]


def test_a_plan_without_an_end_opens_400_days_of_what_recurs(office: Office) -> None:
    office.apply("2024-11-01", office.plan(MONTHLY))
    opened = occurrences(office, "2024-11-01")
    assert opened[-1] == "2025-12"
    assert "2024-01" in opened  # adopted late: what has passed is "trước khi theo dõi"
    assert office.one("binh-dang-gioi/bao-cao-thang-12/phong-y-te/2024-10", "2024-11-01")["state"] == "before_tracking"


def test_runs_roll_it_on_and_say_how_many_they_opened(office: Office) -> None:
    office.apply("2024-11-01", office.plan(MONTHLY))
    assert office.run("2024-11-04T08:00").opened == 0
    assert office.run("2024-12-02T08:00").opened == 4  # one month for each of the four who report
    assert occurrences(office, "2024-12-02T08:00")[-1] == "2026-01"
    assert office.run("2024-12-02T09:00").opened == 0


def test_only_the_first_of_what_recurs_is_announced(office: Office) -> None:
    office.apply("2024-11-01", office.plan(MONTHLY))
    office.run("2024-11-01T08:00")
    (letter,) = [row for row in office.letters() if row.email == "minh@yte.example"]
    told = [i for i in letter.obligations if "bao-cao" in i]
    assert told == [
        "binh-dang-gioi/bao-cao-thang-12/phong-y-te/2024-11",
    ]


def test_nobody_is_reminded_of_a_daily_report_before_its_day(office: Office) -> None:
    office.apply("2024-11-04", office.plan(DAILY))
    office.run("2024-11-04T08:00")
    office.run("2024-11-05T08:00")
    letters = [row for row in office.letters() if row.email == "minh@yte.example" and row.mode == "auto"]
    assert [[i.rpartition("/")[2] for i in row.obligations if "bao-cao" in i] for row in letters] == [
        ["2024-11-04"],
        ["2024-11-05"],
    ]


def test_a_later_member_of_a_group_waits_for_apply(office: Office) -> None:
    larger = MONTHLY.replace("{agency: cac-xa, basis: inferred}", "{agency: cac-xa, basis: inferred}")
    office.apply("2024-11-01", office.plan(larger))
    before = set(occurrences(office, "2024-11-01", "xa-vinh-o"))
    office.run("2024-12-02T08:00")
    assert before < set(occurrences(office, "2024-12-02T08:00", "xa-vinh-o"))


def test_a_reorganisation_is_followed_on_its_day(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, MERGED))
    o, chap = (f"binh-dang-gioi/bao-cao-thang-12/{agency}/-" for agency in ("xa-vinh-o", "xa-vinh-chap"))
    office.run("2024-11-29T08:00")
    assert office.one(o, "2024-11-29T08:00")["state"] == "due_soon"
    office.run("2024-12-02T08:00")
    assert office.one(o, "2024-12-02T08:00")["state"] == "withdrawn"
    assert office.one(chap, "2024-12-02T08:00")["state"] == "due_soon"
    (handed,) = [event for event in office.history(o) if event.kind == "succeeded"]
    assert handed.data == {"to": [chap], "document": "Nghị quyết số 1"}


def test_nobody_is_blamed_for_what_was_handed_on(office: Office) -> None:
    office.apply("2024-11-01", office.plan(PLAN, MERGED))
    office.run_daily("2024-12-02", "2024-12-20")
    assert "binh-dang-gioi/bao-cao-thang-12/xa-vinh-o/-" not in office.alerts("2024-12-20")
    assert office.alerts("2024-12-20")["binh-dang-gioi/bao-cao-thang-12/xa-vinh-chap/-"] == ["open"]


def test_what_was_done_stays_with_who_did_it(office: Office) -> None:
    o = "binh-dang-gioi/bao-cao-thang-12/xa-vinh-o/-"
    office.apply("2024-11-01", office.plan(PLAN, MERGED))
    office.answer("2024-11-20", "done", o, sent="2024-11-20", number="5/BC-UBND")
    office.run("2024-12-02T08:00")
    assert office.one(o, "2024-12-02T08:00")["state"] == "done_on_time"


@pytest.mark.parametrize("at", ["2024-12-02", "2024-12-05"])
def test_applying_the_same_spec_after_a_reorganisation_changes_nothing(office: Office, at: str) -> None:
    office.apply("2024-11-01", office.plan(PLAN, MERGED))
    office.run("2024-12-02T07:00")
    assert not office.apply(f"{at}T09:00", office.plan(PLAN, MERGED))


def test_a_plan_adopted_after_a_reorganisation_asks_the_successor(office: Office) -> None:
    office.apply("2024-12-03", office.plan(PLAN, MERGED))
    lines = [line["agency"] for plan in office.status("2024-12-03")["plans"] for line in plan["obligations"]]
    assert "xa-vinh-o" not in lines
    assert "xa-vinh-chap" in lines
