"""A page that was archived gets a screenshot, if the desk takes any. Without one, the copy says why."""

import datetime
import hashlib
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from django.conf import settings as running
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from claims.actions.articles import add_article
from claims.actions.capture_problems import Problem
from claims.actions.capture_screenshot import (
    PAUSES,
    keep_screenshot,
    note_failed_screenshot,
    resume,
)
from claims.actions.captures import request_capture
from claims.actions.snapshot_takedown import take_down
from claims.enums import CaptureKind, CaptureState, Verb
from claims.errors import Refused
from claims.fetching import find_browser
from claims.given import ArticleGiven, TakedownGiven
from claims.models import Article, Event, ScreenshotRequest, Snapshot
from claims.reads.record.verification import verify_copies
from tests.factories import ClaimFactory
from tests.fetching.wire import reply, serving

from .conftest import run_queue
from .outlet import Outlet, page
from .screenshots import archive_with_request, make_screenshot, picture, png, request_screenshot
from .test_archive import add_evidence_from_url
from .test_web_archive import download, records

pytestmark = pytest.mark.django_db
S = CaptureState
needs_browser = pytest.mark.skipif(not find_browser(), reason="Chromium is not installed")


@pytest.mark.browser
@needs_browser
def test_archived_page_gets_a_screenshot(outlet: Outlet, archived: Any, settings: Any) -> None:
    settings.SCREENSHOTS = True
    with serving(reply()) as other:
        settings.FETCH_ALLOWED |= other.pairs
        article = archived("The cranes stay.", f"<img src='{other.url()}'><img src='/quay.png'>")

    assert outlet.seen["/quay.png"] == 1
    assert other.hits == 0  # only somebody who enters its URL reaches it
    request = ScreenshotRequest.objects.get()
    assert (request.state, request.attempts) == (S.ARCHIVED, 1)
    shot = request.screenshot
    assert (shot.kind, shot.media_type) == (CaptureKind.SCREENSHOT, "image/png")
    assert shot.requested_url == shot.final_url == outlet.server.url("/cranes")
    content = (Path(running.MEDIA_ROOT) / str(shot.file)).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert shot.sha256 == hashlib.sha256(content).hexdigest()
    assert article.snapshot.kind == CaptureKind.PAGE
    assert article.snapshot.captured_at < shot.captured_at
    event = Event.objects.latest("seq")
    assert (event.verb, event.after["of_copy"]) == (Verb.SCREENSHOT_TAKEN, article.snapshot_id)
    assert list(verify_copies()) == []


@pytest.mark.browser
@needs_browser
def test_page_that_is_gone_by_then_stays_archived_without_a_screenshot(
    outlet: Outlet, stored: Any, settings: Any, login: Any
) -> None:
    settings.SCREENSHOTS = True
    answers = [reply(page())]
    gone = reply(b"Gone.", status="410 Gone")
    outlet.server.script = lambda server, connection, request: connection.sendall(
        answers.pop() if answers else gone
    )
    article = stored()
    run_queue()

    article.refresh_from_db()
    request = ScreenshotRequest.objects.get()
    assert article.snapshot.text
    assert (request.state, request.problem_code) == (S.GIVEN_UP, "status")
    shown = login("reader").get(reverse("article_page", args=[article.pk])).content.decode()
    assert "No screenshot could be taken. The server answered with status 410" in shown


def test_desk_takes_no_screenshots_unless_it_is_set_to(archived: Any) -> None:
    archived()
    assert not ScreenshotRequest.objects.exists()


@pytest.mark.parametrize(
    ("browser", "code"), [("/nowhere/chromium", "no_browser"), ("/bin/false", "no_start")]
)
def test_desk_without_a_working_browser_archives_pages_all_the_same(
    browser: str, code: str, archived: Any, settings: Any
) -> None:
    settings.SCREENSHOTS, settings.SCREENSHOT_BROWSER = True, browser
    article = archived()

    request = ScreenshotRequest.objects.get()
    assert (request.state, request.problem_code, request.attempts) == (S.GIVEN_UP, code, 1)
    assert article.snapshot.text
    assert Event.objects.latest("seq").verb == Verb.SCREENSHOT_FAILED


def test_check_names_a_browser_that_is_missing(settings: Any, capsys: Any) -> None:
    settings.SCREENSHOTS, settings.SCREENSHOT_BROWSER = True, "/nowhere/chromium"
    call_command("check")
    assert "claims.W003" in capsys.readouterr().err
    settings.SCREENSHOTS = False
    call_command("check")
    assert "claims.W003" not in capsys.readouterr().err


def test_failed_screenshot_is_tried_once_more(cast: Any) -> None:
    request = request_screenshot(cast)
    slow = Problem("too_slow")
    DBTaskResult.objects.all().delete()

    note_failed_screenshot(request, slow, seen_attempts=0, by=cast.researcher)
    request.refresh_from_db()
    assert (request.state, request.attempts) == (S.WAITING, 1)
    task = DBTaskResult.objects.get()
    assert task.run_after == request.due_at == Event.objects.latest("seq").at + PAUSES[0]
    assert task.priority < 0  # whatever else waits comes first

    note_failed_screenshot(request, slow, seen_attempts=1, by=cast.researcher)
    request.refresh_from_db()
    assert (request.state, request.attempts) == (S.GIVEN_UP, 2)
    assert DBTaskResult.objects.count() == 1


