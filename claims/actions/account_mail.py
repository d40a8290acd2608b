"""Tell people by mail what happened to their account, so that they notice somebody else.

The mail is a task in the queue, written in the transaction of the entry: it is sent after the commit, and a mail
server that is slow or gone keeps nobody waiting and breaks nothing.
"""

import datetime
import logging
import smtplib
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from claims.enums import AccountKind, Role
from claims.models import AccountDetails, AccountEntry

from .background import task

log = logging.getLogger(__name__)
K = AccountKind

SUBJECTS: dict[str, str] = {
    K.CREATED: "An account with the role of an admin was created",
    K.LOGGED_IN: "Somebody logged in to your account with a new browser",
    K.LOGIN_REFUSED: "Somebody is guessing the password of your account",
    K.PASSWORD_CHANGED: "Your password was changed",
    K.PASSWORD_RESET: "Your password was reset",
    K.PASSWORD_SET: "An admin set your password",
    K.EMAIL_CHANGED: "The mail address of your account was changed",
    K.ROLES_CHANGED: "Your roles were changed",
    K.AUTHENTICATOR_ADDED: "A second factor was added to your account",
    K.AUTHENTICATOR_REMOVED: "A second factor was removed from your account",
    K.RECOVERY_CODES_MADE: "New recovery codes were made for your account",
    K.RECOVERY_CODE_USED: "A recovery code of your account was used",
    K.IDENTITY_LINKED: "An external account was linked to your account",
    K.IDENTITY_UNLINKED: "An external account was unlinked from your account",
}
# Mails of one kind to one account within an hour. Another kind is still told.
MOST_AN_HOUR = 5
MOST_TRIES = 3
BETWEEN_TRIES = datetime.timedelta(minutes=5)


def queue_mail(entry: AccountEntry, details: AccountDetails | None) -> None:
    """Queue the mail about an entry, if somebody is to be told. No statement if nobody is."""
    if not _is_told(entry):
        return
    # Now, not when it is sent: by then the address may be another's.
    if (addresses := _recipients(entry, details)) and _is_within_limit(entry):
        send.enqueue(entry.seq, addresses, 1)


def _is_told(entry: AccountEntry) -> bool:
    if entry.kind == K.CREATED:
        return _makes_admin(entry)
    return entry.kind in SUBJECTS and not entry.facts.get("known_browser")


def _recipients(entry: AccountEntry, details: AccountDetails | None) -> list[str]:
    """Return whom to tell: the person; of another address both; of a new admin the other admins too."""
    found: list[str] = [entry.account.email] if entry.account else []
    if entry.kind == K.EMAIL_CHANGED and details:
        found += [details.others.get("old", ""), details.others.get("new", "")]
    if _makes_admin(entry):
        admins = User.objects.filter(is_active=True, groups__name=Role.ADMIN)
        found += admins.values_list("email", flat=True)
    return _once(found)


def _makes_admin(entry: AccountEntry) -> bool:
    facts = entry.facts
    if entry.kind == K.CREATED:
        return Role.ADMIN in facts.get("roles", [])
    gained = Role.ADMIN in facts.get("after", []) and Role.ADMIN not in facts.get("before", [])
    return entry.kind == K.ROLES_CHANGED and gained


def _once(addresses: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(address for address in addresses if address))


def _is_within_limit(entry: AccountEntry) -> bool:
    since = entry.at - datetime.timedelta(hours=1)
    same = AccountEntry.objects.filter(account=entry.account, kind=entry.kind, at__gt=since)
    if entry.kind == K.LOGGED_IN:  # usual logins must not use up the mails
        same = same.filter(facts__known_browser=False)
    return same.count() <= MOST_AN_HOUR


@task(priority=10)
def send(seq: int, addresses: list[str], number: int) -> None:
    """Send one mail to each address. Try again later if the mail server fails, a few times."""
    entry = AccountEntry.objects.with_details().get(seq=seq)
    while addresses:
        if not _is_sent(entry, addresses[0]):
            break
        addresses = addresses[1:]
    if addresses and number < MOST_TRIES:
        later = timezone.now() + BETWEEN_TRIES
        send.using(run_after=later).enqueue(seq, addresses, number + 1)


def _is_sent(entry: AccountEntry, address: str) -> bool:
    try:
        _message(entry, address).send()
    except (OSError, smtplib.SMTPException, ValueError) as error:
        log.warning("a mail about an account was not sent: %s", type(error).__name__)
        return False
    return True


def _message(entry: AccountEntry, address: str) -> EmailMessage:
    account = entry.account
    is_own = account is not None and entry.by_id == account.pk
    text = render_to_string(
        "accounts/account_mail.txt",
        {
            "what": SUBJECTS[entry.kind],
            "account": account,
            "entry": entry,
            "by": "" if entry.by is None or is_own else entry.by.get_username(),
            "details": getattr(entry, "details", None),
            "page": f"{settings.PUBLIC_URL}{reverse('account')}" if settings.PUBLIC_URL else "",
        },
    )
    return EmailMessage(f"Verify: {SUBJECTS[entry.kind]}", text, to=[address])
