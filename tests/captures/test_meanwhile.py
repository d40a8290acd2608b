"""What changes while a page is fetched or its screenshot is taken, and what nobody expected."""

import socket
from typing import Any

import pytest
from django.db import connection
from django.test import override_settings
from django_tasks_db.models import DBTaskResult

from claims.actions import capture_screenshot, captures
from claims.actions.articles import add_article, correct_article
from claims.actions.import_undo import undo_import
from claims.actions.imports import import_articles, read_rows
from claims.actions.snapshot_takedown import take_down
from claims.enums import CaptureState
from claims.given import ArticleGiven, ArticleRow, ClaimRow, ImportGiven, TakedownGiven
from claims.models import CaptureRequest, Event, Import, ScreenshotRequest, Snapshot
from tests.fetching.wire import Server, reply
from tests.imports.test_undo import imported
from tests.record.every_article_action import fetched, waiting

from .conftest import run_queue
from .outlet import Outlet
from .screenshots import archive_with_request, make_screenshot, picture, request_screenshot

S = CaptureState


@pytest.mark.django_db(transaction=True)
@pytest.mark.any_database
def test_page_whose_import_is_undone_while_it_is_fetched_is_not_kept(
    outlet: Outlet, cast: Any
) -> None:
    row = ClaimRow(2, "x-1", "It is deep.", "deep", article_url=outlet.server.url("/cranes"))
    run = imported(cast.researcher, row)

    def undo(server: Server, sock: socket.socket, request: bytes) -> None:
        undo_import(run, by=cast.researcher)
        connection.close()
        sock.sendall(reply())

    outlet.server.script = undo
    run_queue()
    assert not CaptureRequest.objects.exists()
    assert not Snapshot.objects.exists()
    assert not DBTaskResult.objects.failed().exists()


@pytest.mark.django_db
def test_page_of_a_url_that_was_corrected_meanwhile_is_not_kept(cast: Any) -> None:
    capture = waiting(cast)
    page = captures.read_page(capture, fetched(capture.url))
    given = ArticleGiven(url="https://port.example/quay")
    correct_article(capture.article, given, seen_revision=1, by=cast.researcher)
    before = Event.objects.count()
    assert captures.keep_capture(capture, page, by=cast.researcher) is None
    assert Event.objects.count() == before
    capture.refresh_from_db()
    assert (capture.state, capture.url) == (S.WAITING, given.url)


@pytest.mark.django_db
def test_whatever_fails_the_request_ends_with_a_reason(
    outlet: Outlet, stored: Any, settings: Any
) -> None:
    settings.SCREENSHOTS, settings.SCREENSHOT_BROWSER = True, "/bin/true"
    outlet.publish("/cranes")
    stored()
    DBTaskResult.objects.all().delete()
    captures.archive.call(CaptureRequest.objects.get().pk)
    settings.FETCH_ALLOWED = None  # what no check of the settings lets through
    run_queue()
    shot = ScreenshotRequest.objects.get()
    assert (shot.problem_code, shot.attempts) == ("fault", 1)

    stored("/quay")
    run_queue()
    capture = CaptureRequest.objects.latest("pk")
    assert (capture.problem_code, capture.attempts) == ("fault", 1)


def attempt(request: ScreenshotRequest) -> tuple[str, str]:
    capture_screenshot.take.call(request.pk)
    request.refresh_from_db()
    return request.state, request.problem_code


@pytest.mark.django_db
def test_screenshot_is_given_up_by_a_desk_that_takes_none_any_more(cast: Any) -> None:
    request = request_screenshot(cast)
    assert attempt(request) == (S.GIVEN_UP, "screenshots_off")
    before = Event.objects.count()
    attempt(request)  # the task ran twice
    assert Event.objects.count() == before


@pytest.mark.django_db
def test_screenshot_of_an_article_that_is_off_the_desk_is_given_up(cast: Any) -> None:
    row = ArticleRow(2, "", None, ArticleGiven(url="https://port.example/cranes"))
    given = ImportGiven("articles.csv")
    (read,) = read_rows([[row]])
    import_articles(read, by=cast.researcher, run=given)
    run = Import.objects.get(key=given.key)
    request = archive_with_request(CaptureRequest.objects.get(), cast.researcher)
    undo_import(run, by=cast.researcher)
    with override_settings(SCREENSHOTS=True, SCREENSHOT_BROWSER="/bin/true"):
        assert attempt(request) == (S.GIVEN_UP, "undone")


@pytest.mark.django_db
def test_picture_that_was_taken_down_for_good_is_not_kept_for_another_page(cast: Any) -> None:
    order = TakedownGiven("Ordered by the court.", blocks_capture=True)
    take_down(make_screenshot(cast), order, by=cast.editor)
    given = ArticleGiven(url="https://port.example/quay")
    other = add_article(None, given, by=cast.researcher).article.capture_requests.get()
    request = archive_with_request(other, cast.researcher)
    shot = picture(request.copy.final_url)
    assert capture_screenshot.keep_screenshot(request, shot, by=cast.researcher) is None
    request.refresh_from_db()
    assert (request.state, request.problem_code) == (S.GIVEN_UP, "taken_down")
