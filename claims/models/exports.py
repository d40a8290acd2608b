"""Numbered exports: what was downloaded, so that anyone can ask what has changed since."""

from django.conf import settings
from django.db import models


class Export(models.Model):
    """An export with a number, which is its id. Sealed by trigger: never changed."""

    filters = models.JSONField(default=dict, help_text="The parameters of its URL, without as_of.")
    as_of = models.DateTimeField()
    files = models.JSONField(help_text="Name, rows and SHA-256 of each file.")
    record_seq = models.PositiveBigIntegerField(help_text="The record's head at that moment.")
    record_hash = models.CharField(max_length=64)
    version = models.CharField(max_length=50, help_text="Version of the application.")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"export {self.pk}"
