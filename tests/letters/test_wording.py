"""An office says what it wants to say differently, sentence by sentence; all the rest stays ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.letters.examples import examples, short_examples
from engine.letters.mistakes import TemplateError
from engine.letters.overrides import problems_in
from engine.letters.wording import BUILT_IN, FRAMES, PRODUCT, Wording

from .cast import LINK

EXAMPLES = examples(link=LINK)
FILES = [path.name for path in BUILT_IN.glob("*.j2")]
SENTENCES = [name for name in FILES if name.removesuffix(".j2") not in FRAMES]


def office(folder: Path, **files: str) -> Wording:
    """The wording of an office with these files of its own."""
    for name, text in files.items():
        (folder / f"{name}.j2").write_text(text, encoding="utf-8")
    return Wording(folder)


def text(wording: Wording, name: str = "urging.lower") -> str:
    """One example in an office's words."""
    return EXAMPLES[name](wording).text


def test_files_that_define_nothing_change_nothing(tmp_path: Path) -> None:
    for name in SENTENCES:
        (tmp_path / name).write_text("{# chưa có câu nào của cơ quan #}\n", encoding="utf-8")
    own = Wording(tmp_path)
    assert {name: write(own) for name, write in EXAMPLES.items()} == {n: w(PRODUCT) for n, w in EXAMPLES.items()}
    assert short_examples(own) == short_examples(PRODUCT)


def test_copies_of_our_files_change_nothing(tmp_path: Path) -> None:
    for name in FILES:
        (tmp_path / name).write_bytes((BUILT_IN / name).read_bytes())
    own = Wording(tmp_path)
    assert {name: write(own) for name, write in EXAMPLES.items()} == {n: w(PRODUCT) for n, w in EXAMPLES.items()}
    assert problems_in(tmp_path) == []


def test_a_shared_sentence_is_replaced_wherever_it_is_said(tmp_path: Path) -> None:
    asked = "{% macro if_sent(v, purpose) %}Đã gửi rồi, xin báo số văn bản để {{ v.we }} {{ purpose }}{% endmacro %}"
    own = office(tmp_path, letter=asked)
    for name in ("urging.lower", "reminder.peer", "last_day.front"):
        assert "Đã gửi rồi, xin báo số văn bản để Phòng " in text(own, name)


def test_one_file_of_an_office_never_breaks_another(tmp_path: Path) -> None:
    own = office(
        tmp_path,
        letter="{% macro closing(letter, v) %}Thân ái./.{% endmacro %}",
        after=(BUILT_IN / "after.j2").read_text("utf-8"),
    )
    assert "Thân ái./." in text(own)
    assert problems_in(tmp_path) == []


def test_a_sentence_may_build_on_ours(tmp_path: Path) -> None:
    own = office(
        tmp_path, after="{% macro sent(letter, v) %}{{ say.if_sent(v, 'ghi nhận.') }} Xin cảm ơn.{% endmacro %}"
    )
    assert "ngày văn bản để Phòng ghi nhận. Xin cảm ơn." in text(own)


def test_a_frame_is_replaced_as_a_whole(tmp_path: Path) -> None:
    own = office(tmp_path, **{"frame.text": "CƠ QUAN A\n\n{% for part in parts %}{{ part.words }}\n{% endfor %}"})
    assert text(own).startswith("CƠ QUAN A\n\nKính gửi: UBND xã A\n")
    assert EXAMPLES["urging.lower"](own).html == EXAMPLES["urging.lower"](PRODUCT).html


@pytest.mark.parametrize("line", [1, 2, 7])
def test_a_mistake_is_told_by_the_line_its_author_sees(tmp_path: Path, line: int) -> None:
    above = "{# câu của cơ quan #}\n" * (line - 1)
    own = office(tmp_path, after=above + "{% macro sent(letter, v) %}{{ letter.nowhere }}{% endmacro %}")
    with pytest.raises(TemplateError) as refused:
        text(own)
    assert (refused.value.problem.file, refused.value.problem.line) == (str(tmp_path / "after.j2"), line)
