"""Forms of evidence: what it says, who vouches for it, where it was published."""

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms

from claims.enums import (
    BearsOn,
    CaptureKind,
    EvidenceKind,
    OriginKind,
    Stance,
)
from claims.given import MOST_BYTES, EvidenceGiven, Upload
from claims.models import Claim, Evidence
from claims.reads.evidence.claim_evidence import given_of

from .articles import MEDIA_TYPES as ARTICLE_TYPES
from .articles import OffsetField, WebAddressField
from .fields import (
    ArticleField,
    ChoiceField,
    ClaimField,
    ImpreciseDateField,
    RevisionField,
    SourceField,
    TextField,
    TokenField,
)
from .panel import PanelForm

MOST_MEGABYTES = MOST_BYTES // 1_000_000

MEDIA_TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    **ARTICLE_TYPES,
}


class DerivedFromField(forms.ModelChoiceField):
    """Evidence of the same claim, withdrawn evidence included: a copy of it is still a copy."""

    def label_from_instance(self, evidence: Any) -> str:
        withdrawn = " (withdrawn)" if evidence.is_withdrawn else ""
        return f"E{evidence.pk}: {evidence.get_kind_display()}, seen in {evidence.seen_in.name}{withdrawn}"


class OriginField(SourceField):
    """A source whose second input has another suffix, because `origin_kind` is a field of the form."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        widget: Any = self.widget
        widget.widgets_names = ["_name", "_new", "_which"]


class EvidenceForm(PanelForm):
    name = "evidence"
    not_stored: ClassVar[frozenset[str]] = frozenset({"archive_url", "upload"})

    stance = ChoiceField(enum=Stance, segmented=True, label="Stance")
    bears_on = ChoiceField(
        enum=BearsOn,
        segmented=True,
        initial=BearsOn.WHOLE,
        label="Bears on",
        help_text="Only evidence about the whole claim counts for or against it.",
    )
    kind = ChoiceField(enum=EvidenceKind, empty="choose …", label="Kind")
    quote = TextField(
        long=True,
        required=False,
        label="Quote",
        help_text="The exact words. Join separate passages with […]. We look for them in the archived copy.",
    )
    near = RevisionField()
    quote_reason = TextField(
        required=False,
        label="Reason, if there is no quote or it was not found",
        help_text="For example: the page shows it in a picture, or what you searched and when.",
    )
    checked_by_eye = forms.BooleanField(
        required=False, label="I have compared the quote with the image or PDF by eye"
    )

    seen_in = SourceField(
        required=False,
        label="Seen in",
        help_text="Who published what you read. If empty, the article’s publisher. "
        "For the desk’s own enquiries, enter “This desk”.",
    )
    origin_kind = ChoiceField(
        enum=OriginKind,
        widget=forms.RadioSelect,
        label="Original source",
        help_text="Who vouches for it in the end. “Not stated” does not count as an origin.",
    )
    origin = OriginField(required=False, label="Name of the original source")
    origin_label = TextField(
        required=False,
        max_length=200,
        label="How an unnamed source is described",
        help_text="“a defence official”",
    )
    heard_via = SourceField(
        required=False,
        label="Heard via",
        help_text="The source that passed on the words of the original source.",
    )
    derived_from = DerivedFromField(
        queryset=Evidence.objects.none(),
        required=False,
        empty_label="not derived from evidence listed here",
        label="Derived from",
        help_text="Choose the evidence that this repeats, if any.",
    )

    article = ArticleField(
        label="An article on the desk", help_text="Type its number, or choose it from the list."
    )
    url = WebAddressField(required=False, label="Or a URL")
    archive_url = forms.BooleanField(
        required=False,
        initial=True,
        label="Archive a copy of the page",
        help_text="We fetch the page soon and look for the quote in it. Ignored if you give an article or a file.",
    )
    title = TextField(required=False, label="Title of the page")
    upload = forms.FileField(
        required=False,
        label="Or a file",
        help_text=f"PNG or JPEG screenshot, PDF, .txt or .html, up to {MOST_MEGABYTES} MB. We archive it unchanged.",
        widget=forms.FileInput(attrs={"accept": ",".join(MEDIA_TYPES)}),
    )

    published = ImpreciseDateField(label="Published")
    translation = TextField(long=True, required=False, label="Translation of the quote")
    translated_by = TextField(required=False, max_length=200, label="Translated by")
    note = TextField(long=True, required=False, label="Note")
    token = TokenField()

    def __init__(self, *args: Any, claim: Claim, excluding: Evidence | None = None, **kw: Any):
        super().__init__(*args, **kw)
        others = claim.evidence.select_related("seen_in").order_by("pk")
        derived_from: Any = self.fields["derived_from"]
        derived_from.queryset = others.exclude(pk=excluding.pk) if excluding else others

    @property
    def passage_hint(self) -> str:
        """Return the hint of the passage that filled in a fresh form, if one did."""
        return "" if self.is_bound else str(self.initial.get("passage", ""))

    @property
    def opens_all(self) -> bool:
        """Return whether the rarely used fields are unfolded."""
        return self.is_bound

    def clean_upload(self) -> Upload | None:
        file = self.cleaned_data["upload"]
        if not file:
            return None
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {MOST_MEGABYTES} MB.", code="too_large"
            )
        name = PurePath(file.name)
        media_type = MEDIA_TYPES.get(name.suffix.lower(), "")
        image = media_type.startswith("image/")
        kind = CaptureKind.SCREENSHOT if image else CaptureKind.UPLOAD
        # The bytes are compared with the name where they are read.
        return Upload(file.read(), file.name, media_type, kind)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        article = data.get("article")
        if data.get("seen_in") is None and "seen_in" not in self.errors:
            data["seen_in"] = article.publisher if article else None
            if data["seen_in"] is None:
                message = "Enter where you saw it. For the desk’s own enquiries, enter “This desk”."
                if article:
                    message = "The publisher of this article is unknown. Enter where you saw it."
                self.add_error("seen_in", forms.ValidationError(message, code="required"))
        return data

    def say_what_was_lost(self) -> None:
        if "upload" in self.files and "upload" not in self.errors:
            self.add_error("upload", "Please choose the file again. Browsers do not keep it.")

    def file(self) -> Upload | None:
        upload: Upload | None = self.cleaned_data["upload"]
        return upload

    def given(self) -> EvidenceGiven:
        names = EvidenceGiven.__dataclass_fields__.keys()
        return EvidenceGiven(**{name: self.cleaned_data[name] for name in names})


class ChangeEvidenceForm(EvidenceForm):
    """Correct evidence. The record keeps what it was."""

    reason = TextField(required=False, label="Reason for the correction")
    seen_revision = RevisionField()

    @property
    def opens_all(self) -> bool:
        return True

    @staticmethod
    def initial_of(evidence: Evidence) -> dict[str, Any]:
        given = vars(given_of(evidence)).items()
        stored = {name: value for name, value in given if name not in EvidenceForm.not_stored}
        return stored | {"seen_revision": evidence.revision}


class WithdrawEvidenceForm(PanelForm):
    name = "withdraw-evidence"

    reason = TextField(label="Reason for withdrawing it")
    seen_revision = RevisionField()


class EvidenceFromForm(PanelForm):
    """Words of this article as evidence for a claim; they are filled in on the claim's page."""

    name = "use"

    claim = ClaimField(required=True, label="Use as evidence for the claim")
    quote = TextField(long=True, required=False, label="Exact words")
    near = OffsetField()
