"""The rows of letters and runs: what did not arrive first, then what is on its way, the runs that come, those that were."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.deadlines.short import short_day
from engine.ledger.posted import Posted
from engine.ledger.reader import LetterRow
from engine.ledger.runs import RunRow
from engine.lists.runs import NextRun, RunsPage, run_at
from tui.widgets.rows import Row
from tui.words import LETTER_WORDS, Tone, age_words, clock_words, grouped

ONE_DAY = dt.timedelta(days=1)
NOTHING_DUE = "không có đầu việc nào đến mốc"
OPENS = "Enter: xem lượt này sẽ soạn, gửi những thư nào."
FAR = "Mới kể mốc gần nhất của mỗi đầu việc; mốc sau được tính sau mỗi lượt chạy."
FIGURES = {
    "opened": "Đầu việc mới mở",
    "reminders": "Mốc nhắc việc đến",
    "letters": "Thư soạn",
    "held": "Trong đó chờ phát hành",
    "delivered": "Thư đã gửi",
    "failed": "Thư chưa gửi được",
    "alerts_raised": "Cảnh báo mới",
}


@dataclass(frozen=True)
class Item:
    """What a row is about: a letter, a run that comes, or one that was; `words` is all there is to read of it."""

    words: str
    letter: LetterRow | None = None
    run_at: dt.datetime | None = None
    can_go_again: bool = False


def rows_of(page: RunsPage, at: dt.datetime) -> Iterator[Row]:
    """Yield the rows, in their order."""
    today = at.date()
    for one in (*page.refused, *page.returned, *page.on_their_way):
        yield _letter_row(one, page.names, today)
    for coming in page.coming:
        yield _next_row(coming, at)
    for number, past in enumerate(page.past):
        yield _past_row(past, at, number)


def summary(page: RunsPage, at: dt.datetime) -> str:
    """Return how much of what."""
    refused, returned = len(page.refused), len(page.returned)
    letters = f"{grouped(page.waiting)} thư chờ gửi, {refused} bị máy chủ từ chối, {returned} bị trả lại"
    last = page.past[0] if page.past else None
    ran = (
        f"Lượt chạy gần nhất {when(last.at, at.date())} ({age_words(at - last.at)})"
        if last
        else "Chưa có lượt chạy nào"
    )
    return f"{letters}\n{ran}, kế tiếp {when(page.coming[0].at, at.date())}"


def when(moment: dt.datetime, today: dt.date) -> str:
    """Return `08:00 hôm nay`, `08:00 ngày mai`, `08:00 16/12`."""
    near = {today: "hôm nay", today + ONE_DAY: "ngày mai", today - ONE_DAY: "hôm qua"}
    return f"{moment:%H:%M} {near.get(moment.date()) or short_day(moment.date(), today)}"


def addressed(letter: LetterRow, names: Mapping[str, str]) -> str:
    """Return for whom a letter is: agencies by name, our own side by its address."""
    return ", ".join(names.get(one, "") for one in letter.agencies) if letter.audience == "agency" else letter.email


def letter_text(letter: LetterRow, names: str, said: str) -> str:
    """Return a letter whole, with where it goes and how it stands above it."""
    return (
        f"Tình trạng: {said}\nGửi tới: {names} <{letter.email}>\nTiêu đề: {letter.subject}\n{'─' * 40}\n{letter.text}"
    )


def _letter_row(posted: Posted, names: Mapping[str, str], today: dt.date) -> Row:
    letter, to = posted.letter, addressed(posted.letter, names)
    stands, tone = _stands(posted)
    said = f"{stands[2:]}{_why(posted)}"
    cells = (stands, when(letter.sent_at or letter.drafted_at, today), f"{to}: {letter.subject}", posted.why)
    can_go_again = letter.status == "failed" or (letter.status == "pending" and bool(posted.why))
    item = Item(letter_text(letter, to, said), letter, can_go_again=can_go_again)
    return Row(letter.uid, cells, item, tone)


def _stands(posted: Posted) -> tuple[str, Tone]:
    status = posted.letter.status
    match status:
        case "failed":
            return "! bị từ chối", "danger"
        case "returned":
            return "! bị trả lại", "danger"
        case "pending" if posted.why:
            return "» chưa gửi được", "warning"
        case _:
            return f"» {LETTER_WORDS[status]}", "plain"


def _why(posted: Posted) -> str:
    tried = f", đã thử {posted.attempts} lần" if posted.attempts > 1 else ""
    again = "; thử lại ở lượt chạy tới" if posted.letter.status == "pending" and posted.why else ""
    return f"{tried}{again}{': ' + posted.why if posted.why else ''}"


def _next_row(coming: NextRun, at: dt.datetime) -> Row:
    is_next = coming.at == run_at(at)
    looks = "đến mốc xử lý" if is_next else "có mốc kế tiếp"
    said = [f"{grouped(coming.limits)} đầu việc hết hạn, chưa ghi nhận"] if coming.limits else []
    said += [f"{grouped(coming.looked_at)} đầu việc {looks}"] if coming.looked_at else []
    both = "; ".join(said) or NOTHING_DUE
    words = [f"Lượt chạy {clock_words(coming.at)}: {both}.", OPENS, *([] if is_next else [FAR])]
    cells = ("○ sắp tới", when(coming.at, at.date()), both, "")
    return Row(f"next:{coming.at.isoformat()}", cells, Item("\n".join(words), run_at=coming.at))


def _past_row(past: RunRow, at: dt.datetime, number: int) -> Row:
    result, trouble = past.result, _trouble(past.result)
    said = f"gửi {result.get('delivered', 0)} thư, {result.get('alerts_raised', 0)} cảnh báo mới"
    held = f", {result['held']} thư chờ phát hành" if result.get("held") else ""
    cells = ("! trục trặc" if trouble else "✓ đã chạy", when(past.at, at.date()), f"{said}{held}", trouble)
    key = f"past:{past.at.isoformat()}:{number}"
    return Row(key, cells, Item(_past_words(past, trouble)), "danger" if trouble else "good")


def _trouble(result: Mapping[str, Any]) -> str:
    """Return what went wrong in a run, as far as it was kept."""
    said = [str(result.get("trouble") or "")]
    if result.get("failed"):
        said.append(f"{result['failed']} thư chưa gửi được.")
    if result.get("unwatched"):
        said.append(f"{result['unwatched']} đầu việc còn mở mà không có mốc tiếp theo.")
    return " ".join(filter(None, said))


def _past_words(past: RunRow, trouble: str) -> str:
    seconds = f"{past.result.get('seconds', 0):.1f}".replace(".", ",")
    lines = [f"Lượt chạy {clock_words(past.at)}, trong {seconds} giây."]
    lines += [f"{label}: {past.result[name]}" for name, label in FIGURES.items() if name in past.result]
    return "\n".join([*lines, *([f"Trục trặc: {trouble}"] if trouble else [])])
