"""Many URLs pasted at once: articles, walls in their place, and pages in several spellings. What the desk says of each is right."""

import os
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.enums import Again, CaptureState, Verb
from claims.models import Article, CaptureRequest, Event
from claims.models.article_twins import twins_of
from claims.reads.articles.article_list import ArticleFilters, ArticleList
from claims.reads.articles.captures import list_captures
from tests.extractors.walls import WALLS
from tests.fetching.wire import reply

from .conftest import run_queue
from .outlet import PARAGRAPHS, Outlet

pytestmark = pytest.mark.django_db

URLS = int(os.environ.get("URLS", "40"))  # set 200 by hand: takes about half a minute on two cores
FEW = URLS // 10
GONE = URLS // 20
REDIRECTED = URLS // 20

# Ways in which one page is pasted once more, with the marks of a chat around it.
SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda url: f"{url}/",
    lambda url: f"{url}?utm_source=tg&utm_medium=social",
    lambda url: f"<{url}#top>,",
    lambda url: f"[The cranes]({url}?fbclid=x)",
    lambda url: f"«{url}/?gclid=1#a»",
    lambda url: url.replace("http:", "https:"),
    lambda url: url.replace("news", "%6Eews"),
    lambda url: f"1) {url}.",
    lambda url: url.replace("http:", "HTTP:"),
    lambda url: f"\u200b{url}\u200e",
)


def text_of(n: int) -> tuple[str, ...]:
    return tuple(f"{paragraph} It was story {n} of week {n * 7}." for paragraph in PARAGRAPHS)


@pytest.fixture
def pasted(outlet: Outlet) -> dict[str, list[str]]:
    """Lines of a list by what they name, with their pages published."""
    ordinary = URLS - 2 * FEW - GONE - REDIRECTED
    news = [outlet.publish(f"/news/{n}", *text_of(n)) for n in range(ordinary)]
    walls = []
    for n in range(FEW):
        outlet.pages[f"/wall/{n}"] = reply(WALLS[n % len(WALLS)].html.encode())
        walls.append(outlet.server.url(f"/wall/{n}"))
    redirected = []
    for n in range(REDIRECTED):
        outlet.pages[f"/go/{n}"] = reply(b"", status="302 Found", Location=f"/news/{n}")
        redirected.append(outlet.server.url(f"/go/{n}"))
    again = [SPELLINGS[n % len(SPELLINGS)](news[n]) for n in range(FEW)]
    gone = [outlet.server.url(f"/gone/{n}") for n in range(GONE)]
    return {"news": news, "walls": walls, "gone": gone, "redirected": redirected, "again": again}


def articles_of(lines: list[str]) -> list[Article]:
    found = {article.url: article for article in Article.objects.select_related("snapshot")}
    return [found[line] for line in lines]


def test_what_the_desk_says_of_each_of_many_urls_is_right(
    login: Any, outlet: Outlet, pasted: dict[str, list[str]], cast: Any
) -> None:
    client: Client = login("researcher")
    lines = [line for kind in pasted.values() for line in kind]
    assert len(lines) == URLS
    before = Event.objects.count()
    context = client.post("/articles/urls/", {"urls": "\n".join(lines)}).context

    # At once: each new page is one article, each spelling leads to it and asks nothing more.
    assert not context["refused_lines"]
    assert len(context["new"]) == URLS - FEW
    assert [o.row.url for o in context["known"]] == pasted["news"][:FEW]
    assert {o.again for o in context["known"]} == {Again.WAITING}
    assert CaptureRequest.objects.waiting().count() == URLS - FEW
    assert Event.objects.count() == before + 1

    run_queue()

    # Walls are called by their kind, in the list of articles and among what needs attention.
    walls, news = articles_of(pasted["walls"]), articles_of(pasted["news"])
    kinds = [WALLS[n % len(WALLS)].kind for n in range(FEW)]
    assert [article.snapshot.judgement for article in walls] == kinds
    listed: dict[int, str] = {}
    before_it: Article | None = None
    while True:
        shown = ArticleList(ArticleFilters(), before_it)
        listed |= {row.pk: row.not_article for row in shown.rows}
        if not shown.last:
            break
        before_it = Article.objects.get(pk=shown.last)
    assert len(listed) == URLS - FEW
    assert {pk for pk, tag in listed.items() if tag} == {article.pk for article in walls}
    attention = list_captures(None, cast.researcher)
    assert {row.address for row in attention.rows} == {*pasted["walls"], *pasted["gone"]}
    given_up = CaptureRequest.objects.exclude(state=CaptureState.ARCHIVED)
    assert {capture.url for capture in given_up} == {*pasted["gone"]}

    # Articles have their own words and one copy; where another URL leads to them, joining is offered.
    for n, article in enumerate(news):
        assert article.snapshot.judgement == "article"
        assert f"story {n} of week {n * 7}." in article.snapshot.text
        assert article.snapshots.count() == 1
    for other, article in zip(articles_of(pasted["redirected"]), news, strict=False):
        assert [twin.other for twin in twins_of(other)] == [article]
    assert not any(twins_of(article) for article in walls + news[REDIRECTED:])

    # Pasted once more: nothing is new, and nothing is captured twice within the hour.
    before = Event.objects.count()
    context = client.post("/articles/urls/", {"urls": "\n".join(lines)}).context
    assert len(context["known"]) == URLS
    assert Event.objects.count() == before
    assert Event.objects.filter(verb=Verb.CAPTURED).count() == URLS - FEW - GONE
