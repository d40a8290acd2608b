"""Put the wire story on the desk, read as the queue would read it."""

from collections.abc import Callable
from typing import Any

import pytest

from claims.actions.suggestions import ask_to_read, read_article
from claims.enums import SourceKind
from claims.models import Article, Source
from tests.factories import ArticleFactory, SourceFactory

from . import wire


@pytest.fixture
def read() -> Callable[[Article], None]:
    """Return a function that reads an article's copy as the queue does."""

    def read_now(article: Article) -> None:
        article.refresh_from_db()
        ask_to_read(article)
        assert read_article(article.snapshot)

    return read_now


@pytest.fixture
def agency(cast: Any) -> Source:
    return SourceFactory(by=cast.researcher, name="Example Wire Agency", kind=SourceKind.AGENCY)


@pytest.fixture
def outlets(cast: Any, agency: Source, read: Any) -> list[Article]:
    """Return the agency's article, a copy without a credit, a copy with one, and another outlet's own report."""
    texts = [wire.AGENCY, wire.COPY, wire.CREDITED, wire.OWN]
    articles = []
    for number, text in enumerate(texts):
        publisher = SourceFactory(by=cast.researcher) if number else agency
        articles.append(ArticleFactory(by=cast.researcher, text=text, publisher=publisher))
    for article in articles:
        read(article)
    return articles
