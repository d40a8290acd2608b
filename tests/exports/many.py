"""Create many signed claims in bulk, because ten thousand made by legal moves would take minutes."""

import datetime
from typing import Any

from claims.actions.verdict_rows import row_sha256
from claims.models import Claim, Verdict


def sign_many(first: Claim, number: int) -> None:
    """Add `number` claims with a verdict like the first one's, signed a second apart. Exports read nothing else."""
    signed = Verdict.objects.get(claim=first)
    claims = Claim.objects.bulk_create(
        [
            Claim(
                statement=f"{first.statement} ({n})",
                statement_key=f"{first.statement_key} ({n})",
                kind=first.kind,
                created_at=first.created_at,
                created_by=first.created_by,
            )
            for n in range(number)
        ]
    )
    Verdict.objects.bulk_create(
        like(signed, claim, signed.signed_at + datetime.timedelta(seconds=n))
        for n, claim in enumerate(claims, 1)
    )


def like(signed: Verdict, claim: Claim, signed_at: datetime.datetime) -> Verdict:
    """Return a verdict on a claim like another claim's, not saved."""
    row: dict[str, Any] = signed.row | {"claim_id": claim.pk, "claim": claim.statement}
    columns = {
        field.attname: getattr(signed, field.attname)
        for field in Verdict._meta.concrete_fields
        if not field.primary_key
    }
    return Verdict(
        **columns
        | {
            "claim_id": claim.pk,
            "signed_at": signed_at,
            "row": row,
            "evidence_rows": [line | {"claim_id": claim.pk} for line in signed.evidence_rows],
            "sha256": row_sha256(row),
        }
    )
