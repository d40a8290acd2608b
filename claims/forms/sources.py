"""Forms of sources."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims import rules
from claims.enums import ParentRelation, Party, Reliability, SourceKind
from claims.given import SourceDetails
from claims.models import Source
from claims.models.search.names import without_placeholder

from .fields import (
    ChoiceField,
    NumberedField,
    RevisionField,
    SourceChoices,
    TextField,
    TokenField,
)
from .panel import PanelForm


def known_source(text: str) -> Source | None:
    """Return the source of this name, or None if the name says nobody. Raises ValidationError."""
    name = without_placeholder(text)
    if not name:
        return None
    called = Source.objects.called(name)
    if denial := rules.why_ask_which(name, called):
        raise ValidationError(denial.message, code=denial.code)
    if not called:
        raise ValidationError(
            f"“{name}” is not on the desk yet. Add it as a source first.", code="unknown_source"
        )
    return called[0]


class KnownSourceField(TextField):
    """A source on the desk, by its name or alias. A new name is refused."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"list": "sources", "autocomplete": "off", "dir": "auto"}),
        )
        super().__init__(max_length=400, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return Source.objects.exact_names([value])[0] if isinstance(value, Source) else value

    def clean(self, value: Any) -> Any:
        return known_source(super().clean(value))


class MembersField(TextField):
    """Sources on the desk, one a line."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(long=True, max_length=5000, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return (
            "\n".join(Source.objects.exact_names(value))
            if isinstance(value, list | tuple)
            else value
        )

    def clean(self, value: Any) -> Any:
        found = [known_source(line) for line in super().clean(value).splitlines()]
        return tuple(dict.fromkeys(source for source in found if source))


class SourceForm(PanelForm):
    # Its fields carry the action's names, so that a refusal finds its field; hence no name of the panel.
    name = TextField(  # type: ignore[assignment]
        max_length=200,
        label="Name",
        help_text="The name that the desk uses. No two sources share one, unless a note tells them apart.",
    )
    which = forms.CharField(required=False, label="", widget=SourceChoices())
    distinction = TextField(
        max_length=100,
        required=False,
        label="Note that tells it apart",
        help_text="In a few words, if another source has this name: “MP for Harbour North”.",
    )
    kind = ChoiceField(enum=SourceKind, empty="choose …")
    aliases = TextField(
        long=True, max_length=5000, required=False, help_text="Other names, one per line."
    )
    domains = TextField(
        long=True, max_length=5000, required=False, help_text="Its web domains, one per line."
    )
    members = MembersField(
        label="Issued by",
        help_text="Of a joint statement: two or more sources on the desk, one a line.",
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

    @property
    def chosen(self) -> str:
        """Return "new" or the number of a source, as it was chosen when the form asked."""
        return SourceChoices.chosen(self.data.get("which"), self.data.get("name", ""))

    def offer(self, near: Sequence[int]) -> None:
        """Offer these sources instead of a new one, as the action asks."""
        found = Source.objects.in_bulk(near)
        widget: Any = self.fields["which"].widget
        widget.offer(self.data.get("name", ""), [found[pk] for pk in near], as_new=True)

    def given(self) -> SourceDetails:
        data = self.cleaned_data
        names = (
            "kind", "distinction", "aliases", "domains", "members", "parent", "party", "interest",
            "reliability", "reliability_reason", "withheld", "withheld_reason",
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
