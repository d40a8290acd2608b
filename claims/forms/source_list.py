"""The filters of the list of sources."""

from django import forms

from claims.enums import SourceKind
from claims.models.base import read_number
from claims.reads.sources.source_list import SourceFilters

from .fields import ChoiceField
from .filters import FilterForm, NamedField


class SourceFilterForm(FilterForm):
    q = forms.CharField(
        required=False,
        label="Name",
        help_text="A part of a name, or of another name of the source.",
        widget=forms.TextInput(attrs={"type": "search", "class": "wide", "dir": "auto"}),
    )
    kind = ChoiceField(enum=SourceKind, required=False, empty="any", label="Kind")
    before = NamedField(read_number, "source", widget=forms.HiddenInput)

    def filters(self) -> SourceFilters:
        return SourceFilters(self.cleaned_data["q"], self.cleaned_data["kind"] or None)
