"""The two ways a message travels: a mail server (SMTP), or files in the local mailbox."""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import suppress
from email.message import Message
from pathlib import Path
from typing import Protocol
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from engine.errors import OutsideError, PhancongError
from engine.settings import Settings

TIMEOUT_SECONDS = 20.0
REFUSED_FOR_GOOD = 500


class MailServerError(OutsideError):
    """Máy chủ thư chưa nhận thư. Thư vẫn ở hàng chờ; lần chạy sau sẽ gửi tiếp."""


class LetterRefusedError(PhancongError):
    """Máy chủ thư từ chối địa chỉ nhận. Hãy kiểm tra địa chỉ thư của đơn vị."""


class WrongSmtpUrlError(PhancongError):
    """PHANCONG_SMTP_URL chưa đúng. Ví dụ: smtp://ten:matkhau@may-chu:587?starttls=1 hoặc smtps://may-chu:465."""


class Carrier(Protocol):
    """Takes messages one by one. `send` returns when the message is in other hands, and raises otherwise.

    MailServerError: nothing can be sent now, the letter stays. LetterRefusedError: this letter will never be taken.
    Sending a message again under its Message-ID is allowed and harmless.
    """

    def send(self, message: Message, name: str) -> None:
        """Hand over one message; `name` is stable for a letter."""

    def close(self) -> None:
        """Say goodbye; never raises."""


class Mailbox:
    """A folder of .eml files; the same letter is the same file."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder

    def send(self, message: Message, name: str) -> None:
        """Write one message, whole or not at all."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = self.folder / f".{name}.{os.getpid()}"
            draft.write_bytes(message.as_bytes())
            draft.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise MailServerError(f"Không ghi được thư vào {self.folder}. Thư vẫn ở hàng chờ.") from error

    def close(self) -> None:
        """Nothing to do."""


class SmtpCarrier:
    """One connection to a mail server, opened with the first message."""

    def __init__(self, url: str) -> None:
        """Read `smtp://user:password@host:port?starttls=1` or `smtps://...`; nothing is opened yet."""
        self._url = urlsplit(url)
        if self._url.scheme not in ("smtp", "smtps") or not self._url.hostname or not _has_port(self._url):
            raise WrongSmtpUrlError
        self._connection: smtplib.SMTP | None = None

    def send(self, message: Message, name: str) -> None:
        """Send one message. A server that refuses the recipient for good (5xx) is told apart from one in trouble."""
        try:
            self._connection = self._connection or self._connect()
            self._connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            self._reset()
            code = next(iter(error.recipients.values()))[0]
            raise (LetterRefusedError if code >= REFUSED_FOR_GOOD else MailServerError) from error
        except (smtplib.SMTPException, OSError) as error:
            self.close()
            raise MailServerError from error

    def close(self) -> None:
        """Say goodbye."""
        with suppress(smtplib.SMTPException, OSError):
            if self._connection:
                self._connection.quit()
        self._connection = None

    def _reset(self) -> None:
        with suppress(smtplib.SMTPException, OSError):
            if self._connection:
                self._connection.rset()

    def _connect(self) -> smtplib.SMTP:
        url = self._url
        host, secure = url.hostname or "", url.scheme == "smtps"
        context = ssl.create_default_context()
        connection: smtplib.SMTP
        if secure:
            connection = smtplib.SMTP_SSL(host, url.port or 465, timeout=TIMEOUT_SECONDS, context=context)
        else:
            connection = smtplib.SMTP(host, url.port or 25, timeout=TIMEOUT_SECONDS)
        if parse_qs(url.query).get("starttls") == ["1"]:
            connection.starttls(context=context)
        if url.username:
            connection.login(unquote(url.username), unquote(url.password or ""))
        return connection


def _has_port(url: SplitResult) -> bool:
    try:
        return url.port is None or url.port > 0
    except ValueError:
        return False


def carrier_for(settings: Settings) -> Carrier:
    """Return the way letters go with these settings."""
    return SmtpCarrier(settings.smtp_url) if settings.smtp_url else Mailbox(settings.mailbox)
