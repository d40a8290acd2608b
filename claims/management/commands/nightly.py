"""Verify the record now, as the worker does every night, and keep a checkpoint of it elsewhere."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from claims.management import nightly
from claims.management.progress import count_faults


class Command(BaseCommand):
    help = (
        "Verify the record against the last checkpoint in CHECKPOINT_DIR, write a new one there and mail it to "
        "CHECKPOINT_MAIL, with a time stamp from TIMESTAMP_URL. A failure is mailed, too, and shown by /healthz. The worker does this once a day, after midnight "
        "UTC, unless NIGHTLY is 0."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        night = nightly.run()
        if night.found:
            raise CommandError(
                f"The record was altered: {count_faults(night.found)}, logged above."
            )
        if not night.is_intact or night.head is None:
            raise CommandError(f"Failed: {' '.join(night.troubles) or 'The record has no head.'}")
        self.stdout.write(f"The record is intact: {night.head.seq} Events, head {night.head.hash}.")
        if night.checkpoint:
            self.stdout.write(f"{night.checkpoint} was written.")
        if night.stamped_at:
            self.stdout.write(f"Its time stamp says {night.stamped_at:%Y-%m-%d %H:%M:%S} UTC.")
        if night.stamp_fault:
            raise CommandError(f"There is no time stamp: {night.stamp_fault}")
