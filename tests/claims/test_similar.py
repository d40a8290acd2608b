"""Claims that look like a text: which come first, on either database, and what may be said of them."""

import re
from typing import Any

import pytest

from claims.actions.articles import correct_article
from claims.actions.claims import add_claim
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
def claims_added(kept: Cast) -> None:
    for name, statement in DESK.items():
        add_claim(
            ClaimGiven(statement, ClaimKind.FACTUAL, external_id=name),
            by=kept.researcher,
            appearance=AppearanceGiven(None, "", article_title=TITLES.get(name, "")),
        )


@pytest.fixture
def desk(claims_added: None, cast: Cast) -> dict[str, Claim]:
    return {claim.external_id: claim for claim in Claim.objects.all()}


def nearest(text: str, limit: int = 20) -> list[str]:
    return [one.external_id for one in similar_claims(text, limit)]


# The whole order: the same on both databases, since the same test runs on both.
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
def test_what_is_nearest_comes_first(desk: Any, text: str, order: list[str]) -> None:
    assert nearest(text)[: len(order) or 1] == order


def test_the_headline_counts_also_when_it_is_corrected(cast: Cast) -> None:
    article = ArticleFactory(by=cast.researcher, headline="Submarine lost")
    claim = ClaimFactory(people=cast, article=article)
    assert [one.claim_id for one in similar_claims("submarines", 5)] == [claim.pk]
    given = ArticleGiven(article.publisher, headline="Telescope lost")
    correct_article(article, given, seen_revision=article.revision, by=cast.researcher)
    assert [one.claim_id for one in similar_claims("telescopes", 5)] == [claim.pk]
    assert not similar_claims("submarines", 5)


def test_no_more_are_given_than_asked_for(desk: Any) -> None:
    assert nearest("Port Example cranes", limit=1) == nearest("Port Example cranes")[:1]


def test_a_withdrawn_claim_is_left_out(cast: Cast, desk: dict[str, Claim]) -> None:
    assert nearest("the mayor resigned")[0] == "mayor"
    withdraw_claim(
        desk["mayor"], reason="A hoax.", seen_revision=desk["mayor"].revision, by=cast.editor
    )
    assert "mayor" not in nearest("the mayor resigned")


@pytest.mark.parametrize("text", ["\x00\ud800", "cranes " * 5_000, "крани" * 3_000, '") OR 1=1 --'])
def test_any_text_may_be_asked_about(desk: Any, text: str) -> None:
    assert len(nearest(text)) <= 20


def test_it_costs_six_queries_however_long_the_text(
    desk: Any, django_assert_num_queries: Any
) -> None:
    for text in ("cranes", " ".join(DESK.values())):
        with django_assert_num_queries(6):
            assert nearest(text)


# --- while a claim is written ---


@pytest.fixture
def researcher(desk: Any, login: Any) -> Any:
    return login("researcher")


def beside(client: Any, **typed: Any) -> str:
    response = client.post("/claims/similar/", typed, headers={"hx-request": "true"})
    assert response.status_code == 200
    return text_of(response)


def test_it_shows_what_is_on_the_desk_with_its_state_and_verdict(
    researcher: Any, cast: Cast
) -> None:
    article = ArticleFactory(by=cast.researcher)
    claim = ClaimFactory(
        people=cast,
        status=ClaimStatus.AGREED,
        article=article,
        statement="The customs house in Port Example burned down.",
    )
    sign_off(claim, cast.editor)
    shown = beside(researcher, statement="The customs house of Port Example has burned down")
    assert claim.statement in shown
    assert "Signed off" in shown
    assert 'class="badge rating' in shown
    assert article.publisher.name in shown
    assert "nearly the same" in shown
    assert DESK["bread"] not in shown


def test_it_says_so_where_nothing_is_alike(researcher: Any) -> None:
    assert "We found no similar claims" in beside(researcher, statement="Zebras sleep.")
    nothing_typed = beside(researcher, statement=" ")
    assert "We found no" not in nothing_typed
    assert "Look for similar claims" in nothing_typed


def test_what_was_chosen_stays_while_one_types_on(researcher: Any, desk: dict[str, Claim]) -> None:
    chosen = f"contradicts:{desk['cranes'].pk}"
    shown = beside(
        researcher, statement="Bread is dear in Hilltown", links=["", chosen, "x:1", "7"]
    )
    assert f'<option value="{chosen}" selected>' in shown


def test_without_javascript_looking_keeps_what_was_typed_and_blames_nothing(
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


def test_a_link_is_saved_with_the_claim_in_one_entry(
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


def test_a_link_to_no_claim_saves_nothing_and_loses_nothing(
    researcher: Any, desk: dict[str, Claim]
) -> None:
    typed = claim_data(statement="No crane was ever sold.", links=["contradicts:999999"])
    response = researcher.post("/claims/new/", typed)
    assert response.status_code == 422
    assert "There is no claim with this number" in text_of(response)
    assert fields_of(response, "/claims/new/")["statement"] == typed["statement"]


# --- beside a claim ---


def alike(client: Any, claim: Claim) -> str:
    return text_of(client.get(f"/claims/{claim.pk}/similar/"))


def test_beside_a_claim_a_link_is_one_button(researcher: Any, desk: dict[str, Claim]) -> None:
    claim, other = desk["cranes"], desk["sale"]
    assert other.statement in alike(researcher, claim)
    url = f"/claims/{claim.pk}/links/"
    response = researcher.post(url, {"other": other.pk, "kind": "supersedes"})
    assert response.status_code == 302
    assert ClaimLink.objects.get().kind == LinkKind.SUPERSEDES
    # Said from one end, it is settled at both.
    assert other.statement not in alike(researcher, claim)
    assert f"C{claim.pk}" not in alike(researcher, other)


def test_only_who_may_withdraw_says_that_two_are_one(
    cast: Cast, login: Any, desk: dict[str, Claim]
) -> None:
    claim, other = desk["cranes"], desk["sale"]
    assert "Withdraw as the same claim" not in alike(login("researcher"), claim)
    assert re.search(r'aria-disabled="true"[^>]*>Same claim<', alike(login("researcher"), claim))
    editor = login("editor")
    url = f"/claims/{claim.pk}/withdraw/"
    page = editor.get(f"/claims/{claim.pk}/similar/")
    form = fields_of(page, url)
    assert form == {"duplicate_of": str(other.pk), "seen_revision": str(claim.revision)}
    assert editor.post(url, form).status_code == 302
    claim.refresh_from_db()
    assert claim.duplicate_of == other


def test_a_reader_sees_what_is_alike_and_why_not_to_link_it(
    login: Any, desk: dict[str, Claim]
) -> None:
    page = alike(login("reader"), desk["cranes"])
    assert desk["sale"].statement in page
    assert 'name="kind"' not in page
    assert re.search(r'aria-disabled="true"[^>]*>Link<', page)
