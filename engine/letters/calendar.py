"""The dates of a letter as a calendar file (RFC 5545), so that they stand in the reader's own calendar.

An event is the last day in time, all day, under an identity that stays: the same obligation with another limit replaces
the older event by its higher SEQUENCE, a limit taken back cancels it. What has passed, what is recorded and what has no
day is not in it. Written by hand: the icalendar library takes longer to load than a run without letters.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from engine.deadlines.rules import counted_to
from engine.letters.limits import last_day, limit, polite_limit
from engine.letters.lines import matter, tone_of
from engine.letters.names import place, short_name, uncapital
from engine.letters.sections import has_limit
from engine.letters.values import Draft, Item
from engine.letters.view import contact_words, tidy
from engine.letters.voice import Voice, voice

LINE_OCTETS = 75
ALARM = "-PT16H"  # 08:00 of the day before: an event of the whole day begins at midnight
_SILENT = ("after", "recorded")
_HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Phan Cong//Nhac viec//VI\r\nMETHOD:PUBLISH\r\n"
_ONE_DAY = dt.timedelta(days=1)
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def calendar(draft: Draft, domain: str) -> str | None:
    """Return one VCALENDAR of the dates a letter speaks of, or None where it has none; `domain` makes them ours."""
    return calendar_of(events(draft), [f"{item.obligation}@{domain}" for item in draft.items])


def calendar_of(found: Iterable[tuple[int, str]], identities: Sequence[str]) -> str | None:
    """Return the VCALENDAR of some events; `identities` are those of all items of their letter."""
    named = [f"BEGIN:VEVENT\r\n{_folded(f'UID:{identities[place]}')}\r\n{rest}" for place, rest in found]
    return "".join((_HEAD, *named, "END:VCALENDAR\r\n")) if named else None


def events(draft: Draft) -> tuple[tuple[int, str], ...]:
    """Return the events of a draft: the place of each one's item, and its lines after its identity."""
    ready = tidy(draft)
    speaks = voice(ready, tuple(filter(has_limit, ready.items)))
    found = ((place, list(_event(item, ready, speaks))) for place, item in enumerate(ready.items))
    return tuple((place, "".join(f"{_folded(line)}\r\n" for line in lines)) for place, lines in found if lines)


def _event(item: Item, draft: Draft, speaks: Voice) -> Iterator[str]:
    """Yield the lines of one event after its identity; none for what has no day ahead."""
    day = last_day(item)
    cancelled = day is None and item.stage == "corrected"
    if cancelled and item.told is not None:
        day = item.told_last_day or counted_to(item.told)
    if day is None or day < draft.at.date() or item.stage in _SILENT:
        return
    yield f"SEQUENCE:{item.version}"
    yield f"DTSTAMP:{draft.at.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + _ONE_DAY:%Y%m%d}"
    yield f"SUMMARY:{_escaped(_summary(item, draft, speaks))}"
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    if not cancelled:
        yield f"DESCRIPTION:{_escaped(_lines(_description(item, draft, speaks)))}"
        yield from ("TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{ALARM}")
        yield from (f"DESCRIPTION:{_escaped(matter(item))}", "END:VALARM")
    yield "END:VEVENT"


def _summary(item: Item, draft: Draft, speaks: Voice) -> str:
    several = len(draft.recipient.agencies) > 1
    what = f"{item.agency}: {uncapital(item.text)}" if several else item.text
    label = "Đề nghị phối hợp" if tone_of(item, speaks) == "request" else "Ngày cuối"
    return f"{label}: {what.rstrip(' .;,:')} ({short_name(item.plan)})"


def _description(item: Item, draft: Draft, speaks: Voice) -> Iterator[str]:
    tone = tone_of(item, speaks)
    yield f"{polite_limit(item) if tone == 'request' else limit(item, tone, draft.at.date())}."
    yield f"Căn cứ: {place(item.section)}, {short_name(item.plan)}." if item.section else ""
    yield f"Nơi nhận báo cáo: {item.destination}." if item.destination else ""
    yield f"Đầu mối: {contact_words(draft.sender)}."


def _lines(said: Iterable[str]) -> str:
    return "\n".join(f"{words[:1].upper()}{words[1:]}" for words in said if words)


def _escaped(text: str) -> str:
    return text.translate(_ESCAPED)


def _folded(line: str) -> str:
    """Return a line folded after at most 75 octets, never inside a letter (RFC 5545, 3.1)."""
    if len(line.encode()) <= LINE_OCTETS:
        return line
    folded, octets = [], 0
    for letter in line:
        size = len(letter.encode())
        if octets + size > LINE_OCTETS:
            folded.append("\r\n ")
            octets = 1
        folded.append(letter)
        octets += size
    return "".join(folded)
