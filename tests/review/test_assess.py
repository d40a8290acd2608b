"""Assessments are counted by the round; a disagreement is settled by somebody else."""

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

from .steps import refusal, settle

pytestmark = pytest.mark.django_db
S = ClaimStatus

# Assess


def test_one_assessment_of_one_agrees(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.OPEN)
    EvidenceFactory(claim=claim, by=cast.researcher)

    assess(claim, cast.reviewer1)

    assert (claim.status, claim.completed_round, claim.round) == (S.AGREED, 1, 1)


def test_the_first_of_two_waits_for_the_second(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    assert (claim.status, claim.completed_round) == (S.IN_REVIEW, 0)


@pytest.mark.parametrize(
    ("second", "status"),
    [(RatingCode.NOT_ENOUGH_EVIDENCE, S.AGREED), (RatingCode.SUPPORTED, S.DISAGREED)],
)
def test_the_last_assessment_is_counted_with_the_others(
    cast: Any, second: RatingCode, status: S
) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)

    assess(claim, cast.reviewer2, second)

    assert (claim.status, claim.completed_round) == (status, 1)


def test_three_of_three_are_counted(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED, assessments_required=3)

    assert sign_off(claim, cast.editor).agreement == "3 of 3"


def test_a_recorded_search_without_result_is_evidence_enough_to_assess(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    with pytest.raises(Refused) as error:
        assess(claim, cast.reviewer1)
    assert refusal(error) == "no_evidence"

    EvidenceFactory(
        claim=claim, by=cast.researcher, kind=EvidenceKind.NOTHING_FOUND, stance=Stance.CONTEXT
    )
    assess(claim, cast.reviewer1)

    assert claim.status == S.AGREED


def test_an_assessment_says_what_its_rating_rests_on(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    with pytest.raises(Invalid) as error:
        assess(claim, cast.reviewer1, rationale="  ")
    assert (error.value.field, error.value.code) == ("rationale", "required")


def test_a_retired_rating_is_not_given(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    old = rating(RatingCode.TOO_VAGUE)
    details = desk_actions.RatingDetails(old.code, old.label, old.definition, active=False)
    desk_actions.change_rating(old, details, seen_revision=old.revision, by=cast.admin)

    with pytest.raises(Invalid) as error:
        assess(claim, cast.reviewer1, RatingCode.TOO_VAGUE)
    assert error.value.code == "retired"


def test_one_person_assesses_once_in_a_round(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED, assessments_required=2)
    with pytest.raises(Refused) as error:
        assess(claim, cast.reviewer1)
    assert refusal(error) == "assessed_already"


def test_ones_own_assessment_is_replaced_until_the_round_is_complete(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)

    assess(claim, cast.reviewer1, RatingCode.SUPPORTED)
    assert claim.status == S.IN_REVIEW  # still one voice
    assess(claim, cast.reviewer2, RatingCode.SUPPORTED)

    assert claim.status == S.AGREED
    assert [a.attempt for a in Assessment.objects.filter(reviewer=cast.reviewer1)] == [1, 2]
    assert {a.rating.code for a in Assessment.objects.of_round(claim)} == {"supported"}


def test_an_assessment_sent_twice_is_written_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    events = Event.objects.count()

    first = Assessment.objects.get()
    assert assess(claim, cast.reviewer1) == first
    assert Event.objects.count() == events


def test_where_one_is_required_it_is_replaced_until_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)

    assess(claim, cast.reviewer1, RatingCode.TOO_VAGUE)

    assert claim.status == S.AGREED
    assert sign_off(claim, cast.editor).rating_code == "too_vague"
    with pytest.raises(Refused) as error:
        assess(claim, cast.reviewer1)
    assert refusal(error) == "wrong_status"


def test_a_complete_round_takes_no_further_assessment(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    with pytest.raises(Refused) as error:
        assess(claim, cast.reviewer2)
    assert refusal(error) == "round_complete"


@pytest.mark.parametrize("wrong", [None, 0, -1, 99, 10**30])
@pytest.mark.parametrize("which", ["seen_round", "seen_basis"])
def test_an_assessment_of_another_round_or_basis_is_stale(
    cast: Any, which: str, wrong: int | None
) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    seen = {"seen_round": claim.round, "seen_basis": claim.basis} | {which: wrong}

    with pytest.raises(Stale) as error:
        review.assess(claim, assessment_given(), **seen, by=cast.reviewer1)

    assert error.value.seen == wrong
    assert not Assessment.objects.exists()


def test_an_assessment_of_evidence_that_was_withdrawn_meanwhile_is_stale(cast: Any) -> None:
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
    assess(claim, cast.reviewer1)  # of what is there now


# Settle


def test_who_did_not_assess_settles_and_their_rating_is_signed(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)

    settle(claim, cast.reviewer3, RatingCode.TOO_VAGUE)
    assert claim.status == S.AGREED
    verdict = sign_off(claim, cast.editor)

    assert (verdict.rating_code, verdict.agreement) == ("too_vague", "settled")


@pytest.mark.parametrize("name", ["reviewer1", "reviewer2"])
def test_who_assessed_does_not_settle(cast: Any, name: str) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)
    with pytest.raises(Refused) as error:
        settle(claim, getattr(cast, name))
    assert refusal(error) == "own_assessment"
