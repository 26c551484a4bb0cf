"""Whatever goes wrong, a person reads one Vietnamese sentence, and the exit code says whose turn it is."""

from __future__ import annotations

import json
import os
import re
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import typer.main

from cli.main import app, run
from tests.acceptance.processes import phancong, start
from tests.conftest import HUNG, MINH, PLAN, Office
from tests.mail_server import nobody_there

LATER = "2024-11-04T08:00"
DONE, WRONG, USAGE, OUTSIDE = 0, 1, 2, 3
VIETNAMESE = re.compile(r"[ăâđêôơưạảãàáẹẻẽèéịỉĩìíọỏõòóụủũùúỳýỷỹỵặằắẳẵậầấẩẫệềếểễộồốổỗợờớởỡựừứửữ]", re.IGNORECASE)


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


Command = Callable[..., Ended]


@pytest.fixture
def command(office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run commands in the office's home; a failure must be a sentence, and never a traceback."""
    for name in [name for name in os.environ if name.startswith("PHANCONG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    monkeypatch.setenv("PHANCONG_USER", "Lan")

    def done(*arguments: str, **environment: str) -> Ended:
        for name, value in environment.items():
            monkeypatch.setenv(f"PHANCONG_{name}", value)
        code = run(list(arguments))
        said = capfd.readouterr()
        assert "Traceback" not in said.out + said.err
        assert code == DONE or VIETNAMESE.search(said.err + said.out), said
        return Ended(code, said.out, said.err)

    return done


@pytest.fixture
def adopted(office: Office) -> Office:
    office.apply()
    office.run("2024-11-01T08:00")
    return office


def plan_file(office: Office) -> str:
    office.plan()
    return str(office.files / "ke-hoach.yaml")


WRITING = [
    ("run",),
    ("confirm", MINH, "--received"),
    ("withdraw", MINH, "--reason", "x"),
    ("silence", MINH, "--until", "2024-11-20"),
    ("extend", MINH, "--until", "2024-12-20", "--basis", "x"),
]
READING = [("status",), ("status", "--json"), ("explain", MINH), ("audit", "verify")]


# The database


@contextmanager
def locked(office: Office) -> Iterator[str]:
    """Hold the database as another program would; yield the URL of one who is not patient."""
    file = office.home / "phancong.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield f"sqlite:///{file}?timeout=0.05"


@pytest.mark.parametrize("arguments", WRITING)
def test_a_locked_database_is_waited_for_and_then_said(
    adopted: Office, command: Command, arguments: tuple[str, ...]
) -> None:
    with locked(adopted) as url:
        ended = command(*arguments, "--at", LATER, DATABASE_URL=url)
    assert (ended.code, ended.out) == (OUTSIDE, "")
    assert ended.err.startswith("Cơ sở dữ liệu đang bị một chương trình khác khóa.")


@pytest.mark.parametrize("arguments", READING)
def test_a_locked_database_can_be_read(adopted: Office, command: Command, arguments: tuple[str, ...]) -> None:
    with locked(adopted) as url:
        assert command(*arguments, DATABASE_URL=url).code == DONE


def test_what_a_lock_kept_back_is_done_by_the_next_run(adopted: Office, command: Command) -> None:
    with locked(adopted) as url:
        command("run", "--at", "2024-12-10", DATABASE_URL=url)
    ended = command("run", "--at", "2024-12-10", "--json", DATABASE_URL=adopted.settings.url)
    assert json.loads(ended.out)["alerts_raised"] == 3


def read_only(office: Office) -> str:
    return f"sqlite:///file:{office.home / 'phancong.db'}?mode=ro&uri=true"


@pytest.mark.parametrize("arguments", WRITING)
def test_a_database_that_may_only_be_read_is_said(
    adopted: Office, command: Command, arguments: tuple[str, ...]
) -> None:
    ended = command(*arguments, "--at", LATER, DATABASE_URL=read_only(adopted))
    assert (ended.code, ended.out) == (OUTSIDE, "")
    assert ended.err.startswith("Cơ sở dữ liệu chỉ cho đọc.")


@pytest.mark.parametrize("arguments", READING)
def test_a_database_that_may_only_be_read_is_read(
    adopted: Office, command: Command, arguments: tuple[str, ...]
) -> None:
    ended = command(*arguments, DATABASE_URL=read_only(adopted))
    assert ended.code == DONE
    assert ended.out


@pytest.mark.parametrize("arguments", [("run",), ("status",), ("audit", "verify"), ("doctor",), ("explain", MINH)])
@pytest.mark.parametrize("content", [b"x" * 5000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_said(
    office: Office, command: Command, arguments: tuple[str, ...], content: bytes
) -> None:
    office.home.mkdir()
    (office.home / "phancong.db").write_bytes(content)
    ended = command(*arguments)
    assert (ended.code, ended.out) == (OUTSIDE, "")
    assert "đã hỏng" in ended.err


def test_a_folder_in_place_of_the_database_is_said(office: Office, command: Command) -> None:
    (office.home / "phancong.db").mkdir(parents=True)
    assert command("run").err.startswith("Không mở được cơ sở dữ liệu.")
    assert command("status").code == OUTSIDE


def test_tables_taken_away_are_said(adopted: Office, command: Command) -> None:
    with closing(sqlite3.connect(adopted.home / "phancong.db")) as connection:
        connection.execute("DROP TABLE letters")
    assert command("run", "--at", LATER).code == OUTSIDE


@pytest.mark.parametrize(
    "url", ["phancong", "khong-co://may-chu/phancong", "postgresql://may-chu:cong/x", "sqlite:///x?timeout=lau"]
)
@pytest.mark.parametrize("arguments", [("run",), ("status",)])
def test_a_wrong_database_url_is_said(command: Command, arguments: tuple[str, ...], url: str) -> None:
    ended = command(*arguments, DATABASE_URL=url, SECRET="bí mật")
    assert (ended.code, ended.out) == (WRONG, "")
    assert ended.err.startswith("PHANCONG_DATABASE_URL chưa đúng.")


def test_a_database_without_its_driver_is_said(command: Command) -> None:
    ended = command("status", DATABASE_URL="mysql+pymysql://may-chu/phancong", SECRET="bí mật")
    assert ended.code == WRONG
    assert "chưa cài trình kết nối" in ended.err


@pytest.mark.parametrize("arguments", [("run",), ("status",), ("audit", "verify"), ("confirm", MINH, "--received")])
def test_a_shared_database_without_a_secret_is_refused(command: Command, arguments: tuple[str, ...]) -> None:
    ended = command(*arguments, DATABASE_URL="postgresql+psycopg://lan:mat-khau@may-chu/phancong")
    assert (ended.code, ended.out) == (WRONG, "")
    assert ended.err.startswith("Chưa có PHANCONG_SECRET.")
    assert "mat-khau" not in ended.err


# Home and settings


@pytest.mark.parametrize("below", ["", "trong/do"])
@pytest.mark.parametrize("arguments", [("run",), ("confirm", MINH, "--received")])
def test_a_home_that_cannot_be_made_is_said(
    office: Office, command: Command, arguments: tuple[str, ...], below: str
) -> None:
    file = office.files / "tep"
    file.touch()
    ended = command(*arguments, HOME=str(file / below))
    assert (ended.code, ended.out) == (OUTSIDE, "")
    assert ended.err.startswith("Không tạo được thư mục")


def test_a_home_that_is_missing_is_an_office_that_follows_nothing_yet(office: Office, command: Command) -> None:
    assert command("status").out == "Chưa theo dõi kế hoạch nào. Bắt đầu bằng: phancong apply TỆP\n"
    assert command("audit", "verify").out == "Nhật ký nguyên vẹn: 0 diễn biến.\n"
    assert command("explain", MINH).code == WRONG
    assert not office.home.exists()


def test_a_run_before_any_plan_has_nothing_to_do(office: Office, command: Command) -> None:
    ended = command("run", "--at", LATER, "--json")
    assert ended.code == DONE
    assert json.loads(ended.out)["letters"] == 0
    assert command("status").out.startswith("Chưa theo dõi kế hoạch nào.")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANG", "tieng-viet"),
        ("LINKS", "co"),
        ("MAIL_FROM", "phong-y-te"),
        ("MAIL_FROM", "a@b.example\nBcc: c@d.example"),
        ("MAIL_REDIRECT", "lan@"),
        ("SMTP_URL", "http://may-chu"),
        ("HOME", "~khong-co-nguoi-nay/x"),
    ],
)
def test_a_wrong_setting_is_said(command: Command, name: str, value: str) -> None:
    ended = command("run", "--at", LATER, **{name: value})
    assert (ended.code, ended.out) == (WRONG, "")


@pytest.mark.parametrize("content", ["smtp_url = ", "= 1", "[", "mail_from = phong"])
def test_a_settings_file_that_cannot_be_read_is_said(office: Office, command: Command, content: str) -> None:
    office.home.mkdir()
    (office.home / "phancong.toml").write_text(content, encoding="utf-8")
    ended = command("status")
    assert ended.code == WRONG
    assert "chưa đúng dạng TOML" in ended.err


def test_a_settings_file_that_is_a_folder_is_said(office: Office, command: Command) -> None:
    (office.home / "phancong.toml").mkdir(parents=True)
    assert command("status").err.startswith("Không đọc được tệp")


def test_an_empty_secret_file_is_said(adopted: Office, command: Command) -> None:
    (adopted.home / "secret").write_text("\n", encoding="ascii")
    ended = command("confirm", MINH, "--received", "--at", LATER)
    assert ended.code == WRONG
    assert ended.err.startswith("Khóa bí mật trống.")


def test_an_empty_secret_is_said(adopted: Office, command: Command) -> None:
    ended = command("confirm", MINH, "--received", "--at", LATER, SECRET=" , ")
    assert (ended.code, ended.out) == (WRONG, "")
    assert ended.err.startswith("Khóa bí mật trống.")


def test_a_secret_that_is_no_text_is_said(adopted: Office, command: Command) -> None:
    (adopted.home / "secret").write_bytes(b"\xff\xfe")
    assert command("confirm", MINH, "--received", "--at", LATER).code == OUTSIDE


def test_a_mail_server_that_is_not_there_is_said_and_nothing_is_lost(office: Office, command: Command) -> None:
    office.apply()
    ended = command("run", "--at", LATER, "--json", SMTP_URL=nobody_there())
    assert ended.code == OUTSIDE
    assert (json.loads(ended.out)["letters"], json.loads(ended.out)["failed"]) == (4, 4)
    assert "Thư vẫn ở hàng chờ; lần chạy sau sẽ gửi tiếp." in ended.err
    ended = command("run", "--at", LATER, "--json", SMTP_URL="")
    assert json.loads(ended.out)["delivered"] == 4


def test_heads_that_cannot_be_kept_are_said_and_nothing_is_lost(adopted: Office, command: Command) -> None:
    heads = adopted.home / "heads"
    heads.rename(adopted.home / "cat-di")
    heads.touch()
    ended = command("confirm", MINH, "--received", "--at", LATER)
    assert ended.code == OUTSIDE
    assert ended.err.startswith("Chưa ghi được dấu lưu nhật ký")
    assert adopted.one(MINH, LATER)["received_at"]


def test_what_nobody_thought_of_is_a_sentence_and_a_file_for_who_maintains_this(
    adopted: Office, command: Command
) -> None:
    with closing(sqlite3.connect(adopted.home / "phancong.db")) as connection:
        connection.execute("UPDATE obligations SET facts = 'vô nghĩa'")
        connection.commit()
    ended = command("status")
    assert (ended.code, ended.out) == (OUTSIDE, "")
    assert ended.err.startswith("Chương trình gặp lỗi ngoài dự kiến, chi tiết ghi tại")
    assert "ValidationError" in (adopted.home / "loi.log").read_text("utf-8")


# Time


@pytest.mark.parametrize("zone", ["America/New_York", "Nonsense", "Asia/Tokyo"])
def test_the_machines_own_time_zone_changes_no_date(adopted: Office, zone: str) -> None:
    for arguments in (("status", "--json", "--at", "2024-12-10"), ("explain", MINH, "--json", "--at", LATER)):
        here, there = (
            phancong(adopted.home, *arguments, TZ="Asia/Ho_Chi_Minh"),
            phancong(adopted.home, *arguments, TZ=zone),
        )
        assert (there.returncode, there.stderr) == (DONE, "")
        assert there.stdout == here.stdout


def test_a_run_in_another_time_zone_writes_the_same_letters(new_office: Callable[..., Office]) -> None:
    written = []
    for zone in ("Asia/Ho_Chi_Minh", "America/New_York"):
        office = new_office(links=False)
        office.apply()
        ended = phancong(office.home, "run", "--at", "2024-11-01T01:30+00:00", TZ=zone, PHANCONG_LINKS="off")
        assert (ended.returncode, ended.stderr) == (DONE, "")
        written.append([(letter.email, letter.subject, letter.text, letter.drafted_at) for letter in office.letters()])
    assert written[0] == written[1] != []


@pytest.mark.parametrize(
    "at",
    [
        "hôm nay",
        "10/12/2024",
        "2024-13-01",
        "2024-12-10T25:00",
        "",
        "2024-02-30",
        "0001-01-01T00:00+14:00",
        "9999-12-31",
    ],
)
@pytest.mark.parametrize("arguments", [("run",), ("status",), ("explain", MINH), ("confirm", MINH, "--received")])
def test_a_moment_that_is_none_is_wrong_usage(command: Command, arguments: tuple[str, ...], at: str) -> None:
    ended = command(*arguments, "--at", at)
    assert (ended.code, ended.out) == (USAGE, "")
    assert ended.err.startswith("Thời điểm")


@pytest.mark.parametrize("option", [("--done-at", "9/12", "--document", "1"), ("--done-at", "2024-12-09"), ()])
def test_half_a_confirmation_is_wrong_usage(adopted: Office, command: Command, option: tuple[str, ...]) -> None:
    assert command("confirm", MINH, *option, "--at", LATER).code == USAGE


@pytest.mark.parametrize("arguments", WRITING)
def test_a_moment_before_the_last_event_is_wrong_usage(
    adopted: Office, command: Command, arguments: tuple[str, ...]
) -> None:
    command("confirm", HUNG, "--received", "--at", "2024-11-19")
    ended = command(*arguments, "--at", "2024-11-18T08:00")
    assert ended.code == USAGE
    assert ended.err.startswith("Thời điểm 08 giờ 00 ngày 18/11/2024 sớm hơn diễn biến gần nhất đã ghi")


@pytest.mark.parametrize("arguments", READING[:3])
def test_reading_takes_any_moment(adopted: Office, command: Command, arguments: tuple[str, ...]) -> None:
    assert command(*arguments, "--at", "2024-11-01T08:00").code == DONE


# What is typed


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["khong-co"], "Không có lệnh"),
        (["run", "--khong-co"], "Không có tùy chọn --khong-co."),
        (["explain"], "Thiếu ĐẦU-VIỆC."),
        (["run", "--at"], "Tùy chọn --at cần một giá trị."),
        (["status", "thừa"], "Lệnh chưa đúng cách dùng."),
        (["serve", "--port", "x"], "Giá trị của CỔNG chưa đúng."),
        (["audit", "khong-co"], "Không có lệnh"),
    ],
)
def test_a_wrong_command_line_says_what_and_where_to_look(
    command: Command, arguments: list[str], sentence: str
) -> None:
    ended = command(*arguments)
    assert (ended.code, ended.out) == (USAGE, "")
    assert ended.err.startswith(sentence)
    assert "--help" in ended.err


