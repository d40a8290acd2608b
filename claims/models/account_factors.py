"""What an account is entered with beyond its password: django-allauth's rows, if second factors or single sign-on are on.

No Event describes these tables, and no role depends on them. The account log says when each row came and went, with a
digest of what it lets in with.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User

from claims.enums import FactorKind

from .canonical import canonical_json, sha256_hex

DIGEST = "digest"  # its name in an entry
_SECRETS = (
    "secret",
    "seed",
    "credential",
)  # of an app, recovery codes, a passkey; all else can change
# allauth's other tables. The desk writes nothing to them, and what is in them could let somebody in.
_UNUSED = (
    "account.EmailAddress",
    "account.EmailConfirmation",
    "socialaccount.SocialApp",
    "socialaccount.SocialToken",
)


@dataclass(frozen=True)
class Factor:
    """A second factor, the recovery codes, or a linked external account."""

    key: str
    kind: FactorKind
    name: str
    added_at: datetime
    used_at: datetime | None
    digest: str

    def told(self) -> tuple[dict[str, object], dict[str, str]]:
        """Return the facts and the personal details of an entry about it. What an identity is called can be guessed from its digest."""
        if self.kind == FactorKind.IDENTITY:
            return {"type": self.kind.value}, {"name": self.name, DIGEST: self.digest}
        return {"type": self.kind.value, DIGEST: self.digest}, {"name": self.name}


def factors_of(user: User) -> list[Factor]:
    """Return all of an account, oldest first. At most two queries."""
    found = [factor_of(row) for row in _rows("mfa.Authenticator", settings.MFA, user=user)]
    found += [
        identity_of(row) for row in _rows("socialaccount.SocialAccount", settings.OIDC, user=user)
    ]
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


def every_factor() -> Iterator[tuple[int, str, str]]:
    """Yield the account, the kind and the digest of every row. Two queries."""
    for row in _rows("mfa.Authenticator", settings.MFA):
        yield row.user_id, str(row.type), factor_of(row).digest
    for row in _rows("socialaccount.SocialAccount", settings.OIDC):
        yield row.user_id, FactorKind.IDENTITY.value, identity_of(row).digest


def planted_rows() -> Iterator[str]:
    """Yield the tables that must be empty and are not. A query for each."""
    for name in _UNUSED:
        app, model = name.split(".")
        if apps.is_installed(f"allauth.{app}"):
            found = apps.get_model(app, model)
            if found._default_manager.exists():
                yield found._meta.db_table


def _rows(model: str, is_on: object, **of: User) -> list[Any]:
    return list(apps.get_model(model)._default_manager.filter(**of)) if is_on else []


def factor_of(row: Any) -> Factor:
    key, name = f"factor-{row.pk}", str(row.data.get("name") or "")
    secret = {part: row.data[part] for part in _SECRETS if part in row.data}
    digest = sha256_hex(canonical_json([row.user_id, row.type, secret]))
    return Factor(key, FactorKind(row.type), name, row.created_at, row.last_used_at, digest)


def identity_of(row: Any) -> Factor:
    key, name = f"identity-{row.pk}", str(row.extra_data.get("label") or row.uid)
    digest = sha256_hex(canonical_json([row.user_id, row.provider, row.uid]))
    return Factor(key, FactorKind.IDENTITY, name, row.date_joined, row.last_login, digest)
