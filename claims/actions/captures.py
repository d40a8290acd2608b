"""Archive the page of a URL: requested at once, fetched by the queue, tried again when it fails.

The fetch runs outside every transaction. Its result is stored by one action: a copy, or why there is none.
"""

import datetime
import logging
from collections.abc import Container, Iterable
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import User
from django.utils import timezone

from claims import rules, workflow
from claims.enums import CaptureState, Role, SinceSigning, Verb
from claims.errors import Refused, refuse
from claims.fetching import Captured, Guard, NotCaptured, fetch
from claims.models import Article, CaptureRequest, Claim, Evidence, Snapshot

from .anchors import Search
from .article_addresses import note_addresses
from .background import alive, forget_finished, lease, task
from .capture_problems import (
    FAULT,
    INTERRUPTED,
    TAKEN_DOWN,
    Problem,
    count_failure,
    count_success,
)
from .capture_screenshot import ask_for_screenshot
from .record import Entry, Facts, action, facts
from .reweighing import reweigh_all
from .snapshot_arrival import arrive, owners_of, take_up
from .snapshots import ReadUpload, archived, compared, judged, keep, read_fetched

log = logging.getLogger(__name__)

# Pauses before the second, third, … attempt. There is one more attempt than pauses.
PAUSES = tuple(datetime.timedelta(minutes=minutes) for minutes in (1, 10, 60, 360))
MOST_ATTEMPTS = len(PAUSES) + 1


# --- requests ---


def ask(entry: Entry, about: Article | Evidence, *, by: User | None) -> CaptureRequest:
    """Request a copy of the page. For use inside an action, which writes the Event.

    The task is queued in the same transaction: both or neither. A request that already waits is moved forward
    and gets the current URL.
    """
    capture = about.capture_requests.waiting().first()
    if capture is None:
        owner = {"article": about} if isinstance(about, Article) else {"evidence": about}
        capture = CaptureRequest(**owner, asked_at=entry.at, asked_by=by)
    capture.url = about.url
    capture.due_at = entry.at
    capture.save()
    archive.enqueue(capture.pk)
    return capture


def follow_url(entry: Entry, about: Article | Evidence, *, by: User | None) -> None:
    """Update a waiting request after its URL was corrected, or remove it if there is no URL any more.

    For use inside an action.
    """
    waiting = about.capture_requests.waiting()
    if about.url and waiting.exists():
        ask(entry, about, by=by)
    else:
        waiting.update(
            state=CaptureState.GIVEN_UP,
            problem_code="no_url",
            problem_values={},
            problem="",
            ended_at=entry.at,
        )


@action
def request_capture(
    entry: Entry, about: Article | Evidence, *, by: User | None, token: str | None = None
) -> CaptureRequest:
    """Request a copy: the first, another, or again after failures."""
    about.refresh_from_db()
    refuse(rules.why_not_capture(rules.roles_of(by), about) or rules.why_not_archive(about))
    waiting = about.capture_requests.waiting().first()
    if entry.find_repeat(token) or (waiting and waiting.due_at <= entry.at):
        entry.no_change()
        return waiting or about.capture_requests.latest("pk")
    capture = ask(entry, about, by=by)
    claim = about.claim if isinstance(about, Evidence) else None
    entry.write(
        Verb.CAPTURE_ASKED, about, by=by, claim=claim, after={"url": about.url}, token=token
    )
    return capture


@action
def retry_captures(entry: Entry, *, by: User | None, token: str | None = None) -> int:
    """Request again everything that was given up and not requested since. Return the number."""
    roles = rules.roles_of(by)
    refuse(rules.why_not_role(roles, Role.RESEARCHER))
    given_up = [] if entry.find_repeat(token) else list(_given_up())
    wanted = [
        c.about
        for c in given_up
        if not (rules.why_not_capture(roles, c.about) or rules.why_not_archive(c.about))
    ]
    if not wanted:
        entry.no_change()
        return 0
    for about in wanted:
        ask(entry, about, by=by)
    named = [{"id": about.pk, "name": about.url} for about in wanted]
    entry.write(Verb.CAPTURES_ASKED, wanted[0], by=by, after={"captures": named}, token=token)
    return len(wanted)


def _given_up() -> Iterable[CaptureRequest]:
    found = CaptureRequest.objects.filter(state=CaptureState.GIVEN_UP).latest_of_each()
    return found.select_related("article", "evidence")


# --- one attempt ---


@task
def archive(capture_id: int) -> None:
    """Make one attempt, unless a live worker is making it: no page is fetched twice.

    A request that has ended, is not due yet or got another URL is left alone. A corrected URL has a task of its own.
    """
    url = CaptureRequest.objects.filter(pk=capture_id).values_list("url", flat=True).first()
    with lease(archive, capture_id, url or "") as is_ours:
        due = CaptureRequest.objects.due(timezone.now()).filter(pk=capture_id, url=url)
        capture = due.first() if is_ours else None
        if capture is None:
            return
        try:
            _attempt(capture)
        except Refused as refusal:  # its article is gone
            log.info("capture %s: %s", capture_id, refusal.denial.code)


