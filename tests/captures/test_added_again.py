"""A page that is added again, under whichever of its URLs, is captured again: once, and not within the hour."""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from claims.actions.imports import preview_articles, preview_claims, read_claim_rows, read_rows
from claims.enums import Again, CaptureState, Verb
from claims.given import ArticleGiven, ArticleRow, ClaimRow
from claims.models import Article, CaptureRequest, Claim, Event
from claims.reads.record.record_page import record_page
from claims.reads.record.verification import verify_desk
from tests.factories import body
from tests.imports.files import csv_of

from .conftest import run_queue
from .outlet import Outlet

pytestmark = pytest.mark.django_db

URL = "https://port.example/cranes"
SPELLINGS = [
    URL,
    "http://www.port.example/cranes/?utm_source=tg#top",
    "https://PORT.example:443/cranes",
]
PASTE, FORM, ADMIN, CLAIMS, MANIFEST = "list", "form", "admin", "claims", "manifest"


@pytest.fixture
def researcher(login: Any) -> Client:
    client: Client = login("researcher")
    return client


@pytest.fixture
def later() -> Iterator[Any]:
    """Move the clock: `later(hours=2)`."""
    with time_machine.travel(timezone.now()) as clock:
        yield lambda **by: clock.shift(datetime.timedelta(**by))


@pytest.fixture
def kept(archived: Callable[..., Article], later: Any) -> Article:
    """An article whose page was archived two hours ago."""
    article = archived()
    later(hours=2)
    return article


@pytest.fixture
def doors(researcher: Client, tmp_path: Path) -> Callable[[str, str], Any]:
    """Return `doors(door, url)`, which adds the page through this door."""

    def add(door: str, url: str) -> Any:
        if door == PASTE:
            return researcher.post("/articles/urls/", {"urls": url})
        if door == FORM:
            return researcher.post("/articles/new/", {"url": url})
        if door == ADMIN:
            return researcher.post("/admin/claims/article/add/", {"url": url})
        if door == CLAIMS:
            number = Claim.objects.count()
            row = {"external_id": f"x-{number}", "statement": f"Crane {number} is sold."}
            (tmp_path / "claims.csv").write_bytes(csv_of(row | {"article_url": url}))
            return call_command("import_claims", str(tmp_path / "claims.csv"))
        (tmp_path / "page.html").write_bytes(copied_bytes(Article.objects.get()))
        (tmp_path / "list.csv").write_text(f"file,url\npage.html,{url}\n")
        return call_command("import_articles", str(tmp_path / "list.csv"))

    return add


def copied_bytes(article: Article) -> bytes:
    """Return the page as somebody else might save it: another file with the same words."""
    with article.snapshot.file.open() as file:
        return bytes(file.read() + b"\n")


