"""Tie the exact words of a quote to an archived copy."""

from claims.extractors import anchor, locate
from claims.models import Anchor, Snapshot


def find_anchors(snapshot: Snapshot | None, quote: str, near: int | None = None) -> list[Anchor]:
    """Unsaved anchors of the quote's stretches, in order; empty where the words are not in the copy."""
    if snapshot is None or not quote.strip():
        return []
    found = []
    for position, (start, end) in enumerate(locate(snapshot.text, quote, near) or []):
        words = anchor(snapshot.text, start, end)
        found.append(
            Anchor(
                snapshot=snapshot,
                position=position,
                exact=words.exact,
                prefix=words.prefix,
                suffix=words.suffix,
                start=start,
                end=end,
            )
        )
    return found


def quoted(anchors: list[Anchor]) -> str:
    """The quote as it stands in the copy, stretches joined by […]."""
    return " […] ".join(anchor.exact for anchor in anchors)
