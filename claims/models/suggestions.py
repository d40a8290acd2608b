"""Sentences of archived copies that the machine suggests to check. People decide on each."""

from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import models

from claims.enums import AttributionKind, ClaimKind, DismissedAs, SuggestionState

from .articles import Article
from .base import ImpreciseDate, in_order
from .claims import Claim
from .snapshots import Snapshot


class Reading(models.Model):
    """A note that a copy was read, by which version of the extractors. Derived: a newer version reads it again."""

    snapshot = models.OneToOneField(Snapshot, models.CASCADE, related_name="reading")
    version = models.PositiveIntegerField()
    characters = models.PositiveIntegerField(help_text="How many were read, from the beginning.")
    failed = models.BooleanField(default=False, help_text="The extractors failed on this text.")
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"reading {self.version} of snapshot {self.snapshot_id}"


@dataclass(frozen=True)
class SuggestedVoice:
    """One step of the chain that the machine read, before anybody has found the source on the desk."""

    name: str
    is_named: bool  # a name, not a description such as "a defence official"
    title: str
    kind: AttributionKind
    cue: str
    date: ImpreciseDate

    @property
    def in_full(self) -> str:
        return f"{self.name}, {self.title}" if self.title else self.name

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        date = stored["date"]
        return cls(
            name=stored["name"],
            is_named=stored["named"],
            title=stored["title"],
            kind=AttributionKind(stored["kind"]),
            cue=stored["cue"],
            date=ImpreciseDate.parse(date["edtf"], date["words"]),
        )

    def as_json(self) -> dict[str, object]:
        return {
            "name": self.name,
            "named": self.is_named,
            "title": self.title,
            "kind": self.kind.value,
            "cue": self.cue,
            "date": {"edtf": self.date.edtf, "words": self.date.words},
        }


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def waiting(self) -> Self:
        return self.filter(state=SuggestionState.WAITING)

    def in_reading_order(self) -> Self:
        return self.order_by("start", "pk")

    def strongest_first(self) -> Self:
        return self.order_by("-score", "start", "pk")


class Suggestion(models.Model):
    """A sentence that may be worth checking. Derived while it waits; what people decide stays."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="suggestions")
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, related_name="+", help_text="The copy it was last read in."
    )
    start = models.PositiveIntegerField(help_text="In code points of that copy's text.")
    end = models.PositiveIntegerField()
    words = models.TextField(help_text="Exactly as in that copy.")
    key = models.CharField(
        max_length=64, help_text="Digest of the folded words and of their occurrence number."
    )
    score = models.FloatField(help_text="Only for the order of the list.")
    reasons = models.JSONField(default=list)
    statement = models.TextField(
        help_text="The words, edited so that they can be understood alone."
    )
    kind = models.CharField(max_length=20, choices=ClaimKind)
    chain = models.JSONField(default=list, help_text="SuggestedVoice as JSON, nearest voice first.")
    said_on_earliest = models.DateField(null=True)
    said_on_latest = models.DateField(null=True)
    said_on_words = models.CharField(max_length=200, blank=True)
    about_on_earliest = models.DateField(null=True)
    about_on_latest = models.DateField(null=True)
    about_on_words = models.CharField(max_length=200, blank=True)
    state = models.CharField(
        max_length=20, choices=SuggestionState, default=SuggestionState.WAITING
    )
    dismissed_as = models.CharField(max_length=20, choices=DismissedAs, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="suggestions")

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        indexes = [
            # For the number of suggestions of each article in a list, and for the filter by them.
            models.Index(
                fields=["article"],
                condition=models.Q(state=SuggestionState.WAITING),
                name="suggestion_waiting",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "key"], name="suggestion_key_once"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="suggestion_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(state=SuggestionState.ACCEPTED, claim__isnull=False)
                | (~models.Q(state=SuggestionState.ACCEPTED) & models.Q(claim=None)),
                name="suggestion_accepted_has_claim",
            ),
            models.CheckConstraint(
                condition=(models.Q(state=SuggestionState.DISMISSED) & ~models.Q(dismissed_as=""))
                | (~models.Q(state=SuggestionState.DISMISSED) & models.Q(dismissed_as="")),
                name="suggestion_dismissed_as_something",
            ),
            in_order("said_on", "suggestion"),
            in_order("about_on", "suggestion"),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def voices(self) -> list[SuggestedVoice]:
        """The chain, nearest voice first."""
        return [SuggestedVoice.from_json(stored) for stored in self.chain]

    @property
    def said_on(self) -> ImpreciseDate:
        return ImpreciseDate(self.said_on_earliest, self.said_on_latest, self.said_on_words)

    @property
    def about_on(self) -> ImpreciseDate:
        return ImpreciseDate(self.about_on_earliest, self.about_on_latest, self.about_on_words)
