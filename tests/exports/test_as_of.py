"""An export as of a moment has the verdicts of that moment, and the same bytes whenever it is made."""

import datetime
import hashlib
import threading
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from claims.actions import articles as article_actions
from claims.actions import claims as claim_actions
from claims.actions import desk, evidence, review, sources
from claims.actions import questions as question_actions
from claims.actions.desk import RatingDetails
from claims.actions.exports import close_moment
from claims.actions.record import clock
from claims.actions.sources import SourceDetails
from claims.enums import RatingCode, SourceKind, Stance, VerdictChange
from claims.exports.filters import read_as_of
from claims.given import ArticleGiven, ClaimGiven
from claims.models import RecordHead
from claims.reads.exports import verdicts as reads
from tests.factories import ClaimFactory, EvidenceFactory, assess, rating, sign_off
from tests.threads import start

from .conftest import on


@pytest.fixture
def story(small_desk: Any) -> Any:
    """Return a desk whose claim is signed on the 8th, reopened, signed again, withdrawn and restored a day apart."""
    claim, people = small_desk.claim, small_desk.people
    with on("2025-04-09T10:00:00"):
        review.reopen(
            claim, reason="A letter came.", seen_revision=claim.revision, by=people.editor
        )
    with on("2025-04-10T10:00:00"):
        EvidenceFactory(claim=claim, by=people.researcher, stance=Stance.CORROBORATES)
        assess(claim, people.reviewer1, RatingCode.SUPPORTED)
        sign_off(claim, people.editor, change=VerdictChange.UPDATE, reason="The letter says so.")
        claim.refresh_from_db()
    with on("2025-04-11T10:00:00"):
        review.withdraw_claim(
            claim, reason="Not ours.", seen_revision=claim.revision, by=people.editor
        )
    with on("2025-04-12T10:00:00"):
        review.restore(claim, reason="Ours.", seen_revision=claim.revision, by=people.editor)
    return small_desk


DAYS = {
    "2025-04-07": [],
    "2025-04-08": [("1", "conflicting_evidence", "")],
    "2025-04-09": [("1", "conflicting_evidence", "2025-04-09T10:00:00Z")],
    "2025-04-10": [("2", "supported", "")],
    "2025-04-11": [],
    "2025-04-12": [],
}


@pytest.mark.parametrize("day", DAYS)
def test_export_of_a_day_has_the_verdicts_at_its_end(day: str, story: Any, rows: Any) -> None:
    found = [
        (row["version"], row["verdict_code"], row["under_review_since"])
        for row in rows("verdicts", as_of=day)
    ]
    assert found == DAYS[day]
    assert {row["version"] for row in rows("evidence", as_of=day)} == {
        version for version, _, _ in found
    }


def test_export_without_a_date_is_the_current_state(story: Any, rows: Any) -> None:
    assert rows("verdicts") == []


def test_export_of_a_moment_differs_from_the_second_before(story: Any, rows: Any) -> None:
    assert rows("verdicts", as_of="2025-04-08T11:59:59Z") == []
    (row,) = rows("verdicts", as_of="2025-04-08T12:00:00Z")
    assert row["signed_off_at"] == "2025-04-08T12:00:00Z"


