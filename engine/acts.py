"""The coordinator's acts on obligations: each is one event, refused with a sentence when it makes no sense."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from typing import Any

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.resolution import counted
from engine.deadlines.rules import After, Ahead, By, missed_at
from engine.errors import PhancongError
from engine.ledger.address_book import read_address_book
from engine.ledger.ledger import Ledger
from engine.ledger.reader import obligations_awaiting
from engine.ledger.unit import Unit, UnknownObligationError
from engine.obligations.history import Facts
from engine.obligations.values import Tracked
from engine.steps.changes import carried_on, limit_data, own_ladder


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


class NothingAskedError(PhancongError):
    """Đơn vị không có đề nghị gia hạn hoặc đề nghị xem xét lại phân công đang chờ."""


class NotLongerError(PhancongError):
    """Gia hạn phải đến sau thời hạn hiện tại; đầu việc không ấn định thời hạn thì không cần gia hạn."""


class NoBasisError(PhancongError):
    """Gia hạn cần có căn cứ: số văn bản, hoặc điện thoại (chờ văn bản)."""


class NoTermError(PhancongError):
    """Thời hạn của đầu việc này không tính theo một sự kiện."""


class UnknownAgencyError(PhancongError):
    """Danh bạ chưa có cơ quan này. Bổ sung vào danh bạ rồi chạy phancong apply."""


class SameAgencyError(PhancongError):
    """Đầu việc này đang do chính cơ quan đó thực hiện."""


class AlreadyDoneError(PhancongError):
    """Đầu việc này đã có kết quả, không chuyển cho cơ quan khác."""


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


def extend(
    ledger: Ledger, obligations: list[str], at: dt.datetime, until: dt.date, basis: str, *, provisional: bool = False
) -> None:
    """Gia hạn: a new limit, on a basis (document, or telephone with "chờ văn bản"); the first limit stays known.

    `provisional` until its document comes: the same day granted again, with the document, makes it final.
    """
    due = By(date=until)

    def act(unit: Unit, tracked: Tracked) -> None:
        facts = tracked.facts
        _still_tracked(facts)
        if not basis.strip():
            raise NoBasisError
        if facts.provisional and facts.due == due and not provisional:
            unit.record("documented", tracked.id, {"basis": basis})
            return
        if until < at.date():
            raise PastDateError
        if not _is_longer(due, facts):
            raise NotLongerError
        data = {"due": due.model_dump(mode="json", exclude_none=True), "basis": basis}
        unit.record("extended", tracked.id, data | ({"provisional": True} if provisional else {}))

    _each_by(ledger, obligations, at, act)


def decline(ledger: Ledger, obligations: list[str], at: dt.datetime, reason: str) -> None:
    """Giữ nguyên thời hạn, phân công: what the agency asked for is not granted, and it is told so."""

    def check(facts: Facts) -> None:
        _still_tracked(facts)
        if not (facts.extension_asked or facts.reassign_asked):
            raise NothingAskedError

    _each(ledger, obligations, at, "declined", {"reason": reason}, check)


def record_event(
    ledger: Ledger, obligations: list[str], at: dt.datetime, happened_at: dt.datetime, reason: str = ""
) -> list[str]:
    """Ghi nhận sự kiện: the limits counted from it are known from now on; return the obligations concerned.

    An id names one obligation; a plan's id names all of its obligations whose limit waits for an event.
    """
    with ledger.write(at) as unit:
        named = ((name, obligations_awaiting(unit.connection, name)) for name in obligations)
        concerned = [one for name, awaiting in named for one in awaiting or [name]]
        for obligation in dict.fromkeys(concerned):
            _one(unit, obligation, lambda unit, tracked: _count(unit, tracked, happened_at, ledger.calendar, reason))
        ledger.commit(unit)
    return list(dict.fromkeys(concerned))


def _count(unit: Unit, tracked: Tracked, happened_at: dt.datetime, calendar: WorkingCalendar, reason: str) -> None:
    rule = tracked.obligation.due
    _still_tracked(tracked.facts)
    if not isinstance(rule, After | Ahead):
        raise NoTermError
    said = {"event": rule.event, "happened_at": happened_at.isoformat(), "reason": reason}
    unit.record("event_recorded", tracked.id, said | limit_data(counted(rule, happened_at, calendar), calendar))


def reassign(ledger: Ledger, obligations: list[str], at: dt.datetime, to: str, reason: str) -> list[str]:
    """Giao lại cho cơ quan khác: the obligation is handed on with its limit; return the ids that carry it on."""
    carried: list[str] = []

    def act(unit: Unit, tracked: Tracked) -> None:
        _still_tracked(tracked.facts)
        if tracked.facts.done is not None:
            raise AlreadyDoneError
        if tracked.obligation.agency == to:
            raise SameAgencyError
        carried.append(_hand_over(unit, tracked, to, reason))

    with ledger.write(at) as unit:
        if to not in read_address_book(unit.connection).names:
            raise UnknownAgencyError
        for obligation in dict.fromkeys(obligations):
            _one(unit, obligation, act)
        ledger.commit(unit)
    return carried


def _hand_over(unit: Unit, tracked: Tracked, to: str, reason: str) -> str:
    taken_over = dataclasses.replace(tracked.obligation, agency=to)
    limit = carried_on([tracked], "")
    if not unit.knows(taken_over.id):
        starts = {"starts": tracked.facts.starts.isoformat()} if tracked.facts.starts else {}
        unit.open(taken_over, {"basis": taken_over.basis, "own": False} | starts | own_ladder(taken_over) | limit)
    elif unit.tracked(taken_over.id).facts.withdrawn_at:  # given back to who had it before
        again = {key: limit[key] for key in ("due", "moved_to") if key in limit}
        unit.record("reopened", taken_over.id, again | own_ladder(taken_over))
    unit.record("reassigned", tracked.id, {"to": [taken_over.id], "document": reason})
    return taken_over.id


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


Act = Callable[[Unit, Tracked], None]


def _each(
    ledger: Ledger,
    obligations: list[str],
    at: dt.datetime,
    kind: str,
    data: dict[str, Any],
    check: Callable[[Facts], None],
) -> None:
    """Record one event of each obligation, where `check` lets it."""

    def act(unit: Unit, tracked: Tracked) -> None:
        check(tracked.facts)
        unit.record(kind, tracked.id, data)

    _each_by(ledger, obligations, at, act)


def _each_by(ledger: Ledger, obligations: list[str], at: dt.datetime, act: Act) -> None:
    with ledger.write(at) as unit:
        for obligation in dict.fromkeys(obligations):
            _one(unit, obligation, act)
        ledger.commit(unit)


def _one(unit: Unit, obligation: str, act: Act) -> None:
    try:
        act(unit, unit.tracked(obligation))
    except UnknownObligationError:
        raise
    except PhancongError as error:
        raise type(error)(f"{obligation}: {error.message}") from error
