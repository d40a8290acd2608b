"""The list of articles: its filters, its order and its rows."""

import datetime
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Substr, Upper

from claims.enums import CaptureState, SuggestionState
from claims.models import (
    Appearance,
    Article,
    ArticleWords,
    Source,
)
from claims.models.search.words import Query
from claims.reads.lists.excerpts import MOST_OF_A_TEXT, Excerpt, Fragment, Marker
from claims.reads.lists.paging import PageOfKeys, counted, latest_first, newest_first, within
from claims.reads.lists.wordings import holding, queries_of

from .article_page import username_of
from .copy_judgements import judgement_of
from .suggestions import suggestions_waiting, with_suggestions


@dataclass(frozen=True)
class ArticleFilters:
    """The filters of the list. An article must match every filter that is set."""

    q: str = ""
    publisher: Source | None = None
    language: str = ""
    captured: CaptureState | None = None
    suggested: SuggestionState | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    sort: str = "newest"

    @cached_property
    def queries(self) -> list[Query]:
        """What was typed, in each of its wordings. At most three queries of the database, once."""
        return queries_of(self.q)


SORTS = {"newest": "newest first", "published": "latest published first"}


def filtered(filters: ArticleFilters) -> "QuerySet[Article]":
    """Return the articles that match, unordered."""
    found: Any = Article.objects.on_desk()
    if filters.q:
        holds = holding(ArticleWords, filters.queries)
        addressed = Article.objects.addressed(filters.q)
        named = Q() if addressed is None else Q(pk__in=addressed.values("pk"))
        found = found.filter(holds | named)
    if filters.publisher:
        found = found.filter(publisher=filters.publisher)
    if filters.language:
        # As in the index. Tags are ASCII, which both databases turn to capitals alike.
        found = found.alias(tag=Upper("language")).filter(tag=filters.language.upper())
    if filters.captured:
        found = found.captured(filters.captured)
    if filters.suggested:
        found = with_suggestions(found, filters.suggested)
    return within(found, "published", filters.since, filters.until)


@dataclass(frozen=True)
class ArticleRow:
    pk: int
    headline: str
    publisher: str
    published: str
    language: str
    captured_at: Any
    captured_by: str
    claims: int
    suggested: int  # suggestions that wait for a decision
    republishes: str
    not_article: str  # what its current copy looks like instead
    # After a search: the headline with the words found marked, and the sentence they are in.
    marked: tuple[Fragment, ...] = ()
    excerpt: Excerpt | None = None

    @property
    def headline_pieces(self) -> tuple[Fragment, ...]:
        return self.marked or (Fragment(self.headline),)


class ArticleList:
    """One page of the list. At most five queries, two more for a search, one for `total`."""

    def __init__(self, filters: ArticleFilters, before: Article | None = None) -> None:
        self.filters = filters
        self.query, *_ = filters.queries
        self.has_no_words = bool(filters.q) and not self.query
        parts = (
            latest_first("published_earliest", before)
            if filters.sort == "published"
            else newest_first(before)
        )
        page = PageOfKeys(filtered(filters), parts)
        self.last = page.last
        rows = Article.objects.select_related(
            "publisher",
            "snapshot__captured_by",
            "snapshot__ruling__by",
            "republishes_article",
            "republishes_source",
        ).defer("snapshot__text")
        if self.query:
            rows = rows.annotate(beginning=Substr("snapshot__text", 1, MOST_OF_A_TEXT))
            rows = rows.prefetch_related("snapshot__put_back")
        else:
            rows = rows.defer("snapshot__text", "snapshot__boilerplate")
        articles = page.rows(rows)
        claims = dict(
            Appearance.objects.filter(article__in=page.ids)
            .values_list("article")
            .annotate(Count("claim", distinct=True))
        )
        suggested = suggestions_waiting(page.ids)
        self.rows = [
            _article_row(article, claims.get(article.pk, 0), suggested.get(article.pk, 0))
            for article in articles
        ]
        if self.query:
            self.rows = _with_marked_words(self.rows, articles, filters.queries)

    @cached_property
    def total(self) -> str:
        return counted(filtered(self.filters))


def _article_row(article: Article, claims: int, suggested: int) -> ArticleRow:
    return ArticleRow(
        pk=article.pk,
        headline=article.headline or "Headline unknown",
        publisher=article.publisher.name if article.publisher else "publisher unknown",
        published=str(article.published) or "date unknown",
        language=article.language,
        captured_at=article.snapshot.captured_at if article.snapshot else None,
        captured_by=username_of(article.snapshot.captured_by) if article.snapshot else "",
        claims=claims,
        suggested=suggested,
        republishes=str(article.republishes_article or article.republishes_source or ""),
        not_article=judgement_of(article.snapshot).tag,
    )


def _with_marked_words(
    rows: list[ArticleRow], articles: list[Any], queries: list[Query]
) -> list[ArticleRow]:
    marker = Marker(*queries)
    return [
        replace(
            row,
            marked=marker.marked(row.headline) if article.headline else (),
            excerpt=marker.excerpt(
                [article.beginning or "", article.authors],
                boilerplate=article.snapshot.folded if article.snapshot else (),
            ),
        )
        for row, article in zip(rows, articles, strict=True)
    ]
