"""Where mail comes back to: a mailbox on a server (IMAP), or a folder of .eml files.

Reading leaves no trace: nothing is marked as read, moved or deleted, since people may read the same mailbox. How far it
was read is the reader's to remember, as a text that only the mailbox understands.
"""

from __future__ import annotations

import base64
import datetime as dt
import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from engine.errors import OutsideError, PhancongError
from engine.mail.incoming import Arrival
from engine.mail.servers import Ports, Server, read_server

TIMEOUT_SECONDS = 20.0
PORTS = Ports(plain=("imap", 143), secure=("imaps", 993))
LARGE = 30 * 1024 * 1024  # bytes; an attachment of 20 MB is 27 MB on its way
BEGINNING = 256 * 1024
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
READS_ON = "Không mất thư nào; lần chạy sau sẽ đọc tiếp."


class InboxError(OutsideError):
    """Chưa đọc được hộp thư đến. Không mất thư nào; lần chạy sau sẽ đọc tiếp."""


class WrongImapUrlError(PhancongError):
    """PHANCONG_IMAP_URL chưa đúng. Ví dụ: imaps://ten:matkhau@may-chu/INBOX hoặc imap://may-chu:143/INBOX?starttls=1."""


class Inbox(Protocol):
    """Gives what has come, the oldest first. Raises InboxError when it cannot, after giving what it could."""

    def arrivals(self, after: str, since: dt.date) -> Iterator[Arrival]:
        """Yield what came after the place `after`; with an empty one, or one of another mailbox, what came since a day."""

    def close(self) -> None:
        """Say goodbye; never raises."""


class FolderInbox:
    """A folder of messages, one a file; a Maildir's `new` and `cur` too. What enters it has a change time of its own."""

    def __init__(self, folder: Path) -> None:
        """Name the folder."""
        self.folder = folder

    def arrivals(self, after: str, since: dt.date) -> Iterator[Arrival]:
        """Yield the files that have come since; those that came at the same instant again."""
        read = int(after) if after.isascii() and after.isdigit() else 0
        try:
            for changed, path in sorted(self._files()):
                if changed >= read:
                    yield self._arrival(path, str(changed))
        except OSError as error:
            raise InboxError(f"Không đọc được thư trong {self.folder}. {READS_ON}") from error

    def _files(self) -> Iterator[tuple[int, Path]]:
        if not self.folder.is_dir():
            raise InboxError(f"Không có thư mục {self.folder} nêu trong PHANCONG_IMAP_URL. {READS_ON}")
        for path in (*self.folder.glob("*.eml"), *self.folder.glob("new/*"), *self.folder.glob("cur/*")):
            if path.is_file():
                yield path.stat().st_ctime_ns, path

    def _arrival(self, path: Path, place: str) -> Arrival:
        whole = path.stat().st_size <= LARGE
        with path.open("rb") as file:
            return Arrival(file.read() if whole else file.read(BEGINNING), place, whole=whole)

    def close(self) -> None:
        """Nothing to do."""


