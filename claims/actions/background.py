"""Background work: queued in the database with what requests it, and found again if its worker died."""

import datetime
from typing import Protocol

from django.utils import timezone
from django_tasks_db.compat import TaskResultStatus
from django_tasks_db.models import DBTaskResult

try:  # Django 6 has what django_tasks brings to 5.2
    from django.tasks import task
except ImportError:
    from django_tasks import task  # type: ignore[no-redef]

__all__ = ["alive", "forget_finished", "task"]

# A fetch ends after 20 s, a PDF's reading after 20 s, a wait for the lock after 20 s: twice all that.
LONGEST_ATTEMPT = datetime.timedelta(minutes=2)
# Finished tasks hold nothing that the record does not have.
KEPT_TASKS = datetime.timedelta(days=1)


class QueuedTask(Protocol):
    """A function that @task made."""

    @property
    def module_path(self) -> str: ...


def alive(task: QueuedTask, lost_before: datetime.datetime | None = None) -> set[int]:
    """Return the rows that tasks of this kind wait or run for: their first arguments. One query.

    A task is lost if it has run for longer than any can, or began before `lost_before`.
    """
    begun = timezone.now() - LONGEST_ATTEMPT
    tasks = DBTaskResult.objects.filter(task_path=task.module_path)
    found = tasks.ready() | tasks.running().filter(started_at__gte=max(begun, lost_before or begun))
    return {row["args"][0] for row in found.values_list("args_kwargs", flat=True)}


def forget_finished() -> None:
    """Delete old finished tasks. One query if there are none."""
    ended = DBTaskResult.objects.exclude(status=TaskResultStatus.READY)
    old = ended.filter(enqueued_at__lt=timezone.now() - KEPT_TASKS)
    if old.exists():
        old.delete()
