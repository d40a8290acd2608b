"""Articles: what an outlet published, and what the desk knows of it."""

from collections.abc import Iterable

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Left, Upper

from claims.enums import NO_ARTICLE, WALLS, CaptureState, OutletState

from .base import ImpreciseDate, Revised, RevisedQuerySet, in_order
from .sources import Source

# BCP 47, in the short forms that occur: "en", "zh-Hant", "sr-Latn-RS". Empty is unknown.
language_tag = RegexValidator(
    r"\A[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}\Z", "Write a language tag, such as en or ru."
)


def _is_no_article(codes: Iterable[str]) -> models.Q:
    """Return the condition of Snapshot.is_article's opposite, for the current copy, with judgements among `codes`."""
    judged = models.Q(snapshot__judgement__in=list(codes), snapshot__ruling__isnull=True)
    return judged | models.Q(snapshot__ruling__is_article=False)


class ArticleQuerySet(RevisedQuerySet["Article"]):
    def with_republished(self, ids: Iterable[int]) -> "list[Article]":
        """Return these articles and all that they republish, in one query."""
        return self.reach(ids, along="republishes_article_id")

    def with_republications(self, ids: Iterable[int]) -> "list[Article]":
        """Return these articles and all that republish them, in one query."""
        return self.reach(ids, along="republishes_article_id", backwards=True)

    def with_body(self, fingerprint: str) -> "models.QuerySet[Article]":
        """Filter by the fingerprint of the body. Copies without text are never the same body, and walls say nothing."""
        if not fingerprint:
            return self.none()
        return self.filter(snapshot__body_sha256=fingerprint).exclude(_is_no_article(WALLS))

    def captured(self, state: CaptureState) -> "models.QuerySet[Article]":
        """Filter by state: with an archived copy, with one still requested, or with none after all attempts."""
        waited_for = self.filter(capture_requests__state=CaptureState.WAITING)
        if state == CaptureState.ARCHIVED:
            return self.filter(snapshot__isnull=False)
        if state == CaptureState.WAITING:
            return waited_for
        given_up = self.filter(
            snapshot=None, capture_requests__state=CaptureState.GIVEN_UP
        ).distinct()
        return given_up.exclude(pk__in=waited_for.values("pk"))

    def unread(self, version: int) -> "models.QuerySet[Article]":
        """Filter those whose current copy is the article, and has text that this version of the extractors has not read."""
        with_text = self.filter(snapshot__isnull=False).exclude(snapshot__body_sha256="")
        with_text = with_text.exclude(_is_no_article(NO_ARTICLE))
        return with_text.exclude(snapshot__reading__version__gte=version)

    def other_texts_of(
        self, article: "Article | None", publisher: Source, *, most: int, length: int
    ) -> "list[str]":
        """Return the beginnings of the publisher's articles other than this one, newest first."""
        others = self.filter(publisher=publisher, snapshot__isnull=False)
        others = others.exclude(_is_no_article(WALLS))
        if article:
            others = others.exclude(pk=article.pk)
        begun = Left("snapshot__text", length)
        return list(others.newest_first().values_list(begun, flat=True)[:most])

    def newest_first(self) -> "models.QuerySet[Article]":
        return self.order_by("-pk")


class Article(Revised):
    publisher = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="articles"
    )
    headline = models.CharField(max_length=500, blank=True)
    url = models.URLField(max_length=2000, blank=True, verbose_name="URL")
    authors = models.CharField(max_length=500, blank=True)
    published_earliest = models.DateField(null=True, blank=True)
    published_latest = models.DateField(null=True, blank=True)
    published_words = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=35, blank=True, validators=[language_tag])
    snapshot = models.ForeignKey(
        "claims.Snapshot",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="The current archived copy.",
    )
    outlet_state = models.CharField(
        max_length=20,
        choices=OutletState,
        default=OutletState.STANDING,
        help_text="Whether the outlet itself has corrected or withdrawn it.",
    )
    outlet_state_on = models.DateField(
        null=True, blank=True, help_text="When the outlet corrected or withdrew it."
    )
    outlet_state_note = models.TextField(blank=True, help_text="What the outlet said of it.")
    republishes_article = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="republications"
    )
    republishes_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="republished_in"
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        # One for each order and filter of the list; the publisher's comes with its key.
        indexes = [
            models.Index(Upper("language"), models.F("id").desc(), name="article_by_language"),
            models.Index(fields=["published_earliest", "id"], name="article_by_published"),
            models.Index(fields=["published_latest"], name="article_by_published_latest"),
        ]
        constraints = [
            in_order("published", "article"),
            models.CheckConstraint(
                condition=models.Q(republishes_article=None) | models.Q(republishes_source=None),
                name="article_republishes_one",
            ),
            models.CheckConstraint(
                condition=models.Q(republishes_article=None)
                | ~models.Q(republishes_article=models.F("pk")),
                name="article_not_its_own_republication",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"Article {self.pk} (headline unknown)"

    @property
    def published(self) -> ImpreciseDate:
        return ImpreciseDate(self.published_earliest, self.published_latest, self.published_words)

    @property
    def is_changed_by_outlet(self) -> bool:
        return self.outlet_state != OutletState.STANDING

    @property
    def is_republication(self) -> bool:
        return self.republishes_article_id is not None or self.republishes_source_id is not None