def test_export_of_all_versions_has_every_version(story: Any, rows: Any) -> None:
    assert [(row["version"], row["change"]) for row in rows("verdicts", versions="all")] == [
        ("1", "first"),
        ("2", "update"),
        ("3", "retraction"),
    ]
    first = rows("verdicts", versions="all")[0]
    assert first["under_review_since"] == "2025-04-09T10:00:00Z"
    assert [row["version"] for row in rows("evidence", versions="all")] == ["1"] * 3 + ["2"] * 4


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_batch_can_end_between_two_versions(
    batch: int, story: Any, rows: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("claims.reads.exports.verdicts.BATCH", batch)
    assert [row["version"] for row in rows("verdicts", versions="all")] == ["1", "2", "3"]


def test_two_versions_signed_at_one_moment_are_distinguished(small_desk: Any, rows: Any) -> None:
    """A machine's clock can stand still, so the reopening names its version."""
    claim, people = small_desk.claim, small_desk.people
    with on("2025-04-09T10:00:00"):
        review.reopen(claim, reason="A slip.", seen_revision=claim.revision, by=people.editor)
        assess(claim, people.reviewer1, RatingCode.CONFLICTING_EVIDENCE)
        sign_off(claim, people.editor, change=VerdictChange.CORRECTION, reason="A slip.")
    (row,) = rows("verdicts", as_of="2025-04-09")
    assert (row["version"], row["under_review_since"]) == ("2", "")


def rename_and_change_everything(small_desk: Any) -> None:
    claim, people = small_desk.claim, small_desk.people
    with on("2025-04-09T10:00:00"):
        gazette = small_desk.gazette
        details = SourceDetails(
            "The Renamed", SourceKind.AGENCY, withheld=True, withheld_reason="asked for"
        )
        sources.change_source(
            gazette, details, seen_revision=gazette.revision, by=people.researcher
        )
        conflicting = rating(RatingCode.CONFLICTING_EVIDENCE)
        relabelled = RatingDetails(conflicting.code, "Disputed", "Reworded.", active=False)
        desk.change_rating(
            conflicting, relabelled, seen_revision=conflicting.revision, by=people.admin
        )
        question = small_desk.question
        question_actions.change_question(
            question,
            text="Another question?",
            note="",
            stakes=(),
            seen_revision=question.revision,
            by=people.researcher,
        )
        article = small_desk.article
        article_actions.correct_article(
            article,
            ArticleGiven(gazette, "Another headline"),
            seen_revision=article.revision,
            by=people.researcher,
        )
        late = EvidenceFactory(claim=claim, by=people.researcher)
        stood = claim.evidence.first()
        for one in (late, stood):
            evidence.withdraw_evidence(
                one, seen_revision=one.revision, reason="Mistaken.", by=people.researcher
            )
        claim.refresh_from_db()
        review.reopen(
            claim, reason="A letter came.", seen_revision=claim.revision, by=people.editor
        )
        claim_actions.change_claim(
            claim,
            ClaimGiven("Something else.", "factual"),
            seen_revision=claim.revision,
            by=people.researcher,
        )
        review.withdraw_claim(
            claim, reason="Not ours.", seen_revision=claim.revision, by=people.editor
        )
        ClaimFactory(people=people, status="signed_off")


def test_export_has_the_same_bytes_after_everything_was_renamed_and_changed(
    small_desk: Any, get: Any
) -> None:
    names = ("verdicts", "evidence")
    asked = [{"as_of": "2025-04-08"}, {"as_of": "2025-04-08", "publisher": "Example Gazette"}]
    before = {(name, number): get(name, **asked[number]) for name in names for number in (0, 1)}
    assert all(content.count(b"\r\n") > 1 for content in before.values())

    rename_and_change_everything(small_desk)

    for (name, number), content in before.items():
        again = get(name, **asked[number])
        assert hashlib.sha256(again).digest() == hashlib.sha256(content).digest(), (name, number)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-04-08", "2025-04-08T23:59:59.999999+00:00"),
        ("2025-04-08T12:00:00Z", "2025-04-08T12:00:00.999999+00:00"),
        ("2025-04-08T12:00:00.5Z", "2025-04-08T12:00:00.500000+00:00"),
    ],
)
def test_date_or_second_covers_its_last_moment(text: str, moment: str) -> None:
    assert read_as_of(text).isoformat(timespec="microseconds") == moment


@time_machine.travel("2025-04-08T12:00:00.5+00:00", tick=False)
@pytest.mark.parametrize(
    ("text", "is_past"),
    [
        ("2025-04-07", True),
        ("2025-04-08", False),
        ("2025-04-08T11:59:59Z", True),
        ("2025-04-08T12:00:00Z", False),
        ("2025-04-08T12:00:00.499999Z", True),
        ("2025-04-08T12:00:00.5Z", False),
        ("9999-12-31", False),
    ],
)
def test_moment_that_is_not_past_is_refused(text: str, is_past: bool, login: Any) -> None:
    response = login("reader").get("/export/verdicts.csv", {"as_of": text})
    assert response.status_code == (200 if is_past else 400)
    b"".join(response)


@pytest.mark.django_db(transaction=True)
def test_export_waits_for_an_uncommitted_action_with_an_earlier_time(cast: Any) -> None:
    """The action's time is before the export's moment, so it must not appear only in a second export."""
    claim, editor = ClaimFactory(people=cast, status="agreed"), cast.editor
    # The action's time is two seconds ago, and it holds the lock until the event is set.
    signed_at = timezone.now() - datetime.timedelta(seconds=2)
    head = RecordHead.objects.get(pk=1)
    has_lock, go_on = threading.Event(), threading.Event()

    def tell() -> Any:
        has_lock.set()
        go_on.wait(10)
        return max(signed_at, head.at)

    def signing() -> None:
        with clock(tell):
            sign_off(claim, editor)

    signer = start(signing)
    assert has_lock.wait(10)
    threading.Timer(0.5, go_on.set).start()
    as_of = timezone.now()
    moment = reads.moment_of(close_moment(as_of))
    found = list(reads.verdict_rows(reads.Filters(), moment))
    signer.join(10)
    again = list(reads.verdict_rows(reads.Filters(), reads.moment_of(close_moment(as_of))))
    assert [row["claim_id"] for row in found] == [claim.pk]
    assert found == again
    assert transaction.get_autocommit()
