"""A URL is stored, fetched by the queue from a real server, and archived or given up with a reason."""

import datetime
import hashlib
from typing import Any

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult

from claims.actions import articles as article_actions
from claims.actions import background, evidence
from claims.actions import captures as capture_actions
from claims.actions import claims as claim_actions
from claims.actions.captures import MOST_ATTEMPTS, PAUSES, request_capture
from claims.enums import (
    CaptureState,
    ClaimKind,
    ClaimStatus,
    EvidenceKind,
    OriginKind,
    QuoteCheck,
    Stance,
    Verb,
)
from claims.errors import Refused
from claims.given import AppearanceGiven, ArticleGiven, ClaimGiven, EvidenceGiven, pasted
from claims.models import Article, CaptureRequest, Claim, Event, Evidence
from claims.reads.record.verification import verify_copies
from tests.extractors.walls import WALLS
from tests.factories import ClaimFactory, EvidenceFactory, SourceFactory
from tests.fetching.wire import reply
from tests.record.under_lock import extractors_under_the_lock
from tests.with_postgres import free_port

from .conftest import run_queue
from .outlet import PARAGRAPHS, QUOTE, Outlet, open_outlet, page, pdf

pytestmark = pytest.mark.django_db
S = CaptureState


def only_request(article: Article) -> CaptureRequest:
    return article.capture_requests.get()


# Stored first


def test_article_exists_before_its_page_is_archived(stored: Any) -> None:
    article = stored()

    assert article.snapshot is None
    assert only_request(article).state == S.WAITING


def test_same_url_opens_the_existing_article(stored: Any, cast: Any) -> None:
    article = stored()
    again = article_actions.add_article(None, ArticleGiven(url=article.url), by=cast.editor)

    assert again.existed
    assert again.article == article
    assert CaptureRequest.objects.count() == 1


# Archived whole

CYRILLIC = "Начальник порта сообщил во вторник, что все четыре крана останутся на службе до осени."
BODIES = {
    "html": (page(), "text/html; charset=utf-8", QUOTE),
    "cyrillic": (
        page(CYRILLIC, charset="windows-1251"),
        "text/html; charset=windows-1251",
        "все четыре крана",
    ),
    "pdf": (pdf("The cranes stay", f"He said that {QUOTE}."), "application/pdf", QUOTE),
    "text": ("\n\n".join(PARAGRAPHS).encode(), "text/plain", QUOTE),
}


@pytest.mark.parametrize("kind", BODIES)
def test_page_is_archived_whole(outlet: Outlet, stored: Any, kind: str) -> None:
    body, media_type, words = BODIES[kind]
    outlet.pages["/a"] = reply(body, media_type=media_type)
    article = stored("/a")

    run_queue()

    article.refresh_from_db()
    copy = article.snapshot
    assert only_request(article).state == S.ARCHIVED
    assert only_request(article).snapshot == copy
    assert copy.sha256 == hashlib.sha256(body).hexdigest()
    with copy.file.open() as file:
        assert file.read() == body
    assert words in copy.text
    assert (copy.requested_url, copy.final_url, copy.http_status) == (
        article.url,
        article.url,
        200,
    )
    event = Event.objects.get(verb=Verb.CAPTURED)
    assert event.after["address"] == "127.0.0.1"
    assert not list(verify_copies())


def test_redirects_are_saved_with_the_copy(outlet: Outlet, stored: Any) -> None:
    outlet.publish("/new")
    outlet.pages["/old"] = reply(b"", status="301 Moved Permanently", Location="/new")
    article = stored("/old")

    run_queue()

    article.refresh_from_db()
    assert article.snapshot.final_url == outlet.server.url("/new")
    assert [step["to"] for step in article.snapshot.redirects] == [outlet.server.url("/new")]


def test_headline_and_language_are_taken_from_the_page_only_if_not_given(
    outlet: Outlet, stored: Any
) -> None:
    outlet.publish("/a")
    outlet.publish("/b")
    silent, named = stored("/a"), stored("/b", headline="As we call it")

    run_queue()

    silent.refresh_from_db()
    named.refresh_from_db()
    assert (silent.headline, silent.language) == ("The cranes stay", "en")
    assert named.headline == "As we call it"


def test_page_without_text_is_archived_with_the_problem(outlet: Outlet, stored: Any) -> None:
    outlet.pages["/empty"] = reply(b"<!doctype html><html><body><img src=x></body></html>")
    article = stored("/empty")

    run_queue()

    article.refresh_from_db()
    assert article.snapshot.text == ""
    assert only_request(article).problem_code == "no_text"


# Explained


