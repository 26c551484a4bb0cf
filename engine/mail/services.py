"""Alerts to the services an office reads beside its mail: whatever apprise knows (Telegram, Slack, Matrix, SMS, ...).

The addresses of services hold passwords, so they stand in PHANCONG_ALERT_URLS alone: in no table, no log, no sentence.
"""

from __future__ import annotations

import logging
from email.header import decode_header, make_header
from email.message import Message
from typing import TYPE_CHECKING

from engine.mail.carriers import LetterDelayedError, Meanwhile, nothing
from engine.mail.message import Mail

if TYPE_CHECKING:
    import apprise


class ServiceDelayedError(LetterDelayedError):
    """Dịch vụ nhận cảnh báo chưa trả lời. Cảnh báo vẫn ở hàng chờ; lần chạy sau sẽ gửi tiếp."""


class WrongAlertUrlError(LetterDelayedError):
    """PHANCONG_ALERT_URLS chưa đúng: có địa chỉ không thuộc dịch vụ nào. Xem docs/alerts.md."""


class Services:
    """A carrier that hands the words of a message to the service that its address counts: `services-2` is the second."""

    def __init__(self, urls: tuple[str, ...]) -> None:
        """Keep the addresses; nothing is opened yet."""
        self._urls = urls

    def send(self, mail: Mail, name: str, meanwhile: Meanwhile = nothing) -> None:
        """Hand over subject and text; raise ServiceDelayedError when the service did not take them."""
        message = mail.message
        title = str(make_header(decode_header(str(message["Subject"]))))
        service = self._service(int(str(message["To"]).rpartition("-")[2]))
        if not service.notify(title=title, body=_text_of(message)):
            raise ServiceDelayedError

    def close(self) -> None:
        """Nothing to do."""

    def _service(self, number: int) -> apprise.Apprise:
        import apprise  # takes longer than a run without alerts

        logging.getLogger("apprise").setLevel(logging.CRITICAL)  # what it says of a failure names the address
        service = apprise.Apprise()
        if number > len(self._urls) or not service.add(self._urls[number - 1]):
            raise WrongAlertUrlError
        return service


def _text_of(message: Message) -> str:
    part = next(part for part in message.walk() if part.get_content_type() == "text/plain")
    words = part.get_payload(decode=True)
    assert isinstance(words, bytes)
    return words.decode("utf-8")
