"""The export rows of a verdict, frozen when it is signed: a name that changes later does not change them."""

from collections.abc import Callable, Iterable

from claims.enums import ClaimKind, OriginKind, PolicyLevel, PolicyRule, RatingCode
from claims.exports.cells import iso, stamp
from claims.exports.columns import EVIDENCE_COLUMNS, STORED_COLUMNS
from claims.exports.csv import Cell
from claims.exports.withheld import WITHHELD, Marks
from claims.independence import Counted, Independence, load_voices
from claims.models import (
    Appearance,
    Article,
    Attribution,
    Claim,
    Evidence,
    ImpreciseDate,
    Source,
    Verdict,
)
from claims.models.account_names import AccountNames, neutral_name
from claims.models.canonical import canonical_json, sha256_hex
from claims.policy import Result, overrides_text

_BETWEEN = " | "  # several values of one column


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
    row: dict[str, Cell] = dict.fromkeys(STORED_COLUMNS, "")
    row |= _claim_columns(claim)
    row |= _weight_columns(weight)
    row |= _policy_columns(claim, verdict, results)
    row |= {
        "verdict": verdict.rating_label,
        "verdict_code": verdict.rating_code,
        "rationale": verdict.rationale,
        "confidence": verdict.confidence,
        "assessed_by": _BETWEEN.join(assessed_by),
        "assessments": len(assessed_by),
        "rounds": verdict.round,
        "agreement": verdict.agreement,
        "signed_off_by": neutral_name(verdict.signed_by_id),
        "signed_off_at": stamp(verdict.signed_at),
        "version": verdict.version,
        "change": verdict.change,
        "previous_verdict": previous.rating_label if previous else "",
        "reason": verdict.reason,
        "valid_from": iso(verdict.valid_from),
        "recheck_on": iso(verdict.recheck_on),
    }
    first = (
        claim.appearances.select_related("article__publisher")
        .prefetch_related("chain__source")
        .first()
    )
    return row | _appearance_columns(claim, first) if first else row


def _claim_columns(claim: Claim) -> dict[str, Cell]:
    columns: dict[str, Cell] = {
        "claim_id": claim.pk,
        "external_id": claim.external_id or "",
        "claim": claim.statement,
        "kind": ClaimKind(claim.kind).value,
        "question": _BETWEEN.join(str(question) for question in claim.questions.order_by("pk")),
        "language": claim.language,
    }
    return (
        columns
        | _date_columns("said_on", claim.said_on)
        | _date_columns("about_on", claim.about_on)
    )


def _date_columns(name: str, date: ImpreciseDate) -> dict[str, Cell]:
    return {
        name: iso(date.earliest),
        f"{name}_latest": "" if date.exact else iso(date.latest),
        f"{name}_words": date.words,
    }


def _weight_columns(weight: Independence) -> dict[str, Cell]:
    columns: dict[str, Cell] = {
        "context": weight.context.documents,
        "non_party_origins": len(weight.non_party_families),
    }
    for name, count in (
        ("corroborating", weight.corroborates),
        ("contradicting", weight.contradicts),
    ):
        columns |= {
            name: count.documents,
            f"{name}_origins": count.origins,
            f"{name}_voices": len(count.voices),
            f"{name}_carriers": len(count.carriers),
            f"{name}_non_party": len(count.non_party),
        }
    return columns


def _policy_columns(claim: Claim, verdict: Verdict, results: list[Result]) -> dict[str, Cell]:
    unmet_warnings = [r for r in results if not r.met and r.level == PolicyLevel.WARN]
    return {
        "policy_overrides": overrides_text(results),
        "policy_warnings": _BETWEEN.join(result.rule.value for result in unmet_warnings),
        "rests_on_own_passage": _rests_on_own_passage(claim, verdict, results),
    }


def _rests_on_own_passage(claim: Claim, verdict: Verdict, results: list[Result]) -> str:
    """Return yes or no, or nothing if the rule is off or does not apply."""
    if claim.is_factual or verdict.rating_code != RatingCode.SUPPORTED:
        return ""
    own = (r for r in results if r.rule == PolicyRule.RESTS_ON_OWN_PASSAGE)
    return next((_yes_or_no(true=not result.met) for result in own), "")


def _appearance_columns(claim: Claim, appearance: Appearance) -> dict[str, Cell]:
    article = appearance.article
    steps = list(appearance.chain.all())
    columns: dict[str, Cell] = {
        "quote": appearance.quote,
        "quote_language": _language_of(article, appearance.quote),
        "translation": appearance.translation,
        "translated_by": appearance.translated_by,
        "article_title": appearance.article_title,
        "attribution": " < ".join(_voice(step.source, step.label) for step in steps),
        "attribution_kinds": " < ".join(step.kind for step in steps),
    }
    if article:
        url, title = _document(article.url, article.headline, article.publisher)
        columns |= {
            "article_title": title,
            "article_url": url,
            "publisher": printed(article.publisher),
            "published_on": _exact(article.published),
        }
    return columns | _speaker_columns(claim, steps[-1]) if steps else columns


