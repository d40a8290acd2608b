"""The two lists as users see them: found words are marked, pages follow a key, mistakes are reported."""

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext

from claims.actions import review
from claims.actions.articles import add_article, put_back
from claims.actions.claims import add_appearance, read_appearance
from claims.enums import ClaimStatus, Priority
from claims.given import AppearanceGiven, ArticleGiven
from claims.models import Article, Claim, ImpreciseDate
from claims.models.search.words import Query
from claims.reads.articles import article_list
from claims.reads.articles.article_list import ArticleFilters, ArticleList
from claims.reads.claims import claim_list
from claims.reads.claims.claim_list import ClaimFilters, ClaimList
from claims.reads.lists.excerpts import LONGEST_SHOWN, Marker
from tests.conftest import Cast
from tests.factories import ArticleFactory, ClaimFactory, assess, read_paste
from tests.prose import ARTICLE

pytestmark = pytest.mark.django_db


def page_of(client: Any, url: str, **query: str) -> str:
    response = client.get(f"{url}?{urlencode(query)}")
    assert response.status_code == 200
    return str(response.content.decode())


def marked(page: str) -> list[str]:
    return [html.unescape(found) for found in re.findall(r"<mark>(.*?)</mark>", page)]


def test_words_found_in_a_statement_are_marked(cast: Any, login: Any) -> None:
    ClaimFactory(people=cast, statement="The US-led drills & «Йод», <b>drill</b> by İzmir.")
    page = page_of(login("reader"), "/claims/", q="us-led drill")
    assert marked(page) == ["US-led", "drills", "drill"]
    assert "&lt;b&gt;" in page
    assert marked(page_of(login("reader"), "/claims/", q="izmir йод")) == ["Йод", "İzmir"]
    assert marked(page_of(login("reader"), "/claims/")) == []


def test_words_found_only_in_a_quote_are_shown_in_their_sentence(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast, statement="The cranes stay.", external_id="EXT-7")
    article = ArticleFactory(by=cast.researcher)
    quote = "A ministry official, asked twice, declined to comment on the sale."
    add_appearance(
        claim,
        read_appearance(AppearanceGiven(article, quote, translation="Отказался.")),
        by=cast.researcher,
    )
    reader = login("reader")
    page = page_of(reader, "/claims/", q="cranes declined")
    assert marked(page) == ["cranes", "declined"]
    assert quote.split("declined")[0] in html.unescape(page)
    assert marked(page_of(reader, "/claims/", q="отказался")) == ["Отказался"]
    assert marked(page_of(reader, "/claims/", q="ext-7")) == ["EXT-7"]


def test_article_shows_the_found_sentence_and_says_when_it_is_boilerplate(
    cast: Any, login: Any
) -> None:
    article = add_article(read_paste(ARTICLE), ArticleGiven(headline="Cranes"), by=cast.researcher)
    reader = login("reader")
    page = page_of(reader, "/articles/", q="cranes ministry")
    assert marked(page)[0] == "Cranes"
    assert {"ministry", "cranes"} <= set(marked(page))
    assert "page boilerplate" not in page
    page = page_of(reader, "/articles/", q="popular")
    assert marked(page) == ["Popular"]
    assert "page boilerplate" in page
    for start, end in article.article.snapshot.boilerplate:
        put_back(article.article, start, end, by=cast.researcher)
    assert "page boilerplate" not in page_of(reader, "/articles/", q="popular")


@pytest.mark.parametrize(
    ("text", "q", "shown"),
    [
        ("One thing. Two US bases there. Three.", "bases", "Two US [bases] there."),
        ("Not here: bases. Two US bases.", "us bases", "Two [US] [bases]."),
        ("x " * 300 + "needle " + "y " * 300, "needle", "… " + "x " * 45 + "[needle] " + "y " * 90 + "…"),
        ("今天。美国计划把装备运往亚美尼亚。明天。", "亚美尼亚", "美国计划把装备运往[亚美尼亚]。"),
        ("Ասաց. ինչո՞ւ։ Ոչ։", "ինչու", "[ինչո՞ւ]։"),
        ("nothing", "else", None),
        ("", "word", None),
    ],
)  # fmt: skip
def test_sentence_with_the_most_found_words_is_shown(text: str, q: str, shown: str | None) -> None:
    excerpt = Marker(Query.parse(q)).excerpt([text])
    pieces = excerpt.pieces if excerpt else ()
    found = "".join(f"[{p.text}]" if p.marked else p.text for p in pieces)
    assert len(found) < LONGEST_SHOWN + 60
    if shown and "…" in shown:
        assert found.startswith("… x x") and found.endswith("y…") or "[needle]" in found
    else:
        assert (found or None) == shown


def test_marked_and_unmarked_pieces_make_up_the_whole_text() -> None:
    text = "A İzmir — é e\u0301 𝒳 ﬁne ½ ﷺ 亚美 \u00adsoft\u00ad ok"
    for q in (text, "izmir", "e", "fine 1", "美", "x", "soft"):
        pieces = Marker(Query.parse(q)).marked(text)
        assert "".join(piece.text for piece in pieces) == text
        assert any(piece.marked for piece in pieces)