def test_screenshot_whose_worker_died_counts_as_an_attempt(cast: Any) -> None:
    request = request_screenshot(cast)
    assert resume({request.pk}) == set()
    DBTaskResult.objects.all().delete()

    with time_machine.travel(request.due_at + datetime.timedelta(minutes=1)):
        assert resume(set()) == {request.pk}
        assert ScreenshotRequest.objects.get().attempts == 0
        resume({request.pk})
    request.refresh_from_db()
    assert (request.attempts, request.problem_code, request.state) == (1, "interrupted", S.WAITING)


def body_of(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_screenshot_is_shown_with_its_copy_and_downloaded(cast: Any, login: Any) -> None:
    shot = make_screenshot(cast)
    client: Client = login("reader")
    file = reverse("screenshot_file", args=[shot.pk])
    shown = client.get(reverse("article_page", args=[shot.article_id])).content.decode()

    assert file in shown
    assert shot.sha256 in shown
    assert '<span class="count">1</span>' in shown  # it is no copy of its own
    response = client.get(file)
    assert response["Content-Disposition"].startswith("attachment;")
    assert response["Content-Type"] == "application/octet-stream"
    assert body_of(response) == png()
    assert Event.objects.latest("seq").verb == Verb.COPY_DOWNLOADED
    copy = shot.screenshot_of.copy
    assert client.get(reverse("screenshot_file", args=[copy.pk])).status_code == 404


def test_comparison_passes_over_screenshots(cast: Any, login: Any) -> None:
    shot = make_screenshot(cast)
    article = shot.article
    again = capture_again(article, cast)
    shown = login("reader").get(reverse("article_page", args=[article.pk])).content.decode()
    assert "Its text is the same as in the previous copy." in shown
    assert again.state == S.WAITING


def capture_again(article: Article, people: Any) -> ScreenshotRequest:
    capture = request_capture(article, by=people.researcher)
    return archive_with_request(capture, people.researcher)


def test_web_archive_has_the_screenshot(cast: Any, login: Any) -> None:
    shot = make_screenshot(cast)
    article = shot.article
    archive = ZipFile(io.BytesIO(download(login("reader"), article)))
    url = f"urn:fullPage:{shot.final_url}"

    kind, named_url, _, content = records(archive)[-1]
    assert (kind, named_url, content) == ("resource", url, png())
    lines = archive.read("indexes/index.cdx").decode().splitlines()
    (about,) = [json.loads(line.split(" ", 2)[2]) for line in lines if line.startswith("urn:")]
    assert (about["url"], about["mime"]) == (url, "image/png")
    package = json.loads(archive.read("datapackage.json"))
    assert "taken later than the page was archived" in package["description"]


def test_takedown_of_a_copy_takes_its_screenshot(cast: Any, login: Any) -> None:
    shot = make_screenshot(cast)
    path = Path(running.MEDIA_ROOT) / str(shot.file)
    assert path.exists()

    take_down(shot.screenshot_of.copy, TakedownGiven("Ordered by the court."), by=cast.editor)
    shot.refresh_from_db()
    assert shot.is_taken_down
    assert not path.exists()
    assert login("reader").get(reverse("screenshot_file", args=[shot.pk])).status_code == 410
    assert list(verify_copies()) == []


def test_screenshot_that_arrives_after_a_takedown_is_not_kept(cast: Any) -> None:
    request = request_screenshot(cast)
    take_down(request.copy, TakedownGiven("Ordered by the court."), by=cast.editor)

    shot = picture(request.copy.final_url)
    assert keep_screenshot(request, shot, by=cast.researcher) is None
    request.refresh_from_db()
    assert (request.state, request.problem_code) == (S.GIVEN_UP, "taken_down")
    assert not Snapshot.objects.filter(kind=CaptureKind.SCREENSHOT).exists()


def test_screenshot_that_was_altered_is_noticed(cast: Any) -> None:
    shot = make_screenshot(cast)
    (Path(running.MEDIA_ROOT) / str(shot.file)).write_bytes(png(255))
    assert [fault.code for fault in verify_copies()] == ["file_changed"]


def test_evidence_from_a_url_has_its_screenshot(cast: Any, login: Any) -> None:
    claim = ClaimFactory(people=cast)
    evidence = add_evidence_from_url(claim, cast, "https://port.example/report")
    request = archive_with_request(evidence.capture_requests.get(), cast.researcher)
    shot = keep_screenshot(request, picture(evidence.url), by=cast.researcher)

    client = login("editor")
    shown = client.get(reverse("claim_page", args=[claim.pk])).content.decode()
    assert reverse("screenshot_file", args=[shot.pk]) in shown
    take_down_url = reverse("snapshot_take_down", args=[shot.pk])
    assert take_down_url in shown
    assert f"Evidence {evidence.pk}" in client.get(take_down_url).content.decode()
    take_down(shot, TakedownGiven("Ordered by the court.", blocks_capture=True), by=cast.editor)
    with pytest.raises(Refused) as refusal:
        request_capture(evidence, by=cast.researcher)
    assert refusal.value.denial.code == "taken_down"


def test_page_added_again_after_an_hour_is_captured_whenever_its_screenshot_came(cast: Any) -> None:
    with time_machine.travel(datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)):
        request = request_screenshot(cast)
    url = request.copy.final_url
    with time_machine.travel(datetime.datetime(2026, 1, 1, 1, 30, tzinfo=datetime.UTC)):
        keep_screenshot(request, picture(url), by=cast.researcher)
        added = add_article(None, ArticleGiven(url=url), by=cast.editor)
    assert added.article.capture_requests.filter(state=S.WAITING).exists()
