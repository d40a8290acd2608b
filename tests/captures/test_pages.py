"""The capture pages, over HTTP as users see them."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from claims.actions import captures as capture_actions
from claims.actions import claims as claim_actions
from claims.actions import evidence
from claims.actions.captures import request_capture
from claims.enums import CaptureState, ClaimKind, EvidenceKind, OriginKind, Stance
from claims.given import AppearanceGiven, ClaimGiven, EvidenceGiven
from claims.models import Article, CaptureRequest, Claim, Event, Evidence
from claims.reads.articles import snapshots
from tests.factories import ClaimFactory, SourceFactory
from tests.fetching.wire import reply

from .conftest import run_queue
from .outlet import PARAGRAPHS, QUOTE, Outlet, pdf

pytestmark = pytest.mark.django_db
S = CaptureState


@pytest.fixture
def researcher(login: Any) -> Client:
    client: Client = login("researcher")
    return client


def text_of(response: Any) -> str:
    """Return the visible text: no tags, single spaces."""
    html = re.sub(r"<(script|style).*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# An article by its URL


def test_url_alone_adds_an_article(researcher: Client, outlet: Outlet) -> None:
    url = outlet.publish("/cranes")
    response = researcher.post("/articles/new/", {"url": url}, follow=True)

    article = Article.objects.get()
    assert response.redirect_chain == [(f"/articles/{article.pk}/", 302)]
    assert "Waiting to be archived" in text_of(response)
    assert 'hx-trigger="every 3s"' in response.content.decode()

    run_queue()

    page = researcher.get(f"/articles/{article.pk}/")
    assert QUOTE in text_of(page)
    assert 'hx-trigger="every 3s"' not in page.content.decode()


def test_article_without_url_text_or_file_is_refused(researcher: Client) -> None:
    response = researcher.post("/articles/new/", {"headline": "Typed by hand"})
    assert response.status_code == 422
    assert "Typed by hand" in response.content.decode()
    assert not Article.objects.exists()


def test_uploaded_pdf_is_read(researcher: Client, tmp_path: Any) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf(f"He said that {QUOTE}."))
    with file.open("rb") as upload:
        response = researcher.post("/articles/new/", {"upload": upload}, follow=True)
    assert QUOTE in text_of(response)


def test_upload_of_a_scan_is_said_to_hold_no_text(researcher: Client, tmp_path: Any) -> None:
    file = tmp_path / "scan.pdf"
    file.write_bytes(pdf(""))
    with file.open("rb") as upload:
        response = researcher.post("/articles/new/", {"upload": upload}, follow=True)
    levels = [message.level_tag for message in response.context["messages"]]
    assert levels == ["warning"]


@pytest.mark.parametrize("state", ["waiting", "failed", "without text"])
def test_article_without_text_can_be_used(
    researcher: Client, outlet: Outlet, stored: Callable[..., Article], cast: Any, state: str
) -> None:
    article = stored("/gone")
    if state == "without text":
        outlet.pages["/gone"] = reply(b"<!doctype html><html><body></body></html>")
    if state != "waiting":
        run_queue()
    extracted = researcher.post(
        f"/articles/{article.pk}/claims/",
        {
            "quote": QUOTE,
            "statement": "The cranes stay.",
            "kind": "factual",
            "priority": "2",
            "chain-TOTAL_FORMS": "0",
            "chain-INITIAL_FORMS": "0",
        },
    )
    assert extracted.status_code == 302, text_of(extracted)
    claim = Claim.objects.get()
    for url in (f"/articles/{article.pk}/", "/articles/", f"/claims/{claim.pk}/", "/claims/", "/"):
        assert researcher.get(url).status_code == 200, url
    change = f"/appearances/{claim.appearances.get().pk}/change/"
    assert researcher.get(change).status_code == 200


# Many URLs at once


def test_each_line_is_stored_known_or_refused_with_its_number(
    researcher: Client, stored: Callable[..., Article], outlet: Outlet
) -> None:
    known = stored("/known")
    lines = [
        outlet.server.url("/1"),
        "",
        "no address",
        known.url,
        outlet.server.url("/1"),
        "ftp://x/",
    ]
    response = researcher.post("/articles/urls/", {"urls": "\n".join(lines)})

    context = response.context
    assert response.status_code == 200
    assert [o.line for o in context["new"]] == [1]
    assert [o.line for o in context["known"]] == [4, 5]
    assert [getattr(r, "line", None) for r in context["refused_lines"]] == [3, 6]
    assert Article.objects.count() == 2
    assert CaptureRequest.objects.waiting().count() == 2


def test_two_hundred_urls_are_stored_with_one_event(researcher: Client, outlet: Outlet) -> None:
    before = Event.objects.count()
    urls = "\n".join(outlet.server.url(f"/page/{n}") for n in range(200))
    researcher.post("/articles/urls/", {"urls": urls})

    assert CaptureRequest.objects.waiting().count() == 200
    assert Event.objects.count() == before + 1


def test_too_many_urls_are_refused_and_every_line_is_kept(
    researcher: Client, outlet: Outlet
) -> None:
    urls = "\n".join(outlet.server.url(f"/page/{n}") for n in range(501))
    response = researcher.post("/articles/urls/", {"urls": urls})
    assert response.status_code == 422
    assert outlet.server.url("/page/500") in response.content.decode()
    assert not Article.objects.exists()


# Live updates


def test_fragment_reloads_until_the_capture_has_ended(
    login: Any, outlet: Outlet, stored: Callable[..., Article]
) -> None:
    outlet.publish("/cranes")
    article = stored()
    client = login("reader", headers={"HX-Request": "true"})
    url = f"/articles/{article.pk}/captures/"
    waiting = client.get(url).content.decode()
    run_queue()
    ended = client.get(url).content.decode()

    assert f'hx-get="{url}"' in waiting
    assert "hx-get=" not in ended
    assert "<html" not in waiting + ended


def test_fragment_does_not_reload_if_the_next_attempt_is_hours_away(
    login: Any, outlet: Outlet, stored: Callable[..., Article], cast: Any
) -> None:
    capture = stored().capture_requests.get()
    for attempt in range(3):
        capture_actions.note_failed_capture(
            capture, capture_actions.FAULT, seen_attempts=attempt, by=cast.researcher
        )
    client = login("reader", headers={"HX-Request": "true"})
    for url in (f"/articles/{capture.article_id}/captures/", "/captures/"):
        response = client.get(url)
        assert "The next attempt is on" in text_of(response)
        assert "hx-get=" not in response.content.decode()


def test_failed_capture_shows_the_reason_and_can_be_retried(
    researcher: Client, outlet: Outlet, stored: Callable[..., Article]
) -> None:
    article = stored("/late")
    run_queue()
    page = researcher.get(f"/articles/{article.pk}/")
    assert "404" in text_of(page)
    assert "Try again" in text_of(page)

    outlet.publish("/late")
    sent = researcher.post(f"/articles/{article.pk}/captures/")
    assert sent["Location"] == f"/articles/{article.pk}/#captures"
    run_queue()
    assert QUOTE in text_of(researcher.get(f"/articles/{article.pk}/"))


def test_list_counts_and_explains_captures_and_can_retry_all(
    researcher: Client, outlet: Outlet, stored: Callable[..., Article]
) -> None:
    outlet.publish("/good")
    for path in ("/good", "/gone/1", "/gone/2"):
        stored(path)
    before = researcher.get("/captures/").context["list"]
    run_queue()
    after = researcher.get("/captures/").context["list"]

    assert (before.waiting, before.archived, before.given_up) == (3, 0, 0)
    assert (after.waiting, after.archived, after.given_up) == (0, 1, 2)
    assert all("404" in row.words for row in after.rows)

    researcher.post("/captures/")
    assert CaptureRequest.objects.waiting().count() == 2


def test_unknown_state_is_refused(researcher: Client) -> None:
    assert researcher.get("/captures/?state=lost").status_code == 400


# The outlet changed this


@pytest.fixture
def gone(archived: Callable[..., Article], outlet: Outlet, cast: Any) -> Claim:
    """Return a claim whose quote the outlet removed, with evidence that has the same quote."""
    article = archived()
    claim = claim_actions.add_claim(
        ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
        by=cast.researcher,
        appearance=claim_actions.read_appearance(AppearanceGiven(article, QUOTE)),
    )
    given = EvidenceGiven(
        Stance.CORROBORATES,
        EvidenceKind.STATEMENT,
        SourceFactory(by=cast.researcher),
        OriginKind.OWN_REPORTING,
        article=article,
        quote=QUOTE,
    )
    evidence.attach_evidence(claim, evidence.read_evidence(given), by=cast.researcher)
    outlet.publish("/cranes", "The cranes are sold.", *PARAGRAPHS[1:])
    request_capture(article, by=cast.researcher)
    run_queue()
    return claim


def test_claim_page_says_that_the_outlet_changed_the_page(login: Any, gone: Claim) -> None:
    response = login("reader").get(f"/claims/{gone.pk}/")
    assert text_of(response).count("The outlet changed the page") == 2
    assert "/compare/?old=" in response.content.decode()


def test_article_page_says_it_above_the_text_and_next_to_the_claim(login: Any, gone: Claim) -> None:
    response = login("reader").get(f"/articles/{Article.objects.get().pk}/")
    text = text_of(response)
    assert text.index("The outlet changed this article") < text.index("Archived copies")
    assert "outlet changed this" in text.split("Claims in this article")[1]
    assert "2" in text_of(response).split("Archived copies")[1][:4]


def test_both_copies_are_compared_side_by_side(login: Any, gone: Claim) -> None:
    client = login("reader")
    article = Article.objects.get()
    old, new = article.snapshots.order_by("pk").values_list("pk", flat=True)
    response = client.get(f"/articles/{article.pk}/compare/?old={old}&new={new}")
    html = response.content.decode()

    assert re.search(rf"<del\s*>.*?{QUOTE}", html, re.DOTALL)
    assert re.search(r"<ins\s*>.*?The cranes are sold\.", html, re.DOTALL)
    assert client.get(f"/articles/{article.pk}/compare/?old={old}&new=999").status_code == 404
    assert client.get(f"/articles/{article.pk}/compare/?old=x").status_code == 404


def test_comparison_of_long_texts_says_how_much_was_compared(
    login: Any, gone: Claim, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, said = login("reader"), "characters of these long texts were compared"
    url = f"/articles/{Article.objects.get().pk}/compare/"
    assert said not in client.get(url).content.decode()
    monkeypatch.setattr(snapshots, "MOST_COMPARED", 5)
    page = client.get(url).content.decode()
    assert f"Only the first 5 {said}" in " ".join(page.split())
    assert "are the same" not in page


def test_comparison_shows_the_outlets_markup_as_text(
    login: Any, archived: Callable[..., Article], outlet: Outlet, cast: Any
) -> None:
    article = archived("One line of a text that is long enough to be an article, they said.")
    outlet.publish(
        "/cranes", "&lt;script&gt;alert(1)&lt;/script&gt; was written on the quay, they said."
    )
    request_capture(article, by=cast.researcher)
    run_queue()
    html = login("reader").get(f"/articles/{article.pk}/compare/").content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


# Evidence


def test_evidence_with_a_url_shows_the_state_of_its_capture(
    researcher: Client, cast: Any, outlet: Outlet
) -> None:
    claim = ClaimFactory(people=cast)
    sent = researcher.post(
        f"/claims/{claim.pk}/evidence/",
        {
            "stance": "corroborates",
            "bears_on": "whole",
            "kind": "statement",
            "how": "own_reporting",
            "seen_in_name": "Herald of the quay",
            "seen_in_kind": "outlet",
            "url": outlet.server.url("/late"),
            "archive_url": "on",
            "quote": QUOTE,
        },
    )
    assert sent.status_code == 302, text_of(sent)
    one = Evidence.objects.get()
    page = f"/claims/{claim.pk}/"
    assert "Waiting to be archived" in text_of(researcher.get(page))
    run_queue()
    assert "404" in text_of(researcher.get(page))

    outlet.publish("/late")
    researcher.post(f"/evidence/{one.pk}/captures/")
    run_queue()
    one.refresh_from_db()
    assert one.quote_check == "found"
    assert "Found in the archived copy" in text_of(researcher.get(page))
