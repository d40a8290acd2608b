"""Copy the database and the archived copies into a folder that `restore` and sha256sum can check."""

import os
import shutil
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from claims.management import backups
from claims.management.progress import INTERRUPTED, count_faults, on_terminal
from claims.reads.record.verification import verify_desk
from verify import dump, notes, signatures
from verify.checks import missing_migrations
from verify.storage import wait_for_disk


class Command(BaseCommand):
    help = (
        "Copy the database and the archived copies into the new folder DIR, and verify the copies. People can "
        "use the desk meanwhile. DIR holds everything people wrote and the digests of their passwords. It does not "
        "hold the secret key."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder = folder.absolute()
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise CommandError(f"{folder} already exists and is not empty. Nothing was written.")
        if missing_migrations():
            raise CommandError(
                "The database belongs to an older version. Make the backup with that version, before you upgrade."
            )
        try:
            key = signatures.own_key()
        except signatures.KeyFault as error:
            notes.write("backup", ok=False)
            raise CommandError(f"{error} No backup was made.") from error
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
        try:
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
        faults = 0
        with dump.write(database):
            wait_for_disk(database)
            checksums = {database.name: backups.sha256_of(database)}
            tick = progress("archived copies copied")
            for number, name in enumerate(backups.names_of_captures()):
                target = captures / name
                try:
                    digest = backups.copy(Path(default_storage.path(name)), target)
                except FileNotFoundError:
                    continue  # reported when the copies are compared with the record
                checksums[target.relative_to(draft).as_posix()] = digest
                if tick:
                    tick(number)
            found = verify_desk(files=FileSystemStorage(captures), progress=progress)
            for fault in chain(dump.find_faults(), found):
                faults += 1
                self.stdout.write(str(fault))
            manifest = backups.Manifest.of(
                taken_at, database, checksums[database.name], captures=len(checksums) - 1
            )
        checksums[backups.MANIFEST] = manifest.write(draft)
        if not faults:
            backups.write_checksums(draft, checksums, key)
            backups.keep_names(draft)
        return manifest, faults
