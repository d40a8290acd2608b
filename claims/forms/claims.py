"""Forms of claims: add or extract one, change it, link it, add the places where it was found."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from claims.enums import AttributionKind, ClaimKind, LinkKind, Priority
from claims.extractors import stretches
from claims.extractors.worth.sayings import Saying
from claims.given import MOST_STRETCHES, AppearanceGiven, ClaimGiven, Step
from claims.models import Appearance, Article, Attribution, Claim, Question, Source
from claims.models.base import read_number
from claims.reads.articles.article_page import Place, in_an_older_copy, places_of
from claims.reads.articles.suggestions import (
    chain_of_suggestion,
    initial_of_suggestion,
    suggestion_of,
)
from claims.reads.claims.claim_page import given_of_appearance, given_of_claim

from .articles import LanguageField, OffsetField
from .claim_chain import (
    MOST_VOICES,
    VOICES,
    ChainFormSet,
    SaidByField,
    chain_initial,
    offer_steps,
    said_by_index,
    said_by_now,
)
from .claim_links import SimilarFields
from .claim_statement import StatementFields, name_of, put_into_chain
from .fields import (
    ArticleField,
    ChoiceField,
    ClaimField,
    ImpreciseDateField,
    RevisionField,
    SourceField,
    SuggestionField,
    TextField,
    TokenField,
)
from .panel import PanelForm


class QuestionsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Question.objects.order_by("text"), required=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Refuse numbers that no id can have: a database raises an error for them."""
        if any(len(str(pk)) > 18 for pk in value or ()):
            raise ValidationError(
                "This question does not exist. Choose one from the list.", code="unknown"
            )
        return super().clean(value)


def external_id_field() -> TextField:
    return TextField(required=False, max_length=200, label="Its id in another system")


class ClaimFields(PanelForm):
    """The claim itself, wherever it was found."""

    statement = TextField(
        long=True,
        label="Statement",
        help_text="Write it so that it is clear without the article. In a factual claim, leave out who said it.",
    )
    kind = ChoiceField(enum=ClaimKind, segmented=True, initial=ClaimKind.FACTUAL, label="Kind")
    said_on = ImpreciseDateField(label="Said on")
    about_on = ImpreciseDateField(
        label="Happens on", help_text="The date of the event that the claim is about."
    )
    questions = QuestionsField(label="Questions it answers")
    language = LanguageField()
    priority = ChoiceField(enum=Priority, initial=Priority.NORMAL, label="Priority")

    def claim_given(self) -> ClaimGiven:
        data = self.cleaned_data
        return ClaimGiven(
            statement=data["statement"],
            kind=data["kind"],
            language=data["language"],
            said_on=data["said_on"],
            about_on=data["about_on"],
            questions=tuple(data["questions"]),
            priority=data["priority"],
            external_id=data.get("external_id", ""),
        )


class NewClaimForm(SimilarFields, StatementFields, ClaimFields):
    """A claim as plain text, without an article, and its speaker if that is known."""

    name = "claim"

    speaker = SourceField(required=False, label="Who said it")
    did = ChoiceField(
        enum=AttributionKind, required=False, initial=AttributionKind.SAID, label="What it did"
    )
    external_id = external_id_field()
    token = TokenField()

    def put_speaker(self, data: Any, saying: Saying) -> None:
        if not saying.is_unnamed and not data.get("speaker_name"):
            data["speaker_name"] = name_of(saying)
            data["did"] = AttributionKind(saying.kind).value

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        _refuse_second_quote_check(self)
        return cleaned

    def appearance_given(self) -> AppearanceGiven | None:
        """Return the chain of one voice, which has no words and no article, or None if nobody is named."""
        speaker, did = self.cleaned_data["speaker"], self.cleaned_data["did"]
        if speaker is None:
            return None
        return AppearanceGiven(None, "", (Step(did or AttributionKind.SAID, speaker),))


