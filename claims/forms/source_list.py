"""The filters of the list of sources."""

from django import forms

from claims.enums import SourceKind
from claims.models.base import read_number
from claims.reads.sources.source_list import SourceFilters

from .fields import ChoiceField
from .filters import FilterForm, NamedField, words_field


class SourceFilterForm(FilterForm):
    q = words_field("Name", "A part of a name, or of another name of the source.")
    kind = ChoiceField(enum=SourceKind, required=False, empty="any", label="Kind")
    before = NamedField(read_number, "source", widget=forms.HiddenInput)

    def filters(self) -> SourceFilters:
        return SourceFilters(self.cleaned_data["q"], self.cleaned_data["kind"] or None)
