"""Whatever days the machine or the mail server is down, and whoever answers when: nothing lost, nothing twice.

Hypothesis draws November and December 2024: on each day a run, none, or one without a mail server; each agency answers
on some day or never.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.ledger.ledger import EXACT, Ledger
from engine.settings import Settings
from tests.conftest import DIRECTORY, HUNG, MINH, PHU_NU, PLAN, VINH_O, NoServer, Office

FIRST, LAST = dt.date(2024, 11, 1), dt.date(2024, 12, 24)
LIMIT = moment("2024-12-10T00:00")
IN_FULL = "(chậm nhất hết ngày thứ Hai, 09/12/2024)"
ONE_ADDRESS = DIRECTORY.replace("vanthu@vinho.example", "hung@vinhchap.example")
CHILDREN = PLAN.replace("id: binh-dang-gioi", "id: tre-em").replace("date: 2024-12-10}", "date: 2024-12-05}")
REPORTS = {
    MINH: "minh@yte.example",
    HUNG: "hung@vinhchap.example",
    VINH_O: "hung@vinhchap.example",
    PHU_NU: "vanphong@phunu.example",
}
NAMES = {HUNG: "Vĩnh Chấp", VINH_O: "Vĩnh Ô"}
OWED = (MINH, HUNG, VINH_O)
DAYS = (LAST - FIRST).days + 1


@dataclass(frozen=True)
class World:
    """What happens on each day (`run`, `down` without a mail server, empty for no run), and who answers on which."""

    days: tuple[str, ...]
    answers: dict[str, int | None]


HOURS = st.sampled_from(["06", "08", "15"])
ON_A_DAY = st.one_of(st.just(""), HOURS.map(lambda hour: f"run {hour}"), HOURS.map(lambda hour: f"down {hour}"))
OUTAGES = st.lists(st.tuples(ON_A_DAY, st.integers(1, 12)), min_size=1, max_size=30)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw stretches of days that are alike."""
    days = [what for what, length in draw(OUTAGES) for _ in range(length)]
    days += ["run 08"] * (DAYS - len(days))
    answers = {one: draw(st.none() | st.integers(0, DAYS - 1)) for one in REPORTS}
    return World(tuple(days[:DAYS]), answers)


@cache
def adopted() -> Path:
    """Return the home of an office that has adopted two plans, to be copied."""
    files = Path(tempfile.mkdtemp(prefix="phancong-outages-"))
    with office_in(files) as office:
        office.apply("2024-11-01T06:00", office.plan(PLAN, ONE_ADDRESS))
        office.apply("2024-11-01T06:00", office.plan(CHILDREN, ONE_ADDRESS))
    return files / "home"


@contextmanager
def office_in(files: Path) -> Iterator[Office]:
    """Open the office whose home is in a folder."""
    chosen = Settings(home=files / "home", user="Lan")
    office = Office(chosen.home, chosen, Ledger(chosen, default_calendar, EXACT), files)
    try:
        yield office
    finally:
        office.ledger.engine.dispose()


@contextmanager
def lived(world: World) -> Iterator[Office]:
    """Live a world's two months, and hand over what has come of it."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(adopted(), Path(folder) / "home")
        with office_in(Path(folder)) as office:
            for number, what in enumerate(world.days):
                live(office, world, number, what)
            yield office


def live(office: Office, world: World, number: int, what: str) -> None:
    """Live one day: a run perhaps, and in the evening the answers."""
    day = (FIRST + dt.timedelta(days=number)).isoformat()
    if what:
        how, hour = what.split()
        office.run(f"{day}T{hour}:00", NoServer() if how == "down" else None)
    for obligation in (one for one, answered in world.answers.items() if answered == number):
        office.answer(f"{day}T17:00", "done", obligation, number="9/BC", sent=day)


def answered_at(world: World, obligation: str) -> dt.datetime | None:
    """Return when an agency answered."""
    number = world.answers[obligation]
    return None if number is None else moment(f"{FIRST + dt.timedelta(days=number)}T17:00")


def first_run_after(world: World, at: dt.datetime) -> dt.datetime | None:
    """Return the first run at or after a moment."""
    runs = (
        moment(f"{FIRST + dt.timedelta(days=number)}T{what.split()[1]}:00")
        for number, what in enumerate(world.days)
        if what
    )
    return next((run for run in runs if run >= at), None)


def expected_alert(world: World, obligation: str) -> list[str]:
    """Return when the one alert must have been raised; none for who answered before a run could tell."""
    answered, run = answered_at(world, obligation), first_run_after(world, LIMIT)
    return [] if run is None or (answered and answered < run) else [run.isoformat()]


def each_contact_has_one_letter_a_day(office: Office) -> None:
    left = Counter((one.email, one.sent_at.date()) for one in office.letters("sent") if one.sent_at)
    assert {day for day, times in left.items() if times > 1} == set()


def nothing_left_by_itself_after_the_limit(office: Office) -> None:
    about = [one for one in office.letters("sent") if {MINH, HUNG, VINH_O, PHU_NU} & set(one.obligations)]
    assert [one.sent_at for one in about if one.sent_at and one.sent_at >= LIMIT and IN_FULL in one.text] == []


def asked(text: str) -> list[str]:
    """Return the lines that ask for the December report, each with who is asked when the letter has one reader."""
    reader = text.splitlines()[0]
    return [reader + line for line in text.splitlines() if IN_FULL in line]


def nobody_was_asked_for_what_it_had_sent(office: Office, world: World) -> None:
    for obligation, email in REPORTS.items():
        answered = answered_at(world, obligation) or moment("2099-01-01")
        later = [
            one.text for one in office.letters("sent") if one.email == email and one.sent_at and one.sent_at > answered
        ]
        lines = [line for text in later for line in asked(text)]
        assert [line for line in lines if NAMES.get(obligation, "") in line] == []


def no_rung_came_twice(office: Office) -> None:
    for obligation in REPORTS:
        told = [rung for event in office.history(obligation) for rung in event.data.get("rungs", [])]
        assert max(Counter(told).values(), default=1) == 1


ALL_WELL = World(("run 08",) * DAYS, dict.fromkeys(REPORTS))
SERVER_NEVER_THERE = World(("down 08",) * DAYS, dict.fromkeys(REPORTS))
OVER_THE_LIMIT = World(
    ("run 08",) * 38 + ("down 08",) * 2 + ("run 15",) * 14, {MINH: 38, HUNG: 40, VINH_O: None, PHU_NU: 39}
)


@settings(
    max_examples=20,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # a minute a world would be spent on making a failure smaller
    suppress_health_check=[HealthCheck.too_slow],
)
@example(ALL_WELL)
@example(SERVER_NEVER_THERE)
@example(OVER_THE_LIMIT)
@given(worlds())
def test_through_any_outage_alerts_come_once_and_letters_once_a_day_to_who_still_owes(world: World) -> None:
    with lived(world) as office:
        end = f"{LAST + dt.timedelta(days=1)}T00:00"
        for obligation in OWED:
            raised = [alert["raised_at"] for alert in office.one(obligation, end)["alerts"]]
            assert raised == expected_alert(world, obligation)
        assert office.one(PHU_NU, end)["alerts"] == []
        each_contact_has_one_letter_a_day(office)
        nothing_left_by_itself_after_the_limit(office)
        nobody_was_asked_for_what_it_had_sent(office, world)
        no_rung_came_twice(office)
