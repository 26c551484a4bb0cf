"""Twenty at once do what one would have done: every letter leaves once, every answer is one event."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from engine.audit import audit
from engine.ledger.tables import events, letters, reminders
from tests.acceptance.processes import VINH_LINH, at_once, phancong
from tests.conftest import Office
from tests.mail_server import MailServer, mail_server

TWENTY = 20
OPENS, LAST_DAY, MISSED = "2024-01-02T08:00", "2024-12-09T08:00", "2024-12-10T08:00"
Ended = list[subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which Vĩnh Linh's plan was just adopted."""
    home = tmp_path_factory.mktemp("vinh-linh") / "home"
    assert phancong(home, "apply", str(VINH_LINH), "--at", OPENS).returncode == 0
    return home


@pytest.fixture
def adopted(new_office: Callable[..., Office], template: Path) -> Office:
    office = new_office()
    shutil.copytree(template, office.home)
    return office


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server() as started:
        yield started


def codes(ended: Ended) -> set[tuple[int, str]]:
    """Return how they ended and what they complained of; a spec's own warnings (lưu ý) are no complaint."""
    return {(one.returncode, "\n".join(_complaints(one.stderr))) for one in ended}


def _complaints(said: str) -> list[str]:
    return [line for line in said.splitlines() if ": lưu ý: " not in line]


def total(ended: Ended) -> Counter[str]:
    """Add up what the runs say they did."""
    figures: Counter[str] = Counter()
    for one in ended:
        figures.update({key: value for key, value in json.loads(one.stdout).items() if isinstance(value, int)})
    return figures


def count(office: Office, query: sa.Select[tuple[int]]) -> int:
    with office.ledger.read() as connection:
        return connection.execute(query).scalar_one()


def test_twenty_runs_at_once_send_each_letter_once(adopted: Office, server: MailServer) -> None:
    ended = at_once(TWENTY, adopted.home, "run", "--at", OPENS, "--json", PHANCONG_SMTP_URL=server.url)
    assert codes(ended) == {(0, "")}
    assert Counter(server.recipients).most_common(1)[0][1] == 1
    assert total(ended)["letters"] == total(ended)["delivered"] == len(set(server.ids)) == len(server.recipients) > 30
    assert total(ended)["reminders"] == count(adopted, sa.select(sa.func.count()).select_from(reminders))
    assert audit(adopted.ledger).broken is None


def test_ten_runs_at_once_raise_each_alert_once(adopted: Office) -> None:
    assert phancong(adopted.home, "run", "--at", LAST_DAY).returncode == 0
    ended = at_once(10, adopted.home, "run", "--at", MISSED, "--json")
    assert codes(ended) == {(0, "")}
    today = (events.c.kind == "alert_raised") & events.c.at.startswith("2024-12-10")
    raised = sa.select(sa.func.count()).select_from(events).where(today)
    assert total(ended)["alerts_raised"] == count(adopted, raised) > 18
    assert audit(adopted.ledger).broken is None


def test_twenty_identical_answers_at_once_are_one_event(adopted: Office) -> None:
    obligation = "vinh-linh-2024/bao-cao-thang-12/phong-y-te/-"
    done = ("--done-at", "2024-12-09", "--document", "45/BC-PYT", "--at", "2024-12-09T09:00")
    ended = at_once(TWENTY, adopted.home, "confirm", obligation, *done)
    assert codes(ended) == {(0, "")}
    assert Counter(one.stdout for one in ended) == {
        "Đã ghi nhận.\n": 1,
        "Nội dung này đã được ghi nhận từ trước.\n": TWENTY - 1,
    }
    assert count(adopted, sa.select(sa.func.count()).select_from(events).where(events.c.obligation == obligation)) == 2


def test_ten_at_once_adopt_a_plan_once_where_there_was_nothing(office: Office) -> None:
    ended = at_once(10, office.home, "apply", str(VINH_LINH), "--at", OPENS, "--json")
    assert codes(ended) == {(0, "")}
    assert Counter(json.loads(one.stdout)["plans"][0]["new"] for one in ended) == {True: 1, False: 9}
    assert audit(office.ledger).broken is None


def test_a_run_beside_another_waits_for_no_lease(adopted: Office, server: MailServer) -> None:
    with adopted.ledger.engine.connect() as connection:
        waiting = connection.execute(sa.select(sa.func.count()).select_from(letters)).scalar_one()
    ended = at_once(3, adopted.home, "run", "--at", OPENS, "--json", PHANCONG_SMTP_URL=server.url)
    assert waiting == 0
    assert {json.loads(one.stdout)["failed"] for one in ended} == {0}
