"""A real mail server on a local port, for letters that travel over SMTP. It may be told to behave badly."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class MailServer(Controller):
    """Keeps what it takes in `received`.

    `answers` maps an address to what RCPT is answered, `data_answer` is what every message is answered; `hangs_up` ends
    the connection in the middle of that many messages; `sessions` counts connections; `a_session` limits their messages.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(self, hostname="127.0.0.1", port=0, **options)
        self.received: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.answers: dict[str, str] = {}
        self.data_answer = "250 OK"
        self.hangs_up = 0
        self.a_session: int | None = None

    @property
    def url(self) -> str:
        """Return what PHANCONG_SMTP_URL says of it."""
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def ids(self) -> list[str]:
        """Return the Message-IDs received."""
        return [str(message["Message-ID"]) for message in self.received]

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]  # type: ignore[attr-defined]
        super()._trigger_server()  # type: ignore[no-untyped-call]

    def factory(self) -> SMTP:
        """Make the server's side of one connection."""
        return _Connection(self, **self.SMTP_kwargs)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        answer = self.answers.get(address, "250 OK")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take or refuse a message."""
        if self.data_answer.startswith("250"):
            assert isinstance(envelope.content, bytes)
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
            self.recipients += envelope.rcpt_tos
        return self.data_answer


class _Connection(SMTP):
    """One connection; hangs up when the server says so."""

    def __init__(self, owner: MailServer, **options: Any) -> None:
        super().__init__(owner, **options)
        self.owner = owner
        self.taken = 0

    async def smtp_DATA(self, arg: str | None) -> None:  # noqa: N802
        """Take a message, or its first line only."""
        if self.owner.hangs_up:
            self.owner.hangs_up -= 1
            await self.push("354 End data with <CR><LF>.<CR><LF>")
            await self._reader.readline()
            self._hang_up()
        else:
            self.taken += 1
            await super().smtp_DATA(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        """Begin a message, unless this connection has had its share."""
        if self.taken == self.owner.a_session:
            await self.push("421 Too many messages in this session")
            self._hang_up()
        else:
            await super().smtp_MAIL(arg)

    def _hang_up(self) -> None:
        assert self.transport is not None
        self.transport.close()


@contextmanager
def mail_server(**options: Any) -> Iterator[MailServer]:
    """Serve while the test lasts."""
    server = MailServer(**options)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@contextmanager
def silent_server() -> Iterator[str]:
    """Accept connections and never say a word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"smtp://127.0.0.1:{listening.getsockname()[1]}"


def nobody_there() -> str:
    """Return the URL of a port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return f"smtp://127.0.0.1:{listening.getsockname()[1]}"
