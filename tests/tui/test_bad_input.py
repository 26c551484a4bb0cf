"""What people and machines do to a terminal: tiny, resized, pasted into, typed by Telex, its ledger locked, newer, gone."""

from __future__ import annotations

import dataclasses
import shutil
import sqlite3
import unicodedata
from contextlib import closing

import pytest
import sqlalchemy as sa

from engine.ledger.ledger import EXACT, Ledger
from tests.conftest import MINH, Office
from tests.tui.conftest import Opened
from tui.dialogs.form import Form

TINY = (40, 10)


@pytest.mark.parametrize("key", "12345678")
async def test_every_screen_shows_itself_in_a_tiny_terminal(year: Office, open_terminal: Opened, key: str) -> None:
    async with open_terminal(year, size=TINY) as terminal:
        await terminal.press(key, "down", "end", "home", "pagedown", "question_mark", "escape")
        lines = terminal.lines()
        assert len(lines) <= TINY[1]
        assert max(map(len, lines)) <= TINY[0]
        assert key in lines[1]


async def test_a_dialog_survives_a_resize_and_keeps_what_was_typed(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("3", "e")
        await terminal.type("20/12")
        for size in (TINY, (200, 60), (20, 5), (80, 24)):
            await terminal.pilot.resize_terminal(*size)
            await terminal.rest()
        assert isinstance(terminal.app.screen, Form)
        assert "20/12" in terminal.dialog


@pytest.mark.parametrize("text", ["x" * 100_000, "báo cáo " * 12_500, "\x1b[31m\x00\x07" * 1_000, "[bold]$here[/]"])
async def test_whatever_is_pasted_into_the_filter_does_no_harm(year: Office, open_terminal: Opened, text: str) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash")
        await terminal.type(text)
        assert "Đang lọc:" in terminal.text
        await terminal.press("escape")
        assert "UBND xã Vĩnh Chấp" in terminal.text


async def test_letters_typed_as_combining_characters_find_the_same(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("2", "slash")
        await terminal.type(unicodedata.normalize("NFD", "báo cáo phòng y tế"))
        assert "Đang lọc: 1/6 dòng." in terminal.text
        assert "Phòng Y tế" in terminal.text


async def test_a_reason_typed_as_combining_characters_is_kept_composed(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("1", "down", "down", "t")
        await terminal.type(unicodedata.normalize("NFD", "thiếu phụ lục"))
        await terminal.press("enter")
    (returned,) = [one for one in year.history(MINH) if one.kind == "returned"]
    assert returned.data["reason"] == "thiếu phụ lục"


async def test_a_ledger_of_a_newer_program_is_a_sentence(year: Office, open_terminal: Opened) -> None:
    with year.ledger.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    async with open_terminal(year) as terminal:
        assert "Hãy cập nhật chương trình trên máy này." in terminal.words


async def test_a_ledger_taken_away_leaves_what_was_read_and_says_so(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("3")
        year.ledger.engine.dispose()
        shutil.move(year.home / "phancong.db", year.home / "gone.db")
        await terminal.press("k")
        assert terminal.notices
        assert "UBND xã Vĩnh Chấp" in terminal.text


async def test_a_locked_ledger_is_a_sentence_and_nothing_is_done(year: Office, open_terminal: Opened) -> None:
    settings = dataclasses.replace(year.settings, database_url=f"sqlite:///{year.home / 'phancong.db'}?timeout=0.2")
    ledger = Ledger(settings, lambda: year.ledger.calendar, EXACT)
    locked = Office(year.home, settings, ledger, year.files)
    async with open_terminal(locked) as terminal:
        with closing(sqlite3.connect(year.home / "phancong.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            await terminal.press("3", "k")
            assert "đang bị một chương trình khác khóa" in terminal.notices[0]
            other.execute("ROLLBACK")
        await terminal.press("k")
        assert terminal.notices[1].startswith("Đã ghi: đã nắm thông tin")
