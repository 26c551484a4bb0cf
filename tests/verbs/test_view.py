"""A window of a list shows what the whole list would, and what status says."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.ledger.ledger import EXACT, Ledger
from engine.ledger.rows import list_columns
from engine.ledger.tables import obligations
from engine.ledger.view import RARE, Found, Part, in_state, state_at
from engine.lists.calls import Patience
from engine.lists.order import vietnamese_order
from engine.lists.past import Past, read_past
from engine.lists.values import Kind, Sort, View
from engine.obligations.history import facts_of
from engine.obligations.ladder import soon_at
from engine.obligations.states import STATE_WORDS, State, state_of
from engine.obligations.values import Event
from engine.settings import Settings
from engine.view import Lists
from tests.conftest import HUNG, MINH, PHU_NU, PLAN, VINH_O, Office
from tests.obligations.stories import CALENDAR
from tests.obligations.worlds import lives

NOW = "2024-12-11T08:30"
SECOND = PLAN.replace("id: binh-dang-gioi", "id: an-toan-thuc-pham").replace(
    "bình đẳng giới năm 2024", "an toàn thực phẩm năm 2024"
)
OTHER_MINH = MINH.replace("binh-dang-gioi", "an-toan-thuc-pham")


@pytest.fixture(scope="module")
def rows() -> Iterator[sa.Engine]:
    """Return a database with the columns of obligations that states are told from."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE obligations (id, standing, missed_at, soon_at)"))
    yield engine
    engine.dispose()