def test_missing_page_is_given_up_with_its_status(stored: Any) -> None:
    article = stored("/gone")

    run_queue()

    capture = only_request(article)
    assert (capture.state, capture.problem_code, capture.attempts) == (S.GIVEN_UP, "status", 1)
    assert capture.problem_values == {"status": 404}
    assert Event.objects.filter(verb=Verb.CAPTURE_GIVEN_UP).count() == 1


def test_refused_addresses_cannot_be_told_apart(cast: Any, outlet: Outlet) -> None:
    """Compare a server that exists but is not allowed, one that does not exist, and private addresses."""
    with open_outlet() as canary:
        canary.publish("/")
        there, absent = canary.server.port, free_port()
        hosts = [f"127.0.0.1:{there}", f"127.0.0.1:{absent}", f"localhost:{there}", "10.0.0.1"]
        hosts += ["169.254.169.254", f"[::1]:{there}"]
        for host in hosts:
            article_actions.add_article(
                None, ArticleGiven(url=f"http://{host}/"), by=cast.researcher
            )

        run_queue()

        assert {(c.state, c.problem_code) for c in CaptureRequest.objects.all()} == {
            (S.WAITING, "unreachable")
        }
        assert not any(c.problem_values for c in CaptureRequest.objects.all())
        assert canary.server.hits == 0


def test_failed_capture_is_retried_at_growing_intervals_and_then_given_up(
    outlet: Outlet, stored: Any
) -> None:
    with time_machine.travel(
        datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC), tick=False
    ) as clock:
        outlet.pages["/down"] = reply(b"Later.", status="503 Service Unavailable")
        article = stored("/down")
        run_queue()
        for attempt, pause in enumerate(PAUSES, start=1):
            capture = only_request(article)
            assert (capture.state, capture.attempts) == (S.WAITING, attempt)
            clock.shift(pause - datetime.timedelta(seconds=1))
            run_queue()
            assert only_request(article).attempts == attempt, "the task ran too early"
            clock.shift(2)
            run_queue()

    capture = only_request(article)
    assert (capture.state, capture.attempts) == (S.GIVEN_UP, MOST_ATTEMPTS)
    assert outlet.server.hits == MOST_ATTEMPTS


def test_capture_that_failed_once_can_be_archived_at_the_second_attempt(
    outlet: Outlet, stored: Any
) -> None:
    outlet.pages["/a"] = reply(b"Later.", status="503 Service Unavailable")
    article = stored("/a")
    run_queue()
    outlet.publish("/a")

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + 2 * PAUSES[0]):
        run_queue()

    assert only_request(article).state == S.ARCHIVED


# Requested again


def test_capture_that_was_given_up_can_be_requested_again(
    outlet: Outlet, stored: Any, cast: Any
) -> None:
    article = stored("/late")
    run_queue()
    outlet.publish("/late")

    request_capture(article, by=cast.researcher)
    run_queue()

    assert [c.state for c in article.capture_requests.all()] == [S.GIVEN_UP, S.ARCHIVED]


def test_all_captures_that_were_given_up_can_be_retried_together(
    outlet: Outlet, stored: Any, cast: Any
) -> None:
    articles = [stored(f"/late{n}") for n in range(3)]
    run_queue()
    for n in range(3):
        outlet.publish(f"/late{n}")

    assert capture_actions.retry_captures(by=cast.researcher) == 3
    run_queue()

    for article in articles:
        article.refresh_from_db()
        assert article.snapshot
    assert capture_actions.retry_captures(by=cast.researcher) == 0


def test_waiting_capture_is_not_requested_twice(stored: Any, cast: Any) -> None:
    article = stored()
    request_capture(article, by=cast.researcher)
    assert CaptureRequest.objects.count() == 1
    assert not Event.objects.filter(verb=Verb.CAPTURE_ASKED).exists()


def test_reader_cannot_request_a_capture(stored: Any, cast: Any) -> None:
    with pytest.raises(Refused) as refused:
        request_capture(stored(), by=cast.reader)
    assert refused.value.denial.code == "needs_researcher"


def test_task_that_runs_twice_does_nothing_the_second_time(archived: Any, outlet: Outlet) -> None:
    article = archived()
    events = Event.objects.count()

    capture_actions.archive.call(only_request(article).pk)

    assert outlet.server.hits == 1
    assert Event.objects.count() == events
    assert article.snapshots.count() == 1


def test_task_that_runs_too_early_fetches_nothing(outlet: Outlet, stored: Any) -> None:
    outlet.pages["/down"] = reply(b"Later.", status="503 Service Unavailable")
    article = stored("/down")
    run_queue()

    capture_actions.archive.call(only_request(article).pk)

    assert (outlet.server.hits, only_request(article).attempts) == (1, 1)


