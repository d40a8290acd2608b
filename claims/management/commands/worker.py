"""Do the background work: archive the requested URLs, and read what was archived."""

import logging
import signal
import threading
import time
from types import FrameType
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from claims.actions import capture_screenshot as screenshot_actions
from claims.actions import captures as capture_actions
from claims.actions import suggestions as suggestion_actions
from claims.management import nightly
from claims.management.tidying import tidy_daily
from verify import notes

log = logging.getLogger(__name__)

# Seconds between looks at an empty queue, and between looks for work whose worker died.
INTERVAL = 1.0
RESUME_EVERY = 12.0
# Seconds before a database that is locked or gone is tried again.
PAUSE = 5.0


class Command(BaseCommand):
    help = (
        "Do the background work until stopped: archive the requested URLs, and read archived articles for "
        "sentences worth checking. Run it with BACKGROUND=worker, and next to runserver; otherwise a thread of each web "
        "process does this. You can run several at once."
    )
    # Set by a process that runs this in a thread: what stops it.
    stealth_options = ("stop",)

    def handle(self, *args: Any, stop: threading.Event | None = None, **options: Any) -> None:
        if stop is None:
            stop = threading.Event()
            _stop_at_signals(stop)
            self.stdout.write("Doing the background work. Press Ctrl+C to stop.")
        work(stop)


def _stop_at_signals(stop: threading.Event) -> None:
    """Finish the running attempt at the first signal. A second one ends the process."""

    def ask_to_stop(number: int, frame: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask_to_stop)


def work(stop: threading.Event) -> None:
    """Run one task after another. A database error is logged and the work goes on after a pause."""
    name = get_random_string(32)
    resumed: float | None = None
    suspected: set[int] = set()
    screenshots: set[int] = set()
    while not stop.is_set():
        pause = INTERVAL
        try:
            close_old_connections()
            if resumed is None or time.monotonic() - resumed >= RESUME_EVERY:
                notes.write("worker")
                suspected = capture_actions.resume(suspected)
                screenshots = screenshot_actions.resume(screenshots)
                suggestion_actions.resume()
                tidy_daily()
                nightly.start_if_due()
                resumed = time.monotonic()
            # A plain read first: taking a task locks the whole SQLite database.
            if DBTaskResult.objects.ready().exists():
                _run_one_task(name)
                pause = 0.0
        except DatabaseError:
            log.exception("the background work failed and will be tried again")
            pause = PAUSE
        stop.wait(pause)
    connection.close()


def _run_one_task(name: str) -> None:
    Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=name,
    ).run()