class WordsFields(PanelForm):
    """Exact words of an article, and the chain of attribution they came through."""

    row_labels: ClassVar[dict[str, str]] = {"chain": "Who said it, through whom"}
    not_stored = frozenset({"said_by"})

    quote = TextField(
        long=True,
        label="Exact words",
        help_text="Exactly as in the article. Join separate passages with […].",
    )
    near = OffsetField()
    said_by = SaidByField()
    translation = TextField(long=True, required=False, label="Translation of the words")
    translated_by = TextField(required=False, max_length=200, label="Translated by")

    places: list[Place]
    places_in_all = 0

    def __init__(
        self,
        *args: Any,
        chain: Iterable[Step | Attribution] = (),
        publisher: Source | None = None,
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.places = []
        if self.is_bound:
            self.chain: Any = ChainFormSet(self.data, prefix="chain")
        else:
            rows = chain_initial(chain)
            self.chain = ChainFormSet(initial=rows, prefix="chain")
            self.chain.extra = max(VOICES - len(rows), 1)
        offer_steps(self.fields["said_by"], self.chain, publisher)

    @property
    def has_several_places(self) -> bool:
        """Return whether a person must say which place of the article is meant."""
        return bool(self.places) and self.places_in_all > 1

    @property
    def has_unlisted_places(self) -> bool:
        return self.places_in_all > len(self.places)

    def is_valid(self) -> bool:
        # Both are validated, so that people see all errors at once.
        chain_fits = self.chain.is_valid()
        return super().is_valid() and chain_fits

    def is_quote_check(self) -> bool:
        """Return whether the chain is that of a quote check, so that it ends with the speaker."""
        return "said_by" in self.fields

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        row = cleaned.get("said_by")
        if row and self.is_quote_check() and row not in dict(self.chain.numbered_steps()):
            self.add_error(
                "said_by", f"Step {row} names nobody. Choose another step, or fill it in."
            )
        return cleaned

    def _said_by(self) -> int | None:
        rows = [number for number, _ in self.chain.numbered_steps()]
        return said_by_index(self.cleaned_data.get("said_by"), rows)

    def find_words(self, article: Article) -> None:
        """Check that the words are in the article, and list the places if there are several."""
        quote = self.cleaned_data.get("quote")
        if not quote:
            return
        if len(stretches(quote)) > MOST_STRETCHES:
            return  # the action refuses the quote without searching for it
        if article.snapshot is None or not article.snapshot.can_hold_quotes:
            return  # they are kept as given, and checked when there is a copy
        self.places, self.places_in_all = places_of(article.snapshot, quote)
        if not self.places and not in_an_older_copy(article, quote):
            self.add_error(
                "quote",
                ValidationError(
                    "These words are not in the archived copy. Copy them from the text on this page.",
                    code="not_found",
                ),
            )
        elif self.places_in_all > 1 and self.cleaned_data.get("near") is None:
            self.add_error(
                "quote",
                ValidationError(
                    f"These words appear {self.places_in_all} times in the text. Choose the right place below.",
                    code="several_places",
                ),
            )
        else:
            self.places = []

    def forget_errors(self) -> None:
        super().forget_errors()
        self.places = []
        self.chain.non_form_errors().clear()
        for form in self.chain:
            form.errors.clear()

    def appearance_given(self, article: Article | None) -> AppearanceGiven:
        data = self.cleaned_data
        return AppearanceGiven(
            article=article,
            quote=data["quote"],
            chain=self.chain.steps(),
            near=data["near"],
            translation=data["translation"],
            translated_by=data["translated_by"],
            said_by=self._said_by(),
        )


class ExtractClaimForm(SimilarFields, StatementFields, ClaimFields, WordsFields):
    """A claim from the words of an article."""

    name = "extract"

    reports = ClaimField(
        label="Quote check of the claim",
        help_text="The factual claim that this quote check is about.",
    )
    suggestion = SuggestionField()
    token = TokenField()

    field_order = (
        "quote", "near", "statement", "kind", "said_on", "about_on", "quote_check", "reports", "said_by",
        "questions", "language", "priority", "translation", "translated_by", "suggestion", "token",
    )  # fmt: skip

    save_first = False  # True where a suggestion filled in everything

    @property
    def shows_translation(self) -> bool:
        names = ("translation", "translated_by", "language", "priority")
        return bool(self["translation"].value() or any(self[name].errors for name in names))

    def __init__(self, *args: Any, in_article: Article, **kwargs: Any) -> None:
        self.in_article = in_article
        super().__init__(*args, publisher=in_article.publisher, **kwargs)

    @classmethod
    def prefilled(cls, article: Article, query: Any) -> "ExtractClaimForm":
        """Fill in a form from the URL: words, their place, a suggestion, the claim that a quote check is about."""
        initial: dict[str, Any] = {"language": article.language}
        publisher = article.publisher
        chain: Iterable[Step | Attribution] = ()
        if publisher:
            chain = [Step(AttributionKind.REPORTED, publisher)]
        reported = _reported(query.get("reports", ""))
        if reported:
            initial |= {
                "kind": ClaimKind.QUOTE,
                "reports": reported,
                "said_on": reported.said_on,
                "about_on": reported.said_on,
                "questions": list(reported.questions.all()),
                "language": reported.language,
            }
            first = Appearance.objects.filter(claim=reported, article=article).first()
            if first:
                initial["quote"] = first.quote
                anchor = first.anchors.order_by("position").first()
                initial["near"] = anchor.start if anchor else None
                chain = first.chain.select_related("source")
        suggestion = suggestion_of(article, query.get("suggestion", ""))
        if suggestion:
            initial |= initial_of_suggestion(suggestion)
            chain = chain_of_suggestion(article, suggestion)[:MOST_VOICES]
        for name in ("quote", "near"):
            if value := query.get(name, "")[:20_000]:
                initial[name] = value
        form = cls(in_article=article, initial=initial, chain=chain)
        if suggestion:
            form.kept = False  # it replaces what was typed
            form.save_first = True
            form.fields["statement"].widget.attrs["autofocus"] = True
        return form

    def is_quote_check(self) -> bool:
        data = self.cleaned_data
        return data.get("kind") == ClaimKind.QUOTE or bool(data.get("quote_check"))

    def put_speaker(self, data: Any, saying: Saying) -> None:
        put_into_chain(data, saying)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        self.find_words(self.in_article)
        kind = cleaned.get("kind")
        _refuse_second_quote_check(self)
        if (reported := cleaned.get("reports")) and not (
            kind == ClaimKind.QUOTE and reported.is_factual
        ):
            self.add_error(
                "reports",
                "Only a quote check can be about another claim, and that must be a factual claim.",
            )
        return cleaned


class AppearanceForm(WordsFields):
    """Another place where a claim of the desk was found."""

    name = "appearance"

    article = ArticleField(
        required=True, label="Article", help_text="Type its number, or choose it from the list."
    )
    suggestion = SuggestionField()
    token = TokenField()

    field_order = (
        "article", "quote", "near", "said_by", "translation", "translated_by", "suggestion", "token",
    )  # fmt: skip

    def __init__(self, *args: Any, claim: Claim, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if claim.is_factual:
            del self.fields["said_by"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if found := cleaned.get("article"):
            self.find_words(found)
        return cleaned


def _refuse_second_quote_check(form: StatementFields) -> None:
    data = form.cleaned_data
    if data.get("quote_check") and data.get("kind") == ClaimKind.QUOTE:
        form.add_error(
            "quote_check",
            "This claim is a quote check itself. Choose “factual claim” above, or clear this field.",
        )


def _reported(text: str) -> Claim | None:
    found = Claim.objects.filter(pk=read_number(text) or 0).first()
    return found if found and found.is_factual else None


class ChangeClaimForm(ClaimFields):
    name = "change-claim"

    external_id = external_id_field()
    reason = TextField(required=False, label="Reason for the change")
    seen_revision = RevisionField()

    @staticmethod
    def initial_of(claim: Claim) -> dict[str, Any]:
        given = vars(given_of_claim(claim))
        questions = [question.pk for question in claim.questions.all()]
        return given | {"questions": questions, "seen_revision": claim.revision}


class LinkForm(PanelForm):
    name = "link"

    kind = ChoiceField(enum=LinkKind, label="This claim")
    other = ClaimField(
        required=True, label="the claim", help_text="Type its number, or choose it from the list."
    )


class UnlinkForm(PanelForm):
    name = "unlink"

    reason = TextField(label="Reason for removing the link")


class ChangeAppearanceForm(WordsFields):
    """Correct the words and the chain of an appearance, and add its article if it has none."""

    name = "appearance"

    article = ArticleField(
        label="Article", help_text="Type its number, or choose it from the list."
    )
    article_title = TextField(
        required=False,
        max_length=500,
        label="or its title",
        help_text="If the article is not on the desk.",
        widget=forms.TextInput(attrs={"class": "wide", "dir": "auto"}),
    )
    seen_revision = RevisionField()

    field_order = ("article", "article_title")

    def __init__(self, *args: Any, appearance: Appearance, **kwargs: Any) -> None:
        self.known = appearance.article
        publisher = self.known.publisher if self.known else None
        super().__init__(*args, publisher=publisher, **kwargs)
        if appearance.claim.is_factual:
            del self.fields["said_by"]
        self.fields["quote"].required = False  # `clean` requires it if there is a copy
        if self.known:
            del self.fields["article"], self.fields["article_title"]

    @classmethod
    def of(cls, appearance: Appearance) -> "ChangeAppearanceForm":
        given = given_of_appearance(appearance)
        initial = vars(given) | {"seen_revision": appearance.claim.revision}
        # The chain ends with the speaker: that stays, unless another step is chosen.
        initial["said_by"] = said_by_now(given)
        return cls(initial=initial, chain=given.chain, appearance=appearance)

    @property
    def article_now(self) -> Article | None:
        return self.known or self.cleaned_data.get("article")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        article = self.article_now
        if article and article.snapshot and "quote" not in self.errors:
            if cleaned.get("quote"):
                self.find_words(article)
            else:
                self.add_error("quote", "Enter the exact words of the article.")
        return cleaned

    def given(self) -> AppearanceGiven:
        given = self.appearance_given(self.article_now)
        return replace(given, article_title=self.cleaned_data.get("article_title", ""))
