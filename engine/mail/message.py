"""A letter as an e-mail: multipart, text and HTML, with headers that keep robots and other systems from answering."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from engine.settings import Settings

REHEARSAL = "TẬP DƯỢT"


@dataclass(frozen=True)
class Parcel:
    """What a message is made of, however it travels."""

    uid: str
    email: str
    subject: str
    text: str
    html: str
    message_id: str


def message_id(uid: str, mail_from: str) -> str:
    """Return the one Message-ID of a letter, however often it is tried."""
    return f"<{uid}@{_address(mail_from).domain or 'phancong.invalid'}>"


def build(parcel: Parcel, settings: Settings, at: dt.datetime) -> EmailMessage:
    """Return the message; a rehearsal goes to the redirect address and says so."""
    message = EmailMessage(policy=SMTP)
    redirect = settings.mail_redirect
    message["From"] = _address(settings.mail_from)
    message["To"] = _address(redirect or parcel.email)
    message["Subject"] = f"[{REHEARSAL}] {parcel.subject}" if redirect else parcel.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = parcel.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    preface = f"{REHEARSAL}: thư này lẽ ra gửi tới {parcel.email}." if redirect else ""
    message.set_content(f"{preface}\n\n{parcel.text}" if preface else parcel.text, cte="quoted-printable")
    html = parcel.html.replace("<body>", f"<body><p><b>{preface}</b></p>", 1) if preface else parcel.html
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    return message


def _address(text: str) -> Address:
    name, spec = parseaddr(text)
    return Address(display_name=name, addr_spec=spec)
