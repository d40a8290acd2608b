"""Evidence. It is withdrawn with a reason on the claim's page; nothing is deleted."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from claims import rules
from claims.actions import evidence as actions
from claims.enums import BearsOn, EvidenceKind, OriginKind, Stance
from claims.errors import Denial
from claims.forms.articles import WebAddressField
from claims.forms.evidence import DerivedFromField, EvidenceForm
from claims.forms.fields import ImpreciseDateField, TextField
from claims.given import EvidenceGiven
from claims.models import Evidence

from .base import DeskModelAdmin, DeskModelForm
from .claims import short, situation
from .row_fields import are_numbers

_AS_TYPED = (
    "seen_in", "origin", "origin_label", "heard_via", "derived_from", "article", "upload", "url", "title",
    "quote", "checked_by_eye", "quote_reason", "translation", "translated_by", "published", "note",
)  # fmt: skip

_LABELS = {
    "origin_kind": "Original source",
    "origin": "Its name, where it is named",
    "origin_label": "How an unnamed source is described",
    "quote_reason": "Why there is no quote, or why it is kept though not found",
}


class EvidenceAdminForm(DeskModelForm):
    derived_from = DerivedFromField(
        queryset=Evidence.objects.none(),
        required=False,
        label="Derived from",
        help_text="Where it repeats other evidence of this claim; choose the claim first.",
    )
    url = WebAddressField(required=False, label="Or a URL")
    upload = forms.FileField(
        required=False,
        label="Or a file",
        help_text="PNG or JPEG screenshot, PDF, .txt or .html. It is archived as it is.",
    )
    checked_by_eye = forms.BooleanField(
        required=False, label="I have compared the quote with the image or PDF by eye"
    )
    published = ImpreciseDateField()
    reason = TextField(required=False, label="Why it is corrected", help_text="For the record.")

    clean_upload = EvidenceForm.clean_upload

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        if self.instance.pk:
            self.initial["checked_by_eye"] = self.instance.quote_check == "by_eye"
        typed = (data or {}).get("claim") or self.initial.get("claim") or ""
        claim = self.instance.claim_id or (int(typed) if are_numbers(str(typed)) else None)
        for name, label in _LABELS.items():
            if name in self.fields:  # what is shown for reading is no field
                self.fields[name].label = label
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
class EvidenceAdmin(DeskModelAdmin):
    form = EvidenceAdminForm
    autocomplete_fields = ["claim", "seen_in", "origin", "heard_via", "article"]
    list_display = ["short_quote", "stance", "kind", "seen_in", "claim", "quote_check", "stands"]
    list_filter = ["stance", "kind", "origin_kind", "quote_check"]
    list_select_related = ["seen_in", "claim"]
    search_fields = ["quote", "title", "note", "seen_in__name"]
    search_help_text = "Quote, title, note or where it was seen"
    ordering = ["-pk"]

    _where = ["article", "url", "title", "upload", "published"]
    _quote = ["quote", "checked_by_eye", "quote_reason", "translation", "translated_by"]

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        corrected = obj is not None and self.has_change_permission(request, obj)
        fieldsets: list[Any] = [
            (None, {"fields": ["claim", "stance", "bears_on", "kind"]}),
            (
                "Who vouches",
                {
                    "fields": ["seen_in", "origin_kind", "origin", "origin_label", "heard_via"]
                    + ["derived_from"],
                    "description": "“Not stated” is an answer, and counts as no origin.",
                },
            ),
            ("Where it stands", {"fields": self._where}),
            ("Its words", {"fields": self._quote}),
            ("Note", {"fields": ["note", "reason"] if corrected else ["note"]}),
        ]
        if obj:
            fieldsets.append(("State", {"fields": ["quote_check", "stands"]}))
        return fieldsets

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return ["claim", "quote_check", "stands"] if obj else []

    @admin.display(description="evidence", ordering="pk")
    def short_quote(self, evidence: Evidence) -> str:
        return short(f"E{evidence.pk}: {evidence.quote or evidence.title or 'no quote'}")

    @admin.display(description="stands")
    def stands(self, evidence: Evidence) -> str:
        return f"withdrawn: {evidence.withdrawn_reason}" if evidence.is_withdrawn else "yes"

    def why_not_change(self, request: Any, obj: Any) -> Denial | None:
        if obj.is_withdrawn:
            return Denial("evidence_withdrawn", "This evidence is withdrawn.")
        return rules.why_not_add_to_claim(situation(request, obj.claim))

    def links(self, obj: Any) -> list[tuple[str, str]]:
        return [("The claim's page, to withdraw it", reverse("claim_page", args=[obj.claim_id]))]

    def act(self, form: Any, formsets: list[Any], obj: Evidence | None, *, by: User) -> Evidence:
        typed = form.cleaned_data
        if obj is None:
            return actions.attach_evidence(
                typed["claim"], form.given(), by=by, token=self.token(form)
            )
        return actions.change_evidence(
            obj,
            form.given(),
            seen_revision=typed["seen_revision"],
            by=by,
            reason=typed["reason"],
        )