def test_failure_reported_by_two_workers_is_one_attempt(stored: Any, cast: Any) -> None:
    capture = only_request(stored())
    for _ in range(2):
        capture_actions.note_failed_capture(
            capture, capture_actions.INTERRUPTED, seen_attempts=0, by=cast.researcher
        )
    capture.refresh_from_db()
    assert capture.attempts == 1


def test_url_corrected_before_the_capture_is_the_one_fetched(
    outlet: Outlet, stored: Any, cast: Any
) -> None:
    outlet.publish("/right")
    article = stored("/wrong")
    right = ArticleGiven(url=outlet.server.url("/right"))
    article_actions.correct_article(
        article, right, seen_revision=article.revision, by=cast.researcher
    )

    run_queue()

    article.refresh_from_db()
    assert article.snapshot.requested_url == right.url


def test_removed_url_ends_the_capture_request(stored: Any, cast: Any) -> None:
    article = stored()
    article_actions.correct_article(
        article, ArticleGiven(headline="x"), seen_revision=article.revision, by=cast.researcher
    )
    run_queue()
    assert (only_request(article).state, only_request(article).problem_code) == (
        S.GIVEN_UP,
        "no_url",
    )


# Interrupted captures


def test_capture_of_a_dead_worker_is_resumed_and_counts_as_an_attempt(
    outlet: Outlet, stored: Any
) -> None:
    outlet.publish("/cranes")
    article = stored()
    DBTaskResult.objects.get().claim("a worker that is no more")
    assert not capture_actions.resume(), "the worker may still be running"

    with time_machine.travel(datetime.datetime.now(datetime.UTC) + 2 * background.LEASE):
        assert capture_actions.resume()
        assert not capture_actions.resume(), "the capture was already queued again"
        run_queue()

    assert (only_request(article).state, only_request(article).attempts) == (S.ARCHIVED, 2)


def test_page_that_kills_its_worker_each_time_is_given_up(stored: Any) -> None:
    article = stored()
    later = datetime.datetime.now(datetime.UTC)
    for _ in range(MOST_ATTEMPTS):
        for task in DBTaskResult.objects.ready():
            task.claim("a worker that is no more")
        later += 2 * background.LEASE
        with time_machine.travel(later):
            capture_actions.resume()

    assert (only_request(article).state, only_request(article).problem_code) == (
        S.GIVEN_UP,
        "interrupted",
    )


# Quotes that are older than the archived copy


def add_claim_from(article: Article, cast: Any, quote: str = QUOTE) -> Claim:
    return claim_actions.add_claim(
        ClaimGiven("The cranes stay.", ClaimKind.FACTUAL),
        by=cast.researcher,
        appearance=claim_actions.read_appearance(AppearanceGiven(article, quote)),
    )


@pytest.mark.parametrize(("quote", "found"), [(QUOTE, True), ("words that are not there", False)])
def test_quote_saved_before_the_copy_is_looked_for_in_it(
    outlet: Outlet, stored: Any, cast: Any, quote: str, found: bool
) -> None:
    outlet.publish("/cranes")
    article = stored()
    claim = add_claim_from(article, cast, quote)
    revision = claim.revision

    run_queue()

    appearance = claim.appearances.get()
    claim.refresh_from_db()
    assert appearance.anchors.exists() is found
    assert appearance.quote == quote
    assert (claim.revision, claim.basis) == (revision + 1, 1), "pages loaded before must be stale"


def add_evidence_from_url(claim: Claim, cast: Any, url: str, **more: Any) -> Evidence:
    given: dict[str, Any] = {"quote": QUOTE, "archive_url": True} | more
    read = evidence.read_evidence(
        EvidenceGiven(
            Stance.CORROBORATES,
            EvidenceKind.STATEMENT,
            SourceFactory(by=cast.researcher),
            OriginKind.OWN_REPORTING,
            url=url,
            **given,
        )
    )
    return evidence.attach_evidence(claim, read, by=cast.researcher, reason="A page was found.")


