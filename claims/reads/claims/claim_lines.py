"""Claims in short, as the pages of questions and sources list them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from claims.models import Claim, Source
from claims.reads.review.verdict_mark import VerdictMark

from .claim_list import ClaimRow, claim_rows
from .refuted import NotSaid


@dataclass(frozen=True)
class Part:
    """What a source does in the chains of one claim: its verbs, and whether its words are its own."""

    did: tuple[str, ...] = ()
    not_said: NotSaid | None = None
    printers: tuple[Source, ...] = ()  # of words that the source did not say


@dataclass(frozen=True)
class ClaimLine:
    """A claim in short, with its latest verdict and the part that a source has in it."""

    row: ClaimRow
    mark: VerdictMark
    part: Part = field(default_factory=Part)


def claim_lines(claims: list[Claim], parts: Mapping[int, Part] | None = None) -> list[ClaimLine]:
    """Return the lines of claims that were loaded with assignee and verdict. Four queries."""
    return [
        ClaimLine(row, VerdictMark.of(claim), (parts or {}).get(claim.pk, Part()))
        for claim, row in zip(claims, claim_rows(claims), strict=True)
    ]
