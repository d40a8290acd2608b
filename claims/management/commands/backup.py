"""Copy the database and the archived copies into a folder that `restore` and sha256sum can check."""

import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from claims.management import backups, encrypted_backups
from claims.management.progress import INTERRUPTED, count_faults, on_terminal
from claims.management.tidying import WORKSPACE
from claims.reads.record.verification import Progress, verify_desk
from verify import dump, notes, signatures
from verify.checks import missing_migrations
from verify.storage import wait_for_disk


class Command(BaseCommand):
    help = (
        "Copy the database and the archived copies into the new folder DIR, and verify the copies. People can "
        "use the desk meanwhile. DIR holds everything people wrote and the digests of their passwords: encrypt it. It does "
        "not hold the secret key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--recipient",
            metavar="AGE",
            action="append",
            help="Encrypt the backup with age for this recipient (age1…), who alone can read it. Can be given several "
            "times. Default: BACKUP_RECIPIENT.",
        )

    def handle(
        self, *args: Any, folder: Path, recipient: list[str] | None = None, **options: Any
    ) -> None:
        folder = folder.absolute()
        recipients = encrypted_backups.recipients_of(recipient or settings.BACKUP_RECIPIENT)
        _refuse_unless_possible(folder)
        key = _own_key()
        draft = _make_draft(folder)
        try:
            if recipients:
                manifest, faults = self._write_encrypted(draft, key, recipients)
            else:
                manifest, faults = self._write(draft, key)
            if not faults:
                os.replace(draft, folder)
                wait_for_disk(folder.parent)
        except (dump.DumpError, OSError) as error:
            notes.write("backup", ok=False)
            shutil.rmtree(draft, ignore_errors=True)
            raise CommandError(f"{error} No backup was made.") from error
        except KeyboardInterrupt:
            shutil.rmtree(draft, ignore_errors=True)
            raise CommandError("Stopped. No backup was made.", returncode=INTERRUPTED) from None
        notes.write("backup", ok=not faults)
        if faults:
            raise CommandError(
                f"The desk has {count_faults(faults)}, listed above. {draft} keeps what could be copied, but it is "
                "not a backup."
            )
        self.stdout.write(
            f"{folder}: {manifest.record_seq} Events, head {manifest.record_hash}, {manifest.captures} "
            "files of archived copies."
        )

    def _write(self, draft: Path, key: Ed25519PrivateKey | None) -> tuple[backups.Manifest, int]:
        """Copy the database first: every file that it names exists by then, and never changes."""
        taken_at, progress = datetime.now(UTC), on_terminal(self.stderr)
        database = draft / dump.FILE_NAMES[connection.vendor]
        captures = draft / backups.CAPTURES
        captures.mkdir()
        with dump.write(database):
            wait_for_disk(database)
            checksums = {database.name: backups.sha256_of(database)}
            tick = progress("archived copies copied")
            for number, (name, _) in enumerate(backups.captures_named()):
                target = captures / name
                try:
                    digest = backups.copy(Path(default_storage.path(name)), target)
                except FileNotFoundError:
                    continue  # reported when the copies are compared with the record
                checksums[target.relative_to(draft).as_posix()] = digest
                if tick:
                    tick(number)
            faults = self._count_faults(FileSystemStorage(captures), progress)
            manifest = backups.Manifest.of(
                taken_at, database, checksums[database.name], captures=len(checksums) - 1
            )
        checksums[backups.MANIFEST] = manifest.write(draft)
        if not faults:
            backups.write_checksums(draft, checksums, key)
            backups.keep_names(draft)
        return manifest, faults

    def _count_faults(self, files: FileSystemStorage, progress: Progress) -> int:
        """Verify everything that the backup is to hold, and write each fault."""
        faults = 0
        for fault in chain(dump.find_faults(), verify_desk(files=files, progress=progress)):
            faults += 1
            self.stdout.write(str(fault))
        return faults

    def _write_encrypted(
        self, draft: Path, key: Ed25519PrivateKey | None, recipients: Collection[Any]
    ) -> tuple[backups.Manifest, int]:
        """Copy the database into DATA_DIR, verify everything there, and write all of it encrypted."""
        taken_at, progress = datetime.now(UTC), on_terminal(self.stderr)
        with tempfile.TemporaryDirectory(dir=settings.DATA_DIR, prefix=WORKSPACE) as workspace:
            database = Path(workspace) / dump.FILE_NAMES[connection.vendor]
            with dump.write(database):
                faults = self._count_faults(FileSystemStorage(settings.MEDIA_ROOT), progress)
                captures = sum(1 for _ in backups.captures_named())
                sha256 = backups.sha256_of(database)
                manifest = backups.Manifest.of(taken_at, database, sha256, captures=captures)
                if not faults:
                    blocks = _blocks_of(database, manifest, key, progress)
                    path = draft / encrypted_backups.ENCRYPTED
                    digest = encrypted_backups.encrypt(blocks, path, recipients)
                    backups.write_checksums(draft, {path.name: digest}, key)
                    backups.keep_names(draft)
        return manifest, faults


def _refuse_unless_possible(folder: Path) -> None:
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise CommandError(f"{folder} already exists and is not empty. Nothing was written.")
    if missing_migrations():
        raise CommandError(
            "The database belongs to an older version. Make the backup with that version, before you upgrade."
        )


def _own_key() -> Ed25519PrivateKey | None:
    try:
        return signatures.own_key()
    except signatures.KeyFault as error:
        notes.write("backup", ok=False)
        raise CommandError(f"{error} No backup was made.") from error


def _make_draft(folder: Path) -> Path:
    draft = folder.with_name(f"{folder.name}.partial")
    try:
        draft.mkdir(mode=0o700)
    except FileExistsError:
        raise CommandError(
            f"{draft} already exists: another backup is running, or one was stopped. If none is running, "
            "delete it."
        ) from None
    except OSError as error:
        raise CommandError(f"{draft} could not be created: {error.strerror}.") from error
    return draft


def _blocks_of(
    database: Path,
    manifest: backups.Manifest,
    key: Ed25519PrivateKey | None,
    progress: Progress,
) -> Iterator[bytes]:
    """Yield the files of a backup as tar has them. Raise OSError if one is not what was verified."""
    archive, tick = encrypted_backups.Archive(), progress("archived copies encrypted")
    yield from archive.file(database.name, database, manifest.database_sha256)
    for number, (name, sha256) in enumerate(backups.captures_named()):
        path = Path(default_storage.path(name))
        yield from archive.file(f"{backups.CAPTURES}/{name}", path, sha256)
        if tick:
            tick(number)
    yield from archive.text(backups.MANIFEST, manifest.content().encode())
    sums = backups.lines_of(archive.checksums).encode()
    yield from archive.text(backups.SUMS, sums)
    if key:
        yield from archive.text(backups.SIGNATURE, key.sign(sums))
