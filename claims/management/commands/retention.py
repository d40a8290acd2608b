"""Say what the settings for retention would remove, or remove it now. The worker does it once a day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from claims import rules
from claims.management.tidying import retain
from claims.models import Hold, Snapshot

MOST_LISTED = 1_000


class Command(BaseCommand):
    help = (
        "Remove what was kept as long as RETAIN_COPIES_DAYS says: the files and texts of archived copies on which no "
        "claim and no evidence rests. Off by default. The worker does this once a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Only list what would be removed."
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        days = settings.RETAIN_COPIES_DAYS
        if not days:
            self.stdout.write("RETAIN_COPIES_DAYS is not set: archived copies are kept.")
            return
        if denial := rules.why_held(Hold.objects.on_desk()):
            raise CommandError(denial.message)
        if dry_run:
            self._list(days)
            return
        for what, number in retain().items():
            self.stdout.write(f"{number} {what} removed.")

    def _list(self, days: int) -> None:
        old = Snapshot.objects.unused_since(timezone.now() - timedelta(days=days)).order_by("pk")
        listed = old.select_related("article").defer("text", "boilerplate")[:MOST_LISTED]
        for copy in listed:
            article = f"A{copy.article_id} {copy.article}"
            self.stdout.write(f"{copy.pk}\t{copy.captured_at:%Y-%m-%d}\t{copy.size}\t{article}")
        self.stdout.write(f"{old.count()} archived copies would be removed.")
