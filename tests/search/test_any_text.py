"""Any text can be searched for, with the same result on both databases, because both agree with Python."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from claims.actions.articles import add_article
from claims.actions.claims import add_claim
from claims.enums import ClaimKind
from claims.given import ArticleGiven, ClaimGiven
from claims.models import Article, Claim
from claims.models.search.words import Query, words_of
from claims.reads.articles.article_list import ArticleFilters
from claims.reads.articles.article_list import filtered as articles_that_fit
from claims.reads.claims.claim_list import ClaimFilters
from claims.reads.claims.claim_list import filtered as claims_that_fit
from tests.conftest import Cast
from tests.factories import read_paste

TEXTS = [
    "The US-led drills bring 3,000 vehicles; NEAR or NOT near, AND so on.",
    "Порт «Поти» продаёт краны OR 100% of them.",
    "Նա ասաց՝ «ո՛չ»։ İstanbul ışık ƏLİYEV საქართველო",
    "قال: كِتاب 亚美尼亚 ガス ไทย",
    'O\'Brien \\ slash a:b c^d e* (f) "g" {h} [i] --j /*k*/ ;l $1 %s ?',
    "a b c d e f g",
]

HOSTILE = ['"', "*", "^", "NEAR(a b)", "OR", "AND", "NOT", "-", ":", "\\", "(", ")", "'", "&", "|", "!", "<->", ":*",
           "%s", "$1", "--", ";", "\x01", "\u200b", "\u202e", "\ufeff", "\U0010ffff", "{}", "words:", "a*", "''"]  # fmt: skip


def queries() -> Any:
    """Generate any text, and likelier matches: words of the texts mixed with characters that are syntax elsewhere."""
    words = st.sampled_from([word for text in TEXTS for word in text.split()] + HOSTILE)
    likely = st.lists(words, max_size=8).flatmap(
        lambda found: st.sampled_from([" ", "", '"', " OR ", "-"]).map(lambda by: by.join(found))
    )
    return st.text() | likely


def matches(text: str, q: str) -> bool:
    """Return True if the text matches the query, by a second implementation over lists of words."""
    query, words = Query.parse(q), words_of(text)

    def occurs(phrase: Any) -> bool:
        size = len(phrase.words)
        for at in range(len(words) - size + 1):
            here = tuple(words[at : at + size])
            if here[:-1] == phrase.words[:-1] and (
                here[-1].startswith(phrase.words[-1]) if phrase.open else here == phrase.words
            ):
                return True
        return False

    return not q or bool(query) and all(occurs(phrase) for phrase in query.phrases)


class TestAnyText(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        people = Cast()
        by = people.researcher
        cls.claims = {add_claim(ClaimGiven(t, ClaimKind.FACTUAL), by=by): t for t in TEXTS}
        cls.articles = {add_article(read_paste(t), ArticleGiven(), by=by).article: t for t in TEXTS}
        cls.reader = people.reader

    claims: dict[Claim, str]
    articles: dict[Article, str]

    @given(queries())
    def test_search_finds_what_python_finds(self, q: str) -> None:
        claims = {claim for claim, text in self.claims.items() if matches(text, q)}
        articles = {article for article, text in self.articles.items() if matches(text, q)}
        assert set(claims_that_fit(ClaimFilters(q=q))) == claims
        assert set(articles_that_fit(ArticleFilters(q=q))) == articles

    @settings(max_examples=20)
    @given(queries())
    @example("a" * 100_000)
    @example("a " * 50_000)
    @example('"' * 99_999)
    @example("亚" * 50_000)
    @example("e\u0301" * 50_000)
    @example("\ud800")
    @example("\x00")
    def test_list_page_accepts_any_text(self, q: str) -> None:
        client = Client()
        client.force_login(self.reader, backend="django.contrib.auth.backends.ModelBackend")
        broken = any(c == "\0" or "\ud800" <= c <= "\udfff" for c in q)
        sent = q.encode("utf-8", "surrogatepass")
        for url in ("/claims/", "/articles/"):
            assert client.get(url, {"q": sent}).status_code == (400 if broken else 200)


@pytest.mark.parametrize("url", ["/claims/", "/articles/"])
@pytest.mark.parametrize(
    ("q", "notice"),
    [
        ("… — !", "contains no word to look for"),
        ("word " * 40, "We looked for its first words only"),
        ("word", ""),
        ("", ""),
    ],
)
def test_page_says_which_words_were_not_searched(login: Any, url: str, q: str, notice: str) -> None:
    page = login("reader").get(url, {"q": q}).content.decode()
    assert ("notice-warn" in page) == bool(notice)
    assert notice in page
