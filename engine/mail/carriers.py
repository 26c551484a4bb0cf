"""The two ways a message travels: a mail server (SMTP), or files in the local mailbox."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from engine.errors import OutsideError, PhancongError
from engine.mail.message import Mail, split_address
from engine.mail.servers import Ports, read_server
from engine.settings import Settings

TIMEOUT_SECONDS = 20.0
REFUSED_FOR_GOOD = 500
HANGING_UP = 421  # RFC 5321: the server closes this connection, and may open another
NOT_LOGGED_IN = (530, 535, 538)
PORTS = Ports(plain=("smtp", 25), secure=("smtps", 465))
STAYS = "Thư vẫn ở hàng chờ; lần chạy sau sẽ gửi tiếp."


class MailServerError(OutsideError):
    """Máy chủ thư chưa nhận thư. Thư vẫn ở hàng chờ; lần chạy sau sẽ gửi tiếp."""


class LetterDelayedError(OutsideError):
    """Máy chủ thư hoãn nhận một số thư. Thư vẫn ở hàng chờ; lần chạy sau sẽ gửi tiếp."""


class LetterRefusedError(PhancongError):
    """Máy chủ thư từ chối địa chỉ nhận. Hãy kiểm tra địa chỉ thư của đơn vị."""


class WrongSmtpUrlError(PhancongError):
    """PHANCONG_SMTP_URL chưa đúng. Ví dụ: smtp://ten:matkhau@may-chu:587?starttls=1 hoặc smtps://may-chu:465."""


Meanwhile = Callable[[], None]


def nothing() -> None:
    """Do nothing meanwhile."""


class Carrier(Protocol):
    """Takes messages one by one. `send` returns when the message is in other hands, and raises otherwise.

    MailServerError: nothing can be sent now. LetterDelayedError: this letter not now, others perhaps. LetterRefusedError:
    this letter never.
    Sending a message again under its Message-ID is allowed and harmless.
    """

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        """Hand over one message; `name` is stable for a letter.

        `meanwhile` is work that may be done while the other side reads the message; it never raises.
        """

    def close(self) -> None:
        """Say goodbye; never raises."""


class Mailbox:
    """A folder of .eml files; the same letter is the same file."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        """Write one message, whole or not at all."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            draft = self.folder / f".{name}.{os.getpid()}"
            draft.write_bytes(mail.message.as_bytes())
            draft.replace(self.folder / f"{name}.eml")
        except OSError as error:
            raise MailServerError(f"Không ghi được thư vào {self.folder}. Thư vẫn ở hàng chờ.") from error

    def close(self) -> None:
        """Nothing to do."""


