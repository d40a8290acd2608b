"""Which articles may be changed, joined and archived."""

from claims.enums import Role
from claims.errors import Denial
from claims.models import Article, Evidence
from claims.models.article_twins import may_be_one

from .roles import why_not_role


def why_not_change_article(article: Article) -> Denial | None:
    """Return why an article cannot be changed or used. One query if it was joined, unless `joined_into` was selected."""
    if article.undone_with_id:
        return Denial(
            "undone",
            f"A{article.pk} was taken off the desk, because its import was undone. Only its copies and its history are kept.",
        )
    if article.joined_into is None:
        return None
    return Denial(
        "joined",
        f"A{article.pk} was joined to A{article.joined_into.pk}. Only its history is kept.",
    )


def why_not_join(article: Article, into: Article) -> Denial | None:
    """Return why two articles cannot be joined, or told apart. At most seven queries."""
    if denial := why_not_change_article(article) or why_not_change_article(into):
        return denial
    if not may_be_one(article, into):
        return Denial(
            "not_one_page",
            f"Nothing shows that A{article.pk} and A{into.pk} are the same page. Check their URLs.",
        )
    return None


def why_not_capture(roles: frozenset[Role], about: Article | Evidence) -> Denial | None:
    """Return why this person cannot have the page of a URL archived, for the first time or again."""
    if denial := why_not_role(roles, Role.RESEARCHER):
        return denial
    if isinstance(about, Evidence) and about.is_withdrawn:
        return Denial("evidence_withdrawn", "This evidence is withdrawn.")
    if isinstance(about, Evidence) and about.article_id:
        return Denial(
            "of_an_article", "This evidence is from an article. Archive the article instead."
        )
    if isinstance(about, Article) and (denial := why_not_change_article(about)):
        return denial
    if not about.url:
        return Denial("no_url", "There is no URL to archive.")
    return None
