"""The desk does not start on a database that can lose acknowledged data."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as running
from django.core.checks import Tags, run_checks
from django.db import connection, connections
from django.db.backends.sqlite3.base import DatabaseWrapper as SqliteConnection

from verify.checks import checkpoints_can_be_stamped, find_faults, worker_is_a_process


def run(folder: Path, *command: str, changed: str = "", **variables: str) -> Any:
    """Run a command of the desk on SQLite in its own folder, with some changed settings."""
    (folder / "changed_settings.py").write_text(f"from verify.settings import *\n{changed}\n")
    return subprocess.run(
        [sys.executable, *command],
        cwd=running.BASE_DIR,
        env={
            "DATA_DIR": str(folder / "data"),
            "DJANGO_SETTINGS_MODULE": "changed_settings",
            "PYTHONPATH": f"{folder}{os.pathsep}{running.BASE_DIR}",
            **variables,
        },
        capture_output=True,
        text=True,
    )


def option(name: str, value: str) -> str:
    return f'DATABASES["default"]["OPTIONS"]["{name}"] = "{value}"'


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ("", set()),
        (
            'DATABASES["default"]["OPTIONS"] = {"init_command": '
            '"PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;"}',
            {"verify.E003", "verify.E004", "verify.E005"},
        ),
    ],
    ids=["default settings", "everything wrong"],
)
def test_unsafe_sqlite_fails_the_checks(changed: str, faults: set[str], tmp_path: Path) -> None:
    result = run(tmp_path, "-m", "django", "check", changed=changed)
    named = {word.strip("():") for word in result.stderr.split() if "verify.E" in word}
    assert (result.returncode, named) == (1 if faults else 0, faults), result.stderr
    if faults:
        assert "HINT" in result.stderr


OLD_SQLITE = (99, 0, 0)  # as if the first safe version were newer than this one


@pytest.mark.parametrize(
    ("options", "safe_version", "faults"),
    [
        (
            {"init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"},
            OLD_SQLITE,
            ["verify.E002"],
        ),
        (
            {"init_command": "PRAGMA journal_mode=DELETE;PRAGMA synchronous=FULL;"},
            OLD_SQLITE,
            [],
        ),
        (
            {"init_command": "PRAGMA journal_mode=MEMORY;PRAGMA synchronous=FULL;"},
            None,
            ["verify.E003"],
        ),
        (
            {"init_command": "PRAGMA journal_mode=DELETE;PRAGMA synchronous=NORMAL;"},
            None,
            ["verify.E004"],
        ),
        ({"transaction_mode": "DEFERRED"}, None, ["verify.E005"]),
        ({"transaction_mode": "EXCLUSIVE"}, None, []),
    ],
    ids=[
        "old SQLite in WAL",
        "old SQLite, rollback journal",
        "journal in memory",
        "synchronous NORMAL",
        "DEFERRED",
        "EXCLUSIVE",
    ],
)
def test_each_unsafe_option_of_sqlite_is_named(
    options: dict[str, str],
    safe_version: Any,
    faults: list[str],
    django_db_blocker: Any,
    tmp_path: Path,
    settings: Any,
) -> None:
    if safe_version:
        settings.SQLITE_SAFE_WAL = safe_version
    usual = {
        **connections["default"].settings_dict,
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "desk.sqlite3"),
        "OPTIONS": running.SQLITE_OPTIONS | options,
    }
    with django_db_blocker.unblock(), closing(SqliteConnection(usual)) as tried:
        assert [fault.id for fault in find_faults(tried)] == faults


def test_check_names_a_database_file_that_cannot_be_opened(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/missing/desk.sqlite3"
    result = run(tmp_path, "-m", "django", "check", DATABASE_URL=url)
    assert result.returncode == 1
    assert "verify.E001" in result.stderr
    assert f"{tmp_path}/missing/desk.sqlite3" in result.stderr
    assert "DATABASE_URL" in result.stderr


def test_running_database_passes_the_checks(db: Any) -> None:
    assert run_checks(tags=[Tags.compatibility]) == []
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


def test_old_code_refuses_a_database_migrated_by_newer_code(db: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('claims', '0999_from_the_future', CURRENT_TIMESTAMP)"
        )
    (fault,) = run_checks(tags=[Tags.database], databases=["default"])
    assert fault.id == "verify.E006"
    assert "claims.0999_from_the_future" in fault.msg


@pytest.fixture(scope="module")
def newer_desk(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a desk whose database a newer version has migrated."""
    folder = tmp_path_factory.mktemp("newer")
    shutil.copytree(migrated, folder / "data")
    with closing(sqlite3.connect(folder / "data" / "verify.sqlite3")) as desk, desk:
        desk.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('claims', '0999_from_the_future', CURRENT_TIMESTAMP)"
        )
    return folder


