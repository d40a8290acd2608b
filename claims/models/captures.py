"""Requests to archive a URL: stored at once, fetched later, tried again when they fail."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models

from claims.enums import CaptureState

from .articles import Article
from .evidence import Evidence
from .snapshots import Snapshot


class PageRequest(models.Model):
    """What the background workers are asked to do with a page: tried again after a pause, in the end given up."""

    state = models.CharField(
        max_length=20, choices=CaptureState, default=CaptureState.WAITING, db_index=True
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(help_text="Earliest time of the next attempt.")
    problem_code = models.CharField(max_length=50, blank=True)
    problem_values = models.JSONField(default=dict, help_text="What its sentence needs, by name.")
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        ordering = ["pk"]


class CaptureRequestQuerySet(models.QuerySet["CaptureRequest"]):
    def waiting(self) -> Self:
        return self.filter(state=CaptureState.WAITING)

    def due(self, moment: datetime.datetime) -> Self:
        return self.waiting().filter(due_at__lte=moment)

    def latest_of_each(self) -> Self:
        """Leave out those that were requested again since, and those of articles that are not on the desk any more."""
        newer = CaptureRequest.objects.filter(
            models.Q(article=models.OuterRef("article"))
            | models.Q(evidence=models.OuterRef("evidence")),
            pk__gt=models.OuterRef("pk"),
        )
        off = models.Q(article__joined_into__isnull=False) | models.Q(
            article__undone_with__isnull=False
        )
        return self.exclude(models.Exists(newer)).exclude(off)


class CaptureRequest(PageRequest):
    """A request for an archived copy. The article or evidence can be used without it."""

    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="capture_requests")
    evidence = models.ForeignKey(
        Evidence, models.PROTECT, null=True, related_name="capture_requests"
    )
    url = models.URLField(max_length=2000, verbose_name="URL")
    problem = models.TextField(
        blank=True, help_text="The sentence itself, in rows of older versions."
    )
    snapshot = models.ForeignKey(Snapshot, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = CaptureRequestQuerySet.as_manager()

    class Meta(PageRequest.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=models.Q(article__isnull=False, evidence=None)
                | models.Q(article=None, evidence__isnull=False),
                name="capture_of_one",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=CaptureState.ARCHIVED) | models.Q(snapshot__isnull=False),
                name="capture_archived_has_snapshot",
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(state=CaptureState.WAITING),
                name="capture_one_waiting_per_article",
            ),
            models.UniqueConstraint(
                fields=["evidence"],
                condition=models.Q(state=CaptureState.WAITING),
                name="capture_one_waiting_per_evidence",
            ),
        ]

    def __str__(self) -> str:
        return f"capture {self.pk} of {self.url}"

    @property
    def about(self) -> Article | Evidence:
        """The article or evidence that the copy is for. One query unless it was selected."""
        found = self.article or self.evidence
        assert found is not None  # the constraint capture_of_one
        return found


class ScreenshotRequestQuerySet(models.QuerySet["ScreenshotRequest"]):
    def due(self, moment: datetime.datetime) -> Self:
        return self.filter(state=CaptureState.WAITING, due_at__lte=moment)


class ScreenshotRequest(PageRequest):
    """A request for a screenshot of a page that was archived. The copy is complete without it."""

    capture = models.OneToOneField(
        CaptureRequest, models.PROTECT, related_name="screenshot_request"
    )
    screenshot = models.OneToOneField(
        Snapshot, models.PROTECT, null=True, related_name="screenshot_of"
    )

    objects = ScreenshotRequestQuerySet.as_manager()

    class Meta(PageRequest.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state=CaptureState.ARCHIVED)
                | models.Q(screenshot__isnull=False),
                name="screenshot_archived_has_snapshot",
            ),
        ]

    def __str__(self) -> str:
        return f"screenshot {self.pk} of capture {self.capture_id}"

    @property
    def copy(self) -> Snapshot:
        """The archived copy of the same page. Two queries unless they were selected."""
        assert self.capture.snapshot is not None  # it was requested when the copy was archived
        return self.capture.snapshot
