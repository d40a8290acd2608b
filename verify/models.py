"""Counts of what is limited. They are no part of the record: losing them loses nothing that people made."""

from django.db import models


class Count(models.Model):
    """How often something was done since its window began."""

    # A keyed hash of what is limited and for whom, so that the table names no account and no address.
    key = models.CharField(max_length=64, primary_key=True)
    number = models.PositiveIntegerField()
    until = models.BigIntegerField(db_index=True)  # seconds since 1970: then the window ends

    class Meta:
        verbose_name = "count"
        verbose_name_plural = "counts"

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.number}"
