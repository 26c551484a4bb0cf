"""`phancong letters preview` and `phancong zalo`: what would be said is read first, on the screen or in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cli.main import run
from engine.letters.examples import READERS
from engine.preview import KINDS
from tests.cli.conftest import Said
from tests.conftest import HUNG, MINH, Office

LATE = ("--at", "2024-12-11T08:00")
PREVIEW = ("letters", "preview")
TO_AGENCIES = len(KINDS) - 4


def test_a_kind_is_shown_for_every_reader(said: Said) -> None:
    printed = said(*PREVIEW, "urging")
    for relation, reader in READERS.items():
        assert f"[urging.{relation}]\nTiêu đề: " in printed
        assert f"Kính gửi: {reader}\n" in printed
    assert printed.count("=" * 72) == len(READERS) - 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_shown(said: Said, kind: str) -> None:
    assert said(*PREVIEW, kind).startswith(f"[{kind}")


def test_an_obligation_is_shown_as_it_stands(office: Office, said: Said) -> None:
    office.apply()
    printed = said(*PREVIEW, "--obligation", HUNG, *LATE)
    assert printed.startswith("[urging]\nTiêu đề: Đề nghị gửi báo cáo định kỳ đợt tháng 12")
    assert "Kính gửi: UBND xã Vĩnh Chấp" in printed
    assert office.letters() == []


def test_a_plan_is_shown_to_our_own_side(office: Office, said: Said) -> None:
    office.apply()
    printed = said(*PREVIEW, "missing", "--plan", "binh-dang-gioi", *LATE)
    assert "Kính gửi: Đồng chí Trưởng Phòng Lao động - Thương binh và Xã hội" in printed
    early = said(*PREVIEW, "missing", "--plan", "binh-dang-gioi", "--at", "2024-12-01", code=1)
    assert "chưa có thư để xem" in early


def test_all_letters_are_written_to_a_folder_as_text_and_page(said: Said, tmp_path: Path) -> None:
    folder = tmp_path / "thu-mau"
    count = TO_AGENCIES * len(READERS) + 4
    assert said(*PREVIEW, "--all", "--to", str(folder)) == f"Đã ghi {count} thư vào {folder}\n"
    assert len(list(folder.glob("*.txt"))) == len(list(folder.glob("*.html"))) == count
    assert "<table" in (folder / "reminder.lower.html").read_text("utf-8")
    assert "Tiêu đề: " in (folder / "digest.txt").read_text("utf-8")


def test_one_page_is_written_to_a_file(said: Said, tmp_path: Path) -> None:
    path = tmp_path / "nhac-viec.html"
    assert said(*PREVIEW, "reminder", "--html", str(path)) == f"Đã ghi {path}\n"
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_where_nothing_can_be_written_the_outside_is_named(said: Said, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("", encoding="utf-8")
    refused = said(*PREVIEW, "reminder", "--html", str(tmp_path / "tep" / "thu.html"), code=3)
    assert refused.startswith("Không ghi được ")


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        (("remindr",), "Không có loại thư “remindr”. Có phải là “reminder”?", 1),
        (("--all",), "Dùng --all cùng --to THƯ-MỤC.", 2),
        (("--to", "x"), "Dùng --all cùng --to THƯ-MỤC.", 2),
        (("--html", "x"), "--html và --open dùng cho một thư", 2),
        (("--plan", "binh-dang-gioi"), "--plan cần loại thư missing hoặc alerts", 2),
        (("missing", "--plan", "a", "--obligation", "b"), "Dùng một trong --obligation, --plan và --all", 2),
        (("--obligation", "khong-co"), "Không có đầu việc “khong-co”", 1),
        (("digest", "--obligation", MINH), "không viết về riêng một đầu việc", 1),
        (("digest", "--plan", "binh-dang-gioi"), "Chỉ xem theo kế hoạch được thư missing và alerts", 1),
    ],
)
def test_what_cannot_be_shown_is_answered_in_a_sentence(
    office: Office, said: Said, arguments: tuple[str, ...], words: str, code: int
) -> None:
    office.apply()
    assert words in said(*PREVIEW, *arguments, code=code)


def test_a_broken_template_is_named_by_preview_and_doctor(
    office: Office, said: Said, capfd: pytest.CaptureFixture[str]
) -> None:
    office.settings.templates.mkdir(parents=True)
    path = office.settings.templates / "after.j2"
    path.write_text("{% macro ask(letter, section, v) %}\n{{ letter.reply_bi }}\n{% endmacro %}\n", encoding="utf-8")
    said_once = f"{path}:2"
    assert said_once in said(*PREVIEW, "urging", code=1)
    assert "tên gần nhất là “reply_by”" in said(*PREVIEW, "urging", code=1)
    assert run(["doctor", "--at", "2024-12-01"]) == 1
    assert said_once in capfd.readouterr().out
    assert said(*PREVIEW, "extended").startswith("[extended.lower]")  # only what it breaks is refused


def test_letters_without_links_are_complete(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHANCONG_LINKS", "off")
    for kind in KINDS:
        printed = said(*PREVIEW, kind)
        assert "http" not in printed
        assert "hoặc tại" not in printed


def test_a_rehearsal_is_marked_in_what_leaves_not_in_what_is_read(
    office: Office, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHANCONG_MAIL_REDIRECT", "lan@ldtbxh.example")
    monkeypatch.setenv("PHANCONG_MAIL_FROM", "phong@ldtbxh.example")
    office.apply()
    said("run", "--at", "2024-11-04T08:00")
    mails = [path.read_text("utf-8") for path in office.settings.mailbox.rglob("*.eml")]
    assert mails
    assert all("To: lan@ldtbxh.example" in mail for mail in mails)
    assert "TẬP DƯỢT" not in said(*PREVIEW, "notice")


def test_the_short_text_is_printed_with_whom_to_send_it_to(office: Office, said: Said) -> None:
    office.apply()
    printed = said("zalo", MINH, HUNG, *LATE)
    assert printed.startswith("Phòng Y tế (Minh):\nKính gửi đ/c đầu mối của Phòng Y tế: ")
    assert "\nUBND xã Vĩnh Chấp (Hùng):\nKính nhờ đ/c phụ trách của UBND xã Vĩnh Chấp: " in printed
    found = json.loads(said("zalo", MINH, "--json", *LATE))
    assert [sorted(one) for one in found] == [["agency", "contact", "obligation", "phone", "text"]]
    assert "Không có đầu việc “khong-co”" in said("zalo", "khong-co", *LATE, code=1)
