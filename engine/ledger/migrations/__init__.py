"""Alembic's migrations, run from inside: `upgrade` brings a database to the schema this program speaks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from engine.errors import PhancongError
from engine.ledger.tables import SCHEMA

if TYPE_CHECKING:
    from alembic.config import Config


class NewerSchemaError(PhancongError):
    """Cơ sở dữ liệu do một phiên bản mới hơn tạo ra. Hãy cập nhật chương trình trên máy này."""


def schema_of(connection: sa.Connection) -> str | None:
    """Return the revision a database is at, or None for an empty one."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def upgrade(connection: sa.Connection) -> None:
    """Bring the database to SCHEMA inside the caller's transaction; beside another upgrade it finds nothing to do."""
    found = schema_of(connection)
    if found == SCHEMA:
        return
    if found is not None and found > SCHEMA:
        raise NewerSchemaError
    from alembic import command

    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def configuration() -> Config:
    """Return Alembic's configuration, without a file."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
