"""What the filters of every list share. Unknown filters are refused, so that a misspelt one is never ignored."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError

from claims.models import Source
from claims.models.articles import language_tag
from claims.models.base import read_number

from .fields import TextField


class NamedField(TextField):
    """A row by its name or number. One query if something was typed."""

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


def number_in(text: str) -> int | None:
    return read_number(text.removeprefix("#"))


def find_source(text: str) -> Source | None:
    found = Source.objects.named(text)
    if found is None and (pk := number_in(text)):
        found = Source.objects.select_related("merged_into").filter(pk=pk).first()
    return found.current if found else None


PHRASES = "Use “quotation marks” for a phrase. The last word may be incomplete."


def words_field(
    label: str = "Words",
    help_text: str = f"Finds all the words, or what is from a URL or site. {PHRASES}",
) -> forms.CharField:
    """Any text is a search, of any length. Whatever is not a word is ignored, control characters too."""
    return forms.CharField(
        required=False,
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"type": "search", "class": "wide", "dir": "auto"}),
    )


def source_field(noun: str = "source", **kwargs: Any) -> NamedField:
    return NamedField(
        find_source, noun, widget=forms.TextInput(attrs={"list": "sources"}), **kwargs
    )


def language_field() -> TextField:
    return TextField(
        required=False,
        max_length=35,
        validators=[language_tag],
        widget=forms.TextInput(attrs={"list": "languages"}),
    )


def day_field(label: str) -> forms.DateField:
    return forms.DateField(
        required=False,
        input_formats=["%Y-%m-%d"],
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a day such as 2025-04-03."},
    )


class FilterForm(forms.Form):
    """The query of a list's URL. `before` is the last row of the previous page."""

    data: Any  # a QueryDict

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="filter-%s")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in self.data:
            if name not in self.fields:
                self.add_error(None, f"There is no filter “{name[:80]}”.")
            elif len(self.data.getlist(name)) > 1:
                self.add_error(name, f"“{name}” appears twice in the URL. Use it once.")
        return cleaned

    @property
    def active(self) -> int:
        return sum(
            1
            for name in self.fields
            if name not in ("sort", "before") and self.data.get(name, "").strip()
        )

    def asked(self) -> dict[str, Any]:
        """Return the filters that are set."""
        cleaned = {name: value for name, value in self.cleaned_data.items() if name != "before"}
        return cleaned | {"sort": cleaned["sort"] or "newest"}

    def older(self, last: int | None) -> str:
        """Return the URL of the page after this row, or of the first page."""
        kept = {
            name: value for name, value in self.data.items() if value.strip() and name != "before"
        }
        if last:
            kept["before"] = str(last)
        return f"?{urlencode(kept)}"
