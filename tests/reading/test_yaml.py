"""Strict YAML: nothing is guessed, nothing is lost, every mistake has its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.reading import composer
from engine.reading.problems import Problem
from engine.reading.yaml import Document, parsed, read_yaml


def places(problems: Iterable[Problem]) -> list[str]:
    """Return `line:column code` of each problem."""
    return [f"{problem.line}:{problem.column} {problem.code}" for problem in problems]


def test_only_plain_words_and_numbers_become_values(document: Document) -> None:
    """
    nothing: null
    tilde: ~
    empty:
    yes_it_is: true
    number: 58
    below: -3
    quoted: "58"
    date: 2024-12-10
    time: 17:00
    no: no
    leading: 012
    power: 5e3
    long: 12345678901234567890
    """
    assert document.problems == ()
    assert document.value == {
        "nothing": None,
        "tilde": None,
        "empty": None,
        "yes_it_is": True,
        "number": 58,
        "below": -3,
        "quoted": "58",
        "date": "2024-12-10",
        "time": "17:00",
        "no": "no",
        "leading": "012",
        "power": "5e3",
        "long": "12345678901234567890",
    }


def test_every_key_and_value_has_its_place(document: Document) -> None:
    """
    plan:
      tên gọi: Kế hoạch
      đợt:
        - {tháng: 6}
        - tháng: 12
    """
    assert document.place(("plan",), key=True) == (1, 1)
    assert document.place(("plan", "tên gọi"), key=True) == (2, 3)
    assert document.place(("plan", "tên gọi")) == (2, 12)
    assert document.place(("plan", "đợt", 0, "tháng")) == (4, 15)
    assert document.place(("plan", "đợt", 1)) == (5, 7)


def test_a_place_that_is_not_there_is_its_nearest_ancestor(document: Document) -> None:
    """
    plan:
      id: a
    """
    assert document.place(("plan", "period", "from")) == (2, 3)
    assert document.place(("reports", 3), key=True) == (1, 1)


def test_all_text_is_nfc(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "tên: Phòng Y tế\n")
    document = parsed(decomposed, "plan.yaml")
    assert document.value == {"tên": "Phòng Y tế"}


def test_a_repeated_key_keeps_the_first_and_says_where_it_is(document: Document) -> None:
    """
    plan:
      id: a
      title: b
      id: c
    """
    assert document.value == {"plan": {"id": "a", "title": "b"}}
    assert places(document.problems) == ["4:3 duplicate-key"]
    assert "dòng 2" in document.problems[0].message


def test_a_key_repeated_in_another_spelling_of_unicode_is_repeated() -> None:
    document = parsed(f"tế: 1\n{unicodedata.normalize('NFD', 'tế')}: 2\n", "plan.yaml")
    assert places(document.problems) == ["2:1 duplicate-key"]


def test_tabs_are_reported_and_the_rest_is_read(document: Document) -> None:
    """
    plan:
    →id: a
    →title: a
    →→
    reports:
    -→id: b
    →id: b
    """
    assert document.value == {"plan": {"id": "a", "title": "a"}, "reports": [{"id": "b"}]}
    assert places(document.problems) == [
        "2:1 tab-indentation",
        "3:1 tab-indentation",
        "6:2 tab-indentation",
        "7:1 tab-indentation",
        "7:2 duplicate-key",
    ]


@pytest.mark.parametrize("indent", ["  ", "    ", "      ", "        "])
def test_one_tab_among_spaces_means_what_stands_around_it(indent: str) -> None:
    text = f"plan:\n{indent}id: a\n\ttitle: b\n"
    document = parsed(text, "plan.yaml")
    assert document.value == {"plan": {"id": "a", "title": "b"}}
    assert places(document.problems) == ["3:1 tab-indentation"]
    assert document.place(("plan", "title")) == (3, 9)


def test_a_tab_before_a_list_item_means_what_stands_below_it(document: Document) -> None:
    """
    reports:
        - id: a
          owed_by:
    →- agency: b
                basis: explicit
    """
    assert document.value == {"reports": [{"id": "a", "owed_by": [{"agency": "b", "basis": "explicit"}]}]}
    assert places(document.problems) == ["4:1 tab-indentation"]
    assert document.place(("reports", 0, "owed_by", 0, "agency")) == (4, 12)


def test_letters_that_are_not_utf8_are_reported_once_and_the_rest_is_read(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes("plan: 1\nđơn vị: Phòng ".encode() + b"\xd0\xf5\xd0" + b" t\xea\n")
    document = read_yaml(file)
    assert places(document.problems) == ["2:15 not-utf8"]
    assert "UTF-8" in document.problems[0].hint
    assert document.value == {"plan": 1, "đơn vị": "Phòng \ufffd\ufffd\ufffd t\ufffd"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf16_is_reported(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes("\ufeffplan: 1\n".encode(encoding) if encoding != "utf-16" else "plan: 1\n".encode(encoding))
    assert places(read_yaml(file).problems) == ["1:1 not-utf8"]
    assert read_yaml(file).value == {"plan": 1}


def test_a_byte_order_mark_and_windows_lines_are_no_mistake(tmp_path: Path) -> None:
    file = tmp_path / "plan.yaml"
    file.write_bytes(b"\xef\xbb\xbfplan:\r\n  id: a\r\n")
    document = read_yaml(file)
    assert (document.value, document.problems) == ({"plan": {"id": "a"}}, ())
    assert document.place(("plan", "id")) == (2, 7)


@pytest.mark.parametrize("text", ["", "\n\n", "# chỉ có ghi chú\n", "---\n", "null\n"])
def test_an_empty_file_is_a_problem(text: str) -> None:
    document = parsed(text, "plan.yaml")
    assert document.value is None
    assert places(document.problems) == ["1:1 file-empty"]


def test_anchors_aliases_merges_and_tags_are_refused_each_at_its_place(document: Document) -> None:
    """
    first: &a x
    second: *a
    third: {<<: *b, k: v}
    fourth: !!str 5
    fifth: !python/name:os.system y
    """
    assert places(document.problems) == [
        "1:8 yaml-anchor",
        "2:9 yaml-alias",
        "3:9 yaml-merge",
        "4:9 yaml-tag",
        "5:8 yaml-tag",
    ]
    assert document.value == {"first": "x", "second": "x", "third": {"k": "v"}, "fourth": 5, "fifth": "y"}


def test_an_alias_of_a_table_is_not_expanded() -> None:
    pairs = zip("abcdef", "bcdefg", strict=True)
    bomb = "a: &a [x]\n" + "".join(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n" for old, new in pairs)
    assert parsed(bomb, "plan.yaml").at(("g",)) == [None] * 9


def test_a_second_document_is_refused(document: Document) -> None:
    """
    plan: a
    ---
    plan: b
    """
    assert document.value == {"plan": "a"}
    assert places(document.problems) == ["2:1 several-documents"]


def test_a_key_that_is_no_text_is_refused(document: Document) -> None:
    """
    [a, b]: c
    d: e
    """
    assert document.value == {"d": "e"}
    assert places(document.problems) == ["1:1 wrong-key"]


def test_an_invisible_character_is_reported_and_read_on() -> None:
    document = parsed("a: b\nc: d\x01e\n", "plan.yaml")
    assert places(document.problems) == ["2:5 control-character"]
    assert document.value == {"a": "b", "c": "d e"}


SYNTAX = [
    ("plan:\n  id vinh-linh\n  title: x\n", "2:3", "thiếu dấu hai chấm"),
    ("plan:\n  id: a\n  title\n", "3:3", "thiếu dấu hai chấm"),
    ("plan:\n  id: a\n   title: x\n", "3:4", "thụt lề"),
    ("plan:\n    id: a\n  title: x\n", "3:3", "thụt lề"),
    ("# ghi chú\n - a\nb: x\n", "3:1", "thụt lề"),
    ("a: Đợt 1: tháng 6\n", "1:9", "dấu hai chấm"),
    ("a: 'x\nb: y\n", "1:4", "Dấu nháy"),
    ('a: "x\nb: "y"\n', "1:4", "Dấu nháy"),
    ('a: "x" y\n', "1:8", "dấu nháy đóng"),
    ("a: [x, y\nb: z\n", "1:4", "ngoặc vuông"),
    ("a: {x: y\nb: z\n", "1:4", "ngoặc nhọn"),
    ("a: {x: y}}\n", "1:10", "Thừa"),
    ("a: @x\n", "1:4", "ký tự"),
    ("a: *Đơn\n", "1:5", "“*”"),
    ('a: "C:\\qlvb"\n', "1:7", "\\"),
    ("a: - x\n", "1:4", "gạch"),
    ("a: |x\n", "1:5", "xuống dòng"),
    ("%YAML 3.0\n---\na: b\n", "1:1", ""),
    ("[" * 60, "1:42", "lồng nhau"),
]


@pytest.mark.parametrize("loader", [yaml.CSafeLoader, yaml.SafeLoader])
@pytest.mark.parametrize(("text", "place", "words"), SYNTAX)
def test_broken_yaml_is_one_problem_in_vietnamese_where_it_broke(
    text: str, place: str, words: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(composer, "LOADER", loader)
    document = parsed(text, "plan.yaml")
    (problem,) = document.problems
    assert document.value is None
    assert problem.code == "yaml-syntax"
    assert words in problem.message
    line, column = map(int, place.split(":"))
    assert problem.line == line
    assert abs(problem.column - column) <= 2  # PyYAML's two parsers differ by an escape sign


def test_what_came_before_broken_yaml_is_reported_too(document: Document) -> None:
    """
    plan: a
    plan: b
    title: "c
    """
    assert places(document.problems) == ["2:1 duplicate-key", "3:8 yaml-syntax"]


def test_a_missing_file_a_folder_and_an_impossible_name_are_problems(tmp_path: Path) -> None:
    told = [read_yaml(path) for path in (tmp_path / "none.yaml", tmp_path, Path("a\0b"), Path("/dev/zero"))]
    assert [places(document.problems) for document in told] == [
        ["1:1 file-missing"],
        ["1:1 file-is-folder"],
        ["1:1 file-missing"],
        ["1:1 file-unreadable"],
    ]
    assert [document.value for document in told] == [None] * 4


def test_a_problem_names_the_file_as_it_was_given(yaml_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    a: 1
    a: 2
    """
    monkeypatch.chdir(yaml_file.parent)
    assert str(read_yaml(Path("plan.yaml")).problems[0]).startswith("plan.yaml:2:1: Khóa “a” bị lặp")


ENGLISH = ("mapping", "expected", "found", "scanner", "alias", "token", "document")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.binary(max_size=300), st.text("ab:-[]{}'\"&*!|>%@`?,#\t\n đ.<0", max_size=120).map(str.encode)))
def test_no_bytes_make_the_reader_fail(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "any.yaml"
    file.write_bytes(raw)
    document = read_yaml(file)
    assert document.value is not None or document.problems
    for problem in document.problems:
        assert problem.line >= 1
        assert problem.column >= 1
        assert not any(word in problem.message.lower() for word in ENGLISH)
