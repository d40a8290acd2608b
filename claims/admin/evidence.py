"""Evidence. It is never deleted: people withdraw it with a reason, on the claim's page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse

from claims import rules
from claims.actions import evidence as actions
from claims.enums import BearsOn, EvidenceKind, OriginKind, Stance
from claims.errors import Denial
from claims.forms.articles import WebAddressField
from claims.forms.evidence import DerivedFromField, EvidenceForm
from claims.forms.fields import ImpreciseDateField, TextField
from claims.forms.uploads import UploadField
from claims.given import EvidenceGiven
from claims.models import Evidence

from .base import DeskModelAdmin
from .claims import short
from .fields import are_numbers
from .inlines import RowsFormSet
from .model_forms import DeskModelForm
from .request_state import situation_of

_AS_TYPED = (
    "seen_in", "origin", "origin_label", "heard_via", "derived_from", "article", "url", "title",
    "quote", "checked_by_eye", "quote_reason", "translation", "translated_by", "published", "note",
    "searched", "custody",
)  # fmt: skip

# Fields with the same label here and on the desk.
_LABELLED = (
    "origin",
    "origin_label",
    "heard_via",
    "quote_reason",
    "checked_by_eye",
    "custody",
    "derived_from",
    "searched",
    "url",
)


class EvidenceAdminForm(DeskModelForm):
    derived_from = DerivedFromField(
        queryset=Evidence.objects.none(),
        required=False,
        help_text="If it repeats other evidence for this claim. Choose the claim first.",
    )
    url = WebAddressField(required=False)
    upload = UploadField(label="Or a file", help_text="Any file. We archive it unchanged.")
    checked_by_eye = forms.BooleanField(required=False)
    published = ImpreciseDateField()
    reason = TextField(
        required=False,
        label="Reason for the change",
        help_text="It is kept in the record. Required if the claim has a signed verdict.",
    )

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.pk:
            self.initial["checked_by_eye"] = self.instance.quote_check == "by_eye"
        typed = (data or {}).get("claim") or self.initial.get("claim") or ""
        claim = self.instance.claim_id or (int(typed) if are_numbers(str(typed)) else None)
        for name in _LABELLED:
            if name in self.fields:  # a read-only one is not a field
                self.fields[name].label = EvidenceForm.base_fields[name].label
        derived_from: Any = self.fields["derived_from"]
        others = Evidence.objects.filter(claim=claim).exclude(pk=self.instance.pk)
        derived_from.queryset = others.select_related("seen_in")

    def given(self) -> EvidenceGiven:
        typed = self.cleaned_data
        anchor = self.instance.anchors.first() if self.instance.pk else None
        return EvidenceGiven(
            stance=Stance(typed["stance"]),
            kind=EvidenceKind(typed["kind"]),
            origin_kind=OriginKind(typed["origin_kind"]),
            bears_on=BearsOn(typed["bears_on"]),
            near=anchor.start if anchor else None,
            **{name: typed[name] for name in _AS_TYPED},
        )


@admin.register(Evidence)
class EvidenceAdmin(DeskModelAdmin[Evidence]):
    form = EvidenceAdminForm
    autocomplete_fields = ["claim", "seen_in", "origin", "heard_via", "article"]
    list_display = ["short_quote", "stance", "kind", "seen_in", "claim", "quote_check", "state"]
    list_filter = ["stance", "kind", "origin_kind", "quote_check"]
    list_select_related = ["seen_in", "claim"]
    search_fields = ["quote", "title", "note", "seen_in__name"]
    search_help_text = "Quote, title, note or the source it was seen in"
    ordering = ["-pk"]

    _place_fields = ["article", "url", "title", "upload", "custody", "published"]
    _quote_fields = ["quote", "checked_by_eye", "quote_reason", "translation", "translated_by"]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        can_change = obj is not None and self.has_change_permission(request, obj)
        fieldsets: list[Any] = [
            (None, {"fields": ["claim", "stance", "bears_on", "kind", "searched"]}),
            (
                "Who vouches",
                {
                    "fields": ["seen_in", "origin_kind", "origin", "origin_label", "heard_via"]
                    + ["derived_from"],
                    "description": "For an unnamed person, enter the description, and as the source the body the person "
                    "belongs to. “Not stated” is a valid choice. It does not count as an origin.",
                },
            ),
            ("Where to find it", {"fields": self._place_fields}),
            ("Quote", {"fields": self._quote_fields}),
            ("Note", {"fields": ["note", "reason"] if can_change or obj is None else ["note"]}),
        ]
        if obj:
            fieldsets.append(("State", {"fields": ["quote_check", "state"]}))
        return fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["claim", "quote_check", "state"] if obj else []

    @admin.display(description="evidence", ordering="pk")
    def short_quote(self, evidence: Evidence) -> str:
        return short(f"E{evidence.pk}: {evidence.quote or evidence.title or 'no quote'}")

    @admin.display(description="state")
    def state(self, evidence: Evidence) -> str:
        return f"withdrawn: {evidence.withdrawn_reason}" if evidence.is_withdrawn else "in use"

    def why_not_change(self, request: HttpRequest, obj: Evidence) -> Denial | None:
        if obj.is_withdrawn:
            return Denial("evidence_withdrawn", "This evidence is withdrawn.")
        return rules.why_not_add_to_claim(situation_of(request, obj.claim))

    def links(self, obj: Evidence) -> list[tuple[str, str]]:
        return [("Withdraw it on the claim's page", reverse("claim_page", args=[obj.claim_id]))]

    def act(
        self,
        form: EvidenceAdminForm,
        formsets: Sequence[RowsFormSet],
        obj: Evidence | None,
        *,
        by: User,
    ) -> Evidence:
        typed = form.cleaned_data
        if obj is None:
            read = actions.read_evidence(form.given(), typed["upload"])
            return actions.attach_evidence(
                typed["claim"], read, by=by, reason=typed["reason"], token=self.token(form)
            )
        return actions.change_evidence(
            obj,
            actions.read_evidence(form.given(), typed["upload"], corrected=obj),
            seen_revision=typed["seen_revision"],
            by=by,
            reason=typed["reason"],
        )
