"""Single sign-on: identities of the one OpenID Connect provider, each linked by the person whose account it is."""

import logging
from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount import signals
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from . import options

log = logging.getLogger(__name__)

LONGEST_LABEL = 100


def the_provider() -> options.Provider:
    assert settings.OIDC is not None  # these modules are imported only if it is set
    return settings.OIDC


class Provider(OpenIDConnectProvider):
    """Store of an identity only what its owner knows it by."""

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        told = data.get("id_token") or {}
        names = (told.get(name) for name in ("preferred_username", "email", "name", "sub"))
        label = next((name for name in names if isinstance(name, str) and name.strip()), "")
        return {"label": label.strip()[:LONGEST_LABEL]}


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An identity logs in to the account that it is linked to, and to no other. It never makes an account."""

    def get_provider(
        self, request: HttpRequest, provider: str, client_id: str | None = None
    ) -> Provider:
        found = super().get_provider(request, provider, client_id=client_id)
        return Provider(request, app=found.app)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link here: allauth's own linking would save the whole account as this request loaded it."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_link(request, sociallogin))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say that nobody has linked this identity. Its name could be anybody's, so no account is proposed."""
        log.warning("single sign-on refused: the identity is linked to no account")
        page = render(
            request, "accounts/sso_unknown.html", {"provider": the_provider()}, status=403
        )
        raise ImmediateHttpResponse(page)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        **kwargs: Any,
    ) -> None:
        # Some providers leave the state out when somebody cancels.
        if error == AuthError.CANCELLED or request.GET.get("error") == "access_denied":
            messages.error(request, f"You cancelled the login at {the_provider().name}.")
            raise ImmediateHttpResponse(HttpResponseRedirect(_page_of(request)))
        log.warning("single sign-on failed: %s", type(exception).__name__ if exception else error)
        raise ImmediateHttpResponse(problem(request, 400))


def problem(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page that says the provider could not be used, and what to do instead."""
    return render(
        request,
        "accounts/sso_problem.html",
        {"provider": the_provider(), "is_unreachable": status == 503, "back": _page_of(request)},
        status=status,
    )


def _page_of(request: HttpRequest) -> str:
    return reverse("identities" if request.user.is_authenticated else "login")


def _link(request: HttpRequest, sociallogin: SocialLogin) -> HttpResponse:
    """Link the identity to the account of this login, whose password was typed within the last minutes."""
    back = HttpResponseRedirect(reverse("identities"))
    if not request.user.is_authenticated:
        return HttpResponseRedirect(reverse("login"))
    if is_reauthentication_required(request, app="allauth.socialaccount"):
        # It was asked for before the browser left (identity_views.leave). The state of this answer is used up.
        messages.error(
            request,
            "Too much time has passed since you typed your password. Link the account again.",
        )
        return back
    if sociallogin.is_existing:
        if sociallogin.user.pk == request.user.pk:
            messages.success(request, "This external account is linked already.")
        else:
            messages.error(
                request, "This external account is linked to another account of the desk."
            )
        return back
    identity, is_new = SocialAccount.objects.get_or_create(
        provider=sociallogin.account.provider,
        uid=sociallogin.account.uid,
        defaults={"user": request.user, "extra_data": sociallogin.account.extra_data},
    )
    if not is_new:
        messages.error(
            request, "This external account was linked at the same time. Look at the list."
        )
        return back
    sociallogin.account = identity
    sociallogin.user = request.user
    signals.social_account_added.send(sender=SocialLogin, request=request, sociallogin=sociallogin)
    messages.success(request, "The external account is linked. You can log in with it.")
    return back
