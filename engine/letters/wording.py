"""Where sentences come from: the templates of the product, or an office's own in PHANCONG_HOME/templates.

A file of sentences is a set of Jinja macros; one that an office has changed need define only what it says differently.
What an office got wrong is an error with its file and line where a person looks (`doctor`, `letters preview`), and never
a letter lost: a run then writes the letter with the sentences of the product. They are found on the web and copied, so
they run in Jinja's sandbox: they read what a letter is made of, and nothing else of this program or this machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, cached_property, lru_cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    Environment,
    FileSystemLoader,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    nodes,
    select_autoescape,
)
from jinja2.environment import TemplateModule
from jinja2.sandbox import SandboxedEnvironment

from engine.errors import PhancongError
from engine.letters.filters import FILTERS
from engine.letters.mistakes import TemplateError, Unknown, problem_of
from engine.letters.names import capital

Uptodate = Callable[[], bool]
BUILT_IN = Path(__file__).parent / "templates"
SHARED = "letter"
FRAMES = ("frame.text", "frame.html")
SUFFIX = ".j2"


class Wording:
    """The sentences, an office's own in place of ours wherever these are said; compiled once."""

    def __init__(self, folder: Path | None = None) -> None:
        """Name the folder of an office's own templates; None: there are none."""
        self.folder = folder
        self._modules: dict[str, TemplateModule] = {}
        self._macros: dict[tuple[str, str], Callable[..., str]] = {}

    def say(self, file: str, sentence: str, *told: object) -> str:
        """Return one sentence of a file on one line with a capital; what the file leaves out the shared one says.

        Raises:
            TemplateError: an office's template cannot say it.
        """
        key = file, sentence
        try:
            macro = self._macros.get(key) or self._macros.setdefault(key, self._macro(file, sentence))
            return one_line(macro(*told))
        except PhancongError:
            raise
        except Exception as error:
            raise TemplateError(problem_of(error, self._path(file))) from error

    def frame(self, name: str, **told: object) -> str:
        """Return a whole letter in one of the FRAMES."""
        try:
            return self._template(name).render(**told)
        except Exception as error:
            raise TemplateError(problem_of(error, self._path(name))) from error

    def _macro(self, file: str, sentence: str) -> Callable[..., str]:
        for name in (file, SHARED):
            found = getattr(self._module(name), sentence, None)
            if callable(found):
                return found  # type: ignore[no-any-return]  # macros of a module are untyped
        return _nothing

    def _module(self, file: str) -> TemplateModule:
        if file not in self._modules:
            self._modules[file] = self._template(file).module
        return self._modules[file]

    def _template(self, name: str) -> Template:
        return self._own.get_template(name + SUFFIX)

    def _path(self, file: str) -> str:
        """Return where a file of sentences is."""
        folders = (self.folder, BUILT_IN) if self.folder else (BUILT_IN,)
        return str(next(path for folder in folders if (path := folder / f"{file}{SUFFIX}").exists()))

    @cached_property
    def _own(self) -> Environment:
        return _environment(SandboxedEnvironment, _Merged(self.folder)) if self.folder else _product()


class _Merged(BaseLoader):
    """An office's own file put after ours, so that what it does not define is ours, and both may say what the other defines.

    Ours is put on the first line of the office's, whose mistakes are then told by the lines that its author sees.
    """

    def __init__(self, folder: Path) -> None:
        self._ours, self._own = FileSystemLoader(BUILT_IN), FileSystemLoader(folder)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Uptodate | None]:
        """Return the sentences of both; a frame is one or the other."""
        try:
            own, path, fresh = self._own.get_source(environment, template)
        except TemplateNotFound:
            return self._ours.get_source(environment, template)
        if template.removesuffix(SUFFIX) in FRAMES:
            return own, path, fresh
        try:
            ours, *_ = self._ours.get_source(environment, template)
        except TemplateNotFound:
            return own, path, fresh
        return _on_one_line(ours) + own, path, fresh


PRODUCT = Wording()


def wording_in(folder: Path) -> Wording:
    """Return the sentences of an office that keeps its own in `folder`, as its files are now; it need not exist."""
    try:
        written = tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.iterdir()))
    except OSError:
        return PRODUCT
    return _wording(folder, written)


@lru_cache(4)
def _wording(folder: Path, _written: tuple[tuple[str, int], ...]) -> Wording:
    return Wording(folder)


def macros_in(path: Path) -> list[nodes.Macro]:
    """Return the sentences that a file of templates defines.

    Raises:
        TemplateError: it cannot be read.
    """
    try:
        return list(_product().parse(path.read_text("utf-8"), path.name, str(path)).find_all(nodes.Macro))
    except (TemplateSyntaxError, UnicodeDecodeError) as error:
        raise TemplateError(problem_of(error, str(path))) from error


def one_line(words: str) -> str:
    """Return words on one line with a capital first letter."""
    return capital(" ".join(words.split()))


def _nothing(*told: object) -> str:
    return ""


def _on_one_line(source: str) -> str:
    """Return a template without its line breaks, as `trim_blocks` takes them: after a tag there is none."""
    return re.sub(r"(?<=[%#]\})\n", "", source).replace("\n", " ")


def _environment(kind: type[Environment], loader: BaseLoader) -> Environment:
    """Return where templates are kept compiled. Sentences are plain text; only the HTML frame escapes."""
    environment = kind(
        loader=loader,
        autoescape=select_autoescape(("html.j2",), default=False),
        undefined=Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= FILTERS
    return environment


@cache
def _product() -> Environment:
    return _environment(Environment, FileSystemLoader(BUILT_IN))
