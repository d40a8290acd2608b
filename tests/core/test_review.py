"""Every move by its action: what it writes, whom it refuses, what it leaves alone."""

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from claims import workflow
from claims.actions import desk as desk_actions
from claims.actions import evidence, extraction, review
from claims.actions.desk import DeskDetails
from claims.enums import (
    ClaimKind,
    ClaimStatus,
    Confidence,
    EvidenceKind,
    Move,
    PolicyLevel,
    PolicyRule,
    RatingCode,
    Role,
    Stance,
    VerdictChange,
    VerdictKind,
)
from claims.errors import Invalid, Refused, Stale
from claims.given import AppearanceGiven, ClaimGiven
from claims.models import Appearance, Assessment, Claim, Desk, Event, Evidence, Verdict
from claims.rules import Situation
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    assess,
    assessment_given,
    rating,
    sign_off,
    sign_off_given,
)

pytestmark = pytest.mark.django_db
S = ClaimStatus


def refusal(error: pytest.ExceptionInfo[Any]) -> str:
    return error.value.denial.code


def set_desk(people: Any, *, one_person: bool = False, **levels: PolicyLevel) -> Desk:
    desk = Desk.objects.get(pk=1)
    details = DeskDetails(
        assessments_required=desk.assessments_required,
        one_person=one_person,
        levels={PolicyRule(rule): level for rule, level in levels.items()},
    )
    return desk_actions.change_desk(details, seen_revision=desk.revision, by=people.admin)


def settle(claim: Claim, by: Any, code: RatingCode = RatingCode.NOT_ENOUGH_EVIDENCE) -> Assessment:
    claim.refresh_from_db()
    return review.settle(claim, assessment_given(code), seen_revision=claim.revision, by=by)


def restated(claim: Claim) -> ClaimGiven:
    return ClaimGiven(f"{claim.statement} So it was said.", ClaimKind(claim.kind))


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


# Sign off


def test_sign_off_appends_the_verdict_that_the_reviewers_agreed_on(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)

    verdict = sign_off(claim, cast.editor)

    claim.refresh_from_db()
    assert (claim.status, claim.verdict) == (S.SIGNED_OFF, verdict)
    assert (verdict.version, verdict.kind, verdict.change) == (1, "signed", "first")
    assert (verdict.rating_label, verdict.agreement) == ("Not enough evidence", "1 of 1")
    assert verdict.row["assessed_by"] == "reviewer1"
    assert verdict.row["signed_off_by"] == "editor"


def test_two_of_two_is_said(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED, assessments_required=2)

    verdict = sign_off(claim, cast.editor)

    assert verdict.agreement == "2 of 2"
    assert verdict.row["assessed_by"] == "reviewer1 | reviewer2"


def test_an_editor_who_assessed_does_not_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor)

    with pytest.raises(Refused) as error:
        sign_off(claim, cast.editor)
    assert refusal(error) == "own_assessment"
    assert sign_off(claim, cast.editor2).version == 1


def test_an_editor_who_settled_does_not_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)
    settle(claim, cast.editor)

    with pytest.raises(Refused) as error:
        sign_off(claim, cast.editor)
    assert refusal(error) == "own_settlement"
    assert sign_off(claim, cast.editor2).agreement == "settled"


def test_an_assessment_in_an_earlier_round_is_no_bar(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor)
    review.return_to_open(
        claim, comment="look for the tender", seen_revision=claim.revision, by=cast.editor2
    )
    assess(claim, cast.reviewer1)

    assert sign_off(claim, cast.editor).version == 1


@pytest.mark.parametrize("group", [[], ["admin"], ["reader"]])
def test_a_superuser_has_no_powers_over_the_rules(cast: Any, group: list[str]) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    root = getattr(cast, group[0] if group else "nobody")
    root.is_superuser = root.is_staff = True
    root.save(update_fields=["is_superuser", "is_staff"])

    with pytest.raises(Refused) as error:
        sign_off(claim, root)
    assert refusal(error) == ("needs_editor" if group else "no_role")


def test_a_superuser_who_assessed_does_not_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    cast.editor.is_superuser = True
    cast.editor.save(update_fields=["is_superuser"])
    assess(claim, cast.editor)

    with pytest.raises(Refused) as error:
        sign_off(claim, cast.editor)
    assert refusal(error) == "own_assessment"


