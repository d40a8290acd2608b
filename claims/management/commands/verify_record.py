"""Check the record, the sealed rows and the archived files, against a checkpoint kept elsewhere if there is one."""

import contextlib
import datetime
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.management.progress import on_terminal
from claims.reads.record.verification import Checkpoint, verify_desk
from verify import dump


class Command(BaseCommand):
    help = (
        "Compute the record's hash chain again, compare every verdict, assessment and archived copy with it, "
        "and hash every archived file. Ends with 1 and names what was altered."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoint",
            metavar="FILE",
            type=Path,
            help="Compare with the head of the record as FILE has it, and write the new head there if all is "
            "well. Keep FILE on another machine: only it shows that the end of the record was cut off.",
        )

    def handle(self, *args: Any, checkpoint: Path | None, **options: Any) -> None:
        known = _read(checkpoint) if checkpoint else None
        found = 0
        # People work on meanwhile: a row that came after its Event was looked for would seem unrecorded.
        with dump.freeze():
            head = Checkpoint.of_head()
            for fault in verify_desk(known, progress=on_terminal(self.stderr)):
                found += 1
                self.stdout.write(str(fault))
        if found or head is None:
            raise CommandError(f"The record is not as it was written: {found} faults.")
        if checkpoint:
            _write(checkpoint, head)
        first = f" {checkpoint} did not exist and was made." if checkpoint and not known else ""
        self.stdout.write(f"The record is whole: {head.seq} Events, head {head.hash}.{first}")


def _read(path: Path) -> Checkpoint | None:
    """None where there is no such file yet. A broken one is refused, not replaced."""
    try:
        values = json.loads(path.read_text())
        at = datetime.datetime.fromisoformat(values["at"]) if values["at"] else None
        return Checkpoint(int(values["seq"]), str(values["hash"]), at)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CommandError(f"{path} is no checkpoint. Nothing was checked.") from error


def _write(path: Path, head: Checkpoint) -> None:
    """Whole or not at all: a checkpoint lost halfway would be trusted no more."""
    values = {
        "seq": head.seq,
        "hash": head.hash,
        "at": head.at.astimezone(datetime.UTC).isoformat() if head.at else None,
    }
    draft = ""
    try:
        descriptor, draft = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.")
        with os.fdopen(descriptor, "w") as file:
            file.write(json.dumps(values) + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        raise CommandError(
            f"The record is whole, but {path} cannot be written: {error.strerror}."
        ) from error
