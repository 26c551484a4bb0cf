"""Where a mail server is, as PHANCONG_SMTP_URL and PHANCONG_IMAP_URL say it; the password stays out of every message."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from engine.errors import PhancongError


class Ports(NamedTuple):
    """The two schemes of a protocol, each with its standard port."""

    plain: tuple[str, int]
    secure: tuple[str, int]


@dataclass(frozen=True)
class Server:
    """A server and who we are to it; `path` is what follows the address, without its slash."""

    host: str
    port: int
    secure: bool
    starttls: bool
    user: str
    password: str = field(repr=False)
    path: str = ""

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def read_server(text: str, ports: Ports, wrong: type[PhancongError]) -> Server:
    """Read `scheme://user:password@host:port/path?starttls=1`; raise `wrong` when it is anything else."""
    standard = dict(ports)
    try:
        url = urlsplit(text)
        port, starttls = url.port, dict(parse_qsl(url.query, strict_parsing=bool(url.query))).get("starttls", "0")
    except ValueError:
        raise wrong from None  # what the library says may repeat a password
    if url.scheme not in standard or not url.hostname or port == 0 or starttls not in ("0", "1"):
        raise wrong
    return Server(
        host=url.hostname,
        port=port or standard[url.scheme],
        secure=url.scheme == ports.secure[0],
        starttls=starttls == "1",
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        path=unquote(url.path.lstrip("/")),
    )
