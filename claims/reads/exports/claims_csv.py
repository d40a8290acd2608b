"""claims.csv: the current claim list with its filters. It is not a signed statement."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.db.models import Prefetch

from claims.enums import ClaimStatus, Priority, Stance
from claims.exports.cells import iso, stamp
from claims.exports.withheld import Withheld
from claims.independence import documents_of
from claims.models import Appearance, Attribution, Claim, Evidence
from claims.reads.claims.claim_list import ClaimFilters, filtered
from claims.reads.review.since_signing import added_since

from .verdicts import Row

BATCH = 500


def claims_csv_rows(filters: ClaimFilters, withheld: Withheld) -> Iterator[Row]:
    """Yield the rows by claim_id, whatever the order of the list. Six queries a batch.

    They have nothing from assessments, so that a blind round stays blind. A search for a source whose
    name is withheld finds nothing, as in the other files.
    """
    if any(
        source and source.name in withheld.names for source in (filters.publisher, filters.speaker)
    ):
        return
    found = filtered(replace(filters, sort="newest")).select_related("assignee", "verdict")
    last = 0
    while True:
        rest = found.filter(pk__gt=last).order_by("pk").prefetch_related("questions")
        claims = list(rest[:BATCH])
        yield from withheld.of(_rows_of(claims))
        if len(claims) < BATCH:
            return
        last = claims[-1].pk


def _rows_of(claims: Sequence[Claim]) -> list[Row]:
    first: dict[int, Appearance] = {}
    chain = Prefetch("chain", Attribution.objects.select_related("source"))
    appearances = Appearance.objects.filter(claim__in=claims).order_by("pk")
    for appearance in appearances.select_related("article__publisher").prefetch_related(chain):
        first.setdefault(appearance.claim_id, appearance)
    evidence: dict[int, list[Evidence]] = defaultdict(list)
    standing = (
        Evidence.objects.standing().filter(claim__in=claims).select_related("snapshot", "article")
    )
    for item in standing.only(
        "claim_id",
        "stance",
        "article_id",
        "url",
        "seen_in_id",
        "created_at",
        "snapshot__sha256",
        "article__twin_key",
    ):
        evidence[item.claim_id].append(item)
    return [_claim_row(claim, first.get(claim.pk), evidence[claim.pk]) for claim in claims]


def _claim_row(claim: Claim, first: Appearance | None, evidence: Sequence[Evidence]) -> Row:
    row: Row = {
        "claim_id": claim.pk,
        "external_id": claim.external_id or "",
        "claim": claim.statement,
        "kind": claim.kind,
        "language": claim.language,
        "status": claim.status,
        "priority": Priority(claim.priority).label,
        "assigned_to": claim.assignee.get_username() if claim.assignee else "",
        "said_on": iso(claim.said_on.earliest),
        "said_on_latest": "" if claim.said_on.exact else iso(claim.said_on.latest),
        "question": " | ".join(sorted(question.text for question in claim.questions.all())),
        "lifted_at": stamp(claim.created_at),
    }
    for stance, column in _EVIDENCE_COLUMNS.items():
        row[column] = documents_of(item for item in evidence if item.stance == stance)
    return row | _appearance_columns(first) | _verdict_columns(claim, evidence)


_EVIDENCE_COLUMNS = {
    Stance.CORROBORATES: "corroborating",
    Stance.CONTRADICTS: "contradicting",
    Stance.CONTEXT: "context",
}


def _appearance_columns(first: Appearance | None) -> Row:
    article = first.article if first else None
    steps = [step.voice for step in first.chain.all()] if first else []
    return {
        "quote": first.quote if first else "",
        "speaker": steps[-1] if steps else "",
        "attribution": " < ".join(steps),
        "article_title": article.headline if article else first.article_title if first else "",
        "article_url": article.url if article else "",
        "publisher": article.publisher.name if article and article.publisher else "",
        "published_on": iso(article.published.exact) if article else "",
    }


def _verdict_columns(claim: Claim, evidence: Sequence[Evidence]) -> Row:
    verdict = claim.verdict if claim.verdict and claim.verdict.stands else None
    if verdict is None:
        return dict.fromkeys(_VERDICT_COLUMNS, "")
    return {
        "verdict": verdict.rating_label,
        "verdict_code": verdict.rating_code,
        "version": verdict.version,
        "signed_off_at": stamp(verdict.signed_at),
        "under_review": "" if claim.status == ClaimStatus.SIGNED_OFF else "yes",
        "evidence_since_signing": added_since(verdict, evidence),
    }


_VERDICT_COLUMNS = (
    "verdict",
    "verdict_code",
    "version",
    "signed_off_at",
    "under_review",
    "evidence_since_signing",
)
