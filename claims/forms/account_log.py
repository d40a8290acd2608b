"""The filters of the account log."""

from django import forms
from django.contrib.auth.models import User

from claims.enums import AccountKind
from claims.models import AccountEntry
from claims.reads.accounts.account_log import LogFilters

from .fields import ChoiceField, TextField
from .filters import FilterForm, NamedField, day_field, number_in


def _account(text: str) -> User | None:
    return User.objects.filter(username=text).first()


def _entry(text: str) -> AccountEntry | None:
    seq = number_in(text)
    return AccountEntry.objects.filter(seq=seq).first() if seq else None


class AccountLogForm(FilterForm):
    account = NamedField(_account, "account")
    kind = ChoiceField(enum=AccountKind, required=False, empty="any", label="What happened")
    address = TextField(required=False, max_length=45, label="From the address")
    since = day_field("Since")
    until = day_field("Until")
    before = NamedField(_entry, "entry", widget=forms.HiddenInput)

    def filters(self) -> LogFilters:
        typed = self.cleaned_data
        return LogFilters(
            account=typed["account"],
            kind=typed["kind"] or "",
            address=typed["address"],
            since=typed["since"],
            until=typed["until"],
        )
