"""A whole ledger in any order: acts, answers, runs, double runs, a mail server away. No letter lost or doubled, no alert forgotten."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from engine import acts
from engine.answer import Answer, answer
from engine.apply import apply
from engine.audit import audit
from engine.clock import moment
from engine.deadlines.files import default_calendar
from engine.errors import PhancongError
from engine.ledger.ledger import EXACT, Ledger
from engine.ledger.reader import letter_rows
from engine.mail.carriers import Carrier, Mailbox
from engine.release import release
from engine.run import run
from engine.settings import Settings
from tests.conftest import HUNG, MINH, PHU_NU, PLAN, VINH_O, NoServer, Office

ESCALATING = PLAN.replace(
    "      source: van-ban.txt",
    "      ladder: {cap: 8, steps: [{before: 3}, {unconfirmed: 2}, {on: last-day}, {after: 1, every: 2, times: 3}]}\n"
    "      source: van-ban.txt",
)
SOME = st.lists(st.sampled_from([MINH, HUNG, VINH_O, PHU_NU]), min_size=1, max_size=3, unique=True)


class Ledgers(RuleBasedStateMachine):
    """One ledger, its plan, and everybody who may do something to it."""

    def __init__(self) -> None:
        super().__init__()
        home = Path(tempfile.mkdtemp(prefix="phancong-any-order-"))
        chosen = Settings(home=home / "home", user="Lan", mail_from="lan@ldtbxh.example")
        self.office = Office(home, chosen, Ledger(chosen, default_calendar, EXACT), home)
        self.at = moment("2024-11-29T08:00")

    @initialize(text=st.sampled_from([PLAN, ESCALATING]))
    def adopts(self, text: str) -> None:
        apply(self.office.ledger, self.office.plan(text), self.at)

    @rule(hours=st.integers(1, 20))
    def hours_go_by(self, hours: int) -> None:
        self.at += dt.timedelta(hours=hours)

    @rule(days=st.integers(1, 6))
    def days_go_by(self, days: int) -> None:
        self.at += dt.timedelta(days=days)

    @rule()
    def a_run_and_another(self) -> None:
        self._run(Mailbox(self.office.settings.mailbox))
        again = self._run(Mailbox(self.office.settings.mailbox))
        assert (again.letters, again.delivered, again.alerts_raised, again.reminders) == (0, 0, 0, 0)

    @rule()
    def a_run_without_a_mail_server(self) -> None:
        self._run(NoServer())

    @rule(
        who=SOME, kind=st.sampled_from(["received", "done", "nothing", "extend", "not_ours"]), days=st.integers(1, 20)
    )
    def agencies_answer(self, who: list[str], kind: Any, days: int) -> None:
        today = self.at.date()
        said = Answer(kind, name="Minh", number="45/BC", sent=today, until=today + dt.timedelta(days=days), reason="vì")
        self._try(lambda: answer(self.office.ledger, who, said, self.at))

    @rule(who=SOME, act=st.sampled_from(["accept", "give_back", "decline", "withdraw", "acknowledge", "release"]))
    def lan_acts(self, who: list[str], act: str) -> None:
        ledger, at = self.office.ledger, self.at
        chosen = {
            "accept": lambda: acts.accept(ledger, who, at),
            "give_back": lambda: acts.give_back(ledger, who, at, "thiếu số liệu"),
            "decline": lambda: acts.decline(ledger, who, at, "đã đến kỳ"),
            "withdraw": lambda: acts.withdraw(ledger, who[:1], at, "sáp nhập"),
            "acknowledge": lambda: acts.acknowledge(ledger, who, at),
            "release": lambda: release(ledger, who, at),
        }
        self._try(chosen[act])

    @rule(who=SOME, days=st.integers(1, 15), silent=st.booleans())
    def lan_gives_time(self, who: list[str], days: int, silent: bool) -> None:
        until = self.at.date() + dt.timedelta(days=days)
        if silent:
            self._try(lambda: acts.silence(self.office.ledger, who, self.at, until))
        else:
            self._try(lambda: acts.extend(self.office.ledger, who, self.at, until, "Công văn 1"))

    def _run(self, carrier: Carrier) -> Any:
        result = run(self.office.ledger, carrier, self.at)
        assert result.unwatched == ()
        return result

    def _try(self, act: Any) -> None:
        """Do what may be refused with a sentence, and with nothing else."""
        with suppress(PhancongError):
            act()

    def teardown(self) -> None:
        try:
            self._run(Mailbox(self.office.settings.mailbox))
            self._looks_right()
        finally:
            self.office.ledger.engine.dispose()
            shutil.rmtree(self.office.files)

    def _looks_right(self) -> None:
        with self.office.ledger.read() as connection:
            rows = letter_rows(connection)
        sent = [row for row in rows if row.status == "sent"]
        daily = Counter((row.email, row.sent_at.date()) for row in sent if row.mode == "auto" and row.sent_at)
        assert max(daily.values(), default=0) <= 1
        left = {path.stem for path in self.office.settings.mailbox.glob("*.eml")}
        assert left == {row.uid for row in sent}
        assert {row.status for row in rows} <= {"sent", "held", "dropped", "pending"}
        assert audit(self.office.ledger).broken is None


TestLedgers = Ledgers.TestCase
TestLedgers.settings = settings(
    max_examples=60, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
)
