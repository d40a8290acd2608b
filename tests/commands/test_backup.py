"""backup and restore: nothing acknowledged is missing, and a damaged backup is never restored."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as running
from django.core.management import CommandError, call_command
from django.db import connection

from claims.management import backups
from claims.models import RecordHead
from verify import dump
from verify.checks import unfinished_restore

from .desks import (
    POSTGRES,
    Desk,
    change_a_byte,
    change_manifest,
    database_of,
    first_capture,
    manifest,
    update_checksums,
)

# For all tests, even those that need no database: else pytest would run them apart and make the desks twice.
pytestmark = pytest.mark.django_db


@dataclass
class BackupUnderLoad:
    """A backup, and the rows acknowledged before, during and after it."""

    folder: Path
    desk: Desk
    before: list[Any] = field(default_factory=list)
    during: list[Any] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)


@pytest.fixture(scope="module")
def under_load(
    new_desk: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory
) -> BackupUnderLoad:
    """Let two processes add, attach, assess and sign during the backup, and kill them after it."""
    desk = new_desk(ready=True)
    backup = BackupUnderLoad(tmp_path_factory.mktemp("backups") / "backup", desk)
    with ExitStack() as stack:
        processes = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.commands.busy_process", name],
                    cwd=running.BASE_DIR,
                    env=desk.variables(),
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for name in ("ada", "bo")
        ]
        # Each is at work before the backup begins.
        printed = [
            process.stdout.readline() for _ in range(6) for process in processes if process.stdout
        ]
        desk.run_successfully("backup", str(backup.folder))
        assert desk.last_backup["ok"] is True
        ended = time.time()
        printed += [process.stdout.readline() for process in processes if process.stdout]
        for process in processes:
            process.kill()
        printed += [line for process in processes for line in process.communicate()[0].splitlines()]
    # The moment in its manifest is just before it began to copy.
    began = datetime.fromisoformat(manifest(backup.folder)["taken_at"]).timestamp()
    for line in printed:
        acknowledged = json.loads(line)
        moment = acknowledged["at"]
        when = (
            backup.before if moment < began else backup.during if moment < ended else backup.after
        )
        when += acknowledged["rows"]
    return backup


@pytest.fixture(scope="module")
def restored(under_load: BackupUnderLoad, new_desk: Callable[[], Desk]) -> Desk:
    desk = new_desk()
    desk.run_successfully("restore", str(under_load.folder))
    return desk


def test_everything_acknowledged_before_the_backup_is_restored(
    under_load: BackupUnderLoad, restored: Desk
) -> None:
    assert len(under_load.before) >= 24
    assert under_load.during, "nothing was acknowledged during the backup: this proves nothing"
    for table in {table for table, _ in under_load.before}:
        existing = {pk for (pk,) in restored.rows(f"SELECT id FROM {table}")}
        assert {pk for name, pk in under_load.before if name == table} <= existing


def test_the_restored_desk_matches_the_manifest(
    under_load: BackupUnderLoad, restored: Desk
) -> None:
    expected = manifest(under_load.folder)
    head = restored.rows("SELECT seq, hash FROM claims_recordhead")
    assert head == [(expected["record_seq"], expected["record_hash"])]
    for table in ("claims_event", "claims_snapshot", "claims_verdict", "auth_user"):
        assert restored.rows(f"SELECT count(*) FROM {table}") == [(expected["rows"][table],)]
    assert (
        f"{expected['record_seq']} Events, head {expected['record_hash']}"
        in restored.run_successfully("verify_record")
    )
    assert restored.starts


def test_every_archived_copy_is_restored_unchanged(
    under_load: BackupUnderLoad, restored: Desk
) -> None:
    copies = restored.rows("SELECT file, sha256 FROM claims_snapshot")
    for name, sha256 in copies:
        content = (restored.captures / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
    assert manifest(under_load.folder)["captures"] == len({name for name, _ in copies}) >= 4


def test_sha256sum_can_check_a_backup_and_it_holds_no_secret_key(
    under_load: BackupUnderLoad,
) -> None:
    folder = under_load.folder
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", backups.SUMS], cwd=folder, capture_output=True
    )
    assert checked.returncode == 0, checked.stderr
    named = {line.split("  ")[1] for line in (folder / backups.SUMS).read_text().splitlines()}
    existing = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert existing == named | {backups.SUMS}
    assert not any("secret" in name for name in existing)
    assert folder.stat().st_mode & 0o077 == 0  # others do not read unpublished material
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.skipif(POSTGRES, reason="PostgreSQL has no file that one might copy")
def test_a_backup_includes_what_is_only_in_the_write_ahead_log(
    under_load: BackupUnderLoad, tmp_path: Path
) -> None:
    desk = under_load.desk
    with closing(sqlite3.connect(desk.data / "verify.sqlite3")) as held_open:
        held_open.execute("SELECT seq FROM claims_recordhead").fetchone()
        desk.run_successfully("create_user", "latecomer", "--role", "reader")
        assert (desk.data / "verify.sqlite3-wal").stat().st_size > 0
        desk.run_successfully("backup", str(tmp_path / "backup"))
    with closing(sqlite3.connect(tmp_path / "backup" / "database.sqlite3")) as copied:
        names = copied.execute("SELECT username FROM auth_user").fetchall()
    assert ("latecomer",) in names


# Damaged backups


@pytest.fixture
def copied(under_load: BackupUnderLoad, tmp_path: Path) -> Path:
    return Path(shutil.copytree(under_load.folder, tmp_path / "copied"))


def output_of_refused_restore(folder: Path) -> str:
    """Return what restore prints when it refuses a backup on an empty desk."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("restore", str(folder), stdout=out)
    assert error.value.returncode != 0
    assert not unfinished_restore().exists()
    assert not Path(running.MEDIA_ROOT).exists()
    assert RecordHead.objects.get(pk=1).seq == 0
    return f"{out.getvalue()}{error.value}"


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda folder: change_a_byte(folder / backups.MANIFEST), backups.MANIFEST),
        (lambda folder: change_a_byte(folder / backups.SUMS), ""),
        (lambda folder: change_a_byte(database_of(folder)), "database."),
        (lambda folder: change_a_byte(first_capture(folder)), "captures/"),
        (lambda folder: first_capture(folder).unlink(), "captures/"),
        (lambda folder: os.truncate(database_of(folder), 4096), "database."),
        (lambda folder: database_of(folder).unlink(), "database."),
        (lambda folder: (folder / backups.MANIFEST).unlink(), backups.MANIFEST),
        (lambda folder: (folder / backups.SUMS).unlink(), backups.SUMS),
        (lambda folder: os.truncate(folder / backups.SUMS, 100), backups.SUMS),
        # With matching checksums.
        (lambda folder: (first_capture(folder).unlink(), update_checksums(folder)), "manifest"),
        (lambda folder: change_manifest(folder, version="99.0"), "99.0"),
        (
            lambda folder: change_manifest(folder, migrations=["claims.0999_from_the_future"]),
            "claims.0999_from_the_future",
        ),
        (lambda folder: change_manifest(folder, surprise=1), backups.MANIFEST),
    ],
    ids=[
        "a byte of the manifest",
        "a byte of the sums",
        "a byte of the database",
        "a byte of a capture",
        "a capture gone",
        "database cut",
        "database gone",
        "manifest gone",
        "sums gone",
        "sums cut",
        "a capture gone from the sums",
        "a newer version",
        "a newer migration",
        "another manifest",
    ],
)
def test_a_damaged_backup_is_refused_before_anything_is_changed(
    damage: Callable[[Path], object], named: str, copied: Path
) -> None:
    damage(copied)
    assert named in output_of_refused_restore(copied)


