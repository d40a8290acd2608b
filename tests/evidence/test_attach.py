"""Evidence added on the claim's page, over HTTP and without JavaScript."""

from typing import Any

import pytest

from claims.enums import QuoteCheck
from claims.models import Claim, Evidence, Source
from tests.factories import ArticleFactory, ClaimFactory

TYPED = {
    "stance": "corroborates",
    "bears_on": "whole",
    "kind": "statement",
    "origin_kind": "own_reporting",
    "seen_in_name": "This desk",
    "note": "What was typed stays.",
}


@pytest.fixture
def claim(cast: Any) -> Claim:
    return ClaimFactory(people=cast)


def attach(client: Any, claim: Claim, **typed: Any) -> Any:
    return client.post(f"/claims/{claim.pk}/evidence/", TYPED | typed)


def test_a_researcher_adds_evidence_from_an_article(claim: Claim, login: Any, cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    response = attach(
        login("researcher"),
        claim,
        seen_in_name="",
        article=f"#{article.pk} {article.headline}",
        quote="declined to comment on the sale",
        origin_kind="named",
        origin_name="Ministry of Ports",
        origin_new="official_body",
        heard_via_name=article.publisher.name,
    )
    assert response.status_code == 302
    evidence = Evidence.objects.get(claim=claim)
    assert evidence.seen_in == article.publisher
    assert evidence.origin == Source.objects.named("Ministry of Ports")
    assert evidence.quote_check == QuoteCheck.FOUND
    page = login("reader").get(f"/claims/{claim.pk}/").content.decode()
    assert "declined to comment on the sale" in page
    assert f"counts as {article.publisher.name} until its own words are on the desk" in page
