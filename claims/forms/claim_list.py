"""The filters of the claim list: allow-listed, so that a mistyped one is said and never ignored."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from claims.enums import ClaimStatus, Stance
from claims.models import Claim, Question, Rating, Source
from claims.models.articles import language_tag
from claims.reads.extraction import SORTS, ClaimFilters

from .fields import ChoiceField, TextField


class NamedField(TextField):
    """A row by its name, or by its number. Costs a query where something was typed."""

    def __init__(self, find: Callable[[str], Any], noun: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.find, self.noun = find, noun

    def clean(self, value: Any) -> Any:
        text: str = super().clean(value)
        if not text:
            return None
        found = self.find(text)
        if found is None:
            raise ValidationError(f"There is no {self.noun} “{text[:80]}”.", code="unknown")
        return found


def _number(text: str) -> int | None:
    plain = text.removeprefix("#")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 19 else None


def _source(text: str) -> Source | None:
    found: Source | None = Source.objects.named(text)
    if found is None and (pk := _number(text)):
        found = Source.objects.select_related("merged_into").filter(pk=pk).first()
    return found.current if found else None


def _question(text: str) -> Question | None:
    pk = _number(text)
    found: Question | None = Question.objects.filter(text__iexact=text).first()
    return found or (Question.objects.filter(pk=pk).first() if pk else None)


def _before(text: str) -> Claim | None:
    pk = _number(text)
    found: Claim | None = Claim.objects.filter(pk=pk).first() if pk else None
    return found


class ClaimFilterForm(forms.Form):
    q = TextField(
        required=False,
        label="Words",
        widget=forms.TextInput(attrs={"type": "search", "class": "wide", "dir": "auto"}),
    )
    status = ChoiceField(enum=ClaimStatus, required=False, empty="any")
    rating = NamedField(
        lambda code: Rating.objects.filter(code=code).first(), "rating", label="Verdict"
    )
    assignee = NamedField(
        lambda name: User.objects.filter(username=name).first(), "account", label="With"
    )
    publisher = NamedField(_source, "source", widget=forms.TextInput(attrs={"list": "sources"}))
    speaker = NamedField(
        _source, "source", label="Voice", widget=forms.TextInput(attrs={"list": "sources"})
    )
    question = NamedField(_question, "question")
    stance = ChoiceField(enum=Stance, required=False, empty="any", label="Evidence that")
    language = TextField(
        required=False, max_length=35, widget=forms.TextInput(attrs={"list": "languages"})
    )
    since = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        label="Said since",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a day such as 2025-04-03."},
    )
    until = forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        label="Said until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a day such as 2025-04-03."},
    )
    sort = forms.ChoiceField(choices=list(SORTS.items()), required=False, label="Order")
    before = NamedField(_before, "claim", widget=forms.HiddenInput)

    data: Any  # a QueryDict

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter-%s")
        ratings = Rating.objects.values_list("code", "label")
        questions = Question.objects.order_by("text").values_list("pk", "text")
        people = User.objects.filter(is_active=True).order_by("username")
        self._offer("rating", ratings)
        self._offer(
            "assignee", ((name, name) for name in people.values_list("username", flat=True))
        )
        self._offer("question", ((str(pk), text) for pk, text in questions[:500]))
        language: Any = self.fields["language"]
        language.validators.append(language_tag)

    def _offer(self, name: str, choices: Any) -> None:
        """The known values as a list to choose from; what an address says beside it is kept and shown."""
        offered = [("", "any"), *choices]
        said = self.data.get(name, "")
        if said and said not in dict(offered):
            offered.append((said, said))
        self.fields[name].widget = forms.Select(choices=offered)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.data:
            if name not in self.fields:
                self.add_error(None, f"There is no filter “{name[:80]}”.")
            elif len(self.data.getlist(name)) > 1:
                self.add_error(name, f"“{name}” stands twice in the address.")
        return cleaned

    @property
    def active(self) -> int:
        return sum(
            1
            for name in self.fields
            if name not in ("sort", "before") and self.data.get(name, "").strip()
        )

    def filters(self) -> ClaimFilters:
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "before"}
        cleaned["sort"] = cleaned["sort"] or "newest"
        return ClaimFilters(**cleaned)

    def older(self, last: Claim | None) -> str:
        """The address of the page behind this row, or of the first page."""
        kept = {
            name: value for name, value in self.data.items() if value.strip() and name != "before"
        }
        if last:
            kept["before"] = str(last.pk)
        return f"?{urlencode(kept)}"
