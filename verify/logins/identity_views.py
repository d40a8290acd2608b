"""The pages of single sign-on: leave for the provider, come back, link and unlink."""

from typing import Any

import requests
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.views import ConnectionsView
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from verify.held import take_along

from .adapters import require_password
from .identities import Adapter, log, problem, the_provider

# What a provider that is down, or answers nonsense, raises in allauth.
FAILURES = (
    requests.RequestException,
    OAuth2Error,
    AttributeError,
    ImproperlyConfigured,
    KeyError,
    TypeError,
    ValueError,
)


@login_not_required
@require_POST
@never_cache
def leave(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider.

    With a page that goes on by itself: a form may lead nowhere else (form-action of the Content Security Policy), and
    browsers hold a redirect that follows it to that.
    """
    if request.user.is_authenticated:
        require_password(request)
        typed = request.POST.copy()
        typed["process"] = AuthProcess.CONNECT
        request.POST = typed  # type: ignore[assignment]  # allauth reads it there
    elif request.POST.get("process"):
        return problem(request, 400)
    else:
        take_along(request)
    try:
        redirect = OAuth2LoginView.adapter_view(Adapter(request, provider_id))(request)
        url = redirect["Location"]
    except FAILURES as error:
        log.warning("single sign-on: the provider did not answer: %s", type(error).__name__)
        return problem(request, 503)
    page = render(request, "accounts/sso_leave.html", {"provider": the_provider(), "url": url})
    page["Refresh"] = f"0;url={url}"
    return page


@login_not_required
@require_safe
@never_cache
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Take what the provider says of who somebody is: log in, or link."""
    try:
        view = OAuth2CallbackView.adapter_view(Adapter(request, provider_id))
        response: HttpResponse = view(request)
    except FAILURES as error:
        log.warning("single sign-on: the provider's answer was no answer: %s", type(error).__name__)
        return problem(request, 503)
    return response


class IdentitiesView(ConnectionsView):
    """The external accounts that log in to this one. Unlinking needs the password."""

    template_name = "accounts/identities.html"
    success_url = reverse_lazy("identities")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mine = SocialAccount.objects.filter(user_id=self.request.user.pk).order_by("date_joined")
        rows = [
            {
                "key": one.pk,
                "label": one.extra_data.get("label") or one.uid,
                "linked_at": one.date_joined,
                "used_at": one.last_login,
                "is_current": one.provider == the_provider().key,
            }
            for one in mine
        ]
        context: dict[str, Any] = super().get_context_data(
            provider=the_provider(), identities=rows, **kwargs
        )
        return context