def _speaker_columns(claim: Claim, speaker: Attribution) -> dict[str, Cell]:
    columns: dict[str, Cell] = {"speaker": _voice(speaker.source, speaker.label)}
    if speaker.source_id:
        voices = load_voices(claim, [speaker.source_id])
        speaking = voices.members.get(speaker.source_id, (speaker.source_id,))
        stakes = (voices.stake(question, pk) for question in voices.questions for pk in speaking)
        columns |= {
            "speaker_party": voices.party(speaker.source_id).value,
            "speaker_side": _different(stake.side.strip() for stake in stakes if stake),
        }
    return columns


def _language_of(article: Article | None, quote: str) -> str:
    """Return the language of the words that are quoted: that of their article, if the desk has it."""
    return article.language if article and quote else ""


def evidence_rows(claim: Claim, version: int, weight: Independence) -> list[dict[str, Cell]]:
    """Return the rows of evidence.csv for the evidence that stands now, by id. One query."""
    counts = (weight.corroborates, weight.contradicts, weight.context)
    lines = sorted(
        (line for count in counts for line in count.lines), key=lambda line: line.evidence.pk
    )
    republished = _republished(line.evidence for line in lines)
    marks = Marks()

    def counted_as(source: Source) -> str:
        """Return its name with the note that tells it apart: two of one name are counted as two."""
        return marks.mark(source.pk) if source.withheld else str(source)

    return [
        _evidence_row(line)
        | _counting_columns(line, counted_as)
        | {
            "claim_id": claim.pk,
            "version": version,
            "republishes": printed(republished.get(line.evidence.article_id or 0)),
        }
        for line in lines
    ]


def _republished(evidence: Iterable[Evidence]) -> dict[int, Source | None]:
    """Return who published what each article republishes, by the article's id. One query."""
    copies = Article.objects.filter(pk__in={e.article_id for e in evidence if e.article_id})
    return {
        copy.pk: copy.republishes_source
        or (copy.republishes_article.publisher if copy.republishes_article else None)
        for copy in copies.select_related("republishes_source", "republishes_article__publisher")
    }


def _evidence_row(line: Counted) -> dict[str, Cell]:
    row: dict[str, Cell] = dict.fromkeys(EVIDENCE_COLUMNS, "")
    evidence, article = line.evidence, line.evidence.article
    url, title = _document(
        (article.url if article else "") or evidence.url,
        article.headline if article else evidence.title,
        evidence.seen_in,
        article.publisher if article else None,
    )
    return row | {
        "evidence_id": evidence.pk,
        "stance": evidence.stance,
        "bears_on": evidence.bears_on,
        "kind": evidence.kind,
        "seen_in": printed(evidence.seen_in),
        "origin": _origin(evidence),
        "origin_label": evidence.origin_label,
        "heard_via": printed(evidence.heard_via),
        "family": printed(line.family),
        "party": line.party.value,
        "derived_from": evidence.derived_from_id or "",
        "article_title": title,
        "url": url,
        "quote": evidence.quote,
        "quote_check": evidence.quote_check,
        "quote_language": _language_of(article, evidence.quote),
        "translation": evidence.translation,
        "translated_by": evidence.translated_by,
        "published_on": _exact(evidence.published)
        or (_exact(article.published) if article else ""),
        "published_words": evidence.published.words or (article.published.words if article else ""),
        "snapshot_sha256": evidence.snapshot.sha256 if evidence.snapshot else "",
        "searched": evidence.searched,
        "note": evidence.note,
    }


def _counting_columns(line: Counted, counted_as: Callable[[Source], str]) -> dict[str, Cell]:
    """Return what the independent origins are counted from."""
    return {
        "counts": _yes_or_no(true=line.counts),
        "why": line.reason.say(printed),
        "voice": _BETWEEN.join(counted_as(family) for family in line.families),
        "carrier": counted_as(line.carrier) if line.carrier else "",
    }


def _origin(evidence: Evidence) -> str:
    kind = OriginKind(evidence.origin_kind)
    if kind == OriginKind.NAMED:
        return printed(evidence.origin)
    if kind == OriginKind.UNNAMED:
        return _voice(evidence.origin, evidence.origin_label or kind.label)
    return kind.label


def _voice(source: Source | None, label: str) -> str:
    if source is None:
        return label
    return f"{label} ({printed(source)})" if label else printed(source)


def row_sha256(row: dict[str, Cell]) -> str:
    """Return the SHA-256 of the canonical JSON of the stored columns, with the names of accounts, before any quoting.

    One query, if the row names an account.
    """
    return sha256_hex(canonical_json(AccountNames.of_row(row).in_row(row)))


def _exact(date: ImpreciseDate) -> str:
    return iso(date.exact)


def _yes_or_no(*, true: bool) -> str:
    return "yes" if true else "no"


def _different(texts: Iterable[str]) -> str:
    """Return these texts joined, each once whatever its case."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(text.casefold(), text)
    return _BETWEEN.join(text for text in found.values() if text)
