"""Until a round is complete, only its author sees an assessment on the pages, whatever the reader's role."""

import re
from typing import Any

import pytest

from claims.actions import review
from claims.enums import ClaimStatus, Confidence, RatingCode
from claims.models import Assessment, Claim
from tests.conftest import Cast
from tests.factories import ClaimFactory, EvidenceFactory, assess

pytestmark = pytest.mark.any_database

OTHERS = ("reader", "researcher", "reviewer2", "editor", "admin", "nobody")
SECRET = "The winch is rusted through."
MARKS = (SECRET, "rating-refuted", "confidence: high")


@pytest.fixture(scope="module")
def half_assessed(module_cast: Cast) -> Claim:
    """Return a claim that one of two reviewers rated refuted, with high confidence and a comment."""
    assert all(getattr(module_cast, member) for member in (*OTHERS, "editor2", "reviewer3"))
    claim = ClaimFactory(people=module_cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=module_cast.researcher)
    given = {"rationale": SECRET, "confidence": Confidence.HIGH}
    assess(claim, module_cast.reviewer1, RatingCode.REFUTED, **given)
    review.comment(claim, f"As I say: {SECRET}", by=module_cast.reviewer1)
    return claim


@pytest.fixture
def claim(half_assessed: Claim, db: Any) -> Claim:
    return Claim.objects.get(pk=half_assessed.pk)


def without_policy(page: str) -> str:
    """Leave out what each rating would need: it shows all ratings to everybody."""
    return re.sub(r'<section[^>]* id="policy">.*?</section>', "", page, flags=re.DOTALL)


def pages(client: Any, claim: Claim) -> list[str]:
    urls = (f"/claims/{claim.pk}/", "/")
    return [without_policy(client.get(url).content.decode()) for url in urls]


def make_superuser(cast: Any) -> None:
    cast.nobody.is_superuser = cast.nobody.is_staff = True
    cast.nobody.save(update_fields=["is_superuser", "is_staff"])


@pytest.mark.parametrize("member", OTHERS)
def test_page_of_another_user_shows_nothing_of_a_hidden_assessment(
    member: str, claim: Claim, login: Any, cast: Any
) -> None:
    make_superuser(cast)
    for page in pages(login(member), claim):
        assert not [mark for mark in MARKS if mark in page]


@pytest.mark.parametrize("member", ["reader", "reviewer2", "editor", "admin"])
def test_page_says_who_has_assessed(member: str, claim: Claim, login: Any) -> None:
    page = login(member).get(f"/claims/{claim.pk}/")
    assert page.context["page"].review.assessed_by == ("reviewer1",)
    assert "1 of 2" in page.content.decode()


def test_author_can_read_their_own_assessment(claim: Claim, login: Any) -> None:
    page, _ = pages(login("reviewer1"), claim)
    assert not [mark for mark in MARKS if mark not in page]


def test_refused_form_shows_no_more_than_the_page(claim: Claim, login: Any) -> None:
    sent = {"rating": "supported", "rationale": "Mine.", "confidence": "low"}
    response = login("reviewer2").post(f"/claims/{claim.pk}/assess/", sent)
    assert response.status_code == 409
    page = without_policy(response.content.decode())
    assert not [mark for mark in MARKS if mark in page]


@pytest.mark.parametrize("member", ["reader", "reviewer2", "editor", "admin"])
def test_everyone_can_read_the_assessment_once_the_round_is_complete(
    member: str, claim: Claim, login: Any, cast: Any
) -> None:
    assess(claim, cast.reviewer3, RatingCode.REFUTED)
    page, _ = pages(login(member), claim)
    assert not [mark for mark in MARKS if mark not in page]


@pytest.mark.parametrize("member", OTHERS)
def test_incomplete_round_stays_hidden_on_the_page_until_a_later_round_is_complete(
    member: str, claim: Claim, login: Any, cast: Any
) -> None:
    make_superuser(cast)
    EvidenceFactory(claim=claim, by=cast.researcher)
    claim.refresh_from_db()
    assert (claim.status, claim.round) == (ClaimStatus.OPEN, 2)
    for page in pages(login(member), claim):
        assert not [mark for mark in MARKS if mark in page]
    assert SECRET in pages(login("reviewer1"), claim)[0]
    assess(claim, cast.reviewer3)
    assess(claim, cast.editor2)
    page, _ = pages(login(member), claim)
    read = [mark for mark in MARKS if mark in page]
    assert read == ([] if member == "nobody" else list(MARKS))


def test_assessments_that_disagree_are_shown_side_by_side(login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.DISAGREED)
    page = login("reviewer3").get(f"/claims/{claim.pk}/")
    shown = page.context["page"].review.this_round
    assert {a.author for a in shown} == {"A", "B"}
    assert 'id="disagreement"' in page.content.decode()
    assert Assessment.objects.filter(claim=claim).count() == len(shown)
