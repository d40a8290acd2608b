"""Recognise the same article captured twice."""

import hashlib
from collections.abc import Sequence

from claims.extractors.shapes import Span
from claims.extractors.text.characters import nfc


def body_fingerprint(text: str, boilerplate: Sequence[Span]) -> str:
    """Return the SHA-256 (hex) of `text` without `boilerplate`, in NFC, single spaces, case folded.

    Two captures of one article agree even if their boilerplate, line ends or capitals differ.
    `boilerplate` must be sorted. Two texts without a body agree too: check for one first.
    """
    kept: list[str] = []
    at = 0
    for start, end in boilerplate:
        kept.append(text[at:start])
        at = max(at, end)
    kept.append(text[at:])
    folded = nfc(nfc(" ".join(kept)).casefold())
    return hashlib.sha256(" ".join(folded.split()).encode("utf-8", "surrogatepass")).hexdigest()
