"""Read a text within fixed limits of time and memory, which a hostile text may exhaust."""

import datetime
import types
from collections.abc import Sequence
from dataclasses import asdict, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

from .child import IN_BACKGROUND, TooHard, Unreadable, in_child
from .reading import read_text
from .shapes import Reading, Span

# Read in this process, without the second that another one takes to load the model. The worst texts of this length take
# two seconds.
_AT_ONCE = 10_000
# Where a text takes too much, this much of it is read. What is read at once always ends.
_LESS = (40_000, _AT_ONCE)


def read_text_bounded(
    text: str,
    language: str | None = None,
    published: datetime.date | None = None,
    boilerplate: Sequence[Span] = (),
    *,
    seconds: int = IN_BACKGROUND,
) -> tuple[Reading, int]:
    """Return what `read_text` reads, and in how many characters from the beginning.

    That is the whole text, unless reading it takes more than this many CPU seconds or too much memory.
    """
    # The last of them is read here: it is short.
    lengths = [len(text), *(length for length in _LESS if length < len(text))]
    *longer, shortest = lengths
    for length in longer:
        arguments = language, published and published.isoformat(), _until(boilerplate, length)
        content = text[:length].encode("utf-8", "surrogatepass")
        try:
            found = in_child(as_json, content, *arguments, seconds=seconds)
        except (TooHard, Unreadable):
            continue
        reading: Reading = _shaped(Reading, found)
        return reading, length
    known = _until(boilerplate, shortest)
    return read_text(text[:shortest], language, published, known), shortest


def as_json(
    content: bytes, language: str | None, published: str | None, boilerplate: list[list[int]]
) -> dict[str, Any]:
    """Return what `read_text` returns, for the child to write."""
    reading = read_text(
        content.decode("utf-8", "surrogatepass"),
        language,
        published and datetime.date.fromisoformat(published) or None,
        [(start, end) for start, end in boilerplate],
    )
    return asdict(reading, dict_factory=_with_plain_days)


def _until(boilerplate: Sequence[Span], length: int) -> list[Span]:
    return [(start, min(end, length)) for start, end in boilerplate if start < length]


def _with_plain_days(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime.date) else value
        for name, value in pairs
    }


def _shaped(kind: Any, value: Any) -> Any:
    """Return a JSON value in the shape that a field of a reading declares."""
    if value is None:
        return None
    if isinstance(kind, types.UnionType):
        kind = next(one for one in get_args(kind) if one is not types.NoneType)
    if is_dataclass(kind):
        declared = get_type_hints(kind)
        return kind(**{f.name: _shaped(declared[f.name], value[f.name]) for f in fields(kind)})  # type: ignore[operator]
    if get_origin(kind) is list:
        (inner,) = get_args(kind)
        return [_shaped(inner, one) for one in value]
    if get_origin(kind) is tuple:
        return tuple(value)
    return datetime.date.fromisoformat(value) if kind is datetime.date else value
