"""Why a limit is what it is: every step from the plan's words to the instant of being late, each with its ground.

Nothing that was decided on the way is silent: how "trước ngày" is read, whether a day off moves the limit and by what
document it is one, from which event a term is counted, which year has no table of days off.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from engine.deadlines.calendar import WorkingCalendar
from engine.deadlines.resolution import moved
from engine.deadlines.rules import VIETNAM, After, Ahead, Before, By, Due, On, Ongoing, counted_to
from engine.deadlines.words import date_words, limit_in_full, limit_words, moment_words, weekday_date
from engine.obligations.history import Facts
from engine.obligations.periods import period_words
from engine.obligations.values import Event, Tracked

CIVIL_CODE = "Bộ luật Dân sự 2015"
COUNTED = f"không kể ngày xảy ra sự kiện ({CIVIL_CODE}, Điều 147)"
LIMITS = ("opened", "reopened", "redated", "recalculated", "event_recorded", "extended", "documented")


def steps(tracked: Tracked, events: Sequence[Event], calendar: WorkingCalendar) -> list[str]:
    """Say how the limit of an obligation follows from the plan's words; `events` are all that has happened to it."""
    facts = tracked.facts
    said = [*_printed(facts), *_period(tracked), *_term(tracked, events), *_adjusted(facts, events)]
    if facts.last_day is None:
        return [*said, *_no_day(tracked)]
    return [*said, *_read(facts), *_day(tracked, calendar), *_unknown(tracked.facts, calendar), _late(facts)]


def happened_words(data: dict[str, Any]) -> str:
    """Return an event from which a term is counted, as recorded: `ngày nhận văn bản 05/01/2025`."""
    at = dt.datetime.fromisoformat(data["happened_at"]).astimezone(VIETNAM)
    if "time" in data["due"]:
        return f"{data['event']} {moment_words(at)}"
    named = data["event"] if data["event"].startswith("ngày") else f"{data['event']} ngày"
    return f"{named} {date_words(at.date())}"


def _printed(facts: Facts) -> Iterator[str]:
    if facts.first_due != Ongoing():
        yield f"Kế hoạch ghi: {facts.first_due.printed or limit_words(facts.first_due)}."


def _period(tracked: Tracked) -> Iterator[str]:
    period, starts = period_words(tracked.obligation.occurrence), tracked.facts.starts
    if period:
        since = f", bắt đầu ngày {date_words(starts)}" if starts and not period.startswith("ngày") else ""
        yield f"Nhiệm vụ định kỳ; kỳ này: {period}{since}."


def _term(tracked: Tracked, events: Sequence[Event]) -> Iterator[str]:
    """Say from what a term is counted, and how; or that its event has not been recorded."""
    rule = tracked.obligation.due
    if not isinstance(rule, After | Ahead):
        return
    recorded = next((event.data for event in reversed(events) if event.kind == "event_recorded"), None)
    if recorded is None:
        yield f"Chưa ghi nhận “{rule.event}” nên chưa tính được thời hạn (ghi nhận bằng phancong record-event)."
    else:
        yield f"Đã ghi nhận {happened_words(recorded)}."
        yield f"{'Tính' if isinstance(rule, After) else 'Tính lùi'} {_length(rule)}."


def _length(rule: After | Ahead) -> str:
    if rule.hours is not None:
        return f"{rule.hours:02d} giờ từ thời điểm đó"
    if rule.months is not None:
        return f"{rule.months:02d} tháng, đến ngày tương ứng hoặc ngày cuối tháng ({CIVIL_CODE}, Điều 148)"
    return f"{rule.days:02d} ngày{' làm việc' if rule.working else ''}, {COUNTED}"


def _adjusted(facts: Facts, events: Sequence[Event]) -> Iterator[str]:
    if (facts.first_due, facts.first_moved_to) != (facts.due, facts.moved_to):
        yield f"Thời hạn điều chỉnh: {limit_words(facts.due)}{_ground(events)}."
    if facts.provisional:
        yield "Thời hạn điều chỉnh là tạm thời, chờ văn bản."


def _ground(events: Sequence[Event]) -> str:
    """Return by what the present limit came about."""
    event = next((event for event in reversed(events) if event.kind in LIMITS), None)
    if event is None:
        return ""
    day = f"ngày {date_words(event.at.date())}"
    grounds = {
        "extended": f"gia hạn {day}, căn cứ: {event.data.get('basis')}",
        "documented": f"gia hạn, căn cứ: {event.data.get('basis')}",
        "redated": f"kế hoạch thay đổi {day}",
        "reopened": f"đưa lại vào kế hoạch {day}",
        "recalculated": f"lịch nghỉ thay đổi, tính lại {day}",
        "event_recorded": f"ghi nhận lại sự kiện {day}",
    }
    return f" ({grounds[event.kind]})" if event.kind in grounds else " (nhận cùng nhiệm vụ)"


