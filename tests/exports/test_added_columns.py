"""What the added columns say, and that verdicts signed before them leave them empty."""

import csv
import hashlib
import io
from typing import Any

import pytest

from claims.actions import claims as claim_actions
from claims.actions import evidence, review
from claims.actions import questions as question_actions
from claims.enums import (
    AttributionKind,
    ClaimKind,
    ClaimStatus,
    EvidenceKind,
    OriginKind,
    Party,
    RatingCode,
    Stance,
)
from claims.exports.columns import (
    ADDED_VERDICT_COLUMNS,
    FIRST_EVIDENCE_COLUMNS,
    FIRST_VERDICT_COLUMNS,
)
from claims.exports.csv import lines
from claims.given import AppearanceGiven, ClaimGiven, EvidenceGiven, Step
from claims.models import Article, Claim, ImpreciseDate, Source, Stake, Verdict
from claims.reads.record.verification import verify_desk
from tests.factories import (
    ArticleFactory,
    ClaimFactory,
    EvidenceFactory,
    SourceFactory,
    assess,
    make_numbered_export,
    sign_off,
)

from .conftest import on, table
from .older import sign_off_before_columns_were_added
from .test_bundle import read_zip
from .test_workbook import cells

pytestmark = pytest.mark.usefixtures("shared_desk")


PASSAGE = "The ministry said on Thursday that four cranes would stay until July."
BODY = f"""The cranes of Port Example

{PASSAGE} The paper asked the owner of the port, who did not reply to three letters in a week.
A clerk of the ministry had told the paper the opposite, and asked not to be named in this report.
"""


def day(text: str, words: str) -> ImpreciseDate:
    return ImpreciseDate.parse(text, words)


def evidence_of(article: Article, copy: Article, ministry: Source) -> tuple[EvidenceGiven, ...]:
    return (
        EvidenceGiven(
            Stance.CORROBORATES,
            EvidenceKind.STATEMENT,
            article.publisher,
            OriginKind.NAMED,
            origin=ministry,
            article=article,
            quote=PASSAGE,
            translation="@They stay.",
            translated_by="-B",
        ),
        EvidenceGiven(
            Stance.CONTEXT,
            EvidenceKind.STATEMENT,
            article.publisher,
            OriginKind.UNNAMED,
            origin=ministry,
            origin_label="a clerk",
            article=copy,
            published=day("2025-04", "in April"),
        ),
        EvidenceGiven(
            Stance.CONTEXT,
            EvidenceKind.NOTHING_FOUND,
            article.publisher,
            OriginKind.UNNAMED,
            url="https://courier.example/archive",
            searched="=The archive of the paper, March and April 2025",
        ),
    )


@pytest.fixture
def quote_check(small_desk: Any) -> Claim:
    """Return a quote check signed on 10 April whose only support is the passage that it was found in."""
    people, ministry = small_desk.people, small_desk.ministry
    by = people.researcher
    with on("2025-04-09T09:00:00"):
        sides = [("Will they stay?", "Owners"), ("Until when?", "owners"), ("Who pays?", "Payers")]
        questions = tuple(
            question_actions.add_question(
                text, stakes=[Stake(source=ministry, party=Party.PARTY, side=side)], by=by
            )
            for text, side in sides
        )
        article = ArticleFactory(
            by=by,
            publisher=SourceFactory(by=by, name="Port Courier", party=Party.INDEPENDENT),
            text=BODY,
            language="ru",
            published=day("2025-04-04", "Friday"),
        )
        copy = ArticleFactory(
            by=by, publisher=article.publisher, republishes_source=small_desk.gazette
        )
        chain = (
            Step(AttributionKind.REPORTED, article.publisher),
            Step(AttributionKind.SAID, ministry),
        )
        claim = claim_actions.add_claim(
            ClaimGiven(
                "The ministry said that four cranes would stay.",
                ClaimKind.QUOTE,
                language="hy",
                said_on=day("2025-04-03", "on Thursday"),
                about_on=day("2025-07", "until July"),
                questions=questions,
            ),
            appearance=claim_actions.read_appearance(
                AppearanceGiven(
                    article, PASSAGE, chain, translation="=It said so.", translated_by="+A"
                )
            ),
            by=by,
        )
        for given in evidence_of(article, copy, ministry):
            evidence.attach_evidence(claim, evidence.read_evidence(given), by=by)
    with on("2025-04-10T12:00:00"):
        assess(claim, people.reviewer1, RatingCode.SUPPORTED)
        sign_off(claim, people.editor)
    claim.refresh_from_db()
    return claim


