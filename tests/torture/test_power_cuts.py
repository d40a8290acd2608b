"""The power fails after each acknowledgement: everything acknowledged is there when the desk starts again.

SQLite: the system calls of a process that signs verdicts are replayed, and at each acknowledgement the files are built
from nothing but what had reached the disk. PostgreSQL: all its processes are killed at once, and it recovers from its
log; what had reached its own disk is not replayed.

Negative control: TORTURE_BREAK=synchronous_normal (PostgreSQL: synchronous_commit=off). Seen red on
SQLite: each of 12 cuts lost something, up to 24 rows at once.
"""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as running
from django.db import connection

from tests import with_postgres

from .amounts import amount
from .desk import BREAK
from .power import CALLS, Disk

pytestmark = pytest.mark.django_db

ON_SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="replays the writes of SQLite")
ON_POSTGRESQL = pytest.mark.skipif(connection.vendor != "postgresql", reason="kills PostgreSQL")
Row = tuple[str, int]


def busy(count: int, data: Path, url: str) -> tuple[list[str], dict[str, str]]:
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(data),
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "tests.torture.broken" if BREAK else "verify.settings",
        "TORTURE_BREAK": BREAK,
    }
    return [sys.executable, "-m", "tests.torture.busy_actions", str(count)], environment


def missing(database: Any, rows: list[Row]) -> list[Row]:
    """Return the rows that are not there, with one query for each table."""
    lost: list[Row] = []
    for table in {table for table, _ in rows}:
        there = {key for (key,) in database.execute(f"SELECT id FROM {table}")}
        lost += [row for row in rows if row[0] == table and row[1] not in there]
    return lost


@contextmanager
def rebuilt(disk: Disk) -> Iterator[Path]:
    """Write what survived into a folder in memory."""
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="verify-cut-", dir=memory))
    try:
        for name, data in disk.survivors().items():
            path = folder / Path(name).relative_to(disk.root)
            if path.suffix != ".sqlite3-shm":  # SQLite builds it again
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def strace() -> str:
    found = shutil.which("strace")
    if found is None or subprocess.run([found, "-o", "/dev/null", "true"]).returncode:
        pytest.skip("strace is not installed, or may not watch a process here")
    return found


@ON_SQLITE
def test_each_acknowledgement_survives_a_power_cut(
    strace: str, migrated: Path, tmp_path: Path, figure: Any
) -> None:
    data, trace = tmp_path / "desk", tmp_path / "trace"
    shutil.copytree(migrated, data)
    disk = Disk(data)
    command, environment = busy(amount("power cuts"), data, "")
    watch = [
        strace,
        "-f",
        "-y",
        "-xx",
        "-s",
        "10000000",
        "-e",
        f"trace={CALLS}",
        "-o",
        str(trace),
    ]
    done = subprocess.run(
        [*watch, *command], cwd=running.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-4000:]
    rows: list[Row] = []
    cuts, lossy, most = 0, 0, 0
    for line in disk.replay(trace):
        rows += [(table, key) for table, key in json.loads(line)]
        cuts += 1
        with rebuilt(disk) as folder:
            with closing(sqlite3.connect(folder / "verify.sqlite3")) as database:
                lost = missing(database, rows)
                if cuts % 25 == 0:
                    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                names = [name for (name,) in database.execute("SELECT file FROM claims_snapshot")]
            lost += [
                ("file", 0) for name in names if not (folder / "captures" / name).stat().st_size
            ]
            if cuts == amount("power cuts") and not lost:
                _assert_whole(folder)
        lossy += bool(lost)
        most = max(most, len(lost))
    figure("power cuts", cuts=cuts, cuts_that_lost=lossy, most_lost_at_once=most)
    assert cuts >= amount("power cuts")
    assert (lossy, most) == (0, 0)


def _assert_whole(folder: Path) -> None:
    """Fail unless the desk that comes back says that it is whole."""
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder)}
    command = [sys.executable, "manage.py", "verify_record"]
    done = subprocess.run(
        command, cwd=running.BASE_DIR, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def own_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[with_postgres.Server]:
    """Return a PostgreSQL server with its usual promises, which `with_postgres` takes away for speed."""
    binaries = with_postgres.find_binaries()
    assert binaries
    monkeypatch.setattr(with_postgres, "FAST", [])
    folder = Path(tempfile.mkdtemp(prefix="verify-crash-"))
    server = with_postgres.Server(binaries, folder)
    server.start()
    yield server
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def crash(server: with_postgres.Server) -> None:
    """Kill all of its processes at once, and start it again on what they left."""
    assert server.process
    with suppress(ProcessLookupError):
        os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()
    with suppress(FileNotFoundError):
        (server.data / "postmaster.pid").unlink()
    server.serve()


@ON_POSTGRESQL
def test_each_acknowledgement_survives_a_crash_of_the_server(
    own_server: with_postgres.Server, tmp_path: Path, figure: Any
) -> None:
    chance, rows, lost = random.Random(2026), list[Row](), list[Row]()
    command, environment = busy(0, tmp_path, own_server.url())
    migrate = [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]
    usual = environment | {"DJANGO_SETTINGS_MODULE": "verify.settings"}
    subprocess.run(migrate, cwd=running.BASE_DIR, env=usual, check=True)
    for _ in range(amount("crashes of PostgreSQL")):
        writers = [
            subprocess.Popen(
                command,
                cwd=running.BASE_DIR,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
            )
            for _ in range(2)
        ]
        first = writers[0].stdout
        assert first
        acknowledged = [first.readline()]  # both are at work
        time.sleep(chance.uniform(0.5, 2))
        crash(own_server)
        for writer in writers:
            acknowledged += writer.communicate()[0].splitlines()
        rows += [(table, key) for line in acknowledged for table, key in json.loads(line)]
        with psycopg.connect(own_server.url()) as database:
            lost += missing(database, rows)
    figure(
        "crashes",
        crashes=amount("crashes of PostgreSQL"),
        acknowledged_rows=len(rows),
        lost=len(lost),
    )
    assert lost == []
    command = [sys.executable, "manage.py", "verify_record"]
    done = subprocess.run(command, cwd=running.BASE_DIR, env=usual, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
