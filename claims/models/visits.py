"""The reading trail, if the desk keeps one: who opened which page, and when. Not part of the record."""

from django.conf import settings
from django.db import models

from claims.enums import VisitedKind


class Visit(models.Model):
    """Somebody opened the page of an article or claim. Deleted after Desk.reading_trail_days."""

    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField("page", max_length=10, choices=VisitedKind)
    number = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "opened page"

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"
