"""What is deleted once a day: by the worker, or by hand with `tidy`."""

import logging
import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from claims.actions.account_erasure import expire_details
from claims.actions.account_sessions import forget_ended_sessions
from claims.actions.claim_lease import forget_ended_leases
from claims.actions.drafts import forget_old_drafts
from claims.actions.snapshot_files import remove_orphans
from claims.actions.snapshot_takedown import expire_copies
from claims.actions.visits import forget_visits
from claims.errors import Refused
from verify import notes
from verify.housekeeping import delete_ended

log = logging.getLogger(__name__)

NOTE = "tidy"
# How the names of folders in DATA_DIR begin that hold a backup in the clear while it is encrypted or decrypted.
WORKSPACE = "workspace-"
# No backup or restore takes that long.
_LONGEST_WORK = timedelta(days=2)


def tidy() -> dict[str, int]:
    """Return how many of each were deleted. Safe to run twice at once."""
    notes.write(NOTE)
    removed = delete_ended() | {
        "ended leases of claims": forget_ended_leases(),
        "ended sessions": forget_ended_sessions(),
        "files without a row": remove_orphans(),
        "old notes of the reading trail": forget_visits(),
        "old drafts": forget_old_drafts(),
        "abandoned workspaces": _remove_abandoned_workspaces(),
    }
    removed |= retain()
    log.info("tidied: %s", ", ".join(f"{number} {what}" for what, number in removed.items()))
    return removed


def _remove_abandoned_workspaces() -> int:
    """Remove what a backup or a restore left that was killed."""
    removed = 0
    for path in Path(settings.DATA_DIR).glob(f"{WORKSPACE}*"):
        age = timezone.now().timestamp() - path.stat().st_mtime
        if age > _LONGEST_WORK.total_seconds():
            shutil.rmtree(path, ignore_errors=True)
            removed += 1
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
