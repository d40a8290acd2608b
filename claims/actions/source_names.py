"""The names of new sources are compared with the desk's before an action takes the record's lock."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, is_dataclass

from claims.given import NewSource, SourceDetails
from claims.models import Source
from claims.models.search.near_names import Compared

Names = tuple[str, ...]  # of one source: its name, then its aliases

_NOTHING = Compared(frozenset(), ())
_compared: ContextVar[Mapping[Names, Compared] | None] = ContextVar("compared", default=None)


@contextmanager
def compared_names(given: object) -> Iterator[None]:
    """Compare the names of all new sources in what an action was given, however deep they are.

    Each is one query, and slow the first time in a process: call it before the lock. So are the names of a source
    that is corrected, about which nobody is asked: what an action does with what it was given is not known here.
    """
    asked = set(_names_in(given))
    token = _compared.set({names: Source.objects.compare(*names) for names in asked})
    try:
        yield
    finally:
        _compared.reset(token)


def near_now(names: Names) -> list[Source]:
    """Return the sources that are near under the lock. Those compared before it are not compared again.

    A name that nobody compared before is compared with all: slower, and as sure.
    """
    before = (_compared.get() or {}).get(names, _NOTHING)
    return Source.objects.near_now(before, *names)


def names_of(details: SourceDetails) -> Names:
    return (details.name, *details.aliases.splitlines())


def _names_in(value: object) -> Iterator[Names]:
    if isinstance(value, NewSource):
        if not value.as_new:
            yield (value.name,)
    elif isinstance(value, SourceDetails):
        yield names_of(value)
    elif isinstance(value, dict):
        if not value.get("as_new"):
            yield from _names_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _names_in(item)
    elif is_dataclass(value):
        yield from _names_in([getattr(value, one.name) for one in fields(value)])
