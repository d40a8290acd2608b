"""The filters of the claim list."""

from typing import Any

from django import forms
from django.contrib.auth.models import User

from claims.enums import ClaimStatus, Stance
from claims.models import Claim, Question, Rating
from claims.reads.claims.claim_list import SORTS, ClaimFilters

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


def _question(text: str) -> Question | None:
    pk = number_in(text)
    found = Question.objects.asking(text).order_by("pk").first()
    return found or (Question.objects.filter(pk=pk).first() if pk else None)


def _before(text: str) -> Claim | None:
    pk = number_in(text)
    return Claim.objects.filter(pk=pk).first() if pk else None


class ClaimFilterForm(FilterForm):
    q = words_field()
    status = ChoiceField(enum=ClaimStatus, required=False, empty="any")
    rating = NamedField(
        lambda code: Rating.objects.filter(code=code).first(), "rating", label="Verdict"
    )
    assignee = NamedField(
        lambda name: User.objects.filter(username=name).first(), "account", label="Assigned to"
    )
    publisher = source_field()
    speaker = source_field(label="Speaker")
    question = NamedField(_question, "question")
    stance = ChoiceField(enum=Stance, required=False, empty="any", label="Evidence that")
    language = language_field()
    since = day_field("Said since")
    until = day_field("Said until")
    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False, label="Order")
    before = NamedField(_before, "claim", widget=forms.HiddenInput)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        ratings = Rating.objects.values_list("code", "label")
        questions = Question.objects.order_by("text").values_list("pk", "text")
        people = User.objects.filter(is_active=True).order_by("username")
        self._offer("rating", ratings)
        self._offer(
            "assignee", ((name, name) for name in people.values_list("username", flat=True))
        )
        self._offer("question", ((str(pk), text) for pk, text in questions[:500]))

    def _offer(self, name: str, choices: Any) -> None:
        """Offer the known values; keep and show any other value from the URL."""
        offered = [("", "any"), *choices]
        said = self.data.get(name, "")
        if said and said not in dict(offered):
            offered.append((said, said))
        self.fields[name].widget = forms.Select(choices=offered)

    def filters(self) -> ClaimFilters:
        return ClaimFilters(**self.asked())
