"""The page with somebody's second factors and external accounts, where an admin removes them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import date_format

from claims import rules
from claims.actions.account_confirm import confirmation
from claims.actions.account_factors import remove_factors
from claims.errors import ActionError, Invalid
from claims.forms.account_confirm import ConfirmedForm
from claims.forms.fields import TextField
from claims.models.account_factors import Factor, factors_of
from claims.reads.accounts.senders import sender_of

from .request_state import roles_of, user_of


class FactorsForm(ConfirmedForm):
    factors = forms.MultipleChoiceField(
        label="Remove", widget=forms.CheckboxSelectMultiple, required=False
    )
    reason = TextField(required=False, label="Reason", help_text="It is kept in the record.")

    field_order = ["factors", "reason", "your_password"]

    def __init__(self, *args: Any, factors: list[Factor]) -> None:
        super().__init__(*args)
        choices = self.fields["factors"]
        assert isinstance(choices, forms.MultipleChoiceField)
        choices.choices = [(one.key, _words(one)) for one in factors]


def factors_view(admin_site: Any, request: HttpRequest, pk: int) -> HttpResponse:
    """Show and remove what an account is entered with beyond its password."""
    by = user_of(request)
    if rules.why_not_administer(by) is not None or not roles_of(request):
        raise PermissionDenied
    account = get_object_or_404(User, pk=pk)
    factors = factors_of(account)
    form = FactorsForm.of(confirmation(request))(request.POST or None, factors=factors)
    page, status = reverse("admin:auth_user_change", args=[pk]), 200
    if request.method == "POST" and not form.is_valid():
        status = 422
    elif request.method == "POST":
        typed = form.cleaned_data
        try:
            remove_factors(
                account, typed["factors"], reason=typed["reason"], by=by, sender=sender_of(request)
            )
        except ActionError as refusal:
            field = refusal.field if isinstance(refusal, Invalid) else None
            form.add_error(field if field in form.fields else None, str(refusal))
            status = refusal.about.value
        else:
            messages.success(request, f"Removed from the account {account.get_username()}.")
            return HttpResponseRedirect(page)
    context = admin_site.each_context(request) | {
        "title": f"Second factors and external accounts of {account.get_username()}",
        "opts": User._meta,
        "account": account,
        "factors": factors,
        "form": form,
        "denial": rules.why_not_remove_own_factors(by, account),
        "back": page,
    }
    return TemplateResponse(request, "admin/account_factors.html", context, status=status)


def _words(one: Factor) -> str:
    name = f" “{one.name}”" if one.name else ""
    used = f", last used {date_format(one.used_at)}" if one.used_at else ""
    return f"{one.kind.label}{name}, added {date_format(one.added_at)}{used}"
