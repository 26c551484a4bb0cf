"""Changed specs as the person at the terminal uses them: compared, shown, and applied only as they were shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import PhancongError
from tui.office import Office, Outcome

if TYPE_CHECKING:
    from engine.spec.plan import Plan

WRONG = "Tệp có nội dung chưa đúng; sửa rồi so sánh lại:"


class ChangedMeanwhileError(PhancongError):
    """Tệp hoặc sổ theo dõi đã thay đổi sau khi so sánh. Hãy so sánh lại rồi mới áp dụng."""


class NoFileError(PhancongError):
    """Không tìm thấy tệp này. Kiểm tra đường dẫn, tính từ thư mục đang đứng."""


@dataclass(frozen=True)
class Amended:
    """What a spec would change, in words; `can_apply` when it has no mistake and changes something."""

    path: Path
    words: str
    can_apply: bool


class Amendments:
    """Compares and applies; what is applied must read the same as what was shown."""

    def __init__(self, office: Office) -> None:
        """Take the verbs."""
        self._office = office

    def compare(self, path: str) -> Amended:
        """Return what a spec would change, or what is wrong with it, each mistake with its line."""
        from engine.spec.plan import load_plan

        file = Path(path).expanduser()
        if not file.is_file():
            raise NoFileError
        plan, problems = load_plan(file)
        if plan is None:
            return Amended(file, "\n".join([WRONG, *(str(problem) for problem in problems)]), can_apply=False)
        words, changes = self._told(plan)
        return Amended(file, words, changes)

    def apply(self, shown: Amended) -> Outcome:
        """Apply what was shown; refuse when it would be something else by now."""
        from engine.apply import apply
        from engine.spec.plan import load_plan

        plan, _ = load_plan(shown.path)
        if plan is None or self._told(plan)[0] != shown.words:
            raise ChangedMeanwhileError
        apply(self._office.ledger, plan, self._office.now())
        return Outcome("Đã áp dụng bản kế hoạch sửa đổi.")

    def _told(self, plan: Plan) -> tuple[str, bool]:
        from engine.apply import compare
        from engine.change_words import change_words, told

        at, ledger = self._office.now(), self._office.ledger
        applied = compare(ledger, plan, at)
        return "\n".join(change_words(told(ledger, plan, applied, at), done=False)), bool(applied)
