"""Your account, the account log for admins, and passwords: all but logging in, which is in verify/."""

from typing import Any, cast
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.models import User
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import rules
from claims.actions import accounts as account_actions
from claims.actions.account_log import note
from claims.actions.account_preferences import switch_letters
from claims.actions.account_sessions import end_other_sessions, end_sessions
from claims.enums import AccountKind, Role
from claims.forms.account_log import AccountLogForm
from claims.models import AccountEntry
from claims.models.base import read_number
from claims.reads.accounts.account_log import LogFilters, account_log, sessions_of
from claims.reads.accounts.senders import sender_of
from verify import accounts as verify_accounts
from verify import guessing
from verify.views import refusal

from .base import DeskRequest, needs, show


@require_safe
def account(request: DeskRequest) -> HttpResponse:
    """Show one's own account: its sessions, and its part of the account log."""
    before = request.GET.get("before", "")
    seq = read_number(before)
    if before and seq is None:
        return refusal(request, 400, "The parameter “before” is not a number.")
    last = AccountEntry.objects.about(request.user).filter(seq=seq).first() if seq else None
    page = account_log(LogFilters(account=request.user), last)
    sessions = sessions_of(request.user, sender_of(request).session)
    context = {
        "page": page,
        "sessions": sessions,
        "has_others": any(not one.is_this_one for one in sessions),
        "older": f"?before={page.older}#log" if page.older else "",
        "newer": reverse("account") if last else "",
        "logins": _pages_of_logins(),
        "sees_all": Role.ADMIN in rules.roles_of(request.user),
    }
    return show(request, "claims/accounts/account.html", context)


def _pages_of_logins() -> list[tuple[str, str]]:
    """Return the pages of what an account is entered with beyond its password, if any are on."""
    factors = [("Second factors", reverse("mfa_index"))] if settings.MFA else []
    identities = [("External accounts", reverse("identities"))] if settings.OIDC else []
    return [*factors, *identities]


@require_POST
def account_sessions_end(request: DeskRequest) -> HttpResponse:
    """End one of one's own sessions, or all others."""
    sender = sender_of(request)
    if "others" in request.POST:
        ended = end_other_sessions(request.user, by=request.user, sender=sender)
    else:
        wanted = {request.POST.get("session", "")} - {sender.session}
        ended = end_sessions(request.user, wanted, by=request.user, sender=sender)
    if ended:
        said = ngettext("%(n)s session ended.", "%(n)s sessions ended.", ended)
        messages.success(request, said % {"n": ended})
    else:
        messages.info(request, "No session ended: it had ended already.")
    return redirect("account")


@require_http_methods(["GET", "HEAD", "POST"])
def account_keys(request: DeskRequest) -> HttpResponse:
    """Show every key, and switch the letters off or on for oneself."""
    if request.method != "POST":
        return show(request, "claims/accounts/account_keys.html", {})
    letters = request.POST.get("letters")
    if letters not in {"on", "off"}:
        return refusal(request, 400, "The field “letters” is neither “on” nor “off”.")
    switch_letters(request.user, off=letters == "off")
    if letters == "off":
        messages.success(request, "Single letters are off. Arrow keys and Ctrl+Enter still work.")
    else:
        messages.success(request, "Single letters are on.")
    return redirect("account_keys")


@require_safe
@needs(Role.ADMIN)
def account_log_page(request: DeskRequest) -> HttpResponse:
    """Show the log of every account to an admin."""
    form = AccountLogForm(request.GET)
    status = 200 if form.is_valid() else 400
    last = form.cleaned_data.get("before")
    page = account_log(form.filters(), last) if status == 200 else None
    context = {
        "form": form,
        "page": page,
        "older": form.older(page.older) if page and page.older else "",
        "newer": form.older(None) if last else "",
    }
    return show(request, "claims/accounts/account_log.html", context, status=status)


# --- Passwords ---


class PasswordChangeView(auth.PasswordChangeView):
    template_name = "accounts/password_change.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Change it by an action. Other sessions end; this one goes on."""
        user = cast(User, form.user)
        account_actions.change_password(
            user, form.cleaned_data["new_password1"], by=user, sender=sender_of(self.request)
        )
        update_session_auth_hash(self.request, user)
        return HttpResponseRedirect(self.get_success_url())

    def form_invalid(self, form: Any) -> HttpResponse:
        """Note a wrong current password: it may be a guess of somebody who found a browser logged in."""
        if form.has_error("old_password", "password_incorrect"):
            user = cast(User, form.user)
            note(AccountKind.PASSWORD_WRONG, user, by=user, sender=sender_of(self.request))
        return super().form_invalid(form)


class PasswordResetView(verify_accounts.PasswordResetView):
    def send_mail_to(self, form: Any) -> None:
        """Note for which accounts a mail is sent. Links in it come from PUBLIC_URL, not from the request's Host."""
        for user in form.get_users(form.cleaned_data["email"]):
            note(AccountKind.PASSWORD_RESET_ASKED, user, by=None, sender=sender_of(self.request))
        super().send_mail_to(form)

    @property
    def extra_email_context(self) -> dict[str, str]:  # type: ignore[override]  # the stubs know an attribute
        if not settings.PUBLIC_URL:
            return {"site_name": "Verify"}
        parts = urlsplit(settings.PUBLIC_URL)
        return {"protocol": parts.scheme, "domain": parts.netloc, "site_name": "Verify"}


class PasswordResetConfirmView(auth.PasswordResetConfirmView):
    template_name = "accounts/password_reset_confirm.html"

    def form_valid(self, form: Any) -> HttpResponse:
        """Know the browser: whoever has the mail gets in, even while others guess at the account."""
        user = cast(User, self.user)
        account_actions.reset_password(
            user, form.cleaned_data["new_password1"], by=user, sender=sender_of(self.request)
        )
        del self.request.session[auth.INTERNAL_RESET_SESSION_TOKEN]
        response = HttpResponseRedirect(self.get_success_url())
        guessing.remember_device(self.request, response, user)
        return response
