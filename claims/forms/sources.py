"""Forms of sources."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.enums import ParentRelation, Party, Reliability, SourceKind
from claims.given import SourceDetails
from claims.models import Source

from .fields import (
    ChoiceField,
    NumberedField,
    RevisionField,
    TextField,
    TokenField,
)
from .panel import PanelForm


class KnownSourceField(TextField):
    """A source on the desk, by its name or alias. A new name is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"list": "sources", "autocomplete": "off", "dir": "auto"}),
        )
        super().__init__(max_length=200, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value.name if isinstance(value, Source) else value

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name:
            return None
        found = Source.objects.named(name)
        if found is None:
            raise ValidationError(
                f"“{name}” is not on the desk yet. Add it as a source first.", code="unknown_source"
            )
        return found


class SourceForm(PanelForm):
    # Its fields carry the action's names, so that a refusal finds its field; hence no name of the panel.
    name = TextField(  # type: ignore[assignment]
        max_length=200,
        label="Name",
        help_text="The name that the desk uses. No two sources share one.",
    )
    kind = ChoiceField(enum=SourceKind, empty="choose …")
    aliases = TextField(
        long=True, max_length=5000, required=False, help_text="Other names, one per line."
    )
    domains = TextField(
        long=True, max_length=5000, required=False, help_text="Its web domains, one per line."
    )
    parent = KnownSourceField(
        label="Belongs to", help_text="The source that it speaks for, is owned by or is funded by."
    )
    parent_relation = ChoiceField(
        enum=ParentRelation,
        required=False,
        label="How",
        help_text="If it speaks for the other or is owned by it, both count as one voice. Funding alone does not.",
    )
    party = ChoiceField(
        enum=Party,
        initial=Party.UNKNOWN,
        help_text="By default. A stake in a question overrides it for that question.",
    )
    interest = TextField(long=True, required=False, help_text="What its interest is.")
    reliability = ChoiceField(enum=Reliability, initial=Reliability.F)
    reliability_reason = TextField(long=True, required=False, label="Why this reliability")
    withheld = forms.BooleanField(
        required=False,
        label="Withhold the name in exports",
        help_text="From now on, exports print “withheld” instead of the name, and of the headlines and URLs of what it "
        "published. Statements, quotes, rationales and notes are not searched for the name.",
    )
    withheld_reason = TextField(required=False, label="Why it is withheld")
    seen_revision = RevisionField()
    token = TokenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="source-%s", **kwargs)

    def given(self) -> SourceDetails:
        data = self.cleaned_data
        names = (
            "kind", "aliases", "domains", "parent", "party", "interest", "reliability",
            "reliability_reason", "withheld", "withheld_reason",
        )  # fmt: skip
        return SourceDetails(
            name=data["name"],
            parent_relation=data["parent_relation"] or "",
            **{name: data[name] for name in names},
        )


class MergeIntoForm(forms.Form):
    """Choose the record that remains."""

    into = KnownSourceField(label="The record that remains", help_text="Its name or an alias.")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="into-%s")

    def clean_into(self) -> Source:
        found: Source | None = self.cleaned_data["into"]
        if found is None:
            raise ValidationError("Name the record that remains.", code="required")
        return found


class SourceNumberField(NumberedField):
    model = Source
    noun = "source"


class MergeForm(PanelForm):
    """What the preview showed, and why both are one source."""

    name = "merge"

    into = SourceNumberField(required=True, widget=forms.HiddenInput)
    seen_revision = RevisionField()
    seen_into_revision = RevisionField()
    reason = TextField(
        long=True,
        label="How you know that they are one source",
        help_text="Your reason is kept in the record.",
    )
    token = TokenField()