class ImapInbox:
    """One folder of a mailbox on a server, opened for reading only. No step of it waits longer than `timeout` seconds."""

    def __init__(self, url: str, timeout: float = TIMEOUT_SECONDS) -> None:
        """Read `imaps://user:password@host/INBOX`; nothing is opened yet."""
        self._server = read_server(url, PORTS, WrongImapUrlError)
        self._folder = self._server.path or "INBOX"
        self._timeout = timeout
        self._connection: imaplib.IMAP4 | None = None

    def arrivals(self, after: str, since: dt.date) -> Iterator[Arrival]:
        """Yield messages in the order of their UIDs (RFC 3501); a UID means nothing under another UIDVALIDITY."""
        try:
            connection = self._connection = self._connect()
            validity = self._select(connection)
            known, _, last = after.partition(":")
            newest = int(last) if known == validity and last.isdigit() else 0
            for uid in self._listed(connection, newest, since):
                yield self._fetched(connection, uid, f"{validity}:{uid}")
        except (imaplib.IMAP4.error, OSError, UnicodeError) as error:
            raise self._trouble(error) from error

    def close(self) -> None:
        """Say goodbye."""
        connection, self._connection = self._connection, None
        if connection:
            with suppress(imaplib.IMAP4.error, OSError):
                connection.logout()
            with suppress(OSError):
                connection.shutdown()

    def _connect(self) -> imaplib.IMAP4:
        to = self._server
        connection = _over_tls(to, self._timeout) if to.secure else imaplib.IMAP4(to.host, to.port, self._timeout)
        self._connection = connection
        if to.starttls:
            if "STARTTLS" not in connection.capabilities:
                raise _ToldError("không có STARTTLS")
            connection.starttls(ssl.create_default_context())
        if to.user:
            try:
                connection.login(to.user, to.password)
            except connection.abort:
                raise
            except connection.error as error:
                raise _ToldError("không nhận tên hoặc mật khẩu trong PHANCONG_IMAP_URL") from error
        return connection

    def _select(self, connection: imaplib.IMAP4) -> str:
        """Open the folder for reading; return its UIDVALIDITY."""
        answer, _ = connection.select(_mailbox_name(self._folder), readonly=True)
        if answer != "OK":
            raise _ToldError(f"không có thư mục “{self._folder}”")
        _, said = connection.response("UIDVALIDITY")
        return said[0].decode("ascii", "replace") if said and isinstance(said[0], bytes) else ""

    def _listed(self, connection: imaplib.IMAP4, newest: int, since: dt.date) -> list[int]:
        """Return the UIDs to be read, in order."""
        day = f"{since.day:02d}-{MONTHS[since.month - 1]}-{since.year}"
        wanted = f"UID {newest + 1}:*" if newest else f"SINCE {day}"
        found = b" ".join(filter(None, _said(connection.uid("SEARCH", wanted))))
        return sorted(uid for uid in map(int, found.split()) if uid > newest)  # "n:*" finds the last one whatever n

    def _fetched(self, connection: imaplib.IMAP4, uid: int, place: str) -> Arrival:
        """Return a message without marking it as read; of a large one only its beginning."""
        said, raw = self._fetch(connection, uid, f"(RFC822.SIZE INTERNALDATE BODY.PEEK[]<0.{BEGINNING}>)")
        size = re.search(rb"RFC822\.SIZE (\d+)", said)
        whole = size is None or int(size[1]) <= LARGE
        if whole and len(raw) >= BEGINNING:
            _, raw = self._fetch(connection, uid, "(BODY.PEEK[])")
        return Arrival(raw, place, _came_at(said), whole)

    def _fetch(self, connection: imaplib.IMAP4, uid: int, items: str) -> tuple[bytes, bytes]:
        """Return what the server says of a message, and its bytes; nothing of one deleted meanwhile."""
        answer = _said(connection.uid("FETCH", str(uid), items))
        raw = next((item[1] for item in answer if isinstance(item, tuple)), b"")
        return b" ".join(item[0] if isinstance(item, tuple) else item for item in answer if item), raw

    def _trouble(self, error: Exception) -> InboxError:
        match error:
            case _ToldError():
                words = str(error)
            case UnicodeError():
                words = "chỉ nhận tên và mật khẩu viết bằng chữ không dấu"
            case TimeoutError():
                words = "không trả lời"
            case ssl.SSLCertVerificationError():
                words = "có chứng thư chưa được tin cậy"
            case ssl.SSLError():
                words = "không lập được kết nối an toàn"
            case imaplib.IMAP4.abort() if "unexpected" in str(error):  # no server of mailboxes
                words = "không trả lời đúng cách"
            case imaplib.IMAP4.abort() | ConnectionResetError() | BrokenPipeError():
                words = "ngắt kết nối giữa chừng"
            case imaplib.IMAP4.error():
                words = "không trả lời đúng cách"
            case _:
                words = "không kết nối được"
        return InboxError(f"Hộp thư đến tại {self._server} {words}. {READS_ON}")


class _ToldError(imaplib.IMAP4.error):
    """What is wrong, in words."""


def _over_tls(to: Server, timeout: float) -> imaplib.IMAP4:
    return imaplib.IMAP4_SSL(to.host, to.port, ssl_context=ssl.create_default_context(), timeout=timeout)


def _said(answer: tuple[str, list[Any]]) -> list[Any]:
    """Return what the server said to a command, unless it was no."""
    result, items = answer
    if result != "OK":
        raise imaplib.IMAP4.error(result)
    return items


def _came_at(head: bytes) -> dt.datetime | None:
    """Return when the server took a message in (INTERNALDATE)."""
    found = re.search(rb'INTERNALDATE "([^"]+)"', head)
    try:
        return dt.datetime.strptime(found[1].decode("ascii").strip(), "%d-%b-%Y %H:%M:%S %z") if found else None
    except ValueError:
        return None


def _mailbox_name(name: str) -> str:
    """Return a folder's name as IMAP writes it: quoted, and what is not ASCII in modified UTF-7 (RFC 3501, 5.1.3)."""
    words = re.sub(r"[^\x20-\x7e]+", _shifted, name.replace("&", "&-"))
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _shifted(found: re.Match[str]) -> str:
    packed = base64.b64encode(found.group().encode("utf-16-be")).decode("ascii")
    return f"&{packed.rstrip('=').replace('/', ',')}-"


def inbox_for(url: str | None) -> Inbox | None:
    """Return the mailbox that PHANCONG_IMAP_URL names, or None when mail is not read."""
    if not url:
        return None
    if not url.startswith("file:"):
        return ImapInbox(url)
    path = Path(unquote(urlsplit(url).path))
    if not path.is_absolute():
        raise WrongImapUrlError
    return FolderInbox(path)
