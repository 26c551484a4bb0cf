"""Audit: say whether the log is what was written. Nothing is changed, whatever is found."""

from __future__ import annotations

from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from engine.ledger.verification import Verified, verify_log


class TamperingFoundError(PhancongError):
    """Nhật ký diễn biến đã bị thay đổi ngoài chương trình."""

    exit_code = 4


def audit(ledger: Ledger) -> Verified:
    """Walk the whole log."""
    return verify_log(ledger)
