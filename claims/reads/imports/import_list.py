"""The imports of claims, newest first, and what undoing one would remove."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import Count, Q

from claims import rules
from claims.errors import Denial
from claims.models import Claim, Import, ImportedRow

MOST_LISTED = 20


def imports(limit: int = MOST_LISTED) -> list[Import]:
    """Return the newest imports with `claims`, the number of claims each added. One query."""
    claims = Count("rows", filter=Q(rows__object_type="claim"))
    return list(
        Import.objects.select_related("created_by", "undone_by")
        .annotate(claims=claims)
        .order_by("-pk")[:limit]
    )


@dataclass(frozen=True)
class UndoPreview:
    """What undoing an import would do now."""

    run: Import
    counts: Sequence[tuple[str, int]]  # of what the import added: "claim", "source", …
    worked_on: Sequence[Claim]  # the claims that keep it from being undone
    denial: Denial | None


def undo_preview(run: Import, by: User | None) -> UndoPreview:
    """Return what undoing would remove, and why it cannot be done. Four queries."""
    rows = ImportedRow.objects.filter(run=run)
    counts = rows.values_list("object_type").annotate(Count("pk")).order_by("object_type")
    claims = rows.filter(object_type="claim").values("object_id")
    worked_on = list(Claim.objects.filter(pk__in=claims).worked_on())
    denial = rules.why_not_undo_import(rules.roles_of(by), by, run, worked_on)
    return UndoPreview(run, tuple(counts), worked_on, denial)
