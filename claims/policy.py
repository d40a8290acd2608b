"""What a verdict needs before it is signed: each rule of the desk's policy, asked of one claim.

Which rules block and which only warn is the desk's decision (models.Desk); what they ask is here.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace

from .enums import (
    NO_PARTY,
    VOUCHING,
    EvidenceKind,
    OriginKind,
    PolicyLevel,
    PolicyRule,
    QuoteCheck,
    RatingCode,
    Stance,
)
from .errors import Denial
from .independence import Counted, Independence, StanceCount, weigh
from .models import Anchor, Appearance, Article, Claim, Desk, Evidence

R = PolicyRule

FITTING = {
    RatingCode.SUPPORTED.value: Stance.CORROBORATES,
    RatingCode.REFUTED.value: Stance.CONTRADICTS,
}


@dataclass(frozen=True)
class Result:
    """One rule's answer: `fault` says what is missing, or is empty where the rule is met."""

    rule: PolicyRule
    level: PolicyLevel
    fault: str = ""
    override: str = ""

    @property
    def met(self) -> bool:
        return not self.fault

    @property
    def blocks(self) -> bool:
        return bool(self.fault) and self.level == PolicyLevel.BLOCK and not self.override

    def as_json(self) -> dict[str, str]:
        return {key: str(value) for key, value in asdict(self).items()}


@dataclass(frozen=True)
class Basis:
    """What the rules look at."""

    claim: Claim
    rating: str
    weight: Independence
    evidence: tuple[Evidence, ...]  # standing
    own_passages: frozenset[int] = (
        frozenset()
    )  # ids of evidence that repeats the claim's own passage
    speaker_id: int | None = None  # the last named voice of the first appearance's chain

    @property
    def fitting(self) -> StanceCount | None:
        """The side that the rating rests on, where it rests on one."""
        stance = FITTING.get(self.rating)
        return self.weight.of(stance) if stance else None

    def counted(self) -> tuple[Counted, ...]:
        return tuple(line for line in self.fitting.lines if line.counts) if self.fitting else ()


def _two_origins(basis: Basis) -> str:
    if basis.fitting is None or not basis.claim.is_factual or basis.fitting.origins >= 2:
        return ""
    if any(
        line.evidence.kind == EvidenceKind.RECORD and line.evidence.snapshot_id
        for line in basis.counted()
    ):
        return ""
    found = basis.fitting.origins
    what = "no independent origin" if found == 0 else "one independent origin only"
    return f"There is {what}, and no captured primary record."


def _both_stances(basis: Basis) -> str:
    if basis.rating != RatingCode.CONFLICTING_EVIDENCE:
        return ""
    sides = (basis.weight.corroborates, basis.weight.contradicts)
    for side in sides:
        if side.origins == 0:
            return f"No independent origin {side.stance.label} the claim."
    if basis.claim.is_factual and not basis.weight.non_party_families:
        return "Both sides rest on the word of parties, or of sources not known to be none."
    return ""


def _quotes_checked(basis: Basis) -> str:
    unchecked = [
        e.pk
        for e in basis.evidence
        if e.quote_check not in (QuoteCheck.FOUND, QuoteCheck.BY_EYE) and not e.quote_reason
    ]
    return (
        f"Quote not checked in evidence {_listed(unchecked)}, and no reason given."
        if unchecked
        else ""
    )


def _not_own_passage(basis: Basis) -> str:
    own = [e.pk for e in basis.evidence if e.pk in basis.own_passages and e.stance in VOUCHING]
    if not own or not basis.claim.is_factual:
        return ""
    return f"Evidence {_listed(own)} is the claim's own passage, or a republication of it."


def _non_party_origin(basis: Basis) -> str:
    count = basis.fitting
    if count is None or not basis.claim.is_factual:
        return ""
    if any(count.party_of(family) in NO_PARTY for family in count.families):
        return ""
    if count.opposing_sides_agree(basis.weight.voices):
        return ""
    return "No origin is known to be no party to the question, and no opposing sides say the same."


def _not_dated_after(basis: Basis) -> str:
    said = basis.claim.said_on.latest
    late = [e.pk for e in basis.evidence if said and (day := _dated(e)) and day > said]
    return f"Evidence {_listed(late)} is dated after the claim." if late else ""


def _dated(evidence: Evidence) -> datetime.date | None:
    """Its own earliest day, or that of the article it is from."""
    if evidence.published.is_known or evidence.article is None:
        return evidence.published.earliest
    return evidence.article.published.earliest


def _quote_witnessed(basis: Basis) -> str:
    if basis.fitting is None or basis.claim.is_factual:
        return ""
    if basis.fitting.origins >= 2 or any(_witnesses(basis, line) for line in basis.counted()):
        return ""
    return "There is no captured publication by the speaker, no first-hand report, and no two independent reports."


