"""A morning's work as a script of keys, and the ledger afterwards: exactly what was done and nothing else."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from engine.answer import Answer, answer
from engine.clock import moment
from tests.conftest import Office
from tests.tui.conftest import Opened

COMMUNES = 40
MORNING, AFTER = "2024-12-11T08:30", "2024-12-11T12:00"
DIRECTORY = """
    agencies:
      - {{id: ubnd-huyen, name: UBND huyện Vĩnh Linh, relation: higher}}
      - {{id: phong-ldtbxh, name: Phòng Lao động - Thương binh và Xã hội, relation: affiliated}}
      {agencies}
    groups:
      - {{id: cac-xa, name: "UBND các xã", members: [{members}]}}
    contacts:
      phong-ldtbxh: {{email: lan@ldtbxh.example, name: Lan}}
      {contacts}
"""
PLAN = """
    plan:
      id: binh-dang-gioi
      number: 58/KH-UBND
      date: 2024-10-30
      title: Triển khai công tác bình đẳng giới năm 2024
      issuer: ubnd-huyen
      coordinator: phong-ldtbxh
      period: {from: 2024-11-01, to: 2024-12-31}
      directory: danh-ba.yaml
    reports:
      - id: bao-cao
        section: V
        text: Báo cáo định kỳ đợt tháng 12
        quote: "Báo cáo định kỳ trước ngày 10/12/2024 về UBND huyện"
        to: ubnd-huyen
        via: phong-ldtbxh
        due: {kind: before, date: 2024-12-10}
        owed_by:
          - {agency: cac-xa, basis: explicit}
"""


def xa(number: int) -> str:
    """Return the id of a commune."""
    return f"xa-{number:02}"


def owed(number: int) -> str:
    """Return what it owes."""
    return f"binh-dang-gioi/bao-cao/{xa(number)}/-"


def name(number: int) -> str:
    """Return what a person reads."""
    return f"UBND xã Vĩnh {number:02}"


@pytest.fixture
def morning(office: Office) -> Office:
    """Return Lan's office on 11/12: six reported late what was sent in time, one asks for time, the others are silent."""
    numbers = range(COMMUNES)
    directory = DIRECTORY.format(
        agencies="\n      ".join(f"- {{id: {xa(n)}, name: {name(n)}, relation: lower}}" for n in numbers),
        members=", ".join(map(xa, numbers)),
        contacts="\n      ".join(f"{xa(n)}: {{email: vanthu@xa{n:02}.example}}" for n in numbers),
    )
    office.apply(plan=office.plan(PLAN, directory))
    for at in ("2024-11-18T08:00", "2024-12-09T08:00", "2024-12-10T08:00"):
        office.run(at)
    sent = dt.date(2024, 12, 9)
    said = Answer("done", name="Minh", number="45/BC", document_date=sent, sent=sent)
    answer(office.ledger, [owed(n) for n in range(6)], said, moment("2024-12-10T09:00"), actor="Minh")
    more = Answer("extend", name="Bình", until=dt.date(2024, 12, 20), reason="chờ số liệu")
    answer(office.ledger, [owed(6)], more, moment("2024-12-10T10:00"), actor="Bình")
    office.run("2024-12-11T08:00")
    return office


async def test_a_morning_leaves_the_ledger_exactly_as_it_should_be(morning: Office, open_terminal: Opened) -> None:
    mails = len(list(morning.settings.mailbox.glob("*.eml")))
    async with open_terminal(morning, at=MORNING, size=(100, 30)) as terminal:
        await terminal.press("3")
        await terminal.press(*["v"] * 10, "k")  # ten alerts seen
        await terminal.press("1", "slash")
        await terminal.type("cho xac nhan")
        await terminal.press("enter", *["v"] * 5, "a", "enter")  # five reports accepted
        await terminal.press("t")  # the sixth returned
        await terminal.type("thiếu biểu số 2")
        await terminal.press("enter", "escape", "slash")
        await terminal.type("gia han")
        await terminal.press("enter", "e", "enter")  # more time granted
        await terminal.type("Công văn số 12/UBND")
        await terminal.press("enter", "escape", "3", "slash")
        await terminal.type("vinh 39")
        await terminal.press("enter", "l")  # one called
        await terminal.type("hẹn gửi trong ngày")
        await terminal.press("enter", "escape", "4")
        await terminal.press(*["v"] * 21, "w")  # twenty urgings seen and sent; of one the limit has just been extended
        assert "Thư 1/20 (1 thư khác không cần gửi nữa" in terminal.text
        await terminal.press("p", "enter")
        await terminal.pass_a_minute()
        await terminal.press("q")
    found = {one["id"]: one for one in morning.status(AFTER)["plans"][0]["obligations"]}
    states = Counter(one["state"] for one in found.values())
    alerts = Counter(alert["state"] for one in found.values() for alert in one["alerts"])
    assert (states["done_on_time"], states["overdue"], states.total()) == (5, COMMUNES - 6, COMMUNES)
    assert found[owed(6)]["due"] == {"kind": "by", "date": "2024-12-20"}
    assert alerts == {"acknowledged": 9, "resolved": 6, "open": COMMUNES - 15}  # of the ten seen one was extended
    assert len(list(morning.settings.mailbox.glob("*.eml"))) == mails + 20
    kinds = Counter(event.kind for one in found for event in morning.history(one))
    assert (kinds["acknowledged"], kinds["accepted"], kinds["returned"]) == (10, 5, 1)
    assert (kinds["extended"], kinds["called"], kinds["urged"]) == (1, 1, 20)
