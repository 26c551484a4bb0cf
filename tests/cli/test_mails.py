"""The command line: what came back, whom to call, and a mailbox in trouble."""

from __future__ import annotations

import json

import pytest

from cli.main import run as command
from tests.conftest import MINH
from tests.mail.conftest import box as box_of
from tests.mail.letterbox import FROM, Letterbox

box = box_of


@pytest.fixture
def replied(box: Letterbox, monkeypatch: pytest.MonkeyPatch) -> Letterbox:
    """Return an office that Minh has answered by mail, and whose settings the command line reads."""
    monkeypatch.setenv("PHANCONG_HOME", str(box.office.home))
    monkeypatch.setenv("PHANCONG_MAIL_FROM", FROM)
    monkeypatch.setenv("PHANCONG_USER", "Lan")
    monkeypatch.setenv("PHANCONG_IMAP_URL", box.folder.as_uri())
    box.put(box.reply(box.to("minh@yte.example")[0], "Đã gửi báo cáo."))
    return box


def read(*arguments: str) -> int:
    return command([*arguments])


def test_a_run_reads_the_mail_and_lan_sees_it(replied: Letterbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert read("run", "--at", "2024-11-05T08:00") == 0
    capsys.readouterr()
    assert read("mails") == 0
    assert "minh@yte.example: Re: x  (thư trả lời)" in capsys.readouterr().out
    assert read("mails", "show", "1") == 0
    shown = capsys.readouterr().out
    assert "Đã gửi báo cáo." in shown
    assert f"Đầu việc: {MINH}" in shown


def test_lan_accepts_a_reply_and_nothing_waits(replied: Letterbox, capsys: pytest.CaptureFixture[str]) -> None:
    read("run", "--at", "2024-11-05T08:00")
    arguments = ["--as", "done", "--document", "45/BC-PYT", "--sent", "2024-11-05", "--at", "2024-11-05T09:00", MINH]
    assert read("mails", "accept", "1", *arguments) == 0
    assert "Đã ghi nhận thư trả lời cho 1 đầu việc." in capsys.readouterr().out
    assert read("mails", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"mails": []}
    assert read("mails", "dismiss", "1", "--at", "2024-11-05T09:30") == 1
    assert "đã được xử lý" in capsys.readouterr().err


def test_lan_reads_whom_to_call_and_says_that_she_has(replied: Letterbox, capsys: pytest.CaptureFixture[str]) -> None:
    assert read("calls", "--at", "2024-11-08T08:00", "--json") == 0
    found = json.loads(capsys.readouterr().out)["calls"]
    assert MINH in [obligation for call in found for obligation in call["obligations"]]
    assert read("calls", "--at", "2024-11-08T08:00") == 0
    assert "Gọi: Minh · 0233 222 2222" in capsys.readouterr().out
    assert read("called", MINH, "--by", "zalo", "--note", "hẹn mai", "--at", "2024-11-08T09:00") == 0
    capsys.readouterr()
    assert read("explain", MINH, "--at", "2024-11-08T10:00") == 0
    assert "Đã nhắn Zalo: hẹn mai (Lan)" in capsys.readouterr().out


def test_a_mailbox_in_trouble_ends_with_3_and_the_letters_have_left(
    replied: Letterbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PHANCONG_IMAP_URL", "imap://lan:bi-mat@127.0.0.1:1/INBOX")
    assert read("run", "--at", "2024-11-18T08:00", "--json") == 3
    said = capsys.readouterr()
    assert json.loads(said.out)["delivered"] == 4
    assert "Hộp thư đến tại 127.0.0.1:1 không kết nối được" in said.err
    assert "bi-mat" not in said.err


@pytest.mark.parametrize("url", ["pop3://x", "imap://", "file:den", "imap://h:x", "imap://h?starttls=2"])
def test_a_wrong_url_is_refused_without_being_repeated(
    replied: Letterbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], url: str
) -> None:
    monkeypatch.setenv("PHANCONG_IMAP_URL", url)
    assert read("run", "--at", "2024-11-05T08:00") == 1
    assert capsys.readouterr().err.startswith("PHANCONG_IMAP_URL chưa đúng.")


@pytest.mark.parametrize("value", ["0", "-1", "năm", "61", "²"])
def test_a_senseless_number_of_days_is_refused(
    replied: Letterbox, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    monkeypatch.setenv("PHANCONG_CALL_AFTER", value)
    assert read("calls") == 1
    assert "PHANCONG_CALL_AFTER" in capsys.readouterr().err
