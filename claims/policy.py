"""What a verdict needs before it is signed: the rules of the desk's policy, checked for one claim.

The desk decides which rules block and which only warn (models.Desk). What they check is here.
"""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from .enums import (
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
    """The result of one rule. `fault` says what is missing, and is empty if the rule is met."""

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

    def as_json(self) -> dict[str, object]:
        """Return what the verdict keeps: codes, and the reason that somebody typed."""
        return {
            "rule": self.rule.value,
            "level": self.level.value,
            "met": self.met,
            "override": self.override,
        }


@dataclass(frozen=True)
class Basis:
    """What the rules look at: a claim, the rating to be signed, and the evidence as it counts."""

    claim: Claim
    rating: str
    weight: Independence
    evidence: tuple[Evidence, ...]  # standing
    own_passages: frozenset[int] = (
        frozenset()
    )  # ids of evidence that repeats the claim's own passage
    speaker_id: int | None = None  # the last voice of the first appearance's chain, if it is named

    @property
    def fitting(self) -> StanceCount | None:
        """The stance that the rating rests on, if it rests on one."""
        stance = FITTING.get(self.rating)
        return self.weight.of(stance) if stance else None

    def counted(self) -> tuple[Counted, ...]:
        """Return the evidence that counts for the rating: on one side, or on both if it conflicts."""
        if self.rating == RatingCode.CONFLICTING_EVIDENCE:
            return (*self.weight.corroborates.counted, *self.weight.contradicts.counted)
        return self.fitting.counted if self.fitting else ()


def _two_origins(basis: Basis) -> str:
    if basis.fitting is None or not basis.claim.is_factual or basis.fitting.origins >= 2:
        return ""
    if any(line.is_primary_record for line in basis.counted()):
        return ""
    if basis.fitting.origins == 0:
        return "There is no independent origin and no captured primary record."
    return "There is only one independent origin and no captured primary record."


_NO_ORIGIN: Mapping[Stance, str] = {
    Stance.CORROBORATES: "No independent origin corroborates the claim.",
    Stance.CONTRADICTS: "No independent origin contradicts the claim.",
}


def _both_stances(basis: Basis) -> str:
    if basis.rating != RatingCode.CONFLICTING_EVIDENCE:
        return ""
    sides = (basis.weight.corroborates, basis.weight.contradicts)
    for side in sides:
        if side.origins == 0:
            return _NO_ORIGIN[side.stance]
    if basis.claim.is_factual and not basis.weight.non_party_families:
        return "Both sides rest only on parties, or on sources not known to be independent of them."
    return ""


def _quotes_checked(basis: Basis) -> str:
    unchecked = [
        line.evidence.pk
        for line in basis.counted()
        if line.evidence.quote_check not in (QuoteCheck.FOUND, QuoteCheck.BY_EYE)
        and not line.evidence.quote_reason
    ]
    if not unchecked:
        return ""
    return f"The quotes of this evidence are not checked, and no reason is given: {_listed(unchecked)}."


def _not_own_passage(basis: Basis) -> str:
    """Return a fault if the claim's own words count for it.

    A voice outside the chain that contradicts the claim is never the claim's own passage: "X denied reports that Y".
    """
    if not basis.claim.is_factual:
        return ""
    in_chain = basis.weight.asserting | basis.weight.passing_on
    own = [
        line.evidence.pk
        for line in basis.counted()
        if line.evidence.pk in basis.own_passages
        and (
            line.evidence.stance == Stance.CORROBORATES
            or any(family.pk in in_chain for family in line.families)
        )
    ]
    if not own:
        return ""
    return f"This evidence is the claim's own passage or a republication of it: {_listed(own)}."


def _non_party_origin(basis: Basis) -> str:
    count = basis.fitting
    if count is None or not basis.claim.is_factual:
        return ""
    if count.non_party or count.opposing_sides_agree():
        return ""
    return (
        "No origin is known to be independent of the parties, and no opposing sides say the same."
    )


def _not_dated_after(basis: Basis) -> str:
    said = basis.claim.said_on.latest
    late = [e.pk for e in basis.evidence if said and (day := _dated(e)) and day > said]
    return f"This evidence is dated after the claim: {_listed(late)}." if late else ""


def _dated(evidence: Evidence) -> datetime.date | None:
    """Return its own earliest day, or that of its article."""
    if evidence.published.is_known or evidence.article is None:
        return evidence.published.earliest
    return evidence.article.published.earliest


def _quote_witnessed(basis: Basis) -> str:
    """Return a fault unless the speaker's own publication, one first-hand report or two carriers bear out what was said."""
    if basis.fitting is None or basis.claim.is_factual:
        return ""
    heard = [line for line in basis.counted() if _heard_the_speaker(basis, line)]
    if any(_is_first_hand(line) for line in heard):
        return ""
    carriers = {line.carrier.pk for line in heard if line.carrier}
    if basis.fitting.origins >= 2 or len(carriers) >= 2:
        return ""
    return "There is no captured publication by the speaker, no first-hand report of the speaker’s words and no pair of independent reports."


def _heard_the_speaker(basis: Basis, line: Counted) -> bool:
    """Return True if the evidence is the speaker's own word, or the report of an outlet that was there."""
    if line.evidence.origin_kind == OriginKind.OWN_REPORTING:
        return True
    families = basis.weight.voices.families(basis.speaker_id) if basis.speaker_id else ()
    return any(family in families for family in line.families)


def _is_first_hand(line: Counted) -> bool:
    """Return True for the speaker's own archived publication, or the report of who heard it.

    An outlet that says it was there must have its words archived and found: nobody passes on a bare assertion.
    """
    e = line.evidence
    if e.derived_from_id is not None:
        return False
    if line.code == "own_words" and e.snapshot_id:
        return True
    if e.heard_via_id not in (None, e.seen_in_id) or (e.article and e.article.is_republication):
        return False
    if e.origin_kind != OriginKind.OWN_REPORTING:
        return True
    return e.snapshot_id is not None and e.quote_check in (QuoteCheck.FOUND, QuoteCheck.BY_EYE)


def _speaker_named(basis: Basis) -> str:
    if basis.fitting is None or basis.claim.is_factual or basis.speaker_id:
        return ""
    return "The chain names nobody who is claimed to have said it."


def _rests_on_own_passage(basis: Basis) -> str:
    """Return a fault if nothing but the passage itself supports a quote check: it would prove itself."""
    if basis.claim.is_factual or basis.rating != RatingCode.SUPPORTED:
        return ""
    counted = {line.evidence.pk for line in basis.counted()}
    if not counted or not counted <= basis.own_passages:
        return ""
    return "Only the passage that the claim was found in supports it."


def _listed(ids: list[int]) -> str:
    return ", ".join(f"E{pk}" for pk in ids)


RULES: Mapping[PolicyRule, Callable[[Basis], str]] = {
    R.TWO_ORIGINS: _two_origins,
    R.BOTH_STANCES: _both_stances,
    R.QUOTES_CHECKED: _quotes_checked,
    R.NOT_OWN_PASSAGE: _not_own_passage,
    R.NON_PARTY_ORIGIN: _non_party_origin,
    R.NOT_DATED_AFTER: _not_dated_after,
    R.QUOTE_WITNESSED: _quote_witnessed,
    R.SPEAKER_NAMED: _speaker_named,
    R.RESTS_ON_OWN_PASSAGE: _rests_on_own_passage,
}


def check(basis: Basis, desk: Desk, overrides: Mapping[str, str] | None = None) -> list[Result]:
    """Return the result of every rule that the desk has not switched off. No queries."""
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
    """Return why the verdict cannot be signed. Overrides are part of the results; a warning never blocks."""
    blocking = [result for result in results if result.blocks]
    if not blocking:
        return None
    faults = " ".join(result.fault for result in blocking)
    return Denial("policy", f"{faults} Fix this first, or override it with a reason.")


def load_basis(claim: Claim, rating: str, weight: Independence | None = None) -> Basis:
    """Load what the rules look at. Four queries, and those of `weigh` unless the weight is given."""
    weight = weight or weigh(claim)
    counts = (weight.corroborates, weight.contradicts, weight.context)
    evidence = tuple(line.evidence for count in counts for line in count.lines)
    first = claim.appearances.prefetch_related("chain").first()
    steps = list(first.chain.all()) if first else []
    speaker = steps[-1].source_id if steps else None
    return Basis(claim, rating, weight, evidence, _own_passages(claim, evidence), speaker)


def _own_passages(claim: Claim, evidence: tuple[Evidence, ...]) -> frozenset[int]:
    """Return the ids of evidence whose words overlap the claim's own, in its article, a republication of it or its original."""
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
            related = _republished_by(articles, e.article_id) & _republished_by(
                articles, appearance["article_id"]
            )
            # Places in two copies of one article cannot be compared, so the words are.
            other = appearance["article_id"] != e.article_id or not copies & spans.keys()
            if other and related and _share_words(e.quote, appearance["quote"]):
                own.add(e.pk)
    return frozenset(own)


def _republished_by(republishes: Mapping[int, int | None], article_id: int) -> set[int]:
    """Return the article and all that it republishes."""
    found: set[int] = set()
    current: int | None = article_id
    while current is not None and current not in found:
        found.add(current)
        current = republishes.get(current)
    return found


def _share_words(one: str, other: str) -> bool:
    a, b = (" ".join(text.casefold().split()).strip(" .") for text in (one, other))
    return bool(a and b) and (a in b or b in a)


def as_json(results: list[Result]) -> list[dict[str, object]]:
    return [result.as_json() for result in results]


def overrides_text(results: list[Result]) -> str:
    """Return `rule: reason`, joined, for the export."""
    return " | ".join(
        f"{result.rule.value}: {result.override}" for result in results if result.override
    )


def with_rating(basis: Basis, rating: str) -> Basis:
    """Return the same basis for another rating: nothing is loaded again."""
    return replace(basis, rating=rating)


def check_each(basis: Basis, desk: Desk, ratings: Iterable[str]) -> dict[str, list[Result]]:
    """Return the results of each rating by its code, as if it were to be signed. No queries."""
    return {rating: check(with_rating(basis, rating), desk) for rating in ratings}
