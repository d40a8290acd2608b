"""Words that a signed verdict says were not said: whose they are not, and who printed them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Q, QuerySet, Subquery, When

from claims.enums import AttributionKind, ClaimKind, LinkKind, RatingCode, VerdictKind
from claims.models import Appearance, Attribution, Source

from .voiced import Sentence, did_not

_OF_A_REFUTED_QUOTATION = Q(
    appearance__claim__kind=ClaimKind.QUOTE,
    appearance__claim__verdict__kind=VerdictKind.SIGNED,
    appearance__claim__verdict__rating_code=RatingCode.REFUTED,
)


def last_steps() -> "QuerySet[Attribution]":
    """Return the step of each chain that names the speaker."""
    behind = Attribution.objects.filter(
        appearance=OuterRef("appearance"), position__gt=OuterRef("position")
    )
    return Attribution.objects.exclude(Exists(behind))


def refuted_steps() -> Any:
    """Return the steps whose speaker did not say so, each with the number of the quote check as `refuted_by`.

    One sentence can yield a quote check and the factual claim it is about. If the quote check is refuted,
    the same words of the same speaker in the same article are no statement on the factual claim either.
    """
    same_words = (
        last_steps()
        .filter(
            _OF_A_REFUTED_QUOTATION,
            appearance__claim__links__kind=LinkKind.REPORTS,
            appearance__claim__links__other=OuterRef("appearance__claim"),
            appearance__article=OuterRef("appearance__article"),
            source=OuterRef("source"),
            label=OuterRef("label"),
        )
        .order_by("appearance__claim")
        .values("appearance__claim")
    )
    refuted_by: Any = Case(
        When(_OF_A_REFUTED_QUOTATION, then=F("appearance__claim")),
        default=Subquery(same_words[:1]),
        output_field=BigIntegerField(),
    )
    return last_steps().annotate(refuted_by=refuted_by).filter(refuted_by__isnull=False)


@dataclass(frozen=True)
class NotSaid:
    """That the speaker did not say so, with the quote check that refutes it."""

    quote_check: int
    sentence: Sentence

    @classmethod
    def of(cls, step: Attribution, quote_check: int) -> "NotSaid":
        """One query unless the step's source was selected."""
        return cls(quote_check, did_not(AttributionKind(step.kind), step.voice))


def printer_of(appearance: Appearance, chain: list[Attribution]) -> Source | None:
    """Return who printed the words of a chain: the article's publisher, or else the nearest voice before the speaker.

    Not the voice next to the speaker: that it passed the words on is known only from whoever printed them.
    """
    publisher = appearance.article.publisher if appearance.article else None
    return publisher or (chain[0].source if len(chain) > 1 else None)


def printed_by(source: Source) -> Q:
    """Return the condition that an appearance's words were printed by this source, as in `printer_of`."""
    nearest = Attribution.objects.filter(appearance=OuterRef("pk"), position=0, source=source)
    is_passed_on = Attribution.objects.filter(appearance=OuterRef("pk"), position__gt=0)
    return Q(article__publisher=source) | (
        Q(article__publisher=None) & Q(Exists(nearest)) & Q(Exists(is_passed_on))
    )