@pytest.mark.parametrize(
    ("quote", "check"), [(QUOTE, QuoteCheck.FOUND), ("not these words", QuoteCheck.NOT_FOUND)]
)
def test_evidence_with_a_url_gets_its_copy_and_a_quote_check(
    outlet: Outlet, cast: Any, quote: str, check: QuoteCheck
) -> None:
    claim = ClaimFactory(people=cast)
    one = add_evidence_from_url(claim, cast, outlet.publish("/report"), quote=quote)
    assert (one.quote_check, one.snapshot) == (QuoteCheck.NO_COPY, None)
    claim.refresh_from_db()
    before = (claim.revision, claim.basis)

    run_queue()

    one.refresh_from_db()
    claim.refresh_from_db()
    assert one.quote_check == check
    assert one.snapshot.requested_url == one.url
    assert one.anchors.exists() is (check == QuoteCheck.FOUND)
    assert (claim.revision, claim.basis) == (before[0] + 1, before[1])


def test_copy_of_another_url_is_not_kept_with_corrected_evidence(outlet: Outlet, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    one = add_evidence_from_url(claim, cast, outlet.publish("/report"))
    run_queue()
    one.refresh_from_db()
    given = EvidenceGiven(
        Stance.CORROBORATES, EvidenceKind.STATEMENT, one.seen_in, OriginKind.OWN_REPORTING,
        url=outlet.publish("/quay"), quote=QUOTE, archive_url=True,
    )  # fmt: skip
    read = evidence.read_evidence(given, corrected=one)
    evidence.change_evidence(one, read, seen_revision=one.revision, by=cast.researcher)
    one.refresh_from_db()
    assert (one.snapshot, one.quote_check) == (None, QuoteCheck.NO_COPY)
    run_queue()
    one.refresh_from_db()
    assert one.snapshot.requested_url == given.url


def test_evidence_whose_words_are_nowhere_keeps_the_copy_that_holds_most(
    outlet: Outlet, cast: Any
) -> None:
    wall, claim = reply(WALLS[0].html.encode()), ClaimFactory(people=cast)
    url = outlet.server.url("/report")
    one = add_evidence_from_url(claim, cast, url, quote="Nobody said this.")
    held = []
    for content in (wall, wall, reply(page())):
        outlet.pages["/report"] = content
        if held:
            request_capture(one, by=cast.researcher)
        run_queue()
        one.refresh_from_db()
        held.append(one.snapshot)
    assert held[0] == held[1] != held[2]
    assert one.quote_check == QuoteCheck.NOT_FOUND


def test_evidence_from_a_waiting_article_gets_the_copy_of_the_article(
    outlet: Outlet, stored: Any, cast: Any
) -> None:
    outlet.publish("/cranes")
    article = stored()
    one = add_evidence_from_url(ClaimFactory(people=cast), cast, "", article=article)

    run_queue()

    one.refresh_from_db()
    article.refresh_from_db()
    assert (one.quote_check, one.snapshot) == (QuoteCheck.FOUND, article.snapshot)


def test_evidence_that_got_a_file_meanwhile_keeps_the_file(outlet: Outlet, cast: Any) -> None:
    claim = ClaimFactory(people=cast)
    one = add_evidence_from_url(claim, cast, outlet.publish("/report"))
    given = EvidenceGiven(
        Stance.CORROBORATES, EvidenceKind.STATEMENT, one.seen_in, OriginKind.OWN_REPORTING,
        url=one.url, quote=QUOTE,
    )  # fmt: skip
    read = evidence.read_evidence(given, pasted("\n".join(PARAGRAPHS)), corrected=one)
    evidence.change_evidence(one, read, seen_revision=one.revision, by=cast.researcher)
    one.refresh_from_db()
    uploaded = one.snapshot

    run_queue()

    one.refresh_from_db()
    assert one.snapshot == uploaded


def test_signed_verdict_is_kept_when_a_copy_arrives(outlet: Outlet, cast: Any) -> None:
    claim = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    add_evidence_from_url(claim, cast, outlet.publish("/report"))
    claim.refresh_from_db()
    verdict = claim.verdict

    run_queue()

    claim.refresh_from_db()
    assert (claim.status, claim.verdict) == (ClaimStatus.SIGNED_OFF, verdict)


@pytest.mark.django_db(transaction=True)
def test_archived_page_is_read_and_its_quotes_found_before_the_lock(
    outlet: Outlet, archived: Any, cast: Any
) -> None:
    article = archived("The cranes stay.", "All four cranes will stay until autumn.")
    claim = ClaimFactory(people=cast)
    for quote in ("All four cranes will stay", "until autumn"):
        EvidenceFactory(claim=claim, by=cast.researcher, article=article, quote=quote)
    outlet.publish("/cranes", "The cranes are sold.", "All four cranes will stay until summer.")
    capture_actions.request_capture(article, by=cast.researcher)
    with extractors_under_the_lock() as called:
        run_queue()
    assert CaptureRequest.objects.filter(state=CaptureState.ARCHIVED).count() == 2
    assert called == set()
