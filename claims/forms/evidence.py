"""Evidence as people give it: what it says, who vouches, where it stands."""

from pathlib import PurePath
from typing import Any, ClassVar

from django import forms

from claims.actions.snapshots import MOST_BYTES, read_pdf_once
from claims.enums import (
    BearsOn,
    CaptureKind,
    EvidenceKind,
    OriginKind,
    Stance,
)
from claims.given import EvidenceGiven, Upload
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
    """Evidence of the same claim; what was withdrawn, too, for a copy stays a copy."""

    def label_from_instance(self, evidence: Any) -> str:
        withdrawn = " (withdrawn)" if evidence.is_withdrawn else ""
        return f"E{evidence.pk}: {evidence.get_kind_display()}, seen in {evidence.seen_in.name}{withdrawn}"


class OriginField(SourceField):
    """Its second box would be named like the field beside it, origin_kind."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        widget: Any = self.widget
        widget.widgets_names = ["_name", "_new"]


class EvidenceForm(PanelForm):
    name = "evidence"
    not_stored: ClassVar[frozenset[str]] = frozenset({"archive_url", "upload"})

    stance = ChoiceField(enum=Stance, segmented=True, label="Stance")
    bears_on = ChoiceField(
        enum=BearsOn,
        segmented=True,
        initial=BearsOn.WHOLE,
        label="Bears on",
        help_text="Only what bears on the whole claim vouches for or against it.",
    )
    kind = ChoiceField(enum=EvidenceKind, empty="choose …", label="Kind")
    quote = TextField(
        long=True,
        required=False,
        label="Quote",
        help_text="The exact words; stretches joined by […]. They are looked for in the archived copy.",
    )
    near = RevisionField()
    quote_reason = TextField(
        required=False,
        label="Why there is no quote, or why it is kept though not found",
        help_text="For instance: the page shows it in a picture; the search and its dates.",
    )
    checked_by_eye = forms.BooleanField(
        required=False, label="I have compared the quote with the image or PDF by eye"
    )

    seen_in = SourceField(
        required=False,
        label="Seen in",
        help_text="Who published what you read. Left empty, it is the article’s publisher. "
        "For the desk’s own enquiries: This desk.",
    )
    origin_kind = ChoiceField(
        enum=OriginKind,
        widget=forms.RadioSelect,
        label="Original source",
        help_text="Whose word is it in the end? Not stated counts as no origin at all.",
    )
    origin = OriginField(required=False, label="Its name, where it is named")
    origin_label = TextField(
        required=False,
        max_length=200,
        label="How an unnamed source is described",
        help_text="“a defence official”",
    )
    heard_via = SourceField(
        required=False,
        label="Heard via",
        help_text="The voice that relays the original source, where it does not speak for itself.",
    )
    derived_from = DerivedFromField(
        queryset=Evidence.objects.none(),
        required=False,
        empty_label="not derived from evidence listed here",
        label="Derived from",
        help_text="Where it repeats other evidence of this claim.",
    )

    article = ArticleField(
        label="An article on the desk", help_text="Its number, or pick it from the list."
    )
    url = WebAddressField(required=False, label="Or a URL")
    archive_url = forms.BooleanField(
        required=False,
        initial=True,
        label="Archive a copy of the page",
        help_text="It is fetched in a moment, and the quote is looked for in it. An article or a file comes first.",
    )
    title = TextField(required=False, label="Its title")
    upload = forms.FileField(
        required=False,
        label="Or a file",
        help_text=f"PNG or JPEG screenshot, PDF, .txt or .html, up to {MOST_MEGABYTES} MB. It is archived as it is.",
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
        # Whether the bytes are what the name says is asked where they are read.
        content = file.read()
        if media_type == "application/pdf":
            read_pdf_once(content)  # before the action takes its lock
        return Upload(content, file.name, media_type, kind)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        article = data.get("article")
        if data.get("seen_in") is None and "seen_in" not in self.errors:
            data["seen_in"] = article.publisher if article else None
            if data["seen_in"] is None:
                known = "The article’s publisher is unknown." if article else ""
                message = f"{known} Say where it was seen; “This desk” for its own enquiries."
                self.add_error("seen_in", forms.ValidationError(message.strip(), code="required"))
        return data

    def say_what_was_lost(self) -> None:
        if "upload" in self.files and "upload" not in self.errors:
            self.add_error("upload", "A browser does not keep a file: choose it again.")

    def given(self) -> EvidenceGiven:
        names = EvidenceGiven.__dataclass_fields__.keys()
        return EvidenceGiven(**{name: self.cleaned_data[name] for name in names})


class ChangeEvidenceForm(EvidenceForm):
    """The same evidence, corrected. What it was stays in the record."""

    reason = TextField(required=False, label="Why it is corrected")
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

    reason = TextField(label="Why it should not stand")
    seen_revision = RevisionField()


class EvidenceFromForm(PanelForm):
    """Words of this article, to be evidence for a claim; the claim's page takes them up."""

    name = "use"

    claim = ClaimField(required=True, label="Use as evidence for the claim")
    quote = TextField(long=True, required=False, label="Exact words")
    near = OffsetField()
