"""A claim on the desk corrected, linked to others, and the words it was found in corrected."""

from dataclasses import replace
from typing import Any

from django import forms

from claims.enums import LinkKind
from claims.given import AppearanceGiven
from claims.models import Appearance, Article, Claim

from .extraction import ClaimFields, WordsFields, chain_initial
from .fields import ArticleField, ChoiceField, ClaimField, RevisionField, TextField
from .panel import PanelForm


class ChangeClaimForm(ClaimFields):
    name = "change-claim"

    external_id = TextField(required=False, max_length=200, label="Its id in another system")
    reason = TextField(required=False, label="Why it is changed")
    seen_revision = RevisionField()

    @staticmethod
    def initial_of(claim: Claim) -> dict[str, Any]:
        names = (
            "statement", "kind", "said_on", "about_on", "language", "priority", "external_id",
        )  # fmt: skip
        return {name: getattr(claim, name) for name in names} | {
            "questions": [question.pk for question in claim.questions.all()],
            "seen_revision": claim.revision,
        }


class LinkForm(PanelForm):
    name = "link"

    kind = ChoiceField(enum=LinkKind, label="This claim")
    other = ClaimField(required=True, label="the claim", help_text="Its number, or pick it.")


class UnlinkForm(PanelForm):
    name = "unlink"

    reason = TextField(label="Why the link is removed")


class ChangeAppearanceForm(WordsFields):
    """The words and the chain of one place where a claim was found. Its article stays; one that it lacks is put in."""

    name = "appearance"

    article = ArticleField(
        label="Article", help_text="Its number, or pick it, once it is on the desk."
    )
    article_title = TextField(
        required=False,
        max_length=500,
        label="or its title",
        help_text="Where the article is not on the desk.",
        widget=forms.TextInput(attrs={"class": "wide", "dir": "auto"}),
    )
    seen_revision = RevisionField()

    field_order = ("article", "article_title")

    def __init__(self, *args: Any, appearance: Appearance, **kwargs: Any) -> None:
        self.known = appearance.article
        super().__init__(*args, **kwargs)
        self.fields["quote"].required = False  # `clean` asks for it where there is a copy
        if self.known:
            del self.fields["article"], self.fields["article_title"]

    @classmethod
    def of(cls, appearance: Appearance) -> "ChangeAppearanceForm":
        first = appearance.anchors.first()
        initial = {
            "article_title": appearance.article_title,
            "quote": appearance.quote,
            "near": first.start if first else None,
            "translation": appearance.translation,
            "translated_by": appearance.translated_by,
            "seen_revision": appearance.claim.revision,
        }
        chain = chain_initial(appearance.chain.select_related("source"))
        return cls(initial=initial, chain=chain, appearance=appearance)

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
                self.add_error("quote", "Give the exact words of the article.")
        return cleaned

    def given(self) -> AppearanceGiven:
        given = self.appearance_given(self.article_now)
        return replace(given, article_title=self.cleaned_data.get("article_title", ""))
