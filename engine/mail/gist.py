"""What a reply says in one line, and which document it names: to be read at a glance, and typed over where it is wrong."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

DOCUMENT = re.compile(
    r"\b(?P<number>\d{1,6}[a-zđ]?\s?/\s?(?:\d{4}/)?[A-ZĐ]{2,}(?:[-–&][A-ZĐ][A-ZĐa-z0-9]*)*)"
    r"(?:,?\s+(?:ký\s+)?ngày\s+(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})\b)?"
)
SALUTATION = re.compile(r"\s*(?:kính (?:gửi|thưa|chào)|thân gửi)\b[^\n]*\n", re.IGNORECASE)


def gist(text: str) -> str:
    """Return a text without its salutation, on one line."""
    whole = unicodedata.normalize("NFC", text)
    return " ".join(SALUTATION.sub("", whole, count=1).split()) or " ".join(whole.split())


def document_in(text: str) -> tuple[str, dt.date | None]:
    """Return number and day of the first document that a text names (`45/BC-PYT ngày 09/12/2024`), as far as it says them."""
    found = DOCUMENT.search(unicodedata.normalize("NFC", text))
    if found is None:
        return "", None
    return "".join(found["number"].split()), _day(found["day"], found["month"], found["year"])


def _day(*parts: str | None) -> dt.date | None:
    day, month, year = (int(part or 0) for part in parts)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
