"""Where a text seems to come from, as the machine noticed it, and the hints that people dismissed."""

from typing import Self

from django.conf import settings
from django.db import models

from claims.enums import OriginHintKind

from .articles import Article
from .claims import Claim
from .snapshots import Snapshot
from .sources import LONGEST_NAME

COPIED = 0.5  # from this share of its words, a text is treated as a copy
NOTABLE = 0.1


class ShingleQuerySet(models.QuerySet["Shingle"]):
    def shared_by(self, hashes: list[int], *, excluding: int, most: int) -> list[int]:
        """Return the articles that share the most of these hashes, at least two. One query, by the index.

        A hash that very many articles share is page boilerplate that was not recognised, and says nothing.
        """
        rare = (
            self.filter(hash__in=hashes)
            .values("hash")
            .annotate(n=models.Count("pk"))
            .filter(n__lte=MOST_WITH_ONE_HASH)
        )
        found = (
            self.filter(hash__in=list(rare.values_list("hash", flat=True)))
            .exclude(article=excluding)
            .values("article")
            .annotate(n=models.Count("pk"))
            .filter(n__gte=2)
            .order_by("-n", "article")
        )
        return list(found.values_list("article", flat=True)[:most])


MOST_WITH_ONE_HASH = 50


class Shingle(models.Model):
    """A sampled hash of five words in a row of an article's text (extractors.matching.shared_passages). Derived, about a hundred an article."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="shingles")
    hash = models.BigIntegerField()

    objects = ShingleQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["hash", "article"], name="shingle_by_hash")]

    def __str__(self) -> str:
        return f"{self.hash} of article {self.article_id}"


class OriginHintQuerySet(models.QuerySet["OriginHint"]):
    def standing(self) -> Self:
        return self.filter(dismissed_at=None)


class OriginHint(models.Model):
    """A reason to think that an article's text comes from elsewhere. Derived until somebody dismisses it.

    Once it is accepted, the article or the evidence itself names the origin; it is not stored here again.
    """

    article = models.ForeignKey(Article, models.PROTECT, related_name="origin_hints")
    kind = models.CharField(max_length=20, choices=OriginHintKind)
    other = models.ForeignKey(
        Article,
        models.PROTECT,
        null=True,
        related_name="hinted_copies",
        help_text="The earlier article that has the same passages.",
    )
    name = models.CharField(
        max_length=LONGEST_NAME, blank=True, help_text="Name of the agency or outlet, as printed."
    )
    words = models.CharField(
        max_length=500, blank=True, help_text="The words in the text that say so."
    )
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="+")
    other_snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    passages = models.JSONField(
        default=list,
        help_text="For shared passages start, end, other start, other end, and whether they are quoted; otherwise start and end.",
    )
    share = models.FloatField(
        default=0,
        help_text="Share of the text that seems to come from the other. Quoted words weigh less.",
    )
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = OriginHintQuerySet.as_manager()

    class Meta:
        ordering = ["-share", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "other"], name="origin_hint_once_per_article"
            ),
            models.UniqueConstraint(
                fields=["article", "kind", "name"],
                condition=models.Q(other=None),
                name="origin_hint_once_per_name",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=OriginHintKind.SHARED, other__isnull=False, name="")
                | (
                    ~models.Q(kind=OriginHintKind.SHARED)
                    & models.Q(other=None)
                    & ~models.Q(name="")
                ),
                name="origin_hint_names_one",
            ),
            models.CheckConstraint(
                condition=models.Q(other=None) | ~models.Q(other=models.F("article")),
                name="origin_hint_of_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.other_id or self.name}"

    @property
    def is_dismissed(self) -> bool:
        return self.dismissed_at is not None

    @property
    def says_copied(self) -> bool:
        """True if the whole text seems to come from elsewhere, not only a passage of it."""
        return self.share >= COPIED


class SetAside(models.Model):
    """A hint about a claim that somebody dismissed. It is not shown again."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="set_aside")
    hint = models.CharField(max_length=200, help_text="Key of the hint, as the reads make it.")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "hint"], name="set_aside_once"),
        ]

    def __str__(self) -> str:
        return f"{self.hint} of claim {self.claim_id}"