def _attempt(capture: CaptureRequest) -> None:
    seen, by = capture.attempts, capture.asked_by
    try:
        fetched = fetch(capture.url, guard=Guard(allowed=settings.FETCH_ALLOWED))
        page = read_page(capture, fetched)
    except NotCaptured as error:
        problem = Problem(error.code, error.values, error.worth_retrying)
        note_failed_capture(capture, problem, seen_attempts=seen, by=by)
        cause = type(error.__cause__).__name__ if error.__cause__ else "no cause"
        log.info("capture %s: %s (%s)", capture.pk, error.code, cause)
    except Exception:
        # Whatever a page does to the extractors, the request ends with a reason and the queue goes on.
        log.exception("capture %s", capture.pk)
        note_failed_capture(capture, FAULT, seen_attempts=seen, by=by)
    else:
        keep_capture(capture, page, by=by)
        log.info("capture %s: archived", capture.pk)


@dataclass(frozen=True)
class ReadPage:
    """A fetched page with its text extracted, and the quotes from it searched for in that text."""

    read: ReadUpload
    search: Search


def read_page(capture: CaptureRequest, fetched: Captured) -> ReadPage:
    """Do all that takes time, before the action takes the record's lock."""
    about = capture.about
    read = read_fetched(fetched)
    if isinstance(about, Article):
        read = compared(read, about.publisher, about)
    search = Search(read.text)
    search.look_ahead(owners_of(about) if isinstance(about, Article) else [about])
    return ReadPage(read, search)


@action
def keep_capture(
    entry: Entry, capture: CaptureRequest, page: ReadPage, *, by: User | None
) -> Snapshot | None:
    """Archive the copy of a page, and do what follows from it. Returns None if it is no longer wanted."""
    capture.refresh_from_db()
    read = page.read
    fetched = read.fetched
    if capture.state != CaptureState.WAITING or fetched is None:
        entry.no_change()
        return None
    if fetched.requested_url != capture.url:
        # The URL was corrected meanwhile: the task that came with the correction fetches that.
        entry.no_change()
        return None
    about = capture.about
    if rules.why_not_archive(about) or Snapshot.objects.must_not_return(read.sha256):
        _note_failure(entry, capture, TAKEN_DOWN, by=by)
        return None
    snapshot = keep(entry, read, by=by, article=capture.article)
    before: Facts = {}
    after = archived(snapshot) | _custody(fetched) | judged(snapshot)
    if isinstance(about, Article):
        note_addresses(about, snapshot, read)
        more_before, more = arrive(entry, about, snapshot, page.search, page.read.page)
        before |= more_before
        after |= more
        claim = None
    else:
        claim = about.claim
        if take_up(about, snapshot, page.search):
            workflow.touch(claim, basis_changed=False)
            concerned = Claim.objects.filter(pk=claim.pk)
            after |= reweigh_all(entry, concerned, SinceSigning.BASIS_CHANGED)
        after |= facts(about, "quote_check")
    problem = Problem(read.problem, read.problem_values) if read.problem else None
    count_success(capture, problem, at=entry.at)
    capture.snapshot, capture.problem = snapshot, ""
    capture.save()
    ask_for_screenshot(entry, capture)
    if problem:
        after["problem"] = problem.facts
    entry.write(Verb.CAPTURED, about, by=by, claim=claim, before=before, after=after)
    return snapshot


@action
def note_failed_capture(
    entry: Entry, capture: CaptureRequest, problem: Problem, *, seen_attempts: int, by: User | None
) -> None:
    """Record a failed attempt: schedule the next one, or give up with the reason."""
    capture.refresh_from_db()
    if capture.state != CaptureState.WAITING or capture.attempts != seen_attempts:
        return entry.no_change()
    return _note_failure(entry, capture, problem, by=by)


def _note_failure(
    entry: Entry, capture: CaptureRequest, problem: Problem, *, by: User | None
) -> None:
    after = count_failure(capture, problem, at=entry.at, pauses=PAUSES)
    capture.problem = ""
    if capture.ended_at is None:
        pause = capture.due_at > entry.at
        archive.using(run_after=capture.due_at if pause else None).enqueue(capture.pk)
    capture.save()
    about = capture.about
    claim = about.claim if isinstance(about, Evidence) else None
    verb = Verb.CAPTURE_FAILED if capture.ended_at is None else Verb.CAPTURE_GIVEN_UP
    entry.write(verb, about, by=by, claim=claim, after=after)


def _custody(fetched: Captured) -> Facts:
    """Return how it was fetched, for the record: what the copy's own columns hold, and what they do not."""
    return {
        "final_url": fetched.final_url,
        "http_status": fetched.status,
        "redirects": [step.to for step in fetched.redirects],
        "address": fetched.address,
        "headers": [f"{name}: {value}" for name, value in fetched.headers.items()],
        "request_headers": [f"{name}: {value}" for name, value in fetched.request_headers.items()],
    }


# --- lost tasks ---


def resume(suspected: Container[int] | None = None) -> set[int]:
    """Try again the requests whose task died with its worker. Return those that seem lost.

    With `suspected`, only those are tried that seemed lost before, too: after a pause of the machine or the database,
    a live worker has not renewed its leases yet.
    Each counts as an attempt: a page that brings a worker down every time is given up.

    Cheap if there is nothing to do: three reads.
    """
    due = list(CaptureRequest.objects.due(timezone.now()).select_related("asked_by"))
    known = alive(archive) if due else set()
    lost = [capture for capture in due if capture.pk not in known]
    for capture in lost:
        if suspected is None or capture.pk in suspected:
            note_failed_capture(
                capture, INTERRUPTED, seen_attempts=capture.attempts, by=capture.asked_by
            )
    forget_finished()
    return {capture.pk for capture in lost}
