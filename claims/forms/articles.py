"""Forms of articles: one to add, its details, a stretch to put back."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms.utils import ErrorDict

from claims.addresses import only_address
from claims.enums import OutletState, SourceKind
from claims.extractors import MOST_CHARACTERS
from claims.extractors.page.decoding import ENCODINGS
from claims.given import ArticleGiven, OutletGiven, Upload, pasted
from claims.models import Article
from claims.models.articles import language_tag

from .fields import (
    NOT_ON_THE_SPOT,
    ArticleField,
    ChoiceField,
    ImpreciseDateField,
    RevisionField,
    SourceField,
    TextField,
    TokenField,
)
from .panel import PanelForm, SeenForm
from .uploads import MOST_MEGABYTES, TEXT_FILES_IN_WORDS, ImageField, TextFileField

_is_url = URLValidator(schemes=["http", "https"])


class WebAddressField(TextField):
    """A URL that a browser may open: http or https, and without a password.

    It stays in the record and in exports for ever. Marks around it, as chats add them, are not a part of it.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://"})
        )
        super().__init__(max_length=2000, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        text = only_address(text) or text
        try:
            parts = urlsplit(text)
            fits = parts.scheme.lower() in {"http", "https"}
            _is_url(text)
        except (ValueError, ValidationError):
            fits = False
        if fits and "@" in parts.netloc:
            raise ValidationError(
                "Remove the user name and the password before the @.", code="password"
            )
        if not fits:
            raise ValidationError(
                "Enter a complete URL that starts with http:// or https://.", code="url"
            )
        return text


class LanguageField(TextField):
    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Language")
        kwargs.setdefault("help_text", "A tag such as en or ru. Leave it empty if unknown.")
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"list": "languages", "autocomplete": "off", "size": 8})
        )
        super().__init__(max_length=35, required=False, **kwargs)
        self.validators.append(language_tag)


class PasteField(TextField):
    """The text as pasted. Without maxlength: a browser would cut off a longer paste without saying so."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(long=True, max_length=MOST_CHARACTERS, strip=False, **kwargs)
        self.widget.attrs |= {"rows": 14, "spellcheck": "false", "class": "wide tall"}

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class ArticleDetails(PanelForm):
    """The details of an article; all of them may be unknown."""

    publisher = SourceField(
        required=False,
        help_text="Who published it. If the name is new, choose what kind of source it is.",
    )
    headline = TextField(
        required=False, widget=forms.TextInput(attrs={"class": "wide", "dir": "auto"})
    )
    url = WebAddressField(required=False, label="URL")
    authors = TextField(
        required=False,
        help_text="As printed, separated by commas.",
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    published = ImpreciseDateField()
    language = LanguageField()
    republishes_article = ArticleField(
        label="Republishes the article", help_text="Its number, if it is on the desk."
    )
    republishes_source = SourceField(
        required=False,
        label="or republishes an article of this source",
        help_text="If the article itself is not on the desk.",
    )

    @property
    def shows_republication(self) -> bool:
        """Return whether its fold about republication is open: it holds a value or an error."""
        article, source = self["republishes_article"], self["republishes_source"]
        named = any(source.value()) if isinstance(source.value(), list) else source.value()
        return bool(article.value() or article.errors or named or source.errors)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("republishes_article") and cleaned.get("republishes_source"):
            self.add_error("republishes_source", "Give the article or the source, not both.")
        return cleaned

    def given(self) -> ArticleGiven:
        names = (
            "publisher", "headline", "url", "authors", "published", "language",
            "republishes_article", "republishes_source",
        )  # fmt: skip
        return ArticleGiven(**{name: self.cleaned_data[name] for name in names})


class EncodingField(forms.ChoiceField):
    """The encoding of a file, for a person to choose where it is not recognized."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Encoding of the file")
        kwargs.setdefault("help_text", "Choose it if letters of a text file or a page are wrong.")
        choices = [("", "Recognize it"), *ENCODINGS.items()]
        super().__init__(required=False, choices=choices, **kwargs)


def chosen_file(typed: Mapping[str, Any]) -> Upload | None:
    """Return the file to archive, in the encoding that was chosen, or else the pasted text."""
    upload: Upload | None = typed["upload"]
    text: str = typed["text"]
    if upload and typed["encoding"]:
        upload = replace(upload, declared_encoding=typed["encoding"])
    return upload or (pasted(text) if text else None)


