"""The whole database into one file and back, on SQLite and PostgreSQL; nothing about claims."""

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
    """Why the database could not be written out or read back, in the words of what refused."""


@contextmanager
def frozen() -> Iterator[None]:
    """As long as this lasts, queries are answered by the database as it is now, whatever others commit."""
    if connection.in_atomic_block:
        yield  # the caller wants to see what it wrote
    else:
        with _answered_by(_one_moment()):
            yield


@contextmanager
def dumped(path: Path) -> Iterator[None]:
    """Write the database to a file. As long as this lasts, queries are answered by what was written.

    Nobody waits for it: others write on, and what they write is not in the file.
    """
    dump = _dump_sqlite if connection.vendor == "sqlite" else _dump_postgresql
    with _answered_by(dump(path)):
        yield


@contextmanager
def _answered_by(other: BaseDatabaseWrapper) -> Iterator[None]:
    usual = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = other
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = usual
        other.close()


def _one_moment() -> BaseDatabaseWrapper:
    """A connection whose one transaction reads, and sees nothing that begins after it."""
    reader = connection.copy()
    if reader.vendor == "postgresql":
        reader.settings_dict["AUTOCOMMIT"] = False
        reader.settings_dict["OPTIONS"]["isolation_level"] = IsolationLevel.REPEATABLE_READ
        reader.ensure_connection()
        return reader
    with reader.cursor() as cursor:
        # Without WAL, whoever reads for long keeps all others from committing.
        if cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",):
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return reader


def load(path: Path) -> None:
    """Put a file of `dumped` in the place of whatever the database holds."""
    if connection.vendor == "sqlite":
        _load_sqlite(path)
    else:
        _load_postgresql(path)


def faults() -> list[str]:
    """What the database itself finds wrong with its pages, or with what its rows refer to."""
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


def _dump_sqlite(path: Path) -> BaseDatabaseWrapper:
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(path)) as file:
            # In one step, under one read lock: in several, each commit of others begins it anew.
            connection.connection.backup(file)
            # One file that opens on a read-only medium, where WAL wants two more beside it.
            file.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise DumpError(f"SQLite cannot write {path}: {error}") from error
    reader = connection.copy()
    reader.settings_dict["NAME"] = _read_only(path)
    reader.settings_dict["OPTIONS"].pop("init_command", None)  # it would write
    return reader


def _load_sqlite(path: Path) -> None:
    """One transaction of SQLite's own: stopped halfway, the database is as it was."""
    connection.ensure_connection()
    try:
        with closing(sqlite3.connect(_read_only(path), uri=True)) as file:
            file.backup(connection.connection)
    except sqlite3.Error as error:
        raise DumpError(f"SQLite cannot put {path} in place: {error}") from error
    finally:
        connection.close()


def _read_only(path: Path) -> str:
    return f"{path.absolute().as_uri()}?mode=ro"


# PostgreSQL


def _dump_postgresql(path: Path) -> BaseDatabaseWrapper:
    """The connection that is answered sees what pg_dump sees, to the row."""
    reader = _one_moment()
    try:
        with reader.cursor() as cursor:
            cursor.execute("SELECT pg_export_snapshot()")
            (snapshot,) = cursor.fetchone()
        _run("pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={path}")
        # A dump that cannot be read to its end is none.
        _run("pg_restore", f"--file={os.devnull}", str(path))
    except BaseException:
        reader.close()
        raise
    return reader


def _load_postgresql(path: Path) -> None:
    """In one transaction. What a newer desk has and the dump has not must go before."""
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
    whole_or_not = ("--exit-on-error", "--single-transaction", "--clean", "--if-exists")
    _run("pg_restore", *whole_or_not, f"--dbname={name}", str(path))


def _run(program: str, *arguments: str) -> None:
    """Without owners and rights: the desk's role may have another name on the next machine."""
    if shutil.which(program) is None:
        raise DumpError(
            f"{program} is not on this machine; on Debian, `apt-get install postgresql-client` brings it."
        )
    child = subprocess.run(
        [program, "--no-owner", "--no-privileges", *arguments],
        env={**os.environ, **_variables()},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if child.returncode:
        raise DumpError(f"{program} failed: {child.stderr.strip()}")


def _variables() -> dict[str, str]:
    """Where the database is, and its password: on a command line everybody on the machine could read it."""
    said = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    _, others = DatabaseClient.settings_to_cmd_args_env(said, [])
    return {name: str(said[key]) for name, key in names.items() if said[key]} | (others or {})