class TestPages(TestCase):
    """Walk through the pages of 104 claims and 104 articles, some of them undated; numbers identify the rows."""

    @classmethod
    def setUpTestData(cls) -> None:
        cls.people = Cast()
        cls.claims = {cls.claim(n): n for n in range(104)}
        cls.articles = {cls.article(n): n for n in range(104)}

    people: Cast
    claims: dict[int, int]
    articles: dict[int, int]

    @staticmethod
    def day(n: int) -> int:
        return n % 4 + 1 if n % 3 else 0

    @classmethod
    def date(cls, n: int) -> ImpreciseDate:
        return ImpreciseDate.parse(f"2025-01-{cls.day(n):02}" if cls.day(n) else "")

    @classmethod
    def claim(cls, n: int) -> int:
        claim = ClaimFactory(
            people=cls.people,
            statement=f"Crane {n} leaves.",
            said_on=cls.date(n),
            priority=Priority(n % 3 + 1),
        )
        return int(claim.pk)

    @classmethod
    def article(cls, n: int) -> int:
        given = ArticleGiven(published=cls.date(n))
        by = cls.people.researcher
        return int(add_article(read_paste(f"Crane {n} leaves."), given, by=by).article.pk)

    def walk(self, make: Any, model: Any, add: Any) -> list[int]:
        """Return the rows of all pages, while a colleague adds a row between every two pages."""
        seen: list[int] = []
        page = make(None)
        while page.last is not None:
            self.assertEqual(len(page.rows), 50)
            seen += [row.pk for row in page.rows]
            add(1)
            page = make(model.objects.get(pk=page.last))
        return seen + [row.pk for row in page.rows]

    def check(self, seen: list[int], numbers: dict[int, int], rank: Any) -> None:
        self.assertEqual(len(seen), len(set(seen)))
        old = [numbers[pk] for pk in seen if pk in numbers]
        self.assertEqual(old, sorted(numbers.values(), key=rank))

    def ranks(self) -> dict[str, Any]:
        return {
            "newest": lambda n: -n,
            "priority": lambda n: (n % 3, -n),
            "said_on": lambda n: (-self.day(n), -n),
            "published": lambda n: (-self.day(n), -n),
        }

    def test_pages_of_claims_show_each_row_once_in_order_while_others_add_rows(self) -> None:
        for sort, q in [("newest", "leaves"), *((sort, "") for sort in claim_list.SORTS)]:
            with self.subTest(sort=sort, q=q):
                filters = ClaimFilters(q=q, sort=sort)
                seen = self.walk(lambda row, f=filters: ClaimList(f, row), Claim, self.claim)
                self.check(seen, self.claims, self.ranks()[sort])

    def test_pages_of_articles_show_each_row_once_in_order_while_others_add_rows(self) -> None:
        for sort, q in [("newest", "leaves"), *((sort, "") for sort in article_list.SORTS)]:
            with self.subTest(sort=sort, q=q):
                filters = ArticleFilters(q=q, sort=sort)
                seen = self.walk(lambda row, f=filters: ArticleList(f, row), Article, self.article)
                self.check(seen, self.articles, self.ranks()[sort])

    def test_page_links_keep_the_search_and_the_order(self) -> None:
        client = Client()
        client.force_login(self.people.reader, backend="django.contrib.auth.backends.ModelBackend")
        for url, rank in (("/claims/", "said_on"), ("/articles/", "published")):
            query, linked = f"?sort={rank}&q=crane+leav", []
            while query:
                page = client.get(f"{url}{query}").content.decode()
                linked += [int(pk) for pk in re.findall(rf'<a href="{url}(\d+)/"', page)]
                found = re.search(r'rel="next" href="([^"]*)"', page)
                query = html.unescape(found[1]) if found else ""
            self.check(
                linked, self.claims if url == "/claims/" else self.articles, self.ranks()[rank]
            )


@pytest.mark.parametrize(
    "query",
    [
        "bogus=1",
        "publisher=Nobody",
        "language=%3F%3F",
        "since=yesterday",
        "until=2025",
        "captured=bogus",
        "sort=random",
        "before=x",
        f"before={10**23}",
        "captured=archived&captured=waiting",
        "status=open",
    ],
)
def test_mistyped_article_filter_is_a_bad_request_and_named(login: Any, query: str) -> None:
    response = login("reader").get(f"/articles/?{query}")
    assert response.status_code == 400
    assert query.split("=")[0] in response.content.decode().split("filter-grid")[0]


def test_assessments_and_comments_are_not_searched(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.AGREED)
    review.comment(claim, "Zeppelins were seen.", by=cast.researcher)
    other = ClaimFactory(people=cast, assessments_required=2, status=ClaimStatus.IN_REVIEW)
    assess(other, cast.reviewer2, rationale="Zeppelins say so.")
    for member in ("reader", "reviewer2", "researcher"):
        assert "No claims match" in page_of(login(member), "/claims/", q="zeppelins")


@pytest.mark.parametrize("url", ["/claims/", "/articles/"])
def test_search_costs_the_same_with_one_row_and_with_ten(cast: Any, login: Any, url: str) -> None:
    reader = login("reader")

    def grow() -> None:
        article = ArticleFactory(by=cast.researcher)
        ClaimFactory(people=cast, article=article, statement="Nothing but a quote.")

    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            page_of(reader, url, q="cranes")
        return len(queries)

    grow()
    cost()
    with_one = cost()
    for _ in range(9):
        grow()
    assert cost() == with_one
