"""Articles: what an outlet published, and what the desk knows of it."""

from collections.abc import Iterable, Mapping
from typing import Any, Self

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Left, Upper

from claims.addresses import LONGEST_KEY, is_home_page, page_key, site_or_address, twin_key
from claims.enums import NO_ARTICLE, WALLS, AddressKind, CaptureState, OutletState

from .base import Columns, ImpreciseDate, Revised, RevisedQuerySet, in_order
from .sources import Source

# BCP 47, in the short forms that occur: "en", "zh-Hant", "sr-Latn-RS". Empty is unknown.
language_tag = RegexValidator(
    r"\A[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}\Z", "Write a language tag, such as en or ru."
)


def is_no_article(codes: Iterable[str]) -> models.Q:
    """Return the condition that the current copy is said, or was judged with one of these codes, not to be the article."""
    judged = models.Q(snapshot__judgement__in=list(codes), snapshot__ruling__isnull=True)
    return judged | models.Q(snapshot__ruling__is_article=False)


class ArticleQuerySet(RevisedQuerySet["Article"]):
    def unjoined(self) -> Self:
        """Leave out those that were joined to another: they are kept only for their history and their copies."""
        return self.filter(joined_into=None)

    def swap(self, pk: int, *, seen_revision: int, **changes: Any) -> bool:
        """Compare and swap, with the keys of a URL that changes."""
        return super().swap(pk, seen_revision=seen_revision, **changes, **keys_of(changes))

    def at(self, url: str) -> "Article | None":
        """Return the article of the page that this URL names, in whichever spelling. One query."""
        return self.all_at([url]).get(url)

    def without_words_at(self, url: str) -> "Article | None":
        """Return the article of this page if the desk does not have its words: no copy yet, or only a wall. Three queries."""
        article = None if is_home_page(url) else self.at(url)
        has_words = article and article.snapshot and article.snapshot.is_article
        return None if has_words else article

    def all_at(self, urls: Iterable[str]) -> "dict[str, Article]":
        """Return for each of these URLs the article of its page, without those not found. At most two queries.

        An article's own URL comes before one that it was redirected to, and an earlier article before a later one.
        """
        keys = {url: page_key(url) for url in set(urls)}
        wanted = {key for key in keys.values() if key}
        if not wanted:
            return {}
        rows = self.select_related("joined_into")
        found = {
            article.page_key: article.current
            for article in rows.filter(page_key__in=wanted).order_by("-pk")
        }
        missing = wanted - found.keys()
        redirected = PageAddress.objects.filter(kind=AddressKind.FINAL, page_key__in=missing)
        named = redirected.order_by("-pk").values_list("page_key", "article") if missing else ()
        reached = rows.in_bulk({pk for _, pk in named})
        found |= {key: reached[pk].current for key, pk in named}
        return {url: found[key] for url, key in keys.items() if key in found}

    def addressed(self, text: str) -> "Self | None":
        """Filter the articles that a URL, the beginning of one or a host names, whichever of their addresses it is.

        None if the text is no address. An article that was joined to another leads to that one.
        """
        url = site_or_address(text)
        if not url:
            return None
        named = models.Q()
        for key in {page_key(url), twin_key(url)}:
            for column in ("page_key", "twin_key"):
                beginnings = (
                    (f"{column}__startswith", f"{key}/"),
                    (f"{column}__startswith", f"{key}:"),
                )
                named |= models.Q((column, key), *beginnings, _connector=models.Q.OR)
        told = PageAddress.objects.filter(named)
        found = Article.objects.filter(named | models.Q(pk__in=told.values("article")))
        joined = found.exclude(joined_into=None).values("joined_into")
        return self.filter(models.Q(pk__in=found.values("pk")) | models.Q(pk__in=joined))

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
        return self.filter(snapshot__body__key=fingerprint).exclude(is_no_article(WALLS))

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
        with_text = self.filter(snapshot__isnull=False, snapshot__takedown=None)
        with_text = with_text.exclude(snapshot__body_sha256="")
        with_text = with_text.exclude(is_no_article(NO_ARTICLE))
        return with_text.exclude(snapshot__reading__version__gte=version)

    def other_texts_of(
        self, article: "Article | None", publisher: Source, *, most: int, length: int
    ) -> "list[str]":
        """Return the beginnings of the publisher's articles other than this one, newest first."""
        others = self.filter(publisher=publisher, snapshot__isnull=False)
        others = others.exclude(is_no_article(WALLS))
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

    page_key = models.CharField(
        max_length=LONGEST_KEY,
        blank=True,
        default="",
        editable=False,
        help_text="What all URLs of this page share. Empty without a URL.",
    )
    twin_key = models.CharField(
        max_length=LONGEST_KEY,
        blank=True,
        default="",
        editable=False,
        help_text="What the URLs of this page and of its AMP, mobile, print and archived versions share.",
    )
    joined_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="joined",
        help_text="The article of the same page that this one was joined to.",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        # One for each order and filter of the list; the publisher's comes with its key.
        indexes = [
            models.Index(Upper("language"), models.F("id").desc(), name="article_by_language"),
            models.Index(fields=["published_earliest", "id"], name="article_by_published"),
            models.Index(fields=["published_latest"], name="article_by_published_latest"),
            models.Index(fields=["page_key"], name="article_by_page_key"),
            models.Index(fields=["twin_key"], name="article_by_twin_key"),
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
            models.CheckConstraint(
                condition=models.Q(joined_into=None) | ~models.Q(joined_into=models.F("pk")),
                name="article_not_joined_to_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"Article {self.pk} (headline unknown)"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save it with the keys of its URL."""
        for column, key in keys_of(vars(self)).items():
            setattr(self, column, key)
        super().save(*args, **kwargs)

    @property
    def current(self) -> "Article":
        """The article itself, or the one it was joined to (always one step). One query unless selected."""
        return self.joined_into or self

    @property
    def published(self) -> ImpreciseDate:
        return ImpreciseDate(self.published_earliest, self.published_latest, self.published_words)

    @property
    def is_changed_by_outlet(self) -> bool:
        return self.outlet_state != OutletState.STANDING

    @property
    def is_republication(self) -> bool:
        return self.republishes_article_id is not None or self.republishes_source_id is not None


def keys_of(columns: Mapping[str, Any]) -> Columns:
    """Return the keys of the URL, if it is one of these columns."""
    if "url" not in columns:
        return {}
    return {"page_key": page_key(columns["url"]), "twin_key": twin_key(columns["url"])}


class PageAddress(models.Model):
    """Another address of an article's page, which its archived copy told: where it was redirected to, or its canonical URL."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="addresses")
    kind = models.CharField(max_length=20, choices=AddressKind)
    url = models.URLField(max_length=2000)
    page_key = models.CharField(max_length=LONGEST_KEY, db_index=True)
    twin_key = models.CharField(max_length=LONGEST_KEY, db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "kind", "page_key"], name="page_address_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of article {self.article_id}: {self.url}"


class ToldApart(models.Model):
    """Two articles of which somebody said that they are not the same page. It is not asked again."""

    article = models.ForeignKey(Article, models.PROTECT, related_name="told_apart")
    other = models.ForeignKey(Article, models.PROTECT, related_name="+", help_text="The later one.")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="told_apart_once"),
            models.CheckConstraint(
                condition=models.Q(article__lt=models.F("other")), name="told_apart_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"article {self.article_id} is not article {self.other_id}"