def test_verdict_has_what_the_desk_knows(quote_check: Claim, rows: Any) -> None:
    (row,) = (r for r in rows("verdicts") if r["claim_id"] == str(quote_check.pk))
    expected = {
        "speaker_side": "Owners | Payers",
        "attribution": "Port Courier < Ministry of Ports",
        "attribution_kinds": "reported < said",
        "said_on": "2025-04-03",
        "said_on_words": "on Thursday",
        "about_on": "2025-07-01",
        "about_on_latest": "2025-07-31",
        "about_on_words": "until July",
        "language": "hy",
        "quote_language": "ru",
        "translation": "'=It said so.",
        "translated_by": "'+A",
        "rests_on_own_passage": "yes",
        "policy_warnings": "not_dated_after | rests_on_own_passage",
        "assessments": "1",
        "rounds": "1",
        "since_signing": "",
    }
    assert {name: row[name] for name in expected} == expected


def test_evidence_has_what_the_desk_knows(quote_check: Claim, rows: Any) -> None:
    found = [r for r in rows("evidence") if r["claim_id"] == str(quote_check.pk)]
    expected = {
        "counts": ("yes", "no", "no"),
        "voice": ("Ministry of Ports", "Ministry of Ports", "Port Courier"),
        "carrier": ("Port Courier", "Example Gazette", "Port Courier"),
        "origin": ("Ministry of Ports", "a clerk (Ministry of Ports)", "an unnamed source"),
        "origin_label": ("", "a clerk", ""),
        "republishes": ("", "Example Gazette", ""),
        "quote_check": ("found", "no_quote", "no_quote"),
        "quote_language": ("ru", "", ""),
        "translation": ("'@They stay.", "", ""),
        "translated_by": ("'-B", "", ""),
        "published_on": ("2025-04-04", "", ""),
        "published_words": ("Friday", "in April", ""),
        "searched": ("", "", "'=The archive of the paper, March and April 2025"),
        "credibility": ("", "", ""),
    }
    assert {name: tuple(row[name] for row in found) for name in expected} == expected


@pytest.mark.parametrize(
    ("kind", "code", "says"),
    [
        (ClaimKind.FACTUAL, RatingCode.NOT_ENOUGH_EVIDENCE, ""),
        (ClaimKind.QUOTE, RatingCode.NOT_ENOUGH_EVIDENCE, ""),
        (ClaimKind.QUOTE, RatingCode.SUPPORTED, "no"),
    ],
)
def test_own_passage_is_a_question_only_for_a_supported_quote_check(
    kind: ClaimKind, code: RatingCode, says: str, small_desk: Any, rows: Any
) -> None:
    people = small_desk.people
    claim = ClaimFactory(people=people, kind=kind, article=small_desk.article)
    for _ in range(2):  # the speaker, heard by two other outlets
        EvidenceFactory(
            claim=claim,
            by=people.researcher,
            origin_kind=OriginKind.NAMED,
            origin=small_desk.gazette,
        )
    assess(claim, people.reviewer1, code)
    sign_off(claim, people.editor)
    (row,) = (r for r in rows("verdicts") if r["claim_id"] == str(claim.pk))
    assert row["rests_on_own_passage"] == says


