"""The pages of second factors. What allauth has beyond them has no address."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.utils import perform_login
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import get_totp_secret
from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from verify.views import refusal

from .factors import UnreadableSecret

_UNREADABLE = (
    "The desk cannot read your recovery codes any more: its secret key has changed. "
    "Ask whoever runs the desk to remove your factors."
)


def begin_login(request: HttpRequest, user: User, next_url: str) -> HttpResponse:
    """Log in somebody whose password was right, or ask for the second factor first."""
    response: HttpResponse = perform_login(request, user, redirect_url=next_url)
    return response


class FactorsView(TemplateView):
    """What the account is entered with beyond the password."""

    template_name = "accounts/factors.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = Authenticator.objects.filter(user_id=self.request.user.pk).order_by(
            "created_at", "pk"
        )
        by_type: dict[str, list[Authenticator]] = {}
        for one in mine:
            by_type.setdefault(one.type, []).append(one)
        app = by_type.get(Authenticator.Type.TOTP, [])
        codes = by_type.get(Authenticator.Type.RECOVERY_CODES, [])
        passkeys = by_type.get(Authenticator.Type.WEBAUTHN, [])
        return super().get_context_data(
            is_missing=not mine
            and import_string(settings.SECOND_FACTOR_REQUIRED)(self.request.user),
            app=app[0] if app else None,
            passkeys=[{"key": key.pk, "name": key.wrap().name, "row": key} for key in passkeys],
            codes=codes[0] if codes else None,
            codes_left=_codes_left(codes),
            **kwargs,
        )


def _codes_left(codes: list[Authenticator]) -> int:
    try:
        return len(codes[0].wrap().get_unused_codes()) if codes else 0
    except UnreadableSecret:
        return 0


class RecoveryCodesView(ViewRecoveryCodesView):
    template_name = "accounts/recovery_codes.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().get(request, *args, **kwargs)
        except UnreadableSecret:
            return refusal(request, 400, _UNREADABLE)
        return response


@require_safe
@never_cache
def totp_qr(request: HttpRequest) -> HttpResponse:
    """Return the QR code of the secret that the page in this browser is setting up."""
    raise_if_reauthentication_required(request, app="allauth.mfa")
    adapter = get_adapter()
    url = adapter.build_totp_url(context.request.user, get_totp_secret())
    return HttpResponse(adapter.build_totp_svg(url), content_type="image/svg+xml")