def _witnesses(basis: Basis, line: Counted) -> bool:
    e, family = line.evidence, basis.weight.voices.family
    if basis.speaker_id and e.snapshot_id and family(e.seen_in_id) == family(basis.speaker_id):
        return True
    heard_it = e.heard_via_id in (None, e.seen_in_id) and e.derived_from_id is None
    first_hand = e.origin_kind in (OriginKind.NAMED, OriginKind.OWN_REPORTING)
    republication = e.article is not None and e.article.is_republication
    return heard_it and first_hand and not republication


def _listed(ids: list[int]) -> str:
    return ", ".join(str(pk) for pk in ids)


RULES: Mapping[PolicyRule, Callable[[Basis], str]] = {
    R.TWO_ORIGINS: _two_origins,
    R.BOTH_STANCES: _both_stances,
    R.QUOTES_CHECKED: _quotes_checked,
    R.NOT_OWN_PASSAGE: _not_own_passage,
    R.NON_PARTY_ORIGIN: _non_party_origin,
    R.NOT_DATED_AFTER: _not_dated_after,
    R.QUOTE_WITNESSED: _quote_witnessed,
}


def check(basis: Basis, desk: Desk, overrides: Mapping[str, str] | None = None) -> list[Result]:
    """Every rule that the desk has not switched off, met or not. Pure."""
    results = [
        Result(rule, desk.level(rule), ask(basis))
        for rule, ask in RULES.items()
        if desk.level(rule) != PolicyLevel.OFF
    ]
    given = {rule: reason.strip() for rule, reason in (overrides or {}).items()}
    return [
        replace(result, override=given.get(result.rule.value, "")) if result.fault else result
        for result in results
    ]


def why_not_sign(results: list[Result]) -> Denial | None:
    """Overrides are part of the results; a warning never blocks."""
    blocking = [result for result in results if result.blocks]
    if not blocking:
        return None
    faults = " ".join(result.fault for result in blocking)
    return Denial("policy", f"{faults} Override with a reason, or mend it first.")


def load_basis(claim: Claim, rating: str, weight: Independence | None = None) -> Basis:
    """Four queries beside those of `weigh`."""
    weight = weight or weigh(claim)
    counts = (weight.corroborates, weight.contradicts, weight.context)
    evidence = tuple(line.evidence for count in counts for line in count.lines)
    first = claim.appearances.prefetch_related("chain").first()
    steps = list(first.chain.all()) if first else []
    speaker = next((step.source_id for step in reversed(steps) if step.source_id), None)
    return Basis(claim, rating, weight, evidence, _own_passages(claim, evidence), speaker)


def _own_passages(claim: Claim, evidence: tuple[Evidence, ...]) -> frozenset[int]:
    """Evidence whose words overlap the claim's own, in its article or in one that republishes it or is its model."""
    spans: dict[int, list[tuple[int, int]]] = {}
    for anchor in Anchor.objects.filter(appearance__claim=claim).values(
        "snapshot_id", "start", "end"
    ):
        spans.setdefault(anchor["snapshot_id"], []).append((anchor["start"], anchor["end"]))
    own = {
        e.pk
        for e in evidence
        for anchor in e.anchors.all()
        if any(
            start < anchor.end and anchor.start < end
            for start, end in spans.get(anchor.snapshot_id, [])
        )
    }
    found_in = Appearance.objects.filter(claim=claim, article__isnull=False)
    appearances = list(found_in.values("article_id", "quote"))
    ids = {e.article_id for e in evidence if e.article_id} | {a["article_id"] for a in appearances}
    articles = {a.pk: a.republishes_article_id for a in Article.objects.with_republished(ids)}
    for e in evidence:
        if e.article_id is None or not e.quote.strip():
            continue
        copies = {anchor.snapshot_id for anchor in e.anchors.all()}
        for appearance in appearances:
            related = _line(articles, e.article_id) & _line(articles, appearance["article_id"])
            # In two copies of one article no place tells: the words do.
            other = appearance["article_id"] != e.article_id or not copies & spans.keys()
            if other and related and _share_words(e.quote, appearance["quote"]):
                own.add(e.pk)
    return frozenset(own)


def _line(republishes: Mapping[int, int | None], article_id: int) -> set[int]:
    """The article and all it republishes."""
    line: set[int] = set()
    current: int | None = article_id
    while current is not None and current not in line:
        line.add(current)
        current = republishes.get(current)
    return line


def _share_words(one: str, other: str) -> bool:
    a, b = (" ".join(text.casefold().split()).strip(" .") for text in (one, other))
    return bool(a and b) and (a in b or b in a)


def as_json(results: list[Result]) -> list[dict[str, str]]:
    return [dict(result.as_json()) for result in results]


def overrides_text(results: list[Result]) -> str:
    """For the export: `rule: reason`, joined."""
    return " | ".join(
        f"{result.rule.value}: {result.override}" for result in results if result.override
    )
