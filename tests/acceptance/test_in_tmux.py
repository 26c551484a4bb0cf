"""The terminal in a real terminal (tmux): what becomes of it when the connection is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import uuid
from pathlib import Path

import pytest

from tests.acceptance.processes import ROOT

TMUX = shutil.which("tmux")


class Tmux:
    """A tmux server of its own with one window."""

    def __init__(self, command: str, home: Path, size: tuple[int, int] = (80, 24)) -> None:
        """Start a command in the window."""
        self._socket = f"phancong-{uuid.uuid4().hex[:8]}"
        ours = {key: value for key, value in os.environ.items() if not key.startswith(("PHANCONG_", "TMUX"))}
        self._environment = {**ours, "PHANCONG_HOME": str(home), "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        width, height = map(str, size)
        self(
            "-u", "new-session", "-d", "-x", width, "-y", height, "-c", str(ROOT), f"{command}; echo HẾT $?; sleep 600"
        )

    def __call__(self, *arguments: str) -> str:
        """Tell tmux something."""
        command = [str(TMUX), "-L", self._socket, "-f", "/dev/null", *arguments]
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, check=True).stdout

    @property
    def screen(self) -> str:
        """Return what stands on the screen."""
        return self("capture-pane", "-p")

    def wait_for(self, words: str, seconds: float = 30) -> str:
        """Return the screen once these words stand on it."""
        until = time.monotonic() + seconds
        while words not in (screen := self.screen):
            is_over = time.monotonic() > until or "HẾT " in screen
            assert not is_over, f"{words!r} never came:\n{screen}"
            time.sleep(0.1)
        return screen

    def close(self) -> None:
        """End it."""
        subprocess.run([str(TMUX), "-L", self._socket, "kill-server"], env=self._environment, check=False)


@pytest.mark.skipif(TMUX is None, reason="needs tmux: apt-get install tmux")
def test_a_lost_connection_ends_the_terminal_and_loses_nothing(tmp_path: Path) -> None:
    terminal = Tmux(".venv/bin/python -m cli.main tui", tmp_path)
    terminal.wait_for("Chưa theo dõi kế hoạch nào.")
    pid = int(terminal("display-message", "-p", "#{pane_pid}"))
    child = int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])
    terminal.close()
    until = time.monotonic() + 20
    while Path(f"/proc/{child}").exists():
        assert time.monotonic() < until, "it went on without a terminal"
        time.sleep(0.1)
