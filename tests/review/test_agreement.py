"""Agreement between reviewers: the published figures of published examples, and only of rounds that are complete."""

from typing import Any

import pytest
from django.urls import reverse

from claims.enums import ClaimStatus, RatingCode
from claims.reads.review.agreement import FEW, agreement_of, agreement_page, kappa_of
from tests.conftest import Cast
from tests.factories import ClaimFactory, EvidenceFactory, assess

from .steps import set_desk

R = RatingCode


def units(*rated: str) -> list[dict[str, str]]:
    """Return the rating of each observer in each unit; a point is a missing one."""
    return [
        {str(observer): rating for observer, rating in enumerate(one) if rating != "."}
        for one in rated
    ]


# Krippendorff (2011), example C: four observers, twelve units, five ratings. Alpha is there, the others in Gwet's book.
KRIPPENDORFF = units(
    "11.1", "2232", "3333", "3333", "2222", "1234", "4444", "1121", "2222", ".555", "..11", "..3."
)  # fmt: skip


def test_published_example_has_its_published_figures() -> None:
    found = agreement_of(KRIPPENDORFF, 5)
    assert found.rounds == 11
    assert found.percent == pytest.approx(0.81818, abs=5e-6)
    assert found.alpha == pytest.approx(0.74342, abs=5e-6)
    assert found.ac1 == pytest.approx(0.77544, abs=5e-6)


@pytest.mark.parametrize(
    ("rated", "percent", "alpha", "ac1"),
    [
        ([], None, None, None),
        (["1."], None, None, None),
        (["11", "11"], 1, None, 1),  # alpha is undefined if there is only one rating
        (["11", "22"], 1, 1, 1),
        (["12", "21"], 0, -0.5, -1),
    ],
)
def test_ends_of_the_scale(
    rated: list[str], percent: float | None, alpha: float | None, ac1: float | None
) -> None:
    found = agreement_of(units(*rated), 2)
    assert (found.percent, found.alpha, found.ac1) == (
        percent,
        pytest.approx(alpha),
        pytest.approx(ac1),
    )


def test_one_rating_to_choose_from_defines_no_chance() -> None:
    found = agreement_of(units("11", "11"), 1)
    assert (found.percent, found.alpha, found.ac1) == (1, None, None)


@pytest.mark.parametrize(
    ("table", "kappa"),
    [
        ({"yy": 20, "yn": 5, "ny": 10, "nn": 15}, 0.4),  # the usual example of the textbooks
        ({"yy": 45, "yn": 15, "ny": 25, "nn": 15}, 0.1304),
        ({"yy": 3, "nn": 2}, 1),
        ({"yy": 7}, None),
    ],
)
def test_kappa_of_two_reviewers(table: dict[str, int], kappa: float | None) -> None:
    ratings = [(both[0], both[1]) for both, number in table.items() for _ in range(number)]
    assert kappa_of(ratings) == pytest.approx(kappa, abs=5e-5)


@pytest.mark.django_db
def test_only_complete_blind_rounds_are_compared(cast: Cast) -> None:
    ClaimFactory(people=cast, status=ClaimStatus.IN_REVIEW)
    assert agreement_page(None, None).all.rounds == 0
    ClaimFactory(people=cast, status=ClaimStatus.AGREED, assessments_required=2)
    ClaimFactory(people=cast, status=ClaimStatus.DISAGREED)
    set_desk(cast, settle_blind=True)
    page = agreement_page(None, None)
    assert (page.all.rounds, page.all.percent, page.unsettled) == (1, 1, 1)
    assert [(pair.one, pair.other) for pair in page.reviewers] == [("reviewer1", "reviewer2")]
    set_desk(cast, settle_blind=False)
    page = agreement_page(None, None)
    assert (page.all.rounds, page.all.percent, page.unsettled) == (2, 0.5, 0)


@pytest.mark.django_db
def test_page_says_that_a_few_rounds_are_too_few_and_shows_pairs_to_editors(
    cast: Cast, login: Any
) -> None:
    url = reverse("review_agreement")
    ClaimFactory(people=cast, status=ClaimStatus.AGREED, assessments_required=2)
    assert "too few to say" in login("reader").get(url).text
    for _ in range(FEW - 1):
        claim = ClaimFactory(people=cast, assessments_required=2)
        EvidenceFactory(claim=claim, by=cast.researcher)
        for name in ("reviewer1", "reviewer2"):
            assess(claim, getattr(cast, name), R.NOT_ENOUGH_EVIDENCE)
    shown = login("editor").get(url).text
    assert "too few to say" not in shown
    assert shown.count("<dd>100%</dd>") == 1
    assert "reviewer1" in shown
    reader = login("reader").get(url).text
    assert "reviewer1" not in reader
    assert "100%" not in login("reader").get(url, {"until": "2020-01-01"}).text


@pytest.mark.django_db
def test_day_that_is_none_is_refused_at_its_field(login: Any) -> None:
    response = login("reader").get(reverse("review_agreement"), {"since": "last week"})
    assert response.status_code == 400
    assert 'aria-invalid="true"' in response.text
