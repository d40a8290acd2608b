"""The filters of an export, for its page and the URLs of its files."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict

from claims.errors import Invalid
from claims.exports.filters import Filters, Span, read_as_of
from claims.models import Rating
from claims.models.articles import language_tag

from .claim_list import ClaimFilterForm
from .fields import TextField, TokenField

RETRACTED = ("retracted", "Retracted")


class SpanField(TextField):
    """A date or a moment in UTC, as the period that it covers."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"placeholder": "2025-04-08"}))
        super().__init__(max_length=30, required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return Span.parse(text) if text else None
        except (ValueError, OverflowError):
            raise ValidationError(
                "Write a date such as 2025-04-08, or a moment in UTC such as 2025-04-08T18:00:00Z.",
                code="no_moment",
            ) from None


class AsOfField(TextField):
    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_as_of(text) if text else None
        except Invalid as error:
            raise ValidationError(str(error), code=error.code) from None


class ExportForm(forms.Form):
    """All fields are optional. Their names are the parameters of the URLs, which scripts use."""

    q = TextField(label="Words", required=False, widget=forms.TextInput(attrs={"class": "wide"}))
    rating = forms.ChoiceField(label="Verdict", required=False)
    publisher = TextField(
        label="Publisher", required=False, widget=forms.TextInput(attrs={"list": "sources"})
    )
    speaker = TextField(
        label="Speaker", required=False, widget=forms.TextInput(attrs={"list": "sources"})
    )
    question = TextField(
        label="Question",
        required=False,
        widget=forms.TextInput(attrs={"list": "questions", "class": "wide"}),
    )
    language = TextField(
        label="Language",
        required=False,
        max_length=35,
        validators=[RegexValidator(language_tag.regex, language_tag.message)],
        widget=forms.TextInput(attrs={"list": "languages"}),
    )
    signed_since = SpanField(label="Signed since")
    signed_until = SpanField(label="Signed until")
    versions = forms.ChoiceField(
        label="Versions",
        required=False,
        choices=[("", "latest"), ("all", "all")],
    )
    as_of = AsOfField(
        label="As of",
        required=False,
        max_length=30,
        help_text="A date, which means the end of that day in UTC, or a moment such as 2025-04-08T18:00:00Z. Empty means now.",
        widget=forms.TextInput(attrs={"placeholder": "now"}),
    )
    bom = forms.ChoiceField(
        label="Mark for Excel (BOM)",
        required=False,
        choices=[("", "with"), ("0", "without")],
    )
    columns = forms.ChoiceField(
        label="Columns",
        required=False,
        choices=[("", "all"), ("first", "without those added later")],
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id="export_%s")
        # Retired ratings too: verdicts have them. One query.
        ratings = [(rating.code, rating.label) for rating in Rating.objects.all()]
        field = self.fields["rating"]
        field.choices = [("", "any"), *ratings, RETRACTED]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        since, until = given.get("signed_since"), given.get("signed_until")
        if since and until and since.first > until.last:
            self.add_error(
                "signed_until", ValidationError("This date is before “Signed since”.", code="order")
            )
        return given

    @property
    def filters(self) -> Filters:
        given = self.cleaned_data
        return Filters(
            q=given["q"],
            rating=given["rating"],
            publisher=given["publisher"],
            speaker=given["speaker"],
            question=given["question"],
            language=given["language"],
            signed_since=given["signed_since"].first if given["signed_since"] else None,
            signed_until=given["signed_until"].last if given["signed_until"] else None,
            all_versions=given["versions"] == "all",
        )

    @property
    def bom_wanted(self) -> bool:
        return self.cleaned_data["bom"] != "0"

    @property
    def layout(self) -> dict[str, bool]:
        """How the CSV files are written."""
        return {
            "bom": self.bom_wanted,
            "first_columns": self.cleaned_data["columns"] == "first",
        }

    @property
    def set_filters(self) -> dict[str, str]:
        """The filters that are set, for the links to the files; always in the same order."""
        return {name: self.data[name] for name in self.fields if self.data.get(name, "").strip()}

    @property
    def filters_alone(self) -> dict[str, str]:
        """The filters without the moment, as manifests and numbered exports have them."""
        return {name: value for name, value in self.set_filters.items() if name != "as_of"}


class NumberForm(forms.Form):
    """The button that numbers an export. The filters are in an ExportForm."""

    token = TokenField()


class ClaimsCsvForm(ClaimFilterForm):
    """The filters of the claim list. The file has all claims, so there are no pages."""

    before = None  # type: ignore[assignment]
    bom = forms.ChoiceField(required=False, choices=[("", "with"), ("0", "without")])

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.bom_wanted = given.pop("bom", "") != "0"
        return given


def fault_of(params: QueryDict) -> str:
    """Return what is wrong with the first wrong parameter, or nothing.

    An unknown name is refused: a misspelt filter must not look like one that matched everything.
    """
    for name, values in params.lists():
        if name not in ExportForm.base_fields:
            known = ", ".join(ExportForm.base_fields)
            return f"There is no parameter “{name[:50]}”. The parameters are: {known}."
        if len(values) > 1:
            return f"The parameter “{name}” is there {len(values)} times. Give it only once."
    return ""
