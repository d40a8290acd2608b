"""verdicts.csv and evidence.csv: their exact bytes, and which claims they contain."""

from typing import Any

import pytest

from claims.actions import review
from claims.actions.verdict_rows import row_sha256
from claims.enums import ClaimStatus
from claims.exports.columns import STORED_COLUMNS
from claims.exports.csv import unguard
from claims.models import Event, Verdict
from tests.factories import ClaimFactory, EvidenceFactory, walk_to

from .conftest import on

HEADER = (
    '"claim_id","external_id","claim","quote","kind","speaker","speaker_party","attribution",'
    '"article_title","article_url","publisher","published_on","said_on","said_on_latest","question",'
    '"language","verdict","verdict_code","rationale","confidence","corroborating","contradicting",'
    '"context","corroborating_origins","contradicting_origins","non_party_origins","policy_overrides",'
    '"assessed_by","agreement","signed_off_by","signed_off_at","version","change","previous_verdict",'
    '"reason","valid_from","recheck_on","under_review_since","verdict_sha256","speaker_side",'
    '"attribution_kinds","said_on_words","about_on","about_on_latest","about_on_words","quote_language",'
    '"translation","translated_by","corroborating_voices","corroborating_carriers",'
    '"contradicting_voices","contradicting_carriers","corroborating_non_party",'
    '"contradicting_non_party","rests_on_own_passage","policy_warnings","assessments","rounds",'
    '"since_signing"\r\n'
)
EVIDENCE_HEADER = (
    '"claim_id","version","evidence_id","stance","bears_on","kind","seen_in","origin","heard_via",'
    '"family","party","derived_from","article_title","url","quote","published_on","snapshot_sha256",'
    '"note","counts","why","voice","carrier","origin_label","republishes","quote_check",'
    '"quote_language","translation","translated_by","published_words","searched","credibility"\r\n'
)


def test_verdicts_csv_has_these_bytes(small_desk: Any, get: Any) -> None:
    sha256 = Verdict.objects.get().sha256
    assert get("verdicts").decode() == (
        "\ufeff" + HEADER + f"{small_desk.claim.pk},"
        '"X-1","Two cranes of Port Example are to be sold.","two of them were to be sold","factual",'
        '"a ministry official (Ministry of Ports)","party",'
        '"Example Gazette < a ministry official (Ministry of Ports)","\'=Cranes, ""sold""",'
        '"https://gazette.example/cranes","Example Gazette","2025-04-06","2025-04-01","2025-04-05",'
        '"Will the cranes be sold?","en","Conflicting evidence","conflicting_evidence",'
        '"\'-1 of 2: it says so,\nand it denies it.","medium",1,1,1,1,1,1,"","reviewer1","1 of 1",'
        f'"editor","2025-04-08T12:00:00Z",1,"first","","","","2031-01-01","","{sha256}","",'
        '"reported < declined","","","","","","","",1,1,1,1,1,0,"",'
        '"quotes_checked | not_dated_after",1,1,""\r\n'
    )


def test_evidence_csv_has_these_bytes(small_desk: Any, get: Any) -> None:
    claim = small_desk.claim.pk
    first, second, third = small_desk.claim.evidence.values_list("pk", flat=True)
    copy = small_desk.article.snapshot.sha256
    assert get("evidence", bom="0").decode() == (
        EVIDENCE_HEADER
        + f'{claim},1,{first},"corroborates","whole","statement","Union of Dockers","its own reporting",'
        '"","Union of Dockers","third_party","","What we know","https://union.example/1",'
        '"We were told so.","2025-04-02","","","yes",'
        '"Union of Dockers reports this itself.","Union of Dockers","Union of Dockers","","","no_copy","","","","","",""\r\n'
        f'{claim},1,{second},"contradicts","whole","denial","Example Gazette","Ministry of Ports","",'
        '"Ministry of Ports","party","","\'=Cranes, ""sold""","https://gazette.example/cranes",'
        f'"all four cranes will stay in service until autumn","2025-04-06","{copy}","",'
        '"yes","The original source is Ministry of Ports. Example Gazette heard it.","Ministry of Ports","Example Gazette","","",'
        '"found","","","","","",""\r\n'
        f'{claim},1,{third},"context","another_point","no_comment","Example Gazette","a clerk","",'
        '"Example Gazette","unknown","","","","","","","\'@noon, by telephone",'
        '"no","Context never counts as an origin. An unnamed source in Example Gazette counts as Example Gazette.","Example Gazette","Example Gazette","a clerk","","no_quote","","","","","",""\r\n'
    )


