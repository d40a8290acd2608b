"""Who is working on a background task: a lease, which its worker renews while it lives."""

from django.db import models


class Lease(models.Model):
    """The right to do one task for a short while. A worker that died renews nothing, and another takes it over."""

    task_path = models.CharField(max_length=100)
    row_id = models.PositiveBigIntegerField(help_text="What the task is about: its first argument.")
    detail = models.CharField(
        max_length=64,
        blank=True,
        help_text="What tells two tasks about one row apart, such as a digest of the URL.",
    )
    holder = models.CharField(max_length=32, blank=True)
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task_path", "row_id", "detail"], name="lease_once")
        ]

    def __str__(self) -> str:
        return f"{self.task_path} {self.row_id} until {self.expires_at}"
