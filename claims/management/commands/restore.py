"""Restore a backup to an empty desk, and accept it only after computing its record again."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from claims.management import backups, checkpoints, encrypted_backups
from claims.management.progress import INTERRUPTED, on_terminal
from claims.management.tidying import WORKSPACE
from claims.models import Event
from claims.reads.record.verification import Checkpoint, Progress, verify_desk
from verify import dump, signatures
from verify.checks import missing_migrations, unfinished_restore, unknown_migrations
from verify.storage import wait_for_disk


class Command(BaseCommand):
    help = (
        "Restore the backup in DIR to this desk, which must be empty, and verify everything. Stop the desk first. "
        "If the restore fails halfway, the desk does not start until a restore has succeeded. With a public key, a backup "
        "that is not signed with its private key is refused."
    )
    # One of the checks fails if the last restore did not finish.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--key",
            metavar="PUBLIC",
            type=Path,
            help="The public key that must have signed the backup (and the checkpoint). Default: that of BACKUP_KEY.",
        )
        parser.add_argument(
            "--checkpoint",
            metavar="FILE",
            type=Path,
            help="A head of the record, as verify_record wrote it. A backup whose record does not contain it is refused.",
        )

        parser.add_argument(
            "--identity",
            metavar="FILE",
            type=Path,
            help="The identity of age (as age-keygen writes it) of somebody for whom the backup was encrypted.",
        )

    def handle(
        self,
        *args: Any,
        folder: Path,
        key: Path | None = None,
        checkpoint: Path | None = None,
        identity: Path | None = None,
        **options: Any,
    ) -> None:
        public = _public_key(key)
        known = _read_checkpoint(checkpoint, public) if checkpoint else None
        self.stdout.write(backups.check_signature(folder, public))
        checksums = self._check_files(folder)
        if encrypted_backups.ENCRYPTED not in checksums:
            self._restore(folder, checksums, known)
            return
        if identity is None:
            raise CommandError(
                f"{folder} is encrypted: name the file of your identity with --identity. Nothing was changed."
            )
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=WORKSPACE) as workspace:
            clear = Path(workspace)
            encrypted_backups.decrypt(folder / encrypted_backups.ENCRYPTED, identity, clear)
            self._restore(clear, self._check_files(clear), known)

    def _check_files(self, folder: Path) -> dict[str, str]:
        """Return the checksums of the files, which were compared."""
        checksums = backups.read_checksums(folder)
        faults = _faults_of_files(folder, checksums, on_terminal(self.stderr))
        self._refuse_if_any(faults, "Nothing was changed.")
        return checksums

    def _restore(self, folder: Path, checksums: dict[str, str], known: Checkpoint | None) -> None:
        """Restore the files, which nobody has changed since the backup was made."""
        progress = on_terminal(self.stderr)
        manifest = backups.Manifest.read(folder)
        self._refuse_if_any(_faults_of_manifest(manifest, checksums, known), "Nothing was changed.")
        mark = unfinished_restore()
        # An unfinished restore can be replaced: nobody can have worked with it.
        if not mark.exists():
            self._refuse_if_any(
                _existing_data(), "Restore into an empty desk: set another DATA_DIR or database."
            )
        mark.touch()
        wait_for_disk(mark.parent)
        unfinished = "The desk will not start until a restore has succeeded."
        try:
            _copy(folder, manifest, checksums, progress)
            self._refuse_if_any(_faults_of_desk(manifest, known, progress), unfinished)
        except (dump.DumpError, OSError) as error:
            raise CommandError(f"{error} {unfinished}") from error
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {unfinished}", returncode=INTERRUPTED) from None
        mark.unlink()
        self.stdout.write(
            f"Restored and verified the desk as of {manifest.taken_at}: {manifest.record_seq} Events, "
            f"head {manifest.record_hash}, {manifest.captures} files of archived copies."
        )

    def _refuse_if_any(self, faults: Iterator[str], consequence: str) -> None:
        found = 0
        for fault in faults:
            found += 1
            self.stdout.write(fault)
        if found:
            raise CommandError(f"The backup was not restored, for the reasons above. {consequence}")


def _public_key(path: Path | None) -> Ed25519PublicKey | None:
    try:
        return signatures.public_key(path)
    except signatures.KeyFault as error:
        raise CommandError(f"{error} Nothing was changed.") from error


def _read_checkpoint(path: Path, key: Ed25519PublicKey | None) -> Checkpoint:
    stored = checkpoints.read(path, key)
    if stored is None:
        raise CommandError(f"{path} does not exist. Nothing was changed.")
    if key and not stored.is_signed:
        raise CommandError(f"{path} is not signed. Nothing was changed.")
    return stored.head


def _faults_of_files(folder: Path, checksums: dict[str, str], progress: Progress) -> Iterator[str]:
    """Yield the files of the backup that were changed or could not be read."""
    tick = progress("files checked")
    for number, (name, digest) in enumerate(checksums.items()):
        try:
            if backups.sha256_of(folder / name) != digest:
                yield f"{name} was changed: its SHA-256 differs from {backups.SUMS}."
        except OSError as error:
            yield f"{name} could not be read: {error.strerror}."
        if tick:
            tick(number)


def _faults_of_manifest(
    manifest: backups.Manifest, checksums: dict[str, str], known: Checkpoint | None
) -> Iterator[str]:
    """Yield why these files are not a complete backup, or not one for this desk."""
    captures = sum(name.startswith(f"{backups.CAPTURES}/") for name in checksums)
    if captures != manifest.captures or manifest.database_file not in checksums:
        yield f"{backups.SUMS} does not list everything that the manifest counts."
    if manifest.is_newer:
        yield f"The backup was made by version {manifest.version}, and this is {settings.VERSION}."
    applied = [(app, name) for app, _, name in (m.partition(".") for m in manifest.migrations)]
    if unknown := unknown_migrations(MigrationLoader(None), applied):
        yield f"The backup was made by a newer version, with the migrations {', '.join(unknown)}."
    if manifest.database != connection.vendor:
        yield f"The backup holds a {manifest.database} database, and this desk uses {connection.vendor}."
    if known and known.seq > manifest.record_seq:
        yield f"The checkpoint has Event {known.seq}, and the backup ends at {manifest.record_seq}."
    if known and known.seq == manifest.record_seq and known.hash != manifest.record_hash:
        yield f"Event {known.seq} of the backup is not the Event in the checkpoint."


def _existing_data() -> Iterator[str]:
    """Yield what would be lost. A desk that was only migrated has nothing to lose."""
    existing = set(connection.introspection.table_names())
    ours = {model._meta.db_table.partition("_")[0] for model in apps.get_models()}
    if others := sorted(table for table in existing if table.partition("_")[0] not in ours):
        yield f"The database has tables of something else: {', '.join(others)}."
    for model in (Event, User):
        if model._meta.db_table in existing and (rows := model._default_manager.count()):
            yield f"The database has {rows} {model._meta.verbose_name_plural}."
    if any(path.is_file() for path in Path(settings.MEDIA_ROOT).rglob("*")):
        yield f"{settings.MEDIA_ROOT} is not empty."


def _copy(
    folder: Path, manifest: backups.Manifest, checksums: dict[str, str], progress: Progress
) -> None:
    """Copy the archived copies first, and the database last, in one transaction."""
    tick = progress("archived copies restored")
    for number, (name, digest) in enumerate(checksums.items()):
        kind, _, rest = name.partition("/")
        if kind == backups.CAPTURES:
            if backups.copy(folder / name, Path(settings.MEDIA_ROOT) / rest) != digest:
                raise OSError(f"The copy of {name} differs from the backup.")
            if tick:
                tick(number)
    captures = Path(settings.MEDIA_ROOT)
    if captures.exists():
        backups.keep_names(captures)
    dump.load(folder / manifest.database_file)


def _faults_of_desk(
    manifest: backups.Manifest, known: Checkpoint | None, progress: Progress
) -> Iterator[str]:
    """Yield what is wrong with the restored desk: everything is checked again."""
    yield from dump.find_faults()
    now = backups.rows_of_each_table()
    for table, rows in manifest.rows.items():
        if (found := now.get(table, rows)) != rows:
            yield f"{table} has {found} rows, but had {rows}."
    if missing_migrations():
        call_command("migrate", interactive=False, verbosity=0)
    head = Checkpoint.of_head()
    if head is None or (head.seq, head.hash) != (manifest.record_seq, manifest.record_hash):
        yield f"The head of the record differs from the backup: {head}."
    elif manifest.head.accounts and head.accounts != manifest.head.accounts:
        yield f"The head of the account log differs from the backup: {head}."
    for fault in verify_desk(known or manifest.head, progress=progress):
        yield str(fault)
