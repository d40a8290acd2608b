"""What the index of words holds, and what it should hold."""

from typing import Any

from django.db import connection

from claims.models import Article, Claim, Suggestion
from claims.models.search.index import SEARCHED
from claims.models.search.words import words_of
from claims.reads.articles.article_list import ArticleFilters
from claims.reads.articles.article_list import filtered as articles_that_fit
from claims.reads.claims.claim_list import ClaimFilters
from claims.reads.claims.claim_list import filtered as claims_that_fit


def indexed_words() -> list[Any]:
    return [
        list(model._default_manager.order_by("pk").values_list("of", "words")) for model in SEARCHED
    ]


def true_words() -> list[Any]:
    """Return the words that should be indexed, from the rows themselves."""
    claims = []
    for claim in Claim.objects.order_by("pk"):
        texts = [claim.statement, claim.external_id or ""]
        for seen in claim.appearances.order_by("pk"):
            headline = seen.article.headline if seen.article else ""
            texts += [seen.quote, seen.translation, seen.article_title, headline]
        claims.append((claim.pk, [word for text in texts for word in words_of(text)]))
    articles = []
    for article in Article.objects.order_by("pk"):
        copy = article.snapshot
        text = copy.text if copy and copy.can_hold_quotes else ""
        texts = [article.headline, article.authors, text]
        articles.append((article.pk, [word for text in texts for word in words_of(text)]))
    suggestions = []
    for suggestion in Suggestion.objects.order_by("pk"):
        texts = [suggestion.words, *(step["name"] for step in suggestion.chain)]
        suggestions.append((suggestion.pk, [word for text in texts for word in words_of(text)]))
    return [claims, articles, suggestions]


def assert_index_matches_texts() -> None:
    assert [[(pk, words.split()) for pk, words in rows] for rows in indexed_words()] == true_words()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for model in SEARCHED:
                fts = f"{model._meta.db_table}_fts"
                # Raises an error if FTS5 holds other words than the rows.
                cursor.execute(f"INSERT INTO {fts}({fts}, rank) VALUES ('integrity-check', 1)")


def found(q: str) -> list[Any]:
    return [*claims_that_fit(ClaimFilters(q=q)), *articles_that_fit(ArticleFilters(q=q))]
