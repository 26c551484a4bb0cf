"""Whoever changes what was recorded, behind the program's back, is found: `audit verify` says where, and ends with 4."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cli.main import run
from engine.audit import audit
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.ledger.chain import Break
from engine.ledger.ledger import EXACT, Ledger
from engine.ledger.tables import events
from engine.ledger.verification import first_break
from engine.obligations.history import Facts
from engine.settings import Settings
from tests.conftest import HUNG, MINH, Office

COLUMNS = [column.name for column in events.columns]
TEXTS = [name for name in COLUMNS if name != "seq"]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which a plan was lived: reminders, an answer, alerts, a draft held."""
    files = tmp_path_factory.mktemp("lived")
    chosen = Settings(home=files / "home", user="Lan", secret="cũ")
    office = Office(chosen.home, chosen, Ledger(chosen, default_calendar, EXACT), files)
    office.apply()
    office.run("2024-11-01T08:00")
    office.answer("2024-11-04T09:00", "received", MINH)
    office.answer("2024-12-09T09:00", "done", MINH, number="45/BC-PYT", sent="2024-12-09")
    office.run("2024-12-11T08:00")
    office.ledger.engine.dispose()
    return chosen.home


@pytest.fixture
def office(new_office: Callable[..., Office], lived: Path) -> Office:
    made = new_office(secret="cũ")
    shutil.copytree(lived, made.home)
    return made


def tamper(office: Office, *statements: str) -> None:
    with closing(sqlite3.connect(office.home / "phancong.db")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def last(office: Office) -> int:
    with office.ledger.read() as connection:
        return int(connection.execute(sa.select(sa.func.max(events.c.seq))).scalar_one())


def found(office: Office) -> Break:
    broken = audit(office.ledger).broken
    assert broken is not None
    return broken


def head_file(office: Office) -> Path:
    return next((office.home / "heads").glob("*.json"))


def test_a_ledger_that_nobody_touched_verifies(office: Office) -> None:
    assert audit(office.ledger).broken is None
    assert audit(office.ledger).events == last(office)


def test_a_ledger_without_a_plan_verifies(new_office: Callable[..., Office]) -> None:
    empty = new_office()
    assert audit(empty.ledger).broken is None
    empty.ledger.prepare()
    assert audit(empty.ledger).broken is None


@pytest.mark.parametrize("column", COLUMNS)
def test_changing_one_byte_of_any_column_is_found(office: Office, column: str) -> None:
    changed = "seq + 1000" if column == "seq" else f"substr({column}, 1, length({column}) - 1) || 'x'"
    row = f"(SELECT min(seq) FROM events WHERE {column} IS NOT NULL AND seq > 3)"
    tamper(office, f"UPDATE events SET {column} = {changed} WHERE seq = {row}")
    assert found(office).seq > 3


@pytest.mark.parametrize("column", TEXTS)
def test_a_byte_that_is_no_letter_any_more_is_found(office: Office, column: str) -> None:
    tamper(office, f"UPDATE events SET {column} = CAST(x'c4' || {column} AS TEXT) WHERE {column} IS NOT NULL")
    assert found(office).seq >= 1


@pytest.mark.parametrize("column", TEXTS)
def test_the_same_bytes_as_something_else_than_text_are_found(office: Office, column: str) -> None:
    tamper(office, f"UPDATE events SET {column} = CAST({column} AS BLOB) WHERE {column} IS NOT NULL")
    assert found(office).seq >= 1


@pytest.mark.parametrize("column", ["plan", "obligation", "letter"])
def test_a_value_where_there_was_none_is_found(office: Office, column: str) -> None:
    tamper(office, f"UPDATE events SET {column} = '' WHERE {column} IS NULL")
    assert found(office).seq >= 1


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.data())
def test_any_byte_of_any_event_that_becomes_another_is_found(office: Office, seed: st.DataObject) -> None:
    with office.ledger.engine.connect().execution_options(writes=True) as connection:
        column = events.c[seed.draw(st.sampled_from(TEXTS))]
        seq = seed.draw(st.integers(1, connection.execute(sa.select(sa.func.max(events.c.seq))).scalar_one()))
        value = connection.execute(sa.select(column).where(events.c.seq == seq)).scalar()
        assume(value)
        spoilt = bytearray(str(value).encode())
        spoilt[seed.draw(st.integers(0, len(spoilt) - 1))] ^= seed.draw(st.integers(1, 255))
        as_text = sa.text(f"UPDATE events SET {column.name} = CAST(:bytes AS TEXT) WHERE seq = :seq")
        connection.execute(as_text, {"bytes": bytes(spoilt), "seq": seq})
        broken = first_break(office.ledger, connection)
    assert broken is not None
    assert broken.seq == seq


