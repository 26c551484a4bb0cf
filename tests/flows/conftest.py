"""A real Prefect server of our own: in a temporary folder, on loopback, without telemetry."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator

import pytest

PREFECT_HOME = tempfile.mkdtemp(prefix="phancong-prefect-")
atexit.register(shutil.rmtree, PREFECT_HOME, ignore_errors=True)

# Prefect reads these when it is imported, which the tests beside this file do first.
os.environ |= {
    "PREFECT_HOME": PREFECT_HOME,
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_ENABLED": "false",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",  # a step is also tried alone
    "DO_NOT_TRACK": "1",
}
STARTUP_SECONDS = 120


@pytest.fixture(scope="session")
def prefect_server() -> Iterator[None]:
    """Start a server, let flows run against it, and stop it."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=STARTUP_SECONDS):
        yield
