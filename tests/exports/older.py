"""Sign as desks did before columns were added to the exports, with the same steps and the same Event."""

from typing import Any

from django.contrib.auth.models import User

from claims.actions.record import Entry, action
from claims.actions.verdict_rows import row_sha256
from claims.enums import Move, Verb
from claims.exports.columns import ADDED_EVIDENCE_COLUMNS, ADDED_VERDICT_COLUMNS
from claims.models import Claim, Verdict
from claims.models.account_names import AccountNames
from claims.models.canonical import row_digest
from claims.rules import Situation
from claims.workflow import make

from .many import like


@action
def sign_off_before_columns_were_added(
    entry: Entry, claim: Claim, signed: Verdict, *, by: User
) -> Verdict:
    """Sign an agreed claim with a verdict like another claim's, without the columns added since."""
    verdict = like(signed, claim, signed_at=entry.at)
    verdict.row = {k: v for k, v in verdict.row.items() if k not in ADDED_VERDICT_COLUMNS}
    verdict.row |= _with_names(verdict.row)
    verdict.evidence_rows = [
        {k: v for k, v in row.items() if k not in ADDED_EVIDENCE_COLUMNS}
        for row in verdict.evidence_rows
    ]
    verdict.sha256 = row_sha256(verdict.row)
    verdict.save(force_insert=True)
    make(Move.SIGN_OFF, Situation.load(claim, by), verdict=verdict)
    after = {
        "version": verdict.version,
        "rating": verdict.rating_code,
        "digest": row_digest(verdict),
    }
    entry.write(Verb.SIGNED_OFF, claim, by=by, claim=claim, after=after)
    return verdict


def _with_names(row: dict[str, Any]) -> dict[str, str]:
    """Return who signed and assessed as desks stored it before they named accounts by number."""
    names = AccountNames.of_all()
    return {
        column: " | ".join(map(names.printed, str(row[column]).split(" | ")))
        for column in ("signed_off_by", "assessed_by")
    }