@settings(deadline=None)
@given(lives(), st.datetimes(dt.datetime(2024, 10, 1), dt.datetime(2025, 3, 1)))
def test_the_state_a_list_is_filtered_by_is_the_state_status_says(
    rows: sa.Engine, told: list[Event], when: dt.datetime
) -> None:
    facts, at = facts_of(told), moment(when.isoformat())
    assert facts is not None
    soon = soon_at(facts, CALENDAR)
    kept = {"id": "-", "standing": list_columns(facts, soon)["standing"], "missed_at": facts.missed_at, "soon_at": soon}
    conditions = {state: in_state(state, at) for state in STATE_WORDS}
    with rows.begin() as connection:
        connection.execute(sa.delete(obligations))
        connection.execute(sa.insert(obligations).values(kept))
        said = connection.execute(sa.select(state_at(at)).select_from(obligations)).scalar_one()
        found = connection.execute(sa.select(*conditions.values()).select_from(obligations)).one()
    assert said == state_of(facts, at, soon)
    assert [state for state, holds in zip(conditions, found, strict=True) if holds] == [said]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Live the autumn of two plans once, in which all that can wait for a coordinator comes to wait; return its home."""
    files = tmp_path_factory.mktemp("lists")
    chosen = Settings(home=files / "home", user="Lan")
    office = Office(chosen.home, chosen, Ledger(chosen, default_calendar, EXACT), files)
    office.apply(plan=office.plan(SECOND))
    office.apply()
    office.run("2024-11-18T08:00")
    office.answer("2024-11-19T08:00", "received", HUNG)
    office.run("2024-12-09T08:00")
    office.run("2024-12-10T08:00")
    office.answer("2024-12-10T09:00", "done", MINH, number="45/BC-PYT", sent="2024-12-09")
    office.answer("2024-12-10T10:00", "extend", VINH_O, until="2024-12-16", reason="chờ số liệu")
    office.answer("2024-12-10T11:00", "not_ours", OTHER_MINH, reason="không thuộc lĩnh vực")
    office.acknowledge("2024-12-10T12:00", HUNG)
    office.withdraw("2024-12-10T12:00", PHU_NU)
    office.run("2024-12-11T08:00")
    office.ledger.engine.dispose()
    return chosen.home


@pytest.fixture
def year(office: Office, lived: Path) -> Office:
    shutil.copytree(lived, office.home)
    return office


def whole(office: Office, at: str = NOW) -> Past:
    """Return the lists as they are told from status, which reads everything."""
    with office.ledger.read() as connection:
        return read_past(connection, office.ledger.calendar, moment(at), Patience(5, default_calendar))


KINDS: tuple[Kind, ...] = ("waiting", "obligations", "unrecorded", "letters")
SORTS: tuple[Sort, ...] = ("plan", "limit", "agency")
TYPED = (
    *("", "vinh", "bao cao y te", "muc v", "qua han", "chua ghi nhan vinh", "10/12", "an toan", "gia hạn", "đúng hẹn"),
    *(
        "da tiep nhan",
        "xem xet",
        "khong han",
        "dung theo doi",
        "nam thong tin",
        "moi",
        "phụ nữ",
        "cho phat hanh",
        "0233",
    ),
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_finds_in_the_database_what_it_finds_in_memory(year: Office, kind: Kind, typed: str) -> None:
    view = View(kind, typed)
    found = Lists(year.ledger).page(moment(NOW), view, 0, 100)
    assert found == tuple(whole(year).subjects(view))


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_is_the_same_window_by_window(year: Office, sort: Sort) -> None:
    lists, view = Lists(year.ledger), View(sort=sort)
    assert lists.count(moment(NOW), view) == 12
    pages = [lists.page(moment(NOW), view, offset, 5) for offset in (0, 5, 10)]
    assert [one for page in pages for one in page] == whole(year).subjects(view)
    assert list(map(len, pages)) == [5, 5, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_every_line_knows_its_place(year: Office, kind: Kind) -> None:
    lists, view = Lists(year.ledger), View(kind)
    keys = [one.key for one in lists.page(moment(NOW), view, 0, 100)]
    assert [lists.place_of(moment(NOW), view, key) for key in keys] == list(range(len(keys)))
    assert lists.place_of(moment(NOW), view, "binh-dang-gioi/khong-co/phong-y-te/-") is None


@pytest.mark.parametrize("kind", KINDS)
def test_marked_lines_are_found_again_by_their_keys(year: Office, kind: Kind) -> None:
    lists = Lists(year.ledger)
    some = lists.page(moment(NOW), View(kind), 0, 100)[::2]
    keys = frozenset(one.key for one in some)
    assert lists.page(moment(NOW), View(kind, only=keys), 0, 100) == some


def test_states_plan_and_agency_narrow_a_list(year: Office) -> None:
    lists, at = Lists(year.ledger), moment(NOW)
    states: tuple[State, ...] = ("overdue", "withdrawn")
    view = View(states=states, plan="binh-dang-gioi")
    assert lists.page(at, view, 0, 100) == tuple(whole(year).subjects(view))
    assert {one.line.id for one in lists.page(at, View(agency="phong-y-te"), 0, 9) if one.line} >= {MINH, OTHER_MINH}


def test_the_overview_counts_what_the_lists_hold(year: Office) -> None:
    lists, at = Lists(year.ledger), moment(NOW)
    found = lists.overview(at)
    assert dict(found.counts) == {kind: len(whole(year).subjects(View(kind))) for kind in KINDS}
    waiting = {urgency: number for urgency, number in found.urgencies.items() if number}
    assert waiting == {"alert": 4, "review": 1, "extension": 1, "reassign": 1, "letter": 3, "call": 2}
    assert (found.office, found.plans) == ("Phòng Lao động - Thương binh và Xã hội", 2)
    assert lists.states(at) == whole(year).states()


def test_a_moment_before_the_last_event_counts_only_what_was_recorded_by_then(year: Office) -> None:
    lists, at = Lists(year.ledger), moment("2024-12-10T09:30")
    found = [one.key for one in lists.page(at, View("waiting"), 0, 100)]
    assert f"review:{MINH}" in found
    assert f"extension:{VINH_O}" not in found
    assert lists.count(at, View("waiting")) == len(found)
    assert lists.place_of(at, View("waiting"), found[1]) == 1
    assert lists.overview(at).urgencies["review"] == 1
    assert lists.states(at).states["awaiting_review"] == 1


def test_a_change_moves_the_stamp_and_what_was_remembered_is_forgotten(year: Office) -> None:
    lists = Lists(year.ledger)
    before = lists.stamp()
    assert lists.count(moment(NOW), View("waiting", "vinh o")) == 5
    year.acknowledge(NOW, VINH_O)
    assert lists.stamp() != before
    assert lists.count(moment(NOW), View("waiting", "vinh o")) == 4


def test_a_ledger_not_made_yet_is_empty(office: Office) -> None:
    lists, at = Lists(office.ledger), moment(NOW)
    assert lists.overview(at).tracks_nothing
    assert (lists.stamp(), lists.page(at, View(), 0, 9), lists.count(at, View())) == (None, (), 0)
    assert lists.place_of(at, View(), MINH) is None
    assert lists.states(at).states == {}
    lists.learn(at)


def test_what_is_rare_is_gathered_by_its_index_and_what_is_common_is_met_on_the_way() -> None:
    rare, common = Found(agencies=["xa"], share=0.0001), Found(states=["overdue"], share=0.5)
    assert Part("plan", (), (common, rare), 1_000_000).leader is rare
    assert Part("plan", (), (common,), 1_000_000).leader is None
    assert Part("plan", (), (Found(flags=["received"], share=0.0),), RARE).leader is None


def test_names_stand_in_vietnamese_order() -> None:
    names = ["Xã An", "Xã Ân", "Xã Ăn", "Phường 10", "Phường 2", "Xã Đa", "Xã Da", "Xã Dạ", "Xã Em", "Ủy ban"]
    ordered = ["Phường 2", "Phường 10", "Ủy ban", "Xã An", "Xã Ăn", "Xã Ân", "Xã Da", "Xã Dạ", "Xã Đa", "Xã Em"]
    assert sorted(names, key=vietnamese_order) == ordered