def test_a_backup_of_another_database_system_is_refused(copied: Path) -> None:
    other = next(kind for kind in dump.FILE_NAMES if kind != connection.vendor)
    database_of(copied).rename(copied / dump.FILE_NAMES[other])
    change_manifest(copied, database=other)
    assert other in output_of_refused_restore(copied)


def test_a_folder_that_is_not_a_backup_is_refused(tmp_path: Path) -> None:
    assert backups.SUMS in output_of_refused_restore(tmp_path)
    assert backups.SUMS in output_of_refused_restore(tmp_path / "nowhere")


def test_a_path_outside_the_backup_is_refused(copied: Path) -> None:
    with (copied / backups.SUMS).open("a") as sums:
        sums.write(f"{'0' * 64}  captures/../../elsewhere\n")
    assert "elsewhere" in output_of_refused_restore(copied)


def test_a_desk_with_accounts_or_archived_copies_is_not_overwritten(
    under_load: BackupUnderLoad, cast: Any, settings: Any
) -> None:
    assert cast.reader
    before = RecordHead.objects.get(pk=1).seq
    with pytest.raises(CommandError, match="empty desk"):
        call_command("restore", str(under_load.folder), stdout=StringIO())
    assert RecordHead.objects.get(pk=1).seq == before > 0
    assert not unfinished_restore().exists()


def test_a_desk_with_files_only_is_not_overwritten(
    under_load: BackupUnderLoad, settings: Any
) -> None:
    file = Path(settings.MEDIA_ROOT) / "ab" / "abandoned"
    file.parent.mkdir(parents=True)
    file.write_text("from somewhere")
    with pytest.raises(CommandError, match="empty desk"):
        call_command("restore", str(under_load.folder), stdout=StringIO())
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == [file]


