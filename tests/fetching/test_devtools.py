"""What a browser says is bounded, and what it refuses is an error."""

import os
from collections.abc import Iterator

import pytest

from claims.fetching import devtools
from claims.fetching.bounded import Broken, Deadline
from claims.fetching.devtools import DevTools


@pytest.fixture
def pipes() -> Iterator[tuple[int, int]]:
    """Return where a browser writes, and where it is read."""
    reading, writing = os.pipe()
    yield writing, reading
    os.close(writing)
    os.close(reading)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b'{"id": 1, "error": {"message": "no such command"}}\0', "was refused"),
        (b"x" * 101, "says too much"),
    ],
)
def test_answer_that_is_none_is_an_error(
    pipes: tuple[int, int], said: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devtools, "_LONGEST", 100)
    writing, reading = pipes
    os.write(writing, said)
    with open(os.devnull, "wb") as nowhere:
        tools = DevTools(nowhere.fileno(), reading, deadline=Deadline(5), watch=lambda: None)
        with pytest.raises(Broken, match=why):
            tools.call("Page.enable")