def _no_day(tracked: Tracked) -> Iterator[str]:
    facts = tracked.facts
    if isinstance(facts.due, Ongoing):
        yield "Kế hoạch không ấn định thời hạn cho nhiệm vụ này."
    elif not isinstance(facts.due, After | Ahead):
        yield "Không có ngày cụ thể nên không tính quá hạn, không cảnh báo."


def _read(facts: Facts) -> Iterator[str]:
    yield f"{_reading(facts.due)}."
    yield f"Tức là {limit_in_full(facts.due, facts.moved_to)}."


def _reading(due: Due) -> str:
    """Return how the words of a limit are understood."""
    by_plan = "cách hiểu ghi trong tệp kế hoạch"
    match due:
        case Before(missed_from="lenient") | By(missed_from="lenient", time=dt.time()):
            how = f"trong hạn đến hết chính ngày ghi trên văn bản ({by_plan})"
        case Before(time=dt.time()) | By(time=dt.time()):
            how = "trong hạn đến đúng giờ ghi trên văn bản"
        case Before():
            how = "“trước ngày” là đến hết ngày liền trước (cách hiểu mặc định)"
        case By():
            how = "“chậm nhất” là đến hết chính ngày đó"
        case On(tentative=tentative):
            how = f"trong ngày đó{'; ngày này là dự kiến' if tentative else ''}"
        case _:
            how = "đến hết ngày cuối của khoảng thời gian"
    return f"Cách tính: {how}"


def _day(tracked: Tracked, calendar: WorkingCalendar) -> Iterator[str]:
    """Say whether the last day is worked, by what document, and what follows from it."""
    facts, day = tracked.facts, counted_to(tracked.facts.due)
    if day is None:
        return
    off = not calendar.is_working(day)
    follows = f"; {_roll(tracked)}" if off else ""
    yield f"Ngày cuối, {weekday_date(day)}, là {_kind(day, calendar)}{follows}."
    if moved(facts.due, calendar) != facts.moved_to and not facts.settled:
        yield "Lịch nghỉ đã thay đổi: lần chạy tới sẽ tính lại thời hạn."


def _kind(day: dt.date, calendar: WorkingCalendar) -> str:
    """Return `ngày nghỉ (Quốc khánh, theo Bộ luật Lao động 2019, Điều 112)`."""
    kind = "ngày làm việc" if calendar.is_working(day) else "ngày nghỉ"
    special = calendar.days_worked.get(day) or calendar.days_off.get(day)
    if special is not None:
        return f"{kind} ({special.name}, theo {special.source})"
    why = calendar.why_off(day)
    return f"{kind} ({why})" if why else kind


def _roll(tracked: Tracked) -> str:
    """Return what a last day off does to the limit, and who says so."""
    facts = tracked.facts
    if facts.moved_to is None:
        extended = facts.due.roll is None and tracked.obligation.due.roll in ("next", "previous")
        because = "gia hạn đến đúng ngày này" if extended else "kế hoạch không nói dời hạn"
        return f"{because} nên thời hạn giữ nguyên"
    by = "theo kế hoạch" if tracked.obligation.due.roll else f"theo {CIVIL_CODE}, khoản 5 Điều 148"
    where = "về ngày làm việc liền trước" if facts.due.roll == "previous" else "sang ngày làm việc tiếp theo"
    return f"{by}, thời hạn chuyển {where}: {weekday_date(facts.moved_to)}"


def _unknown(facts: Facts, calendar: WorkingCalendar) -> Iterator[str]:
    """Say loudly which years of the reckoning have no table of days off."""
    days = (facts.last_day, counted_to(facts.due), facts.event_at)
    for year in sorted({day.year for day in days if day is not None and not calendar.knows(day.year)}):
        yield f"CHÚ Ý: chưa có lịch nghỉ lễ năm {year}, mới tính thứ Bảy, Chủ nhật; thời hạn có thể thay đổi."


def _late(facts: Facts) -> str:
    if facts.invited:
        return "Cơ quan được đề nghị phối hợp: không tính quá hạn, không cảnh báo."
    if facts.missed_at is None:
        return "Kế hoạch đang tạm dừng: không tính quá hạn, không cảnh báo."
    return f"Tính là quá hạn từ {moment_words(facts.missed_at)}."
