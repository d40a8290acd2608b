"""What django-allauth tells of second factors and external accounts, noted in the account log."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest

from .actions.account_log import note
from .enums import AccountKind, FactorKind
from .models.account_factors import Factor, factor_of, identity_of
from .reads.accounts.senders import sender_of


def connect() -> None:
    """Connect what is on: the models of what is off cannot be imported."""
    if settings.MFA:
        from allauth.mfa import signals

        signals.authenticator_added.connect(_added, dispatch_uid="claims")
        signals.authenticator_removed.connect(_removed, dispatch_uid="claims")
        signals.authenticator_reset.connect(_added, dispatch_uid="claims")
        signals.authenticator_used.connect(_used, dispatch_uid="claims")
        signals.authentication_failed.connect(_failed, dispatch_uid="claims")
    if settings.OIDC:
        from allauth.socialaccount import signals as identity_signals

        identity_signals.social_account_added.connect(_linked, dispatch_uid="claims")
        identity_signals.social_account_removed.connect(_unlinked, dispatch_uid="claims")


def proved_with(request: HttpRequest | None) -> dict[str, object]:
    """Return what a login was proved with beyond the password, as facts of the account log."""
    session = getattr(request, "session", {})
    steps = session.get("account_authentication_methods", [])
    facts: dict[str, object] = {}
    for step in steps if settings.MFA or settings.OIDC else []:
        if step["method"] == "socialaccount":
            facts["single_sign_on"] = True
        elif step["method"] == "mfa":
            facts["factor"] = step["type"]
    return facts


def _note(kind: AccountKind, user: User, request: HttpRequest, factor: Factor) -> None:
    """Note that a factor came or went."""
    facts, personal = factor.told()
    note(kind, user, by=user, sender=sender_of(request), facts=facts, personal=personal)


def _added(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    is_codes = authenticator.type == FactorKind.RECOVERY_CODES
    kind = AccountKind.RECOVERY_CODES_MADE if is_codes else AccountKind.AUTHENTICATOR_ADDED
    _note(kind, user, request, factor_of(authenticator))


def _removed(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    _note(AccountKind.AUTHENTICATOR_REMOVED, user, request, factor_of(authenticator))


def _used(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    """Note a recovery code. Other factors are named by the login that follows."""
    if authenticator.type == FactorKind.RECOVERY_CODES:
        facts = {"type": authenticator.type}
        note(AccountKind.RECOVERY_CODE_USED, user, by=user, sender=sender_of(request), facts=facts)


def _failed(request: HttpRequest, user: User, authenticator: Any, **kwargs: Any) -> None:
    """Note a wrong code, by anybody. verify/logins/guesses.py bounds how many there are."""
    facts = {"type": authenticator.type}
    note(AccountKind.FACTOR_WRONG, user, by=None, sender=sender_of(request), facts=facts)


def _linked(request: HttpRequest, sociallogin: Any, **kwargs: Any) -> None:
    kind, identity = AccountKind.IDENTITY_LINKED, identity_of(sociallogin.account)
    _note(kind, sociallogin.user, request, identity)


def _unlinked(request: HttpRequest, socialaccount: Any, **kwargs: Any) -> None:
    kind, user = AccountKind.IDENTITY_UNLINKED, socialaccount.user
    _note(kind, user, request, identity_of(socialaccount))
