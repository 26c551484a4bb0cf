"""Killed at any point, a run loses nothing: the next one goes on, and repeats at most a mail, under its Message-ID."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from engine.audit import audit
from tests.acceptance.processes import VINH_LINH, phancong, start
from tests.conftest import Office
from tests.mail_server import MailServer

OPENS = "2024-01-02T08:00"
ROUNDS = 6
DELAY = 0.01
AT_MOST = 60.0


class SlowServer(MailServer):
    """Takes its time between receiving a message and saying so, and says yes when it has the whole of it."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the message before the sender can know."""
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(DELAY)
        return answer


@pytest.fixture
def server() -> Iterator[SlowServer]:
    started = SlowServer()
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which Vĩnh Linh's plan was just adopted."""
    home = tmp_path_factory.mktemp("vinh-linh") / "home"
    assert phancong(home, "apply", str(VINH_LINH), "--at", OPENS).returncode == 0
    return home


def killed(seconds: float, home: Path, *arguments: str, **more: str) -> bool:
    """Start `phancong` and kill it -9 after some seconds; say whether it was still at work."""
    process = start(home, *arguments, **more)
    with suppress(subprocess.TimeoutExpired):
        process.communicate(timeout=seconds)
        return False
    process.kill()
    process.communicate()
    return True


def by_address(server: MailServer) -> dict[str, set[str]]:
    found = defaultdict(set)
    for message in server.received:
        found[str(message["To"])].add(str(message["Message-ID"]))
    return found


def whole_run(template: Path, home: Path, server: MailServer) -> float:
    """Let a run come to its end; return how long it took."""
    shutil.copytree(template, home)
    started = time.monotonic()
    assert phancong(home, "run", "--at", OPENS, PHANCONG_SMTP_URL=server.url).returncode == 0
    return time.monotonic() - started


def test_a_run_killed_anywhere_loses_no_letter(
    new_office: Callable[..., Office], template: Path, server: SlowServer, tmp_path: Path
) -> None:
    takes = whole_run(template, tmp_path / "whole", server)
    everybody, started, hits = set(by_address(server)), time.monotonic(), 0
    for number in range(ROUNDS):
        if time.monotonic() - started > AT_MOST:
            break
        office = new_office()
        shutil.copytree(template, office.home)
        server.received.clear()
        moments = (takes * (0.3 + 0.65 * number / ROUNDS), takes * (0.95 - 0.3 * number / ROUNDS))
        hits += sum(killed(s, office.home, "run", "--at", OPENS, PHANCONG_SMTP_URL=server.url) for s in moments)
        ended = phancong(office.home, "run", "--at", OPENS, PHANCONG_SMTP_URL=server.url)
        assert (ended.returncode, ended.stderr) == (0, "")
        assert {email: len(ids) for email, ids in by_address(server).items()} == dict.fromkeys(everybody, 1)
        assert {letter.status for letter in office.letters()} == {"sent"}
        assert phancong(office.home, "audit", "verify").returncode == 0
    assert hits > 0, "no run was killed: the machine is faster than this test thinks"


def test_a_run_killed_while_letters_leave_repeats_at_most_the_one_in_hand(
    new_office: Callable[..., Office], template: Path, server: SlowServer
) -> None:
    office = new_office()
    shutil.copytree(template, office.home)
    for _ in range(4):
        seen = len(server.received)
        process = start(office.home, "run", "--at", OPENS, PHANCONG_SMTP_URL=server.url)
        while process.poll() is None and len(server.received) < seen + 4:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.005)
        process.kill()
        process.communicate()
    assert phancong(office.home, "run", "--at", OPENS, PHANCONG_SMTP_URL=server.url).returncode == 0
    assert all(len(ids) == 1 for ids in by_address(server).values())
    assert len(server.received) - len(by_address(server)) <= 4
    assert audit(office.ledger).broken is None


def test_an_apply_killed_anywhere_leaves_nothing_or_all_of_it(new_office: Callable[..., Office]) -> None:
    started = time.monotonic()
    apply = ("apply", str(VINH_LINH), "--at", OPENS)
    assert phancong(new_office().home, *apply).returncode == 0
    takes = time.monotonic() - started
    for number in range(5):
        office = new_office()
        killed(takes * (0.5 + number / 10), office.home, *apply)
        assert audit(office.ledger).broken is None
        assert phancong(office.home, *apply).returncode == 0
        assert audit(office.ledger).broken is None
        assert len(office.status(OPENS)["plans"][0]["obligations"]) > 200
