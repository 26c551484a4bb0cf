"""The agenda names the mornings on which something of a plan happens, and only those."""

from __future__ import annotations

import datetime as dt

from engine.acts import extend, silence, withdraw
from engine.clock import moment
from engine.steps.agenda import STEPS, agenda
from tests.conftest import Office

SATURDAY_LIMIT = """
    plan:
      id: phong-chong-bao
      number: 71/KH-UBND
      date: 2024-05-06
      title: Phòng, chống thiên tai năm 2024
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-01-01, to: 2024-12-31}
      source: van-ban.txt
      directory: danh-ba.yaml
    reports:
      - id: bao-cao-bao
        section: V
        text: Báo cáo phương án ứng phó bão
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        due: {kind: before, date: 2024-11-16}
        owed_by:
          - {agency: phong-y-te, basis: explicit}
"""

STORM = "phong-chong-bao/bao-cao-bao/phong-y-te/-"


def days(office: Office, at: str, plan: int = 0) -> list[str]:
    return [when.date().isoformat() for when in agenda(office.ledger, moment(at))[plan].next]


def test_a_report_before_10_december_has_these_mornings(office: Office) -> None:
    office.apply("2024-11-01")
    office.run("2024-11-01")
    assert days(office, "2024-11-01") == [
        "2024-11-18",
        "2024-12-02",
        "2024-12-06",
        "2024-12-09",
        "2024-12-10",
        "2024-12-11",
        "2024-12-13",
        "2024-12-19",
    ]


def test_every_moment_is_seven_in_vietnam(office: Office) -> None:
    office.apply("2024-11-01")
    [plan] = agenda(office.ledger, moment("2024-11-01"))
    assert {when.strftime("%H:%M %z") for when in plan.next} == {"07:00 +0700"}


def test_a_notice_not_yet_written_comes_on_the_next_working_morning(office: Office) -> None:
    office.apply("2024-11-01T16:00")  # a Friday
    assert days(office, "2024-11-01T16:00")[0] == "2024-11-04"


def test_what_has_been_done_is_behind_and_what_is_to_come_stays(office: Office) -> None:
    office.apply("2024-11-01")
    office.run_daily("2024-11-01", "2024-12-10")
    assert days(office, "2024-12-10") == ["2024-12-11", "2024-12-13", "2024-12-19"]


def test_a_limit_missed_on_a_day_off_is_told_on_that_day(office: Office) -> None:
    office.apply("2024-11-01", office.plan(SATURDAY_LIMIT))
    assert dt.date(2024, 11, 16).strftime("%A") == "Saturday"
    assert "2024-11-16" in days(office, "2024-11-04")


def test_the_agenda_promises_what_daily_runs_then_do(office: Office) -> None:
    office.apply("2024-11-01")
    office.apply("2024-11-01", office.plan(SATURDAY_LIMIT))
    promised = {when.date() for plan in agenda(office.ledger, moment("2024-11-02")) for when in plan.next}
    runs = office.run_daily("2024-11-02", "2024-12-31", hour=7)
    assert {run.at.date() for run in runs if run.reminders or run.alerts_raised} == promised


def test_an_extension_moves_the_mornings(office: Office) -> None:
    office.apply("2024-11-01", office.plan(SATURDAY_LIMIT))
    office.run("2024-11-01")
    extend(office.ledger, [STORM], moment("2024-11-04"), dt.date(2024, 12, 20), "Công văn số 12")
    assert days(office, "2024-11-04")[-4:] == ["2024-12-21", "2024-12-23", "2024-12-25", "2024-12-31"]


def test_a_silenced_alert_comes_back_on_the_day_named(office: Office) -> None:
    office.apply("2024-11-01", office.plan(SATURDAY_LIMIT))
    office.run_daily("2024-11-01", "2024-11-28")
    silence(office.ledger, [STORM], moment("2024-11-28"), dt.date(2024, 12, 5))
    assert days(office, "2024-11-28T09:00") == ["2024-12-05"]


def test_a_plan_with_nothing_open_is_no_longer_in_force(office: Office) -> None:
    office.apply("2024-11-01", office.plan(SATURDAY_LIMIT))
    withdraw(office.ledger, [STORM], moment("2024-11-04"), "Bỏ kế hoạch")
    assert agenda(office.ledger, moment("2024-11-04")) == ()


def test_the_past_knows_no_plan_adopted_later(office: Office) -> None:
    office.apply("2024-11-01")
    assert agenda(office.ledger, moment("2024-10-31")) == ()


def test_nothing_adopted_is_no_agenda(office: Office) -> None:
    assert agenda(office.ledger, moment("2024-11-01")) == ()


def test_at_most_so_many_mornings(office: Office) -> None:
    office.apply("2024-11-01")
    [plan] = agenda(office.ledger, moment("2024-11-01"), at_most=2)
    assert len(plan.next) == 2
    assert plan.steps == STEPS
