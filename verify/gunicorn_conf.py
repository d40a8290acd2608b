"""How gunicorn serves the desk: a few processes with threads, on this machine only."""

import os
from threading import Event, Thread
from typing import Any

from django.core.management import call_command
from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # it has no types

from verify.logs import JsonLines
from verify.settings import BACKGROUND, PORT


class JsonLogger(Logger):
    """Format gunicorn's own lines like all others. No access log: it would hold every search."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())


bind = f"127.0.0.1:{PORT}"
wsgi_app = "verify.wsgi:application"
# Load the application once, before the workers, so that a desk which refuses to start says so once.
preload_app = True
# gthread is named here because sync workers cut a long download at the timeout and still report 200.
worker_class = "gthread"
# SQLite has one writer at a time; more processes would only wait for it.
workers = min(4, os.cpu_count() or 1)
threads = 8
timeout = 60
# In a search, a letter beyond ASCII takes six characters or more.
limit_request_line = 8190
logger_class = JsonLogger
# A control socket would be opened in the home directory, which may not exist.
control_socket_disable = True
# With heartbeats on a slow disk, workers would seem to hang.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

# --- Background work: one thread per process, started after the fork, which no thread survives ---

_stop = Event()
_threads: list[Thread] = []


def post_worker_init(worker: Any) -> None:
    if BACKGROUND != "web":
        return
    thread = Thread(
        target=call_command, args=["worker"], kwargs={"stop": _stop}, name="worker", daemon=True
    )
    thread.start()
    _threads.append(thread)


def worker_exit(server: Any, worker: Any) -> None:
    """Let an attempt that is nearly done finish. One that is cut off is repeated later."""
    _stop.set()
    for thread in _threads:
        thread.join(timeout=5)
