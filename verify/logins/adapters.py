"""Where allauth asks the desk about logins, whatever they are proved with."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.core.exceptions import ReauthenticationRequired
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from verify.guessing import remember_device
from verify.proxies import client_network

BACKEND = "django.contrib.auth.backends.ModelBackend"

# What people are told after each step, by the name of allauth's template. Others say nothing.
_TOLD = {
    "mfa/messages/totp_activated.txt": "Your authenticator app is set up.",
    "mfa/messages/totp_deactivated.txt": "Your authenticator app is removed.",
    "mfa/messages/webauthn_added.txt": "Your passkey is added.",
    "mfa/messages/webauthn_removed.txt": "Your passkey is removed.",
    "socialaccount/messages/account_disconnected.txt": "The external account is unlinked.",
}


class AccountAdapter(DefaultAccountAdapter):
    """Logins. No account is made here, and no mail is sent."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "incorrect_password": "This is not your password. Enter it again.",
        "too_many_login_attempts": "Too many tries from your network. Wait a minute, then try again.",
        "rate_limited": "Too many tries from your network. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: the account log tells people what happened."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the network that all limits of the desk count by."""
        return client_network(request) or "unknown"

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask for the password again before each change of what an account is entered with."""
        return True

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str = "",
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if told := _TOLD.get(message_template):
            messages.success(request, told)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        messages.error(request, "This account is deactivated. Ask an admin.")
        return HttpResponseRedirect(reverse("login"))

    def login(self, request: HttpRequest, user: User) -> None:
        # allauth would take the first backend, which counts guesses and knows no accounts.
        user.backend = BACKEND
        super().login(request, user)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember_device(request, response, user)
        return response


def require_password(request: HttpRequest) -> None:
    """Send somebody who did not type the password in the last minutes to the page that asks for it."""
    if is_reauthentication_required(request, app="allauth.account"):
        raise ReauthenticationRequired
