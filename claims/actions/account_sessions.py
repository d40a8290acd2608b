"""The sessions of an account: noted as they begin and are used, listed, and ended by whom they belong to.

A session is a row of Django's; AccountSession says where it came from. Neither is a part of the record.
"""

import datetime
from collections.abc import Callable, Collection

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction

from claims.enums import AccountKind
from claims.given import Sender
from claims.models import AccountSession

from .account_log import note
from .record import current_time

Digest = Callable[[str], str]  # of a session's key


def begin_session(account: User, sender: Sender) -> None:
    """Note a session that began, or one that began before this was noted. Two statements."""
    if not sender.session:
        return
    now = current_time()
    AccountSession.objects.get_or_create(
        key_digest=sender.session,
        defaults={
            "account": account,
            "address": sender.address,
            "browser": sender.browser,
            "started_at": now,
            "last_seen_at": now,
        },
    )


def renew_session(before: str, sender: Sender) -> None:
    """Keep what is known of a session whose key has changed, as Django changes it with the password."""
    AccountSession.objects.filter(key_digest=before).update(key_digest=sender.session)


def use_session(account: User, sender: Sender) -> None:
    """Note that a session was used, and from where."""
    known = AccountSession.objects.filter(key_digest=sender.session)
    if not known.update(
        last_seen_at=current_time(), address=sender.address, browser=sender.browser
    ):
        begin_session(account, sender)


def forget_session(sender: Sender) -> None:
    """Forget a session that was logged out."""
    AccountSession.objects.filter(key_digest=sender.session).delete()


def end_sessions(
    account: User, wanted: Collection[str], digest: Digest, *, by: User | None, sender: Sender
) -> int:
    """End these sessions of the account, by the digests of their keys. Return their number.

    The keys are stored nowhere else than in Django's table, so all sessions that last are compared.
    """
    with transaction.atomic():
        # The account's own only: nobody ends somebody else's by guessing a digest.
        rows = AccountSession.objects.filter(account=account, key_digest__in=wanted)
        mine = set(rows.values_list("key_digest", flat=True))
        if not mine:
            return 0
        lasting = Session.objects.filter(expire_date__gt=datetime.datetime.now(datetime.UTC))
        keys = [key for key in lasting.values_list("session_key", flat=True) if digest(key) in mine]
        Session.objects.filter(session_key__in=keys).delete()
        rows.delete()
        ended = sorted(one[:16] for one in mine)
        note(AccountKind.SESSION_ENDED, account, by=by, sender=sender, facts={"ended": ended})
    return len(mine)
