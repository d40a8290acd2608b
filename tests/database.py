"""Make the test database once for all processes of a run, and put it back after tests with real transactions.

Migrating takes seconds in each process. So does what Django does after each such test: it empties every table and
sends the signals of a migration. Copies take milliseconds.
"""

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
from django.db import connection
from psycopg import sql

from claims.models import triggers

MIGRATED = "migrated_for_tests"  # the copy from which other processes make theirs


def make_database(shared: Path) -> None:
    """Make this process's test database. `shared` is a folder of all processes of the run: the first migrates."""
    name = connection.settings_dict["TEST"]["NAME"]
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (migrated := shared / MIGRATED).exists():
            _copy(migrated, name)
            connection.settings_dict["NAME"] = name
            return
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        if name:  # else this is the only process
            connection.close()
            _keep(migrated)


def _keep(migrated: Path) -> None:
    ours = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(ours)) as file, closing(sqlite3.connect(migrated)) as copy:
            file.backup(copy)
    else:
        _copy_on_server(ours, MIGRATED)
        migrated.touch()


def _copy(migrated: Path, name: str) -> None:
    if connection.vendor == "sqlite":
        shutil.copyfile(migrated, name)
    else:
        _copy_on_server(MIGRATED, name)


def _copy_on_server(template: str, name: str) -> None:
    """Copy a database of PostgreSQL, to which nobody may be connected meanwhile."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as server:
        drop = sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name))
        create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        server.execute(drop)
        server.execute(create.format(sql.Identifier(name), sql.Identifier(template)))


def remember_database() -> Callable[[], None]:
    """Return a function that puts every row back as it is now, and the triggers."""
    connection.ensure_connection()
    return _remember_file() if connection.vendor == "sqlite" else _remember_rows()


def _remember_file() -> Callable[[], None]:
    copy = sqlite3.connect(":memory:")
    connection.connection.backup(copy)

    def restore() -> None:
        connection.ensure_connection()
        copy.backup(connection.connection)

    return restore


def _remember_rows() -> Callable[[], None]:
    """Remember rows only: on PostgreSQL, a test that changes the schema puts it back itself."""
    tables = connection.introspection.table_names()
    rows: dict[str, bytes] = {}  # by the table with its columns, whose order a migration changes
    with connection.cursor() as cursor:
        for table in tables:
            with cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT csv, HEADER)') as copied:
                header, _, content = b"".join(copied).partition(b"\n")
            if content:
                columns = ", ".join(f'"{name}"' for name in header.decode().split(","))
                rows[f'"{table}" ({columns})'] = content
    empty = "; ".join(f'DELETE FROM "{table}"' for table in tables)

    def restore() -> None:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            # A replica runs no triggers, which would refuse this, and compares no foreign keys.
            cursor.execute(f"SET session_replication_role = replica; {empty}")
            for columns, content in rows.items():
                with cursor.copy(f"COPY {columns} FROM STDIN (FORMAT csv)") as written:
                    written.write(content)
            cursor.execute("RESET session_replication_role")
        if triggers.missing(connection):
            triggers.install(connection)

    return restore
