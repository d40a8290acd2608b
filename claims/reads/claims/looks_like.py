"""Claims similar to one that is being written or is on the desk, and how they can be linked."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Q

from claims import rules, workflow
from claims.enums import LinkKind, Move
from claims.errors import Denial
from claims.extractors.matching.differences import Difference, differences
from claims.models import Claim, ClaimLink
from claims.rules import Situation

from .claim_list import ClaimRow, claim_rows, for_rows
from .similar import similar_claims

MOST_SHOWN = 5
# Thresholds of Similar.alike. extractors/README.md says how many of those shown are the same.
ENOUGH = 0.35
NEARLY = 0.5

# A quote check reports a factual claim through its own field and page.
OFFERED = (LinkKind.CONTRADICTS, LinkKind.SUPERSEDES, LinkKind.PART_OF)


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Alike:
    """A similar claim. `may_be_same` is False if it says something else: of another year, about somebody else."""

    row: ClaimRow
    likeness: str
    options: tuple[Option, ...]
    may_be_same: bool = True


def alike_to(
    text: str, chosen: Sequence[tuple[LinkKind, int]] = (), *, excluding: Collection[int] = ()
) -> list[Alike] | None:
    """Return those similar enough, nearest first, after those a link was chosen for. None for an empty text."""
    if not text.strip() and not chosen:
        return None
    near = similar_claims(text, MOST_SHOWN, excluding=excluding)
    alike = {one.claim_id: one.alike for one in near if one.alike >= ENOUGH}
    kept = [pk for _, pk in chosen if pk not in alike]
    numbers = list(dict.fromkeys([*kept, *alike]))
    claims = for_rows().in_bulk(numbers)
    rows = claim_rows([claims[pk] for pk in numbers if pk in claims])
    return [_alike(text, row, alike.get(row.pk), chosen) for row in rows]


def _alike(
    text: str, row: ClaimRow, alike: float | None, chosen: Sequence[tuple[LinkKind, int]]
) -> Alike:
    unlike = differences(text, row.statement)
    likeness = "chosen" if alike is None else _likeness(alike, unlike)
    return Alike(row, likeness, _options(row.pk, chosen), may_be_same=not unlike)


def _likeness(alike: float, unlike: Sequence[Difference]) -> str:
    if unlike:
        return "alike, but " + "; ".join(f"another {one.kind} ({one.theirs})" for one in unlike)
    return "nearly the same" if alike >= NEARLY else "alike"


def _options(pk: int, chosen: Sequence[tuple[LinkKind, int]]) -> tuple[Option, ...]:
    return tuple(Option(f"{kind}:{pk}", kind.label, (kind, pk) in chosen) for kind in OFFERED)


@dataclass(frozen=True)
class LooksLike:
    """What is similar to a claim and not linked to it yet, and why this person cannot link it."""

    claim: Claim
    claims: list[Alike]
    links: tuple[LinkKind, ...]
    may_not_link: Denial | None
    may_not_withdraw: Denial | None


def looks_like(claim: Claim, user: User) -> LooksLike:
    """Load what is similar to a claim. A fixed number of queries."""
    linked = ClaimLink.objects.filter(Q(claim=claim) | Q(other=claim))
    excluding = {claim.pk} | {pk for pair in linked.values_list("claim", "other") for pk in pair}
    situation = Situation.load(claim, user)
    return LooksLike(
        claim,
        alike_to(claim.statement, excluding=excluding) or [],
        OFFERED,
        rules.why_not_add_to_claim(situation),
        workflow.why_not(Move.WITHDRAW, situation),
    )
