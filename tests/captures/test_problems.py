"""Each problem code has a sentence that says why a page was not archived; older rows keep their own."""

from typing import Any

import pytest

from claims.actions import articles as article_actions
from claims.actions import captures as capture_actions
from claims.actions.snapshots import ReadUpload
from claims.fetching import outcome
from claims.given import ArticleGiven, Upload
from claims.models import CaptureRequest
from claims.reads.articles.capture_problems import describe_problem, problem_of

FETCHING = [
    outcome.bad_url(2000),
    outcome.unreachable(),
    outcome.bad_redirect(),
    outcome.bad_status(404),
    outcome.bad_packing(),
    outcome.too_large(10_000_000),
    outcome.empty(),
]


@pytest.mark.parametrize("error", FETCHING, ids=lambda error: error.code)
def test_each_fetching_problem_has_a_sentence(error: outcome.NotCaptured) -> None:
    text = describe_problem(error.code, error.values)
    assert text.endswith(".")
    assert all(f"{value:,}" in text for value in error.values.values() if isinstance(value, int))


@pytest.mark.parametrize("problem", [capture_actions.INTERRUPTED, capture_actions.FAULT])
def test_each_problem_of_the_desk_has_a_sentence(problem: capture_actions.Problem) -> None:
    assert describe_problem(problem.code, problem.values).endswith(".")


@pytest.mark.parametrize(
    "code",
    [
        "media_type", "no_text", "too_hard", "too_long", "unreadable",
        "pdf_no_text", "pdf_pages", "pdf_password",
    ],
)  # fmt: skip
def test_each_reason_for_a_copy_without_text_has_a_sentence(code: str) -> None:
    read = ReadUpload(Upload(b""), problem=code)
    assert describe_problem(code, read.problem_values).endswith(".")


@pytest.mark.django_db
def test_older_request_keeps_its_sentence(cast: Any) -> None:
    given = ArticleGiven(url="https://port.example/cranes")
    article = article_actions.add_article(None, given, by=cast.researcher).article
    request = article.capture_requests.get()
    assert problem_of(request) == ""

    older = {"problem_code": "status", "problem": "The address answered with status 404."}
    CaptureRequest.objects.update(**older)
    request.refresh_from_db()
    assert problem_of(request) == older["problem"]

    gone = capture_actions.Problem("status", {"status": 410}, worth_retrying=False)
    capture_actions.note_failed_capture(request, gone, seen_attempts=0, by=cast.researcher)
    request.refresh_from_db()
    assert problem_of(request) == "The server answered with status 410 instead of a page."
