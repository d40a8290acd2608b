"""Similar claims: their order, which is the same on both databases, and the links that users can add."""

import re
from typing import Any

import pytest

from claims.actions.articles import correct_article
from claims.actions.claims import add_claim, read_appearance
from claims.actions.review import withdraw_claim
from claims.enums import ClaimKind, ClaimStatus, LinkKind, Verb
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven
from claims.models import Claim, ClaimLink, Event
from claims.reads import similar_claims
from tests.articles.pages import claim_data, fields_of, text_of
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, sign_off

DESK = {
    "ferry": "The ferry to Port Example was cancelled on Monday because of a strike.",
    "strike": "Dockers in Port Example went on strike on Monday.",
    "cranes": "Port Example sold four cranes to a shipyard.",
    "sale": "A shipyard bought several cranes from Port Example.",
    "mayor": "The mayor of Hilltown resigned.",
    "bread": "The price of bread in Hilltown doubled within a year.",
    "bridge": "The old bridge over the river was closed to lorries.",
    "paper": "Nobody knows.",
}
TITLES = {"paper": "Who emptied the lighthouse cellar"}


@pytest.fixture(scope="module")
def claims_added(module_cast: Cast) -> None:
    for name, statement in DESK.items():
        add_claim(
            ClaimGiven(statement, ClaimKind.FACTUAL, external_id=name),
            by=module_cast.researcher,
            appearance=read_appearance(
                AppearanceGiven(None, "", article_title=TITLES.get(name, ""))
            ),
        )


@pytest.fixture
def desk(claims_added: None, cast: Cast) -> dict[str, Claim]:
    return {claim.external_id: claim for claim in Claim.objects.all()}


def most_similar(text: str, limit: int = 20) -> list[str]:
    return [one.external_id for one in similar_claims(text, limit)]


# The whole order is the same on both databases, because the same test runs on both.
@pytest.mark.parametrize(
    ("text", "order"),
    [
        (
            "Four cranes were sold by Port Example to a shipyard",
            ["cranes", "sale", "ferry", "strike"],
        ),
        ("a #ferry @PortExample cancelled https://example.org/bread/price", ["ferry"]),
        ("bread prices", ["bread"]),
        ("LIGHTHOUSES", ["paper"]),
        ("zebra", []),
        ("", []),
        ("!? …", []),
    ],
)
def test_most_similar_claim_comes_first(desk: Any, text: str, order: list[str]) -> None:
    assert most_similar(text)[: len(order) or 1] == order


def test_headline_counts_and_is_updated_when_corrected(cast: Cast) -> None:
    article = ArticleFactory(by=cast.researcher, headline="Submarine lost")
    claim = ClaimFactory(people=cast, article=article)
    assert [one.claim_id for one in similar_claims("submarines", 5)] == [claim.pk]
    given = ArticleGiven(article.publisher, headline="Telescope lost")
    correct_article(article, given, seen_revision=article.revision, by=cast.researcher)
    assert [one.claim_id for one in similar_claims("telescopes", 5)] == [claim.pk]
    assert not similar_claims("submarines", 5)


def test_limit_is_respected(desk: Any) -> None:
    assert most_similar("Port Example cranes", limit=1) == most_similar("Port Example cranes")[:1]


def test_withdrawn_claim_is_left_out(cast: Cast, desk: dict[str, Claim]) -> None:
    assert most_similar("the mayor resigned")[0] == "mayor"
    withdraw_claim(
        desk["mayor"], reason="A hoax.", seen_revision=desk["mayor"].revision, by=cast.editor
    )
    assert "mayor" not in most_similar("the mayor resigned")


@pytest.mark.parametrize("text", ["\x00\ud800", "cranes " * 5_000, "крани" * 3_000, '") OR 1=1 --'])
def test_any_text_can_be_compared(desk: Any, text: str) -> None:
    assert len(most_similar(text)) <= 20


def test_similar_claims_cost_six_queries_however_long_the_text(
    desk: Any, django_assert_num_queries: Any
) -> None:
    for text in ("cranes", " ".join(DESK.values())):
        with django_assert_num_queries(6):
            assert most_similar(text)


# --- while a claim is being written ---


@pytest.fixture
def researcher(desk: Any, login: Any) -> Any:
    return login("researcher")


def similar_while_typing(client: Any, **typed: Any) -> str:
    response = client.post("/claims/similar/", typed, headers={"hx-request": "true"})
    assert response.status_code == 200
    return text_of(response)


def test_similar_claim_is_shown_with_status_and_verdict(researcher: Any, cast: Cast) -> None:
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(
        people=cast,
        status=ClaimStatus.AGREED,
        article=article,
        statement="The customs house in Port Example burned down.",
    )
    sign_off(claim, cast.editor)
    shown = similar_while_typing(
        researcher, statement="The customs house of Port Example has burned down"
    )
    assert claim.statement in shown
    assert "Signed off" in shown
    assert 'class="badge rating' in shown
    assert article.publisher.name in shown
    assert "nearly the same" in shown
    assert DESK["bread"] not in shown


UNLIKE = ("The old bridge at Vell was closed to lorries in 2019.", "alike, but another year (2019)")


