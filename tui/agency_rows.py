"""What the page of an agency says, section by section: rows of words, each with the tone of its last one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from engine.deadlines.words import date_words
from engine.directory.models import Absence, Contact
from engine.ledger.agencies import Called
from engine.ledger.reader import LetterRow
from engine.lists.agencies import AgencyPage, AgencyRow, Passed, PlanPart
from engine.obligations.states import STATE_WORDS, State
from engine.standing import Line
from tui.screens.obligation import moment
from tui.words import (
    LETTER_WORDS,
    POST_WORDS,
    STATE_SIGNS,
    STATE_TONES,
    Tone,
    grouped,
    plan_words,
    short_limit,
    state_words,
)

SUCCESSION = (
    "Sáp nhập, chia tách, đổi tên: ghi vào mục “successions” của tệp danh bạ, kèm văn bản, rồi so sánh và áp dụng (phím 6, "
    "phím f; hoặc lệnh phancong apply TỆP-KẾ-HOẠCH). Chỉ chuyển một vài đầu việc: nhấn o, đánh dấu v, giao lại c."
)
CALL_WORDS = {"phone": "gọi điện", "zalo": "nhắn Zalo"}
LETTER_TONES: dict[str, Tone] = {"failed": "danger", "returned": "danger", "held": "warning"}


@dataclass(frozen=True)
class Told:
    """A row of a section: its words, and the tone of the first of them."""

    cells: tuple[str, ...]
    tone: Tone = "plain"


def head(page: AgencyPage) -> Iterator[Told]:
    """Yield what is to be known first."""
    row = page.row
    if page.states:
        yield Told((_counts(page.states),))
    yield Told((_how_late(row),), "danger" if row.late else "plain")
    if not row.reached:
        yield Told(("! Hiện chưa gửi được thư đến cơ quan này; xin gọi điện.",), "danger")
    for one in row.away:
        yield Told((f"! Hôm nay {_called(one.contact)} vắng mặt; {_instead(one.absence)}.",), "warning")


def _how_late(row: AgencyRow) -> str:
    if not row.passed:
        return "Chưa có thời hạn nào đã qua."
    urged = f" Đã đôn đốc {grouped(row.urged)} lần." if row.urged else ""
    return f"Đã chậm {grouped(row.was_late)} trong {grouped(row.passed)} thời hạn đã qua.{urged}"


def _counts(states: Mapping[State, int]) -> str:
    return " · ".join(
        f"{STATE_SIGNS[one]} {grouped(states[one])} {STATE_WORDS[one]}" for one in STATE_WORDS if states.get(one)
    )


def contacts(page: AgencyPage) -> list[Told]:
    """Return whom to write to and call, by post."""
    return [_contact(one, page.row.returned) for one in page.posts.values()]


def _contact(contact: Contact, returned: Collection[str]) -> Told:
    returns = contact.email.lower() in returned
    who = ", ".join(filter(None, (contact.name, contact.position)))
    phone = f"ĐT {contact.phone}" if contact.phone else "chưa có số điện thoại"
    back = "! thư bị trả lại" if returns else ""
    said = " · ".join(filter(None, (back, who, phone, contact.email)))
    return Told((POST_WORDS[contact.post], said), "danger" if returns else "plain")


def absences(page: AgencyPage, today: dt.date) -> list[Told]:
    """Return who is or will be away, and the latest of those that are over."""
    known = sorted(
        ((one, contact) for contact in page.posts.values() for one in contact.absences),
        key=lambda known: known[0].start,
        reverse=True,
    )
    return [_absence(one, contact, today) for one, contact in known]


def _absence(one: Absence, contact: Contact, today: dt.date) -> Told:
    tone: Tone = "warning" if one.covers(today) else "quiet" if one.end < today else "plain"
    return Told((days(one), f"{_called(contact)}; {_instead(one)}"), tone)


def days(one: Absence) -> str:
    """Return from when until when somebody is away."""
    return f"{date_words(one.start)} - {date_words(one.end)}"


def _instead(one: Absence) -> str:
    stands_in = ", ".join(filter(None, (one.name, one.phone, one.substitute or "")))
    return f"người thay: {stands_in}" if stands_in else "không có người thay"


def _called(contact: Contact) -> str:
    return contact.name or POST_WORDS[contact.post].lower()


def handed(page: AgencyPage) -> list[Told]:
    """Return what came of reorganisation, and what was handed on by a person."""
    known = {one.document for one in page.successions}
    passed = [_passed(one, page.row.name) for one in page.successions]
    lines = (line for line in page.lines if line.tracked.facts.basis not in known)
    return [*passed, *dict.fromkeys(told for line in lines if (told := _reassigned(line)))]


def _passed(one: Passed, own: str) -> Told:
    mine = one.source == own
    who = f"chuyển cho {', '.join(one.to)}" if mine else f"tiếp nhận từ {one.source}"
    part = "" if one.all_tasks else " một số nhiệm vụ"
    return Told((f"Từ {date_words(one.on)}", f"{who}{part}, theo {one.document}"))


def _reassigned(line: Line) -> Told | None:
    if not (line.to_agencies or line.from_agencies):
        return None
    said = f"chuyển cho {', '.join(line.to_agencies)}" if line.to_agencies else ""
    came = f"tiếp nhận từ {', '.join(line.from_agencies)}" if line.from_agencies else ""
    basis = line.tracked.facts.basis
    return Told(("Giao lại", "; ".join(filter(None, (said, came))) + (f", theo {basis}" if basis else "")))


def plan_title(part: PlanPart) -> str:
    """Return a plan with how many obligations in it are in each state."""
    return f"{plan_words(part.plan)}: {_counts(part.states)}"


def lines(part: PlanPart, today: dt.date) -> list[Told]:
    """Return the first lines of a plan."""
    return [_line(one, today) for one in part.lines]


def _line(line: Line, today: dt.date) -> Told:
    what = line.tracked.obligation
    words = f"{what.text} (mục {what.section})"
    return Told((state_words(line), short_limit(line.tracked.facts, today), words), STATE_TONES[line.state])


def letters(page: AgencyPage) -> list[Told]:
    """Return its newest letters: when, what became of them, what about."""
    return [_letter(one) for one in page.letters]


def _letter(letter: LetterRow) -> Told:
    at = letter.sent_at or letter.drafted_at
    status = f"{'! ' if LETTER_TONES.get(letter.status) == 'danger' else ''}{LETTER_WORDS[letter.status]}"
    return Told((status, moment(at), letter.subject), LETTER_TONES.get(letter.status, "plain"))


def calls(page: AgencyPage) -> list[Told]:
    """Return the newest calls: when, how, by whom, and what was said."""
    return [_call(one) for one in page.calls]


def _call(one: Called) -> Told:
    said = f"{one.by}: {one.note}" if one.note else one.by
    return Told((moment(one.at), CALL_WORDS.get(one.way, one.way), said))
