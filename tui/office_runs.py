"""Letters and runs as the person at the terminal uses them: a day rehearsed, a refused letter sent again or set aside."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from engine.ledger.reader import LetterRow
from tui.office import Office, Outcome

if TYPE_CHECKING:
    from engine.rehearse import Rehearsal


class Runs:
    """What is done about letters on their way and about runs."""

    def __init__(self, office: Office) -> None:
        """Take the verbs."""
        self._office = office

    def next_working_run(self) -> dt.datetime:
        """Return the first run of a working day to come."""
        from engine.lists.runs import next_working_run

        return next_working_run(self._office.now(), self._office.ledger.calendar)

    def rehearse(self, at: dt.datetime) -> Rehearsal:
        """Return what a run at `at` would do; nothing is written and nothing sent."""
        from engine.rehearse import rehearsal_of

        return rehearsal_of(self._office.ledger, at)

    def send_again(self, letter: LetterRow) -> Outcome:
        """Gửi lại một thư bị từ chối, hoặc một thư chưa gửi được."""
        from engine.mail.carriers import carrier_for
        from engine.resend import try_again
        from engine.steps.deliver import deliver

        ledger, at = self._office.ledger, self._office.now()
        if letter.status == "failed" and not try_again(ledger, [letter.uid], at).going:
            return Outcome("Thư không cần gửi nữa vì cơ quan đã phản hồi.")
        delivered = deliver(ledger, carrier_for(ledger.settings), at)
        if delivered.trouble or delivered.failed:
            return Outcome(delivered.trouble or "Máy chủ thư vẫn từ chối thư này.", "warning")
        sent = delivered.delivered + delivered.notices
        return Outcome(f"Đã gửi {sent} thư." if sent else "Thư sẽ được gửi trong giờ gửi thư của ngày làm việc tới.")

    def set_aside(self, letter: LetterRow) -> Outcome:
        """Bỏ qua một thư bị từ chối."""
        from engine.resend import set_aside

        set_aside(self._office.ledger, [letter.uid], self._office.now())
        return Outcome("Đã bỏ qua thư này; nội dung thư cần được báo cho đơn vị bằng cách khác.", "warning")
