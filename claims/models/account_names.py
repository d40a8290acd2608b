"""Accounts as sealed rows name them: by a neutral name, which is replaced by the account's own when it is read.

So the record and signed rows hold nothing that must be erased with an account.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.auth.models import User

# The columns of a signed row that name accounts.
NAMING = ("signed_off_by", "assessed_by")
BETWEEN = " | "

COMMAND_LINE = "command line"
ERASED = "an erased account"  # where an older desk wrote a name, and nothing says whose

# Nobody can choose such a name (actions/accounts.py). An erased account is called so.
_NEUTRAL = re.compile(r"account-([1-9]\d{0,17})")


def neutral_name(account: int) -> str:
    """Return how sealed rows name an account: `account-12`."""
    return f"account-{account}"


def is_neutral(name: str) -> bool:
    return _NEUTRAL.fullmatch(name.lower()) is not None


def account_named(name: str) -> int | None:
    """Return the account that a neutral name names."""
    found = _NEUTRAL.fullmatch(name)
    return int(found[1]) if found else None


def _named(row: Mapping[str, Any], column: str) -> list[tuple[str, int | None]]:
    """Return each name of the column as stored, and the account of a neutral one."""
    stored = str(row.get(column) or "")
    return [(name, account_named(name)) for name in stored.split(BETWEEN)] if stored else []


@dataclass(frozen=True)
class AccountNames:
    """The present names of some accounts. An erased account has its neutral name."""

    names: Mapping[int, str]

    @classmethod
    def of(cls, accounts: Collection[int], usernames: Collection[str] = ()) -> Self:
        """Load the names of these accounts, and those of these usernames that exist. One query."""
        found = User.objects.filter(pk__in=accounts)
        if usernames:
            found |= User.objects.filter(username__in=usernames)
        return cls(dict(found.values_list("pk", "username")))

    @classmethod
    def of_row(cls, row: Mapping[str, Any]) -> Self:
        """Load the names of the accounts that a signed row names. One query, if there are any."""
        named = {account for column in NAMING for _, account in _named(row, column)} - {None}
        return cls.of([account for account in named if account is not None]) if named else cls({})

    @classmethod
    def of_all(cls) -> Self:
        """Load the names of all accounts. One query: a desk has some hundreds at most."""
        return cls(dict(User.objects.values_list("pk", "username")))

    def __getitem__(self, account: int) -> str:
        return self.names.get(account, neutral_name(account))

    def is_erased(self, account: int) -> bool:
        return self[account] == neutral_name(account)

    @property
    def has_erased(self) -> bool:
        return any(self.is_erased(account) for account in self.names)

    def in_row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Return a signed row with the names of those who signed and assessed: its SHA-256 covers these.

        So whoever has verdicts.csv can compute it again. An erased account keeps its neutral name.
        """
        return dict(row) | {
            column: BETWEEN.join(
                stored if account is None else self[account]
                for stored, account in _named(row, column)
            )
            for column in NAMING
            if column in row
        }

    def erased_in(self, row: Mapping[str, Any]) -> bool:
        """Return whether a signed row names an erased account: its SHA-256 cannot be computed any more."""
        return any(
            account is not None and self.is_erased(account)
            for column in NAMING
            for _, account in _named(row, column)
        )

    def printed(self, name: str) -> str:
        """Return the present name for a neutral one. A name that an older desk wrote must be one that an account has."""
        account = account_named(name)
        if account is not None:
            return self[account]
        return name if not name or name in self.names.values() else ERASED
