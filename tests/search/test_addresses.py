"""The search boxes of articles and claims find by URL and by site."""

from typing import Any

import pytest

from claims.models import Article, Claim, PageAddress
from claims.reads.articles.article_list import ArticleFilters
from claims.reads.articles.article_list import filtered as articles
from claims.reads.claims.claim_list import ClaimFilters
from claims.reads.claims.claim_list import filtered as claims
from tests.factories import ArticleFactory, ClaimFactory, EvidenceFactory

pytestmark = pytest.mark.django_db

FOUND = [
    "https://pier.example/news/crane?id=7",
    "http://www.pier.example/news/crane/?id=7&utm_source=tg#top",
    "pier.example/news/crane?id=7",
    "<https://pier.example/news/crane?id=7>",
    "https://m.pier.example/news/crane?id=7",
    "https://web.archive.org/web/2025/https://pier.example/news/crane?id=7",
    "pier.example",
    "www.pier.example",
    "PIER.example/",
    "https://pier.example/news",
    "https://short.example/x",
    "short.example",
    "https://amp.pier.example/old/crane",
]
NOT_FOUND = [
    "https://pier.example/news/crane?id=8",
    "https://pier.example/new",
    "ier.example",
    "spier.example",
    "pier.exampl",
    "crane_id",
    "https://",
]


@pytest.fixture
def article(cast: Any) -> Article:
    """An article with a short URL that led to it, and another that was joined to it."""
    made = ArticleFactory(by=cast.researcher, url="https://www.pier.example/news/crane?id=7")
    PageAddress.objects.create(
        article=made, kind="final", url="https://short.example/x",
        page_key="short.example/x", twin_key="short.example/x",
    )  # fmt: skip
    old = ArticleFactory(by=cast.researcher, url="https://amp.pier.example/old/crane")
    old.joined_into = made
    old.save()
    ArticleFactory(by=cast.researcher, url="https://harbour.example/news/crane?id=7")
    return made


def test_article_is_found_by_each_of_its_addresses(article: Article) -> None:
    for typed in FOUND:
        assert list(articles(ArticleFilters(q=typed))) == [article], typed
    for typed in NOT_FOUND:
        assert not articles(ArticleFilters(q=typed)).exists(), typed


def test_claim_is_found_by_the_address_of_what_it_rests_on(article: Article, cast: Any) -> None:
    found = ClaimFactory(people=cast, article=article)
    held = ClaimFactory(people=cast)
    EvidenceFactory(claim=held, by=cast.researcher, article=article)
    ClaimFactory(people=cast)
    for typed in FOUND:
        assert set(claims(ClaimFilters(q=typed))) == {found, held}, typed
    for typed in NOT_FOUND:
        assert not claims(ClaimFilters(q=typed)).exists(), typed


def test_words_that_look_like_a_host_are_still_searched_for(cast: Any) -> None:
    claim: Claim = ClaimFactory(people=cast, statement="The port published report.pdf on Monday.")
    assert list(claims(ClaimFilters(q="report.pdf"))) == [claim]