class NewArticleForm(ArticleDetails):
    name = "article"

    text = PasteField(
        required=False, label="Text", help_text="Paste the whole article, including its headline."
    )
    upload = TextFileField(
        label="Or a file",
        help_text=f"For example {TEXT_FILES_IN_WORDS}, at most {MOST_MEGABYTES} MB. Archived unchanged.",
    )
    screenshot = ImageField(
        label="A screenshot as well",
        help_text="For a post or a page that does not show its words to us. Kept with the text and the URL.",
    )
    encoding = EncodingField()
    token = TokenField()

    field_order: tuple[str, ...] = ("url", "text", "upload", "encoding", "screenshot")
    one_of: ClassVar[tuple[str, ...]] = ("text", "upload", "url")  # must be there
    nothing = "Enter a URL, paste the text of the article, or choose a file."

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if text and not text.strip():
            raise ValidationError("The text is only white space.", code="empty")
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"text", "upload"} & self.errors.keys():
            return cleaned
        if cleaned["text"] and cleaned["upload"]:
            self.add_error("upload", "Paste the text or choose a file, not both.")
        enough = (cleaned.get(name) or name in self.errors for name in self.one_of)
        if not any(enough):
            self.add_error("text", self.nothing)
        return cleaned

    def file(self) -> Upload | None:
        """Return the text or file to archive, or None if there is only a URL."""
        return chosen_file(self.cleaned_data)

    def add_error(self, field: str | None, error: Any) -> None:
        """Show the action's errors about "upload" next to the pasted text, if that was used."""
        if field == "upload" and self.cleaned_data.get("text") and "upload" not in self.files:
            field = "text"
        super().add_error(field, error)


class DraftArticleForm(NewArticleForm):
    """The form of a new article as typed so far: nothing in it is checked yet."""

    def full_clean(self) -> None:
        self._errors = ErrorDict()
        self.cleaned_data = {}


class AddCopyForm(NewArticleForm):
    """The text of an article of the desk, whose details stay."""

    name = "copy"

    publisher = headline = url = authors = published = language = None  # type: ignore[assignment]
    republishes_article = republishes_source = None  # type: ignore[assignment]
    field_order = ("text", "upload", "encoding", "screenshot")
    # With an encoding alone, the archived bytes are read again.
    one_of = ("text", "upload", "encoding")
    nothing = "Paste the text of the article, or choose a file."


class JudgeCopyForm(forms.Form):
    """Whether a copy is the article."""

    is_article = forms.TypedChoiceField(
        choices=[("1", "yes"), ("0", "no")], coerce=lambda value: value == "1"
    )


class CorrectArticleForm(ArticleDetails):
    name = "correct"

    # Set by the button next to a proposed original; it overrides the fields.
    original = ArticleField(widget=forms.HiddenInput)
    seen_revision = RevisionField()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if original := cleaned.get("original"):
            cleaned |= {"republishes_article": original, "republishes_source": None}
        return cleaned


class AccountForm(SeenForm):
    """The account that published a post, as a source of its own."""

    name = "account"

    publisher_name = TextField(
        max_length=200, label="Its name", widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = ChoiceField(enum=SourceKind, initial=SourceKind.OUTLET, label="What it is")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [one for one in kind.choices if one[0] not in NOT_ON_THE_SPOT]


class OutletStateForm(SeenForm):
    """What the outlet itself did with its article."""

    name = "outlet"

    state = ChoiceField(enum=OutletState, segmented=True, label="What the outlet did")
    on = forms.DateField(
        required=False,
        label="When",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="The day of its correction. Leave it empty if unknown.",
    )
    note = TextField(
        long=True,
        required=False,
        label="What it said or changed",
        help_text="Every signed verdict that rests on this article goes to the editors.",
    )

    @staticmethod
    def initial_of(article: Article) -> dict[str, Any]:
        return {
            "state": OutletState(article.outlet_state),
            "on": article.outlet_state_on,
            "note": article.outlet_state_note,
            "seen_revision": article.revision,
        }

    def given(self) -> OutletGiven:
        data = self.cleaned_data
        return OutletGiven(data["state"], data["on"], data["note"])


class OffsetField(RevisionField):
    """An offset in a text, in code points; None if it cannot be read."""


class PutBackForm(forms.Form):
    start = OffsetField()
    end = OffsetField()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("start") is None or cleaned.get("end") is None:
            raise ValidationError(
                "This is not a stretch of page boilerplate.", code="unknown_stretch"
            )
        return cleaned
