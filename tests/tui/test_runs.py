"""Key 8: what is on its way or did not arrive, the runs that were and come, a day rehearsed; and a run that is late."""

from __future__ import annotations

from tests.conftest import NoServer, Office
from tests.tui.conftest import Opened
from tests.verbs.test_runs import Refuses
from tui.screens.reading import ReadingScreen
from tui.screens.rehearsal import RehearsalScreen

MORNING = "2024-11-18T08:00"


def refused(office: Office) -> Office:
    """Let the mail server refuse a morning's letters."""
    office.apply()
    office.run(MORNING, Refuses())
    return office


async def test_the_last_runs_and_the_next_stand_in_one_list(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("8")
        assert "Lượt chạy gần nhất 08:00 hôm nay (30 phút trước), kế tiếp 08:00 ngày mai" in terminal.text
        assert "cảnh báo mới" in terminal.row("✓ đã chạy", "08:00 hôm nay")
        assert "○ sắp tới" in terminal.row("○", "08:00 ngày mai")


async def test_a_refused_letter_stands_first_and_says_why(office: Office, open_terminal: Opened) -> None:
    async with open_terminal(refused(office), "2024-11-18T09:00", size=(140, 40)) as terminal:
        await terminal.press("8")
        assert terminal.text.index("! bị từ chối") < terminal.text.index("○ sắp tới")
        assert "bị máy chủ từ chối, 0 bị trả lại" in terminal.text
        assert "Tình trạng: bị từ chối:" in terminal.text
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, ReadingScreen)
        assert "Kính gửi" in terminal.text


async def test_a_refused_letter_goes_once_more_by_one_key(office: Office, open_terminal: Opened) -> None:
    async with open_terminal(refused(office), "2024-11-18T09:00") as terminal:
        count = len(office.letters("failed"))
        await terminal.press("8", "G")
        assert "Gửi lại thư này?" in terminal.dialog
        await terminal.press("enter")
        assert terminal.notices == ["Đã gửi 1 thư."]
        assert len(office.letters("failed")) == count - 1
    assert len(list(office.settings.mailbox.glob("*.eml"))) == 1


async def test_a_refused_letter_is_set_aside_only_when_the_person_says_so(
    office: Office, open_terminal: Opened
) -> None:
    async with open_terminal(refused(office), "2024-11-18T09:00") as terminal:
        count = len(office.letters("failed"))
        await terminal.press("8", "b", "escape")
        assert len(office.letters("failed")) == count
        await terminal.press("b", "enter")
        assert terminal.notices[0].startswith("Đã bỏ qua thư này")
        assert len(office.letters("failed")) == count - 1


async def test_what_the_server_did_not_take_says_so_and_leaves_when_it_is_back(
    office: Office, open_terminal: Opened
) -> None:
    office.apply()
    office.run(MORNING, NoServer())
    waiting = len(office.letters("pending"))
    async with open_terminal(office, "2024-11-18T09:00") as terminal:
        await terminal.press("8")
        assert "thử lại ở lượt chạy tới" in terminal.words
        assert "! trục trặc" in terminal.text
        await terminal.press("G", "enter")
        assert terminal.notices == [f"Đã gửi {waiting} thư."]
        assert "0 thư chờ gửi" in terminal.text


async def test_nothing_is_sent_again_that_has_left(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("8", "G", "b")
        assert terminal.dialog == ""
        assert terminal.notices == []


async def test_a_day_is_rehearsed_and_its_letters_read_and_nothing_is_written(
    office: Office, open_terminal: Opened
) -> None:
    office.apply()
    office.run("2024-12-09T08:00")
    before = office.all_letters()
    async with open_terminal(office, "2024-12-09T08:30", size=(120, 40)) as terminal:
        await terminal.press("8", "y")
        assert "10/12/2024" in terminal.dialog
        await terminal.press("enter")
        assert isinstance(terminal.app.screen, RehearsalScreen)
        assert "Chạy thử 08:00 thứ Ba, 10/12/2024" in terminal.text
        assert "3 cảnh báo mới" in terminal.text
        assert "Phòng Y tế" in terminal.row("! cảnh báo", "Phòng Y tế")
        await terminal.press("end", "enter")
        assert isinstance(terminal.app.screen, ReadingScreen)
        assert "Tình trạng: chạy thử" in terminal.text
        await terminal.press("escape", "escape")
        assert "○ sắp tới" in terminal.text
    assert office.all_letters() == before


async def test_enter_on_a_run_that_comes_rehearses_it(office: Office, open_terminal: Opened) -> None:
    office.apply()
    office.run("2024-12-09T08:00")
    async with open_terminal(office, "2024-12-09T08:30") as terminal:
        await terminal.press("8", "enter")
        assert "Chạy thử 08:00 thứ Ba, 10/12/2024" in terminal.text


async def test_a_day_of_the_past_is_not_rehearsed_and_says_why(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year) as terminal:
        await terminal.press("8", "y")
        await terminal.press(*["backspace"] * 10)
        await terminal.type("1/12/2024")
        await terminal.press("enter")
        assert "Chỉ chạy thử được một ngày từ nay trở đi." in terminal.words


async def test_a_late_run_stands_in_red_on_every_screen(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, "2024-12-12T10:30") as terminal:
        for key in "1234568":
            await terminal.press(key)
            assert "! Lượt chạy tự động đã quá giờ: lần gần nhất 08:00 11/12/2024." in terminal.text
        await terminal.press("8")
        assert "08:00 hôm qua" in terminal.text


async def test_before_ten_nothing_is_late(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, "2024-12-12T09:30") as terminal:
        assert "quá giờ" not in terminal.text


async def test_where_nothing_is_followed_the_screen_says_how_to_begin(office: Office, open_terminal: Opened) -> None:
    async with open_terminal(office) as terminal:
        await terminal.press("8")
        assert "Chưa theo dõi kế hoạch nào." in terminal.text
        await terminal.press("G", "b", "enter")


async def test_a_very_small_terminal_shows_the_runs_too(year: Office, open_terminal: Opened) -> None:
    async with open_terminal(year, size=(40, 10)) as terminal:
        await terminal.press("8")
        assert "○ sắp tới" in terminal.text
        await terminal.press("enter")
        assert "Chạy thử" in terminal.text
