"""A claim on the desk corrected, linked to others, and the words it was found in corrected."""

from typing import Any

from claims.enums import LinkKind
from claims.models import Appearance, Article, Claim

from .extraction import ClaimFields, WordsFields, chain_initial
from .fields import ChoiceField, ClaimField, RevisionField, TextField
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
    """The words and the chain of one place where a claim was found; the article stays."""

    name = "appearance"

    seen_revision = RevisionField()

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        self.article = article
        super().__init__(*args, **kwargs)

    @classmethod
    def of(cls, appearance: Appearance, article: Article) -> "ChangeAppearanceForm":
        first = appearance.anchors.first()
        initial = {
            "quote": appearance.quote,
            "near": first.start if first else None,
            "translation": appearance.translation,
            "translated_by": appearance.translated_by,
            "seen_revision": appearance.claim.revision,
        }
        chain = chain_initial(appearance.chain.select_related("source"))
        return cls(initial=initial, chain=chain, article=article)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        assert self.article is not None
        self.find_words(self.article)
        return cleaned
