"""The ledger: where a verb gets its unit of work or its reading. The one place that puts its parts together."""

from __future__ import annotations

import copy
import datetime as dt
import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.errors import PhancongError
from engine.ledger import log
from engine.ledger.chain import Head
from engine.ledger.connection import make_engine, make_sqlite_file, reading, writing
from engine.ledger.heads import FIRST, HeadFile
from engine.ledger.keys import Keys, load_keys, make_home, require_secret
from engine.ledger.migrations import schema_of, upgrade
from engine.ledger.reader import last_event_at
from engine.ledger.tables import SCHEMA, meta
from engine.ledger.unit import Unit
from engine.obligations.history import Facts
from engine.obligations.ladder import Moments, moments_of
from engine.settings import Settings

CLOCKS_DIFFER = dt.timedelta(minutes=10)
EXACT = dt.timedelta(0)
HOWEVER_LATE = dt.timedelta.max


class NothingRecordedError(PhancongError):
    """Chưa theo dõi kế hoạch nào. Bắt đầu bằng: phancong apply TỆP."""


class Ledger:
    """All that is recorded, of one office. `tolerance` is how far a clock may run behind the last event."""

    def __init__(
        self, settings: Settings, calendar: Callable[[], WorkingCalendar], tolerance: dt.timedelta = CLOCKS_DIFFER
    ) -> None:
        """Name the parts; nothing is opened until something is read or written."""
        self.settings = settings
        self._calendar = calendar
        self._tolerance = tolerance
        self._keeps = True
        self._watch: Callable[[Unit], None] = _not_watched
        self._seen: Mapping[str, Facts] = {}
        self._ready = False
        self._newest, self._stood = FIRST, set[Head]()
        self._one_writer = threading.Lock()  # who waits here holds no connection, and is not overtaken for long
        require_secret(settings)
        self.engine = make_engine(settings.url)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """Return the working calendar."""
        return self._calendar()

    @cached_property
    def keys(self) -> Keys:
        """Return this installation's keys."""
        return load_keys(self.settings)

    @property
    def file(self) -> Path | None:
        """Return the SQLite file, or None for a database elsewhere."""
        name = self.engine.url.database
        return Path(name.removeprefix("file:")) if self.engine.dialect.name == "sqlite" and name else None

    @property
    def exists(self) -> bool:
        """Say whether anything was ever recorded here."""
        return self._ready or ((self.file is None or self.file.exists()) and self._has_schema())

    @contextmanager
    def write(self, at: dt.datetime, actor: str | None = None, tolerance: dt.timedelta | None = None) -> Iterator[Unit]:
        """Open a unit of work; whoever does not `commit` it has done nothing.

        HOWEVER_LATE is for what has happened outside already and cannot be refused any more.
        """
        self.prepare()
        patience = self._tolerance if tolerance is None else tolerance
        before = self._newest
        try:
            with self._one_writer, writing(self.engine) as connection:
                yield Unit(connection, self.keys, at, actor or self.settings.user, patience, seen=self._seen)
        finally:
            if self._newest != before:  # ours, or that of another thread which does the same
                self._advance_head()

    def commit(self, unit: Unit) -> None:
        """Make a unit of work happen; the head kept outside the database follows when the unit is left."""
        started_at = unit.head
        unit.flush(self.moments(unit.at))
        if not self._keeps:
            self._watch(unit)
            unit.connection.rollback()
            return
        unit.connection.commit()
        if unit.head != started_at:
            self._stood.add(started_at)
            self._newest = unit.head

    def rehearsal(self, watch: Callable[[Unit], None] | None = None) -> Ledger:
        """Return the same ledger, whose commits are thrown away; `watch` sees each as it would have been."""
        other = copy.copy(self)
        other.__dict__["_keeps"] = False
        other.__dict__["_watch"] = watch or _not_watched
        return other

    def seeing(self, seen: Mapping[str, Facts]) -> Ledger:
        """Return the same ledger for somebody who goes by these facts: what has changed since is not written over."""
        other = copy.copy(self)
        other.__dict__["_seen"] = seen
        return other

    def as_of(self, connection: sa.Connection, at: dt.datetime) -> dt.datetime:
        """Return `at`, lifted to the last event when the clock runs behind it by no more than the tolerance."""
        newest = last_event_at(connection)
        last = dt.datetime.fromisoformat(newest) if newest else at
        return last if dt.timedelta(0) < last - at <= self._tolerance else at

    def moments(self, at: dt.datetime) -> Callable[[Facts], Moments]:
        """Return the function that says when a run must look at an obligation again, and when its limit is near."""
        return lambda facts: moments_of(facts, at, self.calendar)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a reading of one moment."""
        if not self.exists:
            raise NothingRecordedError
        with reading(self.engine) as connection:
            yield connection

    def head_file(self, connection: sa.Connection) -> HeadFile | None:
        """Return the file that keeps this ledger's head outside the database; None for a ledger without its name."""
        ledger_id = log.ledger_id(connection)
        return HeadFile(self.settings.home, ledger_id) if ledger_id else None

    def _advance_head(self) -> None:
        """Move the head to the newest one, when no writer is kept waiting any more."""
        if self._head_file:
            self._head_file.advance(lambda: self._newest, self._stands, may_start=self.file is None)

    def _stands(self, head: Head) -> bool:
        """Say whether the log contains this head: one onto which we have just written did, another is looked up."""
        stood, self._stood = self._stood, set()
        if head in stood:
            return True
        with reading(self.engine) as connection:
            return log.stands(connection, head)

    @cached_property
    def _head_file(self) -> HeadFile | None:
        with reading(self.engine) as connection:
            return self.head_file(connection)

    def prepare(self) -> None:
        """Make home and schema on first use."""
        if self._ready:
            return
        make_home(self.settings.home)
        if self.file is not None and not self.file.exists():
            make_sqlite_file(self.file)
        if not self._has_schema():
            with writing(self.engine) as connection:
                upgrade(connection)
                self._name(connection)
                connection.commit()
        self._ready = True

    def _has_schema(self) -> bool:
        """Say whether the tables are there; those of an older program are brought up to date."""
        with reading(self.engine) as connection:
            found = schema_of(connection)
        if found is not None and found != SCHEMA:
            with writing(self.engine) as connection:
                upgrade(connection)
                connection.commit()
        self._ready = found is not None
        return self._ready

    def _name(self, connection: sa.Connection) -> None:
        """Name a new ledger. Its head goes out before the name is kept: a head that is missing later was taken away."""
        if log.ledger_id(connection) is None:
            name = secrets.token_hex(8)
            HeadFile(self.settings.home, name).start()
            connection.execute(sa.insert(meta).values(key=log.LEDGER_ID, value=name))


def _not_watched(_unit: Unit) -> None:
    """Let a commit that is thrown away go by."""
