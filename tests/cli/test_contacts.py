"""`phancong contacts`: what Lan reads when she imports a form, and what is on stdout for a program."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from cli.main import run
from tests.acceptance.processes import ROOT, environment
from tests.conftest import Office
from tests.sheet_files import xlsx

AT = "2024-11-04T09:00"
HEAD = ["Cơ quan", "Vai trò", "Họ và tên", "Thư điện tử", "Điện thoại", "Vắng từ", "Vắng đến", "Người thay"]
MINH = ["Phòng Y tế", "Cán bộ đầu mối", "Minh", "minh@yte.example", 912345678]
AWAY = ["18/11/2024", "22/11/2024", "hoa@yte.example"]
BOX = ["UBND xã Vĩnh Chấp", "Văn thư", "", "vanthu@vinhchap.example"]
SAID = """\
Đã thêm 1 đầu mối:
  UBND xã Vĩnh Chấp, văn thư: vanthu@vinhchap.example
Đã thay đổi 1 đầu mối:
  Phòng Y tế, cán bộ đầu mối: điện thoại không ghi → 0912345678; \
vắng mặt không ghi → 18/11/2024 đến 22/11/2024 (người thay: hoa@yte.example)
Không đổi: 0 · không có trong tệp, giữ nguyên: 4
"""

Contacts = Callable[..., tuple[int, str, str]]


@pytest.fixture
def contacts(office: Office, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Contacts:
    """Run `phancong contacts` in an office that follows the plan; return code, stdout and stderr."""
    office.apply()
    monkeypatch.setenv("PHANCONG_HOME", str(office.home))
    monkeypatch.setenv("PHANCONG_USER", "Lan")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["contacts", *arguments])
        return code, *capfd.readouterr()

    return command


def form(office: Office, *rows: list[Any]) -> str:
    return str(xlsx(office.files / "danh-ba.xlsx", ["Danh bạ"], HEAD, *rows, merged=["A1:H1"]))


def test_an_import_says_what_it_added_and_changed(office: Office, contacts: Contacts) -> None:
    file = form(office, [*MINH, *AWAY], BOX)
    assert contacts("import", file, "--at", AT) == (0, SAID, "")
    again = contacts("import", file, "--at", AT)
    assert again == (0, "Không có thay đổi.\nKhông đổi: 2 · không có trong tệp, giữ nguyên: 4\n", "")


def test_a_dry_run_says_what_would_be_and_keeps_nothing(office: Office, contacts: Contacts) -> None:
    file = form(office, [*MINH, *AWAY], BOX)
    assert contacts("import", file, "--dry-run", "--at", AT) == (0, SAID.replace("Đã", "Sẽ"), "")
    assert contacts("import", file, "--at", AT) == (0, SAID, "")


def test_an_import_is_one_json_document_too(office: Office, contacts: Contacts) -> None:
    code, out, err = contacts("import", form(office, [*MINH, *AWAY], BOX), "--json", "--at", AT)
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert {key: document[key] for key in ("applied", "unchanged", "left_alone", "not_read")} == {
        "applied": True,
        "unchanged": 0,
        "left_alone": 4,
        "not_read": [],
    }
    (changed,) = document["changed"]
    assert (changed["agency"], changed["agency_name"]) == ("phong-y-te", "Phòng Y tế")
    assert (changed["before"]["phone"], changed["after"]["phone"]) == ("", "0912345678")
    assert changed["after"]["absences"][0]["from"] == "2024-11-18"
    assert [one["before"] for one in document["added"]] == [None]


@pytest.mark.parametrize("options", [(), ("--json",), ("--dry-run",)])
def test_mistakes_are_said_at_their_cells_and_nothing_is_imported(
    office: Office, contacts: Contacts, options: tuple[str, ...]
) -> None:
    file = form(office, BOX, ["Phòng Y té", "Văn thu", "Minh\nBcc: x@y.example", "minh@", "", *AWAY])
    code, out, err = contacts("import", file, "--at", AT, *options)
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        f"{file}:4:1: Ô A4: chưa biết cơ quan “Phòng Y té”. Ý bạn là “Phòng Y tế”?",
        f"{file}:4:3: Ô C4: “Họ và tên” có dấu xuống dòng hoặc ký tự ẩn. Gõ lại trên một dòng",
        f"{file}:4:4: Ô D4: địa chỉ thư “minh@” chưa đúng. Ghi một địa chỉ, ví dụ phongyte@vinhlinh.example",
        "Chưa nhập dòng nào. Hãy sửa các chỗ nêu trên rồi nhập lại.",
    ]
    assert contacts("import", form(office, BOX), "--at", AT)[1].startswith("Đã thêm 1 đầu mối:")


def test_a_column_that_is_not_read_is_said_beside_what_was(office: Office, contacts: Contacts) -> None:
    file = str(xlsx(office.files / "danh-ba.xlsx", [*HEAD[:4], "Zalo"], [*BOX, "0912"]))
    code, out, err = contacts("import", file, "--at", AT)
    assert (code, err) == (0, f"{file}:1:5: lưu ý: Ô E1: cột “Zalo” không được đọc.\n")
    assert out.startswith("Đã thêm 1 đầu mối:")


def test_the_form_to_fill_in_is_written_once(office: Office, contacts: Contacts) -> None:
    file = str(office.files / "bieu-mau.xlsx")
    code, out, err = contacts("template", file)
    assert (code, err) == (0, "")
    assert out == (
        f"Đã tạo biểu mẫu cho 6 cơ quan, đơn vị: {file}\nĐiền xong, nhập bằng: phancong contacts import {file}\n"
    )
    assert contacts("template", file)[::2] == (
        1,
        "Tệp này đã có; hãy chọn tên khác để không ghi đè nội dung đã điền.\n",
    )
    assert contacts("import", file, "--at", AT)[1].startswith("Không có thay đổi.\nKhông đổi: 5")


def test_a_form_of_another_kind_is_wrong_usage(office: Office, contacts: Contacts) -> None:
    assert contacts("template", str(office.files / "bieu-mau.pdf"))[0] == 2


@pytest.mark.parametrize("command", [["status"], ["contacts", "--help"]])
def test_spreadsheets_are_read_by_nobody_who_has_none(office: Office, command: list[str]) -> None:
    office.apply()
    ask = f"import sys; from cli.main import run; assert run({command}) == 0; assert 'openpyxl' not in sys.modules"
    subprocess.run([sys.executable, "-c", ask], cwd=ROOT, env=environment(office.home), check=True)
