"""The filter of the list of questions."""

from django import forms

from claims.models.base import read_number
from claims.reads.questions.question_list import QuestionFilters

from .filters import PHRASES, FilterForm, NamedField, words_field


class QuestionFilterForm(FilterForm):
    q = words_field(help_text=f"Finds all the words. {PHRASES}")
    before = NamedField(read_number, "question", widget=forms.HiddenInput)

    def filters(self) -> QuestionFilters:
        return QuestionFilters(self.cleaned_data["q"])
