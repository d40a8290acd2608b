"""What is offered as the next claim: only what this person can still do something about."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from claims.actions import overrides, review
from claims.enums import ClaimStatus, PolicyRule, RatingCode, Stance
from claims.models import Claim, ClaimLease, ImpreciseDate
from claims.reads.review.next_claim import free_claims
from tests.factories import ClaimFactory, EvidenceFactory, assess, sign_off, sign_off_given
from tests.review.steps import set_desk

S = ClaimStatus
TODAY = timezone.now().date()
DAY = TODAY + datetime.timedelta(days=3)
ABOUT = ImpreciseDate(DAY, DAY)
LATER = timezone.now() + datetime.timedelta(days=10)


def bare(people: Any) -> Claim:
    return ClaimFactory(people=people)


def with_evidence(people: Any) -> Claim:
    claim = ClaimFactory(people=people)
    EvidenceFactory(claim=claim, by=people.researcher)
    return claim


def with_status(status: S, **given: Any) -> Callable[[Any], Claim]:
    return lambda people: ClaimFactory(people=people, status=status, **given)


def reopened(people: Any) -> Claim:
    claim = ClaimFactory(people=people, status=S.SIGNED_OFF)
    seen = claim.revision
    return review.reopen(claim, reason="Look again.", seen_revision=seen, by=people.editor)


def proposed(people: Any) -> Claim:
    set_desk(people, second_editor=True)
    claim: Claim = with_evidence(people)
    assess(claim, people.reviewer1, RatingCode.SUPPORTED)
    claim.refresh_from_db()
    given = sign_off_given(overrides=dict.fromkeys(PolicyRule.values, "Nobody else was there."))
    overrides.propose_overrides(claim, given, seen_revision=claim.revision, by=people.editor)
    return claim


def with_recheck(days: int) -> Callable[[Any], Claim]:
    def make(people: Any) -> Claim:
        claim = ClaimFactory(people=people, status=S.AGREED)
        sign_off(claim, people.editor, recheck_on=TODAY + datetime.timedelta(days=days))
        return claim

    return make


def signed_before_its_day(people: Any) -> Claim:
    claim = ClaimFactory(people=people, status=S.AGREED, about_on=ABOUT)
    sign_off(claim, people.editor, recheck_on=None)
    return claim


def researched_since_its_day(people: Any) -> Claim:
    claim = ClaimFactory(people=people, status=S.IN_REVIEW, about_on=ABOUT)
    with time_machine.travel(LATER):
        EvidenceFactory(claim=claim, by=people.researcher, stance=Stance.CONTEXT)
    return claim


# Reviewer 1 assessed the claim, reviewer 3 did not, and the editor signed it or proposed overrides.
PEOPLE = ("researcher", "reviewer1", "reviewer3", "editor", "editor2")
NOBODY = dict.fromkeys(PEOPLE, "")


def offers(**tasks: str) -> dict[str, str]:
    return NOBODY | tasks


TO_ASSESS = offers(reviewer1="Assess", reviewer3="Assess", editor="Assess", editor2="Assess")
TO_SIGN = offers(editor="Sign off", editor2="Sign off")
TO_CHECK = offers(editor="Check again", editor2="Check again")

# A claim, whether its day has passed since, and what is offered to whom.
STATES: dict[str, tuple[Callable[[Any], Claim], bool, dict[str, str]]] = {
    "open without evidence": (bare, False, dict.fromkeys(PEOPLE, "Find evidence")),
    "open": (with_evidence, False, TO_ASSESS),
    "in review": (with_status(S.IN_REVIEW), False, TO_ASSESS | {"reviewer1": ""}),
    "disagreed": (
        with_status(S.DISAGREED),
        False,
        offers(reviewer3="Settle", editor="Settle", editor2="Settle"),
    ),
    "agreed": (with_status(S.AGREED), False, TO_SIGN),
    "overrides proposed": (proposed, False, offers(editor2="Confirm overrides")),
    "signed off": (with_status(S.SIGNED_OFF), False, NOBODY),
    "withdrawn": (with_status(S.WITHDRAWN), False, NOBODY),
    "reopened": (reopened, False, TO_ASSESS | {"reviewer1": "Assess again"}),
    "to be checked in a month": (with_recheck(30), True, NOBODY),
    "to be checked since last week": (with_recheck(3), True, TO_CHECK),
    "signed before its day": (signed_before_its_day, True, TO_CHECK),
    "withdrawn before its day": (with_status(S.WITHDRAWN, about_on=ABOUT), True, NOBODY),
    "in review before its day": (
        with_status(S.IN_REVIEW, about_on=ABOUT),
        True,
        TO_ASSESS | {"reviewer1": "", "researcher": "Find evidence again"},
    ),
    "researched since its day": (researched_since_its_day, True, TO_ASSESS | {"reviewer1": ""}),
}


@pytest.mark.parametrize("state", STATES)
def test_nobody_is_offered_what_they_cannot_do(state: str, cast: Any) -> None:
    make, is_later, expected = STATES[state]
    people = [getattr(cast, name) for name in PEOPLE]
    make(cast)
    with time_machine.travel(LATER if is_later else timezone.now()):
        offered = [next((one.task for one in free_claims(each)), "") for each in people]
    assert dict(zip(PEOPLE, offered, strict=True)) == expected


def test_a_claim_that_only_an_editor_can_check_again_is_nobody_elses_next(
    cast: Any, login: Any
) -> None:
    """It comes due while a reviewer holds it: they are not led back to it."""
    signed, other = with_status(S.AGREED, about_on=ABOUT)(cast), with_evidence(cast)
    page = f"/claims/{signed.pk}/"
    ClaimLease.objects.create(
        claim=signed, holder=cast.reviewer3, expires_at=LATER + datetime.timedelta(minutes=9)
    )
    sign_off(signed, cast.editor, recheck_on=None)
    with time_machine.travel(LATER):
        reviewer, editor = login("reviewer3"), login("editor")
        assert reviewer.get("/").context["desk"].next.pk == other.pk
        assert reviewer.post("/claims/next/").url == f"/claims/{other.pk}/#to-waiting"
        assert editor.post("/claims/next/").url == f"{page}#to-review"
        assert editor.get(page).context["page"].lease.is_mine
