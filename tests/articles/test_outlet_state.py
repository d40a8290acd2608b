"""What the outlet did with its own article: noted by researchers, shown with all that rests on it."""

from typing import Any

import pytest

from claims.enums import ClaimStatus, OutletState, Verb
from claims.models import Article, Claim, Event
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

pytestmark = pytest.mark.django_db
NOTE = "Two cranes, not four, it now says."


@pytest.fixture
def article(cast: Any) -> Article:
    found: Article = ArticleFactory(by=cast.researcher)
    return found


def note(client: Any, article: Article, **typed: Any) -> Any:
    given = {"state": "corrected", "on": "2025-04-09", "note": NOTE, "seen_revision": "1"}
    return client.post(f"/articles/{article.pk}/outlet/", given | typed)


def test_researcher_notes_that_the_outlet_corrected_its_article(
    article: Article, login: Any
) -> None:
    response = note(login("researcher"), article)
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.outlet_state, str(article.outlet_state_on)) == ("corrected", "2025-04-09")
    assert Event.objects.latest("seq").verb == Verb.OUTLET_STATE_CHANGED


def test_banner_is_on_the_article_its_evidence_and_its_appearances(
    article: Article, login: Any, cast: Any
) -> None:
    claim = ClaimFactory(people=cast, article=article)
    EvidenceFactory(claim=claim, by=cast.researcher, article=article)
    pages = (f"/articles/{article.pk}/", f"/claims/{claim.pk}/")
    reader = login("reader")
    assert [reader.get(page).content.decode().count(NOTE) for page in pages] == [0, 0]

    note(login("researcher"), article)

    assert [reader.get(page).content.decode().count(NOTE) for page in pages] == [1, 2]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"note": " "}, "note"),
        ({"state": "burnt"}, "state"),
        ({"on": "yesterday"}, "on"),
    ],
)
def test_invalid_value_is_reported_at_its_field(
    article: Article, login: Any, typed: dict[str, str], field: str
) -> None:
    response = note(login("researcher"), article, **typed)
    assert response.status_code == 422
    assert list(response.context["outlet"].errors) == [field]


def test_stale_note_shows_both_texts(article: Article, login: Any) -> None:
    client = login("researcher")
    note(client, article, note="It is gone.", state="withdrawn")
    response = note(client, article)
    assert response.status_code == 409
    conflicts = {
        one.label: (one.theirs, one.yours) for one in response.context["outcome"].conflicts
    }
    assert conflicts["What it said or changed"] == ("It is gone.", NOTE)
    assert note(client, article, seen_revision="2").status_code == 302


def test_article_that_stands_after_all_has_no_day_and_needs_no_note(
    article: Article, login: Any
) -> None:
    client = login("researcher")
    note(client, article)
    note(client, article, state="standing", note="", seen_revision="2")
    article.refresh_from_db()
    assert (article.outlet_state, article.outlet_state_on) == (OutletState.STANDING, None)


def test_agreed_claim_that_rests_on_it_must_be_looked_at_again(
    article: Article, login: Any, cast: Any
) -> None:
    claim = ClaimFactory(people=cast, article=article, status=ClaimStatus.AGREED)
    seen = claim.revision
    note(login("researcher"), article)
    assert Claim.objects.get(pk=claim.pk).revision == seen + 1


def test_saying_it_again_weighs_nothing_again(article: Article, login: Any, cast: Any) -> None:
    claim = ClaimFactory(people=cast, article=article)
    client = login("researcher")
    note(client, article)
    claim.refresh_from_db()
    before = claim.revision
    assert note(client, article, seen_revision="2").status_code == 302
    claim.refresh_from_db()
    assert claim.revision == before
