"""Accounts and their roles. An account is deactivated, never deleted."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from claims.actions import accounts as account_actions
from claims.enums import Role
from claims.given import Sender
from claims.models.accounts import account_revision
from claims.reads.accounts.senders import sender_of
from claims.reads.review.freed import freed_message

from .account_erasure import ErasableAccountAdmin
from .account_factors import factors_view
from .inlines import RowsFormSet
from .model_forms import ConfirmedModelForm
from .request_state import state_of


class UserForm(ConfirmedModelForm):
    roles = forms.MultipleChoiceField(
        choices=Role.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each role up to editor includes the ones before it. An admin manages accounts, ratings and "
        "the policy, and nothing else.",
    )
    new_password = forms.CharField(
        required=False,
        strip=False,
        max_length=256,
        label="Set a password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="Leave it empty to keep the password. A new account cannot sign in without one.",
    )
    sender: ClassVar[Sender] = Sender()  # set for one request
    new_password_again = forms.CharField(
        required=False,
        strip=False,
        max_length=256,
        label="Repeat the password",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.pk:
            roles = set(self.instance.groups.values_list("name", flat=True))
            self.initial["roles"] = [role.value for role in Role if role.value in roles]

    def clean(self) -> dict[str, Any]:
        typed = super().clean()
        if typed.get("new_password") != typed.get("new_password_again"):
            self.add_error("new_password_again", "The passwords are not the same. Type them again.")
        return typed


@admin.register(User)
class UserAdmin(ErasableAccountAdmin):
    needs = Role.ADMIN
    form = UserForm
    refusal_fields = {
        "password": "new_password",
        "own_account": "roles",
        "own_roles": "roles",
    }
    list_display = ["username", "roles", "email", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    search_fields = ["username", "email"]
    ordering = ["username"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def own_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        identity = ["username", "email", "is_active"] if obj else ["username", "email"]
        fieldsets = [
            (None, {"fields": identity}),
            ("Roles", {"fields": ["roles"]}),
            ("Password", {"fields": ["new_password", "new_password_again"]}),
        ]
        if obj:
            fieldsets.append(("Sign-in", {"fields": ["last_login", "date_joined"]}))
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["username", "last_login", "date_joined"] if obj else []

    def get_urls(self) -> list[Any]:
        found = super().get_urls()
        if settings.MFA or settings.OIDC:
            view = self.admin_site.admin_view(partial(factors_view, self.admin_site))
            found.insert(0, path("<int:pk>/factors/", view, name="auth_user_factors"))
        return found

    @admin.display(description="roles")
    def roles(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all()))

    def response_change(self, request: HttpRequest, obj: User) -> HttpResponse:
        """Say which claims a deactivation freed, as the account's newest Event has them."""
        latest = None if state_of(request).was_unchanged else self.events_of(obj).first()
        if latest and (freed := freed_message(latest.after)):
            self.message_user(request, freed, messages.WARNING)
        return super().response_change(request, obj)

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Let the form know where the request came from, for the account log."""
        form: Any = super().get_form(request, *args, **kwargs)
        return type(form.__name__, (form,), {"sender": sender_of(request)})

    def act(
        self, form: UserForm, formsets: Sequence[RowsFormSet], obj: User | None, *, by: User
    ) -> User:
        typed = form.cleaned_data
        given: dict[str, Any] = {
            "roles": [Role(role) for role in typed["roles"]],
            "email": typed["email"],
            "password": typed["new_password"] or None,
            "sender": form.sender,
            "by": by,
        }
        if obj is None:
            return account_actions.create_user(typed["username"], **given)
        return account_actions.change_user(
            obj, is_active=typed["is_active"], seen_revision=typed["seen_revision"], **given
        )

    def revision_of(self, obj: User) -> int | None:
        """An account has no revision of its own: the number of its latest Event is one."""
        return account_revision(obj)

    def links(self, obj: User) -> list[tuple[str, str]]:
        query = {"account": obj.get_username()}
        links = [
            ("Account log", reverse("account_log", query=query)),
            ("Place a legal hold", reverse("hold_place", query={"account": obj.pk})),
        ]
        if not obj.is_active:
            links.append(("Erase the account", reverse("admin:auth_user_erase", args=[obj.pk])))
        if settings.MFA or settings.OIDC:
            page = reverse("admin:auth_user_factors", args=[obj.pk])
            links.append(("Second factors and external accounts", page))
        return links
