"""No page of the admin shows an assessment of an open round, and no URL can filter by it."""

from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from claims.actions import review
from claims.enums import ClaimStatus
from claims.models import Assessment, Claim, Comment, Event, RecordHead, Snapshot, Verdict
from tests.conftest import Cast
from tests.factories import ClaimFactory, EvidenceFactory, SourceFactory, assess

from .conftest import address, form_on

SECRET = "Xylophone"


@pytest.fixture(scope="module")
def blind(module_cast: Cast) -> Claim:
    """Return a claim that reviewer1 has assessed and commented on, in a round that is not complete."""
    claim = ClaimFactory(people=module_cast, assessments_required=2, with_evidence=False)
    EvidenceFactory(claim=claim, by=module_cast.researcher)
    assess(claim, module_cast.reviewer1, "refuted", rationale=f"{SECRET} says so.")
    review.comment(claim, f"{SECRET} in a comment.", by=module_cast.reviewer1)
    claim.refresh_from_db()
    assert claim.status == ClaimStatus.IN_REVIEW
    return claim


@pytest.mark.parametrize("model", [Assessment, Comment, Verdict, Event, RecordHead, Snapshot])
def test_models_that_only_the_workflow_writes_have_no_page(model: Any) -> None:
    assert model not in admin.site._registry


@pytest.mark.parametrize("member", ["reviewer2", "editor", "researcher", "admin"])
def test_no_page_shows_an_open_assessment(member: str, blind: Any, login: Any) -> None:
    client = login(member)
    assessment = Assessment.objects.get()
    pages = [reverse("admin:index"), f"/admin/claims/assessment/{assessment.pk}/change/"]
    for model_admin in admin.site._registry.values():
        name = model_admin.opts.model_name
        pages += [address(name, "changelist")]
        found = client.get(address(name, "changelist") + f"?q={SECRET}")
        assert found.status_code in (302, 403) or found.context["cl"].result_count == 0
        for row in model_admin.model._default_manager.all()[:5]:
            pages += [address(name, "change", row), address(name, "history", row)]
    for url in pages:
        response = client.get(url, follow=True)
        assert SECRET not in response.content.decode(), url


@pytest.mark.parametrize(
    "question",
    [
        "assessments__rationale__startswith=Xylo",
        "assessments__rating__code=refuted",
        "assessments__rating=2",
        "assessments=1",
        "comments__text__contains=Xylo",
        "verdict__rationale__contains=x",
        "created_by__password__startswith=a",
        "appearances__claim__assessments__rationale__contains=Xylo",
    ],
)
def test_a_url_cannot_filter_by_columns_that_are_not_shown(
    question: str, blind: Any, login: Any
) -> None:
    for model in ("claim", "evidence", "appearance", "source"):
        response = login("editor").get(address(model, "changelist") + "?" + question)
        assert response.status_code in (302, 400), model


def test_a_url_cannot_filter_accounts_by_password(login: Any) -> None:
    url = address("user", "changelist")
    for question in ("password__startswith=md5", "assessments__rationale__contains=X"):
        assert login("admin").get(f"{url}?{question}").status_code in (302, 400)


@pytest.mark.parametrize("field", ["assessments", "verdict", "created_by", "assignee"])
def test_autocomplete_finds_no_row_of_the_workflow(field: str, blind: Any, login: Any) -> None:
    query = {"app_label": "claims", "model_name": "claim", "field_name": field, "term": "X"}
    assert login("editor").get(reverse("admin:autocomplete"), query).status_code in (403, 404)


def test_autocomplete_finds_at_most_one_page_of_sources(login: Any, cast: Any) -> None:
    for _ in range(25):
        SourceFactory(by=cast.researcher)
    query = {"app_label": "claims", "model_name": "source", "field_name": "parent"}
    found = login("researcher").get(reverse("admin:autocomplete"), query | {"term": "Source"})
    assert len(found.json()["results"]) == 20
    assert (
        login("admin").get(reverse("admin:autocomplete"), query | {"term": ""}).status_code == 403
    )


def test_a_search_for_a_thousand_words_works(login: Any, blind: Any) -> None:
    url = address("claim", "changelist")
    assert login("editor").get(url, {"q": "crane " * 1000}).status_code == 200


def test_the_page_of_a_claim_in_review_shows_no_assessment(blind: Any, login: Any) -> None:
    response = login("editor").get(address("claim", "change", blind))
    assert "Refuted" not in response.content.decode()
    assert "rationale" not in form_on(response)