def captures() -> list[str]:
    return list(CaptureRequest.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize("door", [PASTE, FORM, ADMIN, CLAIMS, MANIFEST])
def test_known_page_is_captured_again_through_every_door(
    door: str, doors: Any, kept: Article, later: Any
) -> None:
    before, url = Event.objects.count(), f"{kept.url}/?utm_source=tg#top"
    doors(door, url)
    assert Event.objects.count() == before + 1
    assert Article.objects.get() == kept
    assert captures() == [CaptureState.ARCHIVED, CaptureState.WAITING]
    doors(door, url)  # one waits
    run_queue()
    assert kept.snapshots.count() == 2
    doors(door, url)  # the last copy is young
    assert captures() == [CaptureState.ARCHIVED] * 2
    later(hours=2)
    doors(door, url)
    assert captures()[2:] == [CaptureState.WAITING]
    assert not list(verify_desk())


@pytest.mark.parametrize(
    ("door", "verb"),
    [(FORM, Verb.CAPTURE_ASKED), (PASTE, Verb.CAPTURES_ASKED), (CLAIMS, Verb.CLAIMS_IMPORTED)],
)
def test_record_says_that_a_copy_was_requested(
    door: str, verb: str, doors: Any, kept: Article
) -> None:
    doors(door, kept.url)
    event = Event.objects.latest("seq")
    assert event.verb == verb
    named = event.after.get("captures", [{"id": event.object_id}])
    assert [one["id"] for one in named] == [kept.pk]
    assert [shown.sentence.after_who for shown in record_page().events]


def test_page_says_what_becomes_of_it(researcher: Client, kept: Article) -> None:
    said = []
    for _ in range(2):
        response = researcher.post("/articles/new/", {"url": kept.url}, follow=True)
        assert response.redirect_chain == [(f"/articles/{kept.pk}/", 302)]
        said.append([str(message) for message in response.context["messages"]])
    run_queue()
    response = researcher.post("/articles/new/", {"url": kept.url}, follow=True)
    said.append([str(message) for message in response.context["messages"]])
    here = f"This page is already on the desk as A{kept.pk}."
    assert all(line.startswith(here) for (line,) in said)
    assert len({line for (line,) in said}) == 3
    assert said[0] == [f"{here} A new copy was requested."]


def test_form_sent_twice_asks_once_and_says_the_same(researcher: Client, kept: Article) -> None:
    typed = {"url": kept.url, "token": "t" * 32}
    pages = [researcher.post("/articles/new/", typed, follow=True) for _ in range(2)]
    assert len({str(m) for page in pages for m in page.context["messages"]}) == 1
    assert captures() == [CaptureState.ARCHIVED, CaptureState.WAITING]


def test_list_with_spellings_of_one_page_asks_once(
    researcher: Client, outlet: Outlet, later: Any
) -> None:
    researcher.post("/articles/urls/", {"urls": URL})
    CaptureRequest.objects.all().delete()
    new = "https://port.example/quay"
    lines = [*SPELLINGS, new, f"{new}/"]
    before = Event.objects.count()
    context = researcher.post("/articles/urls/", {"urls": "\n".join(lines)}).context
    assert [(o.line, o.again) for o in context["known"]] == [
        (1, Again.ASKED), (2, Again.ASKED), (3, Again.ASKED), (5, Again.WAITING),
    ]  # fmt: skip
    assert context["requested"] == 1
    assert CaptureRequest.objects.count() == 2
    assert Event.objects.count() == before + 1
    event = Event.objects.latest("seq")
    assert event.verb == Verb.ARTICLES_IMPORTED
    assert [len(event.after[name]) for name in ("articles", "captures")] == [1, 1]


def test_file_imported_again_asks_nothing(db: Any, tmp_path: Path, later: Any) -> None:
    (tmp_path / "a.txt").write_text(body(1))
    (tmp_path / "articles.csv").write_text(f"file,url\na.txt,{URL}\n")
    (tmp_path / "claims.csv").write_bytes(csv_of({"article_url": URL}))

    def run() -> None:
        call_command("import_articles", str(tmp_path / "articles.csv"))
        call_command("import_claims", str(tmp_path / "claims.csv"))

    run()
    before = Event.objects.count(), captures()
    for _ in range(3):
        later(days=1)
        run()
    assert (Event.objects.count(), captures()) == before


def test_preview_of_an_import_tells_the_requests_and_makes_none(kept: Article, cast: Any) -> None:
    before = Event.objects.count(), captures()
    article_rows = read_rows([[ArticleRow(1, "", None, ArticleGiven(url=kept.url))]])
    claim_rows = read_claim_rows([[ClaimRow(1, "x-1", "One is sold.", article_url=kept.url)]])
    for preview in (preview_articles(article_rows), preview_claims(claim_rows)):
        ((outcome,),) = preview
        assert outcome.again == Again.ASKED
        assert [what for what, _ in outcome.adds] == ["request for a new copy"]
    assert (Event.objects.count(), captures()) == before


def test_words_that_the_desk_has_ask_for_their_page_too(
    researcher: Client, kept: Article, later: Any
) -> None:
    typed = {"url": kept.url, "text": kept.snapshot.text}
    researcher.post("/articles/new/", typed)
    assert Article.objects.get() == kept
    assert captures() == [CaptureState.ARCHIVED, CaptureState.WAITING]


def test_same_words_at_another_url_ask_nothing(
    researcher: Client, kept: Article, outlet: Outlet
) -> None:
    before = Event.objects.count(), captures()
    typed = {"url": "https://else.example/a", "text": kept.snapshot.text}
    researcher.post("/articles/new/", typed)
    assert (Event.objects.count(), captures()) == before


def test_page_that_was_given_up_within_the_hour_is_left_alone(
    researcher: Client, stored: Callable[..., Article], outlet: Outlet, later: Any
) -> None:
    outlet.pages["/cranes"] = b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n"
    article = stored()
    run_queue()
    assert captures() == [CaptureState.GIVEN_UP]
    researcher.post("/articles/urls/", {"urls": article.url})
    assert captures() == [CaptureState.GIVEN_UP]
    later(hours=2)
    researcher.post("/articles/urls/", {"urls": article.url})
    assert captures() == [CaptureState.GIVEN_UP, CaptureState.WAITING]