class SmtpCarrier:
    """One connection to a mail server, opened with the first message. No step of it waits longer than `timeout` seconds."""

    def __init__(self, url: str, timeout: float = TIMEOUT_SECONDS) -> None:
        """Read `smtp://user:password@host:port?starttls=1` or `smtps://...`; nothing is opened yet."""
        self._address = read_server(url, PORTS, WrongSmtpUrlError)
        self._timeout = timeout
        self._connection: _Smtp | _SmtpOverTls | None = None

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        """Send one message, over a new connection when the server has closed the one we had."""
        if not str(mail.message["To"]).isascii():
            raise LetterRefusedError("Địa chỉ thư của đơn vị có chữ mà máy chủ thư không nhận. Hãy kiểm tra địa chỉ.")
        reused = self._connection is not None
        try:
            self._send(mail, meanwhile)
        except _HungUpError:
            if not reused:
                raise
            self._send(mail, meanwhile)

    def _send(self, mail: Mail, meanwhile: Meanwhile) -> None:
        try:
            connection = self._connection or self._connect()
            connection.meanwhile = meanwhile
            sender, to = split_address(str(mail.message["From"]))[1], str(mail.message["To"])
            connection.sendmail(sender, to, mail.wire)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            refusal = _refusal(error)
            if refusal is None:
                self._drop()
            raise (refusal or self._trouble(error)) from error

    def close(self) -> None:
        """Say goodbye."""
        with suppress(smtplib.SMTPException, OSError):
            if self._connection:
                self._connection.quit()
        self._drop()

    def _drop(self) -> None:
        """Hang up without a word: the other side may not be listening."""
        if self._connection:
            self._connection.close()
        self._connection = None

    def _connect(self) -> _Smtp | _SmtpOverTls:
        to = self._address
        make = _over_tls if to.secure else _Smtp
        self._connection = make(to.host, to.port, timeout=self._timeout)
        if to.starttls:
            self._connection.starttls(context=ssl.create_default_context())
        if to.user:
            self._connection.login(to.user, to.password)
        return self._connection

    def _trouble(self, error: Exception) -> MailServerError:
        cause = error.__context__ if isinstance(error.__context__, TimeoutError) else error
        match cause:
            case TimeoutError():
                words = "không trả lời"
            case smtplib.SMTPAuthenticationError():
                words = "không nhận tên hoặc mật khẩu trong PHANCONG_SMTP_URL"
            case UnicodeEncodeError(encoding="ascii"):
                words = "chỉ nhận tên và mật khẩu viết bằng chữ không dấu"
            case smtplib.SMTPServerDisconnected() | ConnectionResetError():
                return _HungUpError(f"Máy chủ thư {self._address} ngắt kết nối giữa chừng. {STAYS}")
            case smtplib.SMTPResponseException(smtp_code=421) | smtplib.SMTPRecipientsRefused():  # see HANGING_UP
                return _HungUpError(f"Máy chủ thư {self._address} kết thúc phiên gửi. {STAYS}")
            case smtplib.SMTPNotSupportedError():
                words = "không có STARTTLS hoặc không cho đăng nhập"
            case smtplib.SMTPException():
                words = "chưa nhận thư"
            case ssl.SSLCertVerificationError():
                words = "có chứng thư chưa được tin cậy"
            case ssl.SSLError():
                words = "không lập được kết nối an toàn"
            case _:
                words = "không kết nối được"
        return MailServerError(f"Máy chủ thư {self._address} {words}. {STAYS}")


class _HungUpError(MailServerError):
    """Máy chủ thư ngắt kết nối giữa chừng. Thư vẫn ở hàng chờ; lần chạy sau sẽ gửi tiếp."""


class _Sharing(smtplib.SMTP):
    """Lets other work be done between a message's last byte and the server's word on it."""

    meanwhile: Meanwhile = staticmethod(nothing)

    def send(self, s: Any) -> None:
        super().send(s)
        if isinstance(s, bytes):  # commands are text, a message is bytes
            self.meanwhile()


class _Smtp(_Sharing):
    """Over a plain connection."""


class _SmtpOverTls(_Sharing, smtplib.SMTP_SSL):
    """Over TLS from the beginning."""


def _over_tls(host: str, port: int, timeout: float) -> _SmtpOverTls:
    return _SmtpOverTls(host, port, timeout=timeout, context=ssl.create_default_context())


def _refusal(error: Exception) -> PhancongError | None:
    """Tell what the server will never take from what it does not take now; None when it is not about this letter.

    A refusal for reasons of policy (5.7.x, such as "relay access denied") or for want of a login is no fault of the
    address: the letter stays, somebody has to see to the server.
    """
    words: bytes | str
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
        case smtplib.SMTPDataError():
            code, words = error.smtp_code, error.smtp_error
        case _:
            return None
    if code == HANGING_UP:
        return None
    said = words.decode("ascii", "replace") if isinstance(words, bytes) else words
    policy = code in NOT_LOGGED_IN or said.startswith("5.7.")
    return LetterRefusedError() if code >= REFUSED_FOR_GOOD and not policy else LetterDelayedError()


def carrier_for(settings: Settings) -> Carrier:
    """Return the way letters go with these settings."""
    return SmtpCarrier(settings.smtp_url) if settings.smtp_url else Mailbox(settings.mailbox)
