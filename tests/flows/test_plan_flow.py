"""A plan's flow does on a real Prefect server what `phancong run` does, for that plan."""

from __future__ import annotations

import datetime as dt
from email import message_from_bytes, policy
from typing import Any

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowFilter, FlowFilterName, FlowRunFilter, FlowRunFilterId
from prefect.client.schemas.objects import FlowRun, State

from engine.clock import moment
from engine.steps.agenda import STEPS, agenda
from flows.plan_flow import plan_flow
from tests.conftest import HUNG, MINH, VINH_O, Office

pytestmark = pytest.mark.usefixtures("prefect_server")

PLAN = "binh-dang-gioi"
OPENED, MORNING = "2024-11-01", "2024-12-02T07:00"


@pytest.fixture
def adopted(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Adopt the plan in an office whose settings are this process's."""
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    office.apply(OPENED)
    return office


def run_flow(office: Office, at: str) -> State[dict[str, Any]]:
    [plan] = agenda(office.ledger, moment(at))
    return plan_flow(plan)(plan.plan.id, moment(at), return_state=True)


def recipients(office: Office) -> list[str]:
    letters = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in office.settings.mailbox.iterdir()]
    return sorted(letter["To"].addresses[0].addr_spec for letter in letters)


def test_a_flow_run_puts_the_letters_of_its_plan_into_the_mailbox(adopted: Office) -> None:
    state = run_flow(adopted, MORNING)
    assert state.is_completed(), state
    assert recipients(adopted) == [
        "hung@vinhchap.example",
        "minh@yte.example",
        "vanphong@phunu.example",
        "vanthu@vinho.example",
    ]
