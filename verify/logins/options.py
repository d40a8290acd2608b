"""What the environment says about second factors and single sign-on, and allauth's settings that follow from it."""

import hashlib
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from verify.environment import env_text
from verify.proxies import LOCAL_HOSTS


@dataclass(frozen=True)
class Provider:
    """The one OpenID Connect provider whose identities can be linked to accounts."""

    issuer: str
    client_id: str
    secret: str
    name: str

    @property
    def key(self) -> str:
        """Return what identities are stored under. Another issuer may give the same `sub` to somebody else."""
        return f"oidc-{hashlib.sha256(self.issuer.encode()).hexdigest()[:16]}"


def provider() -> Provider | None:
    issuer = env_text("OIDC_ISSUER").rstrip("/")
    others = {name: env_text(name) for name in ("OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET")}
    if not issuer:
        for name in filter(others.get, others):
            raise ImproperlyConfigured(
                f"{name} needs OIDC_ISSUER: set it to the provider's address, or leave both unset."
            )
        return None
    host = _host_of(issuer)
    for name, value in others.items():
        if not value:
            raise ImproperlyConfigured(
                f"OIDC_ISSUER needs {name}: set it to what the provider gave you for this desk."
            )
    client_id, secret = others.values()
    return Provider(issuer, client_id, secret, env_text("OIDC_NAME", host))


def _host_of(issuer: str) -> str:
    try:
        parts = urlsplit(issuer)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    # What comes straight from the provider is believed because TLS says who it is.
    is_private = parts.scheme == "https" or (parts.scheme == "http" and host in LOCAL_HOSTS)
    if not (host and is_private) or parts.query or parts.fragment or parts.username:
        raise ImproperlyConfigured(
            f"OIDC_ISSUER is {issuer!r}: set it to the provider's https address, "
            "without /.well-known/openid-configuration."
        ) from None
    return host


def apps(*, mfa: bool, oidc: Provider | None) -> list[str]:
    found = ["allauth", "allauth.account"] if mfa or oidc else []
    found += ["allauth.mfa"] if mfa else []
    found += (
        ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"] if oidc else []
    )
    return found


def allauth_settings(
    *, mfa: bool, oidc: Provider | None, proxies: int, https: bool
) -> dict[str, Any]:
    """Return allauth's settings. What is not named here is closed by its address not existing (urls.py)."""
    if not (mfa or oidc):
        return {}
    found: dict[str, Any] = {
        "ALLAUTH_TRUSTED_PROXY_COUNT": proxies,
        "ACCOUNT_ADAPTER": "verify.logins.adapters.AccountAdapter",
        "ACCOUNT_EMAIL_VERIFICATION": "none",
        "ACCOUNT_EMAIL_NOTIFICATIONS": False,  # the account log tells people
        "ACCOUNT_REAUTHENTICATION_METHODS": ["password"],
        "ACCOUNT_RATE_LIMITS": {
            # Of one process, and by network. guesses.py counts for all processes, by account and network: allauth's
            # own limit of an account would let whoever guesses lock its owner out.
            "login_failed": "20/m/ip",
            "reauthenticate": "10/m/user",
        },
    }
    if mfa:
        found |= {
            "MFA_ADAPTER": "verify.logins.factors.MFAAdapter",
            "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
            "MFA_RECOVERY_CODES_SHOW_ONCE": True,
            "MFA_TOTP_TOLERANCE": 1,  # a telephone's clock may be half a minute off
            # A browser allows http only on this machine. The key's own binding to the host is always verified.
            "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not https,
            "MFA_FORMS": {
                "authenticate": "verify.logins.forms.AuthenticateForm",
                "authenticate_webauthn": "verify.logins.forms.AuthenticateWebAuthnForm",
                "activate_totp": "verify.logins.forms.ActivateTOTPForm",
                "add_webauthn": "verify.logins.forms.AddWebAuthnForm",
            },
        }
    if oidc:
        app = {
            "provider_id": oidc.key,
            "name": oidc.name,
            "client_id": oidc.client_id,
            "secret": oidc.secret,
            # The signed ID token says who it is. A second answer could only disagree.
            "settings": {"server_url": oidc.issuer, "fetch_userinfo": False},
        }
        found |= {
            "SOCIALACCOUNT_ADAPTER": "verify.logins.identities.SocialAccountAdapter",
            "SOCIALACCOUNT_PROVIDERS": {
                "openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}
            },
            "SOCIALACCOUNT_STORE_TOKENS": False,
            "SOCIALACCOUNT_LOGIN_ON_GET": False,
            "SOCIALACCOUNT_EMAIL_AUTHENTICATION": False,
            "SOCIALACCOUNT_REQUESTS_TIMEOUT": 5,
        }
    return found
