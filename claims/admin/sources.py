"""Sources."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from claims.actions import sources
from claims.enums import ParentRelation, Party, Reliability, SourceKind
from claims.given import SourceDetails
from claims.models import Source
from claims.models.search.names import fold_name
from claims.reads.sources.withheld_texts import texts_naming

from .base import DeskModelAdmin
from .inlines import RowsFormSet
from .model_forms import DeskModelForm


class SourceAdminForm(DeskModelForm):
    as_new = forms.BooleanField(
        required=False,
        label="It is another source than those with a similar name",
        help_text="Needed only if the form says which sources on the desk have a similar name.",
    )


@admin.register(Source)
class SourceAdmin(DeskModelAdmin[Source]):
    form = SourceAdminForm
    fieldsets = [
        (
            None,
            {"fields": ["name", "as_new", "distinction", "kind", "aliases", "domains", "members"]},
        ),
        (
            "Same voice",
            {
                "fields": ["parent", "parent_relation"],
                "description": "“Speaks for” and “owned by” make both one voice. Funding alone does not.",
            },
        ),
        ("Stake", {"fields": ["party", "interest"]}),
        ("Reliability", {"fields": ["reliability", "reliability_reason"]}),
        ("Withheld name", {"fields": ["withheld", "withheld_reason"]}),
    ]
    autocomplete_fields = ["parent", "members"]
    list_display = ["name", "distinction", "kind", "party", "reliability", "parent", "withheld"]
    list_filter = ["kind", "party", "reliability", "withheld"]
    list_select_related = ["parent"]
    search_fields = ["folded_name", "folded_aliases", "folded_distinction", "domains"]
    search_help_text = "Name, alias or web domain"

    def get_queryset(self, request: HttpRequest) -> Any:
        """Leave out merged sources: they are no longer corrected or chosen. Their page on the desk names the other."""
        return super().get_queryset(request).filter(merged_into=None)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """Search as names are compared: both databases find the same."""
        return super().get_search_results(request, queryset, fold_name(search_term[:300]))

    def links(self, obj: Source) -> list[tuple[str, str]]:
        return [("View on the desk", reverse("source_page", args=[obj.pk]))]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Say how many texts still contain a withheld name."""
        super().save_related(request, form, formsets, change)
        texts = texts_naming(form.instance)
        if texts.is_shown:
            page = reverse("source_page", args=[form.instance.pk])
            said = format_html('{}. <a href="{}">See where</a>', texts.title, page)
            self.message_user(request, said, "warning")

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_choice_field(db_field, request, **kwargs)
        # The desk itself is one row, made by migrate. The action refuses a second one.
        if db_field.name == "kind" and str(
            getattr(request.resolver_match, "url_name", "")
        ).endswith("_add"):
            field.choices = [c for c in field.choices if c[0] != SourceKind.DESK]
        return field

    def act(
        self, form: DeskModelForm, formsets: Sequence[RowsFormSet], obj: Source | None, *, by: User
    ) -> Source:
        typed = form.cleaned_data
        details = SourceDetails(
            name=typed["name"],
            kind=SourceKind(typed["kind"]),
            distinction=typed["distinction"],
            aliases=typed["aliases"],
            domains=typed["domains"],
            members=tuple(typed["members"]),
            parent=typed["parent"],
            parent_relation=ParentRelation(typed["parent_relation"])
            if typed["parent_relation"]
            else "",
            party=Party(typed["party"]),
            interest=typed["interest"],
            reliability=Reliability(typed["reliability"]),
            reliability_reason=typed["reliability_reason"],
            withheld=typed["withheld"],
            withheld_reason=typed["withheld_reason"],
        )
        if obj is None:
            return sources.add_source(
                details, as_new=typed["as_new"], by=by, token=self.token(form)
            )
        return sources.change_source(obj, details, seen_revision=typed["seen_revision"], by=by)
