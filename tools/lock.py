"""Write the lock files: requirements.lock to run, requirements-dev.lock to test. Needs `uv` on the PATH.

uv pins `name[extra]` alone; the pip of Debian 12 then calls plain `name` unpinned. Such a pin is written twice.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

COMPILE = ["uv", "pip", "compile", "-q", "--generate-hashes", "--universal", "--no-header", "--no-strip-extras"]
PIN_WITH_EXTRA = re.compile(r"^([a-z0-9-]+)\[[^\]]*\]((?:==.*)(?:\n .*)*\n)", re.MULTILINE)


def lock(file: str, group: str, *more: str) -> None:
    """Resolve pyproject.toml with a dependency group into a file that any pip installs."""
    subprocess.run(
        [*COMPILE, "--python-version", "3.11", "--group", group, *more, "pyproject.toml", "-o", file], check=True
    )
    path = Path(file)
    path.write_text(PIN_WITH_EXTRA.sub(r"\g<0>\1\2", path.read_text("utf-8")), encoding="utf-8")


if __name__ == "__main__":
    lock("requirements.lock", "setup")
    lock("requirements-dev.lock", "dev", "-c", "requirements.lock")
