"""Articles that are probably the same page, and what an archived copy is a copy of, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format

from claims.addresses import Archived, archived_original
from claims.enums import AddressKind, SamePage
from claims.errors import Denial
from claims.models import Article
from claims.models.article_twins import Twin, in_order_of_keeping, twins_of


@dataclass(frozen=True)
class SamePageOffer:
    """Another article that is probably the same page, with the ways to answer."""

    other: Article
    words: str
    code: str
    kept: Article  # the one that remains
    join_url: str
    apart_url: str


@dataclass(frozen=True)
class SamePages:
    offers: tuple[SamePageOffer, ...]
    copy: str  # whose copy this article's URL is, in a sentence
    may_not_write: Denial | None


def same_pages_of(article: Article, may_not_write: Denial | None) -> SamePages:
    """Return what is offered for an article. At most eight queries."""
    offers = tuple(_offer(article, twin) for twin in twins_of(article))
    return SamePages(offers, _describe_copy(article), may_not_write)


def versions_among(articles: Sequence[Article]) -> list[tuple[Article, Article]]:
    """Return those whose URL is one of a version of another article's page, with the earliest such article. One query."""
    keys = {article.twin_key for article in articles} - {""}
    earliest: dict[str, Article] = {}
    rows = Article.objects.on_desk().filter(twin_key__in=keys).order_by("pk") if keys else ()
    for article in rows:
        earliest.setdefault(article.twin_key, article)
    pairs = ((one, earliest.get(one.twin_key, one)) for one in articles)
    return [(one, other) for one, other in pairs if one != other]


def _offer(article: Article, twin: Twin) -> SamePageOffer:
    args = [article.pk, twin.other.pk]
    return SamePageOffer(
        other=twin.other,
        words=_describe(article, twin),
        code=twin.why,
        kept=in_order_of_keeping(article, twin.other)[0],
        join_url=reverse("article_join", args=args),
        apart_url=reverse("article_tell_apart", args=args),
    )


def _describe(article: Article, twin: Twin) -> str:
    """Return a sentence. `that` is the other article, whose number the page gives after it."""
    if twin.why == SamePage.COPY and twin.copied:
        kept = archived_original(twin.copied.url)
        which = "This URL is" if twin.copied == article else "Its URL is"
        return f"{which} a copy that {_keeper(kept)} keeps of the same page." if kept else ""
    return {
        SamePage.SPELLING: "Both have the same URL, in another spelling.",
        SamePage.REDIRECT: "The URL of one leads to the other.",
        SamePage.TEXT: "The same outlet published nearly the same text there. It looks like another version.",
        SamePage.CANONICAL: "One page names the other as its original address.",
    }.get(twin.why, "Their URLs are of versions of one page: mobile, AMP or print.")


def _describe_copy(article: Article) -> str:
    """Return of what page, and of what moment, the article's URL is a copy. One query for a web archive."""
    kept = archived_original(article.url)
    if kept is None and article.url:
        told = article.addresses.filter(kind=AddressKind.CANONICAL).values_list("url", flat=True)
        kept = next(filter(None, map(archived_original, told)), None)
    if kept is None:
        return ""
    since = f", as of {date_format(kept.moment, 'DATETIME_FORMAT')}" if kept.moment else ""
    return f"This is a copy that {_keeper(kept)} keeps of {kept.original}{since}."


def _keeper(kept: Archived) -> str:
    return kept.keeper.removeprefix("www.")
