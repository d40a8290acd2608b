"""Claims and their appearances. Only the workflow changes status, round and verdict: they are read-only here.

An appearance has a page of its own, because one form runs one action, which appends one Event. The claim's
page lists its appearances and evidence, and links to the forms that add and correct them.
No page of the admin shows assessments or comments, so blindness needs no second guard.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import Truncator

from claims import rules
from claims.actions import claims as claim_actions
from claims.actions.imports import import_claims, preview_claims, read_claim_rows
from claims.enums import AttributionKind, ClaimKind, Priority
from claims.errors import Denial
from claims.forms.articles import LanguageField
from claims.forms.claim_chain import SaidByField, said_by_index, said_by_now
from claims.forms.claims import ChangeClaimForm, external_id_field
from claims.forms.fields import ImpreciseDateField, TextField
from claims.forms.imports import ImportClaimsForm
from claims.given import AppearanceGiven, ClaimGiven, Step
from claims.models import Appearance, Attribution, Claim, Event
from claims.reads.claims.claim_page import given_of_appearance
from claims.reads.review.moves import moves_of

from .base import DeskModelAdmin
from .import_undo import UndoableImportAdmin
from .imports import ImportKind
from .inlines import RowsFormSet, RowsInline
from .model_forms import DeskModelForm, TypedForm
from .request_state import situation_of, user_of

MOST_LISTED = 100


def short(text: str) -> str:
    return Truncator(text).chars(120)


def add_url(model_name: str, claim: Claim) -> str:
    return reverse(f"admin:claims_{model_name}_add", query={"claim": claim.pk})


# The same label here and on the desk.
_ABOUT_ON = ChangeClaimForm.base_fields["about_on"]


class ClaimForm(DeskModelForm):
    language = LanguageField()
    said_on = ImpreciseDateField(label="Said on")
    about_on = ImpreciseDateField(label=_ABOUT_ON.label, help_text=_ABOUT_ON.help_text)
    external_id = external_id_field()
    reason = TextField(
        required=False, label="Reason for the change", help_text="It is kept in the record."
    )

    def given(self) -> ClaimGiven:
        typed = self.cleaned_data
        return ClaimGiven(
            statement=typed["statement"],
            kind=ClaimKind(typed["kind"]),
            language=typed["language"],
            said_on=typed["said_on"],
            about_on=typed["about_on"],
            questions=tuple(typed["questions"]),
            priority=Priority(typed["priority"]),
            external_id=typed["external_id"],
        )


class NewClaim(ClaimForm):
    separate = forms.BooleanField(
        required=False,
        label="This is a different claim",
        help_text="Tick it only if a claim on the desk has the same wording but means something else.",
    )


@admin.register(Claim)
class ClaimAdmin(UndoableImportAdmin[Claim]):
    imports_claims = True
    importing = ImportKind(
        "claims", ImportClaimsForm, preview_claims, import_claims, read_claim_rows
    )
    change_form_template = "admin/claim_change_form.html"
    refusal_fields = {"same_statement": "separate"}
    autocomplete_fields = ["questions"]
    readonly_fields = [
        "status", "round", "revision", "assessments_required", "assigned_to", "verdict", "duplicate_of",
    ]  # fmt: skip
    list_display = ["short_statement", "kind", "status", "verdict", "priority", "assignee"]
    list_filter = ["status", "kind", "priority"]
    list_select_related = ["verdict", "assignee"]
    search_fields = ["statement", "external_id"]
    search_help_text = "Statement or its id in another system"
    ordering = ["-pk"]

    _claim_fields = ("Claim", {"fields": ["statement", "kind", "questions"]})
    _date_fields = ("Dates", {"fields": ["said_on", "about_on"]})
    _desk_fields = ["language", "priority", "external_id"]

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        kwargs["form"] = ClaimForm if obj else NewClaim
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            fields = [*self._desk_fields, "separate"]
            return [self._claim_fields, self._date_fields, ("For the desk", {"fields": fields})]
        description = (
            "These change through the moves below and on the claim's page, not in this form."
        )
        work = ("Work", {"fields": self.readonly_fields, "description": description})
        fields = [*self._desk_fields]
        if self.has_change_permission(request, obj):
            fields.append("reason")
        return [self._claim_fields, self._date_fields, ("For the desk", {"fields": fields}), work]

    @admin.display(description="claim", ordering="statement")
    def short_statement(self, claim: Claim) -> str:
        return short(claim.statement)

    @admin.display(description="assignee")
    def assigned_to(self, claim: Claim) -> str:
        """Return the name without Django's link, because only admins see accounts."""
        return claim.assignee.get_username() if claim.assignee else ""

    def why_not_change(self, request: HttpRequest, obj: Claim) -> Denial | None:
        return rules.why_not_change_claim(situation_of(request, obj))

    def events_of(self, obj: Claim) -> models.QuerySet[Event]:
        return Event.objects.of_claim(obj)  # its evidence and appearances raise its revision, too

    def links(self, obj: Claim) -> list[tuple[str, str]]:
        return [
            ("The claim's page", reverse("claim_page", args=[obj.pk])),
            ("Add an appearance", add_url("appearance", obj)),
            ("Add evidence", add_url("evidence", obj)),
        ]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if claim := kwargs.get("obj"):
            context |= {
                "moves": moves_of(claim, user_of(request), situation_of(request, claim)),
                "claim_url": reverse("claim_page", args=[claim.pk]),
                "appearances": claim.appearances.select_related("article").prefetch_related(
                    "chain__source"
                )[:MOST_LISTED],
                "evidence": claim.evidence.select_related("seen_in", "origin")[:MOST_LISTED],
                "most_listed": MOST_LISTED,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def act(
        self, form: ClaimForm, formsets: Sequence[RowsFormSet], obj: Claim | None, *, by: User
    ) -> Claim:
        typed = form.cleaned_data
        if obj is None:
            return claim_actions.add_claim(
                form.given(), by=by, separate=typed["separate"], token=self.token(form)
            )
        return claim_actions.change_claim(
            obj,
            form.given(),
            seen_revision=typed["seen_revision"],
            by=by,
            reason=typed["reason"],
        )


class StepForm(TypedForm):
    date = ImpreciseDateField(help_text="")


class ChainInline(RowsInline):
    model = Attribution
    form = StepForm
    fields = [("source", "label"), ("kind", "cue"), "date"]
    autocomplete_fields = ["source"]
    verbose_name = "step of the chain"
    verbose_name_plural = (
        "who said it, through whom (nearest voice first; empty a step to remove it)"
    )


class AppearanceForm(DeskModelForm):
    """A new appearance needs an article and a quote. An imported one may lack them."""

    said_by = SaidByField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_desk = self.instance.pk is not None
        if "said_by" in self.fields and on_desk:
            given = given_of_appearance(self.instance)
            self.initial["said_by"] = said_by_now(given)
        if "article" in self.fields:
            self.fields["article"].required = not (on_desk and self.instance.article_id is None)
            self.fields["quote"].required = not on_desk


@admin.register(Appearance)
class AppearanceAdmin(DeskModelAdmin[Appearance]):
    form = AppearanceForm
    fields = [
        "claim", "article", "article_title", "quote", "said_by", "translation", "translated_by",
    ]  # fmt: skip
    autocomplete_fields = ["claim", "article"]
    list_display = ["short_quote", "claim", "article"]
    list_select_related = ["claim", "article"]
    search_fields = ["quote", "claim__statement", "article__headline"]
    ordering = ["-pk"]
    refusal_fields = {"not_found": "quote"}

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        return [ChainInline] if obj is None or self.has_change_permission(request, obj) else []

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = [*self.fields]
        if obj is None or obj.article_id:
            fields.remove("article_title")
        is_readonly = obj is not None and not self.has_change_permission(request, obj)
        if is_readonly or (obj is not None and obj.claim.is_factual):
            fields.remove("said_by")
        return [*fields, "chain_in_words"] if is_readonly else fields

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["claim", "chain_in_words"] if obj else []

    @admin.display(description="appearance", ordering="quote")
    def short_quote(self, appearance: Appearance) -> str:
        return short(appearance.quote) or "no quote"

    @admin.display(description="chain")
    def chain_in_words(self, appearance: Appearance) -> str:
        return " < ".join(step.voice for step in appearance.chain.select_related("source"))

    def why_not_change(self, request: HttpRequest, obj: Appearance) -> Denial | None:
        return rules.why_not_change_claim(situation_of(request, obj.claim))

    def revision_of(self, obj: Appearance) -> int:
        """Return the claim's revision: quote and chain decide which voices the claim can rest on."""
        return obj.claim.revision

    def events_of(self, obj: Appearance) -> models.QuerySet[Event]:
        return Event.objects.of_claim(obj.claim)

    def links(self, obj: Appearance) -> list[tuple[str, str]]:
        links = [("The claim's page", reverse("claim_page", args=[obj.claim_id]))]
        if obj.article_id:
            links.append(("The article", reverse("article_page", args=[obj.article_id])))
        return links

    def act(
        self,
        form: AppearanceForm,
        formsets: Sequence[RowsFormSet],
        obj: Appearance | None,
        *,
        by: User,
    ) -> Appearance:
        typed = form.cleaned_data
        chain = tuple(
            Step(AttributionKind(row["kind"]), row["source"], row["label"], row["cue"], row["date"])
            for row in formsets[0].rows
        )
        anchor = obj.anchors.first() if obj else None
        given = AppearanceGiven(
            article=typed["article"],
            quote=typed["quote"],
            chain=chain,
            near=anchor.start if anchor else None,
            translation=typed["translation"],
            translated_by=typed["translated_by"],
            article_title=typed.get("article_title", ""),
            said_by=said_by_index(typed.get("said_by"), range(1, len(chain) + 1)),
        )
        if obj is None:
            return claim_actions.add_appearance(
                typed["claim"],
                claim_actions.read_appearance(given),
                by=by,
                token=self.token(form),
            )
        return claim_actions.change_appearance(
            obj,
            claim_actions.read_appearance(given, corrected=obj),
            seen_revision=typed["seen_revision"],
            by=by,
        )
