"""Return, reopen, withdraw and restore; duplicates; the number of assessments and the assignee."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from claims.actions import evidence, review
from claims.enums import (
    ClaimStatus,
    Confidence,
    VerdictChange,
    VerdictKind,
)
from claims.errors import Invalid, Refused
from claims.models import Appearance, Claim, Evidence, Verdict
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    assess,
    sign_off,
)

from .steps import denial_code, make_reopened_claim

pytestmark = pytest.mark.django_db
S = ClaimStatus

# Return, reopen, withdraw, restore


def test_return_to_open_starts_a_new_round_and_adds_a_comment(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)

    review.return_to_open(
        claim, comment="Ask the ministry.", seen_revision=claim.revision, by=cast.editor
    )

    assert (claim.status, claim.round) == (S.OPEN, 2)
    assert claim.comments.get().text == "Ask the ministry."


def test_reopen_keeps_the_verdict(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    verdict = claim.verdict

    review.reopen(claim, reason="a new document", seen_revision=claim.revision, by=cast.editor)

    assert (claim.status, claim.round, claim.verdict) == (S.OPEN, 2, verdict)
    assert claim.verdict.stands
    assert Verdict.objects.count() == 1


@pytest.mark.parametrize("status", [S.SIGNED_OFF, "reopened"])
def test_withdraw_retracts_the_current_verdict(cast: Any, status: str) -> None:
    claim = (
        make_reopened_claim(cast)
        if status == "reopened"
        else ClaimFactory(people=cast, status=status)
    )
    signed = claim.verdict

    review.withdraw_claim(claim, reason="not a claim", seen_revision=claim.revision, by=cast.editor)

    assert claim.status == S.WITHDRAWN
    assert (claim.verdict.kind, claim.verdict.version) == (VerdictKind.RETRACTED, 2)
    assert claim.verdict.reason == "not a claim"
    assert Verdict.objects.get(version=1) == signed


def test_withdraw_without_a_verdict_retracts_nothing(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)

    review.withdraw_claim(claim, reason="not a claim", seen_revision=claim.revision, by=cast.editor)

    assert claim.status == S.WITHDRAWN
    assert claim.verdict is None


def test_restore_opens_the_claim_in_a_new_round(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.WITHDRAWN)

    review.restore(claim, reason="it is a claim", seen_revision=claim.revision, by=cast.editor)

    assert (claim.status, claim.round) == (S.OPEN, 2)


def test_second_withdrawal_does_not_retract_again(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    for action, reason in [
        (review.withdraw_claim, "not a claim"),
        (review.restore, "it is a claim"),
        (review.withdraw_claim, "still not a claim"),
    ]:
        action(claim, reason=reason, seen_revision=claim.revision, by=cast.editor)

    assert [v.kind for v in Verdict.objects.filter(claim=claim)] == ["signed", "retracted"]


def test_verdict_signed_after_a_retraction_is_the_third_version(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    review.withdraw_claim(claim, reason="not a claim", seen_revision=claim.revision, by=cast.editor)
    review.restore(claim, reason="it is a claim", seen_revision=claim.revision, by=cast.editor)
    assess(claim, cast.reviewer1)

    verdict = sign_off(claim, cast.editor, change=VerdictChange.CORRECTION, reason="it is a claim")

    assert (verdict.version, verdict.row["previous_verdict"]) == (3, "Retracted")


MOVES_WITH_TEXT = {
    "return_to_open": (S.AGREED, "comment"),
    "reopen": (S.SIGNED_OFF, "reason"),
    "withdraw_claim": (S.OPEN, "reason"),
    "restore": (S.WITHDRAWN, "reason"),
}


@pytest.mark.parametrize("name", MOVES_WITH_TEXT)
def test_move_that_needs_a_reason_or_comment_is_refused_without_it(cast: Any, name: str) -> None:
    status, field = MOVES_WITH_TEXT[name]
    claim = ClaimFactory(people=cast, status=status)

    with pytest.raises(Invalid) as error:
        getattr(review, name)(claim, **{field: " \n"}, seen_revision=claim.revision, by=cast.editor)

    assert error.value.field == field
    assert Claim.objects.get(pk=claim.pk).status == status


# Duplicates


def duplicate(people: Any, **other: Any) -> tuple[Claim, Claim]:
    article = ArticleFactory(by=people.researcher)
    claim = ClaimFactory(people=people, article=article, with_evidence=False)
    one = EvidenceFactory(claim=claim, by=people.researcher)
    evidence.withdraw_evidence(one, seen_revision=1, reason="a hoax", by=people.researcher)
    EvidenceFactory(claim=claim, by=people.researcher, derived_from=one)
    claim.refresh_from_db()
    return claim, ClaimFactory(people=people, **other)


def withdraw_as_duplicate(claim: Claim, other: Claim, people: Any) -> None:
    review.withdraw_claim(claim, duplicate_of=other, seen_revision=claim.revision, by=people.editor)


def test_appearances_and_evidence_of_a_duplicate_move_to_the_other_claim(cast: Any) -> None:
    claim, other = duplicate(cast)

    withdraw_as_duplicate(claim, other, cast)

    assert (claim.status, claim.duplicate_of) == (S.WITHDRAWN, other)
    assert Appearance.objects.get().claim == other
    assert set(Evidence.objects.values_list("claim", flat=True)) == {other.pk}
    # Withdrawn evidence moves too: a copy stays a copy.
    assert [e.is_withdrawn for e in other.evidence.all()] == [True, False]


def test_evidence_moved_from_a_duplicate_changes_the_basis_of_the_other_claim(cast: Any) -> None:
    claim, other = duplicate(cast, status=S.AGREED)
    basis = other.basis

    withdraw_as_duplicate(claim, other, cast)

    other.refresh_from_db()
    assert (other.status, other.round, other.basis) == (S.OPEN, 2, basis + 1)


def test_duplicate_of_a_signed_claim_keeps_its_verdict(cast: Any) -> None:
    claim, other = duplicate(cast, status=S.SIGNED_OFF)

    withdraw_as_duplicate(claim, other, cast)

    other.refresh_from_db()
    assert other.status == S.SIGNED_OFF


def test_claim_cannot_be_a_duplicate_of_itself_or_of_a_withdrawn_claim(cast: Any) -> None:
    claim, other = duplicate(cast)
    stale = Claim.objects.get(pk=other.pk)
    review.withdraw_claim(other, reason="x", seen_revision=other.revision, by=cast.editor)

    for wrong in (claim, stale):
        with pytest.raises(Invalid) as error:
            withdraw_as_duplicate(claim, wrong, cast)
        assert error.value.field == "duplicate_of"


def test_restored_duplicate_is_no_longer_a_duplicate(cast: Any) -> None:
    claim, other = duplicate(cast)
    withdraw_as_duplicate(claim, other, cast)

    review.restore(claim, reason="another quay", seen_revision=claim.revision, by=cast.editor)

    assert (claim.status, claim.duplicate_of) == (S.OPEN, None)


def test_database_refuses_a_duplicate_that_is_not_withdrawn(cast: Any) -> None:
    claim, other = duplicate(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(duplicate_of=other)


# Number of assessments, and the assignee


def test_number_of_required_assessments_changes_only_while_the_claim_is_open(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    with pytest.raises(Refused) as error:
        review.require_assessments(claim, 1, seen_revision=claim.revision, by=cast.editor)
    assert denial_code(error) == "not_open"


@pytest.mark.parametrize("number", [-1, 0, 6])
def test_number_of_required_assessments_is_from_one_to_five(cast: Any, number: int) -> None:
    claim = ClaimFactory(people=cast)
    with pytest.raises(Invalid) as error:
        review.require_assessments(claim, number, seen_revision=claim.revision, by=cast.editor)
    assert error.value.code == "out_of_range"


def test_claim_can_only_be_assigned_to_someone_who_can_work_on_it(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    review.assign(claim, cast.researcher, seen_revision=claim.revision, by=cast.editor)
    assert claim.assignee == cast.researcher

    with pytest.raises(Invalid) as error:
        review.assign(claim, cast.reader, seen_revision=claim.revision, by=cast.editor)
    assert error.value.field == "assignee"


def test_editor_chooses_the_confidence_of_the_verdict(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    assert sign_off(claim, cast.editor, confidence=Confidence.LOW).confidence == "low"
