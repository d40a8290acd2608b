"""The sessions of an account: noted as they begin and are used, listed, and ended by whom they belong to.

A session is a row of Django's; AccountSession says where it came from. Neither is a part of the record.
"""

from collections.abc import Collection, Iterator

from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from claims.enums import AccountKind
from claims.given import Sender
from claims.models import AccountSession
from claims.models.accounts import session_digest

from .account_log import NOWHERE, note
from .record import current_time


def begin_session(account: User, sender: Sender) -> None:
    """Note a session that began, or one that began before this was noted. Two statements."""
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


def use_session(account: User, sender: Sender, *, is_elsewhere: bool) -> None:
    """Note that a session was used, and from where. Elsewhere than before, it may have been stolen."""
    if is_elsewhere:
        note(AccountKind.SESSION_MOVED, account, by=account, sender=sender)
    known = AccountSession.objects.filter(key_digest=sender.session)
    if not known.update(
        last_seen_at=current_time(), address=sender.address, browser=sender.browser
    ):
        begin_session(account, sender)


def forget_session(sender: Sender) -> None:
    """Forget a session that was logged out."""
    AccountSession.objects.filter(key_digest=sender.session).delete()


def end_sessions(
    account: User, wanted: Collection[str], *, by: User | None, sender: Sender = NOWHERE
) -> int:
    """End these sessions of the account, by the digests of their keys. Return their number."""
    with transaction.atomic():
        # The account's own only: nobody ends somebody else's by sending its digest.
        rows = AccountSession.objects.filter(account=account, key_digest__in=wanted)
        ended = set(rows.values_list("key_digest", flat=True))
        _end(ended)
        if ended:
            facts = {"ended": sorted(digest[:16] for digest in ended)}
            note(AccountKind.SESSION_ENDED, account, by=by, sender=sender, facts=facts)
    return len(ended)


def end_other_sessions(account: User, *, by: User | None, sender: Sender = NOWHERE) -> int:
    """End all sessions of the account but the sender's. Return their number."""
    others = AccountSession.objects.filter(account=account).exclude(key_digest=sender.session)
    return end_sessions(
        account, list(others.values_list("key_digest", flat=True)), by=by, sender=sender
    )


def forget_ended_sessions() -> int:
    """Forget what is known of sessions that expired. Return their number."""
    lasting = {session_digest(key) for key in _lasting_keys()}
    known = AccountSession.objects.values_list("pk", "key_digest")
    ended = [pk for pk, digest in known if digest not in lasting]
    return AccountSession.objects.filter(pk__in=ended).delete()[0]


def _end(digests: set[str]) -> None:
    """Delete Django's sessions. Their keys are stored nowhere else, so all that last are compared."""
    keys = [key for key in _lasting_keys() if session_digest(key) in digests] if digests else []
    Session.objects.filter(session_key__in=keys).delete()
    AccountSession.objects.filter(key_digest__in=digests).delete()


def _lasting_keys() -> Iterator[str]:
    lasting = Session.objects.filter(expire_date__gt=timezone.now())
    return lasting.values_list("session_key", flat=True).iterator()
