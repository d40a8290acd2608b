"""How gunicorn serves the desk: a few processes with threads, on this machine only."""

import os

from verify.settings import PORT

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
# No control socket: it would be opened in the home directory, which may not exist.
control_socket_disable = True
# Heartbeats on a slow disk would look like hung workers.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
