"""One engine a process, and the sentences for what a database can refuse."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from engine.errors import OutsideError, PhancongError

BUSY_SECONDS = 30
AT_ONCE = 32  # connections to a file that stay open: to open one costs more than what a page reads through it


class DatabaseLockedError(OutsideError):
    """Cơ sở dữ liệu đang bị một chương trình khác khóa. Dữ liệu không mất; hãy chạy lại sau ít phút."""


class DatabaseReadOnlyError(OutsideError):
    """Cơ sở dữ liệu chỉ cho đọc. Hãy kiểm tra quyền ghi của tệp và thư mục PHANCONG_HOME."""


class DatabaseUnreachableError(OutsideError):
    """Không mở được cơ sở dữ liệu. Hãy kiểm tra PHANCONG_DATABASE_URL, PHANCONG_HOME và quyền truy cập."""


class DatabaseDamagedError(OutsideError):
    """Tệp cơ sở dữ liệu không đúng định dạng hoặc đã hỏng. Hãy khôi phục từ bản sao lưu gần nhất."""


class DiskFullError(OutsideError):
    """Ổ đĩa đã đầy, chưa ghi được. Hãy giải phóng dung lượng rồi chạy lại; dữ liệu đã ghi không mất."""


class WrongDatabaseUrlError(PhancongError):
    """PHANCONG_DATABASE_URL chưa đúng. Ví dụ: postgresql+psycopg://ten@may-chu/phancong."""


class NoDriverError(PhancongError):
    """Máy này chưa cài trình kết nối cho loại cơ sở dữ liệu nêu trong PHANCONG_DATABASE_URL (PostgreSQL cần psycopg)."""


REFUSALS: tuple[tuple[str, type[OutsideError]], ...] = (
    ("locked", DatabaseLockedError),
    ("readonly", DatabaseReadOnlyError),
    ("read-only", DatabaseReadOnlyError),
    ("not a database", DatabaseDamagedError),
    ("malformed", DatabaseDamagedError),
    ("could not decode", DatabaseDamagedError),
    ("is full", DiskFullError),
)


def make_engine(url: str) -> sa.Engine:
    """Return an engine; nothing is opened yet. A SQLite URL may say `?timeout=` in seconds."""
    try:
        parsed = sa.make_url(url)
        patience = {"timeout": BUSY_SECONDS} if _waits_by_default(parsed) else {}
        open_files = {"pool_size": AT_ONCE} if _is_file(parsed) else {}
        engine = sa.create_engine(parsed, connect_args=patience, hide_parameters=True, **open_files)
    except ModuleNotFoundError as error:
        raise NoDriverError from error
    except (exc.ArgumentError, ValueError):
        raise WrongDatabaseUrlError from None  # what the library says may repeat a password
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return engine


def _waits_by_default(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite" and "timeout" not in url.query


def _is_file(url: sa.URL) -> bool:
    return url.get_backend_name() == "sqlite" and bool(url.database)


def _prepare_sqlite(engine: sa.Engine) -> None:
    """Let SQLAlchemy's begin decide: writers take the lock at once, so that no reader turns writer half way."""

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @sa.event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        options = connection.get_execution_options()
        if options.get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


@contextmanager
def reading_anything(connection: sa.Connection) -> Iterator[None]:
    """Read text even where somebody broke its encoding: `audit verify` must be able to say so."""
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    raw.text_factory = lambda stored: stored.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = str


def make_sqlite_file(file: Path) -> None:
    """Make an empty database in which readers go on while somebody writes; it appears whole or not at all."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(draft)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
        with suppress(FileExistsError):  # another process was faster
            os.link(draft, file)
        draft.unlink()
    except (OSError, sqlite3.Error) as error:
        raise DatabaseUnreachableError from error


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that writes. Whoever does not call `commit` has written nothing."""
    with translated(), engine.connect().execution_options(writes=True) as connection:
        yield connection


@contextmanager
def writing_at_once(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a connection on which every statement is a transaction of its own."""
    with translated(), engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield connection


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that reads one moment of the database."""
    with translated(), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def translated() -> Iterator[None]:
    """Turn what a driver says into a sentence that says what to do."""
    try:
        yield
    except (exc.OperationalError, exc.DatabaseError) as error:
        if isinstance(error, exc.IntegrityError):
            raise
        words = str(error.orig).lower()
        refusal = next((cls for word, cls in REFUSALS if word in words), DatabaseUnreachableError)
        raise refusal from error


def database_seconds(engine: sa.Engine) -> sa.ColumnElement[float]:
    """Return the database's own clock as seconds since 1970: leases are judged by it alone."""
    if engine.dialect.name == "sqlite":
        return sa.literal_column("(julianday('now') - 2440587.5) * 86400.0", sa.Float)
    return sa.literal_column("extract(epoch from clock_timestamp())", sa.Float)
