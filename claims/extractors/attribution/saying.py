"""What finding attributions gives, before anybody asks who speaks."""

from typing import NamedTuple

from claims.extractors.shapes import Span


class Found(NamedTuple):
    """The spans of one attribution, each role in the order of the text; only the cue is never empty."""

    source: list[Span]
    cue: list[Span]
    content: list[Span]
