"""Refuse to start on a database that can lose or corrupt what the desk acknowledged."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004
from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from verify import notes, timestamps
from verify.proxies import LOCAL_HOSTS, NOTE

# Journal modes that keep a rollback journal on disk; "off" and "memory" do not survive a crash.
DURABLE_JOURNALS = {"wal", "delete", "truncate", "persist"}
SYNCHRONOUS_FULL = 2


@register(Tags.compatibility)
def sqlite_is_safe(**kwargs: Any) -> list[CheckMessage]:
    """Check each live SQLite connection, not the settings: pragmas can fail silently."""
    return [
        message
        for connection in connections.all()
        if connection.vendor == "sqlite"
        for message in find_faults(connection)
    ]


def find_faults(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    try:
        with connection.cursor() as cursor:
            version = cursor.execute("SELECT sqlite_version()").fetchone()[0]
            journal = cursor.execute("PRAGMA journal_mode").fetchone()[0].lower()
            synchronous = cursor.execute("PRAGMA synchronous").fetchone()[0]
    except DatabaseError as error:
        return [
            Error(
                f"The database file {connection.settings_dict['NAME']} cannot be opened: {error}.",
                hint="Check DATA_DIR or DATABASE_URL and the permissions of the file.",
                id="verify.E001",
            )
        ]
    faults: list[CheckMessage] = []
    if journal == "wal" and tuple(map(int, version.split("."))) < settings.SQLITE_SAFE_WAL:
        faults.append(
            Error(
                f"SQLite {version} can corrupt a database in WAL mode.",
                hint="Install the pysqlite3 wheel or SQLite 3.51.3 or newer, or use journal_mode=DELETE.",
                id="verify.E002",
            )
        )
    if journal not in DURABLE_JOURNALS:
        faults.append(
            Error(
                f"journal_mode is {journal}: a crash can corrupt the database.",
                hint="Use a database file with journal_mode WAL or DELETE.",
                id="verify.E003",
            )
        )
    if synchronous < SYNCHRONOUS_FULL:
        faults.append(
            Error(
                "synchronous is below FULL: a power cut can lose acknowledged verdicts.",
                hint="Keep PRAGMA synchronous=FULL in the connection's init_command.",
                id="verify.E004",
            )
        )
    if getattr(connection, "transaction_mode", None) not in {"IMMEDIATE", "EXCLUSIVE"}:
        faults.append(
            Error(
                "Transactions do not start as IMMEDIATE: writers will fail with 'database is locked'.",
                hint="Set the option transaction_mode to IMMEDIATE.",
                id="verify.E005",
            )
        )
    return faults


def unfinished_restore() -> Path:
    """Return the path of the file that exists while `restore` runs, and remains if it fails."""
    return Path(settings.DATA_DIR) / "restore-unfinished"


@register(Tags.compatibility)
def restore_is_finished(**kwargs: Any) -> list[CheckMessage]:
    """Refuse a desk that was only half restored, or was restored and found faulty."""
    mark = unfinished_restore()
    if not mark.exists():
        return []
    return [
        Error(
            f"A restore of this desk did not finish: {mark} still exists.",
            hint="Run manage.py restore DIR again. It removes the file once everything is verified.",
            id="verify.E007",
        )
    ]


# Tagged for the database, so it runs at migrate and when the web process starts.
@register(Tags.database)
def schema_is_known(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Refuse to run old code on a database that newer code has migrated."""
    faults: list[CheckMessage] = []
    for alias in databases or ():
        loader = MigrationLoader(connections[alias])
        unknown = unknown_migrations(loader, loader.applied_migrations)
        if unknown:
            faults.append(
                Error(
                    f"The database was migrated by a newer version: {', '.join(unknown)}.",
                    hint="Install that version, or restore a backup made with this one.",
                    id="verify.E006",
                )
            )
    return faults


def unknown_migrations(loader: MigrationLoader, applied: Iterable[tuple[str, str]]) -> list[str]:
    """Return the applied migrations that this code lacks, except those of removed apps."""
    replaced = {old for new in loader.replacements.values() for old in new.replaces}
    known = loader.disk_migrations.keys() | replaced
    return sorted(
        f"{app}.{name}"
        for app, name in applied
        if app in loader.migrated_apps and (app, name) not in known
    )


def missing_migrations(alias: str = "default") -> list[str]:
    """Return the migrations that the code has and the database lacks."""
    loader = MigrationLoader(connections[alias])
    return sorted(
        f"{app}.{name}"
        for app, name in loader.graph.nodes
        if (app, name) not in loader.applied_migrations
    )


@register(deploy=True)
def worker_is_a_process(**kwargs: Any) -> list[CheckMessage]:
    """Warn if several web processes do the background work in threads: it then takes its time from people."""
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    is_embedded = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and (
        not host or host in LOCAL_HOSTS
    )
    if settings.BACKGROUND != "web" or is_embedded:
        return []
    return [
        Warning(
            "Each web process does the background work in a thread, which slows down people’s pages.",
            hint="Set BACKGROUND=worker, and run `manage.py worker` as a service of its own (README.md).",
            id="verify.W010",
        )
    ]


@register(Tags.security, deploy=True)
def factors_are_asked_for(**kwargs: Any) -> list[CheckMessage]:
    """Warn if people have set up second factors, and nobody is asked for one."""
    connection = connections["default"]
    # The table exists once second factors were on.
    if settings.MFA or "mfa_authenticator" not in connection.introspection.table_names():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT user_id) FROM mfa_authenticator")
        people = cursor.fetchone()[0]
    if not people:
        return []
    return [
        Warning(
            f"{people} accounts have a second factor, and second factors are off: a password alone lets in.",
            hint="Set MFA=1, or remove the factors.",
            id="verify.W010",
        )
    ]


@register(deploy=True)
def checkpoints_can_be_stamped(**kwargs: Any) -> list[CheckMessage]:
    """Warn before the first night finds out."""
    if not settings.TIMESTAMP_URL:
        return []
    faults: list[tuple[str, str]] = []
    if not timestamps.is_possible():
        faults.append(
            (
                "TIMESTAMP_URL is set, and the program openssl is missing.",
                "On Debian, run `apt-get install openssl`.",
            )
        )
    if not settings.TIMESTAMP_CA.is_file():
        faults.append(
            (
                f"TIMESTAMP_CA {settings.TIMESTAMP_CA} is not a file.",
                "Save the authority's root certificates in it.",
            )
        )
    return [Warning(fault, hint=hint, id="verify.W011") for fault, hint in faults]


@register(Tags.security, deploy=True)
def proxies_are_counted(**kwargs: Any) -> list[CheckMessage]:
    """Warn if everybody may seem to be one client: then ten wrong passwords of anybody lock out all others."""
    hint = (
        "Set TRUSTED_PROXIES to the number of your own proxies that a request passes, "
        "each of which must set or append to X-Forwarded-For."
    )
    found: list[CheckMessage] = []
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    if host and host not in LOCAL_HOSTS and not settings.TRUSTED_PROXIES:
        message = (
            "The desk is public, and its clients’ addresses are unknown: TRUSTED_PROXIES is 0."
        )
        found.append(Warning(message, hint=hint, id="verify.W008"))
    note = notes.read(NOTE)
    if note and note.get("trusted") == settings.TRUSTED_PROXIES:
        message = f"Since {note['at']:%Y-%m-%d %H:%M} UTC: {note.get('message')}"
        found.append(Warning(message, hint=hint, id="verify.W009"))
    return found
