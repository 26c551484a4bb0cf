"""What a limit must keep to: readable, within the plan's time, reachable, and in the order in which reports climb."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from engine.deadlines.recurrence import check_rule, occurrences
from engine.deadlines.rules import Before, Dated, Due, Every, counted_to, last_day, limit_dates
from engine.deadlines.words import WEEKDAYS, date_words, weekday_date
from engine.reading.composer import Path
from engine.reading.problems import Problem
from engine.spec.check_input import CheckInput, Item
from engine.spec.models import Mark, Report

HORIZON = dt.timedelta(days=400)
_VAGUE = re.compile(
    r"kịp thời|trong thời gian sớm nhất|sớm nhất có thể|đúng (?:thời hạn|tiến độ)|trong tháng(?!\s*(?:\d|hành))|trong quý(?!\s*[\dIV])",
    re.IGNORECASE,
)
_STATED = re.compile(r"(thứ \w+|chủ nhật)[,\s(]+(?:ngày\s+)?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.IGNORECASE)


def rules_can_be_read(given: CheckInput) -> Iterator[Problem]:
    """`wrong-rule`: where in its period a recurring limit lies is written in a form that means one day."""
    for path, rule in _recurring(given):
        for wrong in check_rule(rule):
            hint = 'Ví dụ: "--06-15", "day 25", "day 25 of last month", "day 10 of next month", "Friday 16:00"'
            yield given.problem((*path, "dates" if rule.dates else "rrule"), "wrong-rule", wrong, hint)


def rules_occur(given: CheckInput) -> Iterator[Problem]:
    """`never-due`: a recurring limit falls at least once into the plan's period."""
    for path, rule in _recurring(given):
        if (rule.dates or rule.rrule) and not check_rule(rule) and not _occurs(given, rule):
            message = "Không có lần nào rơi vào thời gian của kế hoạch"
            yield given.problem(path, "never-due", message, "Kiểm tra kỳ, ngày và “period” của kế hoạch")


def recurring_limits_have_a_day(given: CheckInput) -> Iterator[Problem]:
    """`no-day` (warning): what is owed periodically says on which day; without one nobody is ever late."""
    for path, rule in _recurring(given):
        if not rule.dates and not rule.rrule and not _asks(given, path):
            message = "Báo cáo định kỳ không ấn định ngày: hệ thống không nhắc theo hạn, không cảnh báo"
            hint = "Nếu văn bản có ngày thì ghi vào “dates”; nếu không, ghi “question” để đầu mối quyết định"
            yield given.warning(path, "no-day", message, hint)


def limits_are_in_the_period(given: CheckInput) -> Iterator[Problem]:
    """`limit-outside-period`: every date of a limit lies within the plan's period."""
    period = given.spec.plan.period
    until = f" đến ngày {date_words(period.end)}" if period.end else ""
    for path, due in _limits(given):
        for day in _strays(given, path, due):
            message = f"Thời hạn {date_words(day)} nằm ngoài thời gian của kế hoạch (từ ngày {date_words(period.start)}{until})"
            hint = "Kiểm tra và sửa ngày này, hoặc sửa “period” của kế hoạch, theo đúng văn bản"
            yield given.problem(_of_date(given, path, day), "limit-outside-period", message, hint)


def limits_end_on_working_days(given: CheckInput) -> Iterator[Problem]:
    """`limit-on-day-off` (warning): the last day in time is a weekend or a holiday, and the plan does not let it move."""
    for path, item in given.items:
        place = (*path, "due")
        last = None if isinstance(item, Mark) or not given.known(place) else counted_to(item.due)
        if last is None or _moves(given, item) or _strays(given, place, item.due):
            continue
        why = given.calendar.why_off(last)
        if why is not None:
            named = "" if why.lower() in ("thứ bảy", "chủ nhật") else f", ngày nghỉ ({why})"
            message = f"Ngày cuối còn trong hạn là {weekday_date(last)}{named}"
            hint = "Thời hạn giữ nguyên như văn bản; nếu kế hoạch cho dời thì ghi “roll”, nếu đúng thì không cần sửa"
            yield given.warning(_of_date(given, place, limit_dates(item.due)[-1]), "limit-on-day-off", message, hint)


def collected_reports_are_known(given: CheckInput) -> Iterator[Problem]:
    """`unknown-report`: what a report sums up are other reports of the plan."""
    known = {report.id for report in given.spec.reports}
    for path, report, collected in _collected(given):
        if given.known(path) and (collected not in known or collected == report.id):
            message = f"Kế hoạch không có báo cáo “{collected}” nào khác để tổng hợp"
            yield given.problem(path, "unknown-report", message, "Ghi mã của các báo cáo cấp dưới trong “reports”")


