"""No test of the fetcher leaves the machine."""

from collections.abc import Iterator

import pytest

from .wire import watching


@pytest.fixture(autouse=True)
def connected() -> Iterator[list[tuple[str, int]]]:
    """Where sockets connected to while the test ran."""
    with watching() as seen:
        yield seen


@pytest.fixture(autouse=True)
def _captures_in_a_folder_of_its_own() -> None:
    """The fetcher stores nothing."""
