"""Delete expired logins, old failed logins and orphan files now. The worker does it once a day."""

from typing import Any

from django.core.management.base import BaseCommand

from claims.management.tidying import tidy


class Command(BaseCommand):
    help = (
        "Delete expired sessions, failed logins older than a day, ended counts of limits, files of archived copies that "
        "no row names, and old notes of the reading trail. The worker does this once a day."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        for what, number in tidy().items():
            self.stdout.write(f"{number} {what} deleted.")
