"""The docstring of a test is the directory it speaks of."""

from __future__ import annotations

import textwrap

import pytest

from engine.directory.models import Directory
from engine.reading.validation import validated
from engine.reading.yaml import parsed


@pytest.fixture
def directory(request: pytest.FixtureRequest) -> Directory:
    """Return the directory of the test's docstring, read as a file is, form only."""
    found, problems = validated(Directory, parsed(textwrap.dedent(request.function.__doc__), "agencies.yaml"))
    assert problems == []
    assert found is not None
    return found
