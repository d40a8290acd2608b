"""What is deleted once a day: by the worker, or by hand with `tidy`."""

import logging
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from claims.actions.account_erasure import expire_details
from claims.actions.account_sessions import forget_ended_sessions
from claims.actions.snapshot_files import remove_orphans
from claims.actions.snapshot_takedown import expire_copies
from claims.actions.visits import forget_visits
from claims.errors import Refused
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
    removed |= retain()
    log.info("tidied: %s", ", ".join(f"{number} {what}" for what, number in removed.items()))
    return removed


def retain() -> dict[str, int]:
    """Remove what was kept as long as the settings say. Nothing by default, and nothing under a legal hold."""
    removed = 0
    if settings.RETAIN_COPIES_DAYS:
        try:
            while found := expire_copies(days=settings.RETAIN_COPIES_DAYS, by=None):
                removed += found
        except Refused as refusal:
            log.info("retention: %s", refusal.denial.code)
    details = 0
    if days := settings.RETAIN_ACCOUNT_LOG_DAYS:
        while found := expire_details(days):
            details += found
    return {
        "archived copies that were kept long enough": removed,
        "details of the account log that were kept long enough": details,
    }


def tidy_daily() -> None:
    """Tidy if nobody has for a day. Reads one small file."""
    last = notes.read(NOTE)
    if not last or timezone.now() - last["at"] >= timedelta(days=1):
        tidy()
