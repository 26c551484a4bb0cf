"""The ledger: where a verb gets its unit of work or its reading. The one place that puts its parts together."""

from __future__ import annotations

import copy
import datetime as dt
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa

from engine.deadlines.calendar import WorkingCalendar
from engine.ledger import log
from engine.ledger.connection import DatabaseUnreachableError, make_engine, reading, translated, writing
from engine.ledger.heads import HeadFile
from engine.ledger.keys import Keys, load_keys, make_home
from engine.ledger.migrations import schema_of, upgrade
from engine.ledger.tables import SCHEMA, meta
from engine.ledger.unit import Unit
from engine.obligations.ladder import next_action_at
from engine.obligations.values import Tracked
from engine.settings import Settings

CLOCKS_DIFFER = dt.timedelta(minutes=10)
EXACT = dt.timedelta(0)


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
        return Path(name) if self.engine.dialect.name == "sqlite" and name else None

    @property
    def exists(self) -> bool:
        """Say whether anything was ever recorded here."""
        return self.file is None or self.file.exists()

    @contextmanager
    def write(self, at: dt.datetime, actor: str | None = None) -> Iterator[Unit]:
        """Open a unit of work; whoever does not `commit` it has done nothing."""
        self.prepare()
        with writing(self.engine) as connection:
            yield Unit(connection, self.keys, at, actor or self.settings.user, self._tolerance)

    def commit(self, unit: Unit) -> None:
        """Make a unit of work happen, then move the head kept outside the database."""
        started_at = unit.head.seq
        unit.flush(self.next_action(unit.at))
        if not self._keeps:
            unit.connection.rollback()
            return
        unit.connection.commit()
        if unit.head.seq > started_at:
            self._advance_head(unit, is_new=started_at == 0)

    def rehearsal(self) -> Ledger:
        """Return the same ledger, whose commits are thrown away."""
        other = copy.copy(self)
        other.__dict__["_keeps"] = False
        return other

    def next_action(self, at: dt.datetime) -> Callable[[Tracked], dt.datetime | None]:
        """Return the function that says when a run must look at an obligation again."""
        return lambda tracked: next_action_at(tracked.facts, at, self.calendar)

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """Open a reading of one moment."""
        with reading(self.engine) as connection:
            yield connection

    def head_file(self, connection: sa.Connection) -> HeadFile:
        """Return the file that keeps this ledger's head outside the database."""
        ledger_id = connection.execute(sa.select(meta.c.value).where(meta.c.key == log.LEDGER_ID)).scalar_one()
        return HeadFile(self.settings.home, ledger_id)

    def _advance_head(self, unit: Unit, *, is_new: bool) -> None:
        may_start = is_new or self.file is None
        with self.read() as connection:
            file = self.head_file(connection)
            file.advance(unit.head, lambda head: log.stands(connection, head), may_start=may_start)

    def prepare(self) -> None:
        """Make home and schema on first use."""
        make_home(self.settings.home)
        if self.file is not None and not self.file.exists():
            self._create_file(self.file)
        with translated(), self.engine.connect() as connection:
            if schema_of(connection) == SCHEMA:
                return
        with writing(self.engine) as connection:
            upgrade(connection)
            self._name(connection)
            connection.commit()

    def _create_file(self, file: Path) -> None:
        """Let readers go on while somebody writes; the setting stays with the file."""
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseUnreachableError from error
        with translated(), self.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA journal_mode = WAL")  # type: ignore[union-attr]

    def _name(self, connection: sa.Connection) -> None:
        known = connection.execute(sa.select(meta.c.key).where(meta.c.key == log.LEDGER_ID)).first()
        if known is None:
            connection.execute(sa.insert(meta).values(key=log.LEDGER_ID, value=secrets.token_hex(8)))
