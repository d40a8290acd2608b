"""Sources."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse

from claims.actions import sources
from claims.enums import ParentRelation, Party, Reliability, SourceKind
from claims.given import SourceDetails
from claims.models import Source

from .base import DeskModelAdmin


@admin.register(Source)
class SourceAdmin(DeskModelAdmin):
    fieldsets = [
        (None, {"fields": ["name", "kind", "aliases", "domains"]}),
        (
            "Whose voice",
            {
                "fields": ["parent", "parent_relation"],
                "description": "“Speaks for” and “owned by” make one voice of both; funding alone does not.",
            },
        ),
        ("What it has at stake", {"fields": ["party", "interest"]}),
        ("How far it is relied on", {"fields": ["reliability", "reliability_reason"]}),
        ("Withheld name", {"fields": ["withheld", "withheld_reason"]}),
    ]
    autocomplete_fields = ["parent"]
    list_display = ["name", "kind", "party", "reliability", "parent", "withheld"]
    list_filter = ["kind", "party", "reliability", "withheld"]
    list_select_related = ["parent"]
    search_fields = ["name", "aliases", "domains"]
    search_help_text = "Name, alias or web domain"

    def get_queryset(self, request: Any) -> Any:
        """What was merged is no longer corrected or picked; its page on the desk says into what."""
        return super().get_queryset(request).filter(merged_into=None)

    def links(self, obj: Any) -> list[tuple[str, str]]:
        return [("Its page on the desk", reverse("source_page", args=[obj.pk]))]

    def formfield_for_choice_field(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_choice_field(db_field, request, **kwargs)
        # The desk is one row that is there from the start; the action keeps it so.
        if db_field.name == "kind" and request.resolver_match.url_name.endswith("_add"):
            field.choices = [c for c in field.choices if c[0] != SourceKind.DESK]
        return field

    def act(self, form: Any, formsets: list[Any], obj: Source | None, *, by: User) -> Source:
        typed = form.cleaned_data
        details = SourceDetails(
            name=typed["name"],
            kind=SourceKind(typed["kind"]),
            aliases=typed["aliases"],
            domains=typed["domains"],
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
            return sources.add_source(details, by=by, token=self.token(form))
        return sources.change_source(obj, details, seen_revision=typed["seen_revision"], by=by)
