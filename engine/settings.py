"""Settings: environment variables first, then phancong.toml in PHANCONG_HOME, then defaults.

A plain dataclass rather than pydantic-settings, whose import alone takes longer than `phancong status` may.
"""

from __future__ import annotations

import getpass
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from engine.errors import PhancongError

PREFIX = "PHANCONG_"
DEFAULT_MAIL_FROM = "phancong@localhost.example"
MOST_WORKING_DAYS = 60
DEFAULT_BASE_URL = "http://127.0.0.1:8765"
ADDRESS = re.compile(r"(?:[^<>\r\n]*<)?[!-+\--;=?A-~]+@[!-+\--;=?A-~]+>?")


class WrongSettingError(PhancongError):
    """Thiết lập chưa đúng. Xem mục “Thiết lập” trong README."""


@dataclass(frozen=True)
class Settings:
    """Where things are and how they go out. Values that may hold a password stay out of `repr`."""

    home: Path
    database_url: str = field(default="", repr=False)
    office: str | None = None
    user: str = "coordinator"
    smtp_url: str | None = field(default=None, repr=False)
    imap_url: str | None = field(default=None, repr=False)
    mail_from: str = DEFAULT_MAIL_FROM
    mail_redirect: str | None = None
    base_url: str = DEFAULT_BASE_URL
    links: bool = True
    secret: str | None = field(default=None, repr=False)
    lang: str = "vi"
    alert_urls: tuple[str, ...] = field(default=(), repr=False)
    digest: bool = False
    call_after: int = 5

    @property
    def url(self) -> str:
        """Return the database's URL; a SQLite file in the home unless another is set."""
        return self.database_url or f"sqlite:///{self.home / 'phancong.db'}"

    @property
    def mailbox(self) -> Path:
        """Return the folder letters go to when no mail server is set."""
        return self.home / "mailbox"

    @property
    def templates(self) -> Path:
        """Return the folder of the letter templates that this office words itself."""
        return self.home / "templates"

    @property
    def calendars(self) -> Path:
        """Return the folder of the years that this office keeps itself."""
        return self.home / "calendars"


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings of this process."""
    environ = os.environ if environ is None else environ
    home = _home(environ.get("PHANCONG_HOME") or _default_home())
    values = _from_file(home / "phancong.toml") | _from_environment(environ)
    return Settings(
        home=home,
        database_url=values.get("database_url", ""),
        office=values.get("office") or None,
        user=values.get("user") or _login_name(),
        smtp_url=values.get("smtp_url") or None,
        imap_url=values.get("imap_url") or None,
        mail_from=_address(values, "mail_from") or DEFAULT_MAIL_FROM,
        mail_redirect=_address(values, "mail_redirect"),
        base_url=(values.get("base_url") or DEFAULT_BASE_URL).rstrip("/"),
        links=_on(values.get("links", "on"), "LINKS"),
        secret=values.get("secret") or None,
        digest=_on(values.get("digest", "off"), "DIGEST"),
        alert_urls=tuple(values.get("alert_urls", "").split()),
        lang=_one_of(values.get("lang") or "vi", "LANG", ("vi", "en")),
        call_after=_working_days(values.get("call_after") or "5"),
    )


def _home(text: str) -> Path:
    try:
        return Path(text).expanduser().absolute()
    except (RuntimeError, ValueError) as error:
        raise WrongSettingError(f"{PREFIX}HOME chưa đúng: {text}.") from error


def _default_home() -> str:
    from platformdirs import user_data_dir

    return user_data_dir("phancong", appauthor=False)


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "coordinator"


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    return {key.removeprefix(PREFIX).lower(): value for key, value in environ.items() if key.startswith(PREFIX)}


def _from_file(path: Path) -> dict[str, str]:
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}  # whoever writes says that the home is no folder
    except OSError as error:
        raise WrongSettingError(f"Không đọc được tệp {path}. Hãy kiểm tra quyền đọc.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongSettingError(f'Tệp {path} chưa đúng dạng TOML: mỗi dòng ghi theo mẫu tên = "giá trị".') from error
    return {key.removeprefix(PREFIX).lower(): _text(value) for key, value in table.items()}


def _text(value: object) -> str:
    return ("on" if value else "off") if isinstance(value, bool) else str(value)


def _address(values: Mapping[str, str], name: str) -> str | None:
    value = values.get(name, "").strip()
    if value and (not ADDRESS.fullmatch(value) or ("<" in value) != value.endswith(">")):
        raise WrongSettingError(f"{PREFIX}{name.upper()} chưa đúng. Ví dụ: Phòng Nội vụ <noivu@coquan.example>.")
    return value or None


def _working_days(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= MOST_WORKING_DAYS:
        raise WrongSettingError(f"{PREFIX}CALL_AFTER là số ngày làm việc, từ 1 đến {MOST_WORKING_DAYS}.")
    return int(value)


def _on(value: str, name: str) -> bool:
    return _one_of(value.lower(), name, ("on", "off")) == "on"


def _one_of(value: str, name: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise WrongSettingError(f"{PREFIX}{name} nhận một trong các giá trị: {', '.join(allowed)}.")
    return value
