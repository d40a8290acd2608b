"""Whether the record holds what somebody has the SHA-256 of. Tells nothing else, because anybody may ask."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from claims.enums import ClaimStatus, VerdictKind
from claims.exports.withheld import WITHHELD
from claims.models import Evidence, Snapshot, Verdict
from claims.reads.sources.withheld import withheld_at

_MOST_CLAIMS = 100  # whose verdicts are searched for one copy


@dataclass(frozen=True)
class FoundVerdict:
    """A signed row of verdicts.csv, and what became of it."""

    verdict: Verdict
    latest: Verdict
    is_under_review: bool

    @property
    def is_current(self) -> bool:
        return self.verdict.pk == self.latest.pk

    @property
    def is_retracted(self) -> bool:
        return self.latest.kind == VerdictKind.RETRACTED


@dataclass(frozen=True)
class Found:
    verdicts: list[FoundVerdict]
    copied_at: datetime.datetime | None  # when the first copy of these bytes was archived

    def __bool__(self) -> bool:
        return bool(self.verdicts or self.copied_at)


def look_up(sha256: str) -> Found:
    """Return what the record holds under this fingerprint. Five queries at most, and two for each verdict."""
    signed = Verdict.objects.filter(sha256=sha256, kind=VerdictKind.SIGNED)
    return Found(
        [_found(verdict) for verdict in signed.select_related("claim")[:5]],
        _copied_at(sha256),
    )


def _found(verdict: Verdict) -> FoundVerdict:
    latest = Verdict.objects.filter(claim=verdict.claim_id).order_by("-version")[:1].get()
    reopened = verdict.claim.status not in (ClaimStatus.SIGNED_OFF, ClaimStatus.WITHDRAWN)
    return FoundVerdict(verdict, latest, reopened)


def _copied_at(sha256: str) -> datetime.datetime | None:
    """Return when the copy was archived, if a signed verdict names it and no name in its row is withheld.

    Anybody can compute the SHA-256 of a public page: of other copies, the answer would give away what the desk
    is working on, and of a withheld outlet, who it is.
    """
    copies = list(Snapshot.objects.filter(sha256=sha256).select_related("article__publisher"))
    outlets = [copy.article.publisher for copy in copies if copy.article]
    if not copies or any(outlet and outlet.withheld for outlet in outlets):
        return None
    resting = Evidence.objects.filter(snapshot__in=[copy.pk for copy in copies])
    claims = list(resting.order_by().values_list("claim", flat=True).distinct()[:_MOST_CLAIMS])
    signed = Verdict.objects.filter(claim__in=claims, kind=VerdictKind.SIGNED)
    rows = [
        row
        for pieces in signed.values_list("evidence_rows", flat=True)
        for row in pieces
        if row.get("snapshot_sha256") == sha256
    ]
    if not rows or _has_withheld_name(rows):
        return None
    return min(copy.captured_at for copy in copies)


def _has_withheld_name(rows: Iterable[Mapping[str, Any]]) -> bool:
    withheld = withheld_at(timezone.now())
    return any(
        WITHHELD in row.values() or (withheld and withheld.printed(row) != row) for row in rows
    )
