"""Claims, where they were found, who said them through whom, and how they are linked."""

import datetime
from collections.abc import Iterable
from typing import Any, Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import TruncDate, Upper

from claims.enums import AttributionKind, ClaimKind, ClaimStatus, LinkKind, Priority, VerdictKind
from claims.extractors.text.folding import identity

from .articles import Article, language_tag
from .base import ImpreciseDate, Revised, RevisedQuerySet, in_order
from .questions import Question
from .sources import Source

MOST_ASSESSMENTS = 5
_LAST_BUT_ONE = datetime.date.max - datetime.timedelta(days=1)


def statement_key(statement: str) -> str:
    """Return what spellings of one statement share: type, case and the final full stop do not matter."""
    return identity(statement.translate(_SCHWA)).strip(" .!?:。")[:500]


_SCHWA = str.maketrans("әӘ", "əƏ")  # an Azerbaijani statement typed on a Cyrillic keyboard


class ClaimQuerySet(RevisedQuerySet["Claim"]):
    def with_status(self, *statuses: ClaimStatus) -> Self:
        return self.filter(status__in=statuses)

    def stating(self, *statements: str) -> Self:
        """Filter claims with one of these statements, apart from type, case and the final full stop."""
        keys = {statement_key(statement) for statement in statements}
        return self.filter(statement_key__in=keys).exclude(status=ClaimStatus.WITHDRAWN)

    def resting_on_sources(self, sources: Iterable[Source]) -> Self:
        """Filter claims whose origins one of these sources can change. Two queries."""
        wanted = [source.pk for source in sources]
        # A copy counts as what it republishes, through any number of copies.
        copied = Article.objects.filter(
            models.Q(publisher__in=wanted) | models.Q(republishes_source__in=wanted),
            republications__isnull=False,
        )
        copies = Article.objects.with_republications(copied.values_list("pk", flat=True))
        return self.filter(
            models.Q(evidence__seen_in__in=wanted)
            | models.Q(evidence__origin__in=wanted)
            | models.Q(evidence__heard_via__in=wanted)
            | models.Q(evidence__article__publisher__in=wanted)
            | models.Q(evidence__article__republishes_source__in=wanted)
            | models.Q(evidence__article__in=[article.pk for article in copies])
            | models.Q(appearances__chain__source__in=wanted)
        )

    def resting_on_articles(self, articles: Iterable[Article]) -> Self:
        """Filter claims that were found in one of these articles or have evidence in one."""
        wanted = [article.pk for article in articles]
        return self.filter(
            models.Q(evidence__article__in=wanted) | models.Q(appearances__article__in=wanted)
        )

    def standing_on_articles(self, articles: Iterable[Article]) -> Self:
        """Filter claims that were found in one of these articles or have evidence in one that is not withdrawn."""
        wanted = [article.pk for article in articles]
        found_in = Appearance.objects.filter(article__in=wanted)
        standing = models.Q(evidence__article__in=wanted, evidence__withdrawn_at=None)
        return self.filter(models.Q(pk__in=found_in.values("claim")) | standing).distinct()

    def worked_on(self) -> Self:
        """Filter claims on which somebody did something since they were imported: an Event or another row names them."""
        names_it = models.Q()
        for name in (
            "events",
            "evidence",
            "links",
            "linked_from",
            "duplicates",
            "set_aside",
            "holds",
        ):
            names_it |= models.Q(**{f"{name}__isnull": False})
        return self.filter(names_it).distinct().order_by("pk")

    def with_standing_verdict(self) -> Self:
        return self.filter(verdict__kind=VerdictKind.SIGNED)

    def come_due(self, today: datetime.date) -> Self:
        """Filter claims about a day that was still to come, and has passed without a verdict since.

        It was still to come when they were said, or when they were added: often nobody knows on which day of a year
        a claim was said. A verdict signed before that day ended is due, unless its editor put it off.
        """
        added_on = TruncDate("created_at", tzinfo=datetime.UTC)
        was_to_come = models.Q(about_on_latest__gt=models.F("said_on_latest")) | models.Q(
            about_on_latest__gt=added_on
        )
        signed_too_early = models.Q(verdict__signed_at__date__lte=models.F("about_on_latest"))
        not_put_off = models.Q(verdict__recheck_on=None) | models.Q(verdict__recheck_on__lte=today)
        return (
            self.exclude(status=ClaimStatus.WITHDRAWN)
            .filter(was_to_come, about_on_latest__lt=today)
            .filter(
                models.Q(verdict=None)
                | models.Q(verdict__kind=VerdictKind.RETRACTED)
                | (signed_too_early & not_put_off)
            )
        )


