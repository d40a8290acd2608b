"""A function called in a process of its own ends within its limits and reaches nothing outside."""

import pytest

from claims.extractors import TooHard, Unreadable, in_child
from tests.fetching.wire import reply, serving

from .misbehaving import OUTSIDE, WAYS, echo, misbehave, refused

TOO_HARD = {"loop", "memory"}


def test_result_comes_back_as_it_was() -> None:
    returned = in_child(echo, "Ա\n{😀".encode(), "ə", None, [1], seconds=2)
    assert returned == ["Ա\n{😀", "ə", None, [1]]


def test_what_exhausts_the_child_ends_with_it() -> None:
    for way in WAYS:
        # The others end by themselves, once a busy machine has started them.
        seconds, error = (1, TooHard) if way in TOO_HARD else (30, Unreadable)
        with pytest.raises(error):
            in_child(misbehave, way.encode(), seconds=seconds)


def test_child_reaches_nothing_outside() -> None:
    with serving(reply()) as canary:
        assert in_child(refused, b"", canary.port, seconds=2) == list(OUTSIDE)
        assert canary.hits == 0
