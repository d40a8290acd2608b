"""Quotes imported without an article: how they are shown and corrected, and get their article later."""

from typing import Any

import pytest

from claims.actions.imports import import_claims, read_claim_rows
from claims.given import ClaimRow
from claims.models import Appearance
from tests.admin.conftest import address, send
from tests.factories import ArticleFactory


@pytest.fixture
def appearance(db: Any) -> Appearance:
    rows = [ClaimRow(2, "x-1", "The port sells two.", "two of them", article_title="Cranes go")]
    import_claims(*read_claim_rows([rows]), by=None)
    return Appearance.objects.get()


def correct(client: Any, appearance: Appearance, **typed: str) -> Any:
    appearance.claim.refresh_from_db()
    fields = {
        "quote": appearance.quote,
        "article_title": appearance.article_title,
        "seen_revision": str(appearance.claim.revision),
        "chain-TOTAL_FORMS": "0",
        "chain-INITIAL_FORMS": "0",
    }
    return client.post(f"/appearances/{appearance.pk}/change/", fields | typed)


def test_the_page_of_the_claim_shows_the_quote_and_the_title(
    appearance: Appearance, login: Any
) -> None:
    page = login("researcher").get(f"/claims/{appearance.claim_id}/").content.decode()
    for said in ("two of them", "Cranes go", "not on the desk", "No archived copy"):
        assert said in page
    assert f"/appearances/{appearance.pk}/change/" in page


def test_pages_and_exports_work_without_an_article(
    appearance: Appearance, login: Any, cast: Any
) -> None:
    rows = [ClaimRow(3, "x-2", "The quay closes.", speaker="Harbour master", question="Does it?")]
    import_claims(*read_claim_rows([rows]), by=None)
    spoken = Appearance.objects.latest("pk")
    client = login("editor")
    source, question = spoken.chain.get().source, spoken.claim.questions.get()
    for url in (
        "/",
        "/claims/",
        "/claims/?q=cranes",
        f"/claims/?speaker={source.pk}",
        f"/claims/{spoken.claim_id}/",
        "/sources/",
        f"/sources/{source.pk}/",
        f"/questions/{question.pk}/",
        "/record/",
        "/corrections/",
        "/export/claims.csv",
        "/export/verdicts.csv",
        f"/appearances/{spoken.pk}/change/",
        address("appearance", "change", spoken),
    ):
        response = client.get(url)
        content = b"".join(response) if response.streaming else response.content
        assert response.status_code == 200, url
        assert content
    assert (
        "Not found in any article yet" in client.get(f"/claims/{spoken.claim_id}/").content.decode()
    )


def test_the_quote_and_the_title_can_be_corrected(appearance: Appearance, login: Any) -> None:
    client = login("researcher")
    form = client.get(f"/appearances/{appearance.pk}/change/").content.decode()
    assert "Cranes go" in form
    assert correct(client, appearance, quote="three of them", article_title="").status_code == 302
    appearance.refresh_from_db()
    assert (appearance.quote, appearance.article_title) == ("three of them", "")


def test_the_article_can_be_named_later_and_the_quote_is_found_in_it(
    appearance: Appearance, login: Any, cast: Any
) -> None:
    client, article = login("researcher"), ArticleFactory(by=cast.researcher)
    refused = correct(client, appearance, article=str(article.pk), quote="nowhere in it")
    assert refused.status_code == 422
    assert correct(client, appearance, article=str(article.pk)).status_code == 302
    appearance.refresh_from_db()
    assert (appearance.article, appearance.article_title) == (article, "")
    assert appearance.anchors.get().exact == "two of them"


def test_the_admin_can_correct_it(appearance: Appearance, login: Any) -> None:
    client = login("researcher")
    for url in (
        address("claim", "change", appearance.claim),
        address("appearance", "changelist"),
    ):
        assert "two of them" in client.get(url).content.decode()
    response = send(client, address("appearance", "change", appearance), article_title="Another")
    assert response.status_code == 302
    appearance.refresh_from_db()
    assert (appearance.article, appearance.article_title) == (None, "Another")
