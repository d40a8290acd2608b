"""Text that a publisher repeats on its pages is folded in new copies, and does not change the body."""

from typing import Any

from claims.models import Article
from tests.factories import ArticleFactory, SourceFactory, body

NOTE = "Our editors check every figure twice, and tell you where they come from."


def page(number: int) -> str:
    """Return a page with mostly its own words, as articles have."""
    own = " ".join(f"Crane {number}{n} lifts {n} tonnes, the office said." for n in range(30))
    return f"{body(number)}\n{own}\n\n{NOTE}"


def folded(article: Article) -> list[str]:
    text = article.snapshot.text
    return [text[start:end] for start, end in article.snapshot.folded]


def test_fourth_page_of_a_publisher_folds_text_repeated_on_three(cast: Any) -> None:
    publisher = SourceFactory(by=cast.researcher)
    first, *_, fourth = (
        ArticleFactory(by=cast.researcher, publisher=publisher, text=page(number))
        for number in range(4)
    )
    of_another = ArticleFactory(by=cast.researcher, text=page(5))
    assert [folded(article) for article in (first, fourth, of_another)] == [[], [NOTE], []]


def test_same_page_is_recognised_whatever_is_folded_now(cast: Any) -> None:
    publisher = SourceFactory(by=cast.researcher)
    articles = [
        ArticleFactory(by=cast.researcher, publisher=publisher, text=page(number))
        for number in range(4)
    ]
    for number, article in enumerate(articles):
        again = ArticleFactory(by=cast.researcher, publisher=publisher, text=page(number))
        assert again == article