def test_a_role_taken_away_is_gone_at_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    editor = cast.editor
    desk_actions.change_user(editor, roles=[], is_active=True, email="", by=cast.admin)

    with pytest.raises(Refused) as error:
        sign_off(claim, editor)
    assert refusal(error) == "no_role"


def test_an_account_switched_off_may_nothing(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    editor = cast.editor
    desk_actions.change_user(editor, roles=[Role.EDITOR], is_active=False, email="", by=cast.admin)

    with pytest.raises(Refused) as error:
        sign_off(claim, editor)
    assert refusal(error) == "no_role"


@pytest.mark.parametrize("settles", [False, True])
def test_a_one_person_desk_lets_them_sign_and_says_so(cast: Any, settles: bool) -> None:
    set_desk(cast, one_person=True)
    if settles:
        claim = ClaimFactory(people=cast, status=S.DISAGREED)
        settle(claim, cast.editor)
    else:
        claim = ClaimFactory(people=cast)
        EvidenceFactory(claim=claim, by=cast.researcher)
        assess(claim, cast.editor)

    verdict = sign_off(claim, cast.editor)

    assert verdict.agreement == verdict.row["agreement"] == "one person"


def test_a_one_person_desk_says_nothing_where_two_people_worked(cast: Any) -> None:
    set_desk(cast, one_person=True)
    claim = ClaimFactory(people=cast, status=S.AGREED)

    assert sign_off(claim, cast.editor).agreement == "1 of 1"


def lifted_by(person: Any) -> Claim:
    return extraction.lift_claim(ClaimGiven("The quay is closed.", ClaimKind.FACTUAL), by=person)


def test_a_signer_who_lifted_the_claim_and_gathered_all_evidence_is_named_so(cast: Any) -> None:
    claim = lifted_by(cast.editor)
    EvidenceFactory(claim=claim, by=cast.editor)
    assess(claim, cast.reviewer1)

    verdict = sign_off(claim, cast.editor)

    assert verdict.agreement == "1 of 1; signer gathered the evidence"
    assert verdict.row["agreement"] == verdict.agreement


def test_one_person_who_did_it_all_is_said_whole(cast: Any) -> None:
    set_desk(cast, one_person=True)
    claim = lifted_by(cast.editor)
    EvidenceFactory(claim=claim, by=cast.editor)
    assess(claim, cast.editor)

    verdict = sign_off(claim, cast.editor)

    assert verdict.agreement == "one person; signer gathered the evidence"


@pytest.mark.parametrize("whose", ["evidence", "claim"])
def test_a_signer_who_did_but_one_of_the_two_is_not(cast: Any, whose: str) -> None:
    lifter, gatherer = (cast.editor, cast.researcher)[:: 1 if whose == "claim" else -1]
    claim = lifted_by(lifter)
    EvidenceFactory(claim=claim, by=gatherer)
    assess(claim, cast.reviewer1)

    assert sign_off(claim, cast.editor).agreement == "1 of 1"


@pytest.mark.parametrize("agreement", ["2 of 2", "settled", ""])
def test_the_database_refuses_a_signer_who_assessed(cast: Any, agreement: str) -> None:
    """The third line, behind the button and the rule."""
    claim = ClaimFactory(people=cast, status=S.AGREED)
    verdict = Verdict(
        claim=claim, version=1, round=claim.round, kind="signed", change="first",
        rating_code="supported", rating_label="Supported", signed_at=claim.created_at,
        agreement=agreement, row={}, evidence_rows=[], sha256="0" * 64,
    )  # fmt: skip
    verdict.signed_by = cast.reviewer1
    with (
        pytest.raises(DatabaseError, match="the signer assessed in this round"),
        transaction.atomic(),
    ):
        verdict.save(force_insert=True)

    verdict.signed_by = cast.editor
    verdict.save(force_insert=True)


def test_the_database_lets_one_person_sign_where_it_is_said(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    Verdict.objects.create(
        claim=claim, version=1, round=claim.round, kind="signed", change="first",
        rating_code="supported", rating_label="Supported", signed_at=claim.created_at,
        signed_by=cast.reviewer1, agreement="one person", row={}, evidence_rows=[], sha256="0" * 64,
    )  # fmt: skip


def reopened(people: Any) -> Claim:
    claim = ClaimFactory(people=people, status=S.SIGNED_OFF)
    review.reopen(claim, reason="a new document", seen_revision=claim.revision, by=people.editor)
    assess(claim, people.reviewer1)
    return claim


@pytest.mark.parametrize("change", [None, VerdictChange.FIRST, VerdictChange.RETRACTION])
def test_a_second_version_says_what_it_is(cast: Any, change: VerdictChange | None) -> None:
    claim = reopened(cast)
    with pytest.raises(Invalid) as error:
        sign_off(claim, cast.editor, change=change, reason="we misread it")
    assert error.value.field == "change"


def test_a_second_version_says_why(cast: Any) -> None:
    claim = reopened(cast)
    with pytest.raises(Invalid) as error:
        sign_off(claim, cast.editor, change=VerdictChange.CORRECTION, reason=" ")
    assert error.value.field == "reason"


@pytest.mark.parametrize(
    "change", [VerdictChange.CORRECTION, VerdictChange.UPDATE, VerdictChange.CONFIRMATION]
)
def test_a_second_version_follows_the_first(cast: Any, change: VerdictChange) -> None:
    claim = reopened(cast)

    verdict = sign_off(claim, cast.editor, change=change, reason="we misread it")

    assert (verdict.version, verdict.change, verdict.reason) == (2, change, "we misread it")
    assert verdict.row["previous_verdict"] == "Not enough evidence"


def test_a_first_verdict_is_the_first_whatever_was_chosen(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    verdict = sign_off(claim, cast.editor, change=VerdictChange.CORRECTION, reason="x")
    assert verdict.change == VerdictChange.FIRST


def test_sign_off_words_its_rationale(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    with pytest.raises(Invalid) as error:
        sign_off(claim, cast.editor, rationale="")
    assert error.value.field == "rationale"


def test_evidence_added_after_sign_off_leaves_the_verdict_standing(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    verdict, round_, basis = claim.verdict, claim.round, claim.basis

    EvidenceFactory(claim=claim, by=cast.researcher, stance=Stance.CONTRADICTS)

    claim.refresh_from_db()
    assert (claim.status, claim.verdict, claim.round) == (S.SIGNED_OFF, verdict, round_)
    assert claim.basis == basis + 1  # so that the page can mark it
    assert Verdict.objects.get().row == verdict.row


# The basis changes


def attach(stance: Stance) -> Any:
    def change(claim: Claim, people: Any) -> None:
        EvidenceFactory(claim=claim, by=people.researcher, stance=stance)

    return change


def withdraw(stance: Stance) -> Any:
    def change(claim: Claim, people: Any) -> None:
        one = Evidence.objects.get(claim=claim, stance=stance)
        evidence.withdraw_evidence(
            one, seen_revision=one.revision, reason="a hoax", by=people.researcher
        )

    return change


def restate(claim: Claim, people: Any) -> None:
    claim.refresh_from_db()
    extraction.change_claim(claim, restated(claim), seen_revision=claim.revision, by=people.editor)


def reword_the_quote(claim: Claim, people: Any) -> None:
    claim.refresh_from_db()
    appearance = claim.appearances.get()
    extraction.change_appearance(
        appearance,
        AppearanceGiven(appearance.article, "all four cranes will stay"),
        seen_revision=claim.revision,
        by=people.editor,
    )


def postpone(claim: Claim, people: Any) -> None:
    claim.refresh_from_db()
    given = ClaimGiven(claim.statement, ClaimKind(claim.kind), language="en")
    extraction.change_claim(claim, given, seen_revision=claim.revision, by=people.editor)


def add_appearance(claim: Claim, people: Any) -> None:
    given = AppearanceGiven(ArticleFactory(by=people.researcher), "all four cranes will stay")
    extraction.add_appearance(claim, given, by=people.researcher)


def comment(claim: Claim, people: Any) -> None:
    review.comment(claim, "Who saw it?", by=people.researcher)


CHANGES_THE_BASIS = {
    "corroborating evidence": attach(Stance.CORROBORATES),
    "contradicting evidence": attach(Stance.CONTRADICTS),
    "vouching evidence withdrawn": withdraw(Stance.CORROBORATES),
    "the statement": restate,
    "the quote": reword_the_quote,
}
LEAVES_THE_BASIS = {
    "context": attach(Stance.CONTEXT),
    "context withdrawn": withdraw(Stance.CONTEXT),
    "the language": postpone,
    "another appearance": add_appearance,
    "a comment": comment,
}


@pytest.fixture
def reviewed(cast: Any, status: S) -> Claim:
    """A claim with a quote, an evidence that vouches and one that does not, walked to `status`."""
    article = ArticleFactory(by=cast.researcher)
    required = 1 if status in (S.OPEN, S.SIGNED_OFF) else 2
    claim = ClaimFactory(people=cast, article=article, assessments_required=required)
    EvidenceFactory(claim=claim, by=cast.researcher)
    EvidenceFactory(claim=claim, by=cast.researcher, stance=Stance.CONTEXT)
    if status == S.OPEN:
        claim.refresh_from_db()
        return claim
    assess(claim, cast.reviewer1)
    if status in (S.AGREED, S.DISAGREED):
        agreed = status == S.AGREED
        assess(
            claim,
            cast.reviewer2,
            RatingCode.NOT_ENOUGH_EVIDENCE if agreed else RatingCode.SUPPORTED,
        )
    assert claim.status == status
    return claim


@pytest.mark.parametrize("status", [S.IN_REVIEW, S.AGREED, S.DISAGREED])
@pytest.mark.parametrize("what", CHANGES_THE_BASIS)
def test_a_changed_basis_begins_a_new_round(
    cast: Any, reviewed: Claim, status: S, what: str
) -> None:
    basis, round_ = reviewed.basis, reviewed.round

    CHANGES_THE_BASIS[what](reviewed, cast)

    reviewed.refresh_from_db()
    assert (reviewed.status, reviewed.round) == (S.OPEN, round_ + 1)
    assert reviewed.basis == basis + 1
    assert Event.objects.latest("seq").after["round"] == round_ + 1
    # Nobody is bound by what they said of the old basis.
    assert not Assessment.objects.of_round(reviewed).exists()
    if Evidence.objects.standing().filter(claim=reviewed).exists():
        assess(reviewed, cast.reviewer1)


@pytest.mark.parametrize("status", [S.OPEN])
@pytest.mark.parametrize("what", CHANGES_THE_BASIS)
def test_in_open_the_basis_is_counted_and_the_round_goes_on(
    cast: Any, reviewed: Claim, what: str
) -> None:
    basis, round_ = reviewed.basis, reviewed.round

    CHANGES_THE_BASIS[what](reviewed, cast)

    reviewed.refresh_from_db()
    assert (reviewed.status, reviewed.round) == (S.OPEN, round_)
    assert reviewed.basis == basis + 1


@pytest.mark.parametrize("status", [S.IN_REVIEW, S.AGREED, S.DISAGREED])
@pytest.mark.parametrize("what", LEAVES_THE_BASIS)
def test_what_is_no_basis_leaves_the_round_alone(
    cast: Any, reviewed: Claim, status: S, what: str
) -> None:
    basis, round_ = reviewed.basis, reviewed.round

    LEAVES_THE_BASIS[what](reviewed, cast)

    reviewed.refresh_from_db()
    assert (reviewed.status, reviewed.round, reviewed.basis) == (status, round_, basis)


@pytest.mark.parametrize("status", [S.AGREED])
@pytest.mark.parametrize(
    "what",
    [*CHANGES_THE_BASIS, "context", "context withdrawn", "the language", "another appearance"],
)
def test_whatever_changes_what_the_claim_rests_on_makes_an_open_page_stale(
    cast: Any, reviewed: Claim, what: str
) -> None:
    seen = reviewed.revision

    (CHANGES_THE_BASIS | LEAVES_THE_BASIS)[what](reviewed, cast)

    with pytest.raises(Stale) as error:
        review.sign_off(reviewed, sign_off_given(), seen_revision=seen, by=cast.editor)
    assert (error.value.seen, error.value.now) == (seen, seen + 1)


# Return, reopen, withdraw, restore


def test_return_to_open_begins_a_new_round_with_a_comment(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)

    review.return_to_open(
        claim, comment="Ask the ministry.", seen_revision=claim.revision, by=cast.editor
    )

    assert (claim.status, claim.round) == (S.OPEN, 2)
    assert claim.comments.get().text == "Ask the ministry."


def test_reopen_leaves_the_verdict_standing(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    verdict = claim.verdict

    review.reopen(claim, reason="a new document", seen_revision=claim.revision, by=cast.editor)

    assert (claim.status, claim.round, claim.verdict) == (S.OPEN, 2, verdict)
    assert claim.verdict.stands
    assert Verdict.objects.count() == 1


@pytest.mark.parametrize("status", [S.SIGNED_OFF, "reopened"])
def test_withdraw_retracts_the_verdict_that_stands(cast: Any, status: str) -> None:
    claim = reopened(cast) if status == "reopened" else ClaimFactory(people=cast, status=status)
    signed = claim.verdict

    review.withdraw_claim(claim, reason="no claim", seen_revision=claim.revision, by=cast.editor)

    assert claim.status == S.WITHDRAWN
    assert (claim.verdict.kind, claim.verdict.version) == (VerdictKind.RETRACTED, 2)
    assert claim.verdict.reason == "no claim"
    assert Verdict.objects.get(version=1) == signed


def test_withdraw_without_a_verdict_retracts_nothing(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)

    review.withdraw_claim(claim, reason="no claim", seen_revision=claim.revision, by=cast.editor)

    assert claim.status == S.WITHDRAWN
    assert claim.verdict is None


def test_restore_brings_a_claim_back_to_open_in_a_new_round(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.WITHDRAWN)

    review.restore(claim, reason="it is one", seen_revision=claim.revision, by=cast.editor)

    assert (claim.status, claim.round) == (S.OPEN, 2)


def test_a_retraction_is_not_retracted_again(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    for action, reason in [
        (review.withdraw_claim, "no claim"),
        (review.restore, "it is one"),
        (review.withdraw_claim, "it is none"),
    ]:
        action(claim, reason=reason, seen_revision=claim.revision, by=cast.editor)

    assert [v.kind for v in Verdict.objects.filter(claim=claim)] == ["signed", "retracted"]


def test_a_verdict_signed_after_a_retraction_is_the_third_version(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    review.withdraw_claim(claim, reason="no claim", seen_revision=claim.revision, by=cast.editor)
    review.restore(claim, reason="it is one", seen_revision=claim.revision, by=cast.editor)
    assess(claim, cast.reviewer1)

    verdict = sign_off(claim, cast.editor, change=VerdictChange.CORRECTION, reason="it is one")

    assert (verdict.version, verdict.row["previous_verdict"]) == (3, "Retracted")


MOVES_WITH_WORDS = {
    "return_to_open": (S.AGREED, "comment"),
    "reopen": (S.SIGNED_OFF, "reason"),
    "withdraw_claim": (S.OPEN, "reason"),
    "restore": (S.WITHDRAWN, "reason"),
}


@pytest.mark.parametrize("name", MOVES_WITH_WORDS)
def test_a_move_that_needs_words_is_refused_without_them(cast: Any, name: str) -> None:
    status, field = MOVES_WITH_WORDS[name]
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


def test_a_duplicate_takes_its_appearances_and_evidence_to_the_other_claim(cast: Any) -> None:
    claim, other = duplicate(cast)

    withdraw_as_duplicate(claim, other, cast)

    assert (claim.status, claim.duplicate_of) == (S.WITHDRAWN, other)
    assert Appearance.objects.get().claim == other
    assert set(Evidence.objects.values_list("claim", flat=True)) == {other.pk}
    # With what was withdrawn: a copy stays a copy.
    assert [e.is_withdrawn for e in other.evidence.all()] == [True, False]


def test_evidence_that_comes_with_a_duplicate_changes_the_basis_there(cast: Any) -> None:
    claim, other = duplicate(cast, status=S.AGREED)
    basis = other.basis

    withdraw_as_duplicate(claim, other, cast)

    other.refresh_from_db()
    assert (other.status, other.round, other.basis) == (S.OPEN, 2, basis + 1)


def test_a_duplicate_of_a_signed_claim_leaves_its_verdict_standing(cast: Any) -> None:
    claim, other = duplicate(cast, status=S.SIGNED_OFF)

    withdraw_as_duplicate(claim, other, cast)

    other.refresh_from_db()
    assert other.status == S.SIGNED_OFF


def test_a_claim_is_no_duplicate_of_itself_or_of_a_withdrawn_one(cast: Any) -> None:
    claim, other = duplicate(cast)
    stale = Claim.objects.get(pk=other.pk)
    review.withdraw_claim(other, reason="x", seen_revision=other.revision, by=cast.editor)

    for wrong in (claim, stale):
        with pytest.raises(Invalid) as error:
            withdraw_as_duplicate(claim, wrong, cast)
        assert error.value.field == "duplicate_of"


def test_a_restored_duplicate_is_none_any_more(cast: Any) -> None:
    claim, other = duplicate(cast)
    withdraw_as_duplicate(claim, other, cast)

    review.restore(claim, reason="another quay", seen_revision=claim.revision, by=cast.editor)

    assert (claim.status, claim.duplicate_of) == (S.OPEN, None)


def test_the_database_refuses_a_duplicate_that_is_not_withdrawn(cast: Any) -> None:
    claim, other = duplicate(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(pk=claim.pk).update(duplicate_of=other)


# Stale pages


@pytest.mark.parametrize(
    ("name", "status", "arguments"),
    [
        ("settle", S.DISAGREED, {}),
        ("sign_off", S.AGREED, {}),
        ("return_to_open", S.AGREED, {"comment": "x"}),
        ("reopen", S.SIGNED_OFF, {"reason": "x"}),
        ("withdraw_claim", S.AGREED, {"reason": "x"}),
        ("restore", S.WITHDRAWN, {"reason": "x"}),
        ("assign", S.AGREED, {"assignee": None}),
        ("require_assessments", S.OPEN, {"number": 2}),
    ],
)
def test_a_page_that_showed_another_revision_is_stale(
    cast: Any, name: str, status: S, arguments: dict[str, Any]
) -> None:
    claim = ClaimFactory(people=cast, status=status, assessments_required=2)
    given = {"settle": [assessment_given()], "sign_off": [sign_off_given()]}.get(name, [])
    move, editor, events = getattr(review, name), cast.editor, Event.objects.count()
    now = claim.revision

    for seen in (None, 0, -1, 1, now - 1, now + 1, 10**30):
        with pytest.raises(Stale) as error:
            move(claim, *given, **arguments, seen_revision=seen, by=editor)
        assert (error.value.seen, error.value.now) == (seen, now)

    claim.refresh_from_db()
    assert (claim.status, claim.revision, Event.objects.count()) == (status, now, events)


# How many assess


def test_how_many_must_assess_changes_only_while_the_claim_is_open(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.IN_REVIEW)
    with pytest.raises(Refused) as error:
        review.require_assessments(claim, 1, seen_revision=claim.revision, by=cast.editor)
    assert refusal(error) == "not_open"


@pytest.mark.parametrize("number", [-1, 0, 6])
def test_how_many_must_assess_is_from_one_to_five(cast: Any, number: int) -> None:
    claim = ClaimFactory(people=cast)
    with pytest.raises(Invalid) as error:
        review.require_assessments(claim, number, seen_revision=claim.revision, by=cast.editor)
    assert error.value.code == "out_of_range"


def test_a_claim_is_assigned_to_one_who_can_work_on_it(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    review.assign(claim, cast.researcher, seen_revision=claim.revision, by=cast.editor)
    assert claim.assignee == cast.researcher

    with pytest.raises(Invalid) as error:
        review.assign(claim, cast.reader, seen_revision=claim.revision, by=cast.editor)
    assert error.value.field == "assignee"


def test_confidence_is_the_editors_own(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    assert sign_off(claim, cast.editor, confidence=Confidence.LOW).confidence == "low"


# The guard beneath the lock: it holds even where nothing made the two wait for each other.


def test_a_write_that_compares_an_old_revision_finds_no_row(cast: Any) -> None:
    claim = ClaimFactory(people=cast)

    assert not Claim.objects.swap(claim.pk, seen_revision=claim.revision - 1, language="fr")
    assert not Claim.objects.swap(claim.pk, seen_revision=claim.revision + 1, language="fr")
    assert Claim.objects.swap(claim.pk, seen_revision=claim.revision, language="de")

    now = Claim.objects.get(pk=claim.pk)
    assert (now.language, now.revision) == ("de", claim.revision + 1)


@pytest.mark.parametrize("write", ["move", "touch"])
def test_the_workflow_writes_nothing_over_what_it_has_not_seen(cast: Any, write: str) -> None:
    claim = ClaimFactory(people=cast)
    old = Claim.objects.get(pk=claim.pk)
    review.assign(claim, cast.researcher, seen_revision=claim.revision, by=cast.editor)

    with pytest.raises(Stale):
        if write == "move":
            workflow.make(Move.WITHDRAW, Situation.load(old, cast.editor))
        else:
            workflow.touch(old, basis_changed=True)

    now = Claim.objects.get(pk=claim.pk)
    assert (now.status, now.revision, now.basis) == (S.OPEN, claim.revision, 1)


def test_a_move_leads_only_where_the_table_says(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    with pytest.raises(ValueError, match="does not lead"):
        workflow.make(Move.SIGN_OFF, Situation.load(claim, cast.editor), to=S.OPEN)
