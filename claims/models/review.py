"""Assessments, verdicts, reweighings and comments. All but comments are sealed by trigger: added, never edited."""

from typing import Any, Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models

from claims.enums import (
    ClaimStatus,
    Confidence,
    ProposalState,
    SinceSigning,
    VerdictChange,
    VerdictKind,
)

from .base import new_nonce
from .claims import Claim
from .desk import Desk, Rating


class AssessmentQuerySet(models.QuerySet["Assessment"]):
    def readable_by(self, user: User | None) -> Self:
        """Filter assessments this person can read. Blind: until a round is complete, only its author can read one."""
        return self.filter(
            models.Q(round__lte=models.F("claim__completed_round")) | models.Q(reviewer=user)
        )

    def latest_of_each(self) -> Self:
        """Leave out those that their author replaced in the same round."""
        newer = Assessment.objects.filter(
            claim=models.OuterRef("claim"),
            round=models.OuterRef("round"),
            reviewer=models.OuterRef("reviewer"),
            attempt__gt=models.OuterRef("attempt"),
        )
        return self.exclude(models.Exists(newer))

    def of_round(self, claim: Claim) -> Self:
        """Return the latest assessment of each author in the claim's current round."""
        return self.filter(claim=claim, round=claim.round).latest_of_each()


class Assessment(models.Model):
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="assessments")
    round = models.PositiveIntegerField()
    basis = models.PositiveIntegerField(help_text="The claim's basis that was assessed.")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assessments"
    )
    attempt = models.PositiveSmallIntegerField(default=1)
    settles = models.BooleanField(default=False)
    rating = models.ForeignKey(Rating, models.PROTECT, related_name="+")
    rationale = models.TextField()
    confidence = models.CharField(max_length=10, choices=Confidence)
    at = models.DateTimeField()
    nonce = models.CharField(max_length=32, default=new_nonce, help_text="Salt of its digest.")

    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "round", "reviewer", "attempt"], name="assessment_once_per_round"
            ),
            models.UniqueConstraint(
                fields=["claim", "round"],
                condition=models.Q(settles=True),
                name="assessment_settled_once_per_round",
            ),
            models.CheckConstraint(
                condition=~models.Q(rationale=""), name="assessment_has_rationale"
            ),
        ]

    def __str__(self) -> str:
        return f"assessment {self.pk} of claim {self.claim_id}, round {self.round}"

    @property
    def times_replaced(self) -> int:
        """How often its author replaced it in its round."""
        return self.attempt - 1


class VerdictQuerySet(models.QuerySet["Verdict"]):
    def signed_by_moment(self, moment: Any) -> Self:
        return self.filter(signed_at__lte=moment)

    def latest_per_claim(self, moment: Any, *, from_claim: int = 0) -> Self:
        """Return each claim's latest version at that moment, signed or retracted.

        `from_claim` bounds both sides: PostgreSQL joins them by merging, and would walk all the
        claims before it again for every batch of an export.
        """
        newer = Verdict.objects.filter(
            claim=models.OuterRef("claim"),
            claim__gte=from_claim,
            version__gt=models.OuterRef("version"),
            signed_at__lte=moment,
        )
        found = self.signed_by_moment(moment).filter(claim__gte=from_claim)
        return found.exclude(models.Exists(newer))


