"""What happened in the demo's year, told in Vietnamese from the demo's own ledger."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from engine.deadlines.words import date_words
from engine.ledger.ledger import Ledger
from engine.ledger.reader import letter_rows
from engine.obligations.states import STATE_WORDS
from engine.standing import Line
from engine.status import status

BANNER = "Tình huống mô phỏng, không phản ánh kết quả thực tế của đơn vị"
ALERTED_ON = dt.date(2024, 12, 10)


def account(ledger: Ledger, at: dt.datetime) -> Iterator[str]:
    """Yield the account, line by line."""
    found = status(ledger, at)
    lines = found.lines
    yield from ("", BANNER.upper(), "")
    yield found.plans[0].plan.title
    agencies = {line.tracked.obligation.agency for line in lines}
    yield f"  {len(lines)} đầu việc, {len(agencies)} cơ quan, đơn vị"
    yield from (f"  {STATE_WORDS[state]}: {count}" for state, count in found.plans[0].counts.items())
    yield from _letters(ledger)
    yield from _answers(lines)
    yield from _alerts(lines)
    yield from _next(ledger)


def _letters(ledger: Ledger) -> Iterator[str]:
    with ledger.read() as connection:
        rows = letter_rows(connection)
    sent = Counter(f"{row.sent_at:%m/%Y}" for row in rows if row.sent_at)
    held = sum(row.status == "held" for row in rows)
    yield ""
    yield f"Thư đã gửi: {sent.total()} (chờ phát hành: {held})"
    yield from (f"  tháng {month}: {count:>3} {'▇' * (count // 4)}" for month, count in sorted(sent.items()))


def _answers(lines: tuple[Line, ...]) -> Iterator[str]:
    facts = [line.tracked.facts for line in lines]
    done = [one.done for one in facts if one.done]
    yield ""
    yield "Phản hồi qua liên kết trong thư:"
    yield f"  đã tiếp nhận nhiệm vụ: {sum(one.received_at is not None for one in facts)}"
    yield f"  đã gửi báo cáo: {sum(not one.nothing for one in done)}; không phát sinh: {sum(one.nothing for one in done)}"
    yield f"  đề nghị gia hạn: {sum(one.extension_asked is not None for one in facts)}"


def _alerts(lines: tuple[Line, ...]) -> Iterator[str]:
    raised = [
        (line, alert) for line in lines for alert in line.tracked.facts.alerts if alert.raised_at.date() == ALERTED_ON
    ]
    yield ""
    yield f"Sáng {date_words(ALERTED_ON)}, cảnh báo chưa ghi nhận báo cáo của {len(raised)} đơn vị:"
    for line, _ in raised:
        yield f"  {line.agency_name}: đến nay {_now(line)}"


def _now(line: Line) -> str:
    more = "".join(f", {words}" for words in _asked(line))
    return f"{STATE_WORDS[line.state]}{more}"


def _asked(line: Line) -> Iterator[str]:
    if line.tracked.facts.extension_asked:
        yield f"đề nghị gia hạn đến {date_words(line.tracked.facts.extension_asked)}"


def _next(ledger: Ledger) -> Iterator[str]:
    home = ledger.settings.home
    yield ""
    yield "Xem tiếp:"
    yield f"  thư đã gửi:          {ledger.settings.mailbox}"
    yield f"  màn hình làm việc:   PHANCONG_HOME={home} .venv/bin/phancong tui --at 2024-12-13T17:00"
    yield f"  tình hình:           PHANCONG_HOME={home} .venv/bin/phancong status --at 2024-12-13T17:00"
    yield f"  trang phản hồi:      PHANCONG_HOME={home} .venv/bin/phancong serve --at 2024-12-13T17:00"
    yield f"  kiểm tra nhật ký:    PHANCONG_HOME={home} .venv/bin/phancong audit verify"
