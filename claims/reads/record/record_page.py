"""The record as people read it: its page, and the history of each object."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User
from django.db import models
from django.urls import reverse

from claims.enums import DOWNLOADS, Verb
from claims.models import Article, Claim, Event, Import, Question, Rating, RecordHead, Source
from claims.models.base import read_number

from .account_names import with_names
from .sentences import (
    Sentence,
    name_in_sentence,
    rating_labels,
    says_it_all,
    sentence,
    unnamed_in_sentence,
)
from .values import Change, changes, text_or_digest

PAGE = 50
LONGEST_HISTORY = 100

# Objects with a name, and the column that has it. Claims come with their Events.
_NAMED: dict[str, tuple[type[models.Model], str]] = {
    "article": (Article, "headline"),
    "source": (Source, "name"),
    "question": (Question, "text"),
    "rating": (Rating, "label"),
    "user": (User, "username"),
    "import": (Import, "file_name"),
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
class ObjectRef:
    """One object of the desk, as the record names it."""

    object_type: str
    object_id: int

    @classmethod
    def parse(cls, text: str) -> "ObjectRef":
        """Read `claim:12`. Raises ValueError."""
        object_type, _, number = text.partition(":")
        object_id = read_number(number)
        if object_type not in OBJECT_TYPES or object_id is None:
            raise ValueError(f"{text!r} names nothing that the record knows")
        return cls(object_type, object_id)

    @classmethod
    def of(cls, event: Event) -> "ObjectRef":
        """What the Event is about: evidence, appearances and comments belong to their claim."""
        if event.claim_id:
            return cls("claim", event.claim_id)
        return cls(event.object_type, event.object_id)

    @property
    def url(self) -> str:
        """Its page, or nothing."""
        page = _PAGES.get(self.object_type)
        return reverse(page, args=[self.object_id]) if page else ""

    def __str__(self) -> str:
        return f"{self.object_type}:{self.object_id}"


@dataclass(frozen=True)
class ShownEvent:
    """One Event, ready for a page."""

    event: Event
    name: str  # what it is about, as a sentence names it
    ratings: Mapping[str, str]
    page: "ObjectRef | None" = None  # of whose page: it is not named there

    @property
    def seq(self) -> int:
        return self.event.seq

    @property
    def at(self) -> datetime.datetime:
        return self.event.at

    @property
    def by_name(self) -> str:
        return self.event.by_name

    @property
    def url(self) -> str:
        """The page of what it is about, or nothing."""
        return ObjectRef.of(self.event).url

    @cached_property
    def sentence(self) -> Sentence:
        it = unnamed_in_sentence(self.event) if self.on_its_page else self.name
        page = self.page
        of_claim = page.object_id if page and page.object_type == "claim" else None
        return sentence(self.event, it, self.ratings, of_claim=of_claim)

    @property
    def on_its_page(self) -> bool:
        return self.page == ObjectRef.of(self.event)

    @property
    def words(self) -> str:
        """The sentence without who did it, for a page that prints the name first."""
        return self.sentence.after_who

    @property
    def reason(self) -> str:
        return text_or_digest(self.event.reason)

    @property
    def hash(self) -> str:
        return self.event.hash

    @property
    def short_hash(self) -> str:
        return self.event.hash[:12]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return changes(self.event, self.ratings)

    @property
    def shows_changes(self) -> bool:
        """Values were changed that the sentence only names."""
        return not says_it_all(self.event)

    @property
    def folds_changes(self) -> bool:
        return bool(self.changes) and not self.shows_changes

    @property
    def links_it(self) -> bool:
        return bool(self.url) and not self.on_its_page


@dataclass(frozen=True)
class RecordPage:
    events: list[ShownEvent]
    head: RecordHead
    older: int | None  # `before` of the next page, if there is one
    newer: int | None  # and of the one before; 0 is the first page

    @property
    def subject(self) -> ShownEvent | None:
        """An Event that names and links the one object that the page is about."""
        return next((shown for shown in self.events if shown.on_its_page), None)


def record_page(
    about: ObjectRef | None = None, before: int | None = None, *, downloads: bool = False
) -> RecordPage:
    """Return fifty Events, newest first, found by key: the last page is as cheap as the first.

    `downloads` leaves out all that is not about what left the desk.

    Eleven queries at most: the Events, a look back, the head, two for an object, the names and the ratings.
    """
    found = events_about(about) if about else Event.objects.all()
    if downloads:
        found = found.filter(verb__in=DOWNLOADS)
    upto = found.filter(seq__lt=before) if before else found
    events = list(upto.select_related("claim").order_by("-seq")[: PAGE + 1])
    more, events = len(events) > PAGE, events[:PAGE]
    newer = None
    if before:
        after = list(
            found.filter(seq__gte=before).order_by("seq").values_list("seq", flat=True)[: PAGE + 1]
        )
        newer = (after[PAGE] if len(after) > PAGE else 0) if after else None
    return RecordPage(
        events=shown_events(events, about),
        head=RecordHead.objects.get(pk=1),
        older=events[-1].seq if more else None,
        newer=newer,
    )


def history_of_claim(claim: Claim, limit: int = LONGEST_HISTORY) -> list[ShownEvent]:
    """Return what was done to a claim and to all that belongs to it, newest first."""
    return history_of("claim", claim.pk, limit)


def history_of(object_type: str, object_id: int, limit: int = LONGEST_HISTORY) -> list[ShownEvent]:
    """Return what was done to one object, newest first, with the Event that it came with."""
    about = ObjectRef(object_type, object_id)
    events = events_about(about).select_related("claim")
    return shown_events(events.order_by("-seq")[:limit], about)


def events_about(about: ObjectRef) -> "models.QuerySet[Event]":
    """Return an object's Events, also those that name it among what they added, moved or freed. At most three more queries."""
    if about.object_type == "claim":
        own = models.Q(claim=about.object_id)
        # Its duplicates first, by a query of their own: joined in, no index would serve.
        merged = list(
            Claim.objects.filter(duplicate_of=about.object_id).values_list("pk", flat=True)
        )
        own |= models.Q(verb=Verb.CLAIM_WITHDRAWN, claim__in=merged)
        own |= models.Q(pk__in=_freed(about.object_id))
    else:
        ids = [about.object_id]
        if about.object_type == "source":
            ids += Source.objects.filter(merged_into=about.object_id).values_list("pk", flat=True)
        own = models.Q(object_type=about.object_type, object_id__in=ids)
    found: models.QuerySet[Event] = Event.objects.filter(own | models.Q(pk__in=_added_with(about)))
    return found


