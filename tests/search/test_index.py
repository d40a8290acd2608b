"""The index matches the texts after every action, a migration and the command."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
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
)
from tests.factories import ArticleFactory, ClaimFactory
from tests.record.every_action import CASES

from .indexed import assert_index_matches_texts, found, indexed_words


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
def test_rolled_back_claim_is_not_found(cast: Any) -> None:
    article = ArticleFactory(by=cast.researcher)
    with pytest.raises(Exception, match="not in the archived copy"):
        ClaimFactory(people=cast, statement="Windmills turn.", article=article, quote="No words.")
    assert found("windmills") == []
    assert not Appearance.objects.exists()
    assert_index_matches_texts()
