"""What can go wrong, one class a failure. The first line of a class's docstring is the sentence a person reads.

`exit_code` is what the command ends with; `permanent` says that trying again would be pointless.
"""

from __future__ import annotations

import inspect
from typing import ClassVar


class PhancongError(Exception):
    """Không thực hiện được yêu cầu."""

    exit_code: ClassVar[int] = 1
    permanent: ClassVar[bool] = True

    def __init__(self, message: str | None = None) -> None:
        self.message = message or inspect.getdoc(type(self)) or ""
        super().__init__(self.message)


class UsageError(PhancongError):
    """Lệnh chưa đúng cách dùng. Xem `phancong --help`."""

    exit_code = 2


class OutsideError(PhancongError):
    """Một thành phần bên ngoài chưa đáp ứng. Dữ liệu không mất; lần chạy sau sẽ làm tiếp."""

    exit_code = 3
    permanent = False
