"""The list of corrections: every verdict that was superseded or retracted, newest first."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery

from claims.enums import VerdictChange, VerdictKind
from claims.models import Verdict
from claims.reads.lists.paging import ROWS, newest
from claims.reads.record.values import shortened

LONGEST_STATEMENT = 200

KINDS = tuple(change for change in VerdictChange if change != VerdictChange.FIRST)


@dataclass(frozen=True)
class Correction:
    """A version and the one before it."""

    claim: int
    statement: str
    was_version: int
    version: int
    change: VerdictChange
    was_code: str
    was_label: str
    was_retracted: bool
    code: str
    label: str
    retracted: bool
    reason: str
    by: str
    at: datetime.datetime


@dataclass(frozen=True)
class Corrections:
    rows: list[Correction]
    older: int | None  # `before` of the next page
    counts: dict[VerdictChange, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def corrections(
    change: VerdictChange | None = None, before: int | None = None, limit: int = ROWS
) -> Corrections:
    """Load one page of the list. Three queries. Verdicts are signed one after another, so the newest has the highest id."""
    changed = Verdict.objects.filter(version__gt=1)
    counted = dict(changed.order_by().values_list("change").annotate(n=Count("pk")))
    found = changed.filter(change=change) if change else changed
    page, older = newest(_with_previous(found), before, limit)
    return Corrections(
        rows=[_row(verdict) for verdict in page],
        older=older,
        counts={kind: counted.get(kind.value, 0) for kind in KINDS},
    )


def _with_previous(found: Any) -> Any:
    previous = Verdict.objects.filter(claim=OuterRef("claim"), version=OuterRef("version") - 1)
    return (
        found.select_related("claim", "signed_by")
        .defer("row", "evidence_rows", "policy")
        .annotate(
            was_code=Subquery(previous.values("rating_code")),
            was_label=Subquery(previous.values("rating_label")),
            was_kind=Subquery(previous.values("kind")),
        )
    )


def _row(verdict: Any) -> Correction:
    return Correction(
        claim=verdict.claim_id,
        statement=shortened(verdict.claim.statement, LONGEST_STATEMENT),
        was_version=verdict.version - 1,
        version=verdict.version,
        change=VerdictChange(verdict.change),
        was_code=verdict.was_code,
        was_label=verdict.was_label,
        was_retracted=verdict.was_kind == VerdictKind.RETRACTED,
        code=verdict.rating_code,
        label=verdict.rating_label,
        retracted=verdict.kind == VerdictKind.RETRACTED,
        reason=verdict.reason,
        by=verdict.signed_by.get_username(),
        at=verdict.signed_at,
    )
