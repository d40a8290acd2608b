"""Claims and their appearances. Status, round, verdict and assessments are the workflow's: shown or absent here.

An appearance has a page of its own, because one form is one action and one line of the record; the
claim's page lists its appearances and evidence, and leads to the forms that add and correct them.
Assessments and comments are on no page of the admin: blindness then needs no second guard.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.text import Truncator

from claims import rules
from claims.actions import claims as claim_actions
from claims.actions.imports import import_claims, preview_claims
from claims.enums import AttributionKind, ClaimKind, Priority
from claims.errors import Denial
from claims.forms.articles import LanguageField
from claims.forms.fields import ImpreciseDateField, TextField
from claims.forms.imports import ImportClaimsForm
from claims.given import AppearanceGiven, ClaimGiven, Step
from claims.models import Appearance, Attribution, Claim, Event
from claims.reads.review.moves import moves_of
from claims.rules import Situation

from .base import DeskModelAdmin, DeskModelForm, RowsInline, TypedForm
from .imports import Importing, ImportsRows

MOST_LISTED = 100


def short(text: str) -> str:
    return Truncator(text).chars(120)


def add_address(model_name: str, claim: Claim) -> str:
    return reverse(f"admin:claims_{model_name}_add", query={"claim": claim.pk})


class ClaimForm(DeskModelForm):
    language = LanguageField()
    said_on = ImpreciseDateField(label="Said on")
    about_on = ImpreciseDateField(label="About", help_text="When the thing claimed happens.")
    reason = TextField(required=False, label="Why it is corrected", help_text="For the record.")

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
        label="A claim of its own",
        help_text="Tick it only where the same words on the desk mean another claim.",
    )


@admin.register(Claim)
class ClaimAdmin(ImportsRows):
    importing = Importing("claims", ImportClaimsForm, preview_claims, import_claims)
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
    search_help_text = "Statement or external id"
    ordering = ["-pk"]

    _said = ("What is claimed", {"fields": ["statement", "kind", "questions"]})
    _when = ("When", {"fields": ["said_on", "about_on"]})
    _desk = ["language", "priority", "external_id"]

    def get_form(self, request: Any, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["form"] = ClaimForm if obj else NewClaim
        return super().get_form(request, obj, change, **kwargs)

    def get_fieldsets(self, request: Any, obj: Any = None) -> Any:
        if obj is None:
            return [self._said, self._when, ("For the desk", {"fields": [*self._desk, "separate"]})]
        description = "Changed by the moves below and on the claim's page, never by this form."
        work = ("Work", {"fields": self.readonly_fields, "description": description})
        desk = [*self._desk, "reason"] if self.has_change_permission(request, obj) else self._desk
        return [self._said, self._when, ("For the desk", {"fields": desk}), work]

    @admin.display(description="claim", ordering="statement")
    def short_statement(self, claim: Claim) -> str:
        return short(claim.statement)

    @admin.display(description="assignee")
    def assigned_to(self, claim: Claim) -> str:
        """A name without Django's link: accounts are the admins' alone."""
        return claim.assignee.get_username() if claim.assignee else ""

    def why_not_change(self, request: Any, obj: Any) -> Denial | None:
        return rules.why_not_change_claim(situation(request, obj))

    def events_of(self, obj: Any) -> Any:
        return Event.objects.of_claim(obj)  # its evidence and appearances raise its revision, too

    def links(self, obj: Any) -> list[tuple[str, str]]:
        return [
            ("The claim's page", reverse("claim_page", args=[obj.pk])),
            ("Add an appearance", add_address("appearance", obj)),
            ("Add evidence", add_address("evidence", obj)),
        ]

    def render_change_form(self, request: Any, context: Any, *args: Any, **kwargs: Any) -> Any:
        if claim := kwargs.get("obj"):
            context |= {
                "moves": moves_of(claim, request.user, situation(request, claim)),
                "claim_url": reverse("claim_page", args=[claim.pk]),
                "appearances": claim.appearances.select_related("article").prefetch_related(
                    "chain__source"
                )[:MOST_LISTED],
                "evidence": claim.evidence.select_related("seen_in", "origin")[:MOST_LISTED],
                "most_listed": MOST_LISTED,
            }
        return super().render_change_form(request, context, *args, **kwargs)

    def act(self, form: Any, formsets: list[Any], obj: Claim | None, *, by: User) -> Claim:
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


def situation(request: Any, claim: Claim) -> Situation:
    """Loaded once for a page, which asks it many times. The action loads its own, under the record's lock."""
    known: Situation | None = getattr(request, "desk_situation", None)
    if known is None or known.claim.pk != claim.pk:
        known = request.desk_situation = Situation.load(claim, request.user)
    return known


