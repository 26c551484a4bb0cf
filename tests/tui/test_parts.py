"""What the parts of the terminal promise that need no screen."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter
from typing import get_args

import pytest
from rich.cells import cell_len
from textual.color import Color
from textual.theme import Theme

from engine.clock import moment
from engine.deadlines.rules import After, Ahead, Before, Between, By, Due, Every, On, Ongoing, OnRequest
from engine.history_words import WORDS
from engine.matching import matches, searchable
from engine.obligations.history import TRANSITIONS, Facts
from engine.obligations.states import STATE_WORDS
from tui.actions import ACTIONS, bindings, groups
from tui.app import PhancongApp
from tui.columns import GAP, Column, cut, widths
from tui.screens.listing import ListScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.obligation import ObligationScreen
from tui.themes import THEMES
from tui.words import STATE_SIGNS, STATE_TONES, Tone, age_words, listed, short_limit

TODAY = dt.date(2024, 12, 11)
REPORT = "Báo cáo Phòng Y tế"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["bao cao phong y te", "BÁO CÁO y tế", "te phong", ""])
def test_a_text_is_found_without_diacritics_in_either_spelling(form: str, typed: str) -> None:
    assert matches(typed, searchable(unicodedata.normalize(form, REPORT)))  # type: ignore[arg-type]


def test_every_word_typed_must_begin_a_word_of_the_text() -> None:
    text = searchable("UBND xã Vĩnh Tú", "Báo cáo định kỳ (mục V)", "trước 10/12", "Kế hoạch 58/KH-UBND")
    assert matches("vinh tu muc v", text)
    assert matches("10/12", text)
    assert matches("58/kh", text)
    assert not matches("vinh te", text)
    assert not matches("y", searchable("kỳ này"))


def test_the_barred_d_is_a_d() -> None:
    assert matches("don doc", searchable("Đôn đốc"))


def test_columns_fill_the_terminal_and_no_more() -> None:
    columns = (Column("Cơ quan", share=1), Column("Nội dung", share=2), Column("Hạn"))
    fitted = widths(columns, [["UBND xã Vĩnh Tú", "Báo cáo " * 20, "trước 10/12"]], 76)
    assert sum(fitted) + GAP * len(fitted) == 76
    assert fitted[2] == cell_len("trước 10/12")
    assert fitted[0] == cell_len("UBND xã Vĩnh Tú")


def test_a_terminal_too_narrow_for_its_columns_gives_no_negative_width() -> None:
    assert min(widths((Column("A", share=1), Column("Tình trạng")), [["a" * 30, "b" * 30]], 20)) >= 0


@pytest.mark.parametrize("width", range(1, 40))
def test_a_cut_text_fits(width: int) -> None:
    assert cell_len(cut("Báo cáo định kỳ đợt tháng 12", width)) <= width


def test_a_text_a_little_too_long_keeps_its_last_words() -> None:
    assert cut("Báo cáo định kỳ đợt tháng 12", 20) == "Báo cáo địn…tháng 12"
    assert cut("Đẩy mạnh công tác tuyên truyền về bình đẳng giới", 20) == "Đẩy mạnh công tác t…"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (Before(date=dt.date(2024, 12, 10)), "trước 10/12"),
        (Before(date=dt.date(2025, 1, 10)), "trước 10/01/2025"),
        (Before(date=dt.date(2024, 12, 10), time=dt.time(17)), "trước 17:00 10/12"),
        (By(date=dt.date(2024, 12, 5)), "chậm nhất 05/12"),
        (By(date=dt.date(2024, 12, 5), time=dt.time(17)), "chậm nhất 17:00 05/12"),
        (On(date=dt.date(2024, 11, 10), tentative=True), "dự kiến 10/11"),
        (Between.model_validate({"from": "2024-11-15", "to": "2024-12-15"}), "15/11 - 15/12"),
        (Ongoing(), "–"),
        (Every(period="quarter"), "định kỳ"),
        (After(event="ngày nhận văn bản", days=5), "theo sự kiện"),
        (Ahead(event="ngày bầu cử", days=95), "theo sự kiện"),
        (OnRequest(), "khi có yêu cầu"),
    ],
)
def test_a_limit_fits_a_narrow_column(due: Due, words: str) -> None:
    assert short_limit(_facts(due), TODAY) == words


def test_the_day_to_which_a_limit_moved_stands_beside_it() -> None:
    sunday = By(date=dt.date(2024, 12, 15), roll="next")
    assert short_limit(_facts(sunday).but(moved_to=dt.date(2024, 12, 16)), TODAY) == "chậm nhất 15/12 → 16/12"


def _facts(due: Due) -> Facts:
    return Facts(opened_at=moment("2024-11-01"), since=moment("2024-11-01"), due=due, first_due=due)


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (dt.timedelta(seconds=20), "vừa xong"),
        (dt.timedelta(minutes=30), "30 phút trước"),
        (dt.timedelta(hours=26), "26 giờ trước"),
        (dt.timedelta(days=3), "3 ngày trước"),
    ],
)
def test_an_age_is_told_roughly(age: dt.timedelta, words: str) -> None:
    assert age_words(age) == words


def test_a_long_list_of_names_ends_with_a_number() -> None:
    assert listed(list("abcdefgh"), most=6).endswith("· f\n… và 2 cơ quan khác")


def test_every_state_has_its_sign_and_tone() -> None:
    assert STATE_SIGNS.keys() == STATE_WORDS.keys() == STATE_TONES.keys()
    assert {cell_len(sign) for sign in STATE_SIGNS.values()} == {1}


def test_every_event_of_an_obligation_has_its_words() -> None:
    assert WORDS.keys() >= {"opened", *TRANSITIONS}


def test_no_key_means_two_things_in_one_place() -> None:
    for places in (
        ("row", "list", "act", "app"),
        ("row", "grid", "matrix", "act", "app"),
        ("row", "list", "obligations", "act", "app"),
        ("row", "plans", "app"),
        ("row", "agencies", "app"),
        ("page", "agency", "app"),
        ("page", "plans", "app"),
        ("page", "preview", "app"),
        ("page", "obligation", "act", "app"),
        ("dialog",),
        ("filter",),
    ):
        keys = Counter(action.key for action in ACTIONS if action.place in places)
        assert set(keys.values()) == {1}


def test_every_action_is_in_the_help_once() -> None:
    assert sorted(map(repr, ACTIONS)) == sorted(repr(action) for _, found in groups() for action in found)


def test_every_action_has_its_method() -> None:
    owners = {
        "app": PhancongApp,
        "list": ListScreen,
        "act": ListScreen,
        "page": ObligationScreen,
        "matrix": MatrixScreen,
    }
    for action in ACTIONS:
        owner = owners.get(action.place)
        assert owner is None or hasattr(owner, f"action_{action.method.split('(')[0]}"), action
    assert len(bindings("app")) == sum(action.place == "app" for action in ACTIONS)


PAIRS = [
    *((f"tone-{tone}", ground) for tone in get_args(Tone) for ground in ("background", "panel")),
    ("foreground", "background"),
    ("foreground", "panel"),
    ("foreground", "block-cursor-blurred-background"),
    ("accent", "background"),
    ("bar-text", "bar"),
    ("bar-quiet", "bar"),
    ("here-text", "here"),
    ("cursor-text", "cursor"),
    ("footer-key-foreground", "footer-background"),
    ("footer-description-foreground", "footer-background"),
    ("late-text", "late"),
]


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_told_from_its_ground(theme: Theme, text: str, ground: str) -> None:
    colours = {**vars(theme), **theme.variables}
    assert _contrast(Color.parse(colours[text]), Color.parse(colours[ground])) >= 4.5


def _contrast(one: Color, other: Color) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
