"""A claim's latest verdict in short, for lines of lists and timelines."""

from dataclasses import dataclass

from claims.enums import ClaimStatus
from claims.models import Claim


@dataclass(frozen=True)
class VerdictMark:
    """What was signed about a claim, as it was worded then. Open assessments have no part in it."""

    claim: int
    verdict: int = 0  # its id; 0 if none was signed
    version: int = 0
    code: str = ""
    label: str = ""
    is_retracted: bool = False
    is_under_review: bool = False

    @property
    def is_unchecked(self) -> bool:
        return not self.verdict

    @classmethod
    def of(cls, claim: Claim) -> "VerdictMark":
        """Return the mark of a claim whose verdict was selected. No query."""
        verdict = claim.verdict
        if verdict is None:
            return cls(claim.pk)
        return cls(
            claim=claim.pk,
            verdict=verdict.pk,
            version=verdict.version,
            code=verdict.rating_code if verdict.stands else "",
            label=verdict.rating_label,
            is_retracted=not verdict.stands,
            is_under_review=verdict.stands
            and claim.status not in (ClaimStatus.SIGNED_OFF, ClaimStatus.WITHDRAWN),
        )
