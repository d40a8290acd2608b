"""A function called in a process of its own ends within its limits and reaches nothing outside."""

import pytest

from claims.extractors import TooHard, Unreadable, in_child
from tests.fetching.wire import reply, serving

from .misbehaving import WAYS, echo, misbehave

TOO_HARD = {"loop", "memory"}


def test_result_comes_back_as_it_was() -> None:
    returned = in_child(echo, "Ա\n{😀".encode(), "ə", None, [1], seconds=2)
    assert returned == ["Ա\n{😀", "ə", None, [1]]


def test_what_a_hostile_file_may_do_ends_in_the_child() -> None:
    with serving(reply()) as canary:
        for way in WAYS:
            with pytest.raises(TooHard if way in TOO_HARD else Unreadable):
                in_child(misbehave, way.encode(), canary.port, seconds=1)
        assert canary.hits == 0
