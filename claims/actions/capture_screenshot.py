"""Take a screenshot of a page that was archived: a picture of what its readers see, next to the bytes.

The browser runs outside every transaction (`fetching/picture.py`). A screenshot that fails never harms the copy: it
is tried once more, and then the copy says why it has no screenshot.
"""

import datetime
import logging
from collections.abc import Container

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from claims import rules
from claims.enums import CaptureKind, CaptureState, Verb
from claims.fetching import (
    Captured,
    Guard,
    NotCaptured,
    Picture,
    find_browser,
    guard_for,
    take_picture,
)
from claims.given import Upload
from claims.models import CaptureRequest, Evidence, ScreenshotRequest, Snapshot

from .background import alive, lease, task
from .capture_problems import (
    FAULT,
    INTERRUPTED,
    TAKEN_DOWN,
    Problem,
    count_failure,
    count_success,
)
from .record import Entry, Facts, action
from .snapshots import ReadUpload, keep, with_screenshot

log = logging.getLogger(__name__)

PAUSES = (datetime.timedelta(minutes=5),)  # before the second and last attempt
# A picture takes half a minute. Pages that people wait for are archived before it.
_PRIORITY = -50
_RENDERED = frozenset({"text/html", "application/xhtml+xml"})

OFF = Problem("screenshots_off", worth_retrying=False)
NO_BROWSER = Problem("no_browser", worth_retrying=False)
UNDONE = Problem("undone", worth_retrying=False)


def ask_for_screenshot(entry: Entry, capture: CaptureRequest) -> None:
    """Request a screenshot of a page that was archived just now, if the desk takes any. For use inside an action."""
    copy = capture.snapshot
    if not settings.SCREENSHOTS or copy is None or copy.media_type not in _RENDERED:
        return
    request = ScreenshotRequest.objects.create(capture=capture, asked_at=entry.at, due_at=entry.at)
    take.enqueue(request.pk)


def browser_path() -> str:
    """Return the path of the browser that the settings name, or that is found, or "" without a browser."""
    return find_browser(settings.SCREENSHOT_BROWSER)


@task(priority=_PRIORITY)
def take(request_id: int) -> None:
    """Make one attempt, unless a live worker is making it."""
    with lease(take, request_id) as is_ours:
        due = ScreenshotRequest.objects.due(timezone.now()).filter(pk=request_id)
        request = due.select_related("capture__snapshot").first() if is_ours else None
        if request is not None:
            _attempt(request)


def _attempt(request: ScreenshotRequest) -> None:
    seen, by = request.attempts, request.capture.asked_by
    try:
        problem = _why_not(request)
        picture = None if problem else _picture_of(request.copy)
    except NotCaptured as error:
        problem = Problem(error.code, error.values, error.worth_retrying)
        cause = type(error.__cause__).__name__ if error.__cause__ else "no cause"
        log.info("screenshot %s: %s (%s)", request.pk, error.code, cause)
    except Exception:
        # Whatever the browser does, the request ends with a reason and the queue goes on.
        log.exception("screenshot %s", request.pk)
        problem = FAULT
    if problem:
        note_failed_screenshot(request, problem, seen_attempts=seen, by=by)
        return
    assert picture is not None
    keep_screenshot(request, picture, by=by)
    log.info("screenshot %s: archived", request.pk)


def _why_not(request: ScreenshotRequest) -> Problem | None:
    """Return why no screenshot of this copy is taken, if so. Two queries."""
    if not settings.SCREENSHOTS:
        return OFF
    if not browser_path():
        return NO_BROWSER
    return _why_not_keep(request)


def _why_not_keep(request: ScreenshotRequest) -> Problem | None:
    about, copy = request.capture.about, request.copy
    if copy.is_taken_down or rules.why_not_archive(about):
        return TAKEN_DOWN
    if not isinstance(about, Evidence) and about.undone_with_id is not None:
        return UNDONE
    return None


