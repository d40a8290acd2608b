"""Remove second factors and external accounts of somebody else: of a person who lost a telephone, or was attacked.

What people do to their own is in `verify/logins/`, and is noted in the account log by `signals`.
"""

from collections.abc import Collection

from django.contrib.auth.models import User

from claims import rules
from claims.enums import AccountKind, FactorKind, Verb
from claims.errors import Invalid, refuse
from claims.given import Sender
from claims.models.account_factors import Factor, delete_factors, factors_of

from .account_log import NOWHERE, note
from .record import Entry, Facts, action

ALL = frozenset({"all"})


@action
def remove_factors(
    entry: Entry,
    user: User,
    keys: Collection[str],
    *,
    reason: str,
    by: User | None,
    sender: Sender = NOWHERE,
) -> list[Factor]:
    """Remove these factors (by their keys, or ALL). The record says of what kind they were, and why."""
    refuse(rules.why_not_administer(by))
    refuse(rules.why_not_remove_own_factors(by, user))
    if not reason.strip():
        raise Invalid("reason", "required", "Enter a reason. It is kept in the record.")
    wanted = {one.key for one in factors_of(user)} if keys == ALL else keys
    gone = delete_factors(user, wanted)
    if not gone:
        raise Invalid("factors", "required", "Choose what to remove.")
    after: Facts = {"factors_removed": sorted(one.kind.value for one in gone)}
    entry.write(Verb.USER_CHANGED, user, by=by, before={}, after=after, reason=reason)
    for one in gone:
        is_identity = one.kind == FactorKind.IDENTITY
        kind = AccountKind.IDENTITY_UNLINKED if is_identity else AccountKind.AUTHENTICATOR_REMOVED
        facts, personal = one.told()
        facts |= {"event": entry.next_seq}
        note(kind, user, by=by, sender=sender, facts=facts, personal=personal)
    return gone
