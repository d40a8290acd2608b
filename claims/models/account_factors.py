"""What an account is entered with beyond its password: django-allauth's rows, if second factors or single sign-on are on.

No Event describes these tables, and no role depends on them. The account log says when each row came and went.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User

from claims.enums import FactorKind


@dataclass(frozen=True)
class Factor:
    """A second factor, the recovery codes, or a linked external account."""

    key: str
    kind: FactorKind
    name: str
    added_at: datetime
    used_at: datetime | None


def factors_of(user: User) -> list[Factor]:
    """Return all of an account, oldest first. At most two queries."""
    found = [_factor(row) for row in _rows("mfa.Authenticator", settings.MFA, user)]
    found += [_identity(row) for row in _rows("socialaccount.SocialAccount", settings.OIDC, user)]
    return sorted(found, key=lambda one: (one.added_at, one.key))


def delete_factors(user: User, keys: Collection[str]) -> list[Factor]:
    """Delete these of the account. Recovery codes go with the last factor. Return what is gone."""
    mine = factors_of(user)
    gone = [one for one in mine if one.key in keys]
    codes, identity = FactorKind.RECOVERY_CODES, FactorKind.IDENTITY
    left = {one.kind for one in mine if one not in gone}
    if not left - {codes, identity}:
        gone += [one for one in mine if one.kind == codes and one not in gone]
    for one in gone:
        model = "socialaccount.SocialAccount" if one.kind == identity else "mfa.Authenticator"
        apps.get_model(model)._default_manager.filter(pk=one.key.partition("-")[2]).delete()
    return gone


def _rows(model: str, is_on: object, user: User) -> list[Any]:
    return list(apps.get_model(model)._default_manager.filter(user=user)) if is_on else []


def _factor(row: Any) -> Factor:
    name = row.data.get("name") or ""
    key = f"factor-{row.pk}"
    return Factor(key, FactorKind(row.type), str(name), row.created_at, row.last_used_at)


def _identity(row: Any) -> Factor:
    name = row.extra_data.get("label") or row.uid
    key = f"identity-{row.pk}"
    return Factor(key, FactorKind.IDENTITY, str(name), row.date_joined, row.last_login)
