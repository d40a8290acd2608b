"""A claim on the desk with the same statement, offered instead of a duplicate."""

from dataclasses import dataclass

from claims.models import (
    Claim,
)


@dataclass(frozen=True)
class SameClaim:
    """A claim with the same statement. `whole` is False if the statement is that of the quote check."""

    pk: int
    statement: str
    kind: str
    status: str
    whole: bool


def same_claim(statement: str, quote_check: str) -> SameClaim | None:
    for words, whole in ((statement, True), (quote_check, False)):
        same = Claim.objects.stating(words).order_by("pk").first() if words.strip() else None
        if same:
            return SameClaim(
                same.pk, same.statement, same.get_kind_display(), same.get_status_display(), whole
            )
    return None
