"""Write the whole database to one file and load it again, on SQLite and PostgreSQL.

Knows nothing about claims.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, DatabaseError, IntegrityError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.postgresql.client import DatabaseClient
from psycopg import IsolationLevel

FILE_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


class DumpError(Exception):
    """The database could not be written or loaded; the message quotes the program that failed."""


@contextmanager
def freeze() -> Iterator[None]:
    """Show queries the database as it is now, whatever others commit, until the block ends."""
    if connection.in_atomic_block:
        yield  # the caller wants to see what it wrote
    else:
        with _use(_connect_at_one_moment()):
            yield


@contextmanager
def write(path: Path) -> Iterator[None]:
    """Write the database to a file. Queries see what was written, until the block ends.

    Nobody has to wait: others continue to write, and what they write is not in the file.
    """
    write_to = _write_sqlite if connection.vendor == "sqlite" else _write_postgresql
    with _use(write_to(path)):
        yield


@contextmanager
def _use(other: BaseDatabaseWrapper) -> Iterator[None]:
    """Send queries to another connection until the block ends, then close it."""
    usual = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = usual
        other.close()


def _connect_at_one_moment() -> BaseDatabaseWrapper:
    """Return a connection with one reading transaction, which sees nothing that begins after it."""
    reader = connection.copy()
    if reader.vendor == "postgresql":
        reader.settings_dict["AUTOCOMMIT"] = False
        reader.settings_dict["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
        reader.ensure_connection()
        return reader
    with reader.cursor() as cursor:
        # Without WAL, a long read would keep all others from committing.
        if cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return reader


def load(path: Path) -> None:
    """Replace whatever the database holds by a file that `write` made."""
    if connection.vendor == "sqlite":
        _load_sqlite(path)
    else:
        _load_postgresql(path)


def find_faults() -> list[str]:
    """Return what the database itself finds wrong with its pages or its foreign keys."""
    found: list[str] = []
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA integrity_check")
                found = [row for (row,) in cursor.fetchall() if row != "ok"]
        connection.check_constraints()
    except IntegrityError as error:
        found.append(str(error))
    except DatabaseError as error:
        found.append(f"The database cannot be read: {error}")
    return found


# SQLite


def _write_sqlite(path: Path) -> BaseDatabaseWrapper:
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(path)) as file:
            # In one step, under one read lock: with several steps, each commit of others restarts it.
            connection.connection.backup(file)
            # One file that opens on a read-only medium; WAL would need two more files next to it.
            file.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise DumpError(f"SQLite cannot write {path}: {error}") from error
    reader = connection.copy()
    reader.settings_dict["NAME"] = _read_only(path)
    reader.settings_dict["OPTIONS"].pop("init_command", None)  # it would write to the file
    return reader


def _load_sqlite(path: Path) -> None:
    """Load in one transaction of SQLite's own: if it stops half way, the database is unchanged."""
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(_read_only(path), uri=True)) as file:
            file.backup(connection.connection)
    except sqlite3.Error as error:
        raise DumpError(f"SQLite cannot load {path}: {error}") from error
    finally:
        connection.close()


def _read_only(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


# PostgreSQL


def _write_postgresql(path: Path) -> BaseDatabaseWrapper:
    """Return a connection that sees exactly the rows that pg_dump sees."""
    reader = _connect_at_one_moment()
    try:
        with reader.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
        # A dump that cannot be read to its end is not a dump.
        _run("pg_restore", f"--file={os.devnull}", str(path))
    except BaseException:
        reader.close()
        raise
    return reader


def _load_postgresql(path: Path) -> None:
    """Load in one transaction. Tables that a newer desk has and the dump lacks are dropped first."""
    tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names()]
    try:
        with connection.cursor() as cursor:
            if tables:
                cursor.execute(f"DROP TABLE {', '.join(tables)} CASCADE")
    except DatabaseError as error:
        raise DumpError(f"The empty tables cannot be replaced: {error}") from error
    finally:
        connection.close()
    name = connection.settings_dict["NAME"]
    all_or_nothing = ("--exit-on-error", "--single-transaction", "--clean", "--if-exists")
    _run("pg_restore", *all_or_nothing, f"--dbname={name}", str(path))


def _run(program: str, *arguments: str) -> None:
    """Run without owners and privileges: the desk's role may have another name on the next machine."""
    if shutil.which(program) is None:
        raise DumpError(
            f"{program} is not installed. On Debian, run `apt-get install postgresql-client`."
        )
    child = subprocess.run(
        [program, "--no-owner", "--no-privileges", *arguments],
        env={**os.environ, **_connection_variables()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if child.returncode:
        raise DumpError(f"{program} failed: {child.stderr.strip()}")


def _connection_variables() -> dict[str, str]:
    """Return the database's address and password as environment variables.

    On a command line, everybody on the machine could read the password.
    """
    config = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    _, others = DatabaseClient.settings_to_cmd_args_env(config, [])
    return {name: str(config[key]) for name, key in names.items() if config[key]} | (others or {})
