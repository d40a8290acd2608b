"""The search for anything: by words, number or address, in a few queries, and only pages that the person can use."""

import html
import re
from typing import Any

import pytest
from django.urls import reverse

from claims.actions.questions import add_question
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, SourceFactory

pytestmark = pytest.mark.django_db

HIT = re.compile(r'<a class="search-hit" href="([^"]+)">')


def hits(client: Any, text: str) -> list[str]:
    """Return where the results lead."""
    response = client.get(reverse("search"), {"q": text}, headers={"HX-Request": "true"})
    assert response.status_code == 200
    return [html.unescape(url) for url in HIT.findall(response.text)]


@pytest.fixture
def desk(cast: Cast) -> dict[str, str]:
    """A desk with one of each kind. Return the address of each by its kind."""
    by = cast.researcher
    source = SourceFactory(by=by, name="Հայաստանի նավահանգիստ", aliases="Harbour Authority")
    article = ArticleFactory(
        by=by, headline="Cranes reach Poti", url="https://port.example/cranes/7", publisher=source
    )
    claim = ClaimFactory(people=cast, statement="Four cranes were sold to İzmir.")
    question = add_question("Were the cranes sold?", by=by)
    found = {"claim": claim, "article": article, "source": source, "question": question}
    return {kind: reverse(f"{kind}_page", args=[row.pk]) for kind, row in found.items()}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("cranes", {"claim", "article", "question"}),
        ("izmir sol", {"claim"}),
        ("port.example/cranes/7", {"article"}),
        ("HARBOUR author", {"source"}),
        ("հայաստանի", {"source"}),
        ("\u200b…", set()),
        ("nothing of this kind", set()),
    ],
)
def test_words_and_addresses_lead_to_every_kind(
    desk: dict[str, str], login: Any, text: str, kinds: set[str]
) -> None:
    found = hits(login("reader"), text)
    assert {kind for kind, url in desk.items() if url in found} == kinds


def test_number_leads_to_its_row(desk: dict[str, str], login: Any) -> None:
    reader = login("reader")
    claim, article = (desk[kind].split("/")[2] for kind in ("claim", "article"))
    assert hits(reader, f"C{claim}") == [desk["claim"]]
    assert hits(reader, f" a{article} ") == [desk["article"]]
    assert {desk["claim"]} <= set(hits(reader, f"#{claim}"))
    assert hits(reader, "C" + "9" * 30) == []


def test_pages_are_those_that_the_person_can_use(login: Any, cast: Cast) -> None:
    assert reverse("claim_new") in hits(login("researcher"), "add cla")
    assert hits(login("reader"), "add cla") == []
    assert reverse("record") in hits(login("reader"), "")
    for name in ("reader", "editor", "admin"):
        member = login(name)
        refused = {url: member.get(url).status_code for url in hits(member, "")}
        assert {url for url, status in refused.items() if status != 200} == set()


def test_search_costs_the_same_on_a_full_desk(
    desk: dict[str, str], login: Any, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    for number in range(9):
        ClaimFactory(people=cast, statement=f"The cranes {number} stay.")
        SourceFactory(by=cast.researcher, name=f"Cranes {number}")
    reader = login("reader")
    with django_assert_max_num_queries(24):
        found = hits(reader, "cranes")
    assert len([url for url in found if url.startswith("/claims/")]) == 6
    assert len([url for url in found if url.startswith("/sources/")]) == 6


@pytest.mark.parametrize(
    ("page", "query", "kinds"),
    [
        ("source_list", {"q": "authority"}, {"source"}),
        ("source_list", {"q": "ՆԱՎԱՀԱՆԳ"}, {"source"}),
        ("source_list", {"q": "authority", "kind": "outlet"}, {"source"}),
        ("source_list", {"q": "authority", "kind": "person"}, set()),
        ("question_list", {"q": "SOLD cran"}, {"question"}),
        ("question_list", {"q": "cranes stay"}, set()),
    ],
)
def test_lists_of_sources_and_questions_are_filtered(
    desk: dict[str, str], login: Any, page: str, query: dict[str, str], kinds: set[str]
) -> None:
    response = login("reader").get(reverse(page), query)
    assert {kind for kind, url in desk.items() if f'href="{url}"' in response.text} == kinds


@pytest.mark.parametrize("page", ["source_list", "question_list"])
def test_unknown_filter_of_a_list_is_named_and_refused(login: Any, page: str) -> None:
    response = login("reader").get(reverse(page), {"colour": "red"})
    assert response.status_code == 400
    assert "colour" in response.text


def test_next_page_of_sources_keeps_the_filter(login: Any, cast: Cast) -> None:
    for number in range(52):
        SourceFactory(by=cast.researcher, name=f"Crane yard {number}")
    reader = login("reader")
    first = reader.get(reverse("source_list"), {"q": "crane"}).text
    older = html.unescape(re.findall(r'rel="next" href="([^"]+)"', first)[0])
    assert "q=crane" in older
    second = reader.get(reverse("source_list") + older)
    assert second.text.count("Crane yard") == 2
    assert 'rel="prev"' in second.text
