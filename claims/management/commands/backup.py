"""Copy the desk, database and archived copies, into a folder that `restore` and sha256sum can check."""

import os
import shutil
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from claims.management import backups
from claims.management.progress import INTERRUPTED, on_terminal
from claims.reads.record.verification import verify_desk
from verify import dump
from verify.checks import missing_migrations
from verify.storage import wait_for_disk


class Command(BaseCommand):
    help = (
        "Copy the database and the archived copies into the new folder DIR, and verify what was copied. The desk "
        "may be in use meanwhile. DIR holds all that people wrote, and the digests of their passwords; the secret "
        "key is not in it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", metavar="DIR", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        folder = folder.absolute()
        if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
            raise CommandError(f"{folder} exists and is not empty. Nothing was written.")
        if missing_migrations():
            raise CommandError(
                "The database is of an older version: back up with that version, before the upgrade."
            )
        draft = folder.with_name(f"{folder.name}.partial")
        try:
            draft.mkdir(mode=0o700)
        except FileExistsError:
            raise CommandError(
                f"{draft} is in the way: another backup is at work there, or one was stopped. In the "
                "latter case delete it."
            ) from None
        except OSError as error:
            raise CommandError(f"{draft} cannot be made: {error.strerror}.") from error
        try:
            manifest, faults = self._write(draft)
            if not faults:
                os.replace(draft, folder)
                wait_for_disk(folder.parent)
        except (dump.DumpError, OSError) as error:
            shutil.rmtree(draft, ignore_errors=True)
            raise CommandError(f"{error} No backup was made.") from error
        except KeyboardInterrupt:
            shutil.rmtree(draft, ignore_errors=True)
            raise CommandError("Stopped. No backup was made.", returncode=INTERRUPTED) from None
        if faults:
            raise CommandError(
                f"The desk itself is not whole: {faults} faults, named above. What could be copied is left in "
                f"{draft}, which is no backup."
            )
        self.stdout.write(
            f"{folder}: {manifest.record_seq} Events, head {manifest.record_hash}, {manifest.captures} "
            "files of archived copies."
        )

    def _write(self, draft: Path) -> tuple[backups.Manifest, int]:
        """The database first: every file that it names was there before it, and never changes."""
        taken_at, progress = datetime.now(UTC), on_terminal(self.stderr)
        database = draft / dump.FILE_NAMES[connection.vendor]
        captures = draft / backups.CAPTURES
        captures.mkdir()
        faults = 0
        with dump.write(database):
            wait_for_disk(database)
            sums = {database.name: backups.sha256_of(database)}
            tick = progress("archived copies copied")
            for number, name in enumerate(backups.names_of_captures()):
                target = captures / name
                try:
                    digest = backups.copy(Path(default_storage.path(name)), target)
                except FileNotFoundError:
                    continue  # named when the copies are compared with the record
                sums[target.relative_to(draft).as_posix()] = digest
                if tick:
                    tick(number)
            found = verify_desk(files=FileSystemStorage(captures), progress=progress)
            for fault in chain(dump.find_faults(), found):
                faults += 1
                self.stdout.write(str(fault))
            manifest = backups.Manifest.of(
                taken_at, database, sums[database.name], captures=len(sums) - 1
            )
        sums[backups.MANIFEST] = manifest.write(draft)
        if not faults:
            backups.write_sums(draft, sums)
            backups.keep_names(draft)
        return manifest, faults
