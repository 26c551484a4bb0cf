"""What is wrong with an office's own templates: found by writing every example letter with them, before a real one."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from pathlib import Path

from jinja2 import nodes

from engine.letters.examples import examples, short_examples
from engine.letters.mistakes import TemplateError
from engine.letters.wording import BUILT_IN, SUFFIX, Wording, macros_in
from engine.reading.problems import Problem

_LINK = "https://phancong.example/x/vi-du"
_ALIKE = 0.75


def problems_in(folder: Path) -> list[Problem]:
    """Return every mistake in the templates of `folder`, which need not exist, each once."""
    if not folder.is_dir():
        return []
    return list(dict.fromkeys([*_unknown_files(folder), *_misspelt(folder), *_broken(folder)]))


def _unknown_files(folder: Path) -> Iterator[Problem]:
    """Yield the files that no letter reads."""
    known = [path.name for path in BUILT_IN.glob(f"*{SUFFIX}")]
    for path in sorted(folder.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            near = difflib.get_close_matches(path.name, known, 1, _ALIKE)
            hint = f"Tên gần nhất là “{near[0]}”." if near else f"Các tên dùng được: {', '.join(sorted(known))}."
            yield Problem(str(path), 1, 1, "template-name", "không có mẫu thư nào tên này", hint)


def _misspelt(folder: Path) -> Iterator[Problem]:
    """Yield the sentences that look like known ones and would never be said."""
    for path in sorted(BUILT_IN.glob(f"*{SUFFIX}")):
        theirs = folder / path.name
        if theirs.is_file():
            known = [macro.name for macro in _defined(path)]
            for macro in _defined(theirs):
                near = difflib.get_close_matches(macro.name, known, 1, _ALIKE)
                if macro.name not in known and near:
                    said = f"câu “{macro.name}” không được dùng ở đâu"
                    yield Problem(str(theirs), macro.lineno, 1, "template-macro", said, f"Có phải là “{near[0]}”?")


def _defined(path: Path) -> list[nodes.Macro]:
    try:
        return macros_in(path)
    except TemplateError:
        return []  # said when the letters are written


def _broken(folder: Path) -> Iterator[Problem]:
    """Yield what goes wrong when every letter is written."""
    wording = Wording(folder)
    writing: list[Callable[[Wording], object]] = [short_examples]
    for link in (_LINK, None):
        writing += examples(link=link).values()
    for write in writing:
        try:
            write(wording)
        except TemplateError as error:
            yield error.problem
