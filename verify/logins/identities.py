"""Single sign-on: identities of the one OpenID Connect provider, each linked by the person whose account it is."""

import logging
from typing import Any

import jwt
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount import signals
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal.jwtkit import verify_jti
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from . import options
from .whole import saved_whole

log = logging.getLogger(__name__)

LONGEST_LABEL = 100
# Only with a key of the provider: a secret that both know could be confused with one.
SIGNATURES = [
    "RS256",
    "RS384",
    "RS512",
    "PS256",
    "PS384",
    "PS512",
    "ES256",
    "ES384",
    "ES512",
    "EdDSA",
]


def the_provider() -> options.Provider:
    assert settings.OIDC is not None  # these modules are imported only if it is set
    return settings.OIDC


class Adapter(OpenIDConnectOAuth2Adapter):
    """Believe only the issuer that is set, and only an ID token that it signed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        found: dict[str, Any] = super().openid_config
        # What is set has no slash at its end; the issuers of some providers do.
        if str(found["issuer"]).rstrip("/") != the_provider().issuer:
            raise OAuth2Error("the provider's metadata is that of another issuer")
        return found

    def complete_login(
        self, request: HttpRequest, app: Any, token: Any, **kwargs: Any
    ) -> SocialLogin:
        if not kwargs["response"].get("id_token"):
            raise OAuth2Error("the provider sent no ID token")  # else userinfo would be believed
        return super().complete_login(request, app, token, **kwargs)

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Verify the signature, too: allauth leaves it out, because the token came straight from the provider."""
        config = self.openid_config
        try:
            told: dict[str, Any] = jwt.decode(
                id_token,
                key=self._key_of(id_token, config["jwks_uri"]),
                algorithms=SIGNATURES,
                audience=app.client_id,
                issuer=config["issuer"],
                options={"require": ["iss", "sub", "aud", "exp", "iat"]},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error("the ID token is not valid") from error
        verify_jti(told)
        return told

    def _key_of(self, id_token: str, url: str) -> Any:
        """Return the provider's key that the token names. Without a name it must be its only one."""
        with get_adapter().get_requests_session() as session:
            response = session.get(url)
            response.raise_for_status()
            keys = jwt.PyJWKSet.from_dict(response.json()).keys
        name = jwt.get_unverified_header(id_token).get("kid")
        named = [
            one
            for one in keys
            if one.public_key_use in {None, "sig"} and name in {None, one.key_id}
        ]
        if len(named) != 1:
            raise OAuth2Error("the provider has not one key for the ID token")
        return named[0].key


class Provider(OpenIDConnectProvider):
    """Store of an identity only what its owner knows it by."""

    oauth2_adapter_class = Adapter

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
    if not _save_link(request, sociallogin):
        messages.error(
            request, "This external account was linked at the same time. Look at the list."
        )
        return back
    messages.success(request, "The external account is linked. You can log in with it.")
    return back


@saved_whole
def _save_link(request: HttpRequest, sociallogin: SocialLogin) -> bool:
    """Return False if somebody else linked the identity at the same time."""
    identity, is_new = SocialAccount.objects.get_or_create(
        provider=sociallogin.account.provider,
        uid=sociallogin.account.uid,
        defaults={"user": request.user, "extra_data": sociallogin.account.extra_data},
    )
    if is_new:
        sociallogin.account = identity
        sociallogin.user = request.user
        signals.social_account_added.send(
            sender=SocialLogin, request=request, sociallogin=sociallogin
        )
    return bool(is_new)
