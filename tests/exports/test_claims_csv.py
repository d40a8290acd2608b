"""claims.csv is the current claim list with its filters."""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest

from claims.actions import review
from claims.enums import ClaimStatus, RatingCode
from claims.exports.columns import CLAIM_COLUMNS
from tests.factories import ClaimFactory, EvidenceFactory, assess

from .conftest import on, table


def test_signed_claim_has_this_row(small_desk: Any, fetch: Callable[..., bytes]) -> None:
    (row,) = table(fetch("claims.csv"))
    assert tuple(row) == CLAIM_COLUMNS
    assert row == {
        "claim_id": str(small_desk.claim.pk),
        "external_id": "X-1",
        "claim": "Two cranes of Port Example are to be sold.",
        "kind": "factual",
        "language": "en",
        "status": "signed_off",
        "priority": "normal",
        "assigned_to": "",
        "quote": "two of them were to be sold",
        "speaker": "a ministry official (Ministry of Ports)",
        "attribution": "Example Gazette < a ministry official (Ministry of Ports)",
        "article_title": '\'=Cranes, "sold"',
        "article_url": "https://gazette.example/cranes",
        "publisher": "Example Gazette",
        "published_on": "2025-04-06",
        "said_on": "2025-04-01",
        "said_on_latest": "2025-04-05",
        "question": "Will the cranes be sold?",
        "verdict": "Conflicting evidence",
        "verdict_code": "conflicting_evidence",
        "version": "1",
        "signed_off_at": "2025-04-08T12:00:00Z",
        "under_review": "",
        "evidence_since_signing": "0",
        "corroborating": "1",
        "contradicting": "1",
        "context": "1",
        "lifted_at": "2025-04-07T09:00:00Z",
    }


def test_file_is_the_current_state(small_desk: Any, fetch: Callable[..., bytes]) -> None:
    claim, people = small_desk.claim, small_desk.people
    with on("2025-04-09T10:00:00"):
        EvidenceFactory(claim=claim, by=people.researcher)
        claim.refresh_from_db()
        review.reopen(
            claim, reason="A letter came.", seen_revision=claim.revision, by=people.editor
        )
        claim.refresh_from_db()
        review.assign(claim, people.reviewer1, seen_revision=claim.revision, by=people.editor)
    (row,) = table(fetch("claims.csv"))
    assert (row["status"], row["under_review"], row["assigned_to"]) == ("open", "yes", "reviewer1")
    assert (row["evidence_since_signing"], row["corroborating"]) == ("1", "2")


@pytest.mark.parametrize("status", ClaimStatus)
def test_claim_in_every_status_has_a_row(
    status: ClaimStatus, cast: Any, fetch: Callable[..., bytes]
) -> None:
    ClaimFactory(people=cast, status=status)
    (row,) = table(fetch("claims.csv"))
    assert row["status"] == status
    assert (row["verdict"] != "") == (status == ClaimStatus.SIGNED_OFF)


def test_file_contains_no_hidden_assessment(cast: Any, fetch: Callable[..., bytes]) -> None:
    claim = ClaimFactory(people=cast, assessments_required=2)
    EvidenceFactory(claim=claim, by=cast.researcher)
    assess(claim, cast.reviewer1, RatingCode.REFUTED, rationale="Only I know this.")
    content = fetch("claims.csv")
    assert b"in_review" in content
    assert b"Only I know this." not in content
    assert b"refuted" not in content.lower()


def test_file_has_the_filters_of_the_list(small_desk: Any, fetch: Callable[..., bytes]) -> None:
    with on("2025-04-09T10:00:00"):
        other = ClaimFactory(people=small_desk.people, statement="КРАНЫ продадут.", language="ru")
    first, second = str(small_desk.claim.pk), str(other.pk)
    asked: list[tuple[dict[str, str], list[str]]] = [
        ({}, [first, second]),
        ({"q": "краны"}, [second]),
        ({"status": "open"}, [second]),
        ({"rating": "conflicting_evidence"}, [first]),
        ({"publisher": "Example Gazette"}, [first]),
        ({"speaker": "Ministry of Ports", "language": "en"}, [first]),
        ({"stance": "contradicts"}, [first]),
        ({"question": "Will the cranes be sold?"}, [first]),
        ({"language": "ru", "status": "signed_off"}, []),
        ({"since": "2025-04-05", "until": "2025-04-05"}, [first]),
        ({"sort": "newest"}, [first, second]),
        ({"bom": "0"}, [first, second]),
    ]
    for params, expected in asked:
        found = table(fetch("claims.csv", **params))
        assert [row["claim_id"] for row in found] == expected, params


def test_list_links_to_a_file_with_its_own_rows(cast: Any, login: Callable[..., Any]) -> None:
    found = ClaimFactory(people=cast, statement="The pier is closed.", language="en")
    ClaimFactory(people=cast, statement="The pier is open.", language="ru")
    client = login("reader")
    page = client.get("/claims/", {"q": "pier", "language": "en"}).content.decode()
    (link,) = re.findall(r'href="(/export/claims\.csv[^"]*)"', page)

    rows = table(b"".join(client.get(html.unescape(link)).streaming_content))

    assert [row["claim_id"] for row in rows] == [str(found.pk)]


def test_byte_order_mark_can_be_left_out(small_desk: Any, fetch: Callable[..., bytes]) -> None:
    assert fetch("claims.csv") == b"\xef\xbb\xbf" + fetch("claims.csv", bom="0")


@pytest.mark.parametrize(
    ("params", "name"),
    [
        ({"as_of": "2025-04-08"}, "as_of"),
        ({"before": "1"}, "before"),
        ({"owner__password": "x"}, "owner__password"),
        ({"status": "signed"}, "status"),
        ({"rating": "true"}, "rating"),
        ({"publisher": "Nobody"}, "publisher"),
        ({"since": "yesterday"}, "since"),
        ({"sort": "-pk"}, "sort"),
        ({"bom": "no"}, "bom"),
        ({"q": ["a", "b"]}, "q"),
    ],
)
def test_unknown_or_invalid_filter_is_refused_by_name(
    params: dict[str, Any], name: str, login: Any
) -> None:
    answer = login("reader").get("/export/claims.csv", params)
    assert answer.status_code == 400
    assert f"“{name}”" in answer.content.decode()


def test_rows_of_several_batches_are_complete(
    cast: Any, fetch: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("claims.reads.exports.claims_csv.BATCH", 2)
    expected = [str(ClaimFactory(people=cast).pk) for _ in range(4)]
    assert [row["claim_id"] for row in table(fetch("claims.csv"))] == expected
