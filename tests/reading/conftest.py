"""The docstring of a test is its input."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from engine.reading.yaml import Document, read_yaml


@pytest.fixture
def yaml_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Write the test's docstring to a file; → stands for a tab."""
    file = tmp_path / "plan.yaml"
    file.write_text(textwrap.dedent(request.function.__doc__).lstrip("\n").replace("→", "\t"), encoding="utf-8")
    return file


@pytest.fixture
def document(yaml_file: Path) -> Document:
    """Return what the test's docstring says."""
    return read_yaml(yaml_file)
