"""The decree of 12/4/2024: Monday 29/4 becomes a day off, Saturday 04/5 is worked instead; what that does to a plan."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.main import run as phancong
from engine.calendars import adopt_calendars, compare_calendars, office_calendar
from engine.clock import moment
from engine.deadlines.files import CALENDARS, calendar_in
from engine.ledger.ledger import EXACT, Ledger
from tests.conftest import PLAN, Office

SPRING = (
    PLAN.replace("period:", "roll: next\n      period:")
    .replace("date: 2024-10-30", "date: 2024-03-25")
    .replace("due: {kind: before, date: 2024-12-10}", "due: {kind: by, date: 2024-04-29}")
    .replace(
        "    reports:",
        """    reports:
      - id: bao-cao-thang-5
        section: V
        text: Báo cáo đợt tháng 5
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        via: phong-ldtbxh
        due: {kind: by, date: 2024-05-04}
        owed_by: [{agency: phong-y-te, basis: explicit}]""",
    )
)
APRIL, MAY = (f"binh-dang-gioi/{task}/phong-y-te/-" for task in ("bao-cao-thang-12", "bao-cao-thang-5"))
BEFORE, DECREED = "2024-04-01T08:00", "2024-04-12T15:00"


@pytest.fixture
def office(new_office: Callable[..., Office]) -> Office:
    """Return an office whose table of 2024 does not know the decree yet."""
    made = new_office()
    made.ledger = Ledger(made.settings, lambda: office_calendar(made.settings), EXACT)
    made.settings.calendars.mkdir(parents=True)
    text = (CALENDARS / "2024.yaml").read_text(encoding="utf-8")
    entries = text.split("\n  - ")
    kept = [entry for entry in entries if "2024-04-29" not in entry and "2024-05-04" not in entry]
    (made.settings.calendars / "2024.yaml").write_text(
        "\n  - ".join(kept).removesuffix("\ndays_worked:"), encoding="utf-8"
    )
    calendar_in.cache_clear()
    return made


@pytest.fixture
def decree() -> Path:
    return CALENDARS / "2024.yaml"


def test_before_the_decree_the_monday_is_worked_and_the_saturday_rolls(office: Office) -> None:
    office.apply(BEFORE, office.plan(SPRING))
    assert office.one(APRIL, BEFORE)["missed_at"] == "2024-04-30T00:00:00+07:00"
    assert office.one(MAY, BEFORE)["missed_at"] == "2024-05-07T00:00:00+07:00"


def test_the_difference_is_shown_before_it_is_made(office: Office, decree: Path) -> None:
    office.apply(BEFORE, office.plan(SPRING))
    shown = compare_calendars(office.ledger, [decree], moment(DECREED))
    assert {(one.tracked.obligation.task, one.moved_to and one.moved_to.isoformat()) for one in shown.moved} == {
        ("bao-cao-thang-12", "2024-05-02"),
        ("bao-cao-thang-5", None),
    }
    assert office.one(APRIL, DECREED)["missed_at"] == "2024-04-30T00:00:00+07:00"


def test_the_decree_moves_both_and_each_agency_gets_one_letter(office: Office, decree: Path) -> None:
    office.apply(BEFORE, office.plan(SPRING))
    office.run(BEFORE)
    adopt_calendars(office.ledger, [decree], moment(DECREED))
    assert office.one(APRIL, DECREED)["missed_at"] == "2024-05-03T00:00:00+07:00"
    assert office.one(MAY, DECREED)["missed_at"] == "2024-05-05T00:00:00+07:00"
    office.run("2024-04-15T08:00")
    office.run("2024-04-16T08:00")
    (letter,) = [row for row in office.letters() if row.kind == "correction" and row.email == "minh@yte.example"]
    assert letter.subject.startswith("Điều chỉnh thời hạn")
    assert "02/5/2024" in letter.text
    assert "04/5/2024" in letter.text
    assert "lịch nghỉ" in letter.text


def test_the_first_limit_stands_beside_the_present_one(office: Office, decree: Path) -> None:
    office.apply(BEFORE, office.plan(SPRING))
    adopt_calendars(office.ledger, [decree], moment(DECREED))
    line = office.one(APRIL, DECREED)
    assert (line["first_missed_at"], line["missed_at"]) == ("2024-04-30T00:00:00+07:00", "2024-05-03T00:00:00+07:00")


def test_nobody_is_late_on_the_day_off_that_the_decree_made(office: Office, decree: Path) -> None:
    office.apply(BEFORE, office.plan(SPRING))
    adopt_calendars(office.ledger, [decree], moment(DECREED))
    office.run("2024-04-30T08:00")
    assert APRIL not in office.alerts("2024-04-30T08:00")
    office.run("2024-05-03T08:00")
    assert office.alerts("2024-05-03T08:00")[APRIL] == ["open"]


def test_lan_sees_and_takes_the_decree_from_the_command_line(
    office: Office, decree: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.apply(BEFORE, office.plan(SPRING))
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    assert phancong(["diff", str(decree), "--at", DECREED]) == 0
    assert "Sẽ tính lại thời hạn: Báo cáo định kỳ đợt tháng 12" in capsys.readouterr().out
    assert phancong(["apply", str(decree), "--at", DECREED]) == 0
    assert "Đã tính lại thời hạn" in capsys.readouterr().out
    assert office.one(APRIL, DECREED)["missed_at"] == "2024-05-03T00:00:00+07:00"
