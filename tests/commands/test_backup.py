"""backup and restore: nothing acknowledged is missing, and what is not whole is never taken for a desk."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.conf import settings as running
from django.core.management import CommandError, call_command
from django.db import connection
from psycopg import sql

from claims.management import backups
from claims.models import RecordHead
from verify import dump
from verify.checks import unfinished_restore

# All of them, though some need none: others would be run apart, and the desks made twice.
pytestmark = pytest.mark.django_db

POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgres")


@dataclass(frozen=True)
class Desk:
    """A desk of its own, reached by commands as whoever runs it would."""

    data: Path
    database_url: str

    def variables(self, **more: str) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "DATA_DIR": str(self.data),
            "DATABASE_URL": self.database_url,
            **more,
        }

    def run(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *command],
            cwd=running.BASE_DIR,
            env=self.variables(**more),
            capture_output=True,
            text=True,
        )

    def manage(self, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
        return self.run("manage.py", *command, **more)

    def does(self, *command: str) -> str:
        done = self.manage(*command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    @property
    def starts(self) -> bool:
        return self.run("-c", "import verify.wsgi").returncode == 0

    @property
    def captures(self) -> Path:
        return self.data / "captures"

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        reader = connection.copy()
        if POSTGRES:
            reader.settings_dict["NAME"] = self.database_url.rsplit("/", 1)[1]
        else:
            reader.settings_dict["NAME"] = str(self.data / "verify.sqlite3")
        with closing(reader), reader.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())


@pytest.fixture(scope="module")
def new_desk(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: Any,
) -> Iterator[Callable[..., Desk]]:
    """Each with a folder of its own, and on PostgreSQL a database; `ready=True`: migrated."""
    with ExitStack() as stack:
        stack.enter_context(django_db_blocker.unblock())
        server = None
        if POSTGRES:
            url = os.environ["DATABASE_URL"]
            server = stack.enter_context(psycopg.connect(url, autocommit=True))

        def make(*, ready: bool = False) -> Desk:
            data = tmp_path_factory.mktemp("desk")
            if server is None:
                if ready:
                    shutil.copytree(request.getfixturevalue("migrated"), data, dirs_exist_ok=True)
                return Desk(data, "")
            name, template = f"desk_{os.getpid()}_{data.name}", "template1"
            if ready:  # a copy of ours, which nobody may be connected to meanwhile
                template = connection.settings_dict["NAME"]
                connection.close()
            create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            server.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            stack.callback(server.execute, drop)
            return Desk(data, f"{url.rpartition('/')[0]}/{name}")

        yield make


@dataclass
class Taken:
    """A backup, and what had been acknowledged when it began, while it ran, and after."""

    folder: Path
    desk: Desk
    before: list[Any] = field(default_factory=list)
    during: list[Any] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)


def manifest(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / backups.MANIFEST).read_text())
    return read


@pytest.fixture(scope="module")
def under_load(new_desk: Callable[..., Desk], tmp_path_factory: pytest.TempPathFactory) -> Taken:
    """Two processes paste, attach, assess and sign while the backup is taken, and are killed after it."""
    desk = new_desk(ready=True)
    taken = Taken(tmp_path_factory.mktemp("backups") / "taken", desk)
    with ExitStack() as stack:
        at_work = [
            stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-m", "tests.commands.at_work", name],
                    cwd=running.BASE_DIR,
                    env=desk.variables(),
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            for name in ("ada", "bo")
        ]
        # Each is in the middle of its work before the backup begins.
        said = [
            process.stdout.readline() for _ in range(6) for process in at_work if process.stdout
        ]
        desk.does("backup", str(taken.folder))
        ended = time.time()
        said += [process.stdout.readline() for process in at_work if process.stdout]
        for process in at_work:
            process.kill()
        said += [line for process in at_work for line in process.communicate()[0].splitlines()]
    # By its own word, a moment before it began to copy.
    began = datetime.fromisoformat(manifest(taken.folder)["taken_at"]).timestamp()
    for line in said:
        spoken = json.loads(line)
        moment = spoken["at"]
        when = taken.before if moment < began else taken.during if moment < ended else taken.after
        when += spoken["rows"]
    return taken


@pytest.fixture(scope="module")
def restored(under_load: Taken, new_desk: Callable[[], Desk]) -> Desk:
    desk = new_desk()
    desk.does("restore", str(under_load.folder))
    return desk


def test_nothing_acknowledged_before_the_backup_began_is_missing(
    under_load: Taken, restored: Desk
) -> None:
    assert len(under_load.before) >= 24
    assert under_load.during, "nobody worked while the backup was taken: this proves nothing"
    for table in {table for table, _ in under_load.before}:
        there = {pk for (pk,) in restored.rows(f"SELECT id FROM {table}")}
        assert {pk for name, pk in under_load.before if name == table} <= there


def test_the_restored_desk_is_the_one_that_the_manifest_tells_of(
    under_load: Taken, restored: Desk
) -> None:
    said = manifest(under_load.folder)
    head = restored.rows("SELECT seq, hash FROM claims_recordhead")
    assert head == [(said["record_seq"], said["record_hash"])]
    for table in ("claims_event", "claims_snapshot", "claims_verdict", "auth_user"):
        assert restored.rows(f"SELECT count(*) FROM {table}") == [(said["rows"][table],)]
    assert f"{said['record_seq']} Events, head {said['record_hash']}" in restored.does(
        "verify_record"
    )
    assert restored.starts


def test_every_archived_copy_is_back_as_it_was_archived(under_load: Taken, restored: Desk) -> None:
    copies = restored.rows("SELECT file, sha256 FROM claims_snapshot")
    for name, sha256 in copies:
        content = (restored.captures / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
    assert manifest(under_load.folder)["captures"] == len({name for name, _ in copies}) >= 4


def test_a_backup_is_checked_by_sha256sum_and_holds_no_secret_key(under_load: Taken) -> None:
    folder = under_load.folder
    checked = subprocess.run(
        ["sha256sum", "--check", "--strict", backups.SUMS], cwd=folder, capture_output=True
    )
    assert checked.returncode == 0, checked.stderr
    named = {line.split("  ")[1] for line in (folder / backups.SUMS).read_text().splitlines()}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert there == named | {backups.SUMS}
    assert not any("secret" in name for name in there)
    assert folder.stat().st_mode & 0o077 == 0  # others do not read unpublished material
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


@pytest.mark.skipif(POSTGRES, reason="PostgreSQL has no file that one might copy")
def test_what_is_not_yet_in_the_database_file_itself_is_backed_up(
    under_load: Taken, tmp_path: Path
) -> None:
    desk = under_load.desk
    with closing(sqlite3.connect(desk.data / "verify.sqlite3")) as held_open:
        held_open.execute("SELECT seq FROM claims_recordhead").fetchone()
        desk.does("create_user", "latecomer", "--role", "reader")
        assert (desk.data / "verify.sqlite3-wal").stat().st_size > 0
        desk.does("backup", str(tmp_path / "backup"))
    with closing(sqlite3.connect(tmp_path / "backup" / "database.sqlite3")) as copied:
        names = copied.execute("SELECT username FROM auth_user").fetchall()
    assert ("latecomer",) in names


# What is not whole


def sum_again(folder: Path) -> None:
    """As somebody who changes a backup with care would."""
    sums = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != backups.SUMS
    }
    backups.write_checksums(folder, sums)


def say_in_manifest(folder: Path, **changes: Any) -> None:
    (folder / backups.MANIFEST).write_text(json.dumps(manifest(folder) | changes))
    sum_again(folder)


def a_capture(folder: Path) -> Path:
    return next(path for path in sorted((folder / "captures").rglob("*")) if path.is_file())


def database_of(folder: Path) -> Path:
    return folder / dump.FILE_NAMES[connection.vendor]


def change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.fixture
def copied(under_load: Taken, tmp_path: Path) -> Path:
    return Path(shutil.copytree(under_load.folder, tmp_path / "copied"))


def refusal(folder: Path) -> str:
    """What restore says, on a desk that would have been empty enough."""
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
        (lambda folder: change_a_byte(a_capture(folder)), "captures/"),
        (lambda folder: a_capture(folder).unlink(), "captures/"),
        (lambda folder: os.truncate(database_of(folder), 4096), "database."),
        (lambda folder: database_of(folder).unlink(), "database."),
        (lambda folder: (folder / backups.MANIFEST).unlink(), backups.MANIFEST),
        (lambda folder: (folder / backups.SUMS).unlink(), backups.SUMS),
        (lambda folder: os.truncate(folder / backups.SUMS, 100), backups.SUMS),
        # With sums that fit.
        (lambda folder: (a_capture(folder).unlink(), sum_again(folder)), "manifest"),
        (lambda folder: say_in_manifest(folder, version="99.0"), "99.0"),
        (
            lambda folder: say_in_manifest(folder, migrations=["claims.0999_from_the_future"]),
            "claims.0999_from_the_future",
        ),
        (lambda folder: say_in_manifest(folder, surprise=1), backups.MANIFEST),
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
def test_what_is_not_whole_is_refused_before_anything_is_changed(
    damage: Callable[[Path], object], named: str, copied: Path
) -> None:
    damage(copied)
    assert named in refusal(copied)


def test_a_backup_of_the_other_kind_of_database_is_refused(copied: Path) -> None:
    other = next(kind for kind in dump.FILE_NAMES if kind != connection.vendor)
    database_of(copied).rename(copied / dump.FILE_NAMES[other])
    say_in_manifest(copied, database=other)
    assert other in refusal(copied)


def test_a_folder_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    assert backups.SUMS in refusal(tmp_path)
    assert backups.SUMS in refusal(tmp_path / "nowhere")


def test_a_name_that_leads_out_of_the_backup_is_refused(copied: Path) -> None:
    with (copied / backups.SUMS).open("a") as sums:
        sums.write(f"{'0' * 64}  captures/../../elsewhere\n")
    assert "elsewhere" in refusal(copied)


def test_a_desk_with_people_or_copies_is_not_overwritten(
    under_load: Taken, cast: Any, settings: Any
) -> None:
    assert cast.reader
    before = RecordHead.objects.get(pk=1).seq
    with pytest.raises(CommandError, match="empty desk"):
        call_command("restore", str(under_load.folder), stdout=StringIO())
    assert RecordHead.objects.get(pk=1).seq == before > 0
    assert not unfinished_restore().exists()


def test_a_desk_with_files_alone_is_not_overwritten(under_load: Taken, settings: Any) -> None:
    file = Path(settings.MEDIA_ROOT) / "ab" / "abandoned"
    file.parent.mkdir(parents=True)
    file.write_text("from somewhere")
    with pytest.raises(CommandError, match="empty desk"):
        call_command("restore", str(under_load.folder), stdout=StringIO())
    assert [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()] == [file]


def test_tables_that_are_not_the_desks_are_not_overwritten(under_load: Taken) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bookkeeping (id INTEGER PRIMARY KEY)")
    assert "bookkeeping" in refusal(under_load.folder)


def test_what_was_put_back_and_found_wrong_is_not_served_until_a_restore_succeeds(
    copied: Path, under_load: Taken, new_desk: Callable[[], Desk]
) -> None:
    """Its sums fit, and its record is not the one that the manifest tells of."""
    desk = new_desk()
    say_in_manifest(copied, record_hash="f" * 64, rows={"claims_event": 1})
    failed = desk.manage("restore", str(copied))
    assert failed.returncode == 1
    assert "claims_event" in failed.stdout
    assert "head of the record" in failed.stdout
    assert not desk.starts
    assert "verify.E007" in desk.manage("export_verdicts").stderr

    desk.does("restore", str(under_load.folder))
    assert desk.starts


def test_a_backup_of_an_older_version_is_migrated_and_one_before_migrating_refused(
    copied: Path, restored: Desk, new_desk: Callable[[], Desk], tmp_path: Path
) -> None:
    older = new_desk()
    older.does("restore", str(copied))
    older.does("migrate", "auth", "0011", "--verbosity", "0")
    assert older.manage("backup", str(tmp_path / "refused")).returncode == 1
    database_of(copied).unlink()
    older.does(
        "shell",
        "--verbosity=0",
        "--command",
        "from pathlib import Path; from verify import dump\n"
        f"with dump.write(Path({str(database_of(copied))!r})): pass",
    )
    applied = [name for name in manifest(copied)["migrations"] if not name.startswith("auth.0012")]
    say_in_manifest(copied, migrations=applied)

    desk = new_desk()
    desk.does("restore", str(copied))
    assert desk.starts
    assert desk.rows("SELECT * FROM claims_recordhead") == restored.rows(
        "SELECT * FROM claims_recordhead"
    )


# Taking one


def test_a_copy_that_was_lost_or_altered_is_named_and_there_is_no_backup(
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


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path))
    with pytest.raises(CommandError):
        call_command("backup", str(tmp_path / "notes.txt"))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_another_backup_at_work_and_a_missing_disk_are_said(tmp_path: Path) -> None:
    (tmp_path / "today.partial").mkdir()
    with pytest.raises(CommandError, match="today.partial"):
        call_command("backup", str(tmp_path / "today"))
    with pytest.raises(CommandError, match="not-mounted"):
        call_command("backup", str(tmp_path / "not-mounted" / "today"))
    assert not (tmp_path / "not-mounted").exists()


@pytest.mark.skipif(not POSTGRES, reason="SQLite needs no program beside it")
def test_a_missing_pg_dump_is_named_and_nothing_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is not on this machine"):
        call_command("backup", str(tmp_path / "today"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not POSTGRES, reason="SQLite has no password")
def test_the_password_of_the_database_stands_on_no_command_line(
    restored: Desk, tmp_path: Path
) -> None:
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
