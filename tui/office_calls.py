"""Calls to make, as the person at the terminal uses them; see `tui/office.py`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from engine.lists.calls import Call
from tui.office import Office, Outcome

if TYPE_CHECKING:
    from engine.short_text import ShortText

MOST_ON_A_PAGE, MOST_IN_A_TEXT = 50, 10
NOBODY = "Không còn đầu việc nào cần gọi; có thể đã có người gọi."


def called(office: Office, calls: Sequence[Call], note: str) -> Outcome:
    """Đã gọi, về mọi đầu việc mà cơ quan cần được gọi."""
    from engine.calls import call_made

    about = call_made(office.ledger, [call.agency for call in calls], office.now(), "phone", note)
    if not about:
        return Outcome(NOBODY, "warning")
    return Outcome(f"Đã ghi: đã gọi điện cho {_of(calls)} về {about} đầu việc.")


def look_at(office: Office, call: Call, at: dt.datetime, most: int = MOST_ON_A_PAGE) -> Call | None:
    """Read a call with what it is about; None when the agency need not be called any more."""
    from engine.calls import call_to

    return call_to(office.ledger, call.agency, at, most)


def texts_of(office: Office, calls: Sequence[Call]) -> list[ShortText]:
    """Return the short texts to copy into Zalo, an obligation each."""
    from engine.short_text import short_texts

    found = [look_at(office, call, office.now(), MOST_IN_A_TEXT) for call in calls]
    about = [one.id for call in found if call for one in call.obligations]
    return short_texts(office.ledger, about, office.now()) if about else []


def texted(office: Office, calls: Sequence[Call], texts: Sequence[ShortText]) -> Outcome:
    """Đã nhắn, về những đầu việc đã nêu trong tin."""
    from engine.calls import called

    called(office.ledger, [text.obligation for text in texts], office.now(), "zalo")
    return Outcome(f"Đã ghi: đã nhắn {_of(calls)}.")


def _of(calls: Sequence[Call]) -> str:
    return calls[0].agency_name if len(calls) == 1 else f"{len(calls)} cơ quan"
