"""Say what the settings for retention would remove, or remove it now. The worker does it once a day."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import ngettext

from claims import rules
from claims.management.tidying import retain
from claims.models import AccountEntry, Hold, Snapshot

MOST_LISTED = 1_000


class Command(BaseCommand):
    help = (
        "Remove what was kept as long as the settings say. RETAIN_COPIES_DAYS: the files and texts of archived copies on "
        "which no claim and no evidence rests. RETAIN_ACCOUNT_LOG_DAYS: addresses and browsers in the account log. "
        "Both are off by default. The worker does this once a day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="Only list what would be removed."
        )

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        if not settings.RETAIN_COPIES_DAYS:
            self.stdout.write("RETAIN_COPIES_DAYS is not set: archived copies are kept.")
        if not settings.RETAIN_ACCOUNT_LOG_DAYS:
            self.stdout.write("RETAIN_ACCOUNT_LOG_DAYS is not set: the account log is kept.")
        if denial := rules.why_held(Hold.objects.on_desk()):
            raise CommandError(denial.message)
        if not dry_run:
            for what, number in retain().items():
                self.stdout.write(f"{number} {what} removed.")
            return
        if settings.RETAIN_COPIES_DAYS:
            self._list_copies(settings.RETAIN_COPIES_DAYS)
        if settings.RETAIN_ACCOUNT_LOG_DAYS:
            old = timezone.now() - timedelta(days=settings.RETAIN_ACCOUNT_LOG_DAYS)
            number = AccountEntry.objects.old_details(old).count()
            text = ngettext(
                "The details of %d entry of the account log would be removed.",
                "The details of %d entries of the account log would be removed.",
                number,
            )
            self.stdout.write(text % number)

    def _list_copies(self, days: int) -> None:
        old = Snapshot.objects.unused_since(timezone.now() - timedelta(days=days)).order_by("pk")
        listed = old.select_related("article").defer("text", "boilerplate")[:MOST_LISTED]
        for copy in listed:
            article = f"A{copy.article_id} {copy.article}"
            self.stdout.write(f"{copy.pk}\t{copy.captured_at:%Y-%m-%d}\t{copy.size}\t{article}")
        number = old.count()
        text = ngettext(
            "%d archived copy would be removed.", "%d archived copies would be removed.", number
        )
        self.stdout.write(text % number)
