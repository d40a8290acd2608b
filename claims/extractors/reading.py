"""What the desk reads out of a text: for now, which stretches of it are page boilerplate."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from .boilerplate import Span, find_boilerplate
from .characters import nfc


@dataclass(frozen=True)
class Reading:
    """`boilerplate`: (start, end) in code points of the text read, sorted, not overlapping."""

    boilerplate: list[Span]


def read_text(text: str, language: str | None = None) -> Reading:
    """What stands in `text`, an article as captured.

    Any string will do, the empty one too; never raises.

    `language` (a BCP 47 tag) is a hint that the rules for boilerplate do not need: a page in one
    language often has furniture in another. Cost: linear.
    """
    return Reading(boilerplate=find_boilerplate(text))


def body_fingerprint(text: str, boilerplate: Sequence[Span]) -> str:
    """SHA-256 (hex) of the body: `text` outside `boilerplate`, NFC, single spaces, case folded.

    Two captures of one article agree even if their furniture, line ends or capitals differ. Spans
    are (start, end) in code points, sorted. Two texts without a body agree too: ask for one
    first.
    """
    kept: list[str] = []
    at = 0
    for start, end in boilerplate:
        kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    folded = nfc(nfc(" ".join(kept)).casefold())
    return hashlib.sha256(" ".join(folded.split()).encode("utf-8", "surrogatepass")).hexdigest()
