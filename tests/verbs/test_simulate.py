"""A period told before it comes is the one that is lived afterwards, letter by letter; and nothing of it is recorded."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from cli.main import run as phancong
from engine.ledger.outbox import OURS
from engine.simulate import Simulated, WrongPeriodError, known_plan, simulate
from tests.conftest import MINH, Office

FIRST, LAST = dt.date(2024, 11, 1), dt.date(2024, 12, 20)


def foretold(office: Office, first: dt.date = FIRST, last: dt.date = LAST) -> Simulated:
    return simulate(office.ledger, office.plan(), first, last)


def test_what_is_foretold_is_what_is_lived(office: Office) -> None:
    told = foretold(office)
    office.apply("2024-11-01T00:00")
    office.run_daily(FIRST.isoformat(), LAST.isoformat())
    rows = sorted(office.all_letters(), key=lambda row: (row.drafted_at, row.email))
    lived = [
        (row.drafted_at, row.email, row.kind, row.subject, row.obligations) for row in rows if row.audience not in OURS
    ]
    assert [(one.at, one.to, one.letter, one.subject, one.obligations) for one in told.letters] == lived
    assert {one for _, one in told.alerts} == set(office.alerts("2024-12-20T09:00"))


def test_what_waits_for_a_person_is_said_to(office: Office) -> None:
    held = {one.letter for one in foretold(office).letters if one.held}
    sent = {one.letter for one in foretold(office).letters if not one.held}
    assert held == {"urging"}
    assert sent == {"notice", "reminder", "last_day"}


def test_alerts_stand_on_the_morning_of_the_day_named(office: Office) -> None:
    assert {at.isoformat() for at, _ in foretold(office).alerts} == {"2024-12-10T08:00:00+07:00"}


def test_nothing_is_recorded_anywhere(office: Office) -> None:
    foretold(office)
    assert not office.home.exists()


def test_a_ledger_in_use_is_left_as_it_was_and_lends_its_contacts(office: Office) -> None:
    office.apply("2024-11-01")
    before = (office.home / "phancong.db").read_bytes()
    directory_without_contacts = office.plan()
    told = simulate(office.ledger, directory_without_contacts, FIRST, FIRST)
    assert {one.to for one in told.letters} >= {"minh@yte.example"}
    assert (office.home / "phancong.db").read_bytes() == before


def test_a_plan_that_is_tracked_is_known_by_its_id(office: Office) -> None:
    assert known_plan(office.ledger, "binh-dang-gioi") is None
    office.apply("2024-11-01")
    plan = known_plan(office.ledger, "binh-dang-gioi")
    assert plan is not None
    assert simulate(office.ledger, plan, FIRST, LAST) == foretold(office)
    assert known_plan(office.ledger, "khac") is None


@pytest.mark.parametrize("last", [FIRST - dt.timedelta(days=1), FIRST + dt.timedelta(days=1_101)])
def test_a_period_that_cannot_be_is_refused(office: Office, last: dt.date) -> None:
    with pytest.raises(WrongPeriodError):
        foretold(office, FIRST, last)


def test_the_command_prints_one_document(
    office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    office.plan()
    file = str(office.files / "ke-hoach.yaml")
    assert phancong(["simulate", file, "--from", "2024-12-09", "--to", "2024-12-11", "--json"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert document.keys() == {"letters", "alerts"}
    assert document["letters"][0].keys() == {"at", "to", "letter", "subject", "obligations", "held"}
    assert {"at": "2024-12-10T08:00:00+07:00", "obligation": MINH} in document["alerts"]


def test_a_person_reads_it_by_day(
    office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    office.plan()
    file = str(office.files / "ke-hoach.yaml")
    assert phancong(["simulate", file, "--from", "2024-12-09", "--to", "2024-12-11"]) == 0
    said = capfd.readouterr().out
    assert "thứ Ba, 10/12/2024:\n  03 cảnh báo: chưa ghi nhận kết quả khi hết thời hạn\n" in said
    assert "chờ phát hành)" in said


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["khac", "--from", "2024-12-09", "--to", "2024-12-11"], 1, "cũng không theo dõi kế hoạch nào"),
        (["ke-hoach.yaml", "--from", "2024-12-11", "--to", "2024-12-09"], 2, "ngày đầu không sau ngày cuối"),
        (["ke-hoach.yaml", "--from", "hôm qua", "--to", "2024-12-09"], 2, ""),
    ],
)
def test_a_mistake_is_a_sentence(
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    words: list[str],
    code: int,
    sentence: str,
) -> None:
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    office.plan()
    monkeypatch.chdir(Path(office.files))
    assert phancong(["simulate", *words]) == code
    assert sentence in capfd.readouterr().err
