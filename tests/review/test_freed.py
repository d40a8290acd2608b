"""Deactivating an account frees the rounds that it left incomplete and the claims assigned to it."""

from typing import Any

import pytest

from claims.actions import review
from claims.enums import ClaimStatus, RatingCode, Role, Verb
from claims.errors import Stale
from claims.models import Assessment, Claim, Event
from claims.models.accounts import account_revision
from claims.reads.record.record_page import history_of_claim
from claims.reads.review.freed import freed_claims
from tests.factories import ClaimFactory, EvidenceFactory, assess, assessment_given, change_account

pytestmark = pytest.mark.django_db
S = ClaimStatus


def deactivate(user: Any, people: Any) -> None:
    change_account(user, roles=[Role.REVIEWER], is_active=False, by=people.admin)


def half_assessed(people: Any, *, needed: int = 2) -> Claim:
    claim: Claim = ClaimFactory(people=people, assessments_required=needed)
    EvidenceFactory(claim=claim, by=people.researcher)
    assess(claim, people.reviewer1, RatingCode.SUPPORTED, rationale="A first look.")
    return claim


def facts() -> list[dict[str, Any]]:
    event = Event.objects.latest("seq")
    assert event.verb == Verb.USER_CHANGED
    found: list[dict[str, Any]] = event.after.get("freed", [])
    return found


def test_incomplete_round_begins_again_on_the_same_basis(cast: Any) -> None:
    claim = half_assessed(cast)
    basis, revision = claim.basis, claim.revision

    deactivate(cast.reviewer1, cast)

    claim.refresh_from_db()
    assert (claim.status, claim.round, claim.basis) == (S.OPEN, 2, basis)
    assert claim.revision == revision + 1
    assert [(f["id"], f["round"], f["unassigned"]) for f in facts()] == [(claim.pk, 2, False)]


def test_its_assessment_stays_and_does_not_count(cast: Any) -> None:
    claim = half_assessed(cast)
    deactivate(cast.reviewer1, cast)

    assess(claim, cast.reviewer2)
    claim.refresh_from_db()
    assert claim.status == S.IN_REVIEW
    assert not Assessment.objects.filter(reviewer=cast.reviewer1).readable_by(cast.editor).exists()

    assess(claim, cast.reviewer3)
    claim.refresh_from_db()
    assert claim.status == S.AGREED
    assert Assessment.objects.filter(reviewer=cast.reviewer1).readable_by(cast.editor).exists()


def test_others_of_the_round_confirm_with_one_key(cast: Any, login: Any) -> None:
    claim = half_assessed(cast, needed=3)
    assess(claim, cast.reviewer2, rationale="It is not known.")
    deactivate(cast.reviewer1, cast)

    earlier = login("reviewer2").get(f"/claims/{claim.pk}/").context["page"].review.earlier

    assert earlier.assessment.rationale == "It is not known."
    assert [line.event.verb for line in earlier.changes] == [Verb.USER_CHANGED]


@pytest.mark.parametrize("status", [S.OPEN, S.AGREED, S.DISAGREED, S.SIGNED_OFF, S.WITHDRAWN])
def test_claim_that_is_not_in_review_keeps_its_round(status: S, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=status)
    before = (claim.status, claim.round, claim.revision)

    deactivate(cast.reviewer1, cast)

    claim.refresh_from_db()
    assert (claim.status, claim.round, claim.revision) == before
    assert facts() == []


def test_round_of_others_is_left_alone(cast: Any) -> None:
    claim = half_assessed(cast)
    deactivate(cast.reviewer2, cast)
    claim.refresh_from_db()
    assert (claim.status, claim.round) == (S.IN_REVIEW, 1)


def test_earlier_round_of_the_account_does_not_end_the_present_one(cast: Any) -> None:
    claim = half_assessed(cast)
    review.return_to_open(claim, comment="x", seen_revision=claim.revision, by=cast.editor)
    assess(claim, cast.reviewer2)
    deactivate(cast.reviewer1, cast)
    claim.refresh_from_db()
    assert (claim.status, claim.round) == (S.IN_REVIEW, 2)