# Where an Event names what was added with it: a batch's articles, sources added on the spot, the quote
# check that was added with a claim.
_ADDED_WITH = {
    "article": ("articles", "articles_added"),
    "source": ("sources_added",),
    "claim": ("claims", "quote_check"),
    "question": ("questions_added",),
}


def _added_with(about: ObjectRef) -> list[int]:
    """Return the Event that added the object among others. It has the time at which the row was created."""
    keys = _ADDED_WITH.get(about.object_type)
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


def _freed(claim_id: int) -> list[int]:
    """Return the deactivations of accounts that freed the claim."""
    found = Event.objects.filter(object_type="user", after__has_key="freed")
    return [
        pk for pk, after in found.values_list("pk", "after") if claim_id in _ids(after["freed"])
    ]


def _ids(value: object) -> Iterable[int]:
    items = value if isinstance(value, list) else [value]
    return [item["id"] for item in items if isinstance(item, dict) and "id" in item]


def shown_events(events: Iterable[Event], about: ObjectRef | None = None) -> list[ShownEvent]:
    """Prepare Events for a page. One query for each kind of object that is named, and one for the ratings."""
    events = with_names(events)
    names: dict[tuple[str, int], str] = {}
    for object_type, (model, column) in _NAMED.items():
        ids = {event.object_id for event in events if event.object_type == object_type}
        if ids:
            rows = model._default_manager.filter(pk__in=ids).values_list("pk", column)
            names |= {(object_type, pk): name for pk, name in rows}
    ratings = rating_labels(events)
    return [ShownEvent(event, _present_name(event, names), ratings, about) for event in events]


def _present_name(event: Event, names: dict[tuple[str, int], str]) -> str:
    """Return what it is called now; what it was called then is among the Event's values."""
    if event.claim:
        return name_in_sentence("claim", event.claim.pk, event.claim.statement)
    key = event.object_type, event.object_id
    return name_in_sentence(*key, names.get(key, ""))
