"""Put the present names of accounts into the rows of verdicts.csv, which are stored with neutral names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from claims.exports.csv import Cell
from claims.models import Assessment, Verdict
from claims.models.account_names import BETWEEN, ERASED, AccountNames, account_named, neutral_name

Assessors = Mapping[
    tuple[int, int], Sequence[int]
]  # by claim and round, in the order of the stored row


@dataclass(frozen=True)
class RowNames:
    """The present names of all accounts. An older desk stored names; those of erased accounts are replaced."""

    accounts: AccountNames

    @classmethod
    def load(cls) -> "RowNames":
        return cls(AccountNames.of_all())

    @cached_property
    def has_erased(self) -> bool:
        return self.accounts.has_erased

    def assessors_of(self, claims: Sequence[int]) -> Assessors:
        """Return who assessed in each round of these claims, if an older row may name somebody erased. One query at most."""
        if not self.has_erased:
            return {}
        found: dict[tuple[int, int], list[int]] = {}
        rows = Assessment.objects.filter(claim__in=claims).latest_of_each().order_by("pk")
        for claim, round_, reviewer in rows.values_list("claim", "round", "reviewer"):
            found.setdefault((claim, round_), []).append(reviewer)
        return found

    def printed(
        self, row: Mapping[str, Cell], signed_by: int, assessors: Sequence[int]
    ) -> dict[str, Cell]:
        """Return the row with the names of those who signed and assessed."""
        named = str(row.get("assessed_by") or "")
        stored = named.split(BETWEEN) if named else []
        known = assessors if len(assessors) == len(stored) else [0] * len(stored)
        return dict(row) | {
            "signed_off_by": self._name(str(row.get("signed_off_by") or ""), signed_by),
            "assessed_by": BETWEEN.join(map(self._name, stored, known)),
        }

    def holds_erased(self, verdict: Verdict) -> bool:
        """Return whether a verdict of an older desk holds the name of an account that was erased since."""
        if not self.has_erased:
            return False
        row = verdict.row
        stored = [
            str(row.get("signed_off_by") or ""),
            *str(row.get("assessed_by") or "").split(BETWEEN),
        ]
        for line in verdict.policy:
            stored += [line.get("proposed_by", ""), line.get("confirmed_by", "")]
        return any(self.accounts.printed(name) == ERASED for name in stored)

    def _name(self, stored: str, account: int) -> str:
        named = account_named(stored)
        if named is not None:
            return self.accounts[named]
        erased = account and self.accounts.is_erased(account)
        return neutral_name(account) if erased and stored else stored
