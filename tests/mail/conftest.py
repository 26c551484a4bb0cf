"""An office that has sent its notices, and a folder that mail comes back to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import DIRECTORY, PLAN, Office
from tests.mail.letterbox import FROM, Letterbox

MINH_ALONE = "phong-y-te: {email: minh@yte.example, name: Minh}"
MINH_AND_THE_BOX = """\
phong-y-te:
        - {email: minh@yte.example, name: Minh, phone: "0233 222 2222"}
        - {email: vanthu@yte.example, post: office}
"""


@pytest.fixture
def box(new_office: Callable[..., Office], tmp_path: Path) -> Letterbox:
    """Return an office that told everybody on 01/11/2024; Phòng Y tế has a second address."""
    office = new_office(mail_from=f"Phòng Lao động <{FROM}>")
    office.apply("2024-11-01", office.plan(PLAN, DIRECTORY.replace(MINH_ALONE, MINH_AND_THE_BOX)))
    office.run("2024-11-01T08:00")
    folder = tmp_path / "den"
    folder.mkdir()
    return Letterbox(office, folder)
