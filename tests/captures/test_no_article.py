"""A captured page that is not the article is kept and said to be none, and nothing is concluded from it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as running
from django.test import Client

from claims.actions import claims as claim_actions
from claims.actions import snapshot_corrections
from claims.actions.articles import add_article
from claims.actions.captures import request_capture
from claims.actions.snapshots import read_upload
from claims.enums import ClaimKind, Judgement, QuoteCheck, Verb
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven, Upload, pasted
from claims.models import Anchor, Article, Claim, CopyRuling, Event, Snapshot, Suggestion
from claims.reads.record.verification import verify_desk
from tests.extractors.walls import EXCERPTS, WALLS, Page
from tests.factories import ArticleFactory, EvidenceFactory, body
from tests.fetching.wire import reply

from .conftest import run_queue
from .outlet import PARAGRAPHS, QUOTE, Outlet
from .screenshots import png

pytestmark = pytest.mark.django_db

CONSENT = next(page for page in WALLS if page.kind == "consent")
NOT_FOUND = next(page for page in WALLS if page.kind == "not_found")
EXCERPT = EXCERPTS[0]
ONE_OF_EACH = list({page.kind: page for page in (*WALLS, EXCERPT)}.values())


@pytest.fixture
def capture(outlet: Outlet, cast: Any) -> Callable[[Article, Page | bytes], Article]:
    """Return `capture(article, page)`, which serves this page and captures it."""

    def captured(article: Article, page: Page | bytes) -> Article:
        body = page if isinstance(page, bytes) else page.html.encode()
        outlet.pages["/cranes"] = reply(body)
        request_capture(article, by=cast.researcher)
        run_queue()
        article.refresh_from_db()
        return article

    return captured


@pytest.fixture
def walled(stored: Callable[..., Article], outlet: Outlet) -> Article:
    """An article whose only copy is a consent page."""
    outlet.pages["/cranes"] = reply(CONSENT.html.encode())
    article = stored()
    run_queue()
    article.refresh_from_db()
    return article


def claim_from(article: Article, cast: Any, quote: str = QUOTE) -> Claim:
    return claim_actions.add_claim(
        ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
        by=cast.researcher,
        appearance=claim_actions.read_appearance(AppearanceGiven(article, quote)),
    )


def test_wall_is_kept_but_gives_the_article_nothing(walled: Article) -> None:
    assert walled.snapshot.judgement == Judgement.CONSENT
    assert walled.headline == ""
    assert not Suggestion.objects.exists()
    event = Event.objects.get(verb=Verb.CAPTURED)
    assert event.after["judgement"] == "consent"
    assert list(verify_desk()) == []


def test_wall_in_place_of_the_article_changes_nothing_but_the_copies(
    archived: Any, capture: Any, cast: Any
) -> None:
    article = archived(*PARAGRAPHS)
    claim = claim_from(article, cast)
    evidence = EvidenceFactory(claim=claim, by=cast.researcher, article=article, quote=QUOTE)
    current, suggested = article.snapshot, set(article.suggestions.values_list("pk", flat=True))
    revision = Claim.objects.get(pk=claim.pk).revision
    for page in ONE_OF_EACH:
        article = capture(article, page)
        newest = article.snapshots.latest("pk")
        assert (newest.judgement, article.snapshot) == (page.kind, current), page.title
        assert Event.objects.latest("seq").after["current_copy"] == current.pk
    assert article.headline == "The cranes stay"
    assert not Anchor.objects.exclude(missing_from=None).exists()
    assert set(article.suggestions.values_list("pk", flat=True)) == suggested
    assert Claim.objects.get(pk=claim.pk).revision == revision
    evidence.refresh_from_db()
    assert (evidence.snapshot, evidence.quote_check) == (current, QuoteCheck.FOUND)


def test_article_that_follows_a_wall_takes_its_place(
    walled: Article, outlet: Outlet, cast: Any
) -> None:
    claim = claim_from(walled, cast)
    assert not claim.appearances.get().anchors.exists(), "the wall does not hold its words"
    outlet.publish("/cranes", *PARAGRAPHS)
    request_capture(walled, by=cast.researcher)
    run_queue()

    walled.refresh_from_db()
    assert walled.snapshot.judgement == Judgement.ARTICLE
    assert walled.headline == "The cranes stay"
    assert claim.appearances.get().anchors.count() == 1


def test_excerpt_is_better_than_a_wall_and_worse_than_the_article(
    walled: Article, capture: Any, outlet: Outlet
) -> None:
    excerpt = capture(walled, EXCERPT).snapshot
    assert excerpt.judgement == Judgement.EXCERPT
    assert capture(walled, NOT_FOUND).snapshot == excerpt
    assert not Suggestion.objects.exists()


def test_walls_of_one_publisher_are_not_the_same_article(
    client: Client, walled: Article, cast: Any, stored: Any, outlet: Outlet
) -> None:
    outlet.pages["/other"] = reply(CONSENT.html.encode())
    other = stored("/other")
    run_queue()

    client.force_login(cast.researcher)
    page = client.get(f"/articles/{other.pk}/")
    assert page.context["page"].same_body == []


def test_person_overrules_the_judgement(client: Client, walled: Article, cast: Any) -> None:
    client.force_login(cast.researcher)
    url = f"/articles/{walled.pk}/captures/{walled.snapshot_id}/judge/"
    assert client.post(url, {"is_article": "1"}).status_code == 302
    run_queue()

    walled.refresh_from_db()
    assert walled.snapshot.judgement == Judgement.CONSENT, "what was judged stays"
    assert CopyRuling.objects.get().is_article
    assert walled.headline == CONSENT.lines[0]
    assert walled.snapshot.reading.version
    assert Event.objects.get(verb=Verb.COPY_JUDGED).after["is_article"] is True
    assert client.post(url, {"is_article": "1"}).status_code == 302
    assert Event.objects.filter(verb=Verb.COPY_JUDGED).count() == 1
    assert client.post(url, {"is_article": "x"}).status_code == 422
    assert list(verify_desk()) == []


@pytest.mark.parametrize("is_better", [True, False])
def test_copy_that_is_the_article_after_all_is_current_again_unless_a_better_one_is(
    cast: Any, is_better: bool
) -> None:
    """Its file may be lost, or a picture without a text: then it says nothing about itself."""
    article = ArticleFactory(by=cast.researcher)
    copy = article.snapshot
    rule(copy, cast, is_article=False)
    if is_better:
        text = snapshot_corrections.read_copy(article, pasted(f"{body(1)}\n{body(2)}"))
        snapshot_corrections.add_copy(article, text, by=cast.researcher)
    (Path(running.MEDIA_ROOT) / str(copy.file)).unlink()
    rule(copy, cast, is_article=True)
    article.refresh_from_db()
    assert (article.snapshot != copy) is is_better


def test_picture_can_be_the_article(cast: Any) -> None:
    upload = Upload(png(), "page.png", "image/png")
    article = add_article(read_upload(upload), ArticleGiven(), by=cast.researcher).article
    for is_article in (False, True):
        rule(article.snapshot, cast, is_article=is_article)
    article.refresh_from_db()
    assert article.snapshot.is_article


def rule(copy: Snapshot, people: Any, *, is_article: bool) -> None:
    read = snapshot_corrections.read_ruling(copy, is_article=is_article)
    snapshot_corrections.rule_on_copy(read, by=people.researcher)


def test_copy_that_is_said_not_to_be_the_article_accuses_nobody(
    archived: Any, capture: Any, cast: Any
) -> None:
    """A wall that was not recognized became the current copy."""
    article = archived(*PARAGRAPHS)
    first = article.snapshot
    claim = claim_from(article, cast)
    unknown = b"<html><body><article><p>Welcome, dear visitors of the lighthouse.</p></article></body></html>"
    article = capture(article, unknown)
    wrong = article.snapshot
    assert claim.appearances.get().anchors.get().missing_from == wrong

    read = snapshot_corrections.read_ruling(wrong, is_article=False)
    snapshot_corrections.rule_on_copy(read, by=cast.researcher)
    article.refresh_from_db()
    assert article.snapshot == first
    assert claim.appearances.get().anchors.get().missing_from is None

    read = snapshot_corrections.read_ruling(wrong, is_article=True)
    snapshot_corrections.rule_on_copy(read, by=cast.researcher)
    article.refresh_from_db()
    assert article.snapshot == wrong
    assert claim.appearances.get().anchors.get().missing_from == wrong


def test_pasted_text_joins_the_copies_of_an_article_behind_a_wall(
    client: Client, walled: Article, cast: Any
) -> None:
    claim = claim_from(walled, cast)
    client.force_login(cast.researcher)
    page = client.get(f"/articles/{walled.pk}/")
    form = page.context["add_copy"]
    assert form.is_open
    url = f"/articles/{walled.pk}/copies/"
    assert client.post(url, {"text": ""}).status_code == 422
    sent = {"text": "\n\n".join(PARAGRAPHS), "token": form["token"].value()}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 302

    walled.refresh_from_db()
    assert (walled.snapshots.count(), walled.snapshot.kind) == (2, "paste")
    assert walled.url
    assert claim.appearances.get().anchors.count() == 1
    run_queue()
    assert walled.snapshot.reading.version
    assert list(verify_desk()) == []


def test_upload_of_a_wall_does_not_replace_the_article(archived: Any, cast: Any) -> None:
    article = archived(*PARAGRAPHS)
    current = article.snapshot
    upload = pasted("x").__class__(CONSENT.html.encode(), name="page.html", media_type="text/html")
    copy = snapshot_corrections.read_copy(article, upload)
    added = snapshot_corrections.add_copy(article, copy, by=cast.researcher)

    article.refresh_from_db()
    assert (article.snapshot, added.judgement) == (current, Judgement.CONSENT)


def test_article_that_continues_offers_its_next_page(
    client: Client, stored: Any, outlet: Outlet, cast: Any
) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    first = f"<html><head><title>Cranes</title></head><body><article>{body}</article><a rel='next' href='/cranes?page=2'>2</a></body></html>"
    outlet.pages["/cranes"] = reply(first.encode())
    outlet.publish("/cranes?page=2", "On the second page the harbour master explains it.")
    article = stored()
    run_queue()
    article.refresh_from_db()
    assert article.snapshot.judgement == Judgement.CONTINUED

    client.force_login(cast.researcher)
    assert client.get(f"/articles/{article.pk}/").context["page"].other_page.article is None
    where = f"/articles/{article.pk}/other-page/"
    form = client.get(f"/articles/{article.pk}/").content.decode().partition(f'action="{where}"')[2]
    assert "csrfmiddlewaretoken" in form.partition("</form>")[0]
    response = client.post(where)
    other = Article.objects.latest("pk")
    assert response["Location"] == f"/articles/{other.pk}/"
    assert other.url == outlet.server.url("/cranes?page=2")
    assert client.get(f"/articles/{article.pk}/").context["page"].other_page.article == other


def test_what_a_copy_looks_like_is_said_wherever_it_matters(
    client: Client, walled: Article, cast: Any
) -> None:
    claim = claim_from(walled, cast)
    client.force_login(cast.reader)
    page = client.get(f"/articles/{walled.pk}/")
    assert page.context["page"].judgement.is_suspicious
    assert page.context["suggestions"].is_no_article
    [row] = client.get("/articles/").context["articles"].rows
    assert row.not_article
    assert client.get("/articles/?q=vendors").context["articles"].rows == []
    [capture] = client.get("/captures/").context["list"].rows
    assert capture.words == page.context["page"].judgement.words
    [found] = client.get(f"/claims/{claim.pk}/").context["page"].appearances
    assert found.quoted.is_missing
    assert found.quoted.copy == capture.words


def test_newest_copy_is_said_to_be_set_aside(
    client: Client, archived: Any, capture: Any, cast: Any
) -> None:
    article = capture(archived(*PARAGRAPHS), CONSENT)
    client.force_login(cast.reader)
    archive = client.get(f"/articles/{article.pk}/").context["archive"]
    assert archive.set_aside
    assert archive.newest.judgement.tag
    assert client.get("/captures/").context["list"].rows == ()
