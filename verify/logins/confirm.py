"""The page that asks for the password again, before anything changes that an account is entered with."""

from typing import Any, cast

from allauth.account.views import ReauthenticateView
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from verify.guessing import was_right


class ConfirmView(ReauthenticateView):
    """Guesses at the password are counted like those at the login."""

    template_name = "accounts/confirm_password.html"

    def form_valid(self, form: Any) -> HttpResponse:
        request: HttpRequest = self.request
        was_right(request, cast(User, request.user).get_username())
        response: HttpResponse = super().form_valid(form)
        return response
