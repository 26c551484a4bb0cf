"""Calls to make, as the person at the terminal uses them; see `tui/office.py`."""

from __future__ import annotations

from collections.abc import Sequence

from engine.lists.calls import Call
from tui.office import Office, Outcome


def called(office: Office, calls: Sequence[Call], note: str) -> Outcome:
    """Đã gọi, về mọi đầu việc mà cơ quan cần được gọi."""
    from engine.calls import call_made

    about = call_made(office.ledger, [call.agency for call in calls], office.now(), "phone", note)
    if not about:
        return Outcome("Không còn đầu việc nào cần gọi; có thể đã có người gọi.", "warning")
    return Outcome(f"Đã ghi: đã gọi điện cho {_of(calls)} về {about} đầu việc.")


def texts_of(office: Office, calls: Sequence[Call]) -> list[str]:
    """Return the short texts to copy into Zalo, an obligation each."""
    from engine.short_text import short_texts

    return [one.text for one in short_texts(office.ledger, _ids(calls), office.now())]


def texted(office: Office, calls: Sequence[Call]) -> Outcome:
    """Đã nhắn, về những đầu việc đã nêu trong tin."""
    from engine.calls import called

    called(office.ledger, _ids(calls), office.now(), "zalo")
    return Outcome(f"Đã ghi: đã nhắn {_of(calls)}.")


def _ids(calls: Sequence[Call]) -> list[str]:
    return [one.id for call in calls for one in call.obligations]


def _of(calls: Sequence[Call]) -> str:
    return calls[0].agency_name if len(calls) == 1 else f"{len(calls)} cơ quan"
