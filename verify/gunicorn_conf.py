"""How gunicorn serves the desk: a few processes with threads, on this machine only."""

import os
from datetime import UTC, datetime
from threading import Event, Thread
from typing import Any

from django.core.management import call_command
from gunicorn.glogging import Logger  # type: ignore[import-untyped]  # it has no types

from verify.logs import JsonLines
from verify.settings import BACKGROUND, DATABASES, PORT


class JsonLogger(Logger):
    """Gunicorn's own lines in the shape of all others; no access log, for it would hold every search."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonLines())


bind = f"127.0.0.1:{PORT}"
wsgi_app = "verify.wsgi:application"
# Loaded once before the workers: a desk that refuses to start says so once and stops.
preload_app = True
# gthread by name: sync workers cut a long download at the timeout and still say 200.
worker_class = "gthread"
# SQLite has one writer at a time; more processes would only queue for it.
workers = min(4, os.cpu_count() or 1)
threads = 8
timeout = 60
# A search in a script beyond ASCII takes six characters a letter or more.
limit_request_line = 8190
logger_class = JsonLogger
# No control socket: it would be opened in the home directory, which may not exist.
control_socket_disable = True
# Heartbeats on a slow disk would look like hung workers.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

# --- Background work: a thread of each process, made after the fork, which no thread survives ---

_started = datetime.now(UTC)
_stop = Event()
_threads: list[Thread] = []


def post_worker_init(worker: Any) -> None:
    if BACKGROUND != "web":
        return
    # On SQLite this server is the only one: what was at work before it started is at work no more.
    alone = DATABASES["default"]["ENGINE"].endswith("sqlite3")
    options = {"stop": _stop, "alone_since": _started if alone else None}
    thread = Thread(
        target=call_command, args=["worker"], kwargs=options, name="worker", daemon=True
    )
    thread.start()
    _threads.append(thread)


def worker_exit(server: Any, worker: Any) -> None:
    """An attempt that is nearly done may end; one that is cut off is made again."""
    _stop.set()
    for thread in _threads:
        thread.join(timeout=5)
