"""A letter as an e-mail: multipart, text and HTML, with headers that keep robots and other systems from answering.

Built with the older classes of `email`: the newer ones fold a long Vietnamese subject so that a space is lost.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr

from engine.settings import Settings

REHEARSAL = "TẬP DƯỢT"
UTF8 = Charset("utf-8")
UTF8.body_encoding = QP
BODY = re.compile(r"(<body[^>]*>)")


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
    _, _, domain = split_address(mail_from)[1].rpartition("@")
    return f"<{uid}@{domain or 'phancong.invalid'}>"


def build(parcel: Parcel, settings: Settings, at: dt.datetime) -> Message:
    """Return the message; a rehearsal goes to the redirect address and says so."""
    redirect = settings.mail_redirect
    message = MIMEMultipart("alternative")
    message["From"] = _address(settings.mail_from)
    message["To"] = _address(redirect or parcel.email)
    message["Subject"] = _header(f"[{REHEARSAL}] {parcel.subject}" if redirect else parcel.subject, "Subject")
    message["Date"] = format_datetime(at)
    message["Message-ID"] = parcel.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    preface = f"{REHEARSAL}: thư này lẽ ra gửi tới {parcel.email}." if redirect else ""
    message.attach(_part(f"{preface}\n\n{parcel.text}" if preface else parcel.text, "plain"))
    message.attach(_part(BODY.sub(rf"\1<p><b>{preface}</b></p>", parcel.html, 1) if preface else parcel.html, "html"))
    return message


def _part(text: str, subtype: str) -> MIMEText:
    return MIMEText(text, subtype, UTF8)  # type: ignore[arg-type]  # the documentation allows a Charset


def split_address(text: str) -> tuple[str, str]:
    """Return name and address of `Phòng Lao động, Thương binh <p@x.example>`; a comma in the name is a comma."""
    name, bracket, spec = text.rpartition("<")
    return (name.strip().strip('"'), spec.rstrip("> ")) if bracket else ("", text.strip())


def _address(text: str) -> str:
    """Return an address whose display name may be Vietnamese."""
    name, spec = split_address(text)
    if not name:
        return spec
    return formataddr((name, spec)) if name.isascii() else f"{_header(name, 'From')} <{spec}>"


def _header(text: str, name: str) -> str:
    return Header(text, "utf-8", header_name=name, maxlinelen=76).encode()
