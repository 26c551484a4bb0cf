"""One engine a process, and the sentences for what a database can refuse."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc

from engine.errors import OutsideError, PhancongError

BUSY_SECONDS = 30


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


REFUSALS: tuple[tuple[str, type[OutsideError]], ...] = (
    ("locked", DatabaseLockedError),
    ("readonly", DatabaseReadOnlyError),
    ("read-only", DatabaseReadOnlyError),
    ("not a database", DatabaseDamagedError),
    ("malformed", DatabaseDamagedError),
    ("is full", DiskFullError),
)


def make_engine(url: str) -> sa.Engine:
    """Return an engine; nothing is opened yet."""
    try:
        engine = sa.create_engine(url)
    except (exc.ArgumentError, exc.NoSuchModuleError, ModuleNotFoundError) as error:
        raise WrongDatabaseUrlError from error
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    return engine


def _prepare_sqlite(engine: sa.Engine) -> None:
    """Let SQLAlchemy's begin decide: writers take the lock at once, so that no reader turns writer half way."""

    @sa.event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")

    @sa.event.listens_for(engine, "begin")
    def _begun(connection: sa.Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Open a transaction that writes. Whoever does not call `commit` has written nothing."""
    with translated(), engine.connect().execution_options(writes=True) as connection:
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
