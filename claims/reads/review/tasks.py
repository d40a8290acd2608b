"""What one person can do next: a QuerySet of claims for each kind of task. No queries of its own."""

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from claims.enums import ClaimStatus
from claims.models import Assessment, Claim, Desk, Evidence, OverrideProposal

from .freed import freed_claims

S = ClaimStatus

Claims = QuerySet[Claim]


class Tasks:
    """The roles are asked where a task is offered: these are the conditions in the claim and in what the person wrote."""

    def __init__(self, user: User, desk: Desk) -> None:
        self.user = user
        self.desk = desk
        wrote = Assessment.objects.filter(claim=OuterRef("pk"), reviewer=user)
        self.in_this_round = Exists(wrote.filter(round=OuterRef("round")))
        self.before = Exists(wrote)
        holding = OverrideProposal.objects.holding()
        self.waits_for_second_editor = Exists(holding.filter(claim=OuterRef("pk")))
        self.has_evidence = Exists(Evidence.objects.standing().filter(claim=OuterRef("pk")))

    def assigned(self) -> Claims:
        mine = Claim.objects.filter(assignee=self.user)
        return mine.exclude(status__in=[S.SIGNED_OFF, S.WITHDRAWN])

    def _assessable(self) -> Claims:
        return Claim.objects.with_status(S.OPEN, S.IN_REVIEW).filter(
            self.has_evidence, ~self.in_this_round
        )

    def to_confirm(self) -> Claims:
        return self._assessable().filter(self.before)

    def to_assess(self) -> Claims:
        return self._assessable().exclude(self.before)

    def to_settle(self) -> Claims:
        return Claim.objects.with_status(S.DISAGREED).exclude(self.in_this_round)

    def freed(self) -> Claims:
        return Claim.objects.filter(pk__in=freed_claims())

    def to_sign_off(self) -> Claims:
        found = Claim.objects.with_status(S.AGREED).exclude(self.waits_for_second_editor)
        return found if self.desk.one_person else found.exclude(self.in_this_round)

    def overrides_to_confirm(self) -> Claims:
        proposed = OverrideProposal.objects.holding().exclude(proposed_by=self.user)
        return Claim.objects.filter(pk__in=proposed.values("claim")).exclude(self.in_this_round)

    def due(self) -> Claims:
        """Signed verdicts that are to be checked again by now."""
        today = timezone.now().date()
        return Claim.objects.with_standing_verdict().filter(verdict__recheck_on__lte=today)

    def come_due(self) -> Claims:
        return Claim.objects.come_due(timezone.now().date())

    def to_research_again(self) -> Claims:
        """Claims without a verdict whose day has passed, until somebody adds what was found since."""
        since = Evidence.objects.standing().filter(
            claim=OuterRef("pk"), created_at__date__gt=OuterRef("about_on_latest")
        )
        unsigned = self.come_due().exclude(status=S.SIGNED_OFF)
        return unsigned.exclude(Exists(since)).exclude(self.in_this_round)

    def to_check_again(self) -> Claims:
        """Signed claims that are due: only a person who can reopen them, or correct the verdict, can do it."""
        due = self.due().order_by().values("pk")
        signed = Claim.objects.with_status(S.SIGNED_OFF)
        return signed.filter(Q(pk__in=due) | Q(pk__in=self.come_due().order_by().values("pk")))

    def without_evidence(self) -> Claims:
        return Claim.objects.with_status(S.OPEN).exclude(self.has_evidence)
