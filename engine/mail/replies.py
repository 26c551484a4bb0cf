"""What a person wrote in a reply, without the letter it answers and without what a telephone adds by itself.

Own rules, since no library knows how Vietnamese mail quotes ("Vào ... đã viết:", "Từ: ... Gửi: ..."). Where nothing
would be left, somebody has written inside the quotation: then all of it is kept.
"""

from __future__ import annotations

import re

MOST = 20_000
WROTE = re.compile(
    r"^(?=.{0,400}$)(?:on|vào|ngày|lúc|at|am|le)\b.*\b(?:wrote|viết|schrieb|écrit)\s*:?\s*$|^.{0,200}<\S+@\S+>.{0,40}\b(?:wrote|đã viết)\s*:\s*$",
    re.IGNORECASE,
)
DIVIDER = re.compile(
    r"^[-_=*\s]{2,}(?:original message|forwarded message|original appointment|thư gốc|tin (?:nhắn )?gốc|thư (?:đã )?(?:được )?chuyển tiếp"
    r"|nội dung gốc|tin nhắn (?:đã )?(?:được )?chuyển tiếp|thư đã gửi)[-_=*\s]{2,}$",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"^[*\s]*(?:(from|từ|người gửi)|(sent|date|gửi|đã gửi|ngày|ngày gửi|thời gian|vào lúc)|(to|đến|tới|gửi tới|người nhận|cc)|(subject|chủ đề|tiêu đề))"
    r"[*\s]*:",
    re.IGNORECASE,
)
ADDED = re.compile(
    r"^(?:sent from my |sent from (?:mail|outlook)|get outlook for|(?:đã )?(?:được )?gửi từ (?:iphone|ipad|điện thoại|thiết bị|outlook|samsung|yahoo|thư)"
    r"|tải outlook|nhận outlook)",
    re.IGNORECASE,
)
WRAPPED_OVER = 3
FIELDS_NEARBY = 6
FIELDS_OF_A_HEADER = 3


def written(text: str) -> str:
    """Return what was written anew; at most MOST characters of it."""
    lines = text.split("\n")
    kept = _without_additions(_without_quotation(lines))
    said = "\n".join(line.rstrip() for line in kept).strip()
    return (said or text.strip())[:MOST]


def _without_quotation(lines: list[str]) -> list[str]:
    kept: list[str] = []
    for number, line in enumerate(lines):
        if DIVIDER.match(line.strip()) or _is_header(lines[number : number + FIELDS_NEARBY]):
            return _without_rule(kept)
        if (over := _introduces(lines, number)) and not _is_quoted(lines, number + over):
            return kept
        if not _belongs_to_quotation(lines, number):
            kept.append(line)
    return kept


def _belongs_to_quotation(lines: list[str], number: int) -> bool:
    """Say whether a line is quoted, or introduces lines that are: answers below or between them are kept."""
    if lines[number].lstrip().startswith(">"):
        return True
    return any(
        _introduces(lines, start) > number - start for start in range(max(0, number - WRAPPED_OVER + 1), number + 1)
    )


def _introduces(lines: list[str], number: int) -> int:
    """Return over how many lines "Vào ... đã viết:" runs from this one on; 0 when it does not begin here."""
    for over in range(1, WRAPPED_OVER + 1):
        part = lines[number : number + over]
        if len(part) == over and all(line.strip() for line in part) and WROTE.match(" ".join(map(str.strip, part))):
            return over
    return 0


def _is_quoted(lines: list[str], number: int) -> bool:
    following = next((line for line in lines[number:] if line.strip()), "")
    return following.lstrip().startswith(">")


def _is_header(lines: list[str]) -> bool:
    """Say whether here begins the header that Outlook sets above what it quotes: Từ, Gửi, Đến, Chủ đề."""
    if not (first := FIELD.match(lines[0])) or not first[1]:
        return False
    kinds = {found.lastindex for line in lines if (found := FIELD.match(line))}
    return len(kinds) >= FIELDS_OF_A_HEADER


def _without_rule(lines: list[str]) -> list[str]:
    """Drop the line of underscores above a header."""
    while lines and not lines[-1].strip(" _-\t"):
        lines = lines[:-1]
    return lines


def _without_additions(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if line.rstrip() == "--" or ADDED.match(line.strip()):
            return lines[:number]
    return lines
