"""Until a round is complete nobody but its author can read an assessment, through any door of the core."""

import json
from typing import Any

import pytest

from claims.actions import review
from claims.enums import ClaimStatus, RatingCode
from claims.models import Assessment, Claim, Comment, Event
from claims.models.canonical import canonical_json, row_digest, sha256_hex
from tests.factories import ClaimFactory, EvidenceFactory, assess, assessment_given

pytestmark = pytest.mark.django_db
S = ClaimStatus
SECRET = "The tender of 3 March names the buyer."


def half_assessed(people: Any) -> Claim:
    claim = ClaimFactory(people=people, assessments_required=2)
    EvidenceFactory(claim=claim, by=people.researcher)
    assess(claim, people.reviewer1, RatingCode.SUPPORTED, rationale=SECRET)
    return claim


def everyone(people: Any) -> list[Any]:
    people.reviewer2.is_superuser = True
    return [getattr(people, n) for n in ("reader", "researcher", "reviewer2", "editor", "admin")]


def test_an_open_assessment_is_readable_by_its_author_alone(cast: Any) -> None:
    half_assessed(cast)

    assert Assessment.objects.readable_by(cast.reviewer1).count() == 1
    for person in everyone(cast):
        assert not Assessment.objects.readable_by(person).exists()


def test_a_complete_round_is_readable_by_all(cast: Any) -> None:
    claim = half_assessed(cast)

    assess(claim, cast.reviewer2)

    for person in everyone(cast):
        assert Assessment.objects.readable_by(person).count() == 2


def test_a_round_left_incomplete_stays_closed_until_a_later_one_is_complete(cast: Any) -> None:
    claim = half_assessed(cast)
    review.return_to_open(claim, comment="x", seen_revision=claim.revision, by=cast.editor)
    assert not Assessment.objects.readable_by(cast.reviewer2).exists()
    assess(claim, cast.reviewer2)
    assert Assessment.objects.readable_by(cast.editor).count() == 0

    assess(claim, cast.reviewer3)

    assert Assessment.objects.readable_by(cast.editor).count() == 3


def test_a_round_that_was_complete_stays_readable_in_the_next(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)
    review.return_to_open(claim, comment="x", seen_revision=claim.revision, by=cast.editor)
    assess(claim, cast.reviewer3)

    assert Assessment.objects.readable_by(cast.reader).count() == 2


@pytest.mark.parametrize("end", ["withdraw_claim", "return_to_open"])
def test_no_move_opens_an_incomplete_round(cast: Any, end: str) -> None:
    claim = half_assessed(cast)
    words = {"withdraw_claim": {"reason": "x"}, "return_to_open": {"comment": "x"}}[end]

    getattr(review, end)(claim, **words, seen_revision=claim.revision, by=cast.editor)

    assert not Assessment.objects.readable_by(cast.editor).exists()


def whole_record() -> str:
    return json.dumps([[e.before, e.after, e.reason] for e in Event.objects.all()])


def test_the_record_holds_a_digest_and_nothing_that_was_written(cast: Any) -> None:
    half_assessed(cast)

    record = whole_record()
    assert SECRET not in record
    assert "upported" not in record
    assert '"medium"' not in record
    assert Assessment.objects.get().nonce not in record
    assert Event.objects.latest("seq").after["digest"] == row_digest(Assessment.objects.get())


def test_the_digest_cannot_be_guessed_without_the_nonce(cast: Any) -> None:
    """Two assessments that say the same have nothing in common that the record shows."""
    half_assessed(cast)
    half_assessed(cast)

    one, two = Assessment.objects.all()
    guess = Assessment(**{f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields})
    assert row_digest(guess) == row_digest(one)
    guess.nonce = two.nonce
    assert row_digest(guess) != row_digest(one)


def test_a_comment_by_an_assessor_waits_until_the_round_is_complete(cast: Any) -> None:
    claim = half_assessed(cast)
    review.comment(claim, "I find it supported.", by=cast.reviewer1)
    review.comment(claim, "Who saw it?", by=cast.researcher)

    for person in everyone(cast):
        assert [c.text for c in Comment.objects.readable_by(person)] == ["Who saw it?"]
    assert Comment.objects.readable_by(cast.reviewer1).count() == 2
    assert "I find it supported." not in whole_record()

    assess(claim, cast.reviewer2)
    assert Comment.objects.readable_by(cast.reader).count() == 2


def test_a_comment_before_ones_own_assessment_waits_for_nobody(cast: Any) -> None:
    claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)
    review.comment(claim, "Who saw it?", by=cast.reviewer1)
    assess(claim, cast.reviewer1)

    assert Comment.objects.readable_by(cast.reader).count() == 1
    assert "Who saw it?" in whole_record()


def test_the_record_proves_a_waiting_comment_and_does_not_let_it_be_guessed(cast: Any) -> None:
    claim = half_assessed(cast)
    written = review.comment(claim, "yes", by=cast.reviewer1)

    digest = Event.objects.latest("seq").after["digest"]
    assert digest == sha256_hex(canonical_json({"nonce": written.nonce, "text": "yes"}))
    assert digest != sha256_hex("yes")


def test_an_editor_who_assessed_returns_the_claim_without_telling_the_record(cast: Any) -> None:
    claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor)

    review.return_to_open(
        claim, comment="I find it refuted.", seen_revision=claim.revision, by=cast.editor
    )

    assert "refuted" not in whole_record()
    assert not Comment.objects.readable_by(cast.reviewer1).exists()


def test_a_settlement_is_readable_for_its_round_is_complete(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)
    given = assessment_given(RatingCode.TOO_VAGUE, rationale=SECRET)
    review.settle(claim, given, seen_revision=claim.revision, by=cast.reviewer3)

    assert Assessment.objects.readable_by(cast.reader).filter(settles=True).exists()
    assert SECRET in whole_record()
