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
    """A source of the desk by its name or alias; none is added on the spot."""

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
        max_length=200, label="Name", help_text="As the desk calls it; no two sources share a name."
    )
    kind = ChoiceField(enum=SourceKind, empty="choose …")
    aliases = TextField(
        long=True, max_length=5000, required=False, help_text="Other names, one per line."
    )
    domains = TextField(
        long=True, max_length=5000, required=False, help_text="Its web domains, one per line."
    )
    parent = KnownSourceField(
        label="Stands under", help_text="Whom it speaks for, is owned by or funded by."
    )
    parent_relation = ChoiceField(
        enum=ParentRelation,
        required=False,
        label="How",
        help_text="Who speaks for or is owned by another is the same voice; funding alone is not.",
    )
    party = ChoiceField(
        enum=Party,
        initial=Party.UNKNOWN,
        help_text="By default; a stake in a question says otherwise for that question.",
    )
    interest = TextField(long=True, required=False, help_text="Its interest, in words.")
    reliability = ChoiceField(enum=Reliability, initial=Reliability.F)
    reliability_reason = TextField(long=True, required=False, label="Why this reliability")
    withheld = forms.BooleanField(
        required=False,
        label="Withhold the name in exports",
        help_text="From now on they print “withheld”, for the headlines and addresses of what it published "
        "as well. Statements, quotes, rationales and notes are not searched for the name.",
    )
    withheld_reason = TextField(required=False, label="Why it is withheld")
    revision = RevisionField()
    token = TokenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="source-%s", **kwargs)

    def details(self) -> SourceDetails:
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
    """Which record stays."""

    into = KnownSourceField(label="The record that stays", help_text="By its name or an alias.")

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="into-%s")

    def clean_into(self) -> Source:
        found: Source | None = self.cleaned_data["into"]
        if found is None:
            raise ValidationError("Name the record that stays.", code="required")
        return found


class SourceNumberField(NumberedField):
    model = Source
    noun = "source"


class MergeForm(PanelForm):
    """What the preview showed, and why they are one."""

    name = "merge"

    into = SourceNumberField(required=True, widget=forms.HiddenInput)
    revision = RevisionField()
    into_revision = RevisionField()
    reason = TextField(
        long=True,
        label="How you know that they are one source",
        help_text="It stands in the record.",
    )
    token = TokenField()
