"""A post is an article by its account: its words, its day and its screenshot stay together."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from claims.enums import CaptureKind, SourceKind, TextFrom, Verb
from claims.models import Article, Event, ImpreciseDate, Source, Suggestion
from claims.reads.record.verification import verify_chain, verify_copies
from tests.captures.conftest import outlet, run_queue, stored
from tests.captures.outlet import Outlet
from tests.evidence.test_attach import PNG
from tests.extractors.test_posts import GEORGIAN, LOG_IN, TELEGRAM, WIDGET, WORDS, page
from tests.factories import SourceFactory
from tests.fetching.wire import reply

from .pages import article_data, errors_of, fields_of, text_of

pytestmark = pytest.mark.any_database

__all__ = ["outlet", "stored"]  # fixtures

NEW = "/articles/new/"
POST = "https://t.me/portnews/17"
EMPTY = {"headline": "", "publisher_name": "", "authors": "", "published": "", "language": ""}


def add(client: Any, **typed: Any) -> Article:
    response = client.post(NEW, article_data(**(EMPTY | typed)))
    assert response.status_code == 302, text_of(response)
    return Article.objects.latest("pk")


def saved(words: str = WORDS) -> SimpleUploadedFile:
    return SimpleUploadedFile("post.html", page(WIDGET, **TELEGRAM, og_description=words))


def test_captured_post_has_the_words_of_its_description(
    outlet: Outlet, stored: Any, login: Any
) -> None:
    outlet.pages["/17"] = reply(page(WIDGET, **TELEGRAM, og_description=WORDS))
    article = stored("/17")
    run_queue()
    article.refresh_from_db()
    copy = article.snapshot
    assert (copy.text, copy.text_from, copy.account) == (WORDS, TextFrom.DESCRIPTION, "Port News")
    assert copy.is_article
    assert article.headline == "⚡️ Four cranes stay at Port Example until May."
    assert article.publisher is None
    assert "page’s own description" in text_of(login("reader").get(f"/articles/{article.pk}/"))
    assert not list(verify_copies())


def test_account_of_a_post_is_added_as_its_publisher_with_one_press(login: Any, db: Any) -> None:
    client = login("researcher")
    article = add(client, text="", url=POST, upload=saved())
    where = f"/articles/{article.pk}/account/"
    shown = client.get(f"/articles/{article.pk}/")
    assert client.post(where, fields_of(shown, where)).status_code == 302
    article.refresh_from_db()
    assert article.publisher.name == "Port News"
    assert (article.publisher.kind, article.publisher.domains) == (
        SourceKind.OUTLET,
        "t.me/portnews",
    )
    assert where not in client.get(f"/articles/{article.pk}/").content.decode()
    # The next post, in another spelling, has it without a question.
    other = add(client, text=GEORGIAN, url="https://telegram.me/s/PortNews/18")
    assert other.publisher == article.publisher
    assert verify_chain() == []


def test_account_is_a_source_of_its_own_next_to_its_namesake(login: Any, cast: Any) -> None:
    namesake = SourceFactory(by=cast.researcher, name="Port News")
    client = login("researcher")
    article = add(client, text="", url=POST, upload=saved())
    assert article.publisher is None
    where = f"/articles/{article.pk}/account/"
    fields = fields_of(client.get(f"/articles/{article.pk}/"), where)
    assert client.post(where, fields | {"kind": "official_body"}).status_code == 302
    article.refresh_from_db()
    assert article.publisher != namesake
    assert (article.publisher.name, article.publisher.distinction) == ("Port News", "t.me/portnews")
    assert Source.objects.filter(name="Port News").count() == 2


def test_account_needs_a_name_and_an_unchanged_article(login: Any, db: Any) -> None:
    client = login("researcher")
    article = add(client, text=WORDS, url=POST)
    where = f"/articles/{article.pk}/account/"
    fields = fields_of(client.get(f"/articles/{article.pk}/"), where)
    assert fields["publisher_name"] == "portnews"  # nobody knows yet what it calls itself
    response = client.post(where, fields | {"publisher_name": ""})
    assert response.status_code == 422
    assert errors_of(response, "publisher_name")
    assert client.post(where, fields | {"seen_revision": "0"}).status_code == 409
    assert client.post(where, fields | {"kind": "desk"}).status_code == 422
    article.refresh_from_db()
    assert article.publisher is None


def test_pasted_words_url_account_and_screenshot_stay_together(login: Any, cast: Any) -> None:
    publisher = SourceFactory(by=cast.researcher, name="Port News", domains="x.com/portnews")
    shot = SimpleUploadedFile("shot.png", PNG)
    url = "https://mobile.twitter.com/PortNews/status/1212092628029698048"
    article = add(login("researcher"), text=WORDS, url=url, screenshot=shot)
    assert article.snapshot
    assert (article.snapshot.kind, article.snapshot.text) == (CaptureKind.PASTE, WORDS)
    assert (article.url, article.publisher) == (url, publisher)
    assert article.published == ImpreciseDate.parse("2019-12-31")
    kept = article.snapshots.get(kind=CaptureKind.SCREENSHOT)
    response = login("reader").get(f"/articles/{article.pk}/captures/{kept.pk}/")
    assert b"".join(response.streaming_content) == PNG
    assert "attachment" in response["Content-Disposition"]
    assert verify_chain() == []
    assert not list(verify_copies())
    added = Event.objects.get(verb=Verb.ARTICLE_ADDED)
    assert added.after["screenshot_snapshot"] == kept.pk


def test_words_of_a_wall_are_added_to_its_article_with_a_screenshot(
    outlet: Outlet, stored: Any, login: Any
) -> None:
    outlet.pages["/wall"] = reply(page(LOG_IN, title="Facebook", og_site_name="Facebook"))
    article = stored("/wall")
    run_queue()
    shot = SimpleUploadedFile("shot.webp", b"RIFF\x24\0\0\0WEBPVP8 ")
    client = login("researcher")
    assert add(client, text=WORDS, url=f"{article.url}?utm_source=a", screenshot=shot) == article
    article.refresh_from_db()
    assert article.snapshot.text == WORDS
    kinds = list(article.snapshots.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["page", "screenshot", "paste"]
    # With its words there, the page is an article like any other.
    assert add(client, text=GEORGIAN, url=article.url) != article
    assert verify_chain() == []
    assert not list(verify_copies())


def test_screenshot_alone_is_no_article_and_must_be_a_picture(login: Any, db: Any) -> None:
    client = login("researcher")
    shot = SimpleUploadedFile("shot.png", PNG)
    response = client.post(NEW, article_data(text="", screenshot=shot))
    assert errors_of(response, "text")
    for wrong in (b"no picture", b"%PDF-1.4", b""):
        shot = SimpleUploadedFile("shot.png", wrong)
        response = client.post(NEW, article_data(url=POST, screenshot=shot))
        assert errors_of(response, "screenshot")
    assert not Article.objects.exists()


def test_wall_of_a_network_names_no_source_and_suggests_nothing(
    outlet: Outlet, stored: Any, cast: Any
) -> None:
    SourceFactory(by=cast.researcher, name="Facebook")
    outlet.pages["/wall"] = reply(page(LOG_IN, title="Facebook", og_site_name="Facebook"))
    article = stored("/wall")
    run_queue()
    article.refresh_from_db()
    assert article.publisher is None
    assert not article.snapshot.is_article
    assert not Suggestion.objects.exists()


@pytest.mark.parametrize(
    ("hour", "published"), [("19", "2019-12-31"), ("22", "2019-12-31/2020-01-01")]
)
def test_day_of_a_post_is_two_days_near_midnight(
    login: Any, db: Any, hour: str, published: str
) -> None:
    later = (int(hour) - 19) * 3_600_000 << 22  # milliseconds, in the upper bits
    url = f"https://x.com/portnews/status/{1212092628029698048 + later}"
    article = add(login("researcher"), text=WORDS, url=url)
    known = ImpreciseDate.parse(published)
    assert (article.published_earliest, article.published_latest) == (known.earliest, known.latest)


def test_account_that_was_added_meanwhile_is_not_added_again(login: Any, db: Any) -> None:
    client = login("researcher")
    articles = [
        add(client, text=text, url=f"https://t.me/portnews/{number}")
        for number, text in enumerate((WORDS, GEORGIAN))
    ]
    sent = []
    for article in articles:
        where = f"/articles/{article.pk}/account/"
        sent.append((where, fields_of(client.get(f"/articles/{article.pk}/"), where)))
    for where, fields in sent:
        assert client.post(where, fields).status_code == 302
    source = Source.objects.get(domains="t.me/portnews")
    assert set(source.articles.all()) == set(articles)
