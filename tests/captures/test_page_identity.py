"""One page under many URLs is one article: as it is pasted, and as its copies tell once they are archived."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.models import Article
from tests.factories import BODY, SourceFactory
from tests.fetching.wire import reply

from .conftest import run_queue
from .outlet import Outlet

pytestmark = pytest.mark.django_db


@pytest.fixture
def researcher(login: Any) -> Client:
    client: Client = login("researcher")
    return client


def paste(client: Client, *lines: str) -> Any:
    response = client.post("/articles/urls/", {"urls": "\n".join(lines)})
    assert response.status_code == 200
    return response.context


def test_pasted_list_is_read_without_the_marks_of_a_chat(researcher: Client) -> None:
    found = paste(
        researcher,
        "1. https://port.example/a1, www.port.example/b2",
        "[Crane stays](https://port.example/c3)",
        "«https://www.port.example/a1?utm_source=tg»",
        "port.example/politics/2025/cra…",
        "no address",
        "https://ana:secret@port.example/d4",
    )
    assert [o.row.url for o in found["new"]] == [
        "https://port.example/a1",
        "https://www.port.example/b2",
        "https://port.example/c3",
    ]
    assert [(o.line, o.row.url) for o in found["known"]] == [(3, "https://port.example/a1")]
    assert [refused.line for refused in found["refused_lines"]] == [4, 5, 6]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("www.port.example/a", "https://www.port.example/a"),
        ("<https://port.example/a>,", "https://port.example/a"),
        ("https://port.example/a\u200e", "https://port.example/a"),
    ],
)
def test_single_url_is_stored_without_the_marks_around_it(
    researcher: Client, typed: str, stored: str
) -> None:
    assert researcher.post("/articles/new/", {"url": typed}).status_code == 302
    assert Article.objects.get().url == stored


def test_several_urls_in_the_field_for_one_are_refused(researcher: Client) -> None:
    typed = "https://port.example/a https://port.example/b"
    assert researcher.post("/articles/new/", {"url": typed}).status_code == 422
    assert not Article.objects.exists()


def test_pasted_url_leads_to_the_article_of_its_page(researcher: Client) -> None:
    paste(researcher, "https://port.example/a?id=1")
    article = Article.objects.get()
    typed = {"url": "http://www.port.example/a/?id=1&fbclid=x#top"}
    response = researcher.post("/articles/new/", typed)
    assert response.headers["Location"] == f"/articles/{article.pk}/"
    researcher.post("/articles/new/", {"url": "https://port.example/a?id=2"})
    assert Article.objects.count() == 2


def test_page_that_was_redirected_is_known_by_where_it_led(
    researcher: Client, outlet: Outlet
) -> None:
    outlet.publish("/new")
    outlet.pages["/old"] = reply(b"", status="301 Moved Permanently", Location="/new")
    paste(researcher, outlet.server.url("/old"))
    run_queue()
    found = paste(researcher, outlet.server.url("/new?utm_source=tg"))
    assert [o.row for o in found["known"]] == [Article.objects.get()]


def test_domain_of_a_source_names_the_publisher(
    researcher: Client, outlet: Outlet, cast: Any
) -> None:
    gazette = SourceFactory(
        by=cast.researcher, domains="https://www.gazette.example/\nt.me/Gazette_News"
    )
    other = SourceFactory(by=cast.researcher, domains="причал.example\nblogs.example/ana")
    paste(
        researcher,
        "https://m.gazette.example/a",
        "https://web.archive.org/web/2025/https://gazette.example/b",
        "https://telegram.me/s/gazette_news/7",
        "https://xn--80apknf7b.example/c",
        "https://blogs.example/ana/1",
        "https://blogs.example/gio/1",
        "https://t.me/gazette_news2/7",
        "https://sport-gazette.example/a",
    )
    publishers = list(Article.objects.order_by("pk").values_list("publisher", flat=True))
    assert publishers == [*[gazette.pk] * 3, *[other.pk] * 2, None, None, None]


def test_domain_of_two_sources_names_neither(researcher: Client, cast: Any) -> None:
    for _ in range(2):
        SourceFactory(by=cast.researcher, domains="gazette.example")
    paste(researcher, "https://gazette.example/a")
    assert Article.objects.get().publisher is None


def test_domain_that_is_added_later_names_the_publisher_on_capture(
    stored: Callable[..., Article], outlet: Outlet, cast: Any
) -> None:
    outlet.publish("/cranes")
    article = stored("/cranes")
    host = outlet.server.url("/").split("/")[2].partition(":")[0]
    publisher = SourceFactory(by=cast.researcher, domains=host)
    run_queue()
    article.refresh_from_db()
    assert article.publisher == publisher


def test_result_says_which_new_urls_are_versions_of_a_page(researcher: Client) -> None:
    found = paste(
        researcher, "https://port.example/a", "https://m.port.example/a", "https://port.example/b"
    )
    assert [(new.url, known.url) for new, known in found["versions"]] == [
        ("https://m.port.example/a", "https://port.example/a")
    ]


def test_pasted_text_becomes_the_copy_of_a_page_whose_text_is_missing(researcher: Client) -> None:
    paste(researcher, "https://port.example/a")
    article = Article.objects.get()
    typed = {"url": "http://www.port.example/a/", "text": BODY}
    response = researcher.post("/articles/new/", typed)
    assert response.headers["Location"] == f"/articles/{article.pk}/"
    article.refresh_from_db()
    assert article.snapshot is not None
    assert article.url == "https://port.example/a"
    researcher.post("/articles/new/", typed)
    assert Article.objects.count() == article.snapshots.count() == 1
