"""Run commands in processes and on terminals of their own, and stop them while they work."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

MANAGE = [sys.executable, "manage.py"]


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a desk on SQLite in this folder."""
    env = {**os.environ, "DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "verify.settings"}
    env.pop("DATABASE_URL", None)
    return env


def stop(
    how: signal.Signals, command: list[str], env: dict[str, str], *, seen: bytes
) -> tuple[int, str]:
    """Run it until its progress shows `seen`, and send it the signal. Return its exit code and its output."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [*MANAGE, *command],
        env=env,
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        preexec_fn=_heed_ctrl_c,
    )
    os.close(theirs)
    shown = b""
    while seen not in shown:
        shown += os.read(ours, 1024)
    child.send_signal(how)
    out, _ = child.communicate()
    os.close(ours)
    return child.returncode, out


def _heed_ctrl_c() -> None:
    """A shell starts what runs in the background without SIGINT, and every process below inherits that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
