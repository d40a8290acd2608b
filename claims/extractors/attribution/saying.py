"""A saying as it is found, before its speaker is known."""

from typing import NamedTuple

from claims.extractors.shapes import Span


class Saying(NamedTuple):
    """The spans of one attribution, each role in the order of the text. Only the cue is never empty."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