@pytest.mark.django_db
@pytest.mark.parametrize(
    "command",
    [
        ("create_user", "somebody", "--role", "admin"),
        ("worker",),
        ("shell", "--command", "print('in')"),
    ],
    ids=lambda command: command[0],
)
def test_commands_refuse_a_database_migrated_by_newer_code(
    command: tuple[str, ...], newer_desk: Path
) -> None:
    result = run(newer_desk, "manage.py", *command)
    assert result.returncode == 1
    assert "claims.0999_from_the_future" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.stdout == ""


@pytest.mark.django_db
def test_commands_run_on_a_database_of_their_own_version(migrated: Path, tmp_path: Path) -> None:
    shutil.copytree(migrated, tmp_path / "data")
    result = run(tmp_path, "manage.py", "shell", "--no-imports", "--command", "print('in')")
    assert (result.returncode, result.stdout) == (0, "in\n")


def test_migrations_of_a_removed_app_are_ignored(db: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO django_migrations (app, name, applied) "
            "VALUES ('formerly', '0001_initial', CURRENT_TIMESTAMP)"
        )
    assert run_checks(tags=[Tags.database], databases=["default"]) == []


def test_server_refuses_an_empty_database_and_says_what_to_do(
    tmp_path: Path,
) -> None:
    result = run(
        tmp_path,
        *("-m", "gunicorn", "--config", "python:verify.gunicorn_conf", "--print-config"),
        PORT="8123",
    )
    assert result.returncode == 1
    assert "Verify does not start." in result.stderr
    assert "run manage.py migrate first" in result.stderr
    assert "Traceback" not in result.stderr
    # It serves this machine only, and never with sync workers, which cut off a long download unnoticed.
    shown = dict(line.split("=", 1) for line in result.stdout.splitlines() if "=" in line)
    shown = {name.strip(): value.strip() for name, value in shown.items()}
    assert shown["bind"] == "['127.0.0.1:8123']"
    assert "gthread" in shown["worker_class"]


def test_server_refuses_an_unsafe_database(tmp_path: Path) -> None:
    result = run(
        tmp_path, "-c", "import verify.wsgi", changed=option("transaction_mode", "DEFERRED")
    )
    assert result.returncode == 1
    assert "\nVerify does not start.\n" in f"\n{result.stderr}"
    assert "IMMEDIATE" in result.stderr


@pytest.mark.parametrize(
    ("background", "public_url", "database", "warned"),
    [
        ("web", "", "", False),
        ("web", "http://127.0.0.1:8000", "", False),
        ("web", "https://verify.example.org", "", True),
        ("web", "", "postgres://verify@127.0.0.1/none", True),
        ("worker", "https://verify.example.org", "postgres://verify@127.0.0.1/none", False),
    ],
)
def test_work_in_threads_of_several_web_processes_is_warned_of(
    background: str,
    public_url: str,
    database: str,
    warned: bool,
    started_with: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started = started_with(BACKGROUND=background, PUBLIC_URL=public_url, DATABASE_URL=database)
    for name in ("BACKGROUND", "PUBLIC_URL", "DATABASES"):
        monkeypatch.setattr(running, name, started[name])
    assert [fault.id for fault in worker_is_a_process()] == ["verify.W010"] * warned


@pytest.mark.parametrize("missing", ["", "openssl", "certificates"])
def test_missing_needs_of_time_stamps_are_warned_of(
    missing: str, tmp_path: Path, started_with: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "programs").mkdir()
    program, certificates = tmp_path / "programs" / "openssl", tmp_path / "authority.pem"
    if missing != "openssl":
        program.touch(mode=0o755)
    if missing != "certificates":
        certificates.touch()
    started = started_with(
        TIMESTAMP_URL="https://tsa.example.org",
        TIMESTAMP_CA=str(certificates),
        CHECKPOINT_DIR=str(tmp_path),
    )
    for name in ("TIMESTAMP_URL", "TIMESTAMP_CA"):
        monkeypatch.setattr(running, name, started[name])
    monkeypatch.setenv("PATH", str(tmp_path / "programs"))
    assert [fault.id for fault in checkpoints_can_be_stamped()] == ["verify.W011"] * bool(missing)
