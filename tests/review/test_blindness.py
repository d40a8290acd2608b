"""Until a round is complete, only its author can read an assessment, through querysets, moves or the record."""

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


def test_only_its_author_can_read_an_assessment_of_an_incomplete_round(cast: Any) -> None:
    half_assessed(cast)

    assert Assessment.objects.readable_by(cast.reviewer1).count() == 1
    for person in everyone(cast):
        assert not Assessment.objects.readable_by(person).exists()


def test_everyone_can_read_a_complete_round(cast: Any) -> None:
    claim = half_assessed(cast)

    assess(claim, cast.reviewer2)

    for person in everyone(cast):
        assert Assessment.objects.readable_by(person).count() == 2


def test_incomplete_round_stays_hidden_until_a_later_round_is_complete(cast: Any) -> None:
    claim = half_assessed(cast)
    review.return_to_open(claim, comment="x", seen_revision=claim.revision, by=cast.editor)
    assert not Assessment.objects.readable_by(cast.reviewer2).exists()
    assess(claim, cast.reviewer2)
    assert Assessment.objects.readable_by(cast.editor).count() == 0

    assess(claim, cast.reviewer3)

    assert Assessment.objects.readable_by(cast.editor).count() == 3


def test_complete_round_stays_readable_during_the_next_round(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)
    review.return_to_open(claim, comment="x", seen_revision=claim.revision, by=cast.editor)
    assess(claim, cast.reviewer3)

    assert Assessment.objects.readable_by(cast.reader).count() == 2


@pytest.mark.parametrize("end", ["withdraw_claim", "return_to_open"])
def test_no_move_reveals_an_incomplete_round(cast: Any, end: str) -> None:
    claim = half_assessed(cast)
    words = {"withdraw_claim": {"reason": "x"}, "return_to_open": {"comment": "x"}}[end]

    getattr(review, end)(claim, **words, seen_revision=claim.revision, by=cast.editor)

    assert not Assessment.objects.readable_by(cast.editor).exists()


def whole_record() -> str:
    return json.dumps([[e.before, e.after, e.reason] for e in Event.objects.all()])


def test_record_holds_a_digest_and_no_text_of_the_assessment(cast: Any) -> None:
    half_assessed(cast)

    record = whole_record()
    assert SECRET not in record
    assert "upported" not in record
    assert '"medium"' not in record
    assert Assessment.objects.get().nonce not in record
    assert Event.objects.latest("seq").after["digest"] == row_digest(Assessment.objects.get())


def test_digest_cannot_be_guessed_without_the_nonce(cast: Any) -> None:
    """Two assessments with the same content have different digests in the record."""
    half_assessed(cast)
    half_assessed(cast)

    one, two = Assessment.objects.all()
    guess = Assessment(**{f.attname: getattr(one, f.attname) for f in one._meta.concrete_fields})
    assert row_digest(guess) == row_digest(one)
    guess.nonce = two.nonce
    assert row_digest(guess) != row_digest(one)


def test_comment_by_an_assessor_is_hidden_until_the_round_is_complete(cast: Any) -> None:
    claim = half_assessed(cast)
    review.comment(claim, "I find it supported.", by=cast.reviewer1)
    review.comment(claim, "Who saw it?", by=cast.researcher)

    for person in everyone(cast):
        assert [c.text for c in Comment.objects.readable_by(person)] == ["Who saw it?"]
    assert Comment.objects.readable_by(cast.reviewer1).count() == 2
    assert "I find it supported." not in whole_record()

    assess(claim, cast.reviewer2, RatingCode.SUPPORTED)
    assert Comment.objects.readable_by(cast.reader).count() == 2


def test_comment_written_before_the_own_assessment_is_shown_at_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)
    review.comment(claim, "Who saw it?", by=cast.reviewer1)
    assess(claim, cast.reviewer1)

    assert Comment.objects.readable_by(cast.reader).count() == 1
    assert "Who saw it?" in whole_record()


def test_record_proves_a_hidden_comment_without_letting_anyone_guess_it(cast: Any) -> None:
    claim = half_assessed(cast)
    written = review.comment(claim, "yes", by=cast.reviewer1)

    digest = Event.objects.latest("seq").after["digest"]
    assert digest == sha256_hex(canonical_json({"nonce": written.nonce, "text": "yes"}))
    assert digest != sha256_hex("yes")


def test_comment_of_an_editor_who_assessed_and_returns_the_claim_is_hidden_in_the_record(
    cast: Any,
) -> None:
    claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor)

    review.return_to_open(
        claim, comment="I find it refuted.", seen_revision=claim.revision, by=cast.editor
    )

    assert "refuted" not in whole_record()
    assert not Comment.objects.readable_by(cast.reviewer1).exists()


def test_settlement_is_readable_because_its_round_is_complete(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)
    given = assessment_given(RatingCode.TOO_VAGUE, rationale=SECRET)
    review.settle(claim, given, seen_revision=claim.revision, by=cast.reviewer3)

    assert Assessment.objects.readable_by(cast.reader).filter(settles=True).exists()
    assert SECRET in whole_record()