@pytest.mark.parametrize("cut", [1, 2, 5])
def test_deleting_events_at_the_end_is_found(office: Office, cut: int) -> None:
    kept = last(office) - cut
    tamper(office, f"DELETE FROM events WHERE seq > {kept}")
    assert found(office).seq == kept + 1


def test_deleting_every_event_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM events")
    assert found(office).seq == 1


def test_deleting_one_in_the_middle_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM events WHERE seq = 5")
    assert found(office).seq == 5


def test_closing_the_gap_after_a_deletion_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM events WHERE seq = 5", "UPDATE events SET seq = seq - 1 WHERE seq > 5")
    assert found(office).seq == 5


def test_swapping_two_is_found(office: Office) -> None:
    steps = ((5, -5), (6, 5), (-5, 6))
    tamper(office, *(f"UPDATE events SET seq = {after} WHERE seq = {before}" for before, after in steps))
    assert found(office).seq == 5


@pytest.mark.parametrize("after", [0, 4])
def test_inserting_one_is_found(office: Office, after: int) -> None:
    shift = [f"UPDATE events SET seq = -seq WHERE seq > {after}", "UPDATE events SET seq = 1 - seq WHERE seq < 0"]
    copied = ", ".join(name for name in COLUMNS if name != "seq")
    tamper(office, *shift, f"INSERT INTO events SELECT {after + 1}, {copied} FROM events WHERE seq = {after + 3}")
    assert found(office).seq == after + 1


def test_adding_one_at_the_end_is_found(office: Office) -> None:
    copied = ", ".join(name for name in COLUMNS if name != "seq")
    tamper(office, f"INSERT INTO events SELECT {last(office) + 1}, {copied} FROM events WHERE seq = {last(office)}")
    assert found(office).seq == last(office)


@pytest.mark.parametrize("head", ['{"seq": 9999, "hash": "0"}', '{"seq": 4, "hash": "0"}', '{"seq": 0, "hash": "0"}'])
def test_replacing_the_head_file_is_found(office: Office, head: str) -> None:
    head_file(office).write_text(head, encoding="ascii")
    assert found(office).message


@pytest.mark.parametrize(
    "damage", [b"", b"[]", b"\xff\xfe", b'{"seq": "x"}', b'{"seq": -1, "hash": ""}', b'{"seq": 5}']
)
def test_a_head_file_that_cannot_be_read_is_found(office: Office, damage: bytes) -> None:
    head_file(office).write_bytes(damage)
    assert "không đọc được" in found(office).message


def test_a_folder_in_place_of_the_head_file_is_found(office: Office) -> None:
    path = head_file(office)
    path.unlink()
    path.mkdir()
    assert "không đọc được" in found(office).message


def test_deleting_the_head_file_is_found(office: Office) -> None:
    head_file(office).unlink()
    assert "không còn dấu lưu" in found(office).message


def test_renaming_the_ledger_away_from_its_head_is_found(office: Office) -> None:
    tamper(office, "UPDATE meta SET value = 'khac' WHERE key = 'ledger_id'")
    assert "không còn dấu lưu" in found(office).message


def test_a_ledger_without_its_name_is_found(office: Office) -> None:
    tamper(office, "DELETE FROM meta WHERE key = 'ledger_id'")
    assert found(office).seq == last(office)


@pytest.mark.parametrize("cut", [1, 30])
def test_a_run_after_a_truncation_does_not_launder_it(office: Office, cut: int) -> None:
    witness = head_file(office).read_bytes()
    tamper(office, f"DELETE FROM events WHERE seq > {last(office) - cut}")
    office.run("2024-12-12T08:00")
    office.answer("2024-12-12T09:00", "received", HUNG)
    office.run("2024-12-20T08:00")
    assert found(office).message
    assert head_file(office).read_bytes() == witness


def test_a_run_does_not_make_a_new_head_where_one_was_taken_away(office: Office) -> None:
    head_file(office).unlink()
    office.answer("2024-12-12T09:00", "received", HUNG)
    assert not list((office.home / "heads").glob("*.json"))
    assert "không còn dấu lưu" in found(office).message


