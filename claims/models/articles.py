"""Articles and the archived copies they were read from."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Left, Upper

from claims.enums import CaptureKind, CaptureState

from .base import ImpreciseDate, Revised, RevisedQuerySet, in_order
from .sources import Source

# BCP 47, in the short forms a desk meets: "en", "zh-Hant", "sr-Latn-RS". Empty is unknown.
language_tag = RegexValidator(
    r"\A[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}\Z", "Write a language tag, such as en or ru."
)


class ArticleQuerySet(RevisedQuerySet):
    def with_republished(self, ids: Iterable[int]) -> "list[Article]":
        """These articles and all that they republish, in one query."""
        return self.reach(ids, along="republishes_article_id")

    def with_republications(self, ids: Iterable[int]) -> "list[Article]":
        """These articles and all that republish them, in one query."""
        return self.reach(ids, along="republishes_article_id", backwards=True)

    def with_body(self, fingerprint: str) -> "models.QuerySet[Article]":
        """No two copies without text are the same body."""
        return self.filter(snapshot__body_sha256=fingerprint) if fingerprint else self.none()

    def captured(self, state: CaptureState) -> "models.QuerySet[Article]":
        """With an archived copy; with one waited for; or with none, after all attempts."""
        waited_for = self.filter(captures__state=CaptureState.WAITING)
        if state == CaptureState.ARCHIVED:
            return self.filter(snapshot__isnull=False)
        if state == CaptureState.WAITING:
            return waited_for
        given_up = self.filter(snapshot=None, captures__state=CaptureState.GIVEN_UP).distinct()
        return given_up.exclude(pk__in=waited_for.values("pk"))

    def unread(self, version: int) -> "models.QuerySet[Article]":
        """Whose newest copy has a text that this version of the extractors has not read."""
        with_text = self.filter(snapshot__isnull=False).exclude(snapshot__body_sha256="")
        return with_text.exclude(snapshot__reading__version__gte=version)

    def texts_beside(
        self, article: "Article", publisher: Source, *, most: int, length: int
    ) -> "list[str]":
        """How its publisher's newest other articles read, from their beginning."""
        others = self.filter(publisher=publisher, snapshot__isnull=False).exclude(pk=article.pk)
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
    republishes_article = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="republications"
    )
    republishes_source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="republished_in"
    )

    objects: ClassVar[Any] = ArticleQuerySet.as_manager()

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
    def is_republication(self) -> bool:
        return self.republishes_article_id is not None or self.republishes_source_id is not None


class Snapshot(models.Model):
    """An archived copy: bytes as captured, and the text drawn from them. Sealed by trigger: never changed."""

    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="snapshots")
    kind = models.CharField(max_length=20, choices=CaptureKind)
    # Named by its hash: the same bytes are kept once, and no name that a sender chose is used.
    file = models.FileField(max_length=200)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    media_type = models.CharField(max_length=100)
    original_name = models.CharField(max_length=255, blank=True)
    requested_url = models.URLField(max_length=2000, blank=True)
    final_url = models.URLField(max_length=2000, blank=True)
    redirects = models.JSONField(default=list)
    http_status = models.PositiveSmallIntegerField(null=True)
    captured_at = models.DateTimeField()
    captured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    tool = models.CharField(max_length=100)
    tool_version = models.CharField(max_length=50)
    encoding = models.CharField(max_length=50, blank=True)
    replaced_characters = models.PositiveIntegerField(
        default=0, help_text="Bytes that could not be decoded."
    )
    text = models.TextField(blank=True)
    boilerplate = models.JSONField(
        default=list, help_text="Stretches [start, end] in code points of the text."
    )
    body_sha256 = models.CharField(
        max_length=64,
        blank=True,
        db_index=True,
        help_text="Fingerprint of the text outside the boilerplate.",
    )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sha256[:12]}"

    @property
    def folded(self) -> list[tuple[int, int]]:
        """The boilerplate that nobody has put back. One query unless `put_back` was prefetched."""
        back = {(stretch.start, stretch.end) for stretch in self.put_back.all()}
        return [(start, end) for start, end in self.boilerplate if (start, end) not in back]


class PutBackStretch(models.Model):
    """A person found that a stretch of page boilerplate belongs to the article."""

    snapshot = models.ForeignKey(Snapshot, models.PROTECT, related_name="put_back")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "start", "end"], name="put_back_once"),
            models.CheckConstraint(
                condition=models.Q(start__lt=models.F("end")), name="put_back_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.start}–{self.end} of snapshot {self.snapshot_id}"
