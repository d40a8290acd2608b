"""The record: a hash chain of Events, one for each action. Sealed by trigger; `actions.record` appends."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models

from claims.enums import verbs

from .canonical import canonical_json, sha256_hex
from .claims import Claim

GENESIS = "0" * 64


class RecordHead(models.Model):
    """The one row that every action locks first: no gaps in seq, and no two actions at once."""

    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="record_head_is_one_row")
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.hash}"


class EventQuerySet(models.QuerySet["Event"]):
    def about(self, object_type: str, object_id: int) -> Self:
        return self.filter(object_type=object_type, object_id=object_id)

    def of_claim(self, claim: Claim) -> Self:
        return self.filter(claim=claim)

    def by_moment(self, moment: datetime.datetime) -> Self:
        return self.filter(at__lte=moment)


class Event(models.Model):
    seq = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=40, choices=verbs)
    object_type = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()
    claim = models.ForeignKey(Claim, models.PROTECT, null=True, related_name="events")
    claim_revision = models.PositiveIntegerField(
        null=True, help_text="The claim's revision after it."
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    state = models.CharField(
        max_length=64,
        blank=True,
        default="",
        help_text="Digest of what every row held that it wrote (StateDigest). Empty in the Events of an older desk.",
    )
    token = models.CharField(
        max_length=64,
        null=True,
        blank=True,
        unique=True,
        help_text="Identifies a submitted form, so that it is not saved twice.",
    )
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ["-seq"]
        indexes = [
            models.Index(fields=["object_type", "object_id", "-seq"], name="event_of_object"),
            # For the record as of a moment, and for the import that a row came with.
            models.Index(fields=["at"], name="event_at"),
        ]

    def __str__(self) -> str:
        return f"{self.seq}: {self.by_name} {self.get_verb_display()}"

    def payload(self) -> dict[str, Any]:
        """Return all that the hash covers, except the previous hash."""
        state = {"state": self.state} if self.state else {}
        return state | {
            "seq": self.seq,
            "at": self.at,
            "by": self.by_id,
            "by_name": self.by_name,
            "verb": self.verb,
            "object_type": self.object_type,
            "object_id": self.object_id,
            "claim": self.claim_id,
            "claim_revision": self.claim_revision,
            "before": self.before,
            "after": self.after,
            "reason": self.reason,
            "token": self.token,
        }

    def computed_hash(self) -> str:
        return sha256_hex(self.previous_hash + canonical_json(self.payload()))
