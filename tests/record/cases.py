"""Where the cases of every action are collected."""

from collections.abc import Callable
from typing import Any

from claims.enums import Verb

Prepare = Callable[[Any], Callable[[], Any]]
CASES: dict[str, tuple[Verb, Prepare]] = {}


def case(verb: Verb) -> Callable[[Prepare], Prepare]:
    def keep(prepare: Prepare) -> Prepare:
        CASES[prepare.__name__] = (verb, prepare)
        return prepare

    return keep


VARIANTS: dict[str, Prepare] = {}


def variant(prepare: Prepare) -> Prepare:
    VARIANTS[prepare.__name__] = prepare
    return prepare
