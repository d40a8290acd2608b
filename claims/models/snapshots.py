"""Archived copies: the bytes, the text extracted from them, and which of it is page boilerplate."""

from django.conf import settings
from django.db import models

from claims.enums import CaptureKind

from .articles import Article


class Snapshot(models.Model):
    """An archived copy: the captured bytes and the text extracted from them. Sealed by trigger: never changed."""

    article = models.ForeignKey(Article, models.PROTECT, null=True, related_name="snapshots")
    kind = models.CharField(max_length=20, choices=CaptureKind)
    # Named by its hash: the same bytes are kept once, and a name chosen by a sender is never used.
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
        """The page boilerplate that nobody has put back. One query unless `put_back` was prefetched."""
        back = {(stretch.start, stretch.end) for stretch in self.put_back.all()}
        return [(start, end) for start, end in self.boilerplate if (start, end) not in back]


class PutBackStretch(models.Model):
    """A stretch of page boilerplate that somebody put back into the article."""

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
