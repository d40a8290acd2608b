"""What a browser says is bounded, and what it refuses is an error."""

import os

import pytest

from claims.fetching import devtools
from claims.fetching.bounded import Broken, Deadline
from claims.fetching.devtools import DevTools


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (b'{"id": 1, "error": {"message": "no such command"}}\0', "was refused"),
        (b"x" * 101, "says too much"),
        (b'{"id": 1, "res', "ended"),
    ],
)
def test_answer_that_is_none_is_an_error(
    said: bytes, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devtools, "_LONGEST", 100)
    reading, writing = os.pipe()
    with open(reading, "rb"), open(os.devnull, "wb") as asked:
        with open(writing, "wb") as browser:
            browser.write(said)
        tools = DevTools(asked.fileno(), reading, deadline=Deadline(5), watch=lambda: None)
        with pytest.raises(Broken, match=why):
            tools.call("Page.enable")
