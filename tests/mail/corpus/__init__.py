"""A corpus of what mail servers, machines and people send back to a letter, labelled by hand.

Built from RFC 3464, 3834, 6522 and 6533 and from the formats that common servers are known to write; no real person or
office stands in it. Every sample answers one letter, to Minh, and says which recipients it finds unreachable.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from textwrap import dedent

from engine.mail.incoming import MailKind

OWN = "nhacviec@vinhlinh.example"
MINH = "minh@yte.example"
HUNG = "hung@vinhchap.example"
LETTER = "<00112233445566778899aabb@vinhlinh.example>"
SUBJECT = "Nhắc việc: báo cáo công tác bình đẳng giới đợt tháng 12"
LETTER_TEXT = "Kính gửi: Phòng Y tế\n\nĐề nghị Phòng Y tế gửi báo cáo trước ngày 10/12/2024.\n"


@dataclass(frozen=True)
class Sample:
    """One message with what it is; `failed` are the recipients that it says were not reached."""

    name: str
    kind: MailKind
    raw: bytes
    failed: frozenset[str] = frozenset()
    names_the_letter: bool = True
    said: str | None = None


def encoded(subject: str) -> str:
    """Return a subject as RFC 2047 writes it."""
    return subject if subject.isascii() else f"=?utf-8?B?{base64.b64encode(subject.encode()).decode()}?="


def message(headers: str, body: str, *, charset: str = "utf-8") -> bytes:
    """Return a message: headers as written, one a line, and a body; a plain text unless the headers say otherwise."""
    head = dedent(headers).strip()
    if "content-type:" not in head.lower():
        head += f"\nMIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit"
    return f"{head}\n\n{dedent(body).strip()}\n".replace("\n", "\r\n").encode(charset)


ORIGINAL_HEADERS = f"""\
Received: from phancong (localhost [127.0.0.1]) by mail.vinhlinh.example (Postfix) with ESMTP id 4XyZ; Mon, 2 Dec 2024 07:00:01 +0700
From: {encoded("Phòng Lao động")} <{OWN}>
To: {MINH}
Subject: {encoded(SUBJECT)}
Date: Mon, 02 Dec 2024 07:00:00 +0700
Message-ID: {LETTER}
Auto-Submitted: auto-generated
"""
ORIGINAL = f"{ORIGINAL_HEADERS}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{LETTER_TEXT}"