def test_second_round_with_two_assessments_says_so(small_desk: Any, rows: Any) -> None:
    people = small_desk.people
    claim = ClaimFactory(people=people, status=ClaimStatus.AGREED)
    review.return_to_open(
        claim, comment="Ask again.", seen_revision=claim.revision, by=people.editor
    )
    review.require_assessments(claim, 2, seen_revision=claim.revision, by=people.editor)
    for reviewer in (people.reviewer1, people.reviewer2):
        assess(claim, reviewer)
    sign_off(claim, people.editor)
    row = rows("verdicts")[-1]
    assert (row["assessments"], row["rounds"]) == ("2", "2")


@pytest.fixture
def older(small_desk: Any) -> Verdict:
    """Return a verdict signed on 9 April as it was before columns were added."""
    people, signed = small_desk.people, Verdict.objects.get()
    with on("2025-04-09T12:00:00"):
        claim = ClaimFactory(people=people, status=ClaimStatus.AGREED)
        return sign_off_before_columns_were_added(claim, signed, by=people.editor)


def test_older_verdict_leaves_the_added_columns_empty(older: Verdict, rows: Any) -> None:
    now, before = rows("verdicts")
    assert before["claim_id"] == str(older.claim_id)
    assert {before[name] for name in ADDED_VERDICT_COLUMNS} == {""}
    assert before["verdict_sha256"] == older.sha256
    assert now["rounds"] == "1"
    for row in rows("evidence"):
        is_old = row["claim_id"] == str(older.claim_id)
        assert (row["counts"] == row["quote_check"] == "") == is_old


def test_older_verdict_keeps_its_first_columns_byte_for_byte(older: Verdict, get: Any) -> None:
    stored = older.row | {"under_review_since": "", "verdict_sha256": older.sha256}
    for name, columns, of_older in (
        ("verdicts", FIRST_VERDICT_COLUMNS, [stored]),
        ("evidence", FIRST_EVIDENCE_COLUMNS, older.evidence_rows),
    ):
        before = b"".join(lines(columns, of_older, bom=False))
        assert get(name, bom="0", columns="first", signed_since="2025-04-09") == before


def test_first_columns_are_the_start_of_each_row(older: Verdict, rows: Any, get: Any) -> None:
    for name, count in (("verdicts", len(FIRST_VERDICT_COLUMNS)), ("evidence", 18)):
        whole, first = (
            list(csv.reader(io.StringIO(get(name, **asked).decode("utf-8-sig"), newline="")))
            for asked in ({}, {"columns": "first"})
        )
        assert [row[:count] for row in whole] == first
        assert len(whole[0]) > count


def test_record_with_an_older_verdict_verifies(older: Verdict) -> None:
    assert list(verify_desk()) == []


def test_export_numbered_before_columns_were_added_still_has_its_files(
    older: Verdict, small_desk: Any, login: Any
) -> None:
    """It was stored without the number of columns of each file."""
    with on("2025-04-10T12:00:00"):
        export = make_numbered_export(small_desk.people.reader, columns="first")
    export.pk, export.filters = None, {}
    for file in export.files:
        del file["columns"]
    export.save(force_insert=True)
    client = login("reader")
    page = client.get(f"/export/{export.pk}/?check=1")
    assert page.context["check"].is_same
    assert page.context["changes"].total == 0
    for facts in page.context["files"]:
        content = b"".join(client.get(facts["url"]).streaming_content)
        assert hashlib.sha256(content).hexdigest() == facts["sha256"]


def test_workbook_and_bundle_can_leave_out_the_added_columns(small_desk: Any, fetch: Any) -> None:
    header, *_ = cells(fetch("verdicts.xlsx", columns="first"), 1)
    assert tuple(header) == FIRST_VERDICT_COLUMNS
    files = read_zip(fetch("bundle.zip", columns="first"))
    assert tuple(table(files["evidence.csv"])[0]) == FIRST_EVIDENCE_COLUMNS