@pytest.mark.parametrize(
    "arguments",
    [("explain",), ("accept",), ("acknowledge",), ("release",), ("withdraw",), ("return",)],
)
def test_an_unknown_obligation_is_said(adopted: Office, command: Command, arguments: tuple[str, ...]) -> None:
    ended = command(*arguments, "khong/co/dau-viec/-", "--at", LATER)
    assert (ended.code, ended.out) == (WRONG, "")
    assert ended.err.startswith("Không có đầu việc “khong/co/dau-viec/-”.")


@pytest.mark.parametrize("act", ["accept", "acknowledge", "release", "return"])
def test_an_act_that_makes_no_sense_is_refused_and_recorded_nowhere(
    adopted: Office, command: Command, act: str
) -> None:
    before = adopted.history(MINH)
    assert command(act, MINH, "--at", LATER).code == WRONG
    assert adopted.history(MINH) == before


def test_an_unknown_plan_is_said(adopted: Office, command: Command) -> None:
    ended = command("status", "--plan", "khong-co", "--json")
    assert (ended.code, ended.out) == (WRONG, "")
    assert "khong-co" in ended.err


@pytest.mark.parametrize("path", ["khong-co.yaml", ""])
def test_a_plan_that_is_not_there_is_said_and_nothing_applied(office: Office, command: Command, path: str) -> None:
    ended = command("apply", str(office.files / "mat" / path))
    assert (ended.code, ended.out) == (WRONG, "")
    assert not office.home.exists()


