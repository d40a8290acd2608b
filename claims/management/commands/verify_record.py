"""Verify the record, the sealed rows and the archived files, against a checkpoint if there is one."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.management import checkpoints
from claims.management.progress import count_faults, on_terminal
from claims.reads.record.verification import Checkpoint, verify_desk
from verify import dump, notes, signatures


class Command(BaseCommand):
    help = (
        "Compute the record's hash chain again, compare every verdict, assessment and archived copy with it, "
        "and hash every archived file. Exits with 1 and lists what was altered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint",
            metavar="FILE",
            type=Path,
            help="Compare the record with the head in FILE, and write the new head there if nothing was altered. "
            "Keep FILE on another machine: only it shows that the end of the record was cut off.",
        )

    def handle(self, *args: Any, checkpoint: Path | None, **options: Any) -> None:
        known = self._read(checkpoint) if checkpoint else None
        found = 0
        # People keep working: a row added after its Event was looked for would seem unrecorded.
        with dump.freeze():
            head = Checkpoint.of_head()
            for fault in verify_desk(known, progress=on_terminal(self.stderr)):
                found += 1
                self.stdout.write(str(fault))
        notes.write("verify_record", ok=not found and head is not None)
        if found or head is None:
            raise CommandError(f"The record was altered: {count_faults(found)}.")
        if checkpoint:
            checkpoints.write(checkpoint, head)
        self.stdout.write(f"The record is intact: {head.seq} Events, head {head.hash}.")
        if checkpoint and not known:
            self.stdout.write(f"{checkpoint} did not exist and was created.")

    def _read(self, path: Path) -> Checkpoint | None:
        try:
            key = signatures.public_key(None)
        except signatures.KeyFault as error:
            raise CommandError(f"{error} Nothing was checked.") from error
        stored = checkpoints.read(path, key)
        if stored and key and not stored.is_signed:
            self.stdout.write(f"{path} is not signed. It is compared with the record all the same.")
        return stored.head if stored else None
