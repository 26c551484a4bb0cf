"""What a mail server's refusal means: whether the address takes no letters (hard) or this one was not taken (soft).

Enhanced status codes are RFC 3463's: class.subject.detail. Class 5 is hard, but for what says nothing of the address: a
full mailbox, a policy, a route, the message itself. Servers often give a bare 5.0.0 or a wrong subject, so that their
words count too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Reason = Literal["unknown", "domain", "full", "policy", "later", "other"]
REASON_WORDS: dict[Reason, str] = {
    "unknown": "địa chỉ không tồn tại hoặc đã ngừng sử dụng",
    "domain": "tên miền của địa chỉ không tồn tại",
    "full": "hộp thư đã đầy",
    "policy": "máy chủ nơi nhận từ chối thư",
    "later": "máy chủ nơi nhận chưa nhận thư",
    "other": "máy chủ nơi nhận không nhận thư",
}
ENHANCED = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
BASIC = re.compile(r"(?<![\d.])([45])\d\d(?![\d.]*\d)")
MOST_WORDS = 4_000
TEMPORARY = 4  # a class; the others are subjects and details
OTHER, ADDRESSING, MAILBOX, ROUTING, SECURITY = 0, 1, 2, 4, 7
BAD_DOMAIN = (ADDRESSING, 2)
MAILBOX_FULL = (MAILBOX, 2)
TOO_LARGE = (MAILBOX, 3)


def _any(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words), re.IGNORECASE)


FULL = _any(
    r"quota(?!tion)",
    r"(?:mailbox|inbox|mail box)\W+(?:\w+\W+){0,3}full",
    r"full mailbox",
    r"(?:exceed|over|out of|insufficient|not enough)\w*\W+(?:\w+\W+){0,4}(?:storage|disk space|mail ?box size)",
    r"hộp thư[^.\n]{0,60}(?:đầy|vượt)",
    r"vượt[^.\n]{0,30}(?:dung lượng|hạn mức)",
)
PUT_OFF = _any(
    r"gr[ea]y-?list", r"try (?:again|later)", r"temporar(?:y|ily)", r"too many connections", r"rate[- ]limit"
)
UNKNOWN = _any(
    r"(?:user|recipient|mailbox|account|address|alias|person)[^.\n]{0,80}"
    r"(?:unknown|not found|(?:does|do|did)(?:n't| not) exist|not exist|(?:is )?n[o']t (?:listed|valid|active|a valid)"
    r"|unavailable|disabled|inactive|suspended|deactivated|no longer|couldn'?t be found)",
    r"(?:unknown|no such|invalid|non-?existent|inactive|bad)(?: \w+){0,2} (?:user|recipient|mailbox|address|account|person)",
    r"recipient ?not ?found|recipientnotfound|recipient address rejected|address rejected",
    r"(?:user|mailbox|address|account) (?:\S+ )?does(?:n't| not) have",
    r"does(?:n't| not) have an? [\w.]+ account|no mailbox here|unrouteable address|undeliverable address",
    r"not listed in|no longer (?:on|at|with|employed)|is not (?:a )?valid|has (?:moved|left)|mailbox unavailable",
    r"(?:địa chỉ|hộp thư|người (?:dùng|nhận)|tài khoản)[^.\n]{0,80}(?:không (?:tồn tại|tìm thấy|hợp lệ|có)|đã (?:khóa|xóa|ngừng))",
    r"không (?:tìm thấy|tồn tại|có)[^.\n]{0,40}(?:địa chỉ|hộp thư|người (?:dùng|nhận)|tài khoản)",
)
DOMAIN = _any(
    r"(?:host|domain)[^.\n]{0,80}(?:not found|does(?:n't| not) exist|unknown|couldn't be found|not resolve)",
    r"couldn't find any host|unrouteable mail domain|unknown (?:host|domain)|null ?mx|does not accept (?:e-?)?mail",
    r"tên miền[^.\n]{0,60}(?:không tồn tại|không tìm thấy)",
)
POLICY = _any(
    r"spam|junk|block(?:ed|ing|list)|black-?list|banned|spamhaus|\brbl\b|reputation|polic(?:y|ies)",
    r"\b(?:spf|dkim|dmarc)\b|relay(?:ing)? (?:access )?(?:denied|not)|not authori[sz]ed|authentication|unauthenticated",
    r"virus|malware|content|too (?:large|big)|size (?:exceeds|limit)|prohibited|not permitted|access denied|chính sách",
)
LATER = _any(
    r"time[d -]*out|refused|service (?:currently |temporarily )?unavailable|unreachable|deferred|expired|not responding|lost connection|retry|too long|loop|hop count"
)
SENDER = _any(r"sender (?:address |verif\w+ )?(?:rejected|failed|denied|not)")
ABOUT_US = {(ADDRESSING, 7), (ADDRESSING, 8)}  # the sender's address is objected to


@dataclass(frozen=True)
class Verdict:
    """What came of one recipient."""

    hard: bool
    reason: Reason
    code: str = ""


def verdict(status: str, said: str) -> Verdict:
    """Judge a status (`5.1.1`, or empty) with what the server said beside it."""
    said = said[:MOST_WORDS]
    code = _code(status, said)
    reason = _reason(code, said)
    hard = reason in ("unknown", "domain") or (reason == "other" and code[0] != TEMPORARY)
    return Verdict(hard, reason, ".".join(map(str, code)) if any(code[1:]) else status)


def _code(status: str, said: str) -> tuple[int, int, int]:
    """Return class, subject and detail; those in words where the status itself is a bare one."""
    found = [tuple(map(int, one.groups())) for text in (status, said) if (one := ENHANCED.search(text))]
    telling = next((one for one in found if any(one[1:])), found[0] if found else None)
    if telling is not None:
        return telling[0], telling[1], telling[2]
    basic = BASIC.search(said)
    return (int(basic[1]) if basic else 0), 0, 0


def _reason(code: tuple[int, int, int], said: str) -> Reason:
    class_, subject, detail = code
    if FULL.search(said) or (subject, detail) == MAILBOX_FULL:
        return "full"
    if class_ == TEMPORARY or PUT_OFF.search(said):
        return "later"
    if subject == SECURITY or (subject, detail) in (*ABOUT_US, TOO_LARGE) or SENDER.search(said):
        return "policy"
    if subject == ADDRESSING:
        return "domain" if (subject, detail) == BAD_DOMAIN else "unknown"
    if subject in (OTHER, MAILBOX):
        return _by_words(said, otherwise="other")
    return "unknown" if UNKNOWN.search(said) else "later" if subject == ROUTING else "policy"


def _by_words(said: str, otherwise: Reason) -> Reason:
    told: tuple[tuple[re.Pattern[str], Reason], ...] = (
        (UNKNOWN, "unknown"),
        (DOMAIN, "domain"),
        (POLICY, "policy"),
        (LATER, "later"),
    )
    return next((reason for words, reason in told if words.search(said)), otherwise)
