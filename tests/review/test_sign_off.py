"""Who can sign off, what the verdict says about its making, and what the database refuses."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from claims.actions import claims as claim_actions
from claims.actions import review
from claims.enums import (
    ClaimKind,
    ClaimStatus,
    Role,
    Stance,
    VerdictChange,
)
from claims.errors import Invalid, Refused
from claims.given import ClaimGiven
from claims.models import Claim, Verdict
from claims.models.account_names import neutral_name
from tests.factories import (
    ClaimFactory,
    EvidenceFactory,
    assess,
    change_account,
    sign_off,
)

from .steps import denial_code, loads_evidence, make_reopened_claim, set_desk, settle

pytestmark = pytest.mark.django_db
S = ClaimStatus

# Sign off


def test_sign_off_adds_the_verdict_that_the_reviewers_agreed_on(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)

    verdict = sign_off(claim, cast.editor)

    claim.refresh_from_db()
    assert (claim.status, claim.verdict) == (S.SIGNED_OFF, verdict)
    assert (verdict.version, verdict.kind, verdict.change) == (1, "signed", "first")
    assert (verdict.rating_label, verdict.agreement) == ("Not enough evidence", "1 of 1")
    assert verdict.row["assessed_by"] == neutral_name(cast.reviewer1.pk)
    assert verdict.row["signed_off_by"] == neutral_name(cast.editor.pk)


def test_agreement_of_two_reviewers_is_shown_as_two_of_two(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED, assessments_required=2)

    verdict = sign_off(claim, cast.editor)

    assert verdict.agreement == "2 of 2"
    assessors = (cast.reviewer1, cast.reviewer2)
    assert verdict.row["assessed_by"] == " | ".join(neutral_name(one.pk) for one in assessors)


def test_editor_who_assessed_cannot_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor)

    with pytest.raises(Refused) as error:
        sign_off(claim, cast.editor)
    assert denial_code(error) == "own_assessment"
    assert sign_off(claim, cast.editor2).version == 1


def test_editor_who_settled_cannot_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.DISAGREED)
    settle(claim, cast.editor)

    with pytest.raises(Refused) as error:
        sign_off(claim, cast.editor)
    assert denial_code(error) == "own_settlement"
    assert sign_off(claim, cast.editor2).agreement == "settled"


def test_editor_who_assessed_in_an_earlier_round_can_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.editor)
    review.return_to_open(
        claim, comment="look for the tender", seen_revision=claim.revision, by=cast.editor2
    )
    assess(claim, cast.reviewer1)

    assert sign_off(claim, cast.editor).version == 1


@pytest.mark.parametrize("group", [[], ["admin"], ["reader"]])
def test_superuser_cannot_bypass_the_rules(cast: Any, group: list[str]) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    root = getattr(cast, group[0] if group else "nobody")
    root.is_superuser = root.is_staff = True
    root.save(update_fields=["is_superuser", "is_staff"])

    with pytest.raises(Refused) as error:
        sign_off(claim, root)
    assert denial_code(error) == ("needs_editor" if group else "no_role")


def test_superuser_who_assessed_cannot_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    cast.editor.is_superuser = True
    cast.editor.save(update_fields=["is_superuser"])
    assess(claim, cast.editor)

    with pytest.raises(Refused) as error:
        sign_off(claim, cast.editor)
    assert denial_code(error) == "own_assessment"


def test_removed_role_ends_at_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    editor = cast.editor
    change_account(editor, roles=[], by=cast.admin)

    with pytest.raises(Refused) as error:
        sign_off(claim, editor)
    assert denial_code(error) == "no_role"


def test_deactivated_account_cannot_sign_off(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    editor = cast.editor
    change_account(editor, roles=[Role.EDITOR], is_active=False, by=cast.admin)

    with pytest.raises(Refused) as error:
        sign_off(claim, editor)
    assert denial_code(error) == "no_role"


@pytest.mark.parametrize("settles", [False, True])
def test_one_person_desk_lets_the_same_person_sign_off_and_says_so(
    cast: Any, settles: bool
) -> None:
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


def test_one_person_desk_does_not_say_one_person_when_two_worked(cast: Any) -> None:
    set_desk(cast, one_person=True)
    claim = ClaimFactory(people=cast, status=S.AGREED)

    assert sign_off(claim, cast.editor).agreement == "1 of 1"


def claim_added_by(person: Any) -> Claim:
    return claim_actions.add_claim(ClaimGiven("The quay is closed.", ClaimKind.FACTUAL), by=person)


def test_verdict_says_that_the_signer_added_the_claim_and_all_its_evidence(cast: Any) -> None:
    claim = claim_added_by(cast.editor)
    EvidenceFactory(claim=claim, by=cast.editor)
    assess(claim, cast.reviewer1)

    verdict = sign_off(claim, cast.editor)

    assert verdict.agreement == "1 of 1; signer gathered the evidence"
    assert verdict.row["agreement"] == verdict.agreement


def test_verdict_says_that_one_person_did_everything(cast: Any) -> None:
    set_desk(cast, one_person=True)
    claim = claim_added_by(cast.editor)
    EvidenceFactory(claim=claim, by=cast.editor)
    assess(claim, cast.editor)

    verdict = sign_off(claim, cast.editor)

    assert verdict.agreement == "one person; signer gathered the evidence"


@pytest.mark.parametrize("whose", ["evidence", "claim"])
def test_verdict_does_not_mention_a_signer_who_added_only_the_claim_or_only_evidence(
    cast: Any, whose: str
) -> None:
    adder, gatherer = (cast.editor, cast.researcher)[:: 1 if whose == "claim" else -1]
    claim = claim_added_by(adder)
    EvidenceFactory(claim=claim, by=gatherer)
    assess(claim, cast.reviewer1)

    assert sign_off(claim, cast.editor).agreement == "1 of 1"


@pytest.mark.parametrize("agreement", ["2 of 2", "settled", ""])
def test_database_refuses_a_signer_who_assessed(cast: Any, agreement: str) -> None:
    """The database is the third safeguard, after the button and the rule."""
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


def test_database_lets_an_assessor_sign_when_the_verdict_says_one_person(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    Verdict.objects.create(
        claim=claim, version=1, round=claim.round, kind="signed", change="first",
        rating_code="supported", rating_label="Supported", signed_at=claim.created_at,
        signed_by=cast.reviewer1, agreement="one person", row={}, evidence_rows=[], sha256="0" * 64,
    )  # fmt: skip


@pytest.mark.parametrize("change", [None, VerdictChange.FIRST, VerdictChange.RETRACTION])
def test_second_version_needs_a_kind_of_change(cast: Any, change: VerdictChange | None) -> None:
    claim = make_reopened_claim(cast)
    with pytest.raises(Invalid) as error:
        sign_off(claim, cast.editor, change=change, reason="we misread it")
    assert error.value.field == "change"


def test_second_version_needs_a_reason(cast: Any) -> None:
    claim = make_reopened_claim(cast)
    with pytest.raises(Invalid) as error:
        sign_off(claim, cast.editor, change=VerdictChange.CORRECTION, reason=" ")
    assert error.value.field == "reason"


@pytest.mark.parametrize(
    "change", [VerdictChange.CORRECTION, VerdictChange.UPDATE, VerdictChange.CONFIRMATION]
)
def test_second_version_follows_the_first(cast: Any, change: VerdictChange) -> None:
    claim = make_reopened_claim(cast)

    verdict = sign_off(claim, cast.editor, change=change, reason="we misread it")

    assert (verdict.version, verdict.change, verdict.reason) == (2, change, "we misread it")
    assert verdict.row["previous_verdict"] == "Not enough evidence"


def test_first_verdict_is_first_whatever_kind_of_change_was_chosen(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    verdict = sign_off(claim, cast.editor, change=VerdictChange.CORRECTION, reason="x")
    assert verdict.change == VerdictChange.FIRST


def test_sign_off_without_rationale_is_refused(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    with pytest.raises(Invalid) as error:
        sign_off(claim, cast.editor, rationale="")
    assert error.value.field == "rationale"


def test_evidence_added_after_sign_off_keeps_the_verdict(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.SIGNED_OFF)
    verdict, round_, basis = claim.verdict, claim.round, claim.basis

    EvidenceFactory(claim=claim, by=cast.researcher, stance=Stance.CONTRADICTS)

    claim.refresh_from_db()
    assert (claim.status, claim.verdict, claim.round) == (S.SIGNED_OFF, verdict, round_)
    assert claim.basis == basis + 1  # so that the page can show it
    assert Verdict.objects.get().row == verdict.row


def test_sign_off_loads_the_evidence_once(cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=S.AGREED)
    with CaptureQueriesContext(connection) as queries:
        sign_off(claim, cast.editor)
    assert sum(loads_evidence(q["sql"]) for q in queries) == 1
