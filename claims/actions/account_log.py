"""Append to the account log: what happened to an account, by whom and from where.

A login must not wait for the record's lock, so the log has a head of its own. Inside an action the record's lock is
taken first and the log's second, never the other way round.
"""

import json
import secrets
from collections.abc import Collection, Mapping

from django.contrib.auth.models import User
from django.db import transaction

from claims.enums import AccountKind
from claims.given import Sender
from claims.models import AccountDetails, AccountEntry, AccountLogHead
from claims.models.canonical import canonical_json

from .account_mail import queue_mail
from .record import Facts, current_time

NOWHERE = Sender()


def note(
    kind: AccountKind,
    account: User | None,
    *,
    by: User | None,
    sender: Sender = NOWHERE,
    facts: Mapping[str, object] | None = None,
    personal: Mapping[str, str] | None = None,
) -> AccountEntry:
    """Append one entry, in the transaction of the caller or one of its own. Six statements.

    `account` is None for names that no account has, `by` for strangers and the command line. `facts` is readable for
    ever: codes, numbers, roles. What names a person or a place goes into `personal`, which can be erased.
    Never give it a name that somebody typed: it may be a password, typed into the wrong field.
    """
    with transaction.atomic():
        head = AccountLogHead.objects.select_for_update().get(pk=1)
        now = current_time()
        details = _details(sender, personal or {})
        entry = AccountEntry(
            seq=head.seq + 1,
            at=max(now, head.at) if head.at else now,
            kind=kind.value,
            account=account,
            by=by,
            facts=_as_stored(facts or {}),
            details_digest=details.computed_digest() if details else "",
            previous_hash=head.hash,
        )
        entry.hash = entry.computed_hash()
        entry.save(force_insert=True)
        if details:
            details.entry = entry
            details.save(force_insert=True)
        AccountLogHead.objects.filter(pk=1).update(seq=entry.seq, hash=entry.hash, at=entry.at)
        queue_mail(entry, details)
    return entry


def erase_details(entries: Collection[int], *, by: User | None) -> int:
    """Delete what is personal in these entries (by seq), and note that. Return the number of entries.

    A verification accepts missing details only if such an entry names them.
    """
    with transaction.atomic():
        AccountLogHead.objects.select_for_update().get(pk=1)
        found = AccountDetails.objects.filter(entry__seq__in=entries)
        erased = sorted(found.values_list("entry__seq", flat=True))
        if erased:
            found.delete()
            note(AccountKind.DETAILS_ERASED, None, by=by, facts={"entries": erased})
    return len(erased)


def _details(sender: Sender, personal: Mapping[str, str]) -> AccountDetails | None:
    others = {name: value for name, value in personal.items() if value}
    if not (sender.address or sender.browser or others):
        return None
    return AccountDetails(
        salt=secrets.token_hex(32), address=sender.address, browser=sender.browser, others=others
    )


def _as_stored(facts: Mapping[str, object]) -> Facts:
    """Return the facts as a JSON column gives them back, so that the hash can be computed again."""
    stored: Facts = json.loads(canonical_json(dict(facts)))
    return stored