def collectors_come_after_senders(given: CheckInput) -> Iterator[Problem]:
    """`collected-before-sent` (warning): who sums reports up has time to, after the last of them (NĐ 09/2019, Điều 8)."""
    reports = {report.id: report for report in given.spec.reports}
    for path, report, collected in _collected(given):
        sent = _ends(reports[collected].due) if collected in reports else None
        summed = _ends(report.due)
        if sent is not None and summed is not None and summed < sent:
            message = f"Hạn tổng hợp (hết ngày {date_words(summed)}) trước hạn gửi của “{collected}” (hết ngày {date_words(sent)})"
            hint = "Kiểm tra lại hai ngày trong văn bản; nếu văn bản ghi như vậy, hỏi lại cơ quan ban hành"
            yield given.warning(path, "collected-before-sent", message, hint)


def wordings_are_definite(given: CheckInput) -> Iterator[Problem]:
    """`vague-limit` (warning): "kịp thời", "trong tháng" set no day; a question to the coordinator settles it."""
    for path, item in given.items:
        found = _VAGUE.search(item.due.printed or item.quote)
        if found and last_day(item.due) is None and item.question is None and given.known((*path, "quote")):
            message = f"Câu trích ghi “{found[0]}”, chưa thành một ngày cụ thể"
            hint = "Ghi “question” để đầu mối quyết định, hoặc ghi thời hạn nếu văn bản có nơi khác nói rõ"
            yield given.warning((*path, "quote"), "vague-limit", message, hint)


def stated_weekdays_agree(given: CheckInput) -> Iterator[Problem]:
    """`weekday-differs` (warning): "thứ Tư ngày 03/12/2025" is a Wednesday."""
    for path, item in given.items:
        for said, day in _stated(item.quote):
            if WEEKDAYS[day.weekday()].lower() != said.lower():
                message = f"Văn bản ghi “{said}”, nhưng ngày {date_words(day)} là {WEEKDAYS[day.weekday()]}"
                hint = "Hỏi lại cơ quan ban hành ngày nào đúng"
                yield given.warning((*path, "quote"), "weekday-differs", message, hint)


def _stated(quote: str) -> Iterator[tuple[str, dt.date]]:
    for found in _STATED.finditer(quote):
        said, day, month, year = found.groups()
        try:
            yield said, dt.date(int(year), int(month), int(day))
        except ValueError:
            continue


def _limits(given: CheckInput) -> Iterator[tuple[Path, Due]]:
    for path, item in given.items:
        yield (*path, "due"), item.due


def _recurring(given: CheckInput) -> Iterator[tuple[Path, Every]]:
    for path, due in _limits(given):
        if isinstance(due, Every) and given.known(path):
            yield path, due


def _occurs(given: CheckInput, rule: Every) -> bool:
    period = given.spec.plan.period
    found = occurrences(rule, period.start, period.end, period.start + HORIZON, given.calendar)
    return next(iter(found), None) is not None


def _asks(given: CheckInput, path: Path) -> bool:
    return any(item.question is not None for place, item in given.items if (*place, "due") == path)


def _moves(given: CheckInput, item: Item) -> bool:
    return (item.due.roll or given.spec.plan.roll) != "none"


def _collected(given: CheckInput) -> Iterator[tuple[Path, Report, str]]:
    for number, report in enumerate(given.spec.reports):
        for index, collected in enumerate(report.collects):
            yield ("reports", number, "collects", index), report, collected


def _ends(due: Due) -> dt.date | None:
    return last_day(due) if isinstance(due, Dated) else None


def _strays(given: CheckInput, path: Path, due: Due) -> list[dt.date]:
    """Return the dates of a limit outside the period; "trước ngày 01/01/2025" ends with the last day of 2024."""
    period = given.spec.plan.period
    end = period.end or dt.date.max
    if not given.known(path, ("plan", "period")) or (isinstance(due, Before) and last_day(due) == end):
        return []
    return [day for day in limit_dates(due) if not period.start <= day <= end]


def _of_date(given: CheckInput, due: Path, day: dt.date) -> Path:
    """Return the path of the key that says `day`."""
    table = given.document.at(due)
    keys = [key for key, value in table.items() if value == day.isoformat()] if isinstance(table, dict) else []
    return (*due, keys[0]) if keys else due