def _picture_of(copy: Snapshot) -> Picture:
    guard = guard_for(copy.final_url, Guard(allowed=settings.FETCH_ALLOWED))
    return take_picture(copy.final_url, path=browser_path(), guard=guard)


@action
def keep_screenshot(
    entry: Entry, request: ScreenshotRequest, picture: Picture, *, by: User | None
) -> Snapshot | None:
    """Archive the screenshot of a copy. Returns None if it is no longer wanted."""
    request = ScreenshotRequest.objects.select_related("capture__snapshot").get(pk=request.pk)
    if request.state != CaptureState.WAITING:
        entry.no_change()
        return None
    copy = request.copy
    read = _read(copy, picture)
    problem = _why_not_keep(request)
    if problem is None and Snapshot.objects.must_not_return(read.sha256):
        problem = TAKEN_DOWN
    if problem:
        _note_failure(entry, request, problem, by=by)
        return None
    screenshot = keep(entry, read, by=by, article=copy.article)
    count_success(request, None, at=entry.at)
    request.screenshot = screenshot
    request.save()
    after: Facts = with_screenshot(screenshot) | {
        "of_copy": copy.pk,
        "final_url": picture.final_url,
        "is_cut": picture.is_cut,
    }
    _write(entry, Verb.SCREENSHOT_TAKEN, request, after, by=by)
    return screenshot


def _read(copy: Snapshot, picture: Picture) -> ReadUpload:
    """Return the picture as an upload without text, with the address that it shows."""
    tool, _, version = picture.browser.partition("/")
    return ReadUpload(
        Upload(picture.content, media_type=picture.media_type, kind=CaptureKind.SCREENSHOT),
        fetched=Captured(
            content=picture.content,
            requested_url=copy.final_url,
            final_url=picture.final_url,
            redirects=(),
            status=picture.status,
            media_type=picture.media_type,
            declared_encoding=None,
            address="",
            headers={},
            request_headers={},
        ),
        tool=tool[:100],
        tool_version=version[:50],
    )


@action
def note_failed_screenshot(
    entry: Entry,
    request: ScreenshotRequest,
    problem: Problem,
    *,
    seen_attempts: int,
    by: User | None,
) -> None:
    """Record a failed attempt: schedule the second one, or give up with the reason."""
    request.refresh_from_db()
    if request.state != CaptureState.WAITING or request.attempts != seen_attempts:
        return entry.no_change()
    return _note_failure(entry, request, problem, by=by)


def _note_failure(
    entry: Entry, request: ScreenshotRequest, problem: Problem, *, by: User | None
) -> None:
    after = count_failure(request, problem, at=entry.at, pauses=PAUSES)
    after["of_copy"] = request.copy.pk
    if request.ended_at is None:
        take.using(run_after=request.due_at).enqueue(request.pk)
    request.save()
    _write(entry, Verb.SCREENSHOT_FAILED, request, after, by=by)


def _write(
    entry: Entry, verb: Verb, request: ScreenshotRequest, after: Facts, *, by: User | None
) -> None:
    about = request.capture.about
    claim = about.claim if isinstance(about, Evidence) else None
    entry.write(verb, about, by=by, claim=claim, after=after)


def resume(suspected: Container[int]) -> set[int]:
    """Try again the screenshots whose task died with its worker, if they seemed lost before, too. Return those that do.

    Each counts as an attempt: a page that brings a worker down is given up. One read if there is nothing to do.
    """
    due = list(ScreenshotRequest.objects.due(timezone.now()).select_related("capture__asked_by"))
    known = alive(take) if due else set()
    lost = [request for request in due if request.pk not in known]
    for request in lost:
        if request.pk in suspected:
            by = request.capture.asked_by
            note_failed_screenshot(request, INTERRUPTED, seen_attempts=request.attempts, by=by)
    return {request.pk for request in lost}
