"""Take next: the claim that is due, urgent or old, that this person can work on and nobody else holds."""

import datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from claims.actions.claim_lease import LEASE, forget_ended_leases
from claims.enums import ClaimStatus, Priority, Role
from claims.models import Claim, ClaimLease, ImpreciseDate
from tests.factories import ClaimFactory, EvidenceFactory, assess, change_account

S = ClaimStatus
TAKE = "/claims/next/"


def page_of(claim: Claim) -> str:
    return f"/claims/{claim.pk}/"


def taken_by(client: Any) -> str:
    """Press the button, and return the address it leads to."""
    answer = client.post(TAKE)
    assert answer.status_code == 302
    return str(answer.url).partition("#")[0]


def later(delay: datetime.timedelta) -> Any:
    return time_machine.travel(timezone.now() + delay)


def assessable(cast: Any, **given: Any) -> Claim:
    claim: Claim = ClaimFactory(people=cast, **given)
    EvidenceFactory(claim=claim, by=cast.researcher)
    return claim


def test_due_comes_first_then_priority_then_age(cast: Any, login: Any) -> None:
    old, young = assessable(cast), assessable(cast)
    urgent = assessable(cast, priority=Priority.HIGH)
    past = ImpreciseDate(datetime.date(2025, 3, 1), datetime.date(2025, 3, 1))
    due = assessable(cast, about_on=past)
    reviewer, order = login("reviewer1"), []
    for _ in range(4):
        order.append(taken_by(reviewer))
        assess(Claim.objects.get(pk=order[-1].split("/")[2]), cast.reviewer1)
    assert order == [page_of(claim) for claim in (due, urgent, old, young)]
    assert taken_by(reviewer) == "/"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("researcher", S.OPEN),
        ("reviewer3", S.IN_REVIEW),
        ("reviewer3", S.DISAGREED),
        ("editor", S.AGREED),
    ],
)
def test_people_get_what_their_role_can_do(cast: Any, login: Any, who: str, status: S) -> None:
    for each in (S.WITHDRAWN, S.SIGNED_OFF):
        ClaimFactory(people=cast, status=each)
    wanted = ClaimFactory(people=cast, status=status)
    assert taken_by(login(who)) == page_of(wanted)


def test_nobody_gets_what_they_wrote_themselves(cast: Any, login: Any) -> None:
    own = assessable(cast)
    assess(own, cast.editor)
    assert Claim.objects.get().status == S.AGREED
    assert taken_by(login("editor")) == "/"
    assert taken_by(login("editor2")) == page_of(own)


def test_a_claim_that_somebody_took_is_offered_to_nobody_else_until_the_lease_ends(
    cast: Any, login: Any
) -> None:
    first, second = assessable(cast), assessable(cast)
    assert taken_by(login("reviewer1")) == page_of(first)
    assert taken_by(login("reviewer2")) == page_of(second)
    assert taken_by(login("reviewer3")) == "/"
    with later(LEASE + datetime.timedelta(seconds=1)):
        assert taken_by(login("reviewer3")) == page_of(first)


def test_who_takes_next_twice_goes_on_with_the_same_claim(cast: Any, login: Any) -> None:
    first = assessable(cast)
    assessable(cast)
    reviewer = login("reviewer1")
    assert [taken_by(reviewer), taken_by(reviewer)] == [page_of(first)] * 2
    desk = reviewer.get("/").context["desk"].next
    assert (desk.pk, desk.expires_at) == (first.pk, ClaimLease.objects.get().expires_at)


def test_a_claim_given_back_is_offered_to_others_first(cast: Any, login: Any) -> None:
    first, second = assessable(cast), assessable(cast)
    reviewer, other = login("reviewer1"), login("reviewer2")
    taken_by(reviewer)
    assert reviewer.post(f"{page_of(first)}give-back/").url == "/"
    assert taken_by(reviewer) == page_of(second)
    assert taken_by(other) == page_of(first)
    # Only who holds it can give it back.
    other.post(f"{page_of(second)}give-back/")
    assert ClaimLease.objects.get(claim=second).holder == cast.reviewer1


def test_every_save_begins_the_lease_again_and_says_what_comes_next(cast: Any, login: Any) -> None:
    first, second = assessable(cast), assessable(cast)
    reviewer = login("reviewer1")
    taken_by(reviewer)
    begun = ClaimLease.objects.get().expires_at
    with later(datetime.timedelta(minutes=20)):
        said = reviewer.post(
            f"{page_of(first)}comments/", {"text": "I asked the port."}, follow=True
        )
        assert ClaimLease.objects.get().expires_at > begun + datetime.timedelta(minutes=19)
        assert said.context["next"].is_here
        fields = said.context["forms"]["assess"].initial | {
            "rating": "not_enough_evidence",
            "rationale": "The port did not answer.",
            "confidence": "low",
        }
        saved = reviewer.post(
            f"{page_of(first)}assess/",
            {name: value for name, value in fields.items() if value is not None},
            headers={"HX-Request": "true"},
        )
        following = saved.context["next"]
        assert (following.pk, following.is_here) == (second.pk, False)
        assert TAKE in saved.content.decode()
        assert taken_by(reviewer) == page_of(second)
    assert ClaimLease.objects.filter(holder=cast.reviewer1).count() == 1


def test_the_page_says_who_holds_the_claim(cast: Any, login: Any) -> None:
    claim = assessable(cast)
    reviewer = login("reviewer1")
    taken_by(reviewer)
    assert reviewer.get(page_of(claim)).context["page"].lease.is_mine
    seen = login("reviewer2").get(page_of(claim)).context["page"].lease
    assert (seen.holder, seen.is_mine) == ("reviewer1", False)


def test_a_deactivated_account_holds_nothing(cast: Any, login: Any) -> None:
    claim = assessable(cast)
    taken_by(login("reviewer1"))
    change_account(cast.reviewer1, roles=[Role.REVIEWER], is_active=False, by=cast.admin)
    assert taken_by(login("reviewer2")) == page_of(claim)


def test_leases_are_forgotten_and_no_part_of_the_record(cast: Any, login: Any) -> None:
    assessable(cast)
    taken_by(login("reviewer1"))
    call_command("verify_record", verbosity=0)
    assert forget_ended_leases() == 0
    with later(datetime.timedelta(days=1)):
        assert forget_ended_leases() == 1
