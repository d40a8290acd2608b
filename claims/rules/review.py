"""Who may do what with a claim: the conditions of its moves, and of the changes that are not moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from django.contrib.auth.models import User

from claims.enums import ClaimStatus, Role
from claims.errors import About, Denial
from claims.models import Assessment, Claim, Desk, Evidence, Rating
from claims.models.desk import this_desk

from .roles import has_power, roles_of, why_not_role

IN_ROUND = frozenset({ClaimStatus.IN_REVIEW, ClaimStatus.AGREED, ClaimStatus.DISAGREED})


@dataclass(frozen=True)
class Situation:
    """What the rules look at: one person and one claim, in its current round."""

    claim: Claim
    user_id: int | None  # None is the command line, which has no role
    roles: frozenset[Role]
    assessors: frozenset[int] = frozenset()  # of this round; who settled is not among them
    settlers: frozenset[int] = frozenset()
    has_evidence: bool = False
    one_person: bool = False

    @classmethod
    def load(cls, claim: Claim, user: User | None) -> Self:
        """Load it in four queries. Under the record's lock it stays true until the commit."""
        wrote = list(
            Assessment.objects.filter(claim=claim, round=claim.round).values_list(
                "reviewer_id", "settles"
            )
        )
        return cls(
            claim=claim,
            user_id=user.pk if user else None,
            roles=roles_of(user),
            assessors=frozenset(reviewer for reviewer, settles in wrote if not settles),
            settlers=frozenset(reviewer for reviewer, settles in wrote if settles),
            has_evidence=Evidence.objects.standing().filter(claim=claim).exists(),
            one_person=this_desk().one_person,
        )

    @property
    def status(self) -> ClaimStatus:
        return ClaimStatus(self.claim.status)

    @property
    def may_replace_own(self) -> bool:
        """Return True until the round is complete; if one assessment is required, until sign-off."""
        if self.user_id not in self.assessors or self.settlers:
            return False
        only_one = self.claim.assessments_required == 1
        return self.status == ClaimStatus.IN_REVIEW or (
            only_one and self.status == ClaimStatus.AGREED
        )


# Conditions of the moves. workflow.why_not asks role and status first, from the table of moves.


def why_not_assess(situation: Situation) -> Denial | None:
    if not situation.has_evidence:
        return Denial(
            "no_evidence",
            "There is no evidence yet. Add some first: “searched, found nothing” counts too.",
        )
    if situation.user_id in situation.assessors and not situation.may_replace_own:
        return Denial(
            "assessed_already", "You have already assessed this claim in this round.", About.PERSON
        )
    if situation.status == ClaimStatus.AGREED and not situation.may_replace_own:
        return Denial("round_complete", "This round already has all its assessments.")
    return None


def why_not_settle(situation: Situation) -> Denial | None:
    if situation.user_id in situation.assessors:
        return Denial(
            "own_assessment",
            "You assessed this claim in this round. Somebody else must settle it.",
            About.PERSON,
        )
    return None


def why_not_sign_off(situation: Situation) -> Denial | None:
    if situation.one_person:
        return None
    if situation.user_id in situation.assessors:
        return Denial(
            "own_assessment",
            "You assessed this claim in this round. Another editor must sign it off.",
            About.PERSON,
        )
    if situation.user_id in situation.settlers:
        return Denial(
            "own_settlement",
            "You settled this round. Another editor must sign the claim off.",
            About.PERSON,
        )
    return None


def always(situation: Situation) -> Denial | None:
    """Return None: the move has no conditions except role and status."""
    return None


def hides_names(claim: Claim, desk: Desk) -> bool:
    """Return True while nobody may see who wrote which assessment of the claim. Its authors know their own."""
    return desk.settle_blind and claim.status == ClaimStatus.DISAGREED


def agreed_rating(round_of: Sequence[Assessment]) -> Rating:
    """Return the rating of a complete round: that of the settling assessment, else the one that all gave."""
    settling = [a for a in round_of if a.settles]
    return (settling or round_of)[-1].rating


# Changes that are not moves.


def why_not_change_claim(situation: Situation) -> Denial | None:
    """Return why its statement, dates, questions, quote and chain cannot be changed."""
    if denial := why_not_role(situation.roles, Role.RESEARCHER):
        return denial
    if situation.status == ClaimStatus.SIGNED_OFF:
        return Denial("signed_off", "This claim is signed off. An editor must reopen it first.")
    if situation.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "This claim is withdrawn. An editor must restore it first.")
    if situation.status != ClaimStatus.OPEN and not has_power(situation.roles, Role.EDITOR):
        return Denial(
            "in_round",
            "This claim is being reviewed. Only editors can change it.",
            About.PERSON,
        )
    return None


def why_not_change_required(situation: Situation) -> Denial | None:
    if denial := why_not_role(situation.roles, Role.EDITOR):
        return denial
    if situation.status != ClaimStatus.OPEN:
        return Denial(
            "not_open", "You can change the number of assessments only while the claim is open."
        )
    return None


def why_not_add_to_claim(situation: Situation) -> Denial | None:
    """Return why evidence, appearances and links cannot be added. After sign-off they can: the verdict is marked."""
    if denial := why_not_role(situation.roles, Role.RESEARCHER):
        return denial
    if situation.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "This claim is withdrawn. An editor must restore it first.")
    return None


def why_not_comment(situation: Situation) -> Denial | None:
    return why_not_role(situation.roles, Role.RESEARCHER)


def why_not_assign(situation: Situation) -> Denial | None:
    if denial := why_not_role(situation.roles, Role.EDITOR):
        return denial
    if situation.status == ClaimStatus.WITHDRAWN:
        return Denial("withdrawn", "This claim is withdrawn. An editor must restore it first.")
    return None
