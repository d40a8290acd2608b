"""Runs of an import, and what each added, so that one can be undone as a whole."""

from django.conf import settings
from django.db import models


class Import(models.Model):
    """One run over a file of claims. Its batches, each an action of its own, find it by its key."""

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
