"""Recognise the same article captured twice."""

import hashlib
from collections.abc import Sequence

from claims.extractors.shapes import Span
from claims.extractors.text.folding import identity


def body_fingerprint(text: str, boilerplate: Sequence[Span]) -> str:
    """Return the SHA-256 (hex) of what no reader tells apart in `text` without `boilerplate`.

    Two captures of one article agree even if their boilerplate, line ends, capitals or type differ.
    `boilerplate` must be sorted. Two texts without a body agree too: check for one first.
    """
    kept: list[str] = []
    at = 0
    for start, end in boilerplate:
        kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    folded = identity(" ".join(kept))
    return hashlib.sha256(folded.encode("utf-8", "surrogatepass")).hexdigest()
