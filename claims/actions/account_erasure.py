"""Erase an account: its name, its address and its logins. What it did stays, under the account's number."""

import datetime

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db.models import Q

from claims import rules
from claims.enums import Verb
from claims.errors import Invalid, refuse
from claims.models import AccountEntry, AccountSession, Draft, Erasure, Event, Hold, Preferences
from claims.models.account_erasure import name_key
from claims.models.account_factors import delete_factors, factors_of
from claims.models.account_names import neutral_name

from .account_log import erase_details
from .record import Entry, Facts, action, current_time, reference


@action
def erase_account(entry: Entry, user: User, *, reason: str, by: User | None) -> Erasure:
    """Erase a deactivated account for good. Its name is never given to another account.

    Events and verdicts of an older desk hold the name under their hash: they keep it, and pages and exports no longer
    show it. The Event says how many there are.
    """
    user.refresh_from_db()
    refuse(rules.why_not_erase_account(by, user))
    reason = reason.strip()
    if not reason:
        raise Invalid("reason", "required", "Say why the account is erased.")
    name = user.get_username()
    if name in reason:
        raise Invalid(
            "reason", "names_account", "Leave out the account's name: this reason is kept for ever."
        )
    erasure = Erasure.objects.create(
        account=user, at=entry.at, by=by, reason=reason, name_key=name_key(name)
    )
    after: Facts = {"account": reference(user), "events_with_name": events_with_name(user)}
    _erase(user)
    log = AccountEntry.objects.filter(Q(account=user) | Q(by=user))
    erase_details(list(log.values_list("seq", flat=True)), by=by)
    AccountSession.objects.filter(account=user).delete()
    Preferences.objects.filter(account=user).delete()
    Draft.objects.filter(account=user).delete()
    delete_factors(user, {one.key for one in factors_of(user)})
    entry.afterwards.append(lambda: _end_sessions(user.pk))
    entry.write(Verb.ACCOUNT_ERASED, user, by=by, after=after, reason=reason)
    return erasure


def expire_details(days: int, most: int = 500) -> int:
    """Delete what is personal in entries of the account log that are older than this. Return how many.

    The log itself notes it. At most `most` at once; call it again until it returns 0. Nothing under a legal hold.
    """
    if rules.why_held(Hold.objects.on_desk()):
        return 0
    oldest = AccountEntry.objects.old_details(current_time() - datetime.timedelta(days=days))
    return erase_details(list(oldest.values_list("seq", flat=True)[:most]), by=None)


def events_with_name(user: User) -> int:
    """Return how many Events of an older desk hold the account's name. One query."""
    return Event.objects.filter(by=user, by_name=user.get_username()).count()


def _erase(user: User) -> None:
    user.username = neutral_name(user.pk)
    user.email = user.first_name = user.last_name = ""
    user.is_active = user.is_staff = user.is_superuser = False
    user.last_login = None
    user.set_unusable_password()
    user.save()
    user.groups.clear()


def _end_sessions(account: int) -> None:
    """Delete the account's sessions, which name it. They are dead already: the account is not active."""
    for session in Session.objects.iterator():
        if session.get_decoded().get("_auth_user_id") == str(account):
            session.delete()
