"""One real server for the tests that need no more than one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests import servers

# A job that died with its worker comes back after so many seconds.
JOBS = {"HOPLUC_JOB_TIMEOUT": "10", "HOPLUC_JOB_RETRY": "12"}


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Server]:
    """`hopluc up` where nothing was, its jobs impatient."""
    with servers.up(tmp_path_factory.mktemp("var"), demo=False, migrated=True, **JOBS) as running:
        yield running