def test_a_database_with_tables_of_something_else_is_not_overwritten(
    under_load: BackupUnderLoad,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bookkeeping (id INTEGER PRIMARY KEY)")
    assert "bookkeeping" in output_of_refused_restore(under_load.folder)


def test_a_desk_whose_restore_failed_does_not_start_until_a_restore_succeeds(
    copied: Path, under_load: BackupUnderLoad, new_desk: Callable[[], Desk]
) -> None:
    """Its checksums match, but its record is not the one in the manifest."""
    desk = new_desk()
    change_manifest(copied, record_hash="f" * 64, rows={"claims_event": 1})
    failed = desk.manage("restore", str(copied))
    assert failed.returncode == 1
    assert "claims_event" in failed.stdout
    assert "head of the record" in failed.stdout
    assert not desk.starts
    assert "verify.E007" in desk.manage("export_verdicts").stderr

    desk.run_successfully("restore", str(under_load.folder))
    assert desk.starts


def test_restore_migrates_an_older_backup_and_backup_refuses_an_unmigrated_database(
    copied: Path, restored: Desk, new_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    older = new_desk()
    older.run_successfully("restore", str(copied))
    older.run_successfully("migrate", "auth", "0011", "--verbosity", "0")
    assert older.manage("backup", str(tmp_path / "refused")).returncode == 1
    database_of(copied).unlink()
    older.run_successfully(
        "shell",
        "--verbosity=0",
        "--command",
        "from pathlib import Path; from verify import dump\n"
        f"with dump.write(Path({str(database_of(copied))!r})): pass",
    )
    applied = [name for name in manifest(copied)["migrations"] if not name.startswith("auth.0012")]
    change_manifest(copied, migrations=applied)

    desk = new_desk()
    desk.run_successfully("restore", str(copied))
    assert desk.starts
    assert desk.rows("SELECT * FROM claims_recordhead") == restored.rows(
        "SELECT * FROM claims_recordhead"
    )


# Making a backup


def test_a_lost_or_altered_archived_copy_is_reported_and_no_backup_is_made(
    restored: Desk, tmp_path: Path
) -> None:
    desk = Desk(tmp_path / "data", restored.database_url)
    shutil.copytree(restored.data, desk.data)
    lost, altered = [path for path in sorted(desk.captures.rglob("*")) if path.is_file()][:2]
    lost.unlink()
    change_a_byte(altered)
    failed = desk.manage("backup", str(tmp_path / "backup"))
    assert failed.returncode == 1
    assert lost.name in failed.stdout
    assert altered.name in failed.stdout
    assert not (tmp_path / "backup").exists()
    assert not (tmp_path / "backup.partial" / backups.SUMS).exists()
    assert desk.last_backup["ok"] is False


def test_backup_does_not_write_into_a_folder_that_is_not_empty(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path))
    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path / "notes.txt"))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_running_backup_and_a_missing_folder_are_reported(tmp_path: Path) -> None:
    (tmp_path / "today.partial").mkdir()
    with pytest.raises(CommandError, match="today.partial"):
        call_command("backup", str(tmp_path / "today"))
    with pytest.raises(CommandError, match="not-mounted"):
        call_command("backup", str(tmp_path / "not-mounted" / "today"))
    assert not (tmp_path / "not-mounted").exists()


@pytest.mark.skipif(not POSTGRES, reason="SQLite needs no program beside it")
def test_a_missing_pg_dump_is_reported_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is not installed"):
        call_command("backup", str(tmp_path / "today"))
    assert list(tmp_path.glob("today*")) == []


@pytest.mark.skipif(not POSTGRES, reason="SQLite has no password")
def test_the_database_password_is_on_no_command_line(restored: Desk, tmp_path: Path) -> None:
    tool = tmp_path / "bin" / "pg_dump"
    tool.parent.mkdir()
    tool.write_text(
        f'#!/bin/sh\necho "$PGPASSWORD" >{tmp_path}/secret\necho "$@" >{tmp_path}/line\n'
        f'exec {shutil.which("pg_dump")} "$@"\n'
    )
    tool.chmod(0o755)
    url = restored.database_url.replace("verify@", "verify:sesame@")
    path = f"{tool.parent}{os.pathsep}{os.environ['PATH']}"
    done = restored.manage("backup", str(tmp_path / "backup"), DATABASE_URL=url, PATH=path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "secret").read_text() == "sesame\n"
    assert "sesame" not in (tmp_path / "line").read_text()
