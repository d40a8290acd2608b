"""The export rows of a verdict, frozen when it is signed: a name that changes later does not change them."""

from claims.enums import ClaimKind, OriginKind
from claims.exports.cells import iso, stamp
from claims.exports.columns import EVIDENCE_COLUMNS, STORED_COLUMNS
from claims.exports.csv import Cell
from claims.exports.withheld import WITHHELD
from claims.independence import Counted, Independence, load_voices
from claims.models import Appearance, Claim, Evidence, ImpreciseDate, Source, Verdict
from claims.models.canonical import canonical_json, sha256_hex
from claims.policy import Result, overrides_text


def printed(source: Source | None) -> str:
    if source is None:
        return ""
    return WITHHELD if source.withheld else source.name


def _document(url: str, title: str, *printers: Source | None) -> tuple[str, str]:
    """Return its URL and title, which reveal the outlet as plainly as its name."""
    if any(source and source.withheld for source in printers):
        return (url and WITHHELD), (title and WITHHELD)
    return url, title


def verdict_row(
    claim: Claim,
    verdict: Verdict,
    weight: Independence,
    results: list[Result],
    *,
    assessed_by: list[str],
    previous: Verdict | None,
) -> dict[str, Cell]:
    """Return the stored columns of verdicts.csv. Six queries."""
    first = (
        claim.appearances.select_related("article__publisher")
        .prefetch_related("chain__source")
        .first()
    )
    row: dict[str, Cell] = dict.fromkeys(STORED_COLUMNS, "")
    row |= {
        "claim_id": claim.pk,
        "external_id": claim.external_id or "",
        "claim": claim.statement,
        "kind": ClaimKind(claim.kind).value,
        "said_on": iso(claim.said_on.earliest),
        "said_on_latest": "" if claim.said_on.exact else iso(claim.said_on.latest),
        "question": " | ".join(str(question) for question in claim.questions.order_by("pk")),
        "language": claim.language,
        "verdict": verdict.rating_label,
        "verdict_code": verdict.rating_code,
        "rationale": verdict.rationale,
        "confidence": verdict.confidence,
        "corroborating": weight.corroborates.documents,
        "contradicting": weight.contradicts.documents,
        "context": weight.context.documents,
        "corroborating_origins": weight.corroborates.origins,
        "contradicting_origins": weight.contradicts.origins,
        "non_party_origins": len(weight.non_party_families),
        "policy_overrides": overrides_text(results),
        "assessed_by": " | ".join(assessed_by),
        "agreement": verdict.agreement,
        "signed_off_by": verdict.signed_by.get_username(),
        "signed_off_at": stamp(verdict.signed_at),
        "version": verdict.version,
        "change": verdict.change,
        "previous_verdict": previous.rating_label if previous else "",
        "reason": verdict.reason,
        "valid_from": iso(verdict.valid_from),
        "recheck_on": iso(verdict.recheck_on),
    }
    if first:
        row |= _appearance_columns(claim, first)
    return row


def _appearance_columns(claim: Claim, appearance: Appearance) -> dict[str, Cell]:
    article = appearance.article
    steps = list(appearance.chain.all())
    columns: dict[str, Cell] = {
        "quote": appearance.quote,
        "article_title": appearance.article_title,
        "attribution": " < ".join(_voice(step.source, step.label) for step in steps),
    }
    if article:
        url, title = _document(article.url, article.headline, article.publisher)
        columns |= {
            "article_title": title,
            "article_url": url,
            "publisher": printed(article.publisher),
            "published_on": _exact(article.published),
        }
    if steps:
        speaker = steps[-1]
        columns["speaker"] = _voice(speaker.source, speaker.label)
        if speaker.source_id:
            columns["speaker_party"] = (
                load_voices(claim, [speaker.source_id]).party(speaker.source_id).value
            )
    return columns


def evidence_rows(claim: Claim, version: int, weight: Independence) -> list[dict[str, Cell]]:
    """Return the rows of evidence.csv for the evidence that stands now, by id. No query."""
    lines = [
        line
        for count in (weight.corroborates, weight.contradicts, weight.context)
        for line in count.lines
    ]
    return [
        _evidence_row(claim, version, line.evidence, line)
        for line in sorted(lines, key=lambda line: line.evidence.pk)
    ]


def _evidence_row(claim: Claim, version: int, evidence: Evidence, line: Counted) -> dict[str, Cell]:
    row: dict[str, Cell] = dict.fromkeys(EVIDENCE_COLUMNS, "")
    article = evidence.article
    url, title = _document(
        (article.url if article else "") or evidence.url,
        article.headline if article else evidence.title,
        evidence.seen_in,
        article.publisher if article else None,
    )
    return row | {
        "claim_id": claim.pk,
        "version": version,
        "evidence_id": evidence.pk,
        "stance": evidence.stance,
        "bears_on": evidence.bears_on,
        "kind": evidence.kind,
        "seen_in": printed(evidence.seen_in),
        "origin": _origin(evidence),
        "heard_via": printed(evidence.heard_via),
        "family": printed(line.family),
        "party": line.party.value,
        "derived_from": evidence.derived_from_id or "",
        "article_title": title,
        "url": url,
        "quote": evidence.quote,
        "published_on": _exact(evidence.published)
        or (_exact(article.published) if article else ""),
        "snapshot_sha256": evidence.snapshot.sha256 if evidence.snapshot else "",
        "note": evidence.note,
    }


def _origin(evidence: Evidence) -> str:
    kind = OriginKind(evidence.origin_kind)
    if kind == OriginKind.NAMED:
        return printed(evidence.origin)
    return (
        evidence.origin_label
        if kind == OriginKind.UNNAMED and evidence.origin_label
        else kind.label
    )


def _voice(source: Source | None, label: str) -> str:
    if source is None:
        return label
    return f"{label} ({printed(source)})" if label else printed(source)


def row_sha256(row: dict[str, Cell]) -> str:
    """Return the SHA-256 of the canonical JSON of the stored columns, before any quoting."""
    return sha256_hex(canonical_json(row))


def _exact(date: ImpreciseDate) -> str:
    return iso(date.exact)
