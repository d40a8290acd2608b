"""Lead people who must have a second factor, and have none, to the page where they set one up. Nowhere else."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.module_loading import import_string

from verify.unavailable import Unavailable
from verify.views import unavailable

# What somebody without a factor can open. Static files come before this.
OPEN = {
    "login",
    "account_login",
    "logout",
    "mfa_index",
    "mfa_activate_totp",
    "totp_qr",
    "mfa_add_webauthn",
    "mfa_view_recovery_codes",
    "account_reauthenticate",
    "healthz",
    "favicon",
    "robots",
    "security_txt",
}


class SecondFactor:
    """One query a request while the desk does not require a factor, at most three while it does."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.is_required = import_string(settings.SECOND_FACTOR_REQUIRED)

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        match = request.resolver_match
        name = match.url_name if match and not match.app_name else ""
        if not request.user.is_authenticated or name in OPEN:
            return None
        if not self.is_required(request.user) or is_mfa_enabled(request.user):
            return None
        return _lead(request)


def _lead(request: HttpRequest) -> HttpResponse:
    address = reverse("mfa_index")
    if request.method == "POST":
        reason = Unavailable(
            "second_factor",
            "Set up a second factor first",
            "Your role needs a second factor on this desk. Nothing was saved. "
            "Set one up in another tab, then submit this again.",
            retry_after=60,
        )
        return unavailable(request, reason, status=403)
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)
