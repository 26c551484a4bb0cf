"""What the terminal shows after things have changed: who carries on, what rests, the first limit beside the present one."""

from __future__ import annotations

import datetime as dt

from engine.acts import extend
from engine.clock import moment
from tests.conftest import DIRECTORY, HUNG, PLAN, Office
from tests.tui.conftest import WIDE, Opened, Terminal

TALL = (100, 90)
MERGED = DIRECTORY.replace(
    "    groups:",
    "      - {id: xa-vinh-linh, name: UBND xã Vĩnh Linh, relation: lower, since: 2024-12-01}\n    groups:",
).replace(
    "    contacts:",
    """    successions:
      - {from: xa-vinh-o, date: 2024-12-01, document: Nghị quyết số 1680/NQ-UBTVQH15, to: [xa-vinh-linh]}
    contacts:""",
)
MONTHLY = '{kind: every, period: month, limit: before, dates: ["day 25"]}'


async def _find(terminal: Terminal, words: str) -> None:
    await terminal.press("2", "slash")
    await terminal.type(words)
    await terminal.press("enter")


async def test_who_was_reorganised_and_who_carries_on_are_named_to_each_other(
    office: Office, open_terminal: Opened
) -> None:
    office.apply(plan=office.plan(directory=MERGED))
    office.run("2024-12-02T08:00")
    async with open_terminal(office, "2024-12-02T09:00", TALL) as terminal:
        await _find(terminal, "vinh o bao cao")
        assert "× đã chuyển" in terminal.row("UBND xã Vĩnh Ô", "trước 10/12")
        assert "chuyển cho UBND xã Vĩnh Linh" in terminal.words
        await terminal.press("enter")
        assert "Chuyển cho UBND xã Vĩnh Linh từ ngày 02/12/2024 theo Nghị quyết số 1680/NQ-UBTVQH15" in terminal.words
        await terminal.press("escape", "escape")
        await _find(terminal, "vinh linh sap den han")
        await terminal.press("enter")
        assert "Tiếp nhận từ UBND xã Vĩnh Ô (căn cứ: Nghị quyết số 1680/NQ-UBTVQH15)" in terminal.words


async def test_what_rests_is_said_in_place_of_a_state(office: Office, open_terminal: Opened) -> None:
    office.apply()
    office.apply("2024-11-20", office.plan(PLAN.replace("    period:", "    status: suspended\n      period:")))
    async with open_terminal(office, "2024-12-20", WIDE) as terminal:
        await terminal.press("2")
        assert "– tạm dừng" in terminal.row("UBND xã Vĩnh Chấp", "trước 10/12")


async def test_the_first_limit_stands_under_the_present_one_and_what_waits_for_a_document_says_so(
    office: Office, open_terminal: Opened
) -> None:
    office.apply()
    extend(office.ledger, [HUNG], moment("2024-12-02"), dt.date(2024, 12, 20), "điện thoại", provisional=True)
    async with open_terminal(office, "2024-12-02", TALL) as terminal:
        await _find(terminal, "vinh chap bao cao")
        await terminal.press("enter")
        limits = "Thời hạn chậm nhất ngày 20/12/2024 (thứ Sáu) ban đầu: trước ngày 10/12/2024"
        assert limits in terminal.words
        assert "thời hạn tạm, chờ văn bản" in terminal.words


async def test_one_of_many_says_its_period(office: Office, open_terminal: Opened) -> None:
    office.apply(plan=office.plan(PLAN.replace("{kind: before, date: 2024-12-10}", MONTHLY)))
    async with open_terminal(office, "2024-11-04", TALL) as terminal:
        await _find(terminal, "vinh chap 25/12")
        await terminal.press("enter")
        assert (
            "Thời hạn kỳ tháng 12/2024: trước ngày 25/12/2024 (chậm nhất hết ngày thứ Ba, 24/12/2024)" in terminal.words
        )