def test_claim_of_another_year_is_not_offered_as_the_same(
    researcher: Any, cast: Cast, login: Any
) -> None:
    statement, likeness = UNLIKE
    other = ClaimFactory(people=cast, statement=statement)
    claim = ClaimFactory(people=cast, statement=statement.replace("2019", "2023"))
    article = ArticleFactory(by=cast.researcher)
    typed = claim_data(statement=claim.statement, quote="", look="1")
    page = text_of(researcher.post(f"/articles/{article.pk}/claims/", typed))
    assert likeness in page
    assert f"/claims/{claim.pk}/appearances/" in page  # the same claim may be one more appearance
    assert f"/claims/{other.pk}/appearances/" not in page
    page = text_of(login("editor").get(f"/claims/{claim.pk}/similar/"))
    assert likeness in page
    assert f'name="duplicate_of" value="{other.pk}"' not in page


def test_page_says_when_no_claim_is_similar(researcher: Any) -> None:
    assert "We found no similar claims" in similar_while_typing(
        researcher, statement="Zebras sleep."
    )
    nothing_typed = similar_while_typing(researcher, statement=" ")
    assert "We found no" not in nothing_typed
    assert "Look for similar claims" in nothing_typed


def test_chosen_link_is_kept_while_typing_continues(
    researcher: Any, desk: dict[str, Claim]
) -> None:
    chosen = f"contradicts:{desk['cranes'].pk}"
    shown = similar_while_typing(
        researcher, statement="Bread is dear in Hilltown", links=["", chosen, "x:1", "7"]
    )
    assert f'<option value="{chosen}" selected>' in shown


def test_search_without_javascript_keeps_the_input_and_shows_no_errors(
    researcher: Any, cast: Cast
) -> None:
    article = ArticleFactory(by=cast.researcher)
    for url in ("/claims/new/", f"/articles/{article.pk}/claims/"):
        typed = claim_data(
            statement=DESK["cranes"], quote="", priority="", said_on_edtf="soon", look="1"
        )
        response = researcher.post(url, typed)
        assert response.status_code == 200
        page = text_of(response)
        assert fields_of(response, url)["said_on_edtf"] == "soon"
        assert DESK["sale"] in page
        assert "errorlist" not in page and "form-errors" not in page
    assert Claim.objects.filter(statement=DESK["cranes"]).count() == 1


def test_link_is_saved_with_the_claim_in_one_record_entry(
    researcher: Any, cast: Cast, desk: dict[str, Claim]
) -> None:
    article = ArticleFactory(by=cast.researcher)
    links = [f"contradicts:{desk['cranes'].pk}", "", f"part_of:{desk['sale'].pk}"]
    for url in ("/claims/new/", f"/articles/{article.pk}/claims/"):
        before = Event.objects.count()
        typed = claim_data(statement=f"No crane was sold, {url} says.", links=links)
        assert researcher.post(url, typed).status_code == 302
        claim = Claim.objects.latest("pk")
        assert {(link.kind, link.other) for link in ClaimLink.objects.filter(claim=claim)} == {
            (LinkKind.CONTRADICTS, desk["cranes"]),
            (LinkKind.PART_OF, desk["sale"]),
        }
        [event] = Event.objects.order_by("seq")[before:]
        assert event.verb == Verb.CLAIM_ADDED
        assert [link["other"]["id"] for link in event.after["links"]] == [
            desk["cranes"].pk,
            desk["sale"].pk,
        ]


def test_link_to_an_unknown_claim_saves_nothing_and_keeps_the_input(
    researcher: Any, desk: dict[str, Claim]
) -> None:
    typed = claim_data(statement="No crane was ever sold.", links=["contradicts:999999"])
    response = researcher.post("/claims/new/", typed)
    assert response.status_code == 422
    assert "There is no claim with this number" in text_of(response)
    assert fields_of(response, "/claims/new/")["statement"] == typed["statement"]


# --- next to a claim ---


def similar_section(client: Any, claim: Claim) -> str:
    return text_of(client.get(f"/claims/{claim.pk}/similar/"))


def test_similar_claim_can_be_linked_with_one_button(
    researcher: Any, desk: dict[str, Claim]
) -> None:
    claim, other = desk["cranes"], desk["sale"]
    assert other.statement in similar_section(researcher, claim)
    url = f"/claims/{claim.pk}/links/"
    response = researcher.post(url, {"other": other.pk, "kind": "supersedes"})
    assert response.status_code == 302
    assert ClaimLink.objects.get().kind == LinkKind.SUPERSEDES
    # A link added on one page removes the hint from both.
    assert other.statement not in similar_section(researcher, claim)
    assert f"C{claim.pk}" not in similar_section(researcher, other)


def test_only_those_who_can_withdraw_can_merge_two_claims(
    cast: Cast, login: Any, desk: dict[str, Claim]
) -> None:
    claim, other = desk["cranes"], desk["sale"]
    assert "Withdraw as the same claim" not in similar_section(login("researcher"), claim)
    assert re.search(
        r'aria-disabled="true"[^>]*>Same claim<', similar_section(login("researcher"), claim)
    )
    editor = login("editor")
    url = f"/claims/{claim.pk}/withdraw/"
    page = editor.get(f"/claims/{claim.pk}/similar/")
    form = fields_of(page, url)
    assert form == {"duplicate_of": str(other.pk), "seen_revision": str(claim.revision)}
    assert editor.post(url, form).status_code == 302
    claim.refresh_from_db()
    assert claim.duplicate_of == other


def test_reader_sees_similar_claims_and_why_they_cannot_link_them(
    login: Any, desk: dict[str, Claim]
) -> None:
    page = similar_section(login("reader"), desk["cranes"])
    assert desk["sale"].statement in page
    assert 'name="kind"' not in page
    assert re.search(r'aria-disabled="true"[^>]*>Link<', page)
