"""Background work: queued in the database with what requests it, and found again if its worker died."""

import datetime
import logging
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from claims.models import Lease
from claims.models.canonical import sha256_hex

try:  # Django 6 has what django_tasks brings to 5.2
    from django.tasks import task
except ImportError:
    from django_tasks import task  # type: ignore[no-redef]

__all__ = ["alive", "forget_finished", "lease", "task"]

log = logging.getLogger(__name__)

# A worker that is silent for this long is taken for dead. It is longer than a write can wait for SQLite's lock (20 s).
LEASE = datetime.timedelta(seconds=30)
BEAT = 8.0  # seconds between two signs of life
# Finished tasks hold nothing that the record does not have.
KEPT_TASKS = datetime.timedelta(days=1)


class QueuedTask(Protocol):
    """A function that @task made."""

    @property
    def module_path(self) -> str: ...


@contextmanager
def lease(task: QueuedTask, row_id: int, detail: str = "") -> Iterator[bool]:
    """Do a task that nobody else is doing. Yields False if a live worker is.

    A thread renews the lease until the block ends, however long the task takes: nobody takes it for lost while
    this process lives. Three small writes, and one every few seconds.
    """
    wanted = Lease(
        task_path=task.module_path,
        row_id=row_id,
        detail=sha256_hex(detail) if detail else "",
        holder=uuid.uuid4().hex,
        expires_at=timezone.now() + LEASE,
    )
    if not _take(wanted):
        yield False
        return
    ended = threading.Event()
    heart = threading.Thread(target=_beat, args=[wanted.holder, ended], name="lease", daemon=True)
    heart.start()
    try:
        yield True
    finally:
        ended.set()
        heart.join()
        try:
            Lease.objects.filter(holder=wanted.holder).delete()
        except DatabaseError:  # it ends by itself
            log.warning("the lease of %s %s was not given back", wanted.task_path, row_id)


def _take(wanted: Lease) -> bool:
    """Take the lease, unless it is held. Of two that try at once, one succeeds."""
    free = Lease.objects.filter(
        task_path=wanted.task_path, row_id=wanted.row_id, detail=wanted.detail
    )
    with transaction.atomic():
        expired = free.filter(expires_at__lte=timezone.now())
        if expired.update(holder=wanted.holder, expires_at=wanted.expires_at):
            return True
        Lease.objects.bulk_create([wanted], ignore_conflicts=True)
        return free.filter(holder=wanted.holder).exists()


def _beat(holder: str, ended: threading.Event) -> None:
    """Renew the lease until told to stop. A beat that fails is followed by the next."""
    while not ended.wait(BEAT):
        try:
            Lease.objects.filter(holder=holder).update(expires_at=timezone.now() + LEASE)
        except DatabaseError:
            log.warning("a lease was not renewed", exc_info=True)
        finally:
            connection.close()


def alive(task: QueuedTask) -> set[int]:
    """Return the rows that tasks of this kind wait or run for: their first arguments. Two queries.

    A task that was taken just now may have no lease yet.
    """
    now = timezone.now()
    tasks = DBTaskResult.objects.filter(task_path=task.module_path)
    found = tasks.ready() | tasks.running().filter(started_at__gte=now - LEASE)
    rows = {row["args"][0] for row in found.values_list("args_kwargs", flat=True)}
    held = Lease.objects.filter(task_path=task.module_path, expires_at__gt=now)
    return rows.union(held.values_list("row_id", flat=True))


def forget_finished() -> None:
    """Delete old finished tasks, and leases of workers that died. Two queries if there are none."""
    before = timezone.now() - KEPT_TASKS
    ended = DBTaskResult.objects.exclude(status=TaskResultStatus.READY)
    old = ended.filter(enqueued_at__lt=before)
    for rows in (old, Lease.objects.filter(expires_at__lt=before)):
        if rows.exists():
            rows.delete()
