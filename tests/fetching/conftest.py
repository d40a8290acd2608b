"""Make sure that no test of the fetcher leaves the machine."""

from collections.abc import Iterator

import pytest

from .wire import watching


@pytest.fixture(autouse=True)
def connected() -> Iterator[list[tuple[str, int]]]:
    """Return the addresses that sockets connected to during the test."""
    with watching() as seen:
        yield seen


@pytest.fixture(autouse=True)
def _store_copies_in_tmp_path() -> None:
    """Override the shared fixture, because the fetcher stores nothing."""
