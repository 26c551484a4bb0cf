"""The secret and the two keys derived from it: one signs links, one chains the log.

A secret of several lines keeps the first in use; logs written under the others go on verifying. Each event names its
key by a short fingerprint.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import OutsideError, PhancongError
from engine.settings import Settings


class NoSecretError(PhancongError):
    """Chưa có PHANCONG_SECRET. Khi dùng PostgreSQL, hãy đặt cùng một PHANCONG_SECRET trên mọi máy."""


class EmptySecretError(PhancongError):
    """Khóa bí mật trống. Hãy kiểm tra PHANCONG_SECRET, hoặc khôi phục tệp secret trong PHANCONG_HOME."""


class NoHomeError(OutsideError):
    """Không tạo hoặc không ghi được thư mục PHANCONG_HOME. Hãy kiểm tra đường dẫn và quyền ghi."""


@dataclass(frozen=True)
class Keys:
    """Derived keys; never shown."""

    links: bytes = field(repr=False)
    log_id: str
    logs: Mapping[str, bytes] = field(repr=False)

    def address(self, purpose: str) -> str:
        """Return a part of an address that cannot be guessed and stays the same as long as the secret does."""
        return hmac.new(self.links, purpose.encode(), hashlib.sha256).hexdigest()[:32]


def derive(secret: str) -> Keys:
    """Derive the keys of a secret (HMAC-SHA256 with a purpose as message)."""
    lines = [line.strip() for line in secret.replace(",", "\n").splitlines() if line.strip()]
    if not lines:
        raise EmptySecretError
    logs = {_fingerprint(key): key for key in (_purpose(line, b"log") for line in lines)}
    return Keys(links=_purpose(lines[0], b"links"), log_id=next(iter(logs)), logs=logs)


def load_keys(settings: Settings) -> Keys:
    """Return this installation's keys, making the secret once."""
    return derive(settings.secret or _secret_file(settings.home))


def require_secret(settings: Settings) -> None:
    """Refuse a shared database without a secret of its own: each machine would make another one."""
    if not settings.secret and not settings.url.startswith("sqlite"):
        raise NoSecretError


def _secret_file(home: Path) -> str:
    path = home / "secret"
    try:
        make_home(home)
        if not path.exists():
            _write_once(path, secrets.token_hex(32))
        return path.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise NoHomeError(f"Không đọc hoặc ghi được {path}. Hãy kiểm tra đường dẫn và quyền ghi.") from error


def make_home(home: Path) -> None:
    """Make the home, readable by its owner alone."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise NoHomeError(f"Không tạo được thư mục {home}. Hãy kiểm tra PHANCONG_HOME và quyền ghi.") from error


def _write_once(path: Path, text: str) -> None:
    """Write a file that appears whole or not at all, and never replaces one made meanwhile by another process."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w") as file:
        file.write(text + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _purpose(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), b"phancong " + purpose, hashlib.sha256).digest()


def _fingerprint(key: bytes) -> str:
    return hashlib.sha256(key).hexdigest()[:8]