class Claim(Revised):
    statement = models.TextField(
        help_text="In plain words that can be understood without the article."
    )
    statement_key = models.CharField(max_length=500, db_index=True, editable=False)
    kind = models.CharField(max_length=20, choices=ClaimKind)
    language = models.CharField(max_length=35, blank=True, validators=[language_tag])
    said_on_earliest = models.DateField(null=True, blank=True)
    said_on_latest = models.DateField(null=True, blank=True)
    said_on_words = models.CharField(max_length=200, blank=True)
    about_on_earliest = models.DateField(null=True, blank=True)
    about_on_latest = models.DateField(null=True, blank=True)
    about_on_words = models.CharField(max_length=200, blank=True)
    questions = models.ManyToManyField(Question, blank=True, related_name="claims")
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.NORMAL)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="assigned_claims",
    )
    external_id = models.CharField(
        max_length=200,
        null=True,
        blank=True,
        unique=True,
        help_text="The claim's id in another system.",
    )

    # Written by workflow.py alone.
    status = models.CharField(
        max_length=20, choices=ClaimStatus, default=ClaimStatus.OPEN, editable=False, db_index=True
    )
    round = models.PositiveIntegerField(default=1, editable=False)
    basis = models.PositiveIntegerField(
        default=1,
        editable=False,
        help_text="Raised by every change of the statement, the quote or evidence that can count.",
    )
    completed_round = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="The latest round with all its assessments. Everybody can read them.",
    )
    assessments_required = models.PositiveSmallIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_ASSESSMENTS)]
    )
    verdict = models.ForeignKey(
        "claims.Verdict",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        help_text="The latest version, signed or retracted.",
    )
    duplicate_of = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="duplicates"
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        # One for each order and filter of the list, newest first within it.
        indexes = [
            models.Index(fields=["status", "-id"], name="claim_by_status"),
            models.Index(fields=["assignee", "-id"], name="claim_by_assignee"),
            models.Index(Upper("language"), models.F("id").desc(), name="claim_by_language"),
            models.Index(fields=["priority", "-id"], name="claim_by_priority"),
            models.Index(fields=["said_on_earliest", "id"], name="claim_by_said_on"),
            models.Index(fields=["said_on_latest"], name="claim_by_said_on_latest"),
        ]
        constraints = [
            in_order("said_on", "claim"),
            in_order("about_on", "claim"),
            models.CheckConstraint(
                condition=models.Q(status__in=ClaimStatus.values), name="claim_status_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(assessments_required__range=(1, MOST_ASSESSMENTS)),
                name="claim_assessments_required_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(completed_round__lte=models.F("round")),
                name="claim_rounds_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(duplicate_of=None) | models.Q(status=ClaimStatus.WITHDRAWN),
                name="claim_duplicate_is_withdrawn",
            ),
            # A signed-off claim has its verdict; the workflow writes both in one UPDATE.
            models.CheckConstraint(
                condition=~models.Q(status=ClaimStatus.SIGNED_OFF)
                | models.Q(verdict__isnull=False),
                name="claim_signed_off_has_verdict",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def said_on(self) -> ImpreciseDate:
        return ImpreciseDate(self.said_on_earliest, self.said_on_latest, self.said_on_words)

    @property
    def about_on(self) -> ImpreciseDate:
        return ImpreciseDate(self.about_on_earliest, self.about_on_latest, self.about_on_words)

    @property
    def standing_verdict(self) -> Any:
        """The signed verdict that is public now, also while the claim is under review. One query at most."""
        verdict = self.verdict
        return verdict if verdict is not None and verdict.stands else None

    @property
    def comes_due_on(self) -> datetime.date | None:
        """The day after the latest day that it is about, if that is known."""
        latest = self.about_on_latest
        return latest and min(latest, _LAST_BUT_ONE) + datetime.timedelta(days=1)

    @property
    def is_factual(self) -> bool:
        return self.kind == ClaimKind.FACTUAL


class Appearance(models.Model):
    """A place where a claim was found: the exact words, and the chain they came through."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="appearances")
    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="appearances")
    article_title = models.CharField(
        max_length=500, blank=True, help_text="A label, if the article is not on the desk."
    )
    quote = models.TextField(blank=True, help_text="The exact words; stretches joined by […].")
    quote_differs = models.JSONField(
        default=list,
        editable=False,
        help_text="How the words that were entered differ from those found: a code and a number each.",
    )
    translation = models.TextField(blank=True)
    translated_by = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article=None) | models.Q(article_title=""),
                name="appearance_titled_only_without_article",
            )
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} in {self.article_id or self.article_title or 'no article'}"


class Attribution(models.Model):
    """One step of an appearance's chain of attribution, nearest voice first."""

    appearance = models.ForeignKey(Appearance, models.CASCADE, related_name="chain")
    position = models.PositiveSmallIntegerField()
    source = models.ForeignKey(
        Source, models.PROTECT, null=True, blank=True, related_name="attributions"
    )
    label = models.CharField(
        max_length=200, blank=True, help_text='An unnamed voice, such as "a defence official".'
    )
    kind = models.CharField(max_length=20, choices=AttributionKind)
    cue = models.CharField(max_length=100, blank=True, help_text="The verb as printed.")
    date_earliest = models.DateField(null=True, blank=True)
    date_latest = models.DateField(null=True, blank=True)
    date_words = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["appearance", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["appearance", "position"], name="attribution_position_once"
            ),
            models.CheckConstraint(
                condition=models.Q(source__isnull=False) | ~models.Q(label=""),
                name="attribution_has_a_voice",
            ),
            in_order("date", "attribution"),
        ]

    def __str__(self) -> str:
        return self.voice

    @property
    def date(self) -> ImpreciseDate:
        return ImpreciseDate(self.date_earliest, self.date_latest, self.date_words)

    @property
    def voice(self) -> str:
        """The step's source and label as shown. One query unless `source` was selected."""
        if self.source is None:
            return self.label
        return f"{self.label} ({self.source.name})" if self.label else self.source.name


class ClaimLink(models.Model):
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=20, choices=LinkKind)
    other = models.ForeignKey(Claim, models.PROTECT, related_name="linked_from")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["claim", "kind", "other"], name="claim_link_once"),
            models.CheckConstraint(
                condition=~models.Q(claim=models.F("other")), name="claim_link_not_to_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"claim {self.claim_id} {self.get_kind_display()} claim {self.other_id}"
