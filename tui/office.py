"""The verbs as the person at the terminal uses them: at the clock's moment, each answered with a sentence.

Every method may raise PhancongError, whose message is for that person too. The verbs are imported when they are first
needed: the first screen must not wait for them.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.deadlines.words import date_words
from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from engine.ledger.reader import LetterRow
from engine.lists.values import Overview
from engine.standing import Line
from engine.view import Lists

if TYPE_CHECKING:
    from engine.answer import Answer
    from engine.explain import Explanation
    from engine.release import Released
    from engine.source import Placed
    from engine.steps.deliver import Delivered


@dataclass(frozen=True)
class Outcome:
    """What came of an act, in words."""

    sentence: str
    severity: Literal["information", "warning"] = "information"


class Office:
    """One ledger and one clock."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
        """Name them; nothing is read yet."""
        self.ledger, self._clock = ledger, clock
        self.lists = Lists(ledger)

    @property
    def redirect(self) -> str | None:
        """Return the address that gets every letter in a rehearsal."""
        return self.ledger.settings.mail_redirect

    def now(self) -> dt.datetime:
        """Return the moment at which things are read and done."""
        return self._clock()

    def look(self) -> Overview:
        """Read how much stands on each list."""
        return self.lists.overview(self.now())

    def explain(self, line: Line, at: dt.datetime) -> Explanation:
        """Read all about one obligation."""
        from engine.explain import explain

        with named([line]):
            return explain(self.ledger, line.id, at)

    def in_its_place(self, line: Line) -> Placed | None:
        """Return the sentence of an obligation in its place in the plan's document."""
        from engine.source import placed

        return placed(self.ledger, line.tracked.obligation.plan, line.tracked.obligation.quote)

    def _seen(self, lines: Sequence[Line]) -> Ledger:
        """Return the ledger for somebody who goes by what these lines say."""
        return self.ledger.seeing({line.id: line.tracked.facts for line in lines})

    def accept(self, lines: Sequence[Line]) -> Outcome:
        """Xác nhận kết quả."""
        from engine.acts import accept

        with named(lines):
            accept(self._seen(lines), _ids(lines), self.now())
        return Outcome(f"Đã xác nhận kết quả của {_named(lines)}.")

    def give_back(self, lines: Sequence[Line], reason: str) -> Outcome:
        """Đề nghị bổ sung, hoàn thiện."""
        from engine.acts import give_back

        with named(lines):
            give_back(self._seen(lines), _ids(lines), self.now(), reason)
        return Outcome(f"Đã đề nghị {_named(lines)} bổ sung, hoàn thiện.")

    def acknowledge(self, lines: Sequence[Line]) -> Outcome:
        """Đã nắm thông tin."""
        from engine.acts import acknowledge

        with named(lines):
            acknowledge(self._seen(lines), _ids(lines), self.now())
        return Outcome(f"Đã ghi: đã nắm thông tin về {_named(lines)}.")

    def record(
        self, lines: Sequence[Line], number: str, document_date: dt.date | None, sent: dt.date, *, nothing: bool
    ) -> Outcome:
        """Ghi nhận kết quả đến bằng cách khác."""
        from engine.answer import Answer

        said = Answer("nothing" if nothing else "done", number=number or None, document_date=document_date, sent=sent)
        return self._answer(lines, said, f"Đã ghi nhận kết quả của {_named(lines)}.")

    def received(self, lines: Sequence[Line]) -> Outcome:
        """Đã tiếp nhận nhiệm vụ, đơn vị báo bằng cách khác."""
        from engine.answer import Answer

        return self._answer(lines, Answer("received"), f"Đã ghi: {_named(lines)} đã tiếp nhận nhiệm vụ.")

    def _answer(self, lines: Sequence[Line], said: Answer, sentence: str) -> Outcome:
        from engine.answer import answer

        with named(lines):
            answer(self._seen(lines), _ids(lines), dataclasses.replace(said, by_office=True), self.now())
        return Outcome(sentence)

    def extend(self, lines: Sequence[Line], until: dt.date, basis: str, *, provisional: bool) -> Outcome:
        """Gia hạn."""
        from engine.acts import extend

        with named(lines):
            extend(self._seen(lines), _ids(lines), self.now(), until, basis, provisional=provisional)
        return Outcome(f"Đã gia hạn cho {_named(lines)} đến hết ngày {date_words(until)}.")

    def decline(self, lines: Sequence[Line], reason: str) -> Outcome:
        """Giữ nguyên thời hạn, phân công."""
        from engine.acts import decline

        with named(lines):
            decline(self._seen(lines), _ids(lines), self.now(), reason)
        return Outcome(f"Đã giữ nguyên thời hạn, phân công của {_named(lines)}; đơn vị được báo trong lượt chạy tới.")

    def silence(self, lines: Sequence[Line], until: dt.date, reason: str) -> Outcome:
        """Tạm ngừng nhắc đến ngày."""
        from engine.acts import silence

        with named(lines):
            silence(self._seen(lines), _ids(lines), self.now(), until, reason)
        return Outcome(f"Đã tạm ngừng nhắc {_named(lines)} đến ngày {date_words(until)}.")

    def withdraw(self, lines: Sequence[Line], reason: str) -> Outcome:
        """Dừng theo dõi."""
        from engine.acts import withdraw

        with named(lines):
            withdraw(self._seen(lines), _ids(lines), self.now(), reason)
        return Outcome(f"Đã dừng theo dõi {_named(lines)}.")

    def reassign(self, lines: Sequence[Line], to: str, name: str, reason: str) -> Outcome:
        """Giao lại cho cơ quan khác."""
        from engine.acts import reassign

        with named(lines):
            reassign(self._seen(lines), _ids(lines), self.now(), to, reason)
        return Outcome(f"Đã giao lại {len(lines)} đầu việc cho {name}.")

    def record_event(self, lines: Sequence[Line], day: dt.date, reason: str) -> Outcome:
        """Ghi nhận sự kiện mà thời hạn tính theo."""
        from engine.acts import record_event
        from engine.clock import moment

        with named(lines):
            record_event(self._seen(lines), _ids(lines), self.now(), moment(day.isoformat()), reason)
        return Outcome(f"Đã ghi nhận sự kiện ngày {date_words(day)} cho {_named(lines)}.")

    def called(self, lines: Sequence[Line], by: Literal["phone", "zalo"], note: str) -> Outcome:
        """Đã gọi, đã nhắn."""
        from engine.calls import called

        called(self.ledger, _ids(lines), self.now(), by, note)
        return Outcome(f"Đã ghi: {'đã gọi điện cho' if by == 'phone' else 'đã nhắn'} {_named(lines)}.")

    def short_texts(self, lines: Sequence[Line]) -> list[str]:
        """Return the short texts about these obligations, to copy into Zalo."""
        from engine.short_text import short_texts

        return [one.text for one in short_texts(self.ledger, _ids(lines), self.now())]

    def release(self, uids: Sequence[str]) -> Outcome:
        """Phát hành, rồi gửi ngay."""
        from engine.mail.carriers import carrier_for
        from engine.release import release_letters
        from engine.steps.deliver import deliver

        released = release_letters(self.ledger, uids, self.now())
        delivered = deliver(self.ledger, carrier_for(self.ledger.settings), self.now())
        return _sent(len(uids), released, delivered)

    def schedule(self, uids: Sequence[str], wait: dt.timedelta) -> tuple[str, ...]:
        """Phát hành sau một lúc, còn hoàn tác được; return which letters."""
        from engine.release import schedule

        return schedule(self.ledger, uids, self.now(), wait)

    def unschedule(self, uids: Sequence[str]) -> Outcome:
        """Hoàn tác phát hành."""
        from engine.release import unschedule

        back = unschedule(self.ledger, uids, self.now())
        return Outcome(f"Đã hoàn tác: {len(back)} thư trở lại chờ phát hành, chưa gửi.")

    def letters_as_of_now(self, uids: Sequence[str]) -> list[LetterRow]:
        """Return held letters exactly as they would go out now."""
        from engine.release import letters_as_of

        return letters_as_of(self.ledger, uids, self.now())

    def asks_first(self) -> str:
        """Return what a person should do before an urging: empty while the register is fresh."""
        from engine.release import asks_first

        return asks_first(self.ledger, self.now())


