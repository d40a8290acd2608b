"""Our own text with checkable sentences, and helpers that read it on the desk."""

from typing import Any

from claims.actions import suggestions as suggestion_actions
from claims.models import Article, Suggestion
from tests.factories import ArticleFactory

CROSSED = "The ministry said on Monday that 300 soldiers had crossed the border."
BOUGHT = "Port Example bought 14 cranes in 2023 from a yard in Exampleton."
DENIED = "Its owner, Ada Example, denied that the yard had been closed in March 2024."
TEXT = f"""Border and cranes

{CROSSED} The march took two days and ended at the village of Upper Example.

{BOUGHT} {DENIED}
"""


def read_now(article: Article) -> None:
    """Read the article's copy at once, as the worker would."""
    article.refresh_from_db()
    suggestion_actions.read_copy.call(article.snapshot_id)


def make_read_article(by: Any, text: str = TEXT, **given: Any) -> Article:
    article = ArticleFactory(by=by, text=text, **given)
    read_now(article)
    return article


def find_suggestion(article: Article, words: str) -> Suggestion:
    one: Suggestion = article.suggestions.get(words=words)
    return one
