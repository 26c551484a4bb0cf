"""The verbs as the person at the terminal uses them: at the clock's moment, each answered with a sentence.

Every method may raise PhancongError, whose message is for that person too. The verbs are imported when they are first
needed: the first screen must not wait for them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from engine.ledger.reader import LetterRow
from engine.lists.values import Overview
from engine.standing import Line
from engine.view import Lists

if TYPE_CHECKING:
    from engine.explain import Explanation
    from engine.release import Released
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
        self._ledger, self._clock = ledger, clock
        self.lists = Lists(ledger)

    @property
    def redirect(self) -> str | None:
        """Return the address that gets every letter in a rehearsal."""
        return self._ledger.settings.mail_redirect

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
            return explain(self._ledger, line.id, at)

    def accept(self, lines: Sequence[Line]) -> Outcome:
        """Xác nhận kết quả."""
        from engine.acts import accept

        with named(lines):
            accept(self._ledger, _ids(lines), self.now())
        return Outcome(f"Đã xác nhận kết quả của {_named(lines)}.")

    def give_back(self, lines: Sequence[Line], reason: str) -> Outcome:
        """Đề nghị bổ sung, hoàn thiện."""
        from engine.acts import give_back

        with named(lines):
            give_back(self._ledger, _ids(lines), self.now(), reason)
        return Outcome(f"Đã đề nghị {_named(lines)} bổ sung, hoàn thiện.")

    def acknowledge(self, lines: Sequence[Line]) -> Outcome:
        """Đã nắm thông tin."""
        from engine.acts import acknowledge

        with named(lines):
            acknowledge(self._ledger, _ids(lines), self.now())
        return Outcome(f"Đã ghi: đã nắm thông tin về {_named(lines)}.")

    def release(self, letters: Sequence[LetterRow]) -> Outcome:
        """Phát hành, rồi gửi ngay."""
        from engine.mail.carriers import carrier_for
        from engine.release import release
        from engine.steps.deliver import deliver

        obligations = list(dict.fromkeys(one for letter in letters for one in letter.obligations))
        released = release(self._ledger, obligations, self.now())
        return _sent(released, deliver(self._ledger, carrier_for(self._ledger.settings), self.now()))


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


def _sent(released: Released, delivered: Delivered) -> Outcome:
    said = [f"Đã phát hành {len(released.released)} thư; đã gửi {delivered.delivered} thư."]
    if released.dropped:
        said.append(f"{len(released.dropped)} thư không cần gửi nữa vì cơ quan đã phản hồi.")
    if delivered.trouble:
        said.append(delivered.trouble)
    elif delivered.failed:
        said.append(f"{delivered.failed} thư bị máy chủ thư từ chối; hãy kiểm tra địa chỉ thư của đơn vị.")
    return Outcome(" ".join(said), "warning" if delivered.failed else "information")
