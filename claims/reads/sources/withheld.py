"""Whose names were withheld at a moment. Read from the record alone, so that the answer stays the same."""

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
class _Told:
    """What one Event says of a source: the fields that it changed."""

    by_then: bool
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def withheld_at(moment: datetime.datetime) -> Withheld:
    """One query where no name was ever withheld by then, else four; the Events of few sources."""
    events = Event.objects.filter(object_type=Source._meta.model_name)
    merged = events.filter(verb=Verb.SOURCES_MERGED)
    withheld = models.Q(after__withheld=True) | models.Q(after__taken_over__withheld=True)
    ever = {
        _about(*event)
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
    ids = {_whose(pk, into) for pk in ever}
    ids |= {pk for pk in into if _whose(pk, into) in ids}
    told: dict[int, list[_Told]] = defaultdict(list)
    for verb, pk, at, before, after in (
        events.filter(models.Q(object_id__in=ids) | models.Q(verb=Verb.SOURCES_MERGED))
        .order_by("seq")
        .values_list("verb", "object_id", "at", "before", "after")
    ):
        if verb == Verb.SOURCES_MERGED:  # it changed the record that goes on
            pk, before, after = _about(verb, pk, after), before["taken_over"], after["taken_over"]
        told[pk].append(_Told(at <= moment, before, after))
    names, domains = set(), set()
    for source in Source.objects.filter(pk__in=ids).only("name", "domains"):
        if _is_withheld(told[_whose(source.pk, into)]):
            names |= set(_had(told[source.pk], "name", source.name))
            for text in _had(told[source.pk], "domains", source.domains):
                domains |= {domain.casefold().removeprefix("www.") for domain in text.split()}
    return Withheld(frozenset(names), frozenset(domains))


def _about(verb: str, pk: int, after: Mapping[str, Any]) -> int:
    return int(after["into"]["id"]) if verb == Verb.SOURCES_MERGED else pk


def _whose(pk: int, into: Mapping[int, int]) -> int:
    """The record that goes on, where this one was merged into another."""
    while pk in into:
        pk = into[pk]
    return pk


def _is_withheld(told: Sequence[_Told]) -> bool:
    said = [
        event.after["withheld"] for event in told if event.by_then and "withheld" in event.after
    ]
    return bool(said and said[-1])


def _had(told: Sequence[_Told], field: str, now: str) -> Iterator[str]:
    """Every value that the field has had by then.

    An Event names what it changed. Where none by then changed the field, its value was the one
    before its first change since, or what it still is.
    """
    by_then = [
        side[field]
        for event in told
        if event.by_then
        for side in (event.before, event.after)
        if field in side
    ]
    since = [event.before[field] for event in told if not event.by_then and field in event.before]
    yield from by_then or [*since, now][:1]