def test_a_crash_between_the_first_commit_and_its_head_is_no_tampering(new_office: Callable[..., Office]) -> None:
    office = new_office()
    office.ledger.prepare()
    before = head_file(office).read_bytes()
    office.apply()
    head_file(office).write_bytes(before)
    assert audit(office.ledger).broken is None
    office.run("2024-11-01T08:00")
    assert json.loads(head_file(office).read_text("ascii"))["seq"] == last(office)


def changed(office: Office, obligation: str, **changes: object) -> None:
    with closing(sqlite3.connect(office.home / "phancong.db")) as connection:
        (stored,) = connection.execute("SELECT facts FROM obligations WHERE id = ?", [obligation]).fetchone()
        facts = Facts.model_validate({**Facts.model_validate_json(stored).model_dump(), **changes})
        connection.execute(
            "UPDATE obligations SET facts = ? WHERE id = ?", [facts.model_dump_json(by_alias=True), obligation]
        )
        connection.commit()


@pytest.mark.parametrize(
    "changes", [{"received_at": moment("2024-11-05")}, {"alerts": ()}, {"invited": True}, {"reached": ("opening",)}]
)
def test_facts_changed_behind_the_logs_back_are_found(office: Office, changes: dict[str, object]) -> None:
    changed(office, HUNG, **changes)
    assert HUNG in found(office).message


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE obligations SET facts = '' WHERE id = '{HUNG}'",
        f"UPDATE obligations SET agency = 'phong-y-te' WHERE id = '{HUNG}'",
        f"UPDATE obligations SET missed_at = NULL WHERE id = '{HUNG}'",
        f"DELETE FROM obligations WHERE id = '{HUNG}'",
        f"UPDATE alerts SET state = 'resolved' WHERE obligation = '{HUNG}'",
        f"DELETE FROM alerts WHERE obligation = '{HUNG}'",
    ],
)
def test_rows_changed_behind_the_logs_back_are_found(office: Office, statement: str) -> None:
    tamper(office, statement)
    assert found(office).message


def test_a_retired_secret_goes_on_verifying(office: Office, new_office: Callable[..., Office]) -> None:
    renewed = new_office(secret="mới\ncũ", database_url=office.settings.url)
    shutil.copytree(office.home / "heads", renewed.home / "heads")
    renewed.answer("2024-12-12T09:00", "received", HUNG)
    assert audit(renewed.ledger).broken is None


def test_a_secret_that_was_thrown_away_does_not_verify(office: Office, new_office: Callable[..., Office]) -> None:
    renewed = new_office(secret="mới", database_url=office.settings.url)
    shutil.copytree(office.home / "heads", renewed.home / "heads")
    assert found(renewed) == Break(1, "diễn biến ghi bằng khóa không còn lưu")


@pytest.fixture
def command(office: Office, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    monkeypatch.setenv("PHANCONG_SECRET", "cũ")
    return lambda *options: run(["audit", "verify", *options])


def test_the_command_ends_with_0_for_a_clean_ledger(
    office: Office, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command() == 0
    assert capsys.readouterr().out == f"Nhật ký nguyên vẹn: {last(office)} diễn biến.\n"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET data = replace(data, 'Minh', 'Hùng')",
        "UPDATE events SET actor = CAST(x'ff' AS TEXT) WHERE seq = 5",
        "DELETE FROM events WHERE seq = (SELECT max(seq) FROM events)",
        "UPDATE obligations SET facts = '' ",
        "DELETE FROM meta",
    ],
)
def test_the_command_ends_with_4_and_a_sentence_for_any_other(
    office: Office, command: Callable[..., int], capsys: pytest.CaptureFixture[str], statement: str
) -> None:
    tamper(office, statement)
    assert command() == 4
    said = capsys.readouterr()
    assert said.out == ""
    assert "đã bị thay đổi ngoài chương trình" in said.err


def test_the_command_says_in_json_where_it_stops(
    office: Office, command: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    tamper(office, "UPDATE events SET kind = 'x' WHERE seq = 7")
    assert command("--json") == 4
    assert json.loads(capsys.readouterr().out)["broken"]["seq"] == 7


def test_verifying_changes_nothing(office: Office) -> None:
    tamper(office, "DELETE FROM events WHERE seq = 5")
    before = {path: path.read_bytes() for path in office.home.rglob("*.json")}
    assert audit(office.ledger) == audit(office.ledger)
    assert {path: path.read_bytes() for path in office.home.rglob("*.json")} == before
