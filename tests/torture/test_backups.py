"""Backups under load: eight processes write without a pause, and every backup restores all that was acknowledged before it.

BACKUPS sets how many are made. The negative control is a test of its own: a plain copy of SQLite's file, checked in the
same way, lacks what was acknowledged or cannot be read. It was red 3 times of 3.
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings as running

from tests.commands.conftest import new_desk  # noqa: F401  (a fixture)
from tests.commands.desks import POSTGRES, Desk, manifest

pytestmark = pytest.mark.django_db

WRITERS = 8
BACKUPS = int(os.environ.get("BACKUPS", "10"))

Row = tuple[str, int]


@dataclass
class Load:
    """Processes that write, and the files into which each prints what was acknowledged, and when."""

    logs: list[Path]
    writers: list[subprocess.Popen[bytes]]

    def acknowledged(self) -> list[tuple[float, Row]]:
        """Return every row with the moment at which it was known to be committed. A half line is not yet said."""
        found = []
        for log in self.logs:
            for line in log.read_text().split("\n")[:-1]:
                told = json.loads(line)
                found += [(told["at"], (table, key)) for table, key in told["rows"]]
        return found

    def wait_for(self, number: int) -> None:
        """Wait until the processes have been acknowledged that often."""
        while sum(log.read_text().count("\n") for log in self.logs) < number:
            assert any(writer.poll() is None for writer in self.writers)
            time.sleep(0.2)


@contextmanager
def load_on(desk: Desk, folder: Path) -> Iterator[Load]:
    logs = [folder / f"writer{number}" for number in range(WRITERS)]
    with ExitStack() as stack:
        writers = []
        for log in logs:
            command = [sys.executable, "-m", "tests.commands.busy_process", log.name]
            writer = stack.enter_context(
                subprocess.Popen(
                    command,
                    cwd=running.BASE_DIR,
                    env=desk.variables(),
                    stdout=stack.enter_context(log.open("wb")),
                    stderr=stack.enter_context(log.with_suffix(".errors").open("wb")),
                )
            )
            stack.callback(writer.kill)
            writers.append(writer)
        yield Load(logs, writers)


def lacking(before: float, acknowledged: list[tuple[float, Row]], desk: Desk) -> set[Row]:
    """Return the rows that were acknowledged before the moment and that the desk lacks."""
    expected = {row for at, row in acknowledged if at < before}
    assert len(expected) > WRITERS
    there = {
        (table, key)
        for table in {table for table, _ in expected}
        for (key,) in desk.rows(f"SELECT id FROM {table}")
    }
    return expected - there


def test_every_backup_under_load_restores_all_that_was_acknowledged(
    new_desk: Callable[..., Desk],  # noqa: F811
    tmp_path: Path,
) -> None:
    desk = new_desk(ready=True)
    folders = [tmp_path / f"backup{number}" for number in range(BACKUPS)]
    with load_on(desk, tmp_path) as load:
        for number, folder in enumerate(folders):
            load.wait_for(4 * WRITERS * (number + 1))
            desk.run_successfully("backup", str(folder))
    acknowledged = load.acknowledged()
    for folder in folders:
        restored = new_desk()
        restored.run_successfully("restore", str(folder))
        began = datetime.fromisoformat(manifest(folder)["taken_at"]).timestamp()
        assert lacking(began, acknowledged, restored) == set()
        shutil.rmtree(restored.data)
    writes = sum(len(log.read_text().splitlines()) for log in load.logs)
    print(f"{BACKUPS} backups under {writes} acknowledged writes: none lost")  # noqa: T201


@pytest.mark.skipif(POSTGRES, reason="PostgreSQL has no file that one might copy")
def test_plain_copy_under_load_lacks_what_was_acknowledged(
    new_desk: Callable[..., Desk],  # noqa: F811
    tmp_path: Path,
) -> None:
    """The negative control of the test above: the same check of a copy made with `cp` is red."""
    desk, copies, bad = new_desk(ready=True), [], 0
    with load_on(desk, tmp_path) as load:
        for number in range(BACKUPS):
            load.wait_for(4 * WRITERS * (number + 1))
            copied = Desk(tmp_path / f"copy{number}", "")
            copied.data.mkdir()
            copies.append((time.time(), copied))
            shutil.copyfile(desk.data / "verify.sqlite3", copied.data / "verify.sqlite3")
    for began, copied in copies:
        try:
            with closing(sqlite3.connect(copied.data / "verify.sqlite3")) as file:
                whole = file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            bad += not whole or bool(lacking(began, load.acknowledged(), copied))
        except sqlite3.DatabaseError:
            bad += 1
    print(f"{bad} of {BACKUPS} plain copies are bad")  # noqa: T201
    assert bad
