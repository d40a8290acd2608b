"""What is deleted once a day: by the worker, or by hand with `tidy`."""

import logging
from datetime import timedelta

from django.utils import timezone

from claims.actions.account_sessions import forget_ended_sessions
from claims.actions.snapshot_files import remove_orphans
from claims.actions.visits import forget_visits
from verify import notes
from verify.housekeeping import delete_ended

log = logging.getLogger(__name__)

NOTE = "tidy"


def tidy() -> dict[str, int]:
    """Return how many of each were deleted. Safe to run twice at once."""
    notes.write(NOTE)
    removed = delete_ended() | {
        "ended sessions": forget_ended_sessions(),
        "files without a row": remove_orphans(),
        "old notes of the reading trail": forget_visits(),
    }
    log.info("tidied: %s", ", ".join(f"{number} {what}" for what, number in removed.items()))
    return removed


def tidy_daily() -> None:
    """Tidy if nobody has for a day. Reads one small file."""
    last = notes.read(NOTE)
    if not last or timezone.now() - last["at"] >= timedelta(days=1):
        tidy()
