"""The claim's page as a page and as a fragment, and its cost in queries."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.actions import claims as claim_actions
from claims.actions import review
from claims.enums import LinkKind
from claims.given import AppearanceGiven
from claims.models import Claim, Evidence
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory
from tests.review.steps import loads_evidence

TYPED = {
    "stance": "corroborates",
    "bears_on": "whole",
    "kind": "statement",
    "how": "own_reporting",
    "seen_in_name": "This desk",
}
HTMX = {"HX-Request": "true"}


@pytest.fixture
def claim(cast: Any) -> Claim:
    claim = ClaimFactory(people=cast, article=ArticleFactory(by=cast.researcher))
    EvidenceFactory(claim=claim, by=cast.researcher)
    return claim


def attach(client: Any, claim: Claim, headers: dict[str, str], **typed: str) -> Any:
    return client.post(f"/claims/{claim.pk}/evidence/", TYPED | typed, headers=headers)


def test_htmx_gets_the_current_claim_and_an_empty_form(claim: Claim, login: Any) -> None:
    response = attach(login("researcher"), claim, HTMX, note="Sent.", token="once")
    assert response.status_code == 200
    page = response.content.decode()
    assert page.lstrip().startswith('<div id="claim">')
    assert "<html" not in page
    assert "HX-Request" in response["Vary"]
    assert len(response.context["page"].evidence.standing) == 2
    assert response.context["forms"]["evidence"]["note"].value() is None
    # The other forms keep their input; the submitted form is rendered empty.
    assert 'id="field-comment-text" hx-preserve' in page
    assert 'id="field-evidence-note">' in page


def test_htmx_gets_the_refused_form_with_its_input(claim: Claim, login: Any) -> None:
    response = attach(login("researcher"), claim, HTMX, note="Typed.", stance="")
    assert response.status_code == 422
    page = response.content.decode()
    assert page.lstrip().startswith('<div id="claim">')
    assert "Typed.</textarea>" in page


def test_htmx_gets_a_missing_permission_as_one_sentence_of_text(claim: Claim, login: Any) -> None:
    assess = {"rating": "supported", "rationale": "Mine.", "confidence": "low"}
    url = f"/claims/{claim.pk}/assess/"
    refused = login("researcher").post(url, assess, headers=HTMX)
    assert refused.status_code == 403
    assert refused["Content-Type"].startswith("text/plain")


def test_restored_history_gets_the_whole_page(claim: Claim, login: Any) -> None:
    restored = HTMX | {"HX-History-Restore-Request": "true"}
    response = login("reader").get(f"/claims/{claim.pk}/", headers=restored)
    assert "<html" in response.content.decode()
    assert "HX-Request" in response["Vary"]


def test_forms_have_the_current_basis_after_each_response(claim: Claim, login: Any) -> None:
    response = attach(login("reviewer1"), claim, HTMX)
    claim.refresh_from_db()
    form = response.context["forms"]["assess"]
    assert form["seen_basis"].value() == claim.basis
    assert f'name="seen_basis" value="{claim.basis}"' in response.content.decode()


@pytest.mark.any_database
def test_page_costs_the_same_with_one_and_with_ten_of_everything(
    claim: Claim, login: Any, cast: Any
) -> None:
    by = cast.researcher
    clients = {member: login(member) for member in ("reader", "researcher", "reviewer1", "editor")}

    def grow() -> None:
        article = ArticleFactory(by=by)
        claim_actions.add_appearance(
            claim,
            claim_actions.read_appearance(AppearanceGiven(article, "two of them were to be sold")),
            by=by,
        )
        EvidenceFactory(claim=claim, by=by, article=article, seen_in=article.publisher)
        EvidenceFactory(claim=claim, by=by, derived_from=Evidence.objects.first())
        review.comment(claim, "Seen.", by=by)
        claim_actions.link_claims(claim, LinkKind.CONTRADICTS, ClaimFactory(people=cast), by=by)

    def cost() -> dict[str, int]:
        found = {}
        for member, client in clients.items():
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/claims/{claim.pk}/").status_code == 200
            found[member] = len(queries)
        return found

    grow()
    cost()
    with_one = cost()
    for _ in range(9):
        grow()
    assert cost() == with_one


def test_page_loads_the_evidence_once(claim: Claim, login: Any, cast: Any) -> None:
    EvidenceFactory(claim=claim, by=cast.researcher)
    client = login("editor")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/claims/{claim.pk}/")
    assert sum(loads_evidence(q["sql"]) for q in queries) == 1


def test_what_a_field_offers_is_no_part_of_the_page_and_asked_for(claim: Claim, login: Any) -> None:
    researcher = login("researcher")
    assert "<datalist" not in researcher.get(f"/claims/{claim.pk}/").content.decode()
    offered = researcher.get("/claims/choices/?list=claims").content.decode()
    assert offered.count("<datalist") == 1 and f"#{claim.pk} {claim.statement}" in offered
    assert researcher.get("/claims/choices/?list=accounts").status_code == 400