def test_empty_desk_exports_only_the_header(cast: Any, get: Any) -> None:
    assert get("verdicts", bom="0").decode() == HEADER
    assert get("evidence", bom="0").decode() == EVIDENCE_HEADER


def test_files_differ_only_in_the_byte_order_mark(small_desk: Any, get: Any) -> None:
    assert b"\xef\xbb\xbf" + get("verdicts", bom="0") == get("verdicts")


def test_hash_of_a_verdict_can_be_recomputed_from_the_file(small_desk: Any, rows: Any) -> None:
    """verdict_sha256 covers the stored columns: without the guard, and with numbers as numbers."""
    (row,) = rows("verdicts")
    stored = Verdict.objects.get().row
    read = {
        name: int(row[name]) if isinstance(stored[name], int) else unguard(row[name])
        for name in STORED_COLUMNS
    }
    assert row_sha256(read) == row["verdict_sha256"]


@pytest.mark.parametrize("status", [s for s in ClaimStatus if s != ClaimStatus.SIGNED_OFF])
def test_claim_that_was_never_signed_has_no_row(status: ClaimStatus, cast: Any, rows: Any) -> None:
    ClaimFactory(people=cast, status=status)
    assert rows("verdicts") == rows("evidence") == []


def test_rows_are_ordered_by_claim_not_by_signing(cast: Any, rows: Any) -> None:
    first = ClaimFactory(people=cast)
    second = ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF)
    EvidenceFactory(claim=first, by=cast.researcher)
    walk_to(ClaimStatus.SIGNED_OFF, first, cast)
    assert [row["claim_id"] for row in rows("verdicts")] == [str(first.pk), str(second.pk)]


def test_rows_of_several_batches_are_complete(cast: Any, rows: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("claims.reads.exports.verdicts.BATCH", 2)
    claims = [ClaimFactory(people=cast, status=ClaimStatus.SIGNED_OFF) for _ in range(5)]
    expected = [str(claim.pk) for claim in claims]
    assert [row["claim_id"] for row in rows("verdicts")] == expected
    assert [row["claim_id"] for row in rows("evidence")] == expected
    assert [row["claim_id"] for row in rows("verdicts", versions="all")] == expected


def test_download_adds_one_event_and_changes_nothing_else(
    small_desk: Any, get: Any, login: Any
) -> None:
    login("reader")
    before, verdicts = Event.objects.count(), list(Verdict.objects.values())
    get("verdicts")
    assert Event.objects.count() == before + 1
    assert list(Verdict.objects.values()) == verdicts


def test_download_is_an_attachment_named_after_its_moment(small_desk: Any, login: Any) -> None:
    response = login("reader").get("/export/verdicts.csv", {"as_of": "2025-04-08"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="verdicts-20250408T235959Z.csv"'
    assert response["Cache-Control"] == "no-store"
    length = len(b"".join(response.streaming_content))
    assert response["Content-Length"] == str(length)  # a short file does not look complete


def test_export_that_fails_sends_nothing_and_records_nothing(small_desk: Any, login: Any) -> None:
    client = login("reader")
    client.raise_request_exception = False
    with on("2025-04-08T13:00:00"):
        other = ClaimFactory(people=small_desk.people, status=ClaimStatus.AGREED)
        torn = Verdict.objects.get()
        torn.pk, torn.claim, torn.row = None, other, {"claim_id": other.pk}
        torn.save(force_insert=True)
        before = Event.objects.count()
    for name in ("verdicts.csv", "bundle.zip", "verdicts.xlsx"):
        response = client.get(f"/export/{name}")
        assert (response.status_code, response.streaming) == (500, False)
    assert Event.objects.count() == before


def test_reopened_verdict_is_exported_with_its_reopening_date(small_desk: Any, rows: Any) -> None:
    claim, people = small_desk.claim, small_desk.people
    with on("2025-04-09T10:00:00"):
        review.reopen(
            claim, reason="A letter came.", seen_revision=claim.revision, by=people.editor
        )
    (row,) = rows("verdicts")
    assert row["under_review_since"] == "2025-04-09T10:00:00Z"
    assert row["verdict_sha256"] == Verdict.objects.get().sha256
