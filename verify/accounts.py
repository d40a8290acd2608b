"""Django's account views, where they log in or send mail."""

from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.models import User
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from verify import limits
from verify.guessing import remember_device
from verify.held import FIELD, take_along


class LoginForm(AuthenticationForm):
    """Refuse a name that no account can have, before the database does. Django's form tells only the browser."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        longest = User._meta.get_field("username").max_length
        self.fields["username"].validators.append(MaxLengthValidator(longest))


class LoginView(auth.LoginView):
    authentication_form = LoginForm
    template_name = "accounts/login.html"
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        held = self.request.POST.get(FIELD, "")
        return super().get_context_data(provider=settings.OIDC, held=held, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        if settings.MFA:
            from verify.logins.factor_views import begin_login

            take_along(self.request)
            return begin_login(self.request, form.get_user(), self.get_success_url())
        response = super().form_valid(form)
        remember_device(self.request, response, form.get_user())
        return response


def ask_to_log_in(request: HttpRequest, held: str) -> HttpResponse:
    """Return the login page, in place of a form that was sent after its login had ended. It holds what was typed."""
    context = {
        "form": LoginForm(request),
        "next": request.path,
        "provider": settings.OIDC,
        "held": held,
    }
    response = render(request, "accounts/login.html", context, status=401)
    response["Cache-Control"] = "no-store"
    return response


class PasswordResetView(auth.PasswordResetView):
    template_name = "accounts/password_reset.html"
    email_template_name = "accounts/password_reset_email.txt"
    subject_template_name = "accounts/password_reset_subject.txt"

    def form_valid(self, form: Any) -> HttpResponse:
        """Send no more than some mails to one address, and show the same page either way."""
        address = form.cleaned_data["email"].casefold()
        if limits.add("reset mail", address, 3600).number > settings.RESET_MAILS:
            return HttpResponseRedirect(self.get_success_url())
        self.send_mail_to(form)
        return HttpResponseRedirect(self.get_success_url())

    def send_mail_to(self, form: Any) -> None:
        super().form_valid(form)
