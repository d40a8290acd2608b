"""The record as people read it: its page, and the history of each object, in words."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse

from claims.enums import Verb
from claims.models import Article, Claim, Event, Question, Rating, RecordHead, Source
from claims.models.base import read_number

from .sentences import Change, Sentence, changes, moment, says_it_all, sentence, shortened

PAGE = 50
LONGEST_HISTORY = 100

# What the record names by its id, and how it is called. Claims come with their Events.
_NAMED: dict[str, tuple[type[models.Model], str]] = {
    "article": (Article, "headline"),
    "source": (Source, "name"),
    "question": (Question, "text"),
    "rating": (Rating, "label"),
    "user": (User, "username"),
}
OBJECT_TYPES = ("claim", *_NAMED, "evidence", "appearance", "comment", "desk", "export")
_PAGES = {
    "claim": "claim_page",
    "article": "article_page",
    "source": "source_page",
    "question": "question_page",
    "export": "export_numbered",
}


@dataclass(frozen=True)
class Line:
    """One Event, ready for a page."""

    event: Event
    sentence: Sentence
    url: str  # of what it was done to, or nothing
    on_its_page: bool = False  # of what it was done to, which need not be named there

    @property
    def seq(self) -> int:
        return self.event.seq

    @property
    def at(self) -> datetime.datetime:
        return self.event.at

    @property
    def when(self) -> str:
        return moment(self.event.at)

    @property
    def by_name(self) -> str:
        return self.event.by_name

    @property
    def words(self) -> str:
        return self.sentence.short if self.on_its_page else self.sentence.whole

    @property
    def reason(self) -> str:
        return self.event.reason

    @property
    def hash(self) -> str:
        return self.event.hash

    @property
    def short_hash(self) -> str:
        return self.event.hash[:12]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.event)

    @property
    def shows_changes(self) -> bool:
        """Values were changed that the sentence only names."""
        return not says_it_all(self.event)


@dataclass(frozen=True)
class About:
    """One object of the desk, as the record names it."""

    object_type: str
    object_id: int

    @classmethod
    def parse(cls, text: str) -> "About":
        """Read `claim:12`. Raises ValueError."""
        object_type, _, number = text.partition(":")
        object_id = read_number(number)
        if object_type not in OBJECT_TYPES or object_id is None:
            raise ValueError(f"{text!r} names nothing that the record knows")
        return cls(object_type, object_id)

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_id}"


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    head: RecordHead
    older: int | None  # `before` of the next page, if there is one
    newer: int | None  # and of the one before; 0 is the first page

    @property
    def subject(self) -> Line | None:
        """A line that names and links the one object that the page is about."""
        return next((line for line in self.lines if line.on_its_page), None)


def page(about: About | None = None, before: int | None = None) -> Page:
    """Fifty Events, newest first, found by key: the last page is as cheap as the first.

    At most ten queries: the Events, a look back, the head, two for an object, and the names.
    """
    found = events_about(about) if about else Event.objects.all()
    upto = found.filter(seq__lt=before) if before else found
    events = list(upto.select_related("claim").order_by("-seq")[: PAGE + 1])
    more, events = len(events) > PAGE, events[:PAGE]
    newer = None
    if before:
        after = list(
            found.filter(seq__gte=before).order_by("seq").values_list("seq", flat=True)[: PAGE + 1]
        )
        newer = (after[PAGE] if len(after) > PAGE else 0) if after else None
    return Page(
        lines=_lines(events, about),
        head=RecordHead.objects.get(pk=1),
        older=events[-1].seq if more else None,
        newer=newer,
    )


def history_of_claim(claim: Claim, limit: int = LONGEST_HISTORY) -> list[Line]:
    """What was done to a claim and to all that hangs on it, newest first."""
    return history_of("claim", claim.pk, limit)


def history_of(object_type: str, object_id: int, limit: int = LONGEST_HISTORY) -> list[Line]:
    """What was done to one object, newest first; with the Event that it came with."""
    about = About(object_type, object_id)
    events = events_about(about).select_related("claim")
    return _lines(events.order_by("-seq")[:limit], about)


def events_about(about: About) -> "models.QuerySet[Event]":
    """An object's Events, with those that only name it among what they brought or moved. Two more queries."""
    if about.object_type == "claim":
        own = models.Q(claim=about.object_id)
        # Its duplicates first, by a query of their own: joined in, no index would serve.
        merged = list(
            Claim.objects.filter(duplicate_of=about.object_id).values_list("pk", flat=True)
        )
        own |= models.Q(verb=Verb.CLAIM_WITHDRAWN, claim__in=merged)
    else:
        ids = [about.object_id]
        if about.object_type == "source":
            ids += Source.objects.filter(merged_into=about.object_id).values_list("pk", flat=True)
        own = models.Q(object_type=about.object_type, object_id__in=ids)
    found: models.QuerySet[Event] = Event.objects.filter(own | models.Q(pk__in=_brought_by(about)))
    return found


# Where an Event names what came with it: a batch's articles, sources added on the spot, the quote
# check lifted with a claim.
_BROUGHT = {
    "article": ("articles", "articles_added"),
    "source": ("sources_added",),
    "claim": ("claims", "quote_check"),
    "question": ("questions_added",),
}


def _brought_by(about: About) -> list[int]:
    """The Event of the same moment that names it. A row is created at the time of its Event."""
    keys = _BROUGHT.get(about.object_type)
    if keys is None:
        return []
    model = Claim if about.object_type == "claim" else _NAMED[about.object_type][0]
    created = model._default_manager.filter(pk=about.object_id).values("created_at")
    same_moment = Event.objects.filter(at=models.Subquery(created[:1]))
    return [
        pk
        for pk, after in same_moment.values_list("pk", "after")
        if any(about.object_id in _ids(after.get(key)) for key in keys)
    ]


def _ids(value: object) -> Iterable[int]:
    items = value if isinstance(value, list) else [value]
    return [item["id"] for item in items if isinstance(item, dict) and "id" in item]


def _lines(events: Iterable[Event], about: About | None = None) -> list[Line]:
    """One query for each kind of object that is named."""
    events = list(events)
    names: dict[tuple[str, int], str] = {}
    for object_type, (model, column) in _NAMED.items():
        ids = {event.object_id for event in events if event.object_type == object_type}
        if ids:
            rows = model._default_manager.filter(pk__in=ids).values_list("pk", column)
            names |= {(object_type, pk): name for pk, name in rows}
    return [
        Line(event, sentence(event, _called(event, names)), _url_of(event), about == _about(event))
        for event in events
    ]


def _about(event: Event) -> About:
    if event.claim_id:
        return About("claim", event.claim_id)
    return About(event.object_type, event.object_id)


def _called(event: Event, names: dict[tuple[str, int], str]) -> str:
    """As it is called now; what it was called then is among the Event's values."""
    if event.claim:
        return f"claim {event.claim_id}: ‘{shortened(event.claim.statement)}’"
    if event.object_type == "desk":
        return "the desk’s policy"
    name = shortened(names.get((event.object_type, event.object_id), ""))
    if event.object_type == "article":
        return f"article {event.object_id}" + (f": ‘{name}’" if name else "")
    return f"‘{name}’" if name else f"{event.object_type} {event.object_id}"


def _url_of(event: Event) -> str:
    if event.claim_id:
        return reverse(_PAGES["claim"], args=[event.claim_id])
    name = _PAGES.get(event.object_type)
    return reverse(name, args=[event.object_id]) if name else ""