class Verdict(models.Model):
    """One version of a claim's verdict, with all that its export rows say, as it was when signed."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="verdicts")
    version = models.PositiveIntegerField()
    round = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=VerdictKind)
    change = models.CharField(max_length=20, choices=VerdictChange)
    reason = models.TextField(blank=True)
    rating_code = models.CharField(max_length=50)
    rating_label = models.CharField(max_length=100)
    rationale = models.TextField(blank=True)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(db_index=True)
    valid_from = models.DateField(null=True, blank=True)
    recheck_on = models.DateField(null=True, blank=True)
    agreement = models.CharField(max_length=100, blank=True)
    policy = models.JSONField(default=list, help_text="Each rule's level, result and override.")
    row = models.JSONField(help_text="The columns of its row in verdicts.csv.")
    evidence_rows = models.JSONField(help_text="Its rows in evidence.csv.")
    sha256 = models.CharField(max_length=64, help_text="Of the canonical JSON of `row`.")

    objects = VerdictQuerySet.as_manager()

    class Meta:
        ordering = ["claim", "version"]
        indexes = [
            models.Index(fields=["rating_code"], name="verdict_by_rating"),
            models.Index(fields=["sha256"], name="verdict_by_sha256"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["claim", "version"], name="verdict_version_once"),
            models.CheckConstraint(
                condition=models.Q(version=1, change=VerdictChange.FIRST)
                | (
                    models.Q(version__gt=1)
                    & ~models.Q(change=VerdictChange.FIRST)
                    & ~models.Q(reason="")
                ),
                name="verdict_change_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=VerdictKind.RETRACTED, change=VerdictChange.RETRACTION)
                | (models.Q(kind=VerdictKind.SIGNED) & ~models.Q(change=VerdictChange.RETRACTION)),
                name="verdict_retraction_is_retracted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rating_label} (version {self.version})"

    @property
    def stands(self) -> bool:
        return self.kind == VerdictKind.SIGNED


class ReweighingQuerySet(models.QuerySet["Reweighing"]):
    def by_moment(self, moment: Any) -> Self:
        return self.filter(at__lte=moment)

    def latest_of_each(self) -> Self:
        """Leave out all but the latest of each verdict."""
        newer = Reweighing.objects.filter(verdict=models.OuterRef("verdict"))
        return self.exclude(models.Exists(newer.filter(seq__gt=models.OuterRef("seq"))))

    def failing(self) -> Self:
        return self.exclude(failing="")

    def changed(self) -> Self:
        """Leave out what only added evidence."""
        return self.exclude(what=SinceSigning.NEW_EVIDENCE)


class Reweighing(models.Model):
    """A signed verdict weighed again, because what it rests on changed. Its Event holds the same facts."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="reweighings")
    verdict = models.ForeignKey(Verdict, models.PROTECT, related_name="reweighings")
    seq = models.PositiveBigIntegerField(help_text="The Event of the change.")
    at = models.DateTimeField()
    what = models.CharField(max_length=20, choices=SinceSigning)
    failing = models.CharField(
        max_length=500,
        blank=True,
        help_text="Codes of the rules that would now stop its sign-off. Empty: it would still pass.",
    )
    corroborating_origins = models.PositiveIntegerField(null=True)
    contradicting_origins = models.PositiveIntegerField(null=True)
    non_party_origins = models.PositiveIntegerField(null=True)

    objects = ReweighingQuerySet.as_manager()

    class Meta:
        ordering = ["seq", "claim"]
        indexes = [models.Index(fields=["verdict", "seq"], name="reweighing_of_verdict")]
        constraints = [
            models.UniqueConstraint(fields=["seq", "claim"], name="reweighing_once_per_event"),
            models.CheckConstraint(
                condition=models.Q(what__in=SinceSigning.values), name="reweighing_what_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} weighed again in Event {self.seq}"

    @property
    def rules(self) -> list[str]:
        """The codes of the failing rules."""
        return self.failing.split(", ") if self.failing else []

    @property
    def origins(self) -> tuple[int | None, int | None, int | None]:
        return self.corroborating_origins, self.contradicting_origins, self.non_party_origins

    def as_facts(self) -> dict[str, object]:
        """Return what the Event holds of the row: all of it, in codes and numbers. One query for the version."""
        return {
            "claim": {"id": self.claim_id},
            "version": self.verdict.version,
            "what": str(self.what),
            "failing": self.rules,
            "corroborating_origins": self.corroborating_origins,
            "contradicting_origins": self.contradicting_origins,
            "non_party_origins": self.non_party_origins,
        }


class OverrideProposalQuerySet(models.QuerySet["OverrideProposal"]):
    def holding(self) -> Self:
        """Filter proposals that can be confirmed: nothing has changed the claim since."""
        return self.filter(
            state=ProposalState.WAITING,
            claim__status=ClaimStatus.AGREED,
            claim_revision=models.F("claim__revision"),
        )


class OverrideProposal(models.Model):
    """A sign-off whose overrides wait for a second editor, with everything that its form said.

    What was proposed is never edited. Only its state changes, once.
    """

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="override_proposals")
    claim_revision = models.PositiveIntegerField(
        help_text="The claim's revision once it was proposed. At any other it is void."
    )
    round = models.PositiveIntegerField()
    rationale = models.TextField()
    confidence = models.CharField(max_length=10, choices=Confidence)
    change = models.CharField(max_length=20, choices=VerdictChange, blank=True)
    reason = models.TextField(blank=True)
    valid_from = models.DateField(null=True, blank=True)
    recheck_on = models.DateField(null=True, blank=True)
    overrides = models.JSONField(help_text="The reason for each rule.")
    state = models.CharField(
        max_length=20, choices=ProposalState, default=ProposalState.WAITING, db_index=True
    )
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    declined_because = models.TextField(blank=True)

    objects = OverrideProposalQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim"],
                condition=models.Q(state=ProposalState.WAITING),
                name="override_proposal_one_waits",
            ),
        ]

    def __str__(self) -> str:
        return f"override proposal {self.pk} for claim {self.claim_id}"

    @property
    def holds(self) -> bool:
        """True if it can be confirmed: it waits, and nothing has changed the claim since. The claim must be loaded."""
        return (
            self.state == ProposalState.WAITING
            and self.claim.status == ClaimStatus.AGREED
            and self.claim.revision == self.claim_revision
        )


class CommentQuerySet(models.QuerySet["Comment"]):
    def readable_by(self, user: User | None) -> Self:
        """Filter comments this person can read.

        Those of assessors are hidden from others until the round is complete, and again while a disagreement
        is settled without names: they would tell who wrote which assessment.
        """
        settled_blind = models.Exists(Desk.objects.filter(settle_blind=True))
        nameless = models.Q(settled_blind, claim__status=ClaimStatus.DISAGREED)
        complete = models.Q(round__lte=models.F("claim__completed_round"))
        return self.filter(models.Q(by_assessor=False) | models.Q(by=user) | (complete & ~nameless))


class Comment(models.Model):
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="comments")
    round = models.PositiveIntegerField()
    by_assessor = models.BooleanField(help_text="Its author had assessed in this round.")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=32, default=new_nonce, help_text="Salts its digest.")

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"comment {self.pk} on claim {self.claim_id}"
