"""The addresses of second factors and single sign-on, below /accounts/. None exists while both are off.

allauth looks addresses up by its own names. It has many more pages (signup, mail addresses, passwords, social signup):
they are closed because they are not here.
"""

from typing import Any

from django.conf import settings
from django.urls import URLPattern, path, reverse_lazy

from verify.accounts import LoginView

from .whole import posted_whole


def patterns() -> list[URLPattern]:
    found: list[URLPattern] = []
    if settings.MFA or settings.OIDC:
        found += _both()
    if settings.MFA:
        found += _factors()
    if settings.OIDC:
        found += _identities(settings.OIDC.key)
    return found


def _both() -> list[URLPattern]:
    from .confirm import ConfirmView

    return [
        path("login/", LoginView.as_view(), name="account_login"),
        path("confirm/", ConfirmView.as_view(), name="account_reauthenticate"),
    ]


def _factors() -> list[URLPattern]:
    # Its models exist only if it is installed.
    from allauth.mfa.base.views import AuthenticateView
    from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
    from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
    from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView

    from . import factor_views

    def page(view: Any, template: str, **options: Any) -> Any:
        return view.as_view(template_name=f"accounts/{template}.html", **options)

    index = reverse_lazy("mfa_index")
    return [
        path("login/code/", page(AuthenticateView, "factor_code"), name="mfa_authenticate"),
        path("factors/", factor_views.FactorsView.as_view(), name="mfa_index"),
        path("factors/app/add/", page(ActivateTOTPView, "totp_add"), name="mfa_activate_totp"),
        path("factors/app/qr.svg", factor_views.totp_qr, name="totp_qr"),
        path(
            "factors/app/remove/",
            posted_whole(page(DeactivateTOTPView, "totp_remove")),
            name="mfa_deactivate_totp",
        ),
        path(
            "factors/passkeys/add/",
            posted_whole(page(AddWebAuthnView, "passkey_add")),
            name="mfa_add_webauthn",
        ),
        path(
            "factors/passkeys/<int:pk>/remove/",
            posted_whole(page(RemoveWebAuthnView, "passkey_remove", success_url=index)),
            name="mfa_remove_webauthn",
        ),
        path(
            "factors/codes/",
            factor_views.RecoveryCodesView.as_view(),
            name="mfa_view_recovery_codes",
        ),
        path(
            "factors/codes/new/",
            page(GenerateRecoveryCodesView, "recovery_codes_new"),
            name="mfa_generate_recovery_codes",
        ),
    ]


def _identities(key: str) -> list[URLPattern]:
    from . import identity_views

    provider = {"provider_id": key}
    return [
        path("sso/", identity_views.leave, provider, name="openid_connect_login"),
        path("sso/callback/", identity_views.come_back, provider, name="openid_connect_callback"),
        path(
            "identities/", posted_whole(identity_views.IdentitiesView.as_view()), name="identities"
        ),
    ]
