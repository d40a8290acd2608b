"""What Django, django-axes and others tell of logins, noted in the account log.

These are the only signals that lead to a write: logging in is no action of ours, and is in no Event. Entries of
strangers are bounded: a known account's by the limits on guessing, unknown names by a sum for each network.
"""

import time
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.http import HttpRequest

from verify import guessing, limits
from verify.held import FIELD, read_held
from verify.proxies import client_network

from . import factor_signals
from .actions.account_confirm import CONFIRMED
from .actions.account_log import note
from .actions.account_sessions import begin_session, forget_session
from .actions.drafts import keep_draft
from .enums import AccountKind
from .forms.drafts import draft_of_held
from .given import Sender
from .reads.accounts.senders import PLACES, SEEN, place_of, sender_of

QUARTER_HOUR = 15 * 60
# Entries of refused logins to one account, within an hour.
MOST_REFUSALS = 20
# Networks that are named for guessing at names within a quarter of an hour. Then only sums are noted.
MOST_NETWORKS = 20


def connect() -> None:
    user_logged_in.connect(_logged_in, dispatch_uid="claims")
    user_logged_out.connect(_logged_out, dispatch_uid="claims")
    user_login_failed.connect(_login_failed, dispatch_uid="claims")
    user_locked_out.connect(_locked_out, dispatch_uid="claims")
    factor_signals.connect()


def _logged_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    where = sender_of(request)
    known = request is not None and guessing.is_known_browser(request, user.get_username())
    note(
        AccountKind.LOGGED_IN,
        user,
        by=user,
        sender=where,
        facts={"known_browser": known} | factor_signals.proved_with(request),
    )
    begin_session(user, where)
    if request is not None:
        _keep_held(request, user)
    if request is not None and hasattr(request, "session"):
        request.session[SEEN] = request.session[CONFIRMED] = int(time.time())
        if where.address:
            request.session[PLACES] = [place_of(request)]


def _keep_held(request: HttpRequest, user: User) -> None:
    """Keep as a draft what this person sent after the last login had ended."""
    in_session = request.session.pop(FIELD, "") if hasattr(request, "session") else ""
    held = read_held(request.POST.get(FIELD) or in_session)
    if held is None or held.account != user.pk:
        return
    if given := draft_of_held(held.key, held.form, held.fields):
        keep_draft(user, given)


def _logged_out(sender: Any, request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    if isinstance(user, User):
        where = sender_of(request)
        note(AccountKind.LOGGED_OUT, user, by=user, sender=where)
        forget_session(where)


def _login_failed(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    account = _account_named(credentials.get("username"))
    if account is None:
        _note_unknown_name(request)
    elif getattr(request, "guess_refused", False):
        _note_refusal(account, request)
    elif getattr(request, "user", None) == account:
        # Asked for again, before something that only its person may do.
        note(AccountKind.PASSWORD_WRONG, account, by=account, sender=sender_of(request))
    else:
        note(AccountKind.LOGIN_FAILED, account, by=None, sender=sender_of(request))


def _locked_out(
    sender: Any, request: HttpRequest | None = None, username: str | None = None, **kwargs: Any
) -> None:
    if account := _account_named(username):
        _note_refusal(account, request)


def _account_named(name: object) -> User | None:
    return User.objects.filter(username=name).first() if isinstance(name, str) and name else None


def _note_refusal(account: User, request: HttpRequest | None) -> None:
    """Note once for each network and quarter of an hour: a refused guess costs its sender nothing."""
    network = client_network(request) if request else ""
    if limits.add("noted refusal", f"{account.pk}\0{network}", QUARTER_HOUR).number > 1:
        return
    if limits.add("noted refusals", f"{account.pk}", 3600).number <= MOST_REFUSALS:
        note(AccountKind.LOGIN_REFUSED, account, by=None, sender=sender_of(request))


def _note_unknown_name(request: HttpRequest | None) -> None:
    """Note the 1st, 10th, 100th … of a network in a quarter of an hour, and never what was typed as a name."""
    network = client_network(request) if request else ""
    times = limits.add("unknown names", network, QUARTER_HOUR).number
    if not _is_power_of_ten(times):
        return
    where = sender_of(request)
    if times == 1:
        networks = limits.add("networks with unknown names", "", QUARTER_HOUR).number
        if networks > MOST_NETWORKS:
            if _is_power_of_ten(networks):
                facts = {"networks": networks}
                note(AccountKind.UNKNOWN_NAMES, None, by=None, facts=facts)
            return
    elif limits.number_of("networks with unknown names", "") > MOST_NETWORKS:
        where = Sender()
    note(AccountKind.UNKNOWN_NAMES, None, by=None, sender=where, facts={"times": times})


def _is_power_of_ten(number: int) -> bool:
    return str(number).strip("0") == "1" and str(number)[0] == "1"
