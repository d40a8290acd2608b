"""The filters of the list of articles."""

from django import forms

from claims.enums import CaptureState, SuggestionState
from claims.models import Article
from claims.reads.articles.article_list import SORTS, ArticleFilters

from .fields import ChoiceField
from .filters import (
    FilterForm,
    NamedField,
    day_field,
    language_field,
    number_in,
    source_field,
    words_field,
)


def _before(text: str) -> Article | None:
    pk = number_in(text)
    return Article.objects.filter(pk=pk).first() if pk else None


class ArticleFilterForm(FilterForm):
    q = words_field()
    publisher = source_field()
    language = language_field()
    since = day_field("Published since")
    until = day_field("Published until")
    captured = ChoiceField(enum=CaptureState, required=False, empty="any", label="Archived copy")
    suggested = ChoiceField(enum=SuggestionState, required=False, empty="any", label="Suggestions")
    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False, label="Order")
    before = NamedField(_before, "article", widget=forms.HiddenInput)

    def filters(self) -> ArticleFilters:
        return ArticleFilters(**self.asked())
