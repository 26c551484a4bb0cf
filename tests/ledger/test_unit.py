"""The unit of work: all or nothing, in order of time, and the facts are what the log adds up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.ledger.ledger import CLOCKS_DIFFER, HOWEVER_LATE, Ledger, NothingRecordedError
from engine.ledger.reader import any_due, history, tracked_all
from engine.ledger.tables import alerts, events, metadata, obligations
from engine.ledger.unit import TooEarlyError, UnknownObligationError
from engine.ledger.verification import verify_log
from engine.obligations.history import facts_of
from tests.conftest import HUNG, MINH, Office

T = "2024-11-04T09:00"


def rows(ledger: Ledger) -> dict[str, list[tuple[object, ...]]]:
    with ledger.read() as connection:
        return {t.name: [tuple(row) for row in connection.execute(sa.select(t))] for t in metadata.sorted_tables}


def record(ledger: Ledger, at: str, tolerance: dt.timedelta | None = None) -> dt.datetime:
    with ledger.write(moment(at), tolerance=tolerance) as unit:
        unit.record("received", MINH)
        ledger.commit(unit)
        return unit.at


@pytest.fixture
def adopted(office: Office) -> Office:
    office.apply()
    return office


@pytest.fixture
def patient(adopted: Office) -> Ledger:
    ledger = Ledger(adopted.settings, default_calendar, CLOCKS_DIFFER)
    adopted.ledger.engine.dispose()
    adopted.ledger = ledger
    return ledger


def test_nothing_is_kept_without_a_commit(adopted: Office) -> None:
    before = rows(adopted.ledger)
    with adopted.ledger.write(moment(T)) as unit:
        unit.record("received", MINH)
        unit.flush(adopted.ledger.moments(unit.at))
    assert rows(adopted.ledger) == before


def test_nothing_is_kept_of_a_unit_that_fails_half_way(adopted: Office) -> None:
    def half_way() -> None:
        with adopted.ledger.write(moment(T)) as unit:
            unit.record("received", MINH)
            unit.flush(adopted.ledger.moments(unit.at))
            unit.record("received", "binh-dang-gioi/khong-co/phong-y-te/-")

    before = rows(adopted.ledger)
    with pytest.raises(UnknownObligationError, match="Không có đầu việc"):
        half_way()
    assert rows(adopted.ledger) == before


def test_a_rehearsal_keeps_nothing(adopted: Office) -> None:
    before = rows(adopted.ledger)
    record(adopted.ledger.rehearsal(), T)
    assert rows(adopted.ledger) == before


def test_a_unit_sees_its_own_changes_before_they_are_kept(adopted: Office) -> None:
    with adopted.ledger.write(moment(T)) as unit:
        assert unit.tracked(MINH).facts.received_at is None
        unit.record("received", MINH)
        assert unit.tracked(MINH).facts.received_at == moment(T)


def test_a_moment_before_the_last_event_is_refused_exactly(adopted: Office) -> None:
    record(adopted.ledger, T)
    with pytest.raises(TooEarlyError, match=r"08 giờ 59 ngày 04/11/2024 sớm hơn .* \(09 giờ 00 ngày 04/11/2024\)"):
        record(adopted.ledger, "2024-11-04T08:59:59.999999")


def test_the_moment_of_the_last_event_itself_is_allowed(adopted: Office) -> None:
    assert [record(adopted.ledger, T), record(adopted.ledger, T)] == [moment(T)] * 2


def test_a_clock_a_little_behind_is_lifted_to_the_last_event(patient: Ledger) -> None:
    record(patient, T)
    assert record(patient, "2024-11-04T08:50") == moment(T)


def test_a_clock_far_behind_is_refused(patient: Ledger) -> None:
    record(patient, T)
    with pytest.raises(TooEarlyError):
        record(patient, "2024-11-04T08:49")


def test_what_has_happened_already_is_recorded_however_late(adopted: Office) -> None:
    record(adopted.ledger, T)
    assert record(adopted.ledger, "2024-11-01T08:00", HOWEVER_LATE) == moment(T)


def test_an_offset_names_the_same_moment(adopted: Office) -> None:
    record(adopted.ledger, "2024-11-04T02:00+00:00")
    with adopted.ledger.read() as connection:
        newest = connection.execute(sa.select(sa.func.max(events.c.at))).scalar()
    assert newest == "2024-11-04T09:00:00.000000+07:00"


def test_reading_where_nothing_was_recorded_makes_nothing(office: Office) -> None:
    with pytest.raises(NothingRecordedError, match="Chưa theo dõi kế hoạch nào"), office.ledger.read():
        pass
    assert not office.home.exists()


def test_an_empty_file_is_a_ledger_in_which_nothing_was_recorded(office: Office) -> None:
    office.home.mkdir()
    (office.home / "phancong.db").touch()
    assert not office.ledger.exists
    office.apply()
    assert office.ledger.exists


def test_the_home_is_its_owners_alone(adopted: Office) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in (adopted.home, adopted.home / "secret")}
    assert modes == {adopted.home.name: 0o700, "secret": 0o600}


def test_the_log_is_kept_in_the_order_and_spelling_it_was_hashed_in(adopted: Office) -> None:
    adopted.run("2024-11-01T08:00")
    with adopted.ledger.read() as connection:
        kept = connection.execute(sa.select(events.c.seq, events.c.at).order_by(events.c.seq)).all()
    assert [row.seq for row in kept] == list(range(1, len(kept) + 1))
    assert {len(row.at) for row in kept} == {32}
    assert [row.at for row in kept] == sorted(row.at for row in kept)


ACTS: dict[str, Callable[[Office, str], object]] = {
    "run": lambda office, at: office.run(at),
    "received": lambda office, at: office.answer(at, "received", MINH, HUNG),
    "done": lambda office, at: office.answer(at, "done", MINH, number="45/BC", sent=at[:10]),
    "extend": lambda office, at: office.answer(at, "extend", HUNG, until="2025-06-30"),
    "not_ours": lambda office, at: office.answer(at, "not_ours", HUNG, reason="đã sáp nhập"),
    "apply": lambda office, at: office.apply(at),
}
YEAR = st.lists(st.tuples(st.integers(1, 12), st.sampled_from(sorted(ACTS))), min_size=1, max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=YEAR)
def test_facts_and_events_agree_whatever_happens(
    new_office: Callable[..., Office], story: list[tuple[int, str]]
) -> None:
    office, day = new_office(), dt.date(2024, 11, 1)
    office.apply()
    for days, act in story:
        day += dt.timedelta(days=days)
        ACTS[act](office, f"{day}T09:00")
    with office.ledger.read() as connection:
        stored = {tracked.id: tracked.facts for tracked in tracked_all(connection)}
        told = history(connection, stored, moment("2199-01-01"))
    assert {one: facts_of(told[one]) for one in stored} == stored
    assert verify_log(office.ledger).broken is None


def test_the_alerts_kept_are_those_of_the_facts(adopted: Office) -> None:
    adopted.run("2024-12-10T08:00")
    with adopted.ledger.read() as connection:
        kept = connection.execute(sa.select(alerts.c.obligation, alerts.c.state).order_by(alerts.c.id)).tuples().all()
    assert kept == [(MINH, "open"), (HUNG, "open"), (kept[2][0], "open")]


def test_a_run_looks_again_only_when_something_may_have_come(adopted: Office) -> None:
    adopted.run("2024-11-01T08:00")
    with adopted.ledger.read() as connection:
        looks = connection.execute(sa.select(obligations.c.next_action_at).where(obligations.c.id == MINH)).scalar_one()
    assert looks == moment("2024-11-18T07:00"), "15 working days before 9 December"


def test_what_lapsed_is_not_looked_at_for_ever(adopted: Office) -> None:
    adopted.run("2024-11-01T08:00")
    adopted.run("2024-12-10T08:00")
    with adopted.ledger.read() as connection:
        assert not any_due(connection, moment("2024-12-10T08:00"))