class StepForm(TypedForm):
    date = ImpreciseDateField(help_text="")


class ChainInline(RowsInline):
    model = Attribution
    form = StepForm
    fields = [("source", "label"), ("kind", "cue"), "date"]
    autocomplete_fields = ["source"]
    verbose_name = "step of the chain"
    verbose_name_plural = (
        "who said it, through whom: the nearest voice first; an emptied step is gone"
    )


class AppearanceForm(DeskModelForm):
    """Words may be without an article where they were imported so; people who add some name theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        on_desk = self.instance.pk is not None
        if "article" in self.fields:
            self.fields["article"].required = not (on_desk and self.instance.article_id is None)
            self.fields["quote"].required = not on_desk


@admin.register(Appearance)
class AppearanceAdmin(DeskModelAdmin):
    form = AppearanceForm
    fields = ["claim", "article", "article_title", "quote", "translation", "translated_by"]
    autocomplete_fields = ["claim", "article"]
    list_display = ["short_quote", "claim", "article"]
    list_select_related = ["claim", "article"]
    search_fields = ["quote", "claim__statement", "article__headline"]
    ordering = ["-pk"]
    refusal_fields = {"not_found": "quote"}

    def get_inlines(self, request: Any, obj: Any) -> Any:
        return [ChainInline] if obj is None or self.has_change_permission(request, obj) else []

    def get_fields(self, request: Any, obj: Any = None) -> Any:
        fields = [*self.fields]
        if obj is None or obj.article_id:
            fields.remove("article_title")
        shown = obj is not None and not self.has_change_permission(request, obj)
        return [*fields, "chain_in_words"] if shown else fields

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        return ["claim", "chain_in_words"] if obj else []

    @admin.display(description="appearance", ordering="quote")
    def short_quote(self, appearance: Appearance) -> str:
        return short(appearance.quote) or "no words"

    @admin.display(description="chain")
    def chain_in_words(self, appearance: Appearance) -> str:
        return " < ".join(step.voice for step in appearance.chain.select_related("source"))

    def why_not_change(self, request: Any, obj: Any) -> Denial | None:
        return rules.why_not_change_claim(situation(request, obj.claim))

    def revision_of(self, obj: Any) -> int:
        """Its quote and chain decide what can vouch: what is compared is the claim's revision."""
        revision: int = obj.claim.revision
        return revision

    def events_of(self, obj: Any) -> Any:
        return Event.objects.of_claim(obj.claim)

    def links(self, obj: Any) -> list[tuple[str, str]]:
        links = [("The claim's page", reverse("claim_page", args=[obj.claim_id]))]
        if obj.article_id:
            links.append(("The article", reverse("article_page", args=[obj.article_id])))
        return links

    def act(
        self, form: Any, formsets: list[Any], obj: Appearance | None, *, by: User
    ) -> Appearance:
        typed = form.cleaned_data
        chain = tuple(
            Step(AttributionKind(row["kind"]), row["source"], row["label"], row["cue"], row["date"])
            for row in formsets[0].rows
        )
        near = obj.anchors.first() if obj else None
        given = AppearanceGiven(
            article=typed["article"],
            quote=typed["quote"],
            chain=chain,
            near=near.start if near else None,
            translation=typed["translation"],
            translated_by=typed["translated_by"],
            article_title=typed.get("article_title", ""),
        )
        if obj is None:
            return claim_actions.add_appearance(
                typed["claim"], given, by=by, token=self.token(form)
            )
        return claim_actions.change_appearance(
            obj, given, seen_revision=typed["seen_revision"], by=by
        )
