"""The terminal in plain lines: what a screen reader reads, and what a pipe carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from cli.terminal import shows_vietnamese
from engine.clock import moment
from tests.conftest import HUNG, MINH, VINH_O, Office
from tests.tui.conftest import NOW
from tui.office import Office as Verbs
from tui.plain import PlainTerminal

Spoken = Callable[..., str]


@pytest.fixture
def speak(year: Office) -> Spoken:
    """Return what the terminal says to some commands."""

    def spoken(*commands: str) -> str:
        said: list[str] = []
        typed: Iterator[str] = iter(commands)
        verbs = Verbs(year.ledger, lambda: moment(NOW))
        PlainTerminal(verbs, lambda prompt: next(typed, None), said.append).run()
        return "\n".join(said)

    return spoken


def test_without_a_command_the_day_s_work_is_printed(speak: Spoken) -> None:
    said = speak()
    assert "Phòng Lao động - Thương binh và Xã hội · 08:30 thứ Tư, 11/12/2024" in said
    assert "1. Việc: ! chưa ghi nhận; Cơ quan: UBND xã Vĩnh Chấp; Nội dung: Báo cáo định kỳ đợt tháng 12" in said
    assert "Dòng 1-7/7." in said


def test_a_filter_is_typed_without_diacritics(speak: Spoken) -> None:
    said = speak("2", "/ vinh o bao cao").rpartition("08:30")[2]
    assert "UBND xã Vĩnh Ô" in said
    assert "Vĩnh Chấp" not in said


def test_one_row_is_read_whole(speak: Spoken) -> None:
    said = speak("3", "m 1")
    assert "Nguyên văn: “" in said
    assert "- Cách tính: “trước ngày”" in said
    assert "09/12/2024 08:00" in said


def test_a_result_is_accepted_after_a_question(speak: Spoken, year: Office) -> None:
    said = speak("a 3", "c")
    assert "Xác nhận kết quả?" in said
    assert "Đã xác nhận kết quả của Phòng Y tế." in said
    assert year.one(MINH, "2024-12-11T09:00")["state"] == "done_on_time"


def test_saying_no_does_nothing(speak: Spoken, year: Office) -> None:
    assert "Chưa thực hiện gì." in speak("a 3", "k")
    assert year.one(MINH, "2024-12-11T09:00")["state"] == "awaiting_review"


def test_more_time_is_granted_line_by_line(speak: Spoken, year: Office) -> None:
    said = speak("3", "e 2", "", "Công văn số 12/UBND", "k")
    assert "Đã gia hạn cho UBND xã Vĩnh Ô đến hết ngày 16/12/2024." in said
    assert year.one(VINH_O, "2024-12-11T09:00")["due"] == {"kind": "by", "date": "2024-12-16"}


def test_an_agency_is_found_by_its_name(speak: Spoken, year: Office) -> None:
    assert "Đã giao lại 1 đầu việc cho Hội Liên hiệp Phụ nữ huyện." in speak("3", "c 1", "phu nu", "Công văn 13")
    assert year.one(HUNG, "2024-12-11T09:00")["state"] == "withdrawn"


@pytest.mark.parametrize(
    ("commands", "sentence"),
    [
        (["3", "e 1", "ngày mai"], "ghi dạng ngày/tháng/năm"),
        (["3", "e 1", "16/12", ""], "Hãy ghi căn cứ. Chưa thực hiện gì."),
        (["m 99"], "Không có dòng số này"),
        (["a x"], "Không có dòng số này"),
        (["hello"], "Không có lệnh này."),
        (["a 1"], "Việc này không áp dụng cho dòng đã chọn."),
        (["3", "c 1", "xa"], "Hãy gõ đủ để chỉ còn một."),
        (["?"], "a SỐ…: Xác nhận kết quả đang chờ."),
        (["3", "e"], "Gia hạn"),
    ],
)
def test_what_cannot_be_is_a_sentence(speak: Spoken, commands: list[str], sentence: str) -> None:
    assert sentence in speak(*commands)


def test_letters_are_read_and_released(speak: Spoken, year: Office) -> None:
    before = len(list(year.settings.mailbox.glob("*.eml")))
    said = speak("4", "m 1", "p 1", "c")
    assert "Kính gửi" in said
    assert "Đã phát hành 1 thư" in said
    assert len(list(year.settings.mailbox.glob("*.eml"))) == before + 1


@pytest.mark.parametrize(
    ("environment", "shows"),
    [
        ({"LANG": "vi_VN.UTF-8"}, True),
        ({"LANG": "C.utf8", "TERM": "xterm"}, True),
        ({}, True),
        ({"LANG": "C"}, False),
        ({"LANG": "vi_VN.UTF-8", "LC_ALL": "POSIX"}, False),
        ({"LANG": "vi_VN.UTF-8", "TERM": "dumb"}, False),
    ],
)
def test_a_terminal_without_vietnamese_letters_is_known(environment: dict[str, str], shows: bool) -> None:
    assert shows_vietnamese(environment) is shows
