"""Put a backup onto an empty desk, and believe it only when its record has been computed again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from claims.management import backups
from claims.management.progress import INTERRUPTED, on_terminal
from claims.models import Event
from claims.reads.record.verification import Checkpoint, Progress, verify_desk
from verify import dump
from verify.checks import missing_migrations, unfinished_restore, unknown_migrations
from verify.storage import wait_for_disk


class Command(BaseCommand):
    help = (
        "Put the backup in DIR onto this desk, which must be empty, and verify all of it. Stop the desk first. "
        "Where this fails half way, the desk does not start until a restore has succeeded."
    )
    # One of them is that the last restore did not finish.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        progress = on_terminal(self.stderr)
        sums = backups.read_sums(folder)
        self._refuse_if_any(_faults_of_files(folder, sums, progress), "Nothing was changed.")
        manifest = backups.Manifest.read(folder)
        self._refuse_if_any(_misfits(manifest, sums), "Nothing was changed.")
        mark = unfinished_restore()
        # What an unfinished restore left may be replaced: nobody can have worked with it.
        if not mark.exists():
            self._refuse_if_any(_held(), "A backup goes onto an empty desk: name another.")
        mark.touch()
        wait_for_disk(mark.parent)
        unfinished = "This desk does not start until a restore has succeeded."
        try:
            _put(folder, manifest, sums, progress)
            self._refuse_if_any(_faults_of_desk(manifest, progress), unfinished)
        except (dump.DumpError, OSError) as error:
            raise CommandError(f"{error} {unfinished}") from error
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {unfinished}", returncode=INTERRUPTED) from None
        mark.unlink()
        self.stdout.write(
            f"Restored and verified: the desk as of {manifest.taken_at}, {manifest.record_seq} Events, "
            f"head {manifest.record_hash}, {manifest.captures} files of archived copies."
        )

    def _refuse_if_any(self, faults: Iterator[str], consequence: str) -> None:
        found = 0
        for fault in faults:
            found += 1
            self.stdout.write(fault)
        if found:
            raise CommandError(f"Not restored, for what is named above. {consequence}")


def _faults_of_files(folder: Path, sums: dict[str, str], progress: Progress) -> Iterator[str]:
    tick = progress("files of the backup")
    for number, (name, digest) in enumerate(sums.items()):
        try:
            if backups.sha256_of(folder / name) != digest:
                yield f"{name} was changed: its SHA-256 is not the one in {backups.SUMS}."
        except OSError as error:
            yield f"{name} cannot be read: {error.strerror}."
        if tick:
            tick(number)


def _misfits(manifest: backups.Manifest, sums: dict[str, str]) -> Iterator[str]:
    """Why these files are not all of a backup, or not one for this desk."""
    captures = sum(name.startswith(f"{backups.CAPTURES}/") for name in sums)
    if captures != manifest.captures or manifest.database_file not in sums:
        yield f"{backups.SUMS} does not name all that the manifest counts."
    if manifest.is_newer:
        yield f"It was made by version {manifest.version}, and this is {settings.VERSION}."
    applied = [(app, name) for app, _, name in (m.partition(".") for m in manifest.migrations)]
    if unknown := unknown_migrations(MigrationLoader(None), applied):
        yield f"It was made by a newer version, with the migrations {', '.join(unknown)}."
    if manifest.database != connection.vendor:
        yield f"It holds a database of {manifest.database}, and this desk is on {connection.vendor}."


def _held() -> Iterator[str]:
    """What would be lost. A desk that has only been migrated holds nothing."""
    there = set(connection.introspection.table_names())
    ours = {model._meta.db_table.partition("_")[0] for model in apps.get_models()}
    if others := sorted(table for table in there if table.partition("_")[0] not in ours):
        yield f"The database has tables that are not the desk's: {', '.join(others)}."
    for model in (Event, User):
        if model._meta.db_table in there and (rows := model._default_manager.count()):
            yield f"The database has {rows} {model._meta.verbose_name_plural}."
    if any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")):
        yield f"{settings.MEDIA_ROOT} has files."


def _put(
    folder: Path, manifest: backups.Manifest, sums: dict[str, str], progress: Progress
) -> None:
    """The archived copies first, the database last and in one transaction."""
    tick = progress("archived copies put back")
    for number, (name, digest) in enumerate(sums.items()):
        kind, _, rest = name.partition("/")
        if kind == backups.CAPTURES:
            if backups.copy(folder / name, Path(settings.MEDIA_ROOT) / rest) != digest:
                raise OSError(f"{name} was not copied as it is.")
            if tick:
                tick(number)
    captures = Path(settings.MEDIA_ROOT)
    if captures.exists():
        backups.keep_names(captures)
    dump.load(folder / manifest.database_file)


def _faults_of_desk(manifest: backups.Manifest, progress: Progress) -> Iterator[str]:
    """Everything again, where it now lies."""
    yield from dump.find_faults()
    now = backups.rows_of_each_table()
    for table, rows in manifest.rows.items():
        if (found := now.get(table, rows)) != rows:
            yield f"{table} has {found} rows, and had {rows}."
    if missing_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    head = Checkpoint.of_head()
    if head is None or (head.seq, head.hash) != (manifest.record_seq, manifest.record_hash):
        yield f"The head of the record is not the one that was backed up: {head}."
    for fault in verify_desk(manifest.head, progress=progress):
        yield str(fault)
