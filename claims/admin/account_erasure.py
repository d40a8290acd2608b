"""The page that erases an account: what goes, what stays, and a confirmation."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from claims import rules
from claims.actions.account_confirm import confirmation
from claims.actions.account_erasure import erase_account, events_with_name
from claims.errors import ActionError
from claims.forms.account_confirm import ConfirmedForm

from .base import ConfirmedModelAdmin
from .request_state import user_of


class ErasureForm(ConfirmedForm):
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1_000,
        help_text="Kept for ever, and read by everybody: leave out the name.",
    )
    confirmed = forms.BooleanField(label="Erase the account for good")
    field_order = ("reason", "confirmed", "your_password")


class ErasableAccountAdmin(ConfirmedModelAdmin[User]):
    """The pages of accounts, which can be erased."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.erase_view)
        return [path("<int:pk>/erase/", view, name="auth_user_erase"), *super().get_urls()]

    def erase_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        by = user_of(request)
        if rules.why_not_administer(by):
            raise PermissionDenied
        user, status, refused = get_object_or_404(User, pk=pk), 200, ""
        sent = request.POST if request.method == "POST" else None
        form = ErasureForm.of(confirmation(request))(sent)
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    erase_account(user, reason=form.cleaned_data["reason"], by=by)
                except ActionError as error:
                    status, refused = error.about.value, str(error)
                else:
                    messages.success(request, "The account was erased.")
                    return HttpResponseRedirect(reverse("admin:auth_user_change", args=[pk]))
        context = self.admin_site.each_context(request) | {
            "title": f"Erase the account {user.get_username()}",
            "opts": self.opts,
            "account": user,
            "form": form,
            "refused": refused,
            "denial": rules.why_not_erase_account(by, user),
            "events_with_name": events_with_name(user),
        }
        return TemplateResponse(request, "admin/account_erase.html", context, status=status)
