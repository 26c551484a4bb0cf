"""Calm pages for whatever goes wrong: what happened in a sentence, what to do, whom to call. Never a traceback.

The log gets the traceback instead, with the token taken out of it: whoever reads the log must not be able to answer.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.errors import PhancongError
from engine.ledger.ledger import Ledger
from engine.ledger.links import ExpiredLinkError, RevokedLinkError, UnknownLinkError
from engine.open_link import NoSuchFileError, whom_to_call
from web.forms import Typed
from web.language import say
from web.pages import FRESH, address_of
from web.rendering import page
from web.security import BodyTooLargeError, OtherSiteError
from web.words import Call, call_of

LOG = logging.getLogger("phancong.web")


@dataclass(frozen=True)
class Calm:
    """What a page says when there is nothing to show.

    `asks` when whom to call is worth looking up, `renewable` when a fresh link may be asked for.
    """

    status: int
    heading: str
    words: str
    asks: bool = False
    renewable: bool = False


AGAIN = "Xin mở lại liên kết trong thư, hoặc trả lời trực tiếp thư đó."
NOT_FOUND = Calm(404, "Không có trang này", "Địa chỉ chưa đúng hoặc chưa đầy đủ. " + AGAIN)
BROKEN = Calm(500, "Trang chưa mở được", "Hệ thống gặp sự cố và đã ghi lại để khắc phục; xin thử lại sau ít phút.")
BUSY = Calm(503, "Hệ thống tạm thời chưa sẵn sàng", "Chưa có gì mới được ghi nhận; xin thử lại sau ít phút.")
UNKNOWN = Calm(
    404,
    "Liên kết chưa đúng hoặc chưa đầy đủ",
    "Có thể địa chỉ bị ngắt dòng khi mở từ thư; xin chép đủ cả dòng địa chỉ rồi mở lại.",
    asks=True,
)
EXPIRED = Calm(
    410,
    "Liên kết đã hết hiệu lực",
    "Xin dùng liên kết trong thư mới nhất, đề nghị gửi lại liên kết mới, hoặc liên hệ đầu mối.",
    asks=True,
    renewable=True,
)
BY_STATUS = {
    400: Calm(400, "Chưa đọc được nội dung gửi lên", "Chưa có gì được ghi nhận. " + AGAIN),
    404: NOT_FOUND,
    405: Calm(405, "Trang này chỉ để xem", "Chưa có gì được ghi nhận. " + AGAIN),
}
BY_ERROR: dict[type[PhancongError], Calm] = {
    UnknownLinkError: UNKNOWN,
    ExpiredLinkError: EXPIRED,
    NoSuchFileError: Calm(404, "Không có tệp này", "Có thể địa chỉ chưa đầy đủ. " + AGAIN),
    RevokedLinkError: Calm(
        410, "Liên kết đã được thu hồi", "Xin dùng liên kết trong thư mới nhất, hoặc liên hệ đầu mối.", asks=True
    ),
    OtherSiteError: Calm(
        403, "Chưa ghi nhận phản hồi", "Phản hồi này được gửi từ một trang khác nên không được ghi nhận. " + AGAIN
    ),
    BodyTooLargeError: Calm(
        413,
        "Tệp kèm theo quá lớn",
        "Chưa có gì được ghi nhận. Xin quay lại và chọn tệp không quá 20 MB, hoặc gửi phản hồi không kèm tệp.",
    ),
}


class Failures:
    """The handlers of one application."""

    def __init__(self, ledger: Ledger, clock: Callable[[], dt.datetime]) -> None:
        """Name what whom to call is looked up in."""
        self._ledger, self._clock = ledger, clock

    def handlers(self) -> dict[Any, Callable[[Request, Exception], Response]]:
        """Return what Starlette calls for which exception."""
        return {HTTPException: self._http, PhancongError: self._ours}

    def _http(self, request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == UNKNOWN.status and request.url.path.startswith("/x/"):
            return calm_page(UNKNOWN, self._call())
        calm = BY_STATUS.get(error.status_code, Calm(error.status_code, "Chưa thực hiện được", AGAIN))
        return calm_page(calm, headers=error.headers)

    def _ours(self, request: Request, error: Exception) -> Response:
        calm = BY_ERROR.get(type(error)) if isinstance(error, PhancongError) else None
        if calm is None:
            LOG.warning("%s: %s", type(error).__name__, error)
            return calm_page(BUSY, headers={"retry-after": "120"})
        again = address_of(self._ledger, request).at(FRESH) if calm.renewable else ""
        return calm_page(calm, self._call() if calm.asks else None, again=again)

    def _call(self) -> Call | None:
        """Return whom to call, or None where even that cannot be read."""
        try:
            office = whom_to_call(self._ledger)
        except PhancongError:
            return None
        return call_of(office.name, office.contact) if office else None


def calm_page(
    calm: Calm,
    call: Call | None = None,
    headers: Any = None,
    *,
    again: str = "",
    typed: Typed | None = None,
    wrong: dict[str, str] | None = None,
) -> Response:
    """Return the page for a failure; `again` is where a fresh link is asked for, with what was typed there."""
    said = {"heading": say(calm.heading), "words": say(calm.words), "call": call}
    form = {"again": again, "typed": typed or Typed(), "wrong": wrong or {}}
    return page("calm.html.j2", said | form, calm.status, headers)


class NoTraceback:
    """Answers for what nobody foresaw, and logs it without the token."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, and stay calm."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except ClientDisconnect:
            LOG.info("the reader went away before the form was read")
        except Exception:  # noqa: BLE001 - the reader gets a page whatever it is
            LOG.error("a page failed\n%s", _without_token(traceback.format_exc(), scope))  # noqa: TRY400 - no raw traceback
            if not started:
                await calm_page(BROKEN)(scope, receive, send)


def _without_token(text: str, scope: Scope) -> str:
    found = re.search("/x/([^/]+)", scope.get("path", ""))
    for spelling in {found[1], quote(found[1], safe="")} if found else ():
        text = text.replace(spelling, "[token]")
    return text
