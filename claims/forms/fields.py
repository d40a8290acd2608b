"""The fields that all forms are made of, with their error messages."""

import re
import secrets
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims.enums import SourceKind
from claims.given import NewSource, SourceGiven
from claims.models import Article, Claim, ImpreciseDate, Source, Suggestion
from claims.models.base import read_number

LONGEST_LINE = 500
LONGEST_TEXT = 20_000

_UNREADABLE = re.compile("[\ud800-\udfff\ufffd\ufdd0-\ufdef\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def refuse_unreadable(text: str) -> None:
    """Raise ValidationError for NUL and other control characters, and for halves of characters.

    A lone surrogate reaches us as U+FFFD: browsers and Django replace invalid UTF-8.
    """
    if found := _CONTROL.search(text):
        raise ValidationError(
            f"Character {found.start() + 1} is a control character (U+{ord(found[0]):04X}). Remove it.",
            code="control_character",
        )
    if found := _UNREADABLE.search(text):
        raise ValidationError(
            f"We could not read character {found.start() + 1} (U+{ord(found[0]):04X}). Type it again.",
            code="unreadable_character",
        )


class TextField(forms.CharField):
    """Plain text with one kind of line end, no unreadable characters and a maximum length."""

    def __init__(self, *, long: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LONGEST_TEXT if long else LONGEST_LINE)
        if long:
            kwargs.setdefault(
                "widget", forms.Textarea(attrs={"rows": 3, "class": "wide", "dir": "auto"})
            )
        super().__init__(**kwargs)
        # Ours says where the character is; Django's would report NUL a second time.
        self.validators = [
            v for v in self.validators if type(v).__name__ != "ProhibitNullCharactersValidator"
        ]
        self.validators.append(refuse_unreadable)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class ChoiceField(forms.TypedChoiceField):
    """A value of an enum, cleaned to a member of that enum."""

    def __init__(
        self, *, enum: Any, segmented: bool = False, empty: str = "", **kwargs: Any
    ) -> None:
        choices = list(enum.choices)
        if not kwargs.get("required", True) or empty:
            choices = [("", empty or "—"), *choices]
            kwargs.setdefault("empty_value", None)
        if segmented:
            kwargs.setdefault("widget", forms.RadioSelect(attrs={"class": "segmented"}))
        # Browsers send "2" for 2.
        whole = issubclass(enum, int)
        super().__init__(
            choices=choices, coerce=(lambda value: enum(int(value))) if whole else enum, **kwargs
        )


class RevisionField(forms.Field):
    """The revision that the page showed. Missing, garbled or huge is None, which no row equals: 409, never 500."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> int | None:
        text = str(value or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class TokenField(forms.CharField):
    """A token for each form that is rendered: a form that is sent twice is done once."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            required=False, max_length=64, initial=lambda: secrets.token_urlsafe(18), **kwargs
        )


class ImpreciseDateWidget(forms.MultiWidget):
    def __init__(self) -> None:
        super().__init__(
            {
                "edtf": forms.TextInput(
                    attrs={
                        "placeholder": "2025-04-03, 2025-04, 2025",
                        "size": 24,
                        "aria-label": "Date",
                    }
                ),
                "words": forms.TextInput(
                    attrs={
                        "placeholder": "as printed: “Thursday”",
                        "size": 24,
                        "aria-label": "As printed",
                    }
                ),
            }
        )

    def id_for_label(self, id_: str) -> str:
        """Return the input that the summary of errors links to."""
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: ImpreciseDate | None) -> list[str]:
        return [value.edtf, value.words] if value else ["", ""]


class ImpreciseDateField(forms.MultiValueField):
    """A date as far as it is known, with the words as printed. Empty means unknown."""

    widget = ImpreciseDateWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            "A day, month, year or first/last. Leave it empty if unknown. Next to it, the words as printed.",
        )
        fields = (
            TextField(max_length=30, required=False),
            TextField(max_length=200, required=False),
        )
        super().__init__(fields=fields, required=False, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> ImpreciseDate:
        edtf, words = data_list or ("", "")
        try:
            return ImpreciseDate.parse(edtf, words)
        except ValueError:
            raise ValidationError(
                "Write a date such as 2025-04-03, 2025-04, 2025 or 2025-04-01/2025-04-05; "
                "put anything else into the words as printed.",
                code="date",
            ) from None


class SourceWidget(forms.MultiWidget):
    """A name, with the desk's names offered, and the kind of source if the name is new."""

    def __init__(self) -> None:
        kinds = [
            ("", "on the desk"),
            *((k.value, f"new: {k.label}") for k in SourceKind if k != SourceKind.DESK),
        ]
        super().__init__(
            {
                "name": forms.TextInput(
                    attrs={
                        "list": "sources",
                        "autocomplete": "off",
                        "dir": "auto",
                        "aria-label": "Name",
                    }
                ),
                "kind": forms.Select(
                    choices=kinds, attrs={"aria-label": "If it is new, what is it?"}
                ),
            }
        )

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: SourceGiven | None) -> list[str]:
        if isinstance(value, NewSource):
            return [value.name, value.kind.value]
        return [value.name, ""] if value else ["", ""]


class SourceField(forms.MultiValueField):
    """A source on the desk by name or alias, or a new one, which the action adds."""

    widget = SourceWidget

    def __init__(self, **kwargs: Any) -> None:
        fields = (TextField(max_length=200, required=False), forms.CharField(required=False))
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> SourceGiven | None:
        name, kind = data_list or ("", "")
        name = " ".join(name.split())
        if not name:
            return None
        known = Source.objects.named(name)
        if known:
            return known
        if kind in SourceKind.values and kind != SourceKind.DESK:
            return NewSource(name, SourceKind(kind))
        raise ValidationError(
            f"“{name}” is not on the desk yet. Choose its kind to add it, or choose a name from the list.",
            code="unknown_source",
        )


_NUMBER = re.compile(r"\s*#?(\d{1,9})\b", re.ASCII)


class NumberedField(forms.CharField):
    """A row by its number: typed as `12`, or chosen from a list as `#12 Headline`."""

    model: Any = None
    noun = ""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("required", False)
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"list": f"{self.noun}s", "autocomplete": "off"})
        )
        super().__init__(max_length=LONGEST_LINE, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"#{value.pk} {value}"[:LONGEST_LINE] if isinstance(value, self.model) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        match = _NUMBER.match(text)
        found = self.model.objects.filter(pk=int(match[1])).first() if match else None
        if found is None:
            raise ValidationError(f"There is no {self.noun} with this number.", code="unknown")
        return found


class ArticleField(NumberedField):
    model = Article
    noun = "article"


class ClaimField(NumberedField):
    model = Claim
    noun = "claim"


class SuggestionField(forms.CharField):
    """The suggestion that filled in the form. None if a new reading removed it, so that nothing typed is lost."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> Suggestion | None:
        number = read_number(super().clean(value)) or 0
        return Suggestion.objects.filter(pk=number).first()
