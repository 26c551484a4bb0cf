"""A plan's flow does on a real Prefect server what `phancong run` does, for that plan."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email import message_from_bytes, policy
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State

from engine import clock
from engine.clock import moment
from engine.doctor import doctor
from engine.errors import PhancongError
from engine.ledger.connection import DatabaseLockedError
from engine.mail.carriers import LetterRefusedError
from engine.steps.agenda import PlanAgenda, agenda
from engine.steps.remind import remind
from flows.plan_flow import plan_flow
from flows.steps import RETRIES, deliver_letters, step
from tests.conftest import HUNG, MINH, VINH_O, Office

pytestmark = pytest.mark.usefixtures("prefect_server")

MORNING, DAY_MISSED = "2024-11-18T07:00", "2024-12-10T07:00"
EVERYBODY = ["hung@vinhchap.example", "minh@yte.example", "vanphong@phunu.example", "vanthu@vinho.example"]


@pytest.fixture
def adopted(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Adopt the plan in an office whose settings are those of this process."""
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    office.apply("2024-11-01")
    return office


def agenda_of(office: Office, at: str) -> PlanAgenda:
    [plan] = agenda(office.ledger, moment(at))
    return plan


def run_flow(office: Office, at: str) -> State[dict[str, Any]]:
    plan = agenda_of(office, at)
    return plan_flow(plan)(plan.plan.id, moment(at), return_state=True)


def recipients(office: Office) -> list[str]:
    letters = (message_from_bytes(file.read_bytes(), policy=policy.default) for file in mailbox(office))
    return sorted(letter["To"].addresses[0].addr_spec for letter in letters)


def mailbox(office: Office) -> list[Any]:
    return sorted(office.settings.mailbox.glob("*.eml"))


def test_a_flow_run_puts_the_letters_of_its_plan_into_the_mailbox(adopted: Office) -> None:
    state = run_flow(adopted, MORNING)
    assert state.is_completed(), state
    assert recipients(adopted) == EVERYBODY
    counts = state.result()
    assert (counts["letters"], counts["delivered"], counts["failed"]) == (4, 4, 0)
    assert counts["at"] == "2024-11-18T07:00:00+07:00"


def test_a_second_run_of_the_same_moment_sends_nothing(adopted: Office) -> None:
    run_flow(adopted, MORNING)
    first = mailbox(adopted)
    state = run_flow(adopted, MORNING)
    assert state.is_completed(), state
    assert mailbox(adopted) == first
    assert (state.result()["letters"], state.result()["delivered"]) == (0, 0)


def test_a_missed_report_alerts_once(adopted: Office) -> None:
    for expected in (3, 0):
        assert run_flow(adopted, DAY_MISSED).result()["alerts_raised"] == expected
    assert adopted.alerts(DAY_MISSED) == {MINH: ["open"], HUNG: ["open"], VINH_O: ["open"]}


def test_the_server_knows_the_run_under_the_plans_name(adopted: Office) -> None:
    state = run_flow(adopted, MORNING)
    with get_client(sync_client=True) as client:
        assert state.state_details.flow_run_id is not None
        run = client.read_flow_run(state.state_details.flow_run_id)
        flow = client.read_flow(run.flow_id)
    assert run.state_name == "Completed"
    assert flow.name == "binh-dang-gioi: công tác bình đẳng giới năm 2024"


def test_without_a_moment_a_flow_runs_now_and_the_doctor_sees_it(adopted: Office) -> None:
    plan, before = agenda_of(adopted, MORNING), clock.now()
    state = plan_flow(plan)(plan.plan.id, return_state=True)
    assert state.is_completed(), state
    after = clock.now()
    assert before <= moment(str(state.result()["at"])) <= after
    assert "run" not in {finding.code for finding in doctor(adopted.ledger, after)}


class InTrouble:
    """A mail server's ear: for a while it asks to come again later."""

    def __init__(self, refusals: int) -> None:
        self.refusals, self.taken = refusals, list[str]()

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.refusals:
            self.refusals -= 1
            return "451 come again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.taken += envelope.rcpt_tos
        return "250 taken"


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[InTrouble]:
    """Listen on loopback, in trouble for two tries."""
    handler = InTrouble(refusals=2)
    with socket.create_server(("127.0.0.1", 0)) as free:
        host, port = free.getsockname()
    controller = Controller(handler, hostname=host, port=port)
    controller.start()
    monkeypatch.setenv("PHANCONG_SMTP_URL", f"smtp://{host}:{port}")
    yield handler
    controller.stop()


def test_a_mail_server_in_trouble_is_tried_again_until_it_takes_the_letters(
    adopted: Office, mail_server: InTrouble
) -> None:
    remind(adopted.ledger, moment(MORNING))
    state = deliver_letters.with_options(retry_delay_seconds=0)(moment(MORNING), return_state=True)
    assert state.is_completed(), state
    assert sorted(mail_server.taken) == EVERYBODY


def test_a_mail_server_that_stays_in_trouble_fails_the_step_and_keeps_the_letters(
    adopted: Office, mail_server: InTrouble
) -> None:
    mail_server.refusals = len(EVERYBODY) * (RETRIES + 1)
    remind(adopted.ledger, moment(MORNING))
    state = deliver_letters.with_options(retry_delay_seconds=0)(moment(MORNING), return_state=True)
    assert state.is_failed()
    assert adopted.run(MORNING).delivered == len(EVERYBODY)


@pytest.mark.parametrize(("failure", "tries"), [(DatabaseLockedError, RETRIES + 1), (LetterRefusedError, 1)])
def test_only_what_lies_outside_is_tried_again(failure: type[PhancongError], tries: int) -> None:
    calls = []

    def fails() -> None:
        calls.append(failure)
        raise failure

    state = step("alert")(fails).with_options(retry_delay_seconds=0)(return_state=True)
    assert state.is_failed()
    assert len(calls) == tries
