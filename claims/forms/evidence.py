"""Forms of evidence: what it says, who vouches for it, where it was published."""

from collections.abc import Mapping
from typing import Any, ClassVar, Self

from django import forms
from django.http import QueryDict

from claims.enums import (
    PUBLISHERS,
    BearsOn,
    EvidenceKind,
    HowKnown,
    OriginKind,
    SourceKind,
    Stance,
)
from claims.given import EvidenceGiven, SourceGiven, Upload, field_names
from claims.models import Claim, Evidence
from claims.models.search.names import without_placeholder
from claims.reads.articles.quote_words import describe_differences
from claims.reads.evidence.claim_evidence import given_of
from claims.reads.evidence.vouching import read_vouching

from .articles import OffsetField, WebAddressField
from .fields import (
    LONGEST_TEXT,
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
from .uploads import MOST_MEGABYTES, UploadField

ASKED_OF_UNKNOWN = "How does the source you read know?"
PARTS_OF_ANSWER = ("origin", "origin_label", "heard_via")


class DerivedFromField(forms.ModelChoiceField):
    """Evidence of the same claim, withdrawn evidence included: a copy of it is still a copy."""

    def label_from_instance(self, evidence: Any) -> str:
        withdrawn = " (withdrawn)" if evidence.is_withdrawn else ""
        return f"E{evidence.pk}: {evidence.get_kind_display()}, seen in {evidence.seen_in.name}{withdrawn}"


class OriginField(SourceField):
    """A source whose second input has another suffix, because evidence has an `origin_kind` of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        widget: Any = self.widget
        widget.widgets_names = ["_name", "_new", "_which"]


class QuestionWidget(forms.RadioSelect):
    """Radios that a browser lets pass unanswered: the machine may have an answer."""

    def use_required_attribute(self, initial: Any) -> bool:
        return False


class EvidenceForm(PanelForm):
    name = "evidence"
    not_stored: ClassVar[frozenset[str]] = frozenset({"archive_url", "upload"})
    # `how` and what belongs to it are stored as this.
    row_labels: ClassVar[dict[str, str]] = {"origin_kind": "How the original source is named"}

    stance = ChoiceField(enum=Stance, segmented=True, label="Stance")
    bears_on = ChoiceField(
        enum=BearsOn,
        segmented=True,
        initial=BearsOn.WHOLE,
        label="Bears on",
        help_text="Only evidence about the whole claim counts for or against it.",
    )
    kind = ChoiceField(
        enum=EvidenceKind,
        empty="choose …",
        label="Kind",
        help_text="A primary record is the source’s own page, a document, data, or a file that you can trace. "
        "A news article is never one.",
    )
    searched = TextField(
        long=True,
        required=False,
        label="What you searched",
        help_text="Which pages or archives, with which words, and for which days.",
    )
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
        help_text="For example: the page shows it in a picture.",
    )
    checked_by_eye = forms.BooleanField(
        required=False, label="I have compared the quote with the file by eye"
    )

    seen_in = SourceField(
        required=False,
        label="Seen in",
        help_text="Who published what you read. If empty, the article’s publisher. "
        "For the desk’s own enquiries, enter “This desk”.",
    )
    how = ChoiceField(
        enum=HowKnown,
        widget=QuestionWidget,
        label=ASKED_OF_UNKNOWN,
        error_messages={"required": "Read the sentence around the quote, and choose the answer."},
    )
    heard_via = SourceField(
        required=False,
        label="Through whom",
        help_text="The outlet, agency or person that passed it on.",
    )
    origin = OriginField(
        required=False,
        label="Who said it",
        help_text="For an unnamed person, the body that the person belongs to, if you know it.",
    )
    origin_label = TextField(
        required=False,
        max_length=200,
        label="If the person is not named, the description",
        help_text="As printed: “a defence official”",
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
    upload = UploadField(
        label="Or a file",
        help_text=f"Any file, up to {MOST_MEGABYTES} MB. We archive it unchanged, and read the text of documents, "
        "e-mails, pages and subtitles.",
    )
    custody = TextField(
        required=False,
        max_length=LONGEST_TEXT,
        label="Where the file came from",
        help_text="Who published it or gave it to you, when and how. Needed for a primary record.",
    )

    published = ImpreciseDateField(label="Published")
    translation = TextField(long=True, required=False, label="Translation of the quote")
    translated_by = TextField(required=False, max_length=200, label="Translated by")
    note = TextField(long=True, required=False, label="Note")
    reason = TextField(
        label="Reason for adding it now",
        help_text="The claim has a signed verdict. The record keeps your reason.",
    )
    token = TokenField()

    def __init__(self, *args: Any, claim: Claim, excluding: Evidence | None = None, **kw: Any):
        super().__init__(*args, **kw)
        others = claim.evidence.select_related("seen_in").order_by("pk")
        derived_from: Any = self.fields["derived_from"]
        derived_from.queryset = others.exclude(pk=excluding.pk) if excluding else others
        self._ask_for_reason(is_signed=claim.standing_verdict is not None)
        self.filled_in = "" if self.is_bound else self._filled_in(self.initial)
        self._ask_about(self.initial.get("seen_in"))

    @classmethod
    def filled_in_with(cls, initial: Mapping[str, Any], token: str, *, claim: Claim) -> Self:
        """Return the form as it is sent if nobody changes what fills it in."""
        fresh = cls(claim=claim, initial=initial)
        form = cls(QueryDict(mutable=True), claim=claim)
        for name in fresh.fields:
            if (value := fresh[name].value()) not in (None, False):
                form._set(name, value)
        form._set("token", token)
        return form

    def _ask_for_reason(self, *, is_signed: bool) -> None:
        """Ask why evidence is added only if a signed verdict rests on it."""
        if not is_signed:
            del self.fields["reason"]

    @staticmethod
    def _filled_in(initial: Mapping[str, Any]) -> str:
        """Return what the machine said of who vouches: an "answer", "nobody" if it read no speaker, or ""."""
        if not initial.get("was_read"):
            return ""
        return "answer" if initial.get("how") else "nobody"

    def _ask_about(self, seen_in: SourceGiven | None) -> None:
        """Ask the one question about who published it, if that is known."""
        if seen_in and seen_in.kind != SourceKind.DESK:
            self.fields["how"].label = self["how"].label = f"How does {seen_in.name} know?"

    @property
    def quote_differs(self) -> str:
        """Return how a quote that fills in a fresh form differs from the words of the copy, in sentences."""
        return "" if self.is_bound else describe_differences(self.initial.get("quote_differs", ()))

    @property
    def passage_hint(self) -> str:
        """Return the hint of the passage that filled in a fresh form, if one did."""
        return "" if self.is_bound else str(self.initial.get("passage", ""))

    @property
    def opens_all(self) -> bool:
        """Return whether the rarely used fields are unfolded."""
        return self.is_bound

    def clean_origin_label(self) -> str:
        """Return the description, or nothing if it describes nobody."""
        return without_placeholder(self.cleaned_data["origin_label"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._clean_seen_in(data)
        self._ask_about(data.get("seen_in"))
        if not data.get("how"):
            self._fill_in_how(data)
        elif not self.errors.keys() & set(PARTS_OF_ANSWER):
            self._clean_how(data, HowKnown(data["how"]))
        return data

    def _clean_seen_in(self, data: dict[str, Any]) -> None:
        article = data.get("article")
        if data.get("seen_in") is None and "seen_in" not in self.errors:
            data["seen_in"] = article.publisher if article else None
            if data["seen_in"] is None:
                message = "Enter where you saw it. For the desk’s own enquiries, enter “This desk”."
                if article:
                    message = "The publisher of this article is unknown. Enter where you saw it."
                self.add_error("seen_in", forms.ValidationError(message, code="required"))

    def _fill_in_how(self, data: dict[str, Any]) -> None:
        """Fill in the machine's answer, if none was given. It is not saved before a person has seen it."""
        article, quote = data.get("article"), data.get("quote")
        is_typed = any(data.get(name) or name in self.errors for name in PARTS_OF_ANSWER)
        if not article or not quote or is_typed:
            return
        found = read_vouching(article, quote, data.get("near")) or {}
        if not found.get("how"):
            return
        typed: Any = self.data
        self.data = typed.copy()
        for name in ("how", *PARTS_OF_ANSWER):
            self._set(name, found.get(name))
        self.filled_in = "answer"
        del self.errors["how"]
        message = "The answer was missing. We filled in what the machine read. Check it, and send it again."
        self.add_error("how", forms.ValidationError(message, code="filled_in"))

    def _set(self, name: str, value: Any) -> None:
        """Put a value into what was sent."""
        data: Any = self.data
        widget: Any = self.fields[name].widget
        if hasattr(widget, "widgets_names"):
            for ending, part in zip(widget.widgets_names, widget.decompress(value), strict=True):
                data[f"{name}{ending}"] = part
        else:
            data[name] = str(value or "")

    def _clean_how(self, data: dict[str, Any], how: HowKnown) -> None:
        """Turn the answer into who vouches. What contradicts it is left for the action to refuse."""
        if how == HowKnown.DIRECT:
            self._clean_direct(data)
        elif how == HowKnown.RELAYED:
            self._clean_relayed(data)
        else:
            data["origin_kind"] = OriginKind(how.value)

    def _clean_direct(self, data: dict[str, Any]) -> None:
        seen_in: SourceGiven | None = data.get("seen_in")
        if data["heard_via"]:
            message = (
                "A direct quote comes through nobody else. Clear this field, or change the answer."
            )
            self.add_error("heard_via", forms.ValidationError(message, code="contradicts"))
        if not data["origin"] and not data["origin_label"]:
            if seen_in and seen_in.kind not in PUBLISHERS | {SourceKind.DESK}:
                data["origin"] = seen_in  # a body, a person or a document speaks for itself
            elif "seen_in" not in self.errors:
                message = "Enter who said it, or how an unnamed person is described."
                self.add_error("origin", forms.ValidationError(message, code="required"))
        data["origin_kind"] = OriginKind.UNNAMED if data["origin_label"] else OriginKind.NAMED

    def _clean_relayed(self, data: dict[str, Any]) -> None:
        if not data["heard_via"]:
            message = "Enter who passed it on. If nobody did, it quotes the source directly."
            self.add_error("heard_via", forms.ValidationError(message, code="required"))
        if not data["origin"] and not data["origin_label"]:
            data["origin"] = data.get("heard_via")  # until somebody else is named, it vouches
        data["origin_kind"] = OriginKind.UNNAMED if data["origin_label"] else OriginKind.NAMED

    def say_what_was_lost(self) -> None:
        if "upload" in self.files and "upload" not in self.errors:
            self.add_error("upload", "Please choose the file again. Browsers do not keep it.")

    def file(self) -> Upload | None:
        upload: Upload | None = self.cleaned_data["upload"]
        return upload

    def given(self) -> EvidenceGiven:
        return EvidenceGiven(
            **{name: self.cleaned_data[name] for name in field_names(EvidenceGiven)}
        )


class ChangeEvidenceForm(EvidenceForm):
    """Correct evidence. The record keeps what it was."""

    reason = TextField(label="Reason for the correction")
    seen_revision = RevisionField()

    def _ask_for_reason(self, *, is_signed: bool) -> None:
        """Require a reason only if a signed verdict rests on the evidence."""
        self.fields["reason"].required = is_signed

    @property
    def opens_all(self) -> bool:
        return True

    @staticmethod
    def initial_of(evidence: Evidence) -> dict[str, Any]:
        given = given_of(evidence)
        names = EvidenceForm.base_fields.keys() - EvidenceForm.not_stored
        stored = {name: value for name, value in vars(given).items() if name in names}
        if given.origin == given.heard_via:
            stored["origin"] = None  # the one that passed it on vouches, and is named once
        return stored | {"how": given.how_known, "seen_revision": evidence.revision}


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
