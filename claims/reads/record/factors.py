"""Verify that accounts are entered with what the account log says: second factors, recovery codes and external accounts.

Their tables are django-allauth's and no Event describes them. An entry has a digest of each row that came or went.
"""

from collections import Counter
from collections.abc import Iterator

from django.db import models

from claims.enums import AccountKind, FactorKind
from claims.models import AccountDetails, AccountEntry, Erasure
from claims.models.account_factors import DIGEST, every_factor, planted_rows

from .faults import Fault, pages

Owner = tuple[int, str]  # an account and a kind of factor
Named = tuple[int, str, str]  # and the digest of the row

_ADDING = {AccountKind.AUTHENTICATOR_ADDED, AccountKind.IDENTITY_LINKED}
_REMOVING = {AccountKind.AUTHENTICATOR_REMOVED, AccountKind.IDENTITY_UNLINKED}
_ALL = {*_ADDING, *_REMOVING, AccountKind.RECOVERY_CODES_MADE}


def verify_factors() -> Iterator[Fault]:
    """Compare every row with the account log, both ways. Four queries, and two for each 500 entries about factors.

    Where an entry has no digest any more, because its details were erased, or never had one, the rows are only counted.
    The entry of a new app or new codes follows its row within milliseconds: a verification in between would tell of it,
    and the next one not.
    """
    named, unnamed = _told()
    here = Counter[Named](every_factor())
    more, fewer = here - named, named - here
    for owner in sorted({key[:2] for key in (*more, *fewer)}):
        account, kind = owner
        name = f"{FactorKind(kind).label} of account {account}"
        if _number(more, owner) > max(unnamed[owner], 0):
            yield Fault(None, "factor", f"No entry of the account log tells of this {name}.")
        if _number(fewer, owner) > max(-unnamed[owner], 0):
            yield Fault(None, "factor", f"No entry of the account log removed or changed: {name}.")
    for table in planted_rows():
        yield Fault(None, "factor", f"The table {table} has rows, and the desk writes none.")


def _number(rows: Counter[Named], owner: Owner) -> int:
    return sum(count for key, count in rows.items() if key[:2] == owner)


def _told() -> tuple[Counter[Named], Counter[Owner]]:
    """Return the rows that must be there, and for entries without a digest, how many more or fewer can be."""
    named, unnamed = Counter[Named](), Counter[Owner]()
    erased = set(Erasure.objects.values_list("account_id", flat=True))
    found = AccountEntry.objects.filter(kind__in=_ALL).exclude(account__in=erased)
    for entry, digest in _with_digests(found):
        owner = entry.account_id or 0, str(entry.facts.get("type", ""))
        row = (*owner, digest)
        if entry.kind == AccountKind.RECOVERY_CODES_MADE:  # in place of all earlier ones
            for key in [key for key in named if key[:2] == owner]:
                del named[key]
            unnamed[owner] = 0
        if entry.kind in _REMOVING and named[row]:
            named[row] -= 1
        elif entry.kind in _REMOVING:
            unnamed[owner] -= 1
        elif digest:
            named[row] += 1
        else:
            unnamed[owner] += 1
    return named, unnamed


def _with_digests(entries: models.QuerySet[AccountEntry]) -> Iterator[tuple[AccountEntry, str]]:
    """Yield each entry with its digest: that of an external account is personal, and can be erased."""
    personal = dict(
        AccountDetails.objects.filter(entry__in=entries).values_list("entry_id", "others")
    )
    for _, entry in pages(entries, "seq"):
        if entry is not None and isinstance(entry.facts, dict):
            others = personal.get(entry.pk)
            hidden = others.get(DIGEST, "") if isinstance(others, dict) else ""
            yield entry, str(entry.facts.get(DIGEST) or hidden)
