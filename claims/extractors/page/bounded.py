"""Extract from a file within fixed limits of time and memory, which a hostile file may exhaust."""

from dataclasses import asdict
from typing import Any

from claims.extractors.child import Busy, TooHard, Unreadable, in_child

from .extract import AT_ONCE, Extracted, extract
from .html import PageReading

# What is read at once, without the 0.4 s that a process costs. The worst files within these limits take
# about a second: attributes of one tag, of which libxml2 compares each with all others, and short lines.
_AT_ONCE_BYTES = 50_000
_AT_ONCE_TAGS = 3_000

BUSY = Extracted(problem="busy")
TOO_HARD = Extracted(problem="too_hard")
UNREADABLE = Extracted(problem="unreadable")


def extract_bounded(
    content: bytes,
    media_type: str,
    declared_encoding: str | None = None,
    *,
    url: str = "",
    seconds: int,
) -> Extracted:
    """Return what is in a file of one of the types READABLE. Never raises for what is in the file.

    The problem is "too_hard" where it takes more than this many CPU seconds or too much memory,
    "unreadable" where it is broken, and "busy" where people wait for too many other files.
    """
    if media_type in AT_ONCE and _is_cheap(content):
        return extract(content, media_type, declared_encoding, url)
    try:
        found = in_child(as_json, content, media_type, declared_encoding, url, seconds=seconds)
    except Busy:
        return BUSY
    except TooHard:
        return TOO_HARD
    except Unreadable:
        return UNREADABLE
    page = found.pop("page")
    found["boilerplate"] = [(start, end) for start, end in found["boilerplate"]]
    return Extracted(
        **found, page=page and PageReading(**page | {"authors": tuple(page["authors"])})
    )


def as_json(
    content: bytes, media_type: str, declared_encoding: str | None, url: str
) -> dict[str, Any]:
    """Return what `extract` returns, for the child to write."""
    return asdict(extract(content, media_type, declared_encoding, url))


def _is_cheap(content: bytes) -> bool:
    """Bytes bound the attributes of a page, which need no more than a blank between them."""
    return len(content) <= _AT_ONCE_BYTES and content.count(b"<") <= _AT_ONCE_TAGS
