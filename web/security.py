"""What keeps strangers out: headers on every response, posts of other sites refused, bodies of a bearable size.

The token in the address is the capability, so a page must not leak its address, be framed, cached or indexed; and since
there is no cookie to forge with, the check of Origin only keeps other sites from posting with a token they learned.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from engine.errors import PhancongError
from web.rendering import style_source

MEGABYTE = 1024 * 1024
BODY_LIMIT = 21 * MEGABYTE
DRAINED = 100 * MEGABYTE
LOCKED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
DOWNLOAD = {"content-security-policy": LOCKED}  # of a file that strangers sent: no browser shall open it as ours


class OtherSiteError(PhancongError):
    """Phản hồi được gửi từ một trang khác nên không được ghi nhận."""


class BodyTooLargeError(PhancongError):
    """Nội dung gửi lên quá lớn."""


class Guarded:
    """Puts the headers on every response, whatever made it."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with headers added."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers().items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, guarded)


def _headers() -> dict[str, str]:
    allowed = f"default-src 'none'; style-src {style_source()}; form-action 'self'"
    return {
        "content-security-policy": f"{allowed}; frame-ancestors 'none'; base-uri 'none'",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "cache-control": "no-store",
        "x-robots-tag": "noindex",
    }


def refuse_other_sites(headers: Headers, base_url: str) -> None:
    """Refuse a post that a page of another site sent. A browser that says nothing of where it comes from is let in."""
    fetched_by = headers.get("sec-fetch-site")
    if fetched_by in ("cross-site", "same-site"):
        raise OtherSiteError
    origin = headers.get("origin")
    if origin is None or (origin == "null" and fetched_by == "same-origin"):
        return
    if origin.lower() not in _own_origins(headers.get("host", ""), base_url):
        raise OtherSiteError


def _own_origins(host: str, base_url: str) -> set[str]:
    """Return our origins: behind a proxy that ends TLS we cannot know the scheme a browser sees."""
    base = urlsplit(base_url)
    return {origin.lower() for origin in (f"http://{host}", f"https://{host}", f"{base.scheme}://{base.netloc}")}


def capped(receive: Receive, limit: int = BODY_LIMIT) -> Receive:
    """Return a receive that refuses a body over `limit` bytes.

    The rest of it is read and thrown away first, within reason: a browser shows no answer before it has sent all.
    """
    seen = 0

    async def counting() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > limit:
            await _drain(receive, message, seen)
            raise BodyTooLargeError
        return message

    return counting


async def _drain(receive: Receive, message: Message, seen: int) -> None:
    while message.get("more_body", False) and seen <= DRAINED:
        message = await receive()
        seen += len(message.get("body", b""))
