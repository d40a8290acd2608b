"""The fields that all forms are made of, with their error messages."""

import re
import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from claims import rules
from claims.enums import SourceKind
from claims.given import NewSource, SourceGiven
from claims.models import Article, Claim, ImpreciseDate, Source, Suggestion
from claims.models.base import read_number
from claims.models.search.names import name_key, without_placeholder

LONGEST_LINE = 500
LONGEST_TEXT = 20_000

_UNREADABLE = re.compile("[\x00\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
# PDF readers and PowerPoint write page breaks and vertical tabs, and a control character for a hyphen.
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1b\x1f\x7f]")


def refuse_unreadable(text: str) -> None:
    """Raise ValidationError for NUL and for what is no character.

    U+FFFD is one like others: a page may have it, and what is in a text may be in a quote of it.
    """
    if found := _UNREADABLE.search(text):
        raise ValidationError(
            f"We could not read character {found.start() + 1} (U+{ord(found[0]):04X}). Type it again.",
            code="unreadable_character",
        )


class TextField(forms.CharField):
    """Plain text with one kind of line end, no control or unreadable characters and a maximum length."""

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
        return _CONTROL.sub("", _LINE_ENDS.sub("\n", text))


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


class SourceChoices(forms.RadioSelect):
    """The sources that a name may mean, once they are asked about. Until then, the one that filled in the form."""

    template_name = "claims/_parts/source_choices.html"

    def offer(self, name: str, sources: Sequence[Source], *, as_new: bool) -> None:
        """Offer these sources, and to add a new one of this name. The choice holds for this name only."""
        key = name_key(name)
        labels = Source.objects.exact_names(sources)
        self.choices = [
            (f"{source.pk} {key}", f"Use “{label}”, {source.get_kind_display()}")
            for source, label in zip(sources, labels, strict=True)
        ]
        if as_new:
            self.choices = [*self.choices, (f"new {key}", f"Add “{name}” as a new source")]

    @staticmethod
    def chosen(value: str | None, name: str) -> str:
        """Return "new" or the number of the source that was chosen for this name, or nothing."""
        what, _, key = (value or "").partition(" ")
        return what if what and key == name_key(name) else ""


def source_chosen(number: str) -> Source | None:
    """Return the source with the number that a choice holds."""
    found: Source | None = (
        Source.objects.select_related("merged_into").filter(pk=read_number(number) or 0).first()
    )
    return found.current if found else None


class SourceWidget(forms.MultiWidget):
    """A name, with the desk's names offered, the kind of source if the name is new, and which one if it asks."""

    def __init__(self) -> None:
        kinds = [
            ("", "on the desk"),
            *((k.value, f"new: {k.label}") for k in SourceKind if k not in NOT_ON_THE_SPOT),
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
                "which": SourceChoices(),
            }
        )

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def decompress(self, value: SourceGiven | None) -> list[str]:
        if isinstance(value, NewSource):
            return [value.name, value.kind.value, ""]
        if value is None:
            return ["", "", ""]
        return [str(value), "", f"{value.pk} {name_key(str(value))}"]


# This desk is there already, and a joint statement needs its members.
NOT_ON_THE_SPOT = frozenset((SourceKind.DESK, SourceKind.JOINT))


class SourceField(forms.MultiValueField):
    """A source on the desk by name or alias, or a new one, which the action adds.

    A name that several sources have, and a new one that is near others, ask which source is meant.
    """

    widget = SourceWidget

    def __init__(self, *, may_add: bool = True, **kwargs: Any) -> None:
        self.may_add = may_add
        fields = (
            TextField(max_length=200, required=False),
            forms.CharField(required=False),
            forms.CharField(required=False),
        )
        super().__init__(fields=fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> SourceGiven | None:
        typed, kind, which = data_list or ("", "", "")
        name = without_placeholder(" ".join(typed.split()))
        if not name:
            return None
        chosen = SourceChoices.chosen(which, name)
        if source := source_chosen(chosen):
            return source
        called = Source.objects.called(name)
        if len(called) == 1:
            return called[0]
        self._ask(name, called, confirmed=chosen == "new")
        if self.may_add and kind in SourceKind.values and kind not in NOT_ON_THE_SPOT:
            return NewSource(name, SourceKind(kind), as_new=chosen == "new")
        if not self.may_add:
            raise ValidationError(
                f"“{name}” is not on the desk yet. Add it as a source first.",
                code="unknown_source",
            )
        raise ValidationError(
            f"“{name}” is not on the desk yet. Choose its kind to add it, or choose a name from the list.",
            code="unknown_source",
        )

    def _ask(self, name: str, called: list[Source], *, confirmed: bool) -> None:
        """Offer the sources that may be meant, and raise ValidationError unless a new one is confirmed."""
        near = called or Source.objects.near(name)
        denial = rules.why_ask_which(name, called) or rules.why_not_add_source(name, near)
        if denial is None:
            return
        taken = any(source.folded_name == name_key(name) for source in near)
        choices: Any = self.widget
        choices.widgets[-1].offer(name, near, as_new=self.may_add and not taken)
        if taken or not confirmed:
            raise ValidationError(denial.message, code=denial.code)


_NUMBER = re.compile(r"#?(\d{1,9})\b", re.ASCII)


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
    """An article. The number of one that was joined to another means that one."""

    model = Article
    noun = "article"

    def clean(self, value: Any) -> Article | None:
        found: Article | None = super().clean(value)
        if found and (denial := rules.why_not_change_article(found.current)):
            raise ValidationError(denial.message, code=denial.code)
        return found.current if found else None


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
