"""The coordinator's acts on one obligation: each is one event, refused with a sentence when it makes no sense."""

from __future__ import annotations

import datetime as dt
from typing import Any

from engine.deadlines.rules import By, missed_at
from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from engine.ledger.unit import Unit
from engine.obligations.history import Facts


class NothingToAcceptError(PhancongError):
    """Đầu việc này không có kết quả đang chờ xác nhận."""


class NothingToReturnError(PhancongError):
    """Đầu việc này chưa có kết quả để đề nghị bổ sung, hoàn thiện."""


class NoOpenAlertError(PhancongError):
    """Đầu việc này không có cảnh báo đang mở."""


class AlreadyWithdrawnError(PhancongError):
    """Đầu việc này đã dừng theo dõi."""


class PastDateError(PhancongError):
    """Ngày nêu ra đã qua."""


class NotLongerError(PhancongError):
    """Gia hạn phải đến sau thời hạn hiện tại; đầu việc không ấn định thời hạn thì không cần gia hạn."""


class NoBasisError(PhancongError):
    """Gia hạn cần có căn cứ: số văn bản, hoặc điện thoại (chờ văn bản)."""


def accept(ledger: Ledger, obligations: list[str], at: dt.datetime, reason: str = "") -> None:
    """Xác nhận kết quả: what the agency said stands; the day sent decides whether it was in time."""

    def check(facts: Facts) -> None:
        _still_tracked(facts)
        if facts.done is None or facts.review != "awaiting":
            raise NothingToAcceptError

    _each(ledger, obligations, at, "accepted", {"reason": reason}, check)


def give_back(ledger: Ledger, obligations: list[str], at: dt.datetime, reason: str) -> None:
    """Đề nghị bổ sung, hoàn thiện: the result does not stand, the same alert opens again."""

    def check(facts: Facts) -> None:
        _still_tracked(facts)
        if facts.done is None:
            raise NothingToReturnError

    _each(ledger, obligations, at, "returned", {"reason": reason}, check)


def extend(ledger: Ledger, obligations: list[str], at: dt.datetime, until: dt.date, basis: str) -> None:
    """Gia hạn: a new limit, on a basis (document, or telephone with "chờ văn bản"); the first limit stays known."""
    due = By(date=until)

    def check(facts: Facts) -> None:
        _still_tracked(facts)
        if until < at.date():
            raise PastDateError
        if not basis.strip():
            raise NoBasisError
        if not _is_longer(due, facts):
            raise NotLongerError

    _each(ledger, obligations, at, "extended", {"due": due.model_dump(mode="json"), "basis": basis}, check)


def withdraw(ledger: Ledger, obligations: list[str], at: dt.datetime, reason: str) -> None:
    """Dừng theo dõi."""
    _each(ledger, obligations, at, "withdrawn", {"reason": reason}, _still_tracked)


def acknowledge(ledger: Ledger, obligations: list[str], at: dt.datetime, reason: str = "") -> None:
    """Đã nắm thông tin: the alert stays, and says that somebody knows."""
    _each(ledger, obligations, at, "acknowledged", {"reason": reason}, _open_alert)


def silence(ledger: Ledger, obligations: list[str], at: dt.datetime, until: dt.date, reason: str = "") -> None:
    """Tạm ngừng nhắc đến ngày: no letter before that day; the limit does not change."""

    def check(facts: Facts) -> None:
        _still_tracked(facts)
        if until <= at.date():
            raise PastDateError

    _each(ledger, obligations, at, "silenced", {"until": until.isoformat(), "reason": reason}, check)


def _is_longer(due: By, facts: Facts) -> bool:
    present, wanted = missed_at(facts.due), missed_at(due)
    return present is not None and wanted is not None and wanted > present


def _open_alert(facts: Facts) -> None:
    if facts.alert is None or facts.alert.state == "resolved":
        raise NoOpenAlertError


def _still_tracked(facts: Facts) -> None:
    if facts.withdrawn_at:
        raise AlreadyWithdrawnError


def _each(ledger: Ledger, obligations: list[str], at: dt.datetime, kind: str, data: dict[str, Any], check: Any) -> None:
    with ledger.write(at) as unit:
        for obligation in dict.fromkeys(obligations):
            _one(unit, obligation, kind, data, check)
        ledger.commit(unit)


def _one(unit: Unit, obligation: str, kind: str, data: dict[str, Any], check: Any) -> None:
    facts = unit.tracked(obligation).facts
    try:
        check(facts)
    except PhancongError as error:
        raise type(error)(f"{obligation}: {error.message}") from error
    unit.record(kind, obligation, data)
