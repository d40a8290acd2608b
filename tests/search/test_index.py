"""The index matches the texts after every action, a migration and the command."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TestCase

from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import review
from claims.demo.load import load
from claims.given import AppearanceGiven, ArticleGiven
from claims.models import (
    Appearance,
    Article,
    ArticleWords,
    Claim,
    ClaimWords,
    Suggestion,
    triggers,
)
from claims.models.search.index import SEARCHED
from claims.models.search.words import words_of
from claims.reads.articles.article_list import ArticleFilters
from claims.reads.articles.article_list import filtered as articles_that_fit
from claims.reads.claims.claim_list import ClaimFilters
from claims.reads.claims.claim_list import filtered as claims_that_fit
from tests.factories import ArticleFactory, ClaimFactory
from tests.record.every_action import CASES


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
        text = article.snapshot.text if article.snapshot else ""
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


@pytest.mark.django_db
@pytest.mark.parametrize("name", CASES)
def test_index_matches_the_texts_after_each_action(cast: Any, name: str) -> None:
    _, prepare = CASES[name]
    prepare(cast)()
    assert_index_matches_texts()


class TestIndexOfTheDemo(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        load("gull-over-the-harbour")

    def test_index_matches_the_texts(self) -> None:
        assert_index_matches_texts()

    def test_command_restores_missing_words_and_changes_nothing_else(self) -> None:
        whole = indexed_words()
        ClaimWords.objects.filter(of=Claim.objects.first()).delete()
        ArticleWords.objects.filter(of=Article.objects.first()).update(words=" something else ")
        said = StringIO()
        call_command("index", stdout=said)
        assert indexed_words() == whole
        assert "claims" in said.getvalue() and "articles" in said.getvalue()
        before = list(ClaimWords.objects.order_by("pk").values_list("pk", flat=True))
        call_command("index", stdout=said)
        assert list(ClaimWords.objects.order_by("pk").values_list("pk", flat=True)) == before
        assert_index_matches_texts()


def found(q: str) -> list[Any]:
    return [*claims_that_fit(ClaimFilters(q=q)), *articles_that_fit(ArticleFilters(q=q))]


@pytest.mark.django_db
def test_changed_text_is_found_only_by_its_new_words(cast: Any) -> None:
    by = cast.researcher
    article = ArticleFactory(by=by, headline="Zeppelins land")
    assert found("zeppelins") == [article]
    article_actions.correct_article(
        article,
        ArticleGiven(headline="Balloons land", authors="A. Quill"),
        seen_revision=article.revision,
        by=by,
    )
    assert found("zeppelins") == []
    assert found("balloons quill") == [article]

    claim = ClaimFactory(people=cast, statement="Windmills turn.", external_id="WM-77")
    assert found("windmills wm-77") == [claim]
    appearance = claim_actions.add_appearance(
        claim,
        claim_actions.read_appearance(
            AppearanceGiven(article, "declined to comment on the sale", translation="отказался")
        ),
        by=by,
    )
    assert found("windmills declined отказался") == [claim]
    claim.refresh_from_db()
    claim_actions.change_appearance(
        appearance,
        claim_actions.read_appearance(AppearanceGiven(article, "it would oppose one")),
        seen_revision=claim.revision,
        by=by,
    )
    assert found("windmills declined") == found("windmills отказался") == []
    assert found("windmills oppose") == [claim]

    other = ClaimFactory(people=cast, statement="Mills turn.")
    claim.refresh_from_db()
    review.withdraw_claim(
        claim, reason="", duplicate_of=other, seen_revision=claim.revision, by=cast.editor
    )
    assert found("windmills") == [claim]
    assert found("windmills oppose") == []
    assert found("mills oppose") == [other]


@pytest.mark.django_db(transaction=True)
def test_migration_indexes_a_desk_older_than_the_index(cast: Any) -> None:
    claim = ClaimFactory(
        people=cast, article=ArticleFactory(by=cast.researcher), statement="Windmills turn."
    )
    call_command("migrate", "claims", "0002", verbosity=0)
    call_command("migrate", verbosity=0)
    assert found("windmills") == [claim]
    assert_index_matches_texts()
    assert triggers.missing(connection) == []
    ClaimFactory(people=cast, statement="Watermills turn.")
    assert len(found("turn")) == 2


@pytest.mark.django_db(transaction=True)
def test_rolled_back_claim_is_not_found(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    with pytest.raises(Exception, match="not in the archived copy"):
        ClaimFactory(people=cast, statement="Windmills turn.", article=article, quote="No words.")
    assert found("windmills") == []
    assert not Appearance.objects.exists()
    assert_index_matches_texts()
