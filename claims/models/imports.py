"""Runs of an import, and what each added, so that one can be undone as a whole."""

from collections.abc import Collection

from django.conf import settings
from django.db import models

from claims.enums import SuggestionState, Verb

from .articles import Article, ToldApart
from .record import Event

# What the desk itself does with an article, and asks for through others: nobody has worked on it.
_NO_WORK = (
    Verb.ARTICLES_IMPORTED, Verb.CAPTURE_ASKED, Verb.CAPTURES_ASKED, Verb.CAPTURED, Verb.CAPTURE_FAILED,
    Verb.CAPTURE_GIVEN_UP, Verb.SCREENSHOT_TAKEN, Verb.SCREENSHOT_FAILED,
)  # fmt: skip

# What people's work on an article leaves. Other rows name it too: its copies, what was requested, noticed or told of it.
WORK_ON_ARTICLES = (
    models.Q(appearances__isnull=False),
    models.Q(evidence__isnull=False),
    models.Q(republications__isnull=False),
    models.Q(holds__isnull=False),
    models.Q(joined_into__isnull=False),
    models.Q(joined__isnull=False),
    models.Q(told_apart__isnull=False),
    models.Q(snapshots__put_back__isnull=False),
    models.Q(snapshots__ruling__isnull=False),
    models.Q(snapshots__takedown__isnull=False),
    models.Q(suggestions__state__in=(SuggestionState.ACCEPTED, SuggestionState.DISMISSED)),
    models.Q(origin_hints__dismissed_at__isnull=False),
    models.Q(hinted_copies__dismissed_at__isnull=False),
)


def articles_worked_on(ids: Collection[int]) -> list[Article]:
    """Return the articles on which somebody did something since they were imported. One query for each kind of work."""
    told = Event.objects.filter(object_type="article", object_id__in=ids).exclude(verb__in=_NO_WORK)
    apart = ToldApart.objects.filter(other__in=ids)
    found = {*told.values_list("object_id", flat=True), *apart.values_list("other", flat=True)}
    for work in WORK_ON_ARTICLES:
        found |= {*Article.objects.filter(work, pk__in=ids).values_list("pk", flat=True)}
    return list(Article.objects.filter(pk__in=found).order_by("pk"))


class Import(models.Model):
    """One run over a file of claims or articles. Its batches, each an action of its own, find it by its key."""

    key = models.CharField(max_length=32, unique=True, editable=False)
    file_name = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.file_name or f"import {self.pk}"


class ImportedRow(models.Model):
    """A row that an import added: a claim, or a source, question or article that its claims name.

    It names the row by number: the row may be gone, and what is added twice is another row.
    """

    run = models.ForeignKey(Import, models.PROTECT, related_name="rows")
    object_type = models.CharField(max_length=40)
    object_id = models.PositiveBigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["object_type", "object_id"], name="imported_row_added_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_type} {self.object_id}"
