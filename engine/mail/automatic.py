"""Answers that no person wrote: out of office, acknowledgements of receipt, notices of lists, receipts of reading.

RFC 3834 says `Auto-Submitted`; what came before it, and what Exchange, webmails and robots write instead, is here too.
What says of itself `Auto-Submitted: no` is a person's, whatever its subject.
"""

from __future__ import annotations

import re
from typing import Literal

from engine.mail.mime import Mime

Automatic = Literal["away", "auto"]
HEADERS = re.compile(
    r"x-(?:mail-?)?auto-?(?:repl|respon[ds]|generated|answer)|x-vacation|x-fc-machinegenerated|x-list-administrivia",
    re.IGNORECASE,
)
NOT_THOSE = {"x-auto-response-suppress"}
PRECEDENCES = {"bulk", "junk", "auto_reply", "auto-reply", "autoreply"}
ROBOTS = re.compile(
    r"(?:no-?reply|do-?not-?reply|auto-?(?:reply|respon\w+)|vacation|khong-?tra-?loi|.*-(?:bounces|request|confirm))[@+]"
)
SAYS_AUTOMATIC = re.compile(
    r"\W*(?:(?:thư )?tự động (?:trả lời|phản hồi)|(?:thư )?(?:trả lời|phản hồi) tự động|automatic (?:reply|response)"
    r"|auto(?:mated)?[ -]?(?:reply|response|responder|answer)|out[ -]of[ -](?:the[ -])?office(?: auto-?reply)?|ooo|auto(?=:)|vắng mặt|(?:thông báo )?nghỉ phép"
    r"|thông báo vắng mặt|vacation(?: (?:reply|notice|message))?|away from (?:my )?(?:mail|office|desk))\s*(?:\]|:|$|\(|-|–|re\b)",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"out[ -]of[ -](?:the[ -])?office|\b(?:on|taking)\W+(?:\w+\W+){0,2}(?:leave|vacation|holidays?)\b|away (?:from|until|till|on)"
    r"|(?:not|no longer) in the office|business trip|travell?ing|back (?:in the office|on)|limited access to|be returning|will return"
    r"|vắng mặt|đi vắng|nghỉ (?:phép|ốm|thai sản|lễ|tết|chế độ|mát|hưu)|(?:đi|đang) công tác|không có mặt|đi học|vắng (?:từ|đến)"
    r"|không (?:ở|có ở) (?:cơ quan|văn phòng)|tập huấn",
    re.IGNORECASE,
)
BEGINNING = 3_000


def automatic(mime: Mime) -> Automatic | None:
    """Return what kind of automatic answer a message is, or None for a person's."""
    submitted = mime.header("Auto-Submitted").lower()
    if submitted.startswith("no"):
        return None
    if not (submitted.startswith("auto") or _is_marked(mime) or SAYS_AUTOMATIC.match(mime.header("Subject"))):
        return None
    said = f"{mime.header('Subject')}\n{mime.text[:BEGINNING]}"
    return "away" if AWAY.search(said) else "auto"


def _is_marked(mime: Mime) -> bool:
    names = {name.lower() for name in mime.message.keys()}  # noqa: SIM118 - a message is no mapping
    return (
        any(HEADERS.match(name) for name in names - NOT_THOSE)
        or mime.header("Precedence").lower() in PRECEDENCES
        or re.search(r"\b(?:all|oof|autoreply)\b", mime.header("X-Auto-Response-Suppress"), re.IGNORECASE) is not None
        or mime.header("Return-Path") == "<>"
        or mime.message.get_content_type() == "multipart/report"
        or ROBOTS.match(mime.address("From")) is not None
    )
