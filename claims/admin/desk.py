"""The desk's ratings and its policy. Only admins can change them."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from claims.actions import desk as actions
from claims.actions.desk import DeskDetails, RatingDetails
from claims.enums import PolicyLevel, PolicyRule, Role
from claims.forms.fields import TextField
from claims.models import Desk, Rating

from .base import ConfirmedModelAdmin
from .inlines import RowsFormSet
from .model_forms import ConfirmedModelForm, DeskModelForm


@admin.register(Rating)
class RatingAdmin(ConfirmedModelAdmin[Rating]):
    needs = Role.ADMIN
    fields = ["code", "label", "definition", "claimreview_value", "position", "active"]
    list_display = ["label", "code", "claimreview_value", "position", "active"]
    list_filter = ["active"]
    search_fields = ["label", "code"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["code"] if obj else []

    def act(
        self, form: DeskModelForm, formsets: Sequence[RowsFormSet], obj: Rating | None, *, by: User
    ) -> Rating:
        typed = form.cleaned_data
        details = RatingDetails(
            code=obj.code if obj else typed["code"],
            label=typed["label"],
            definition=typed["definition"],
            claimreview_value=typed["claimreview_value"],
            position=typed["position"],
            active=typed["active"],
        )
        if obj is None:
            return actions.add_rating(details, by=by)
        return actions.change_rating(obj, details, seen_revision=typed["seen_revision"], by=by)


class DeskForm(ConfirmedModelForm):
    reason = TextField(
        required=False, label="Reason for the change", help_text="It is kept in the record."
    )


@admin.register(Desk)
class DeskAdmin(ConfirmedModelAdmin[Desk]):
    needs = Role.ADMIN
    form = DeskForm
    fieldsets = [
        (
            "Before sign-off",
            {
                "fields": [*PolicyRule.values],
                "description": "Warn: the editor sees the problem and can sign off. Block: the editor can sign off "
                "only with a reason, which is exported.",
            },
        ),
        (
            "Review",
            {"fields": ["assessments_required", "one_person", "settle_blind", "second_editor"]},
        ),
        ("Public", {"fields": ["public_lookup"]}),
        ("Reading trail", {"fields": ["reading_trail", "reading_trail_days"]}),
        ("Record", {"fields": ["reason"]}),
    ]

    def own_fieldsets(self, request: HttpRequest, obj: Desk | None = None) -> Any:
        logins = [("Logins", {"fields": ["second_factor"]})] if settings.MFA else []
        *others, record = self.fieldsets or []
        return [*others, *logins, record]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Redirect to the form: there is only one row."""
        if not self.has_needed_role(request):
            raise PermissionDenied
        return HttpResponseRedirect(reverse("admin:claims_desk_change", args=[1]))

    def links(self, obj: Desk) -> list[tuple[str, str]]:
        return [("Reading trail", reverse("visit_list"))]

    def act(
        self, form: DeskForm, formsets: Sequence[RowsFormSet], obj: Desk | None, *, by: User
    ) -> Desk:
        typed = form.cleaned_data
        details = DeskDetails(
            assessments_required=typed["assessments_required"],
            one_person=typed["one_person"],
            settle_blind=typed["settle_blind"],
            second_editor=typed["second_editor"],
            second_factor=typed.get("second_factor", obj is not None and obj.second_factor),
            reading_trail=typed["reading_trail"],
            public_lookup=typed["public_lookup"],
            reading_trail_days=typed["reading_trail_days"],
            levels={rule: PolicyLevel(typed[rule.value]) for rule in PolicyRule},
        )
        return actions.change_desk(
            details, seen_revision=typed["seen_revision"], by=by, reason=typed["reason"]
        )
