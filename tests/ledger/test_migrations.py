"""The migrations lead to the tables, and no program touches what a newer one has made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from engine.calls import called
from engine.clock import moment
from engine.ledger.migrations import NewerSchemaError, configuration, schema_of
from engine.ledger.tables import SCHEMA, agencies, contacts, links, metadata, moment_text, obligations, plans
from engine.links import digest
from tests.conftest import HUNG, MINH, VINH_O, Office


@pytest.fixture
def migrated(office: Office) -> Office:
    office.ledger.prepare()
    return office


def at_schema(office: Office, schema: str) -> None:
    with office.ledger.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :schema"), {"schema": schema})


def test_the_migrations_have_one_head_and_it_is_the_schema_this_program_speaks() -> None:
    assert ScriptDirectory.from_config(configuration()).get_heads() == [SCHEMA]


def test_every_migration_is_named_for_its_place() -> None:
    revisions = [script.revision for script in ScriptDirectory.from_config(configuration()).walk_revisions()]
    assert sorted(revisions) == [f"{number:04d}" for number in range(1, len(revisions) + 1)]


def test_migrating_from_nothing_gives_the_tables(migrated: Office) -> None:
    with migrated.ledger.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def indexes_of(connection: sa.Connection, table: str) -> set[tuple[Any, ...]]:
    found = sa.inspect(connection)
    unique = {(u["name"], tuple(u["column_names"])) for u in found.get_unique_constraints(table)}
    return unique | {(i["name"], tuple(i["column_names"]), i["unique"]) for i in found.get_indexes(table)}


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_indexes_and_unique_constraints_have_the_names_and_columns_of_the_tables(migrated: Office, table: str) -> None:
    made = sa.create_engine("sqlite://")
    metadata.create_all(made)
    with migrated.ledger.read() as connection, made.connect() as other:
        assert indexes_of(connection, table) == indexes_of(other, table)
    made.dispose()


@pytest.mark.parametrize("table", ["letters", "mails", "obligations"])
def test_partial_indexes_say_the_same_when(migrated: Office, table: str) -> None:
    query = sa.text("SELECT name, sql FROM sqlite_master WHERE tbl_name = :table AND sql LIKE '%WHERE%' ORDER BY name")
    made = sa.create_engine("sqlite://")
    metadata.create_all(made)
    with migrated.ledger.read() as connection, made.connect() as other:
        assert connection.execute(query, {"table": table}).all() == other.execute(query, {"table": table}).all()
    made.dispose()


def test_migrating_twice_is_the_same_as_once(migrated: Office, new_office: Callable[..., Office]) -> None:
    again = new_office(database_url=migrated.settings.url)
    again.ledger.prepare()
    with again.ledger.read() as connection:
        assert schema_of(connection) == SCHEMA


def test_a_newer_schema_is_refused_with_a_sentence_for_writing_and_reading(new_office: Callable[..., Office]) -> None:
    older = new_office()
    older.ledger.prepare()
    at_schema(older, "9999")
    office = new_office(database_url=older.settings.url)
    with pytest.raises(NewerSchemaError, match="phiên bản mới hơn"), office.ledger.write(moment("2024-11-01")):
        pass
    with pytest.raises(NewerSchemaError, match="phiên bản mới hơn"), office.ledger.read():
        pass


def test_links_in_letters_written_before_links_were_rows_go_on_working() -> None:
    engine = sa.create_engine("sqlite://")
    token = "IDElYnTJyM98W6QNaeDL16gjQPIMYRkxIwCj5A"
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        _write_letter(connection, "a" * 24, f"Phản hồi tại:\n\nhttp://127.0.0.1:8765/x/{token}\n\nTrân trọng./.")
        _write_letter(connection, "b" * 24, "Phản hồi bằng cách trả lời thư này.")
        command.upgrade(config, "head")
        (kept,) = connection.execute(sa.select(links)).mappings().all()
    engine.dispose()
    assert (kept["digest"], kept["letter"], kept["email"]) == (digest(token), "a" * 24, "minh@yte.example")
    assert (kept["expires_at"], kept["revoked_at"]) == (moment("2025-12-06T08:00"), moment("2024-11-05T08:00"))


def _write_letter(connection: sa.Connection, uid: str, text: str) -> None:
    words = {"email": "minh@yte.example", "kind": "notice", "mode": "now", "status": "sent", "subject": ""}
    times = {"drafted_at": "2024-11-01T08:00", "expires_at": "2025-12-06T08:00", "revoked_at": "2024-11-05T08:00"}
    said = {name: moment_text(moment(at)) for name, at in times.items()}
    row = {**words, **said, "uid": uid, "message_id": uid, "day": "2024-11-01", "seq": 1, "attempts": 0}
    connection.execute(sa.insert(sa.table("letters", *map(sa.column, row))).values(row))
    body = {"letter": uid, "text": text, "html": ""}
    connection.execute(sa.insert(sa.table("bodies", *map(sa.column, body))).values(body))


def test_contacts_known_before_there_were_posts_are_the_officials() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.exec_driver_sql("INSERT INTO agencies VALUES ('phong-y-te', 'Phòng Y tế', 'peer')")
        connection.exec_driver_sql("INSERT INTO contacts VALUES ('phong-y-te', 'minh@yte.example', 'Minh', '', '0233')")
        command.upgrade(config, "head")
        kept = connection.execute(sa.select(contacts)).mappings().one()
    engine.dispose()
    assert (kept["agency"], kept["post"], kept["email"]) == ("phong-y-te", "official", "minh@yte.example")
    assert (kept["name"], kept["position"], kept["phone"]) == ("Minh", "", "0233")


def test_lists_of_a_ledger_written_before_them_show_what_they_would_show_of_a_new_one(office: Office) -> None:
    office.apply()
    office.run("2024-11-01T08:00")
    office.run("2024-12-10T08:00")
    office.answer("2024-12-10T09:00", "done", MINH, number="45/BC-PYT", sent="2024-12-09")
    office.answer("2024-12-10T10:00", "extend", VINH_O, until="2024-12-16", reason="chờ số liệu")
    called(office.ledger, [HUNG], moment("2024-12-10T11:00"), "phone")
    with office.ledger.read() as connection:
        kept = {table: rows_of(connection, table) for table in (agencies, plans, obligations)}
    engine = sa.create_engine("sqlite://")
    with engine.begin() as connection:
        config = configuration()
        config.attributes["connection"] = connection
        command.upgrade(config, "0007")
        for table, rows in kept.items():
            connection.execute(sa.insert(table), [before_lists(row) for row in rows])
        command.upgrade(config, "head")
        assert rows_of(connection, obligations) == kept[obligations]
    assert {row["unheard_since"] for row in kept[obligations]} == {None, moment("2024-12-10T11:00")}
    engine.dispose()


def rows_of(connection: sa.Connection, table: sa.Table) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(sa.select(table).order_by(table.c.id)).mappings()]


def before_lists(row: dict[str, Any]) -> dict[str, Any]:
    new = {"standing", "soon_at", "alert", "late_since", "asks", "received", "wording_key", "limit_key"}
    new |= {"own", "called_at", "unheard_since", "owed_at", "source"}
    return {name: value for name, value in row.items() if name not in new}
