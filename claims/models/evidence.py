"""Evidence, and the anchors that tie a quote to exact words of an archived copy."""

from typing import Self

from django.conf import settings
from django.db import models

from claims.enums import VOUCHING, BearsOn, EvidenceKind, OriginKind, QuoteCheck, Stance

from .articles import Article
from .base import ImpreciseDate, Revised, RevisedQuerySet, in_order
from .claims import Appearance, Claim
from .snapshots import Snapshot
from .sources import Source

# The reason for withdrawing what was added a moment before: its passage is offered again.
UNDONE = "Undone right after it was added."


class EvidenceQuerySet(RevisedQuerySet["Evidence"]):
    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def vouching(self) -> Self:
        return self.standing().filter(stance__in=VOUCHING)

    def with_copy(self, copy: Snapshot) -> Self:
        """Filter the evidence that an archived copy was made for, or whose page a screenshot shows."""
        return self.filter(
            models.Q(snapshot=copy)
            | models.Q(capture_requests__screenshot_request__screenshot=copy)
        )

    def in_full(self) -> Self:
        """With its anchors and all that a page or an export row names. Two queries."""
        named = (
            "seen_in", "origin", "heard_via", "article__publisher", "snapshot__ruling__by", "snapshot__takedown",
            "created_by", "withdrawn_by",
        )  # fmt: skip
        found = self.select_related(*named).defer("snapshot__text", "snapshot__boilerplate")
        return found.prefetch_related("anchors")


class Evidence(Revised):
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="evidence")
    stance = models.CharField(max_length=20, choices=Stance)
    bears_on = models.CharField(max_length=20, choices=BearsOn, default=BearsOn.WHOLE)
    kind = models.CharField(max_length=20, choices=EvidenceKind)
    seen_in = models.ForeignKey(
        Source,
        models.PROTECT,
        related_name="seen_in_evidence",
        help_text="Where it was read. This desk, for its own enquiries.",
    )
    origin_kind = models.CharField(max_length=20, choices=OriginKind)
    origin = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="originated_evidence",
        help_text="Who vouches, or the body that an unnamed person belongs to.",
    )
    origin_label = models.CharField(
        max_length=200, blank=True, help_text="How an unnamed source is described."
    )
    heard_via = models.ForeignKey(
        Source,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="relayed_evidence",
        help_text="Who passed on the words of the original source.",
    )
    derived_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="derivations"
    )
    article = models.ForeignKey(
        Article, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    snapshot = models.ForeignKey(
        Snapshot, models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    url = models.URLField(max_length=2000, blank=True, verbose_name="URL")
    title = models.CharField(max_length=500, blank=True)
    quote = models.TextField(blank=True)
    quote_differs = models.JSONField(
        default=list,
        editable=False,
        help_text="How the words that were entered differ from those found: a code and a number each.",
    )
    quote_check = models.CharField(max_length=20, choices=QuoteCheck)
    quote_reason = models.TextField(
        blank=True, help_text="Why the quote is missing or was not found."
    )
    translation = models.TextField(blank=True)
    translated_by = models.CharField(max_length=200, blank=True)
    searched = models.TextField(
        blank=True, help_text="What was searched, where and for which days, if nothing was found."
    )
    custody = models.TextField(
        blank=True, help_text="Where an uploaded file came from, and through whose hands."
    )
    published_earliest = models.DateField(null=True, blank=True)
    published_latest = models.DateField(null=True, blank=True)
    published_words = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    withdrawn_reason = models.TextField(blank=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name_plural = "evidence"
        indexes = [
            # For the list of claims: answered from the index alone.
            models.Index(
                fields=["stance", "claim"],
                condition=models.Q(withdrawn_at=None),
                name="evidence_by_stance",
            ),
        ]
        constraints = [
            in_order("published", "evidence"),
            models.CheckConstraint(
                condition=models.Q(origin_kind=OriginKind.NAMED, origin__isnull=False)
                | models.Q(origin_kind=OriginKind.UNNAMED)
                | (
                    models.Q(origin_kind__in=[OriginKind.OWN_REPORTING, OriginKind.NOT_STATED])
                    & models.Q(origin=None)
                ),
                name="evidence_named_origin_is_named",
            ),
            models.CheckConstraint(
                condition=models.Q(origin_kind__in=OriginKind.values),
                name="evidence_origin_kind_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_reason="")
                | (models.Q(withdrawn_at__isnull=False) & ~models.Q(withdrawn_reason="")),
                name="evidence_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(derived_from=None) | ~models.Q(derived_from=models.F("pk")),
                name="evidence_not_derived_from_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence {self.pk}"

    @property
    def published(self) -> ImpreciseDate:
        return ImpreciseDate(self.published_earliest, self.published_latest, self.published_words)

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def vouches(self) -> bool:
        """True if it is for or against the claim or a part of it, so that changing it changes the basis.

        How it counts is decided in independence.py.
        """
        return self.stance in VOUCHING


class Anchor(models.Model):
    """A W3C TextQuoteSelector with its TextPositionSelector, for words of one archived copy.

    `start` and `end` are code points of the snapshot's text (https://www.w3.org/TR/annotation-model/#selectors).
    """

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="anchors")
    appearance = models.ForeignKey(Appearance, models.CASCADE, null=True, related_name="anchors")
    evidence = models.ForeignKey(Evidence, models.CASCADE, null=True, related_name="anchors")
    position = models.PositiveSmallIntegerField(
        default=0, help_text="Order of the stretches of one quote."
    )
    exact = models.TextField()
    prefix = models.CharField(max_length=64, blank=True)
    suffix = models.CharField(max_length=64, blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    missing_from = models.ForeignKey(
        Snapshot,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The later archived copy in which these words were not found.",
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="anchor_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(appearance__isnull=False, evidence=None)
                | models.Q(appearance=None, evidence__isnull=False),
                name="anchor_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} of snapshot {self.snapshot_id}"