def test_a_plan_with_mistakes_says_each_at_its_place_and_applies_nothing(office: Office, command: Command) -> None:
    office.plan()
    file = office.files / "ke-hoach.yaml"
    file.write_text(
        file.read_text("utf-8").replace("phong-y-te", "phong-y").replace("2024-12-10", "2024-12-40"), "utf-8"
    )
    ended = command("apply", str(file), "--json")
    assert (ended.code, ended.out) == (WRONG, "")
    assert len(re.findall(rf"^{re.escape(str(file))}:\d+:\d+: ", ended.err, re.MULTILINE)) >= 3
    assert not office.home.exists()


# Help


def commands(group: Any = None, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every command and group there is."""
    group = group or typer.main.get_command(app)
    yield path
    for name, one in getattr(group, "commands", {}).items():
        yield from commands(one, (*path, name))


ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Arguments|Show this|exit|required|default|Error|Try|OPTIONS|ARGS|TEXT|PATH)\b"
)


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_help_is_vietnamese_throughout(command: Command, path: tuple[str, ...]) -> None:
    ended = command(*path, "--help")
    assert (ended.code, ended.err) == (DONE, "")
    assert ended.out.startswith("Cách dùng: phancong")
    assert not ENGLISH.findall(ended.out)
    assert not re.search(r"(?m)^  .*\.\.\.$|[{}<>]", ended.out), "cut short, or Python's own words"


def test_a_bare_command_shows_its_help(command: Command) -> None:
    assert command().out.startswith("Cách dùng: phancong")
    assert command("audit").code == USAGE


# JSON


JSON = [
    ("run", "--at", LATER),
    ("run", "--dry-run", "--at", "2024-12-10"),
    ("status",),
    ("status", "--at", "2024-11-01T07:00"),
    ("explain", MINH),
    ("audit", "verify"),
    ("doctor", "--at", LATER),
]


@pytest.mark.parametrize("arguments", JSON, ids=" ".join)
def test_json_is_one_document_and_nothing_else(adopted: Office, command: Command, arguments: tuple[str, ...]) -> None:
    ended = command(*arguments, "--json")
    assert isinstance(json.loads(ended.out), dict)
    assert ended.err == ""


@pytest.mark.parametrize("verb", ["diff", "apply"])
def test_changes_are_one_json_document_too(office: Office, command: Command, verb: str) -> None:
    ended = command(verb, plan_file(office), "--json")
    assert [plan["id"] for plan in json.loads(ended.out)["plans"]] == ["binh-dang-gioi"]


def test_the_schema_is_one_json_document(command: Command) -> None:
    assert json.loads(command("schema").out)["type"] == "object"


def test_json_is_the_same_with_and_without_a_terminals_encoding(adopted: Office) -> None:
    plain = phancong(adopted.home, "status", "--json", "--at", LATER)
    odd = phancong(adopted.home, "status", "--json", "--at", LATER, PYTHONIOENCODING="ascii", LC_ALL="C")
    assert (odd.returncode, odd.stdout) == (DONE, plain.stdout)


# Processes


def test_a_reader_that_goes_away_is_no_failure(adopted: Office) -> None:
    process = start(adopted.home, "status", "--at", LATER)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    with process.stderr:
        assert process.stderr.read() == ""
    assert process.wait() == DONE


def test_stopping_by_ctrl_c_is_a_sentence(adopted: Office) -> None:
    process = start(adopted.home, "serve", "--port", "0")
    assert process.stdout is not None
    assert "Trang phản hồi đang mở" in process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert "Traceback" not in out + err
    assert process.returncode in (DONE, WRONG)


def test_the_installed_command_is_the_same_command(adopted: Office) -> None:
    script = Path(os.sys.executable).with_name("phancong")  # type: ignore[attr-defined]
    ended = subprocess.run([script, "--help"], capture_output=True, text=True, check=True)
    assert ended.stdout.startswith("Cách dùng: phancong")


def test_the_plan_of_these_tests_is_adopted_by_the_command(office: Office, command: Command) -> None:
    assert "binh-dang-gioi" in PLAN
    ended = command("apply", plan_file(office), "--at", "2024-11-01")
    assert (ended.code, ended.err) == (DONE, "")
    assert "Đã mở 6 đầu việc cho 5 cơ quan, đơn vị." in ended.out
    assert "Không có thay đổi." in command("apply", plan_file(office), "--at", "2024-11-01").out