@pytest.mark.parametrize(
    ("status", "kept"), [(S.OPEN, False), (S.AGREED, False), (S.SIGNED_OFF, True)]
)
def test_unfinished_claims_are_assigned_to_nobody(status: S, kept: bool, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=status)
    review.assign(claim, cast.reviewer2, seen_revision=claim.revision, by=cast.editor)

    deactivate(cast.reviewer2, cast)

    claim.refresh_from_db()
    assert (claim.assignee == cast.reviewer2) == kept
    assert [f["id"] for f in facts()] == ([] if kept else [claim.pk])


@pytest.mark.parametrize("change", ["roles", "again"])
def test_only_deactivating_frees(change: str, cast: Any) -> None:
    user = cast.reviewer2
    if change == "again":
        deactivate(user, cast)
    claim = half_assessed(cast)
    Claim.objects.filter(pk=claim.pk)
    change_account(user, roles=[], is_active=change == "roles", by=cast.admin)
    claim.refresh_from_db()
    assert claim.status == S.IN_REVIEW
    assert facts() == []


def test_page_of_before_is_stale(cast: Any) -> None:
    claim = half_assessed(cast)
    shown = Claim.objects.get(pk=claim.pk)
    deactivate(cast.reviewer1, cast)

    with pytest.raises(Stale):
        review.assess(
            claim,
            assessment_given(),
            seen_round=shown.round,
            seen_basis=shown.basis,
            by=cast.reviewer2,
        )


def test_claims_history_and_a_stale_page_say_what_happened(cast: Any, login: Any) -> None:
    claim = half_assessed(cast)
    typed = {"rating": "supported", "rationale": "Mine.", "confidence": "low"}
    seen = {
        "seen_revision": claim.revision, "seen_round": claim.round, "seen_basis": claim.basis
    }  # fmt: skip
    deactivate(cast.reviewer1, cast)

    assert history_of_claim(claim)[0].event.verb == Verb.USER_CHANGED
    response = login("reviewer2").post(f"/claims/{claim.pk}/assess/", typed | seen)
    assert response.status_code == 409
    assert [line.event.verb for line in response.context["outcome"].changes.lines] == [
        Verb.USER_CHANGED
    ]


def queue_of(client: Any) -> list[str]:
    page = client.get("/").context["desk"]
    return [
        row.number
        for queue in page.waiting
        if queue.title == "Left by a deactivated account"
        for row in queue.rows
    ]


def test_editors_see_freed_claims_until_somebody_works_on_them(cast: Any, login: Any) -> None:
    freed, assigned = half_assessed(cast), ClaimFactory(people=cast)
    review.assign(assigned, cast.reviewer1, seen_revision=assigned.revision, by=cast.editor)
    deactivate(cast.reviewer1, cast)

    assert queue_of(login("editor")) == [f"C{freed.pk}", f"C{assigned.pk}"]
    assert queue_of(login("reviewer2")) == []

    assess(freed, cast.reviewer2)
    assert freed_claims() == [assigned.pk]
    assigned.refresh_from_db()
    review.assign(assigned, cast.reviewer3, seen_revision=assigned.revision, by=cast.editor)
    assert queue_of(login("editor")) == []


def test_admin_is_told_which_claims_were_freed(cast: Any, login: Any) -> None:
    claim = half_assessed(cast)
    client = login("admin")
    url = f"/admin/auth/user/{cast.reviewer1.pk}/change/"
    seen = account_revision(cast.reviewer1)
    typed = {"roles": ["reviewer"], "email": "", "token": "t", "seen_revision": seen}

    response = client.post(url, typed, follow=True)

    assert response.status_code == 200
    claim.refresh_from_db()
    assert claim.round == 2
    told = [str(message) for message in response.context["messages"]]
    assert [message for message in told if f"Claim {claim.pk} has begun round 2." in message]