@contextmanager
def named(lines: Sequence[Line]) -> Iterator[None]:
    """Let a refusal name the agency: the engine names an obligation by its id, which nobody here has ever seen."""
    try:
        yield
    except PhancongError as error:
        for line in lines:
            error.message = error.message.replace(line.id, line.agency_name)
        raise


def _ids(lines: Sequence[Line]) -> list[str]:
    return [line.id for line in lines]


def _named(lines: Sequence[Line]) -> str:
    return lines[0].agency_name if len(lines) == 1 else f"{len(lines)} đầu việc"


def _sent(wanted: int, released: Released, delivered: Delivered) -> Outcome:
    said = [f"Đã phát hành {len(released.released)} thư; đã gửi {delivered.delivered} thư."]
    if released.dropped:
        said.append(f"{len(released.dropped)} thư không cần gửi nữa vì cơ quan đã phản hồi.")
    others = wanted - len(released.released) - len(released.dropped)
    if others:
        said.append(f"{others} thư vừa được gửi hoặc soạn lại trong một lượt chạy khác; hãy xem lại danh sách thư.")
    if delivered.trouble:
        said.append(delivered.trouble)
    elif delivered.failed:
        said.append(f"{delivered.failed} thư bị máy chủ thư từ chối; hãy kiểm tra địa chỉ thư của đơn vị.")
    return Outcome(" ".join(said), "warning" if delivered.failed or others else "information")
