"""Whose names were withheld at a moment. Read from the record alone, so that the result never changes."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from claims.enums import Verb
from claims.exports.withheld import Withheld
from claims.models import Event, Source

NOBODY = Withheld()


@dataclass(frozen=True)
class _SourceEvent:
    """What one Event says about a source: the fields that it changed."""

    by_then: bool
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def withheld_at(moment: datetime.datetime) -> Withheld:
    """Return the names withheld at that moment. One query if there never were any by then, else four."""
    events = Event.objects.filter(object_type=Source._meta.model_name)
    merged = events.filter(verb=Verb.SOURCES_MERGED)
    withheld = models.Q(after__withheld=True) | models.Q(after__taken_over__withheld=True)
    ever = {
        _source_of(*event)
        for event in events.by_moment(moment)
        .filter(withheld)
        .values_list("verb", "object_id", "after")
    }
    if not ever:
        return NOBODY
    into = {
        pk: after["into"]["id"]
        for pk, after in merged.by_moment(moment).values_list("object_id", "after")
    }
    ids = {_remaining(pk, into) for pk in ever}
    ids |= {pk for pk in into if _remaining(pk, into) in ids}
    history: dict[int, list[_SourceEvent]] = defaultdict(list)
    for verb, pk, at, before, after in (
        events.filter(models.Q(object_id__in=ids) | models.Q(verb=Verb.SOURCES_MERGED))
        .order_by("seq")
        .values_list("verb", "object_id", "at", "before", "after")
    ):
        if verb == Verb.SOURCES_MERGED:  # it changed the record that remained
            pk, before, after = (
                _source_of(verb, pk, after),
                before["taken_over"],
                after["taken_over"],
            )
        history[pk].append(_SourceEvent(at <= moment, before, after))
    names, domains = set(), set()
    for source in Source.objects.filter(pk__in=ids).only("name", "domains"):
        if _is_withheld(history[_remaining(source.pk, into)]):
            names |= set(_values_by_then(history[source.pk], "name", source.name))
            for text in _values_by_then(history[source.pk], "domains", source.domains):
                domains |= {domain.casefold().removeprefix("www.") for domain in text.split()}
    return Withheld(frozenset(names), frozenset(domains))


def _source_of(verb: str, pk: int, after: Mapping[str, Any]) -> int:
    return int(after["into"]["id"]) if verb == Verb.SOURCES_MERGED else pk


def _remaining(pk: int, into: Mapping[int, int]) -> int:
    """Return the record that remains, if this one was merged into another."""
    while pk in into:
        pk = into[pk]
    return pk


def _is_withheld(history: Sequence[_SourceEvent]) -> bool:
    values = [
        event.after["withheld"] for event in history if event.by_then and "withheld" in event.after
    ]
    return bool(values and values[-1])


def _values_by_then(history: Sequence[_SourceEvent], field: str, now: str) -> Iterator[str]:
    """Yield every value that the field had had by then.

    An Event names what it changed. If none by then changed the field, its value was the one before
    its first later change, or else the current one.
    """
    by_then = [
        side[field]
        for event in history
        if event.by_then
        for side in (event.before, event.after)
        if field in side
    ]
    since = [
        event.before[field] for event in history if not event.by_then and field in event.before
    ]
    yield from by_then or [*since, now][:1]
