"""The health check that monitors call: whether the desk can do its work, in a fixed number of queries."""

import os
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Case, Min, Subquery, When
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from claims.models import Event, RecordHead, Snapshot, triggers
from verify import notes
from verify.checks import missing_migrations

MEGABYTE = 1024 * 1024
# An archived copy has up to 10 MB, and eight people may be uploading.
LEAST_FREE = 256 * MEGABYTE
# The worker looks at the queue every second. A capture that failed waits outside the queue.
LONGEST_IN_QUEUE = timedelta(hours=1)
# A worker says every half minute that it is there, but not while it does a task, which takes minutes at most.
LONGEST_WITHOUT_WORKER = timedelta(minutes=15)
# All run every night (README.md). Two nights may be missed.
LONGEST_SINCE_RUN = timedelta(days=3)
RUNS = {
    "verification": "verify_record",
    "checkpoint": "nightly",
    "timestamp": "timestamp",
    "backup": "backup",
}


@dataclass(frozen=True)
class Measures:
    """What a monitor can draw: bytes, seconds, and moments of the last runs, or None."""

    free_bytes: int
    queue_seconds: int
    last_verification: datetime | None
    last_backup: datetime | None


def measures() -> Measures:
    """Measure the disk and the queue. One query."""
    now = timezone.now()
    # A task that was to wait is late from then on; others have a day beyond all calendars there.
    due = Case(When(run_after__lte=now, then="run_after"), default="enqueued_at")
    since = DBTaskResult.objects.ready().aggregate(since=Min(due))["since"]
    waited = now - since if since else timedelta()
    return Measures(
        free_bytes=min(
            _free_bytes(Path(settings.DATA_DIR)), _free_bytes(Path(settings.MEDIA_ROOT))
        ),
        queue_seconds=max(0, int(waited.total_seconds())),
        last_verification=notes.read("verify_record").get("at"),
        last_backup=notes.read("backup").get("at"),
    )


def _free_bytes(folder: Path) -> int:
    """Return the space of the disk that the folder is on, or would be."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return shutil.disk_usage(folder).free


def faults_of(measured: Measures) -> dict[str, str]:
    found: dict[str, str] = {}
    if measured.free_bytes < LEAST_FREE:
        found["disk"] = f"Only {measured.free_bytes // MEGABYTE} MB are free."
    if measured.queue_seconds > LONGEST_IN_QUEUE.total_seconds():
        found["queue"] = f"The oldest task has waited {measured.queue_seconds // 60} minutes."
    if settings.BACKGROUND == "worker" and (fault := _fault_of_worker()):
        found["worker"] = fault
    for part, name in RUNS.items():
        # A desk that has never run them may be a trial; one that has, and stopped, is not backed up.
        if fault := _fault_of_run(name):
            found[part] = fault
    return found


def _fault_of_worker() -> str:
    last = notes.read("worker").get("at")
    if last and timezone.now() - last < LONGEST_WITHOUT_WORKER:
        return ""
    return "No worker is running."


def _fault_of_run(name: str) -> str:
    last = notes.read(name)
    if not last or (name == "timestamp" and not settings.TIMESTAMP_URL):
        return ""
    if not last.get("ok"):
        return f"The last run of {name} failed, at {last['at']:%Y-%m-%d %H:%M} UTC."
    if name == "nightly" and not settings.NIGHTLY:
        return ""
    if timezone.now() - last["at"] > LONGEST_SINCE_RUN:
        return f"The last run of {name} was at {last['at']:%Y-%m-%d %H:%M} UTC."
    return ""


@dataclass(frozen=True)
class LastRun:
    """When something last ran, for admins. `at` is None if it never did on this machine."""

    name: str
    at: datetime | None
    succeeded: bool


def last_runs() -> list[LastRun]:
    """Return the last verification and the last backup. Reads two small files."""
    runs = []
    for name, note in (("Verification of the record", "verify_record"), ("Backup", "backup")):
        last = notes.read(note)
        runs.append(LastRun(name, last.get("at"), bool(last.get("ok"))))
    return runs


def faults() -> dict[str, str]:
    """Return what is wrong, by part, in words that strangers may read. Five queries."""
    try:
        connection.ensure_connection()
        pending = missing_migrations()
    except DatabaseError:
        return {"database": "The database cannot be reached."}
    if pending:
        return {"migrations": f"Not migrated yet: {', '.join(pending)}."}
    found: dict[str, str] = {}
    if lost := triggers.missing(connection):
        found["triggers"] = f"Missing, or not as they should be: {', '.join(lost)}."
    if fault := _fault_of_head():
        found["record"] = fault
    if fault := _fault_of_captures():
        found["captures"] = fault
    return found


def _fault_of_captures() -> str:
    """Check for a disk that is not mounted or is read-only. The first archived copy creates the folder."""
    folder = Path(settings.MEDIA_ROOT)
    if not folder.exists():
        return "The archived copies are not there." if Snapshot.objects.exists() else ""
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        return "Archived copies cannot be written."
    return ""


def _fault_of_head() -> str:
    """Compare the head with the last Event in one query: between two, an action may commit."""
    last = Event.objects.order_by("-seq")
    head = (
        RecordHead.objects.filter(pk=1)
        .annotate(
            last_seq=Subquery(last.values("seq")[:1]), last_hash=Subquery(last.values("hash")[:1])
        )
        .first()
    )
    if head is None:
        return "The record has no head."
    if head.last_seq is None:
        return "" if head.seq == 0 else f"The head says {head.seq}, and there is no Event."
    if (head.seq, head.hash) != (head.last_seq, head.last_hash):
        return (
            f"The head says {head.seq}, the last Event is {head.last_seq}, or their hashes differ."
        )
    return ""
