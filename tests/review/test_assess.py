"""Assessments are counted per round, and only somebody else can settle a disagreement."""

from typing import Any

import pytest

from claims.actions import desk as desk_actions
from claims.actions import evidence, review
from claims.enums import (
    ClaimStatus,
    EvidenceKind,
    RatingCode,
    Stance,
)
from claims.errors import Invalid, Refused, Stale
from claims.models import Assessment, Event
from tests.factories import (
    ClaimFactory,
    EvidenceFactory,
    assess,
    assessment_given,
    rating,
    sign_off,
)

from .steps import denial_code, settle

pytestmark = pytest.mark.django_db
S = ClaimStatus

# Assess


def test_one_assessment_is_enough_when_one_is_required(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.OPEN)
    EvidenceFactory(claim=claim, by=cast.researcher)

    assess(claim, cast.reviewer1)

    assert (claim.status, claim.completed_round, claim.round) == (S.AGREED, 1, 1)


def test_first_of_two_assessments_does_not_complete_the_round(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    assert (claim.status, claim.completed_round) == (S.IN_REVIEW, 0)


@pytest.mark.parametrize(
    ("second", "status"),
    [(RatingCode.NOT_ENOUGH_EVIDENCE, S.AGREED), (RatingCode.SUPPORTED, S.DISAGREED)],
)
def test_last_assessment_completes_the_round_and_decides_if_reviewers_agree(
    cast: Any, second: RatingCode, status: S
) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)

    assess(claim, cast.reviewer2, second)

    assert (claim.status, claim.completed_round) == (status, 1)


def test_agreement_of_three_reviewers_is_shown_as_three_of_three(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED, assessments_required=3)

    assert sign_off(claim, cast.editor).agreement == "3 of 3"


def test_recorded_search_that_found_nothing_is_enough_evidence_to_assess(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    with pytest.raises(Refused) as error:
        assess(claim, cast.reviewer1)
    assert denial_code(error) == "no_evidence"

    EvidenceFactory(
        claim=claim,
        by=cast.researcher,
        kind=EvidenceKind.NOTHING_FOUND,
        stance=Stance.CONTEXT,
        searched="The port’s releases, 1 to 3 April.",
    )
    assess(claim, cast.reviewer1)

    assert claim.status == S.AGREED


def test_assessment_without_rationale_is_refused(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    with pytest.raises(Invalid) as error:
        assess(claim, cast.reviewer1, rationale="  ")
    assert (error.value.field, error.value.code) == ("rationale", "required")


def test_retired_rating_cannot_be_chosen(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    old = rating(RatingCode.TOO_VAGUE)
    details = desk_actions.RatingDetails(old.code, old.label, old.definition, active=False)
    desk_actions.change_rating(old, details, seen_revision=old.revision, by=cast.admin)

    with pytest.raises(Invalid) as error:
        assess(claim, cast.reviewer1, RatingCode.TOO_VAGUE)
    assert error.value.code == "retired"


def test_reviewer_cannot_assess_twice_in_a_complete_round(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED, assessments_required=2)
    with pytest.raises(Refused) as error:
        assess(claim, cast.reviewer1)
    assert denial_code(error) == "assessed_already"


def test_reviewer_can_replace_their_assessment_until_the_round_is_complete(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)

    assess(claim, cast.reviewer1, RatingCode.SUPPORTED)
    assert claim.status == S.IN_REVIEW  # still one assessment
    assess(claim, cast.reviewer2, RatingCode.SUPPORTED)

    assert claim.status == S.AGREED
    assert [a.attempt for a in Assessment.objects.filter(reviewer=cast.reviewer1)] == [1, 2]
    assert {a.rating.code for a in Assessment.objects.of_round(claim)} == {"supported"}


def test_assessment_submitted_twice_is_saved_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    events = Event.objects.count()

    first = Assessment.objects.get()
    assert assess(claim, cast.reviewer1) == first
    assert Event.objects.count() == events


def test_only_required_assessment_can_be_replaced_until_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)

    assess(claim, cast.reviewer1, RatingCode.TOO_VAGUE)

    assert claim.status == S.AGREED
    assert sign_off(claim, cast.editor).rating_code == "too_vague"
    with pytest.raises(Refused) as error:
        assess(claim, cast.reviewer1)
    assert denial_code(error) == "wrong_status"


def test_complete_round_accepts_no_further_assessment(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    with pytest.raises(Refused) as error:
        assess(claim, cast.reviewer2)
    assert denial_code(error) == "round_complete"


@pytest.mark.parametrize("wrong", [None, 0, -1, 99, 10**30])
@pytest.mark.parametrize("which", ["seen_round", "seen_basis"])
def test_assessment_of_another_round_or_basis_is_stale(
    cast: Any, which: str, wrong: int | None
) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    seen = {"seen_round": claim.round, "seen_basis": claim.basis} | {which: wrong}

    with pytest.raises(Stale) as error:
        review.assess(claim, assessment_given(), **seen, by=cast.reviewer1)

    assert error.value.seen == wrong
    assert not Assessment.objects.exists()


def test_assessment_is_stale_when_evidence_was_withdrawn_meanwhile(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    first = EvidenceFactory(claim=claim, by=cast.researcher)
    EvidenceFactory(claim=claim, by=cast.researcher)
    claim.refresh_from_db()
    seen = {"seen_round": claim.round, "seen_basis": claim.basis}
    evidence.withdraw_evidence(
        first, seen_revision=first.revision, reason="a hoax", by=cast.researcher
    )

    with pytest.raises(Stale):
        review.assess(claim, assessment_given(), **seen, by=cast.reviewer1)

    assert not Assessment.objects.exists()
    assess(claim, cast.reviewer1)  # on the current evidence


# Settle


def test_reviewer_who_did_not_assess_can_settle_and_their_rating_is_signed(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)

    settle(claim, cast.reviewer3, RatingCode.TOO_VAGUE)
    assert claim.status == S.AGREED
    verdict = sign_off(claim, cast.editor)

    assert (verdict.rating_code, verdict.agreement) == ("too_vague", "settled")


@pytest.mark.parametrize("name", ["reviewer1", "reviewer2"])
def test_reviewer_who_assessed_cannot_settle(cast: Any, name: str) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)
    with pytest.raises(Refused) as error:
        settle(claim, getattr(cast, name))
    assert denial_code(error) == "own_assessment"
